/* Errors: where in the arguments one happened, and what a status becomes. All of it is cold. */
#ifndef PGP_ERRORS_H
#define PGP_ERRORS_H

#include "pgp/base.h"

/* Prefixes the current TypeError, ValueError or OverflowError with where it happened, so that
 * "300 is out of range" becomes "set_notes() argument 'notes'[3].column: 300 is out of range". */
PGP_COLD void pgp_error_at_index(Py_ssize_t index);
PGP_COLD void pgp_error_at_field(const char *field);
PGP_COLD void pgp_error_at_text(const char *text);

/* TypeError "expected <what>, got <type of object>". Always 0, the "failed" of all conversions. */
PGP_COLD int pgp_expected(const char *what, PyObject *object);

/* The exception of a boundary error: a negative status other than PGL_ERROR_UNEXPECTED. */
PGP_COLD PyObject *pgp_boundary_exception(pgl_status status);
/* Raises it with that message. */
PGP_COLD void pgp_raise_boundary(pgl_status status, pgl_str message);

/* A str of text that should be UTF-8; bytes that are not are replaced. */
PGP_COLD PyObject *pgp_message(pgl_str text);

/* A new exception class, put into the module; a borrowed reference (kept for good), or NULL. */
PyObject *pgp_new_exception(PyObject *module, const char *package, const char *name, const char *doc, PyObject *base);
/* Sets an attribute of an exception; takes the value over. */
int pgp_set_field(PyObject *exception, const char *name, PyObject *value);

/* Compares what this binding was compiled against with what the library says it is.
 * 0, or -1 with ImportError naming what is missing or different. */
int pgp_check_contract(const pgl_contract *library, const pgl_symbol *used, size_t count);

/* 0, or -1 with ImportError in a second interpreter: classes live in static storage. */
int pgp_check_interpreter(const char *module);

#endif
