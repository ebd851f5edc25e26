// The module itself: its types and its functions.
#include "module.hpp"

namespace hand {

PyObject* negative_value;

PyTypeObject* add_type(PyObject* module, PyType_Spec& spec, vectorcallfunc construct) {
  auto* type = reinterpret_cast<PyTypeObject*>(PyType_FromModuleAndSpec(module, &spec, nullptr));
  if (!type || PyModule_AddType(module, type) < 0) return nullptr;
  type->tp_vectorcall = construct;
  return type;
}

namespace {

PyModuleDef definition = {
    PyModuleDef_HEAD_INIT, "bench_hand", "benchlib, bound by hand.", -1, nullptr, nullptr, nullptr, nullptr, nullptr};

bool fill(PyObject* module) {
  negative_value = PyErr_NewException("bench_hand.NegativeValue", PyExc_RuntimeError, nullptr);
  return negative_value && PyModule_AddObjectRef(module, "NegativeValue", negative_value) == 0 &&
         PyModule_AddFunctions(module, scalar_functions) == 0 &&
         PyModule_AddFunctions(module, record_functions) == 0 &&
         PyModule_AddFunctions(module, bulk_functions) == 0 &&
         PyModule_AddFunctions(module, call_functions) == 0 &&
         PyModule_AddFunctions(module, stream_functions) == 0 && add_ready(module) && add_stream(module) &&
         add_records(module) && add_counter(module) && add_arrays(module);
}

}  // namespace
}  // namespace hand

PyMODINIT_FUNC PyInit_bench_hand() {
  PyObject* module = PyModule_Create(&hand::definition);
  if (module && !hand::fill(module)) Py_CLEAR(module);
  return module;
}
