// benchlib with pybind11, as its documentation says to write it.
#include <pybind11/functional.h>
#include <pybind11/numpy.h>
#include <pybind11/pybind11.h>
#include <pybind11/stl.h>

#include "benchlib.hpp"
#include "callbacks.hpp"

namespace py = pybind11;

PYBIND11_MODULE(bench_pybind11, m) {
  m.def("noop", &benchlib::noop);
  m.def("add", &benchlib::add);
  m.def("add_noexcept", &benchlib::add_noexcept);
  m.def("mixed", &benchlib::mixed);

  py::class_<benchlib::Counter>(m, "Counter")
      .def(py::init<>())
      .def("inc", &benchlib::Counter::inc)
      .def("get", &benchlib::Counter::get);

  m.def("length", &benchlib::length);
  m.def("greet_7", &benchlib::greet_7);
  m.def("greet_33", &benchlib::greet_33);
  m.def("greet_33_utf8", &benchlib::greet_33_utf8);
  m.def("greet_1k", &benchlib::greet_1k);

  py::class_<benchlib::Vec3>(m, "Vec3")
      .def(py::init<double, double, double>())
      .def_readwrite("x", &benchlib::Vec3::x)
      .def_readwrite("y", &benchlib::Vec3::y)
      .def_readwrite("z", &benchlib::Vec3::z);
  m.def("scale", &benchlib::scale);
  py::class_<benchlib::Person>(m, "Person")
      .def_readwrite("name", &benchlib::Person::name)
      .def_readwrite("id", &benchlib::Person::id)
      .def_readwrite("age", &benchlib::Person::age)
      .def_readwrite("height", &benchlib::Person::height)
      .def_readwrite("active", &benchlib::Person::active);
  m.def("make_person", &benchlib::make_person);
  m.def("age_of", &benchlib::age_of);

  m.def("sum_array", [](const py::array_t<double, py::array::c_style>& values) {
    return benchlib::sum({values.data(), static_cast<std::size_t>(values.size())});
  });
  m.def("sum_list", [](const std::vector<double>& values) { return benchlib::sum(values); });
  m.def("iota", &benchlib::iota);
  m.def("iota_array", [](std::size_t count) {
    auto* values = new std::vector<double>(benchlib::iota(count));
    py::capsule owner(values, [](void* p) { delete static_cast<std::vector<double>*>(p); });
    return py::array_t<double>(static_cast<py::ssize_t>(values->size()), values->data(), owner);
  });

  py::class_<benchlib::Sample>(m, "Sample")
      .def(py::init<double, double, double, std::int32_t>())
      .def_readwrite("x", &benchlib::Sample::x)
      .def_readwrite("y", &benchlib::Sample::y)
      .def_readwrite("z", &benchlib::Sample::z)
      .def_readwrite("tag", &benchlib::Sample::tag);
  m.def("make_samples", &benchlib::make_samples);
  m.def("sum_tags", [](const std::vector<benchlib::Sample>& samples) { return benchlib::sum_tags(samples); });

  m.def("make_histogram", &benchlib::make_histogram);
  m.def("sum_histogram", &benchlib::sum_histogram);

  py::register_exception<benchlib::NegativeValue>(m, "NegativeValue", PyExc_RuntimeError);
  m.def("checked", &benchlib::checked);
  m.def("fold", &benchlib::fold);
#ifdef BENCHLIB_HAS_EXPECTED
  // pybind11 does not know std::expected; its users turn it into the exception.
  m.def("checked_expected", [](std::int32_t value) {
    auto result = benchlib::checked_expected(value);
    if (!result) throw std::move(result).error();
    return *result;
  });
#endif
}
