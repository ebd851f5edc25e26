// Functions of numbers and text, and the one that fails.
#include "module.hpp"

namespace hand {
namespace {

PyObject* noop(PyObject*, PyObject*) {
  try {
    benchlib::noop();
  } catch (...) {
    return translate_exception();
  }
  Py_RETURN_NONE;
}

template <auto function>
PyObject* add(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count != 2) [[unlikely]] return wrong_count(2, count);
  std::int32_t a, b;
  if (!from_python(args[0], a) || !from_python(args[1], b)) [[unlikely]] return nullptr;
  try {
    return PyLong_FromLong(function(a, b));
  } catch (...) {
    return translate_exception();
  }
}

PyObject* mixed(PyObject*, PyObject* const* args, Py_ssize_t count) {
  if (count != 6) [[unlikely]] return wrong_count(6, count);
  bool a = false;
  std::uint8_t b = 0;
  std::int32_t c = 0;
  std::int64_t d = 0;
  float e = 0;
  double f = 0;
  if (!from_python(args[0], a) || !from_python(args[1], b) || !from_python(args[2], c) ||
      !from_python(args[3], d) || !from_python(args[4], e) || !from_python(args[5], f)) [[unlikely]]
    return nullptr;
  try {
    return PyFloat_FromDouble(benchlib::mixed(a, b, c, d, e, f));
  } catch (...) {
    return translate_exception();
  }
}

PyObject* length(PyObject*, PyObject* object) {
  std::string_view text;
  if (!from_python(object, text)) [[unlikely]] return nullptr;
  try {
    return PyLong_FromSize_t(benchlib::length(text));
  } catch (...) {
    return translate_exception();
  }
}

template <auto function>
PyObject* greet(PyObject*, PyObject*) {
  try {
    return to_python(function());
  } catch (...) {
    return translate_exception();
  }
}

PyObject* checked(PyObject*, PyObject* object) {
  std::int32_t value;
  if (!from_python(object, value)) [[unlikely]] return nullptr;
  try {
    return PyLong_FromLong(benchlib::checked(value));
  } catch (const benchlib::NegativeValue& error) {
    PyErr_SetString(negative_value, error.what());
    return nullptr;
  } catch (...) {
    return translate_exception();
  }
}

#ifdef BENCHLIB_HAS_EXPECTED
PyObject* checked_expected(PyObject*, PyObject* object) {
  std::int32_t value;
  if (!from_python(object, value)) [[unlikely]] return nullptr;
  try {
    const auto result = benchlib::checked_expected(value);
    if (result) [[likely]] return PyLong_FromLong(*result);
    PyErr_SetString(negative_value, result.error().what());
    return nullptr;
  } catch (...) {
    return translate_exception();
  }
}
#endif

PyCFunction fastcall(PyObject* (*function)(PyObject*, PyObject* const*, Py_ssize_t)) {
  return reinterpret_cast<PyCFunction>(reinterpret_cast<void (*)()>(function));
}

}  // namespace

PyMethodDef scalar_functions[] = {
    {"noop", noop, METH_NOARGS, nullptr},
    {"add", fastcall(add<benchlib::add>), METH_FASTCALL, nullptr},
    {"add_noexcept", fastcall(add<benchlib::add_noexcept>), METH_FASTCALL, nullptr},
    {"mixed", fastcall(mixed), METH_FASTCALL, nullptr},
    {"length", length, METH_O, nullptr},
    {"greet_7", greet<benchlib::greet_7>, METH_NOARGS, nullptr},
    {"greet_33", greet<benchlib::greet_33>, METH_NOARGS, nullptr},
    {"greet_33_utf8", greet<benchlib::greet_33_utf8>, METH_NOARGS, nullptr},
    {"greet_1k", greet<benchlib::greet_1k>, METH_NOARGS, nullptr},
    {"checked", checked, METH_O, nullptr},
#ifdef BENCHLIB_HAS_EXPECTED
    {"checked_expected", checked_expected, METH_O, nullptr},
#endif
    {}};

}  // namespace hand
