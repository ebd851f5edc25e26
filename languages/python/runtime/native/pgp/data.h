/* Classes of values that the package's Python defines, with their fields in __slots__: instances are made and
 * read here without running any of that Python. */
#ifndef PGP_DATA_H
#define PGP_DATA_H

#include "pgp/errors.h"
#include "pgp/object.h"

typedef struct pgp_data {
  const char *name;          /* where it stands in the package: "Value.INTEGER" */
  const char *const *fields; /* their names */
  int count;
  Py_ssize_t *offsets;       /* of the fields in an instance */
  PyTypeObject *type;
} pgp_data;

/* What `path` names in the package, "Value.INTEGER": a new reference. */
PyObject *pgp_in_package(PyObject *package, const char *path);
/* Puts something into it, and takes it over; NULL is an error that was raised already. 0, or -1 with an error. */
int pgp_add_to_package(PyObject *package, const char *name, PyObject *value);
/* Finds the class and its fields. 0, or -1 with an error. */
int pgp_data_ready(pgp_data *self, PyObject *package);
/* Gives the class methods that are written in C; up to one without a name. */
int pgp_data_add_methods(const pgp_data *self, PyMethodDef *methods);

/* Gives a class of exceptions that are objects the class of these objects. */
int pgp_data_give_class(PyObject *package, const char *path, PyTypeObject *type);

/* An object on its way to another package, which has the same class: a capsule that keeps it. Takes it over. */
PyObject *pgp_shared_new(pgl_shared *shared);
/* What such a capsule keeps; NULL with TypeError for anything else. */
const pgl_shared *pgp_shared_get(PyObject *object);

/* A new instance, its fields not set. */
static inline PyObject *pgp_data_new(const pgp_data *self) { return self->type->tp_alloc(self->type, 0); }

static inline PyObject **pgp_data_at(const pgp_data *self, PyObject *object, int index) {
  return (PyObject **)(void *)((char *)object + self->offsets[index]);
}
/* Sets a field of a new instance; takes the value over, NULL is an error that was raised already. */
static inline int pgp_data_set(const pgp_data *self, PyObject *object, int index, PyObject *value) {
  *pgp_data_at(self, object, index) = value;
  return PGP_LIKELY(value != NULL);
}
/* A field: a new reference, or NULL with AttributeError. */
static inline PyObject *pgp_data_get(const pgp_data *self, PyObject *object, int index) {
  PyObject *value;
  PGP_BEGIN_EXCLUSIVE(object)
  value = *pgp_data_at(self, object, index);
  Py_XINCREF(value);
  PGP_END_EXCLUSIVE()
  if (PGP_UNLIKELY(!value)) PyErr_SetString(PyExc_AttributeError, self->fields[index]);
  return value;
}

/* What a function of the package makes of `object`, which it takes over; NULL is an error that was raised already. */
static inline PyObject *pgp_converted(PyObject *function, PyObject *object) {
  PyObject *result = object ? PyObject_CallFunctionObjArgs(function, object, NULL) : NULL;
  Py_XDECREF(object);
  return result;
}

/* Whether a function can change the bytes of `object`; TypeError where not. */
int pgp_writable(PyObject *object);
/* Puts what a function made of the bytes of `object` there. */
int pgp_write_back(PyObject *object, const pgl_bytes *bytes);

/* The comparisons of a class that C++ orders. */
#define PGP_ORDER_METHODS(name, compare)                                                        \
  static PyObject *name##_lt(PyObject *a, PyObject *b) { return compare(a, b, Py_LT); }         \
  static PyObject *name##_le(PyObject *a, PyObject *b) { return compare(a, b, Py_LE); }         \
  static PyObject *name##_gt(PyObject *a, PyObject *b) { return compare(a, b, Py_GT); }         \
  static PyObject *name##_ge(PyObject *a, PyObject *b) { return compare(a, b, Py_GE); }
#define PGP_EQUALITY_METHODS(name, compare)                                                     \
  static PyObject *name##_eq(PyObject *a, PyObject *b) { return compare(a, b, Py_EQ); }         \
  static PyObject *name##_ne(PyObject *a, PyObject *b) { return compare(a, b, Py_NE); }

/* Raises what a method of Python raised that does not declare it: an error of `type`, whose cause it is. What only ends
 * programs and tasks stays what it is. Takes `raised` over. */
void pgp_raise_unexpected(PyObject *type, PyObject *raised);

#endif
