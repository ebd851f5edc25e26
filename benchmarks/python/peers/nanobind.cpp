// benchlib with nanobind, as its documentation says to write it.
#include <nanobind/nanobind.h>
#include <nanobind/ndarray.h>
#include <nanobind/stl/function.h>
#include <nanobind/stl/map.h>
#include <nanobind/stl/string.h>
#include <nanobind/stl/string_view.h>
#include <nanobind/stl/vector.h>

#include "benchlib.hpp"
#include "callbacks.hpp"

namespace nb = nanobind;

NB_MODULE(bench_nanobind, m) {
  m.def("noop", &benchlib::noop);
  m.def("add", &benchlib::add);
  m.def("add_noexcept", &benchlib::add_noexcept);
  m.def("mixed", &benchlib::mixed);

  nb::class_<benchlib::Counter>(m, "Counter")
      .def(nb::init<>())
      .def("inc", &benchlib::Counter::inc)
      .def("get", &benchlib::Counter::get);

  m.def("length", &benchlib::length);
  m.def("greet_7", &benchlib::greet_7);
  m.def("greet_33", &benchlib::greet_33);
  m.def("greet_33_utf8", &benchlib::greet_33_utf8);
  m.def("greet_1k", &benchlib::greet_1k);

  nb::class_<benchlib::Vec3>(m, "Vec3")
      .def(nb::init<double, double, double>())
      .def_rw("x", &benchlib::Vec3::x)
      .def_rw("y", &benchlib::Vec3::y)
      .def_rw("z", &benchlib::Vec3::z);
  m.def("scale", &benchlib::scale);
  nb::class_<benchlib::Person>(m, "Person")
      .def_rw("name", &benchlib::Person::name)
      .def_rw("id", &benchlib::Person::id)
      .def_rw("age", &benchlib::Person::age)
      .def_rw("height", &benchlib::Person::height)
      .def_rw("active", &benchlib::Person::active);
  m.def("make_person", &benchlib::make_person);
  m.def("age_of", &benchlib::age_of);

  using InArray = nb::ndarray<const double, nb::ndim<1>, nb::c_contig, nb::device::cpu>;
  using OutArray = nb::ndarray<nb::numpy, double, nb::ndim<1>>;
  m.def("sum_array", [](const InArray& values) { return benchlib::sum({values.data(), values.size()}); });
  m.def("sum_list", [](const std::vector<double>& values) { return benchlib::sum(values); });
  m.def("iota", &benchlib::iota);
  m.def("iota_array", [](std::size_t count) {
    auto* values = new std::vector<double>(benchlib::iota(count));
    nb::capsule owner(values, [](void* p) noexcept { delete static_cast<std::vector<double>*>(p); });
    return OutArray(values->data(), {values->size()}, owner);
  });

  nb::class_<benchlib::Sample>(m, "Sample")
      .def(nb::init<double, double, double, std::int32_t>())
      .def_rw("x", &benchlib::Sample::x)
      .def_rw("y", &benchlib::Sample::y)
      .def_rw("z", &benchlib::Sample::z)
      .def_rw("tag", &benchlib::Sample::tag);
  m.def("make_samples", &benchlib::make_samples);
  m.def("sum_tags", [](const std::vector<benchlib::Sample>& samples) { return benchlib::sum_tags(samples); });

  m.def("make_histogram", &benchlib::make_histogram);
  m.def("sum_histogram", &benchlib::sum_histogram);

  nb::exception<benchlib::NegativeValue>(m, "NegativeValue", PyExc_RuntimeError);
  m.def("checked", &benchlib::checked);
  m.def("fold", &benchlib::fold);
#ifdef BENCHLIB_HAS_EXPECTED
  // nanobind does not know std::expected; its users turn it into the exception.
  m.def("checked_expected", [](std::int32_t value) {
    auto result = benchlib::checked_expected(value);
    if (!result) throw std::move(result).error();
    return *result;
  });
#endif
}
