/* Arguments by position and by keyword, and the message when they do not fit. */
#ifndef PGP_BIND_H
#define PGP_BIND_H

#include "pgp/base.h"

/* What a function takes, as text without a pointer in it: "iO=|Chart.add|column|note". A letter for each
 * parameter, `=` after it where it can be left out; the function's name; the parameters' names.
 * Letters of numbers are those of Python's struct module:
 *   ? bool   b B h H i I q Q integers   f d floats   N size_t   c char   w code point
 *   s text, as pgl_str   O anything, as PyObject *: NULL where it was left out */
typedef char pgp_signature;

/* Reads all arguments into a struct with a member for each parameter, in order; those left out keep
 * what is there. 1, or 0 with an error. Cold beside the common case, which wrappers have inline. */
int pgp_read(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames, void *values);

/* The common case, in front of pgp_read(): false in code that is compiled for size. */
#ifdef __OPTIMIZE_SIZE__
#define PGP_QUICKLY(condition) 0
#else
#define PGP_QUICKLY(condition) PGP_LIKELY(condition)
#endif

static inline int pgp_quick_object(PyObject *object, PyObject **out) {
  *out = object;
  return 1;
}

/* Puts every argument into its place in `bound`, NULL where none was given. Gives `bound`, or NULL with
 * TypeError. References are borrowed from the arguments. */
PyObject *const *pgp_bind(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames, PyObject **bound);

/* Whether that would succeed; raises nothing. */
int pgp_can_bind(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                 PyObject **bound);

/* Names of the parameters, interned: a new tuple. */
PyObject *pgp_parameter_names(const pgp_signature *signature);

/* Says in the current error which argument it is about. Always NULL. */
PGP_COLD PyObject *pgp_argument_failed(const pgp_signature *signature, int index);

/* TypeError of a set of overloads, none of which takes these arguments. Always NULL. */
PGP_COLD PyObject *pgp_no_overload(const char *name, const char *signatures, PyObject *const *args,
                                   Py_ssize_t nargs, PyObject *kwnames);

/* TypeError: arguments for a function that takes none. Always NULL. */
PGP_COLD PyObject *pgp_takes_nothing(const char *name, Py_ssize_t nargs, PyObject *kwnames);

/* What a fastcall function takes for a tuple and a dict: *args becomes a tuple of all values, *names one of the keywords or NULL.
 * 1 with new references, or 0 with an error. */
int pgp_spread(PyObject **args, PyObject **names, PyObject *kwargs);
/* For tp_call: calls a fastcall function with a tuple and a dict. */
typedef PyObject *(*pgp_fastcall)(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
PyObject *pgp_call_with_dict(pgp_fastcall function, PyObject *self, PyObject *args, PyObject *kwargs);

#endif
