/* Operators: type slots in terms of the functions that the generator writes for every exported one,
 * `inner(self, args, nargs, kwnames)`. Where nothing fits the operand, `inner` gives NotImplemented. */
#ifndef PGP_SLOTS_H
#define PGP_SLOTS_H

#include "pgp/bind.h"
#include "pgp/object.h"
#include "pgp/record.h"

/* New reference to a bool turned round; passes NULL and NotImplemented on. */
static inline PyObject *pgp_not(PyObject *result) {
  if (!result || result == Py_NotImplemented) return result;
  PyObject *inverse = result == Py_True ? Py_False : Py_True;
  Py_DECREF(result);
  return pgp_new_ref(inverse);
}

/* The result of <=>: -1, 0, 1, and another number for what cannot be compared. */
static inline PyObject *pgp_ordered(PyObject *result, int op) {
  if (!result || result == Py_NotImplemented) return result;
  const long order = PyLong_AsLong(result);
  Py_DECREF(result);
  return pgp_order_result(order < -1 || order > 1 ? 2 : (int)order, op);
}

/* A subscript as the library counts: from the front. NULL with an error; else a new reference. */
static inline PyObject *pgp_from_front(PyObject *self, PyObject *key) {
  int overflow;
  if (!PyLong_Check(key)) return pgp_new_ref(key);
  const long long index = PyLong_AsLongLongAndOverflow(key, &overflow);
  if (!overflow && index >= 0) return pgp_new_ref(key);
  const Py_ssize_t len = PyObject_Size(self);
  if (len < 0) return NULL;
  if (overflow || index + len < 0) {
    PyErr_SetString(PyExc_IndexError, "index out of range");
    return NULL;
  }
  return PyLong_FromLongLong(index + len);
}

/* IndexError of a key that is no number is KeyError. */
static inline void pgp_key_error(PyObject *key) {
  if (PyErr_ExceptionMatches(PyExc_IndexError) && !PyLong_Check(key)) PyErr_SetObject(PyExc_KeyError, key);
}

#define PGP_SLOT_LENGTH(name, inner)                                       \
  static Py_ssize_t name(PyObject *self) {                                 \
    PyObject *result = inner(self, NULL, 0, NULL);                         \
    const Py_ssize_t len = result ? PyLong_AsSsize_t(result) : -1;         \
    Py_XDECREF(result);                                                    \
    return len;                                                            \
  }
#define PGP_SLOT_HASH(name, inner)                                         \
  static Py_hash_t name(PyObject *self) {                                  \
    PyObject *result = inner(self, NULL, 0, NULL);                         \
    const Py_hash_t hash = result ? PyObject_Hash(result) : -1;            \
    Py_XDECREF(result);                                                    \
    return hash;                                                           \
  }
#define PGP_SLOT_BOOL(name, inner)                                         \
  static int name(PyObject *self) {                                        \
    PyObject *result = inner(self, NULL, 0, NULL);                         \
    const int truth = result ? result == Py_True : -1;                     \
    Py_XDECREF(result);                                                    \
    return truth;                                                          \
  }
#define PGP_SLOT_UNARY(name, inner)                                        \
  static PyObject *name(PyObject *self) { return inner(self, NULL, 0, NULL); }
#define PGP_SLOT_ITER(name, inner)                                         \
  static PyObject *name(PyObject *self) {                                  \
    PyObject *result = inner(self, NULL, 0, NULL);                         \
    PyObject *iterator = result ? PyObject_GetIter(result) : NULL;         \
    Py_XDECREF(result);                                                    \
    return iterator;                                                       \
  }
#define PGP_SLOT_CALL(name, inner)                                         \
  static PyObject *name(PyObject *self, PyObject *args, PyObject *kwargs) { \
    return pgp_call_with_dict(inner, self, args, kwargs);                  \
  }
#define PGP_SLOT_BINARY(name, type, inner)                                 \
  static PyObject *name(PyObject *left, PyObject *right) {                 \
    if (!pgp_is_instance(left, type)) Py_RETURN_NOTIMPLEMENTED;            \
    return inner(left, &right, 1, NULL);                                   \
  }
#define PGP_SLOT_INPLACE(name, inner)                                      \
  static PyObject *name(PyObject *left, PyObject *right) {                 \
    PyObject *result = inner(left, &right, 1, NULL);                       \
    if (!result || result == Py_NotImplemented) return result;             \
    Py_DECREF(result);                                                     \
    return pgp_new_ref(left);                                              \
  }
#define PGP_SLOT_CONTAINS(name, inner)                                     \
  static int name(PyObject *self, PyObject *item) {                        \
    PyObject *result = inner(self, &item, 1, NULL);                        \
    const int found = result ? result == Py_True : -1;                     \
    Py_XDECREF(result);                                                    \
    return found;                                                          \
  }
#define PGP_SLOT_SUBSCRIPT(name, inner, has_length)                        \
  static PyObject *name(PyObject *self, PyObject *key) {                   \
    PyObject *place = has_length ? pgp_from_front(self, key) : pgp_new_ref(key); \
    PyObject *result = place ? inner(self, &place, 1, NULL) : NULL;        \
    Py_XDECREF(place);                                                     \
    if (!result) pgp_key_error(key);                                       \
    return result;                                                         \
  }
#define PGP_SLOT_SET_SUBSCRIPT(name, inner, has_length)                    \
  static int name(PyObject *self, PyObject *key, PyObject *value) {        \
    if (!value) {                                                          \
      PyErr_Format(PyExc_TypeError, "%s: items cannot be deleted", Py_TYPE(self)->tp_name); \
      return -1;                                                           \
    }                                                                      \
    PyObject *args[2] = {has_length ? pgp_from_front(self, key) : pgp_new_ref(key), value}; \
    PyObject *result = args[0] ? inner(self, args, 2, NULL) : NULL;        \
    Py_XDECREF(args[0]);                                                   \
    if (!result) pgp_key_error(key);                                       \
    Py_XDECREF(result);                                                    \
    return result ? 0 : -1;                                                \
  }

#endif
