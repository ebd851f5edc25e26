#include "pgp/overload.h"

int pgp_fits_integer(PyObject *object, int64_t low, uint64_t high, int strict) {
  if (PyBool_Check(object)) return !strict;
  if (!PyLong_Check(object)) return !strict && PyIndex_Check(object);
  if (!strict) return 1; /* out of range: for the conversion to say */
  int overflow;
  long long value = PyLong_AsLongLongAndOverflow(object, &overflow);
  if (overflow < 0) return 0;
  if (overflow > 0) {
    unsigned long long large = PyLong_AsUnsignedLongLong(object);
    if (PyErr_Occurred()) {
      PyErr_Clear();
      return 0;
    }
    return large <= high;
  }
  return value >= low && (value < 0 || (uint64_t)value <= high);
}

int pgp_fits_float(PyObject *object, int strict) {
  if (PyFloat_Check(object)) return 1;
  if (strict || PyUnicode_Check(object) || PyBool_Check(object)) return 0;
  return PyIndex_Check(object) || (Py_TYPE(object)->tp_as_number && Py_TYPE(object)->tp_as_number->nb_float);
}

int pgp_fits_sequence(PyObject *object, int strict) {
  if (PyList_Check(object) || PyTuple_Check(object)) return 1;
  if (PyUnicode_Check(object) || PyBytes_Check(object) || PyDict_Check(object) || PyAnySet_Check(object)) return 0;
  if (Py_TYPE(object) == pgp_object_type || PyType_IsSubtype(Py_TYPE(object), pgp_object_type)) return 0;
  return strict ? PySequence_Check(object) : Py_TYPE(object)->tp_iter != NULL;
}

int pgp_fits_map(PyObject *object, int strict) {
  return PyDict_Check(object) || (!strict && PyMapping_Check(object) && PyObject_HasAttrString(object, "items"));
}

int pgp_fits_set(PyObject *object, int strict) {
  return PyAnySet_Check(object) || (!strict && pgp_fits_sequence(object, 0));
}

PyObject *pgp_first_item(PyObject *object) {
  if (!PyList_Check(object) && !PyTuple_Check(object)) return NULL;
  return PySequence_Fast_GET_SIZE(object) ? PySequence_Fast_GET_ITEM(object, 0) : NULL;
}
