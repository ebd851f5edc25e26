/* Records: values with fields, like dataclasses. Numbers, enums and times are C values in the object;
 * a record of nothing else holds the C struct itself. Text is an exact str, checked like the numbers when
 * it is assigned. Other fields are objects as in a class with __slots__, checked when the record is passed. */
#ifndef PGP_RECORD_H
#define PGP_RECORD_H

#include "pgp/arena.h"
#include "pgp/object.h"
#include "pgp/text.h"

typedef struct pgp_record {
  const pgp_signature *signature; /* of the constructor: the fields */
  PyTypeObject *type;
  pgp_pool pool;                  /* of those that the garbage collector need not know */
} pgp_record;

/* A field that is a C value or text, as the closure of its getter and setter. */
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

/* A new reference to an exact str with that text; NULL with TypeError. */
PyObject *pgp_own_text(PyObject *object);
PyObject *pgp_get_text(PyObject *self, void *closure);
int pgp_set_text(PyObject *self, PyObject *object, void *closure);
/* A new reference to a text field; NULL with AttributeError in an object that is still being made. */
PyObject *pgp_text_field(PyObject *self, PyObject *const *field);
/* Its C form, kept by the arena. */
static inline int pgp_lower_text_field(PyObject *self, PyObject *const *field, pgl_str *out, pgp_arena *arena) {
  if (pgp_arena_is_brief(arena) && PGP_LIKELY(*field != NULL)) return pgp_quick_str(*field, out) || pgp_text(*field, out);
  PyObject *text = pgp_text_field(self, field);
  return PGP_LIKELY(text != NULL) && pgp_arena_keep(arena, text) && pgp_text(text, out);
}

/* A field that is an object: borrowed, or NULL with AttributeError after `del`. */
static inline PyObject *pgp_field_object(PyObject *value, const char *name) {
  if (PGP_UNLIKELY(!value)) PyErr_SetString(PyExc_AttributeError, name);
  return value;
}

/* A new instance, its fields not set. */
static inline PyObject *pgp_record_take(pgp_record *record) { return pgp_pool_take(&record->pool, record->type); }
/* The same with all fields NULL and zero, for those that the garbage collector knows. */
static inline PyObject *pgp_record_alloc(pgp_record *record) { return record->type->tp_alloc(record->type, 0); }

/* By __match_args__. */
/* Field by field, in order: `op` of the first that differs. */
PyObject *pgp_record_compare(PyObject *left, PyObject *right, int op);
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
