#include "pgp/answer.h"

/* A promise whose coroutine runs. The event loop's task has it, and nothing else: so if the event loop forgets the task, the
 * promise ends as well. */
typedef struct answer {
  PyObject_HEAD
  pgl_promise *promise;
  PyObject *awaitable; /* until it is started */
  PyObject *loop;
  const pgp_promise_calls *calls;
  pgp_promise_give give;
} answer;

/* What cancels it. */
typedef struct canceller {
  PyObject *loop;
  PyObject *task; /* a weak reference */
} canceller;

static PyTypeObject *answer_type;
static Py_ssize_t alive; /* answers */
#ifdef Py_GIL_DISABLED
#define COUNT_ALIVE(change) _Py_atomic_add_ssize(&alive, change)
#else
#define COUNT_ALIVE(change) (alive += (change))
#endif
static PyObject *running_loop, *ensure_future;

static int answer_clear(PyObject *object) {
  answer *self = (answer *)object;
  Py_CLEAR(self->awaitable);
  Py_CLEAR(self->loop);
  return 0;
}
static int answer_traverse(PyObject *object, visitproc visit, void *arg) {
  answer *self = (answer *)object;
  Py_VISIT(Py_TYPE(object));
  Py_VISIT(self->awaitable);
  Py_VISIT(self->loop);
  return 0;
}
static void answer_dealloc(PyObject *object) {
  answer *self = (answer *)object;
  PyTypeObject *type = Py_TYPE(object);
  pgl_promise *promise = self->promise;
  PyObject_GC_UnTrack(object);
  (void)answer_clear(object);
  if (promise) {
    const pgp_promise_calls *calls = self->calls;
    Py_BEGIN_ALLOW_THREADS
    calls->free(promise); /* C++ goes on in it */
    Py_END_ALLOW_THREADS
  }
  type->tp_free(object);
  Py_DECREF(type);
  COUNT_ALIVE(-1);
}

static void answer_cancelled(const pgp_promise_calls *calls, pgl_promise *promise) {
  const pgl_str nothing = {NULL, 0};
  Py_BEGIN_ALLOW_THREADS
  calls->fail(promise, PGL_ERROR_CANCELLED, nothing, NULL);
  Py_END_ALLOW_THREADS
}

/* In the event loop: the task has ended. */
static PyObject *answer_done(PyObject *object, PyObject *task) {
  answer *self = (answer *)object;
  pgl_promise *promise = self->promise;
  self->promise = NULL;
  if (!promise) Py_RETURN_NONE;
  PyObject *is_cancelled = PyObject_CallMethod(task, "cancelled", NULL);
  if (is_cancelled == Py_True) {
    answer_cancelled(self->calls, promise);
  } else {
    PyObject *result = is_cancelled ? PyObject_CallMethod(task, "result", NULL) : NULL;
    if (!result || self->give(result, promise) < 0) self->calls->raised(promise);
    Py_XDECREF(result);
  }
  Py_XDECREF(is_cancelled);
  Py_BEGIN_ALLOW_THREADS
  self->calls->free(promise); /* nothing, unless there was no memory for an error */
  Py_END_ALLOW_THREADS
  Py_RETURN_NONE;
}

/* From any thread, once: C++ does not want the result any more, or it has ended. */
static void promise_ended(void *user, pgl_bool was_cancelled) {
  canceller *one = user;
  pgp_entry entry;
  pgp_enter(&entry);
  PyObject *task = was_cancelled ? pgp_deref(one->task) : NULL;
  if (task) {
    PyObject *cancel = PyObject_GetAttrString(task, "cancel");
    PyObject *told = cancel ? PyObject_CallMethod(one->loop, "call_soon_threadsafe", "O", cancel) : NULL;
    Py_XDECREF(cancel);
    Py_XDECREF(told);
    if (!told) PyErr_Clear(); /* the event loop is closed, and the task with it */
    Py_DECREF(task);
  }
  Py_DECREF(one->loop);
  Py_DECREF(one->task);
  PyMem_RawFree(one);
  pgp_leave(&entry);
}

