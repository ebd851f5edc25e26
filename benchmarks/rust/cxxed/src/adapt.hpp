// What cxx needs where it does not know a C++ type: string_view, span, string and vector by value, expected.
#pragma once

#include <memory>
#include <string>
#include <utility>
#include <vector>

#include "benchlib.hpp"
#include "callbacks.hpp"
#include "rust/cxx.h"

namespace adapt {

inline std::size_t length(rust::Str text) { return benchlib::length({text.data(), text.size()}); }

inline std::unique_ptr<std::string> greet_7() { return std::make_unique<std::string>(benchlib::greet_7()); }
inline std::unique_ptr<std::string> greet_33() { return std::make_unique<std::string>(benchlib::greet_33()); }
inline std::unique_ptr<std::string> greet_33_utf8() { return std::make_unique<std::string>(benchlib::greet_33_utf8()); }
inline std::unique_ptr<std::string> greet_1k() { return std::make_unique<std::string>(benchlib::greet_1k()); }

inline std::unique_ptr<benchlib::Counter> new_counter() { return std::make_unique<benchlib::Counter>(); }

inline double sum(rust::Slice<const double> values) { return benchlib::sum({values.data(), values.size()}); }
inline std::unique_ptr<std::vector<double>> iota(std::size_t count) {
  return std::make_unique<std::vector<double>>(benchlib::iota(count));
}
inline std::unique_ptr<std::vector<benchlib::Sample>> make_samples(std::size_t count) {
  return std::make_unique<std::vector<benchlib::Sample>>(benchlib::make_samples(count));
}
inline std::int64_t sum_tags(rust::Slice<const benchlib::Sample> samples) {
  return benchlib::sum_tags({samples.data(), samples.size()});
}

inline std::int64_t fold(std::int32_t count, rust::Fn<std::int32_t(std::int32_t)> step) {
  return benchlib::fold(count, [&step](std::int32_t value) { return step(value); });
}

inline std::int32_t checked_expected(std::int32_t value) {
  const auto result = benchlib::checked_expected(value);
  if (!result) throw result.error();
  return *result;
}

struct Person;
Person make_person();
std::int32_t age_of(const Person& person);

}  // namespace adapt
