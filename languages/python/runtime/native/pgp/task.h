/* Results that come later: what an async function returns, and how a thread of C++ tells an event loop. */
#ifndef PGP_TASK_H
#define PGP_TASK_H

#include "pgp/base.h"
#include "pgp/errors.h"

/* What every library with tasks has. */
typedef struct pgp_task_calls {
  pgl_status (*on_done)(pgl_task *task, void (*wake)(void *user), void *user, pgl_bool *done);
  void (*cancel)(pgl_task *task);
  void (*free)(pgl_task *task);
  PyObject *(*raise)(pgl_status status, PyObject *self);
} pgp_task_calls;

/* Takes the outcome of a task, which is freed. */
typedef PyObject *(*pgp_task_outcome)(PyObject *self, pgl_task *task);

/* To be awaited: for a task; for what is there already, NULL with an error included. They take `task` and `value` over. */
PyObject *pgp_task_new(const pgp_task_calls *calls, pgp_task_outcome outcome, PyObject *self, pgl_task *task);
PyObject *pgp_task_done(PyObject *value);

/* A new reference to the event loop that waited last; NULL without an error if none has. */
PyObject *pgp_task_last_loop(void);
/* For modules: a function that sets the event loop to take instead of that one; None: no longer. */
PyObject *pgp_task_set_loop(PyObject *module, PyObject *event_loop);

/* After the last element of a stream. NULL, as an error is raised. */
static inline PyObject *pgp_no_more(void) {
  PyErr_SetNone(PyExc_StopAsyncIteration);
  return NULL;
}

/* Makes the class. 0, or -1 with an error. */
int pgp_task_ready(const char *module);

#endif
