// The same library by embind, all of it, against the C++ library itself.
#include <emscripten/bind.h>

#include "benchlib.hpp"
#include "callbacks.hpp"

using namespace emscripten;
using namespace benchlib;

namespace {

double sum_vector(const std::vector<double>& values) { return sum(values); }
std::int64_t sum_tags_vector(const std::vector<Sample>& samples) { return sum_tags(samples); }
std::size_t length_string(const std::string& text) { return length(text); }

std::int64_t fold_value(std::int32_t count, const val& step) {
  return fold(count, [&step](std::int32_t value) { return step(value).as<std::int32_t>(); });
}

}  // namespace

EMSCRIPTEN_BINDINGS(benchlib) {
  function("noop", &noop);
  function("add", &add);
  function("addNoexcept", &add_noexcept);
  function("mixed", &mixed);
  class_<Counter>("Counter").constructor<>().function("inc", &Counter::inc).function("get", &Counter::get);
  function("length", &length_string);
  function("greet7", &greet_7);
  function("greet33", &greet_33);
  function("greet33Utf8", &greet_33_utf8);
  function("greet1k", &greet_1k);
  value_object<Vec3>("Vec3").field("x", &Vec3::x).field("y", &Vec3::y).field("z", &Vec3::z);
  function("scale", &scale);
  value_object<Person>("Person").field("name", &Person::name).field("id", &Person::id).field("age", &Person::age)
      .field("height", &Person::height).field("active", &Person::active);
  function("makePerson", &make_person);
  function("ageOf", &age_of);
  register_vector<double>("Doubles");
  function("sumVector", &sum_vector);
  function("iotaVector", &iota);
  value_object<Sample>("Sample").field("x", &Sample::x).field("y", &Sample::y).field("z", &Sample::z).field("tag", &Sample::tag);
  register_vector<Sample>("Samples");
  function("makeSampleVector", &make_samples);
  function("sumTagsVector", &sum_tags_vector);
  register_map<std::string, std::int32_t>("Histogram");
  function("makeHistogram", &make_histogram);
  function("sumHistogram", &sum_histogram);
  function("checked", &checked);
  function("fold", &fold_value);
}
