#include "convert.hpp"

#include <new>
#include <stdexcept>

#include "benchlib.hpp"
#include "module.hpp"

namespace hand {

PyObject* translate_exception() {
  try {
    throw;
  } catch (const std::bad_alloc&) {
    return PyErr_NoMemory();
  } catch (const std::out_of_range& error) {
    PyErr_SetString(PyExc_IndexError, error.what());
  } catch (const std::exception& error) {
    PyErr_SetString(PyExc_RuntimeError, error.what());
  } catch (...) {
    PyErr_SetString(PyExc_RuntimeError, "unknown C++ exception");
  }
  return nullptr;
}

PyObject* wrong_count(Py_ssize_t wanted, Py_ssize_t got) {
  return PyErr_Format(PyExc_TypeError, "expected %zd arguments, got %zd", wanted, got);
}

PyObject* wrong_type(const char* wanted, PyObject* object) {
  return PyErr_Format(PyExc_TypeError, "expected %s, got %.200s", wanted, Py_TYPE(object)->tp_name);
}

namespace detail {

bool slow_integer(PyObject* object, long long low, long long high, long long& out) {
  if (!PyIndex_Check(object)) return wrong_type("int", object) != nullptr;
  PyObject* number = PyNumber_Index(object);
  if (!number) return false;
  int overflow;
  out = PyLong_AsLongLongAndOverflow(number, &overflow);
  Py_DECREF(number);
  if (out == -1 && !overflow && PyErr_Occurred()) return false;
  if (overflow || out < low || out > high) {
    PyErr_SetString(PyExc_OverflowError, "integer out of range");
    return false;
  }
  return true;
}

bool slow_float(PyObject* object, double& out) {
  out = PyFloat_AsDouble(object);
  return out != -1.0 || !PyErr_Occurred();
}

}  // namespace detail
}  // namespace hand