static int listen_for_end(answer *self, PyObject *task) {
  canceller *one = PyMem_RawMalloc(sizeof *one);
  if (!one) return PyErr_NoMemory(), -1;
  one->task = PyWeakref_NewRef(task, NULL);
  if (!one->task) return PyMem_RawFree(one), -1;
  one->loop = pgp_new_ref(self->loop);
  if (self->calls->on_end(self->promise, promise_ended, one) == PGL_OK) return 0;
  Py_DECREF(one->loop); /* it has ended already: the library is about to */
  Py_DECREF(one->task);
  PyMem_RawFree(one);
  return 0;
}

/* In the event loop: makes the task. */
static int make_task(answer *self) {
  PyObject *awaitable = self->awaitable;
  self->awaitable = NULL;
  PyObject *keywords = awaitable ? Py_BuildValue("{sO}", "loop", self->loop) : NULL;
  PyObject *args = keywords ? PyTuple_Pack(1, awaitable) : NULL;
  PyObject *task = args ? PyObject_Call(ensure_future, args, keywords) : NULL;
  Py_XDECREF(args);
  Py_XDECREF(keywords);
  Py_XDECREF(awaitable);
  PyObject *done = task ? PyObject_GetAttrString((PyObject *)self, "_done") : NULL;
  PyObject *added = done ? PyObject_CallMethod(task, "add_done_callback", "O", done) : NULL;
  const int good = added && listen_for_end(self, task) == 0;
  Py_XDECREF(added);
  Py_XDECREF(done);
  Py_XDECREF(task);
  return good ? 0 : -1;
}
static PyObject *answer_start(PyObject *object, PyObject *unused) {
  answer *self = (answer *)object;
  (void)unused;
  if (make_task(self) < 0) {
    pgl_promise *promise = self->promise;
    self->promise = NULL;
    if (promise) self->calls->raised(promise);
    else PyErr_Clear();
  }
  Py_RETURN_NONE;
}

/* A new reference to the event loop that runs in this thread, or NULL. */
static PyObject *current_loop(void) {
  PyObject *loop = PyObject_CallNoArgs(running_loop);
  if (loop != Py_None) return loop;
  Py_DECREF(loop);
  return NULL;
}

/* Has another thread's event loop start it. 1 if so; 0 if there is no such loop any more; -1 with an error. */
static int start_in(answer *self, PyObject *loop) {
  if (!loop) return 0;
  PyObject *is_closed = PyObject_CallMethod(loop, "is_closed", NULL);
  if (is_closed == Py_True) {
    Py_DECREF(is_closed);
    return 0;
  }
  self->loop = pgp_new_ref(loop);
  PyObject *begin = is_closed ? PyObject_GetAttrString((PyObject *)self, "_start") : NULL;
  PyObject *told = begin ? PyObject_CallMethod(loop, "call_soon_threadsafe", "O", begin) : NULL;
  Py_XDECREF(is_closed);
  Py_XDECREF(begin);
  Py_XDECREF(told);
  return told ? 1 : -1;
}

static int begin_answer(answer *self, PyObject *object) {
  PyObject *loop = current_loop();
  if (loop) {
    self->loop = loop;
    return make_task(self);
  }
  if (PyErr_Occurred()) return -1;
  int done = 0;
  PyObject *weak = ((pgp_implemented *)object)->loop;
  if (weak) {
    loop = pgp_deref(weak);
    done = start_in(self, loop);
    Py_XDECREF(loop);
  }
  if (done == 0) {
    loop = pgp_task_last_loop();
    done = start_in(self, loop);
    Py_XDECREF(loop);
  }
  if (done == 0) PyErr_Format(PyExc_RuntimeError, "no event loop to run an async method of %s in", Py_TYPE(object)->tp_name);
  return done > 0 ? 0 : -1;
}

