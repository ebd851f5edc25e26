// Elements that are made as they are asked for: an iterator over the generator itself.
#include <new>
#include <optional>

#include "module.hpp"
#include "streams.hpp"

namespace hand {
namespace {

using Range = polyglue::generator<std::int32_t>;
struct StreamObject {
  PyObject_HEAD
  Range range;
  std::optional<Range::iterator> at;
};
PyTypeObject* stream_type;

void destroy(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  auto* self = reinterpret_cast<StreamObject*>(object);
  self->at.~optional();
  self->range.~Range();
  PyObject_Free(object);
  Py_DECREF(type);
}

PyObject* next(PyObject* object) {
  auto* self = reinterpret_cast<StreamObject*>(object);
  try {
    if (self->at) {
      if (*self->at == self->range.end()) [[unlikely]] return nullptr;
      ++*self->at;
    } else {
      self->at.emplace(self->range.begin());
    }
    return *self->at == self->range.end() ? nullptr : PyLong_FromLong(**self->at);
  } catch (...) {
    return translate_exception();
  }
}

PyObject* count_up(PyObject*, PyObject* argument) {
  std::int32_t end;
  if (!from_python(argument, end)) [[unlikely]] return nullptr;
  auto* self = PyObject_New(StreamObject, stream_type);
  if (!self) [[unlikely]] return nullptr;
  try {
    new (&self->range) Range(benchlib::count_up(end));
  } catch (...) {
    PyObject_Free(self);
    Py_DECREF(stream_type);
    return translate_exception();
  }
  new (&self->at) std::optional<Range::iterator>();
  return reinterpret_cast<PyObject*>(self);
}

PyType_Slot slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(destroy)},
                       {Py_tp_iter, reinterpret_cast<void*>(PyObject_SelfIter)},
                       {Py_tp_iternext, reinterpret_cast<void*>(next)},
                       {}};
PyType_Spec spec = {"bench_hand.Stream", sizeof(StreamObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_DISALLOW_INSTANTIATION, slots};

}  // namespace

PyMethodDef stream_functions[] = {{"count_up", count_up, METH_O, nullptr}, {}};

bool add_stream(PyObject* module) { return (stream_type = add_type(module, spec, nullptr)); }

}  // namespace hand
