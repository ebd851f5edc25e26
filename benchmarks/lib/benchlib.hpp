/// The library every binding of the benchmark binds: twelve call shapes, each as small as it can be,
/// so that what is measured is the crossing and not the work. It knows nothing of bindings.
/// Callbacks (9) are in callbacks.hpp and what comes later (11) in later.hpp.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <stdexcept>
#include <string>
#include <string_view>
#include <vector>

#if __cplusplus > 202002L
#include <expected>
#define BENCHLIB_HAS_EXPECTED 1
#endif

namespace benchlib {

// 1. crossing

/// Does nothing.
void noop();

// 2. scalars

/// The sum of two numbers.
std::int32_t add(std::int32_t a, std::int32_t b);

/// The same sum, declared unable to fail.
std::int32_t add_noexcept(std::int32_t a, std::int32_t b) noexcept;

/// The sum of six numbers of six types.
double mixed(bool a, std::uint8_t b, std::int32_t c, std::int64_t d, float e, double f);

// 3. and 12. an object

/// A number that counts.
class Counter {
 public:
  /// Starts at 0.
  Counter();
  /// Adds `by`, and returns the new value.
  std::int64_t inc(std::int64_t by);
  /// The value.
  std::int64_t get() const;

 private:
  std::int64_t value_ = 0;
};

// 4. strings in

/// The number of bytes of `text`.
std::size_t length(std::string_view text);

// 5. strings out, each a new string

/// 7 ASCII characters.
std::string greet_7();
/// 33 ASCII characters.
std::string greet_33();
/// 33 characters, none of them ASCII.
std::string greet_33_utf8();
/// 1,024 ASCII characters.
std::string greet_1k();

// 6. records by value

/// Plain numbers.
struct Vec3 {
  double x = 0;
  double y = 0;
  double z = 0;
};

/// `vector` times `factor`.
Vec3 scale(Vec3 vector, double factor);

/// Numbers and text.
struct Person {
  std::string name;
  std::int64_t id = 0;
  std::int32_t age = 0;
  double height = 0;
  bool active = false;
};

/// A person.
Person make_person();
/// The age of `person`.
std::int32_t age_of(const Person& person);

// 7. numbers in bulk

/// The sum of `values`.
double sum(std::span<const double> values);
/// 0, 1, 2, ..., `count` - 1.
std::vector<double> iota(std::size_t count);

// 8. records in bulk

/// One measurement.
struct Sample {
  double x = 0;
  double y = 0;
  double z = 0;
  std::int32_t tag = 0;
};

/// `count` samples; no more than 100,000.
std::vector<Sample> make_samples(std::size_t count);
/// The sum of the tags of `samples`.
std::int64_t sum_tags(std::span<const Sample> samples);

// Maps: not one of the twelve, but every binding has them.

/// 100 words, and how often each occurs.
std::map<std::string, std::int32_t> make_histogram();
/// The sum of the values of `histogram`.
std::int64_t sum_histogram(const std::map<std::string, std::int32_t>& histogram);

// 10. errors

/// Thrown for numbers below 0.
class NegativeValue : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Returns `value`.
/// @throws NegativeValue when it is below 0
std::int32_t checked(std::int32_t value);

#ifdef BENCHLIB_HAS_EXPECTED
/// Returns `value`, or an error when it is below 0.
std::expected<std::int32_t, NegativeValue> checked_expected(std::int32_t value);
#endif

}  // namespace benchlib
