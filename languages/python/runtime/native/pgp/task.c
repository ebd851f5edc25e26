#include "pgp/task.h"

#include "pgp/callback.h"
#include "pgp/object.h"

/* One wait: made by the event loop's thread, handed to the thread that wakes it, ended by the event loop. */
typedef struct task_wait {
  struct task_wait *next;
  PyObject *future;
  struct task_loop *loop; /* counted */
} task_wait;

/* What there is for each event loop: those that were woken and of which it does not know yet. Whoever adds the first one
 * calls it, so many that end at once come in one turn. */
typedef struct task_loop {
  PyObject_HEAD
  PyObject *event_loop;
  PyThread_type_lock lock;
  task_wait *woken;
} task_loop;

typedef struct task {
  PyObject_HEAD
  PyObject *value, *error; /* its outcome, where that was there at once */
  const pgp_task_calls *calls;
  pgp_task_outcome outcome;
  PyObject *self;
  pgl_task *handle;
  PyObject *waiting; /* iterator of a future of the event loop */
} task;

static PyTypeObject *loop_type, *task_type;
static PyObject *get_running_loop;
static struct {
  PyObject *call_soon_threadsafe, *create_future, *done, *drain, *set_result;
} names;
static task_loop *last_loop; /* of the event loop that waited last */
static PyObject *default_loop; /* what callers want instead of that; null for nothing */

/* ---- event loops ---- */

static void loop_dealloc(PyObject *object) {
  task_loop *self = (task_loop *)object;
  PyTypeObject *type = Py_TYPE(object);
  if (self->lock) PyThread_free_lock(self->lock);
  Py_XDECREF(self->event_loop);
  type->tp_free(object);
  Py_DECREF(type);
}

static void end_wait(task_wait *one) {
  Py_DECREF(one->future);
  Py_DECREF((PyObject *)one->loop);
  PyMem_RawFree(one);
}

static task_wait *take_woken(task_loop *self) {
  PyThread_acquire_lock(self->lock, WAIT_LOCK);
  task_wait *all = self->woken;
  self->woken = NULL;
  PyThread_release_lock(self->lock);
  return all;
}

/* In the event loop's thread: all that were woken go on. */
static PyObject *loop_drain(PyObject *object, PyObject *unused) {
  (void)unused;
  for (task_wait *one = take_woken((task_loop *)object), *next; one; one = next) {
    next = one->next;
    PyObject *done = PyObject_CallMethodObjArgs(one->future, names.done, NULL);
    if (done == Py_False) {
      PyObject *set = PyObject_CallMethodObjArgs(one->future, names.set_result, Py_None, NULL);
      Py_XDECREF(set);
    }
    Py_XDECREF(done);
    if (PyErr_Occurred()) PyErr_WriteUnraisable(one->future);
    end_wait(one);
  }
  Py_RETURN_NONE;
}

/* From any thread, once for every wait. */
static void task_wake(void *user) {
  task_wait *one = user;
  task_loop *self = one->loop;
  PyThread_acquire_lock(self->lock, WAIT_LOCK);
  one->next = self->woken;
  self->woken = one;
  const int first = !one->next;
  PyThread_release_lock(self->lock);
  if (!first) return; /* someone is about to tell */
  pgp_entry entry;
  pgp_enter(&entry);
  Py_INCREF((PyObject *)self); /* the last wait may go meanwhile */
  PyObject *drain = PyObject_GetAttr((PyObject *)self, names.drain);
  PyObject *told = drain ? PyObject_CallMethodObjArgs(self->event_loop, names.call_soon_threadsafe, drain, NULL) : NULL;
  Py_XDECREF(drain);
  if (!told) {
    PyErr_Clear(); /* the event loop is closed: nobody waits any more */
    for (task_wait *all = take_woken(self), *next; all; all = next) {
      next = all->next;
      end_wait(all);
    }
  }
  Py_XDECREF(told);
  Py_DECREF((PyObject *)self);
  pgp_leave(&entry);
}

/* A new reference. */
static task_loop *loop_of(PyObject *event_loop) {
  if (last_loop && last_loop->event_loop == event_loop) return (task_loop *)pgp_new_ref((PyObject *)last_loop);
  task_loop *made = (task_loop *)loop_type->tp_alloc(loop_type, 0);
  if (!made) return NULL;
  made->event_loop = pgp_new_ref(event_loop);
  made->lock = PyThread_allocate_lock();
  if (!made->lock) {
    Py_DECREF((PyObject *)made);
    return (task_loop *)PyErr_NoMemory();
  }
  Py_XDECREF((PyObject *)last_loop);
  last_loop = (task_loop *)pgp_new_ref((PyObject *)made);
  return made;
}

