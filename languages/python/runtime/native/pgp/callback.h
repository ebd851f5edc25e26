/* Python functions that C++ calls: how a thread enters Python for one, and how it fails. */
#ifndef PGP_CALLBACK_H
#define PGP_CALLBACK_H

#include "pgp/arena.h"
#include "pgp/errors.h"
#include "pgp/object.h"

/* One call from C++. An exception that is on its way meanwhile (a destructor may be what calls) is put aside. */
typedef struct pgp_entry {
  int held; /* the GIL, before */
  PyGILState_STATE state;
  PyObject *type, *value, *traceback;
} pgp_entry;

/* This thread, if it has the GIL: what PyGILState_Ensure() asks, without counting. */
static inline PyThreadState *pgp_thread_with_gil(void) {
#if PY_VERSION_HEX >= 0x030D0000
  return PyThreadState_GetUnchecked();
#elif PY_VERSION_HEX >= 0x030C0000
  return _PyThreadState_UncheckedGet();
#else
  PyThreadState *mine = PyGILState_GetThisThreadState();
  return mine && mine == _PyThreadState_UncheckedGet() ? mine : NULL;
#endif
}
/* PyErr_Occurred() in that thread. */
#if PY_VERSION_HEX < 0x030C0000 && !defined(PYPY_VERSION)
#define PGP_HAS_ERROR(thread) ((thread)->curexc_type != NULL)
#else
#define PGP_HAS_ERROR(thread) ((void)(thread), PyErr_Occurred() != NULL)
#endif

/* From any thread, with the GIL or without. The library's gate has seen to it that the interpreter lives. */
static inline void pgp_enter(pgp_entry *entry) {
  PyThreadState *mine = pgp_thread_with_gil();
  entry->held = mine != NULL;
  if (PGP_UNLIKELY(!mine)) {
    entry->state = PyGILState_Ensure();
    mine = pgp_thread_with_gil();
  }
  entry->type = NULL;
  if (PGP_UNLIKELY(PGP_HAS_ERROR(mine))) PyErr_Fetch(&entry->type, &entry->value, &entry->traceback);
}
static inline void pgp_leave(pgp_entry *entry) {
  if (PGP_UNLIKELY(entry->type != NULL)) PyErr_Restore(entry->type, entry->value, entry->traceback);
  if (PGP_UNLIKELY(!entry->held)) PyGILState_Release(entry->state);
}

/* Calls `function` with args[1] to args[count]; args[0] is scratch. Takes the arguments over, some of which may be
 * NULL because converting them failed: then, and when the call fails, NULL with an error. */
PyObject *pgp_call(void *function, PyObject **args, size_t count);

/* After the call, an object that C++ had lent for it by this handle is closed. Lets go of it. */
void pgp_end_loan(PyObject *object, const void *handle);

/* For `release` of all callbacks: lets go of the Python function. */
void pgp_release_callback(void *user);

/* Checks that it can be called; a borrowed reference becomes `user`. 1, or 0 with TypeError. */
static inline int pgp_lower_callable(PyObject *object, void **user) {
  if (PGP_UNLIKELY(!PyCallable_Check(object))) return pgp_expected("a callable", object);
  *user = object;
  return 1;
}

/* Takes the current exception off, whole, with its traceback: a new reference. */
PyObject *pgp_take_exception(void);
/* str() of it, or its type's name. The text is valid as long as *holder, a new reference. */
pgl_str pgp_exception_text(PyObject *exception, PyObject **holder);
/* The same of its repr(). */
pgl_str pgp_exception_shown(PyObject *exception, PyObject **holder);
/* What the library releases such an exception with, by which it is known to be ours. */
void pgp_release_exception(void *exception);
/* Raises it once more, the same object; takes the reference over. */
void pgp_raise_again(PyObject *exception);

/* Attribute of an exception, for the field of an error; NULL without an error where there is none. */
PyObject *pgp_exception_field(PyObject *exception, const char *name);

/* Has the module's function `name` called when the interpreter ends. 0, or -1 with an error. */
int pgp_call_at_exit(PyObject *module, const char *name);

#endif
