/// The parts of the hand-written module, each in its own file.
#pragma once

#include "convert.hpp"

#include "benchlib.hpp"

namespace hand {

/// A record as a Python object: the C++ struct inline, its numbers read by CPython's own members.
struct Vec3Object {
  PyObject_HEAD
  benchlib::Vec3 value;
};
struct SampleObject {
  PyObject_HEAD
  benchlib::Sample value;
};
/// Text is kept as str, so that reading it costs nothing.
struct PersonObject {
  PyObject_HEAD
  PyObject* name;
  long long id;
  int age;
  double height;
  char active;
};
/// An object, inline too: nothing else can own it.
struct CounterObject {
  PyObject_HEAD
  benchlib::Counter value;
};

extern PyTypeObject* vec3_type;
extern PyTypeObject* sample_type;
extern PyTypeObject* person_type;
extern PyTypeObject* counter_type;
extern PyObject* negative_value;

bool add_records(PyObject* module);
bool add_counter(PyObject* module);
bool add_arrays(PyObject* module);
bool add_ready(PyObject* module);
bool add_stream(PyObject* module);

extern PyMethodDef scalar_functions[];
extern PyMethodDef record_functions[];
extern PyMethodDef bulk_functions[];
extern PyMethodDef call_functions[];
extern PyMethodDef stream_functions[];

/// Makes a type and adds it under its name.
PyTypeObject* add_type(PyObject* module, PyType_Spec& spec, vectorcallfunc construct);

}  // namespace hand
