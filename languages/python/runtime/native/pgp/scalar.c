#include "pgp/scalar.h"

/* The int of any integer-like object: a new reference, or NULL with TypeError. */
static PyObject *as_int(PyObject *object) {
  if (PyLong_Check(object)) return pgp_new_ref(object);
  if (!PyIndex_Check(object)) {
    pgp_expected("int", object);
    return NULL;
  }
  return PyNumber_Index(object);
}

static int out_of_range(PyObject *number, PyObject *low, PyObject *high) {
  PyObject *text = PyObject_Str(number);
  if (!text) { /* too many digits for str(): still an overflow */
    PyErr_Clear();
    text = PyUnicode_FromString("the number");
  }
  if (text && low && high) PyErr_Format(PGP_RANGE_ERROR, "%U is out of range (%S to %S)", text, low, high);
  Py_XDECREF(text);
  Py_XDECREF(low);
  Py_XDECREF(high);
  return 0;
}

int pgp_integer_slow(PyObject *object, int64_t low, int64_t high, int64_t *out) {
  PyObject *number = as_int(object);
  if (!number) return 0;
  int overflow;
  long long value = PyLong_AsLongLongAndOverflow(number, &overflow);
  int good = !overflow && value >= low && value <= high;
  if (good) *out = value;
  else out_of_range(number, PyLong_FromLongLong(low), PyLong_FromLongLong(high));
  Py_DECREF(number);
  return good;
}

int pgp_unsigned_slow(PyObject *object, uint64_t high, uint64_t *out) {
  PyObject *number = as_int(object);
  if (!number) return 0;
  unsigned long long value = PyLong_AsUnsignedLongLong(number);
  int good = !(value == (unsigned long long)-1 && PyErr_Occurred()) && value <= high;
  if (good) {
    *out = value;
  } else {
    PyErr_Clear();
    out_of_range(number, PyLong_FromLong(0), PyLong_FromUnsignedLongLong(high));
  }
  Py_DECREF(number);
  return good;
}

int pgp_float_slow(PyObject *object, double *out) {
  if (!PyFloat_Check(object) && !PyIndex_Check(object) &&
      !(Py_TYPE(object)->tp_as_number && Py_TYPE(object)->tp_as_number->nb_float)) {
    return pgp_expected("float", object);
  }
  *out = PyFloat_AsDouble(object);
  return !(*out == -1.0 && PyErr_Occurred());
}

int pgp_single_overflow(double value) {
  PyObject *number = PyFloat_FromDouble(value);
  if (number) PyErr_Format(PyExc_OverflowError, "%R is out of range of a 32-bit float", number);
  Py_XDECREF(number);
  return 0;
}

int pgp_character_failed(PyObject *object) {
  if (!PyUnicode_Check(object)) return pgp_expected("str of one character", object);
  if (PyUnicode_GET_LENGTH(object) == 1) PyErr_SetString(PyExc_ValueError, "a surrogate is no character");
  else PyErr_Format(PyExc_ValueError, "expected one character, got %zd", PyUnicode_GET_LENGTH(object));
  return 0;
}
