// Calls in the other direction, and results that come later.
#include <sys/eventfd.h>
#include <unistd.h>

#include <mutex>
#include <utility>
#include <vector>

#include "callbacks.hpp"
#include "later.hpp"
#include "module.hpp"

namespace hand {
namespace {

/// A Python error is set already, and what C++ does in between must not see it.
struct PythonError {};

PyObject* fold(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count != 2) [[unlikely]] return wrong_count(2, count);
  std::int32_t calls;
  if (!from_python(args[0], calls)) [[unlikely]] return nullptr;
  PyObject* callable = args[1];
  if (!PyCallable_Check(callable)) [[unlikely]] return wrong_type("callable", callable);
  try {
    return PyLong_FromLongLong(benchlib::fold(calls, [callable](std::int32_t value) {
      PyObject* argument = PyLong_FromLong(value);
      PyObject* result = argument ? PyObject_CallOneArg(callable, argument) : nullptr;
      Py_XDECREF(argument);
      if (!result) [[unlikely]] throw PythonError();
      std::int32_t out;
      const bool good = from_python(result, out);
      Py_DECREF(result);
      if (!good) [[unlikely]] throw PythonError();
      return out;
    }));
  } catch (const PythonError&) {
    return nullptr;
  } catch (...) {
    return translate_exception();
  }
}

// ---- what is there at once ----

/// Awaited, it gives its value without asking the event loop.
struct ReadyObject {
  PyObject_HEAD
  PyObject* value;
};
PyTypeObject* ready_type;

void ready_destroy(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  Py_XDECREF(reinterpret_cast<ReadyObject*>(self)->value);
  PyObject_Free(self);
  Py_DECREF(type);
}

PySendResult ready_send(PyObject* self, PyObject*, PyObject** result) {
  *result = std::exchange(reinterpret_cast<ReadyObject*>(self)->value, nullptr);
  if (*result) return PYGEN_RETURN;
  PyErr_SetString(PyExc_RuntimeError, "awaited twice");
  return PYGEN_ERROR;
}

PyObject* ready_next(PyObject* self) {
  PyObject* value;
  if (ready_send(self, Py_None, &value) == PYGEN_RETURN) {
    PyErr_SetObject(PyExc_StopIteration, value);
    Py_DECREF(value);
  }
  return nullptr;
}

PyObject* give_now(PyObject*, PyObject* object) {
  std::int32_t value;
  if (!from_python(object, value)) [[unlikely]] return nullptr;
  try {
    std::int32_t given = 0;
    benchlib::give_now(value, [&given](std::int32_t result) { given = result; });
    auto* self = PyObject_New(ReadyObject, ready_type);
    if (!self) [[unlikely]] return nullptr;
    self->value = PyLong_FromLong(given);
    return reinterpret_cast<PyObject*>(self);
  } catch (...) {
    return translate_exception();
  }
}

// ---- what comes from another thread ----

/// Results on their way to the event loop, which one file descriptor wakes for as many as there are.
struct Arrivals {
  std::mutex mutex;
  std::vector<std::pair<PyObject*, std::int32_t>> results;
  int wake = -1;
} arrivals;

PyObject* loop;  // the one there is
PyObject *create_future, *set_result, *done;

PyObject* arrive(PyObject*, PyObject*) {
  std::uint64_t count;
  (void)!read(arrivals.wake, &count, sizeof count);
  std::vector<std::pair<PyObject*, std::int32_t>> results;
  {
    const std::lock_guard guard(arrivals.mutex);
    results.swap(arrivals.results);
  }
  for (const auto& [future, value] : results) {
    PyObject* is_done = PyObject_CallMethodNoArgs(future, done);
    if (is_done == Py_False) {
      PyObject* number = PyLong_FromLong(value);
      PyObject* nothing = number ? PyObject_CallMethodOneArg(future, set_result, number) : nullptr;
      Py_XDECREF(number);
      Py_XDECREF(nothing);
    }
    Py_XDECREF(is_done);
    Py_DECREF(future);
    if (PyErr_Occurred()) [[unlikely]] PyErr_WriteUnraisable(nullptr);
  }
  Py_RETURN_NONE;
}

PyMethodDef arrive_definition = {"arrive", arrive, METH_NOARGS, nullptr};

bool start() {
  PyObject* asyncio = PyImport_ImportModule("asyncio");
  loop = asyncio ? PyObject_CallMethod(asyncio, "get_running_loop", nullptr) : nullptr;
  Py_XDECREF(asyncio);
  if (!loop) return false;
  create_future = PyUnicode_InternFromString("create_future");
  set_result = PyUnicode_InternFromString("set_result");
  done = PyUnicode_InternFromString("done");
  arrivals.wake = eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK);
  PyObject* reader = PyCFunction_New(&arrive_definition, nullptr);
  PyObject* nothing = reader ? PyObject_CallMethod(loop, "add_reader", "iO", arrivals.wake, reader) : nullptr;
  Py_XDECREF(reader);
  Py_XDECREF(nothing);
  return nothing != nullptr;
}

PyObject* give_later(PyObject*, PyObject* object) {
  std::int32_t value;
  if (!from_python(object, value)) [[unlikely]] return nullptr;
  if (!loop && !start()) return nullptr;
  PyObject* future = PyObject_CallMethodNoArgs(loop, create_future);
  if (!future) [[unlikely]] return nullptr;
  try {
    benchlib::give_later(value, [future = Py_NewRef(future)](std::int32_t result) {
      bool first;
      {
        const std::lock_guard guard(arrivals.mutex);
        first = arrivals.results.empty();
        arrivals.results.emplace_back(future, result);
      }
      const std::uint64_t one = 1;
      if (first) (void)!write(arrivals.wake, &one, sizeof one);
    });
    return future;
  } catch (...) {
    Py_DECREF(future);
    return translate_exception();
  }
}

PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(ready_destroy)},
                       {Py_am_await, reinterpret_cast<void*>(PyObject_SelfIter)},
                       {Py_am_send, reinterpret_cast<void*>(ready_send)},
                       {Py_tp_iter, reinterpret_cast<void*>(PyObject_SelfIter)},
                       {Py_tp_iternext, reinterpret_cast<void*>(ready_next)},
                       {}};
PyType_Spec spec = {"bench_hand.Ready", sizeof(ReadyObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};

}  // namespace

PyMethodDef call_functions[] = {
    {"fold", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(fold)), METH_FASTCALL, nullptr},
    {"give_now", give_now, METH_O, nullptr},
    {"give_later", give_later, METH_O, nullptr},
    {}};

bool add_ready(PyObject* module) {
  ready_type = reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &spec, nullptr));
  return ready_type != nullptr;
}

}  // namespace hand
