/* Which overload an argument fits. `strict` asks for the exact Python type, else anything that the
 * conversion would try. Cold beside a call that is not overloaded; nothing here raises. */
#ifndef PGP_OVERLOAD_H
#define PGP_OVERLOAD_H

#include "pgp/enums.h"
#include "pgp/object.h"
#include "pgp/text.h"
#include "pgp/time.h"

int pgp_fits_integer(PyObject *object, int64_t low, uint64_t high, int strict);
int pgp_fits_float(PyObject *object, int strict);
int pgp_fits_sequence(PyObject *object, int strict);
int pgp_fits_map(PyObject *object, int strict);
int pgp_fits_set(PyObject *object, int strict);
/* First item of a list or tuple, borrowed; NULL where there is none or it cannot be told. */
PyObject *pgp_first_item(PyObject *object);

static inline int pgp_fits_bool(PyObject *object) { return object == Py_True || object == Py_False; }
static inline int pgp_fits_text(PyObject *object) { return PyUnicode_Check(object); }
static inline int pgp_fits_character(PyObject *object) {
  return PyUnicode_Check(object) && PyUnicode_GET_LENGTH(object) == 1;
}
static inline int pgp_fits_path(PyObject *object, int strict) {
  return PyUnicode_Check(object) || (!strict && PyObject_HasAttrString(object, "__fspath__"));
}
static inline int pgp_fits_bytes(PyObject *object, int strict) {
  return PyBytes_Check(object) || PyByteArray_Check(object) || PyMemoryView_Check(object) ||
         (!strict && PyObject_CheckBuffer(object));
}
static inline int pgp_fits_enum(const pgp_enum *type, PyObject *object) { return Py_TYPE(object) == type->type; }
static inline int pgp_fits_tuple(PyObject *object, Py_ssize_t count, int strict) {
  return (PyTuple_Check(object) || (!strict && PyList_Check(object))) && PySequence_Fast_GET_SIZE(object) == count;
}
static inline int pgp_fits_object(PyObject *object, PyTypeObject *type, int strict) {
  return strict ? Py_TYPE(object) == type : PyObject_TypeCheck(object, type);
}

#endif
