// benchlib with SWIG -builtin, as its documentation says to write it.
%module bench_swig
%include "exception.i"
%include "stdint.i"
%include "std_map.i"
%include "std_string.i"
%include "std_vector.i"
%{
#include "benchlib.hpp"
static PyObject* negative_value;
%}

%init %{
  negative_value = PyErr_NewException("bench_swig.NegativeValue", PyExc_RuntimeError, NULL);
  Py_INCREF(negative_value);
  PyModule_AddObject(m, "NegativeValue", negative_value);
%}

%template(Samples) std::vector<benchlib::Sample>;
%template(Doubles) std::vector<double>;
%template(Histogram) std::map<std::string, int>;

// SWIG 4.1 has no std::string_view and no std::span: its users write the functions again.
%ignore benchlib::length;
%ignore benchlib::sum;
%ignore benchlib::sum_tags;

%exception benchlib::checked {
  try {
    $action
  } catch (const benchlib::NegativeValue& error) {
    PyErr_SetString(negative_value, error.what());
    SWIG_fail;
  }
}
%ignore benchlib::NegativeValue;

namespace std {
template <class T> class span;
}
%include "benchlib.hpp"

%inline %{
std::size_t length(const std::string& text) { return benchlib::length(text); }
double sum_list(const std::vector<double>& values) { return benchlib::sum(values); }
long long sum_tags(const std::vector<benchlib::Sample>& samples) { return benchlib::sum_tags(samples); }
%}

%pythoncode %{
from _bench_swig import NegativeValue
%}
