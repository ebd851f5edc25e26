/* Arguments by position and by keyword, and the message when they do not fit. */
#ifndef PGP_BIND_H
#define PGP_BIND_H

#include "pgp/base.h"

/* What a function takes. Static, one for each exported function. */
typedef struct pgp_signature {
  const char *name;           /* "add", "Chart", "Chart.add" */
  const char *const *params;  /* names, in order */
  int count;
  int required;               /* the first so many have no default */
} pgp_signature;

/* Puts every argument into its place in `bound` (signature->count of them), NULL where none was given.
 * Gives `bound`, or NULL with TypeError. References are borrowed from the arguments. */
PyObject *const *pgp_bind(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames, PyObject **bound);

/* Whether that would succeed; raises nothing. */
int pgp_can_bind(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                 PyObject **bound);

/* Says in the current error which argument it is about. Always NULL. */
PGP_COLD PyObject *pgp_argument_failed(const pgp_signature *signature, int index);

/* TypeError of a set of overloads, none of which takes these arguments. Always NULL. */
PGP_COLD PyObject *pgp_no_overload(const char *name, const char *signatures, PyObject *const *args,
                                   Py_ssize_t nargs, PyObject *kwnames);

/* TypeError unless there are no arguments. 1 or 0. */
PGP_COLD int pgp_takes_nothing(const char *name, Py_ssize_t nargs, PyObject *kwnames);

/* For tp_init and tp_call: calls a fastcall function with a tuple and a dict. */
typedef PyObject *(*pgp_fastcall)(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames);
PyObject *pgp_call_with_dict(pgp_fastcall function, PyObject *self, PyObject *args, PyObject *kwargs);

#endif
