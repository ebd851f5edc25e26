/* Functions that say what they look like: inspect.signature(), typing.get_type_hints() and
 * inspect.iscoroutinefunction() know them as they know functions written in Python.
 *
 * They come from the same tables as others. What their documentation begins with makes them so, the first line of
 * such a function: "async def add(a: int, b: int = 1) -> int\n--\n\nAdds.". It is read when it is asked for.
 *
 * A call of one takes some nanoseconds more than one of the interpreter's own functions, for which it has a shorter way. */
#ifndef PGP_FUNCTION_H
#define PGP_FUNCTION_H

#include "pgp/base.h"

/* Makes the class. 0, or -1 with an error. */
int pgp_function_ready(const char *package);

/* Adds functions to a module. 0, or -1 with an error. */
int pgp_add_functions(PyObject *module, PyMethodDef *functions);
/* The same for the methods of a class that has them already as methods of the other kind. */
int pgp_add_methods(PyTypeObject *type, PyMethodDef *methods);

#endif