PyObject *pgp_answer(PyObject *awaitable, PyObject *object, const pgp_promise_calls *calls, pgp_promise_give give, const char *place,
                     pgl_promise *promise) {
  if (!awaitable) return NULL;
  const PyAsyncMethods *async = Py_TYPE(awaitable)->tp_as_async;
  if (!async || !async->am_await) {
    pgp_expected("an awaitable", awaitable);
    pgp_error_at_text(place);
    Py_DECREF(awaitable);
    return NULL;
  }
  answer *self = (answer *)answer_type->tp_alloc(answer_type, 0);
  if (!self) {
    Py_DECREF(awaitable);
    return NULL;
  }
  COUNT_ALIVE(1);
  self->awaitable = awaitable;
  self->calls = calls;
  self->give = give;
  self->promise = promise;
  const int good = begin_answer(self, object) == 0;
  if (!good) {
    PyObject *type, *value, *traceback;
    PyErr_Fetch(&type, &value, &traceback);
    self->promise = NULL;
    if (self->awaitable && PyCoro_CheckExact(self->awaitable)) { /* else it would complain that nobody awaited it */
      PyObject *closed = PyObject_CallMethod(self->awaitable, "close", NULL);
      if (!closed) PyErr_Clear();
      Py_XDECREF(closed);
    }
    PyErr_Restore(type, value, traceback);
  }
  Py_DECREF((PyObject *)self);
  return good ? pgp_new_ref(Py_None) : NULL;
}

int pgp_answer_remember(PyObject *object) {
  pgp_implemented *self = (pgp_implemented *)object;
  PyObject *loop = current_loop();
  if (!loop) return PyErr_Occurred() ? -1 : 0;
  Py_XDECREF(self->loop);
  self->loop = PyWeakref_NewRef(loop, NULL);
  Py_DECREF(loop);
  return self->loop ? 0 : -1;
}

static Py_ssize_t answers_length(PyObject *self) {
  (void)self;
#ifdef Py_GIL_DISABLED
  return _Py_atomic_load_ssize(&alive);
#else
  return alive;
#endif
}

PyObject *pgp_answers(const char *module) {
  static char name[160];
  static PyType_Slot slots[] = {{Py_sq_length, PGP_SLOT(answers_length)}, {0, NULL}};
  static PyType_Spec spec = {name, sizeof(PyObject), 0, Py_TPFLAGS_DEFAULT | PGP_IMMUTABLE, slots};
  PyOS_snprintf(name, sizeof name, "%.140s._Answers", module);
  PyTypeObject *type = pgp_make_type(&spec, NULL);
  return type ? type->tp_alloc(type, 0) : NULL;
}

int pgp_answer_ready(const char *module) {
  static char name[160];
  static PyMethodDef methods[] = {{"_start", answer_start, METH_NOARGS, NULL}, {"_done", answer_done, METH_O, NULL}, {NULL, NULL, 0, NULL}};
  static PyType_Slot slots[] = {
    {Py_tp_dealloc, PGP_SLOT(answer_dealloc)}, {Py_tp_traverse, PGP_SLOT(answer_traverse)}, {Py_tp_clear, PGP_SLOT(answer_clear)},
    {Py_tp_methods, methods}, {Py_tp_new, PGP_SLOT(pgp_object_no_new)}, {0, NULL},
  };
  static PyType_Spec spec = {name, sizeof(answer), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | PGP_IMMUTABLE, slots};
  PyOS_snprintf(name, sizeof name, "%.140s._Answer", module);
  answer_type = pgp_make_type(&spec, NULL);
  PyObject *asyncio = answer_type ? PyImport_ImportModule("asyncio") : NULL;
  running_loop = asyncio ? PyObject_GetAttrString(asyncio, "_get_running_loop") : NULL;
  ensure_future = running_loop ? PyObject_GetAttrString(asyncio, "ensure_future") : NULL;
  Py_XDECREF(asyncio);
  return ensure_future ? 0 : -1;
}
