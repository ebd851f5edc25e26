/// Conversions between CPython objects and C++ values, as somebody who knows CPython writes them: the
/// common case inline and first, everything else out of line.
#pragma once

#define PY_SSIZE_T_CLEAN
#include <Python.h>

#include <cstdint>
#include <exception>
#include <limits>
#include <string>
#include <string_view>

namespace hand {

/// Sets the Python error for the C++ exception in flight; to be called in a catch block. Always null.
[[gnu::cold, gnu::noinline]] PyObject* translate_exception();

/// Sets TypeError for a call with `got` arguments instead of `wanted`. Always null.
[[gnu::cold, gnu::noinline]] PyObject* wrong_count(Py_ssize_t wanted, Py_ssize_t got);

/// Sets TypeError: `object` is not a `wanted`. Always null.
[[gnu::cold, gnu::noinline]] PyObject* wrong_type(const char* wanted, PyObject* object);

namespace detail {

[[gnu::cold, gnu::noinline]] bool slow_integer(PyObject* object, long long low, long long high, long long& out);
[[gnu::cold, gnu::noinline]] bool slow_float(PyObject* object, double& out);

/// A small int without a call: one digit, as nearly every int of a program is.
inline bool compact_integer(PyObject* object, long long& out) {
  if (!PyLong_CheckExact(object)) return false;
#if PY_VERSION_HEX >= 0x030C0000
  if (!PyUnstable_Long_IsCompact(reinterpret_cast<PyLongObject*>(object))) return false;
  out = PyUnstable_Long_CompactValue(reinterpret_cast<PyLongObject*>(object));
#else
  const Py_ssize_t size = Py_SIZE(object);
  if (size < -1 || size > 1) return false;
  out = size * static_cast<long long>(reinterpret_cast<PyLongObject*>(object)->ob_digit[0]);
#endif
  return true;
}

}  // namespace detail

/// An integer type up to 64 bits from an int; false with an error set when it is none or out of range.
template <class T>
inline bool from_python(PyObject* object, T& out) {
  long long value;
  constexpr long long low = std::numeric_limits<T>::min();
  constexpr long long high = std::numeric_limits<T>::max();
  if (!detail::compact_integer(object, value) || value < low || value > high) [[unlikely]] {
    if (!detail::slow_integer(object, low, high, value)) return false;
  }
  out = static_cast<T>(value);
  return true;
}

inline bool from_python(PyObject* object, bool& out) {
  if (object == Py_True) return out = true, true;
  if (object == Py_False) return out = false, true;
  return wrong_type("bool", object) != nullptr;
}

inline bool from_python(PyObject* object, double& out) {
  if (PyFloat_CheckExact(object)) [[likely]] {
    out = PyFloat_AS_DOUBLE(object);
    return true;
  }
  return detail::slow_float(object, out);
}

inline bool from_python(PyObject* object, float& out) {
  double value;
  if (!from_python(object, value)) return false;
  out = static_cast<float>(value);
  return true;
}

/// Borrows the UTF-8 that CPython keeps in, or caches with, the string.
inline bool from_python(PyObject* object, std::string_view& out) {
  if (!PyUnicode_Check(object)) [[unlikely]] return wrong_type("str", object) != nullptr;
  Py_ssize_t size;
  const char* data = PyUnicode_AsUTF8AndSize(object, &size);
  if (!data) [[unlikely]] return false;
  out = {data, static_cast<std::size_t>(size)};
  return true;
}

inline PyObject* to_python(std::string_view text) {
  return PyUnicode_DecodeUTF8(text.data(), static_cast<Py_ssize_t>(text.size()), nullptr);
}

}  // namespace hand
