/* Array: an immutable sequence over C memory that a result owns. Elements become Python objects when
 * they are looked at; NumPy and memoryview see the memory itself. */
#ifndef PGP_ARRAY_H
#define PGP_ARRAY_H

#include "pgp/arena.h"
#include "pgp/errors.h"

/* One number inside an element. */
typedef struct pgp_leaf {
  const char *name;   /* "time_us", "start.x"; "" for an element that is a number itself */
  char kind;          /* 'i' signed, 'u' unsigned, 'f' float, '?' bool, 'c' character */
  size_t offset, size;
} pgp_leaf;

/* What an array consists of. One static descriptor for each element type. */
typedef struct pgp_element {
  const char *name;   /* "float", "Note" */
  size_t size;
  const char *format; /* of the buffer protocol (PEP 3118) */
  const pgp_leaf *leaves;
  int leaf_count;
  PyObject *(*lift)(const void *value);
  int (*lower)(PyObject *object, void *out, pgp_arena *arena);
} pgp_element;

/* Functions on void * for a descriptor, out of typed ones. */
#define PGP_ELEMENT_FUNCTIONS(tag, type, lift_function, lower_function)                 \
  static PyObject *pgp_element_lift_##tag(const void *value) {                          \
    return lift_function((const type *)value);                                          \
  }                                                                                     \
  static int pgp_element_lower_##tag(PyObject *object, void *out, pgp_arena *arena) {   \
    return lower_function(object, (type *)out, arena);                                  \
  }

extern PyTypeObject *pgp_array_type;
int pgp_array_ready(const char *module);

/* Takes over `owner` (may be null), also on failure. */
PyObject *pgp_array_own(const pgp_element *element, const void *data, size_t len, pgl_owner *owner);
/* Copies the elements: for results that live in memory of the library. */
PyObject *pgp_array_copy(const pgp_element *element, const void *data, size_t len);

/* An Array of these elements, or a buffer whose layout is the same: no copy, kept by the arena.
 * 1 done, 0 not such an object, -1 failed. */
int pgp_array_view(const pgp_element *element, PyObject *object, const void **data, size_t *len,
                   pgp_arena *arena);

/* Does a buffer's format (PEP 3118) describe exactly these elements? */
int pgp_format_matches(const char *format, Py_ssize_t itemsize, const pgp_element *element);

#endif
