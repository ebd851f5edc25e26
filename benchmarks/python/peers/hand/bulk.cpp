// Lists, arrays and dicts.
#include <memory>

#include "module.hpp"

namespace hand {
namespace {

/// Owns a reference.
struct Decref {
  void operator()(PyObject* object) const { Py_DECREF(object); }
};
using Reference = std::unique_ptr<PyObject, Decref>;

/// A vector of doubles that Python reads where it lies, through the buffer protocol.
struct ArrayObject {
  PyObject_HEAD
  std::vector<double> values;
  Py_ssize_t count;
};
PyTypeObject* array_type;

void destroy_array(PyObject* object) {
  PyTypeObject* type = Py_TYPE(object);
  reinterpret_cast<ArrayObject*>(object)->values.~vector();
  PyObject_Free(object);
  Py_DECREF(type);
}

int get_buffer(PyObject* object, Py_buffer* view, int flags) {
  auto* self = reinterpret_cast<ArrayObject*>(object);
  static Py_ssize_t stride = sizeof(double);
  static char format[] = "d";
  *view = {};
  view->obj = Py_NewRef(object);
  view->buf = self->values.data();
  view->len = self->count * stride;
  view->itemsize = stride;
  view->ndim = 1;
  view->shape = flags & PyBUF_ND ? &self->count : nullptr;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &stride : nullptr;
  view->format = flags & PyBUF_FORMAT ? format : nullptr;
  return 0;
}

PyObject* sum_list(PyObject* list) {
  const Py_ssize_t count = PyList_GET_SIZE(list);
  std::vector<double> values(static_cast<std::size_t>(count));
  for (Py_ssize_t i = 0; i < count; ++i) {
    if (!from_python(PyList_GET_ITEM(list, i), values[static_cast<std::size_t>(i)])) [[unlikely]] return nullptr;
  }
  return PyFloat_FromDouble(benchlib::sum(values));
}

PyObject* sum_buffer(PyObject* object) {
  Py_buffer view;
  if (PyObject_GetBuffer(object, &view, PyBUF_FORMAT | PyBUF_ND) < 0) return nullptr;
  PyObject* result = nullptr;
  if (view.ndim == 1 && view.format && view.format[0] == 'd' && view.format[1] == 0) [[likely]] {
    result = PyFloat_FromDouble(
        benchlib::sum({static_cast<const double*>(view.buf), static_cast<std::size_t>(view.shape[0])}));
  } else {
    wrong_type("a buffer of doubles", object);
  }
  PyBuffer_Release(&view);
  return result;
}

PyObject* sum(PyObject*, PyObject* object) {
  try {
    return PyList_CheckExact(object) ? sum_list(object) : sum_buffer(object);
  } catch (...) {
    return translate_exception();
  }
}

PyObject* iota(PyObject*, PyObject* object) {
  std::int64_t count;
  if (!from_python(object, count)) [[unlikely]] return nullptr;
  try {
    const std::vector<double> values = benchlib::iota(static_cast<std::size_t>(count));
    Reference list(PyList_New(static_cast<Py_ssize_t>(values.size())));
    if (!list) [[unlikely]] return nullptr;
    for (std::size_t i = 0; i < values.size(); ++i) {
      PyObject* item = PyFloat_FromDouble(values[i]);
      if (!item) [[unlikely]] return nullptr;
      PyList_SET_ITEM(list.get(), static_cast<Py_ssize_t>(i), item);
    }
    return list.release();
  } catch (...) {
    return translate_exception();
  }
}

PyObject* iota_array(PyObject*, PyObject* object) {
  std::int64_t count;
  if (!from_python(object, count)) [[unlikely]] return nullptr;
  auto* result = PyObject_New(ArrayObject, array_type);
  if (!result) [[unlikely]] return nullptr;
  new (&result->values) std::vector<double>();
  try {
    result->values = benchlib::iota(static_cast<std::size_t>(count));
    result->count = static_cast<Py_ssize_t>(result->values.size());
    return reinterpret_cast<PyObject*>(result);
  } catch (...) {
    Py_DECREF(result);
    return translate_exception();
  }
}

PyObject* make_samples(PyObject*, PyObject* object) {
  std::int64_t count;
  if (!from_python(object, count)) [[unlikely]] return nullptr;
  try {
    const std::vector<benchlib::Sample> samples = benchlib::make_samples(static_cast<std::size_t>(count));
    Reference list(PyList_New(static_cast<Py_ssize_t>(samples.size())));
    if (!list) [[unlikely]] return nullptr;
    for (std::size_t i = 0; i < samples.size(); ++i) {
      auto* item = PyObject_New(SampleObject, sample_type);
      if (!item) [[unlikely]] return nullptr;
      item->value = samples[i];
      PyList_SET_ITEM(list.get(), static_cast<Py_ssize_t>(i), reinterpret_cast<PyObject*>(item));
    }
    return list.release();
  } catch (...) {
    return translate_exception();
  }
}

PyObject* sum_tags(PyObject*, PyObject* list) {
  if (!PyList_CheckExact(list)) [[unlikely]] return wrong_type("list", list);
  try {
    std::vector<benchlib::Sample> samples;
    samples.reserve(static_cast<std::size_t>(PyList_GET_SIZE(list)));
    for (Py_ssize_t i = 0; i < PyList_GET_SIZE(list); ++i) {
      PyObject* item = PyList_GET_ITEM(list, i);
      if (!Py_IS_TYPE(item, sample_type)) [[unlikely]] return wrong_type("Sample", item);
      samples.push_back(reinterpret_cast<SampleObject*>(item)->value);
    }
    return PyLong_FromLongLong(benchlib::sum_tags(samples));
  } catch (...) {
    return translate_exception();
  }
}

PyObject* make_histogram(PyObject*, PyObject*) {
  try {
    const auto histogram = benchlib::make_histogram();
    Reference dict(PyDict_New());
    if (!dict) [[unlikely]] return nullptr;
    for (const auto& [word, count] : histogram) {
      const Reference key(to_python(word));
      const Reference value(PyLong_FromLong(count));
      if (!key || !value || PyDict_SetItem(dict.get(), key.get(), value.get()) < 0) [[unlikely]] return nullptr;
    }
    return dict.release();
  } catch (...) {
    return translate_exception();
  }
}

PyObject* sum_histogram(PyObject*, PyObject* dict) {
  if (!PyDict_Check(dict)) [[unlikely]] return wrong_type("dict", dict);
  try {
    std::map<std::string, std::int32_t> histogram;
    PyObject *key, *value;
    for (Py_ssize_t position = 0; PyDict_Next(dict, &position, &key, &value);) {
      std::string_view word;
      std::int32_t count;
      if (!from_python(key, word) || !from_python(value, count)) [[unlikely]] return nullptr;
      histogram.emplace(word, count);
    }
    return PyLong_FromLongLong(benchlib::sum_histogram(histogram));
  } catch (...) {
    return translate_exception();
  }
}

PyType_Slot array_slots[] = {{Py_tp_dealloc, reinterpret_cast<void*>(destroy_array)},
                             {Py_bf_getbuffer, reinterpret_cast<void*>(get_buffer)},
                             {}};
PyType_Spec array_spec = {"bench_hand.DoubleArray", sizeof(ArrayObject), 0,
                          Py_TPFLAGS_DEFAULT | Py_TPFLAGS_IMMUTABLETYPE | Py_TPFLAGS_DISALLOW_INSTANTIATION,
                          array_slots};

}  // namespace

PyMethodDef bulk_functions[] = {{"sum", sum, METH_O, nullptr},
                                {"iota", iota, METH_O, nullptr},
                                {"iota_array", iota_array, METH_O, nullptr},
                                {"make_samples", make_samples, METH_O, nullptr},
                                {"sum_tags", sum_tags, METH_O, nullptr},
                                {"make_histogram", make_histogram, METH_NOARGS, nullptr},
                                {"sum_histogram", sum_histogram, METH_O, nullptr},
                                {}};

bool add_arrays(PyObject* module) { return (array_type = add_type(module, array_spec, nullptr)) != nullptr; }

}  // namespace hand
