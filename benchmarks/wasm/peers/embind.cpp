// The same functions by embind, against the C++ library itself.
#include <emscripten/bind.h>

#include "benchlib.hpp"

using namespace emscripten;
using namespace benchlib;

namespace {

double sum_vector(const std::vector<double>& values) { return sum(values); }
std::size_t length_string(const std::string& text) { return length(text); }

}  // namespace

EMSCRIPTEN_BINDINGS(benchlib) {
  function("noop", &noop);
  function("add", &add);
  class_<Counter>("Counter").constructor<>().function("inc", &Counter::inc).function("get", &Counter::get);
  function("length", &length_string);
  function("greet33", &greet_33);
  value_object<Vec3>("Vec3").field("x", &Vec3::x).field("y", &Vec3::y).field("z", &Vec3::z);
  function("scale", &scale);
  register_vector<double>("Doubles");
  function("sumVector", &sum_vector);
  value_object<Sample>("Sample").field("x", &Sample::x).field("y", &Sample::y).field("z", &Sample::z).field("tag", &Sample::tag);
  register_vector<Sample>("Samples");
  function("makeSampleVector", &make_samples);
  function("checked", &checked);
}
