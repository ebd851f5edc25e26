// The object: one allocation holds Python's header and the C++ value.
#include <new>

#include "module.hpp"

namespace hand {

PyTypeObject* counter_type;

namespace {

PyObject* construct(PyObject* type, PyObject* const*, size_t flags, PyObject* keywords) {
  const Py_ssize_t count = PyVectorcall_NARGS(flags) + (keywords ? PyTuple_GET_SIZE(keywords) : 0);
  if (count != 0) [[unlikely]] return wrong_count(0, count);
  auto* self = PyObject_New(CounterObject, reinterpret_cast<PyTypeObject*>(type));
  if (!self) [[unlikely]] return nullptr;
  try {
    new (&self->value) benchlib::Counter();
  } catch (...) {
    PyObject_Free(self);
    Py_DECREF(type);
    return translate_exception();
  }
  return reinterpret_cast<PyObject*>(self);
}

/// For `Counter.__new__` called by name; a call of the type itself takes the vectorcall.
PyObject* construct_slow(PyTypeObject* type, PyObject* args, PyObject* keywords) {
  const Py_ssize_t count = PyTuple_GET_SIZE(args) + (keywords ? PyDict_GET_SIZE(keywords) : 0);
  return construct(reinterpret_cast<PyObject*>(type), nullptr, static_cast<size_t>(count), nullptr);
}

void destroy(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  reinterpret_cast<CounterObject*>(object)->value.~Counter();
  PyObject_Free(object);
  Py_DECREF(type);
}

PyObject* inc_one(PyObject* self, PyObject* object) {
  std::int64_t by;
  if (!from_python(object, by)) [[unlikely]] return nullptr;
  try {
    return PyLong_FromLongLong(reinterpret_cast<CounterObject*>(self)->value.inc(by));
  } catch (...) {
    return translate_exception();
  }
}

PyObject* inc(PyObject* self, PyObject* const* args, Py_ssize_t count) {
  if (count != 1) [[unlikely]] return wrong_count(1, count);
  return inc_one(self, args[0]);
}

PyObject* get(PyObject* self, PyObject*) {
  try {
    return PyLong_FromLongLong(reinterpret_cast<CounterObject*>(self)->value.get());
  } catch (...) {
    return translate_exception();
  }
}

PyMethodDef methods[] = {
    {"inc", reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(inc)), METH_FASTCALL, nullptr},
    {"get", get, METH_NOARGS, nullptr},
    {}};
/// The same, but `inc` is called in the one way that CPython has just for methods of one argument without a name.
PyMethodDef methods_of_one[] = {{"inc", inc_one, METH_O, nullptr}, {"get", get, METH_NOARGS, nullptr}, {}};

PyType_Slot slots[] = {{Py_tp_new, reinterpret_cast<void*>(construct_slow)},
                       {Py_tp_dealloc, reinterpret_cast<void*>(destroy)},
                       {Py_tp_methods, methods},
                       {}};
PyType_Slot slots_of_one[] = {{Py_tp_new, reinterpret_cast<void*>(construct_slow)},
                              {Py_tp_dealloc, reinterpret_cast<void*>(destroy)},
                              {Py_tp_methods, methods_of_one},
                              {}};

PyType_Spec spec = {"bench_hand.Counter", sizeof(CounterObject), 0,
                    Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots};
PyType_Spec spec_of_one = {"bench_hand.CounterOfOne", sizeof(CounterObject), 0,
                           Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE, slots_of_one};

}  // namespace

bool add_counter(PyObject* module) {
  return (counter_type = add_type(module, spec, construct)) && add_type(module, spec_of_one, construct);
}

}  // namespace hand
