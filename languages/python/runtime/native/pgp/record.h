/* Records: values with fields, like dataclasses. Two kinds.
 * Inline: all fields are numbers, enums or times; the C struct itself stands in the object.
 * Boxed: the fields are Python objects, as in a class with __slots__. */
#ifndef PGP_RECORD_H
#define PGP_RECORD_H

#include "pgp/object.h"

typedef struct pgp_record {
  pgp_signature signature;                /* of the constructor: the fields */
  PyObject *(*default_value)(int field);  /* boxed: a new default; NULL with TypeError where there is none */
  PyTypeObject *type;
  pgp_pool pool;                          /* inline only */
} pgp_record;

/* A field of an inline record, as the closure of its getter and setter. */
typedef struct pgp_field {
  const char *name;
  size_t offset; /* in the object */
} pgp_field;

PGP_COLD int pgp_field_undeletable(const pgp_field *field);

#define PGP_FIELD_ACCESS(tag, ctype, lift, lower)                                           \
  PyObject *py_get_##tag(PyObject *self, void *closure) {                                   \
    const pgp_field *field = (const pgp_field *)closure;                                    \
    return lift((const ctype *)(const void *)((const char *)self + field->offset));         \
  }                                                                                         \
  int py_set_##tag(PyObject *self, PyObject *object, void *closure) {                       \
    const pgp_field *field = (const pgp_field *)closure;                                    \
    ctype value;                                                                            \
    if (!object) return pgp_field_undeletable(field);                                       \
    if (!lower(object, &value, NULL)) {                                                     \
      pgp_error_at_text(field->name);                                                       \
      return -1;                                                                            \
    }                                                                                       \
    memcpy((char *)self + field->offset, &value, sizeof value);                             \
    return 0;                                                                               \
  }

/* Boxed records. */
typedef struct pgp_boxed {
  PyObject_HEAD
  PyObject *fields[1]; /* as many as there are; NULL after `del` */
} pgp_boxed;

PyObject *pgp_boxed_construct(const pgp_record *record, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
/* An instance whose fields the caller fills (all NULL). */
PyObject *pgp_boxed_new(const pgp_record *record);
void pgp_boxed_dealloc(PyObject *self);
int pgp_boxed_traverse(PyObject *self, visitproc visit, void *arg);
int pgp_boxed_clear(PyObject *self);
/* Field of a record of that type; a borrowed reference, or NULL with AttributeError. */
static inline PyObject *pgp_boxed_field(PyObject *self, int index, const char *name) {
  PyObject *value = ((pgp_boxed *)self)->fields[index];
  if (PGP_UNLIKELY(!value)) PyErr_SetString(PyExc_AttributeError, name);
  return value;
}
/* Field by field, in order: `op` of the first that differs. */
PyObject *pgp_boxed_compare(PyObject *left, PyObject *right, int op);

/* Both kinds, by __match_args__. */
PyObject *pgp_record_repr(PyObject *self);
PyObject *pgp_record_reduce(PyObject *self, PyObject *unused);
PyObject *pgp_record_copy(PyObject *self, PyObject *unused);
PyObject *pgp_record_replace(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
PyObject *pgp_record_new(PyTypeObject *type, PyObject *args, PyObject *kwargs);
int pgp_record_ready(pgp_record *record, PyType_Spec *spec, vectorcallfunc construct);

#define PGP_RECORD_METHODS                                                                              \
  {"__copy__", pgp_record_copy, METH_NOARGS, NULL}, {"__reduce__", pgp_record_reduce, METH_NOARGS, NULL}, \
  {"__replace__", PGP_CFUNCTION(pgp_record_replace), METH_FASTCALL | METH_KEYWORDS,                     \
   "__replace__($self, /, **changes)\n--\n\nA copy with some fields changed."}

/* Two numbers: -1, 0, 1; 2 where neither is less, which NaN is to everything. */
#define PGP_ORDER(a, b) ((a) == (b) ? 0 : (a) > (b) ? 1 : (a) < (b) ? -1 : 2)

/* Result of comparing two values of an inline record: `order` as PGP_ORDER gives it. */
static inline PyObject *pgp_order_result(int order, int op) {
  int value;
  switch (op) {
    case Py_LT: value = order == -1; break;
    case Py_LE: value = order == -1 || order == 0; break;
    case Py_GT: value = order == 1; break;
    case Py_GE: value = order == 1 || order == 0; break;
    case Py_EQ: value = order == 0; break;
    default: value = order != 0; break;
  }
  return pgp_new_ref(value ? Py_True : Py_False);
}

#endif