PyObject *pgp_task_last_loop(void) {
  PyObject *loop = default_loop ? default_loop : last_loop ? last_loop->event_loop : NULL;
  return loop ? pgp_new_ref(loop) : NULL;
}

PyObject *pgp_task_set_loop(PyObject *module, PyObject *event_loop) {
  (void)module;
  PyObject *old = default_loop;
  default_loop = event_loop == Py_None ? NULL : pgp_new_ref(event_loop);
  Py_XDECREF(old);
  Py_RETURN_NONE;
}

/* ---- what is awaited ---- */

static void give_up(task *self) {
  pgl_task *handle = self->handle;
  self->handle = NULL;
  if (handle) self->calls->free(handle);
}

static int task_clear(PyObject *object) {
  task *self = (task *)object;
  give_up(self);
  Py_CLEAR(self->value);
  Py_CLEAR(self->error);
  Py_CLEAR(self->self);
  Py_CLEAR(self->waiting);
  return 0;
}
static int task_traverse(PyObject *object, visitproc visit, void *arg) {
  task *self = (task *)object;
#if PY_VERSION_HEX >= 0x03090000
  Py_VISIT(Py_TYPE(object));
#endif
  Py_VISIT(self->value);
  Py_VISIT(self->error);
  Py_VISIT(self->self);
  Py_VISIT(self->waiting);
  return 0;
}
static void task_dealloc(PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  PyObject_GC_UnTrack(object);
  (void)task_clear(object);
  type->tp_free(object);
  Py_DECREF(type);
}

/* Waits in the event loop of this thread. 1 if it has to, 0 if the outcome is there, -1 with an error. */
static int begin_wait(task *self) {
  pgl_bool done = 0;
  pgl_status status = self->calls->on_done(self->handle, NULL, NULL, &done);
  if (!status && done) return 0;
  PyObject *event_loop = PyObject_CallNoArgs(get_running_loop);
  PyObject *future = event_loop ? PyObject_CallMethodObjArgs(event_loop, names.create_future, NULL) : NULL;
  task_loop *found = future ? loop_of(event_loop) : NULL;
  Py_XDECREF(event_loop);
  task_wait *one = found ? PyMem_RawMalloc(sizeof *one) : NULL;
  if (!one) {
    if (found) PyErr_NoMemory();
    Py_XDECREF((PyObject *)found);
    Py_XDECREF(future);
    return -1;
  }
  one->next = NULL;
  one->future = pgp_new_ref(future);
  one->loop = found;
  status = self->calls->on_done(self->handle, task_wake, one, &done);
  if (!status && !done) {
    self->waiting = Py_TYPE(future)->tp_as_async->am_await(future);
    Py_DECREF(future);
    return self->waiting ? 1 : -1;
  }
  end_wait(one);
  Py_DECREF(future);
  if (status) self->calls->raise(status, NULL);
  return status ? -1 : 0;
}

/* 1 with what the event loop is to be given, 0 with the value, -1 with an error. */
static int task_step(task *self, PyObject **result) {
  *result = NULL;
  if (self->error) {
    PyObject *error = self->error;
    self->error = NULL;
    pgp_raise_again(error);
    return -1;
  }
  if (self->value) {
    *result = self->value;
    self->value = NULL;
    return 0;
  }
  if (!self->handle) {
    PyErr_SetString(PyExc_RuntimeError, "this was awaited before");
    return -1;
  }
  if (!self->waiting) {
    const int waits = begin_wait(self);
    if (waits < 0) return give_up(self), -1;
    if (!waits) goto there;
  }
  *result = Py_TYPE(self->waiting)->tp_iternext(self->waiting);
  if (*result) return 1;
  Py_CLEAR(self->waiting);
  if (PyErr_Occurred()) {
    if (!PyErr_ExceptionMatches(PyExc_StopIteration)) return give_up(self), -1;
    PyErr_Clear();
  }
there:;
  pgl_task *handle = self->handle;
  self->handle = NULL;
  *result = self->outcome(self->self, handle);
  return *result ? 0 : -1;
}

static PyObject *task_next(PyObject *object) {
  PyObject *result;
  const int more = task_step((task *)object, &result);
  if (more || !result) return result;
  PyObject *stop = PyObject_CallFunctionObjArgs(PyExc_StopIteration, result, NULL);
  Py_DECREF(result);
  if (stop) PyErr_SetObject(PyExc_StopIteration, stop);
  Py_XDECREF(stop);
  return NULL;
}
#if PY_VERSION_HEX >= 0x030A0000
static PySendResult task_am_send(PyObject *object, PyObject *sent, PyObject **result) {
  (void)sent;
  const int more = task_step((task *)object, result);
  return more > 0 ? PYGEN_NEXT : more == 0 ? PYGEN_RETURN : PYGEN_ERROR;
}
#endif
static PyObject *task_send(PyObject *object, PyObject *sent) {
  (void)sent;
  return task_next(object);
}

