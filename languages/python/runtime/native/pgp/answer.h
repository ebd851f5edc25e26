/* Async methods of Python that C++ calls: their coroutines run in an event loop, which gives C++ the result. */
#ifndef PGP_ANSWER_H
#define PGP_ANSWER_H

#include "pgp/implemented.h"
#include "pgp/task.h"

/* What every library with promises has. */
typedef struct pgp_promise_calls {
  pgl_status (*fail)(pgl_promise *promise, pgl_status status, pgl_str message, const void *fields);
  void (*free)(pgl_promise *promise);
  pgl_status (*on_end)(pgl_promise *promise, void (*ended)(void *user, pgl_bool cancelled), void *user);
  pgl_status (*raised)(pgl_promise *promise); /* the current exception is its outcome */
} pgp_promise_calls;

/* Resolves the promise of one method. 0, or -1 with an error that says what is wrong with the result. */
typedef int (*pgp_promise_give)(PyObject *result, pgl_promise *promise);

/* Runs what a method returned, which may be NULL for a failure, and takes it over. `object` is the method's. None, or NULL with
 * an error: then the promise is the caller's still.
 *
 * The event loop is the one that runs in this thread; else the one in which the object was made; else the one that last waited
 * for something of the library. */
PyObject *pgp_answer(PyObject *awaitable, PyObject *object, const pgp_promise_calls *calls, pgp_promise_give give, const char *place,
                     pgl_promise *promise);

/* At the end of __init__(): keeps in mind the event loop that runs, if one does. 0, or -1 with an error. */
int pgp_answer_remember(PyObject *object);

/* Something whose length is how many of them run: what UniFFI has a map for. */
PyObject *pgp_answers(const char *module);

/* Makes the class. 0, or -1 with an error. */
int pgp_answer_ready(const char *module);

#endif