/* What is thrown in ends it: the library is asked to stop. */
static PyObject *task_throw(PyObject *object, PyObject *args) {
  PyObject *type, *value = NULL, *traceback = NULL;
  if (!PyArg_ParseTuple(args, "O|OO:throw", &type, &value, &traceback)) return NULL;
  give_up((task *)object);
  Py_CLEAR(((task *)object)->waiting);
  if (PyExceptionInstance_Check(type)) {
    PyErr_SetObject((PyObject *)Py_TYPE(type), type);
    return NULL;
  }
  if (value == Py_None) value = NULL;
  if (value && PyExceptionInstance_Check(value)) PyErr_SetObject(type, value);
  else if (value) PyErr_SetObject(type, value);
  else PyErr_SetNone(type);
  return NULL;
}
static PyObject *task_close(PyObject *object, PyObject *unused) {
  (void)unused;
  (void)task_clear(object);
  Py_RETURN_NONE;
}

static task *task_make(void) { return (task *)task_type->tp_alloc(task_type, 0); }

PyObject *pgp_task_new(const pgp_task_calls *calls, pgp_task_outcome outcome, PyObject *self, pgl_task *handle) {
  task *made = task_make();
  if (!made) {
    calls->free(handle);
    return NULL;
  }
  made->calls = calls;
  made->outcome = outcome;
  made->self = self ? pgp_new_ref(self) : NULL;
  made->handle = handle;
  return (PyObject *)made;
}

PyObject *pgp_task_done(PyObject *value) {
  PyObject *error = value ? NULL : pgp_take_exception();
  task *made = task_make();
  if (!made) {
    Py_XDECREF(value);
    Py_XDECREF(error);
    return NULL;
  }
  made->value = value;
  made->error = error;
  return (PyObject *)made;
}

int pgp_task_ready(const char *module) {
  static char loop_name[160], task_name[160];
  static PyMethodDef loop_methods[] = {{"_drain", loop_drain, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
  static PyMethodDef task_methods[] = {
    {"send", task_send, METH_O, "Goes on, as far as it can."},
    {"throw", task_throw, METH_VARARGS, "Gives up, with this exception."},
    {"close", task_close, METH_NOARGS, "Gives up."},
    {NULL, NULL, 0, NULL},
  };
  static PyType_Slot loop_slots[] = {
    {Py_tp_dealloc, PGP_SLOT(loop_dealloc)}, {Py_tp_methods, loop_methods}, {Py_tp_new, PGP_SLOT(pgp_object_no_new)}, {0, NULL}};
  static PyType_Slot task_slots[] = {
    {Py_tp_dealloc, PGP_SLOT(task_dealloc)},
    {Py_tp_traverse, PGP_SLOT(task_traverse)},
    {Py_tp_clear, PGP_SLOT(task_clear)},
    {Py_tp_methods, task_methods},
    {Py_tp_new, PGP_SLOT(pgp_object_no_new)},
    {Py_tp_iter, PGP_SLOT(PyObject_SelfIter)},
    {Py_tp_iternext, PGP_SLOT(task_next)},
    {Py_am_await, PGP_SLOT(PyObject_SelfIter)},
#if PY_VERSION_HEX >= 0x030A0000
    {Py_am_send, PGP_SLOT(task_am_send)},
#endif
    {0, NULL},
  };
  static PyType_Spec loop_spec = {loop_name, sizeof(task_loop), 0, Py_TPFLAGS_DEFAULT | PGP_IMMUTABLE, loop_slots};
  static PyType_Spec task_spec = {task_name, sizeof(task), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_GC | PGP_IMMUTABLE, task_slots};
  PyOS_snprintf(loop_name, sizeof loop_name, "%.140s._Loop", module);
  PyOS_snprintf(task_name, sizeof task_name, "%.140s._Task", module);
  loop_type = pgp_make_type(&loop_spec, NULL);
  task_type = loop_type ? pgp_make_type(&task_spec, NULL) : NULL;
  if (!task_type || !(names.call_soon_threadsafe = PyUnicode_InternFromString("call_soon_threadsafe")) ||
      !(names.create_future = PyUnicode_InternFromString("create_future")) ||
      !(names.done = PyUnicode_InternFromString("done")) || !(names.drain = PyUnicode_InternFromString("_drain")) ||
      !(names.set_result = PyUnicode_InternFromString("set_result"))) {
    return -1;
  }
  PyObject *asyncio = PyImport_ImportModule("asyncio");
  get_running_loop = asyncio ? PyObject_GetAttrString(asyncio, "get_running_loop") : NULL;
  Py_XDECREF(asyncio);
  return get_running_loop ? 0 : -1;
}
