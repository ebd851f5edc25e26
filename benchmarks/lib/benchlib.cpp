#include "benchlib.hpp"

#include <numeric>

namespace benchlib {

void noop() {}

std::int32_t add(std::int32_t a, std::int32_t b) { return a + b; }

std::int32_t add_noexcept(std::int32_t a, std::int32_t b) noexcept { return a + b; }

double mixed(bool a, std::uint8_t b, std::int32_t c, std::int64_t d, float e, double f) {
  return static_cast<double>(a) + b + c + static_cast<double>(d) + e + f;
}

Counter::Counter() = default;
std::int64_t Counter::inc(std::int64_t by) { return value_ += by; }
std::int64_t Counter::get() const { return value_; }

std::size_t length(std::string_view text) { return text.size(); }

std::string greet_7() { return "Hello, "; }
std::string greet_33() { return "The quick brown fox jumps over it"; }
std::string greet_33_utf8() { return "абвгдеёжзийклмнопрстуфхцчшщъыьэюя"; }
std::string greet_1k() { return std::string(1024, 'x'); }

Vec3 scale(Vec3 vector, double factor) {
  return {vector.x * factor, vector.y * factor, vector.z * factor};
}

Person make_person() { return {"Ada Lovelace", 18151210, 36, 1.65, true}; }

std::int32_t age_of(const Person& person) { return person.age; }

double sum(std::span<const double> values) { return std::accumulate(values.begin(), values.end(), 0.0); }

std::vector<double> iota(std::size_t count) {
  std::vector<double> values(count);
  std::iota(values.begin(), values.end(), 0.0);
  return values;
}

namespace {

/// Made once, so that a call costs a copy of memory and no arithmetic.
const std::vector<Sample>& all_samples() {
  static const std::vector<Sample> samples = [] {
    std::vector<Sample> made(100'000);
    for (std::size_t i = 0; i < made.size(); ++i) {
      const double value = static_cast<double>(i);
      made[i] = {value, value + 0.25, value + 0.5, static_cast<std::int32_t>(i % 1000)};
    }
    return made;
  }();
  return samples;
}

const std::map<std::string, std::int32_t>& the_histogram() {
  static const std::map<std::string, std::int32_t> histogram = [] {
    std::map<std::string, std::int32_t> made;
    for (std::int32_t i = 0; i < 100; ++i) made.emplace("word number " + std::to_string(i), i * 7);
    return made;
  }();
  return histogram;
}

}  // namespace

std::vector<Sample> make_samples(std::size_t count) {
  const auto& all = all_samples();
  if (count > all.size()) throw std::out_of_range("no more than 100,000 samples");
  return {all.begin(), all.begin() + static_cast<std::ptrdiff_t>(count)};
}

std::int64_t sum_tags(std::span<const Sample> samples) {
  std::int64_t total = 0;
  for (const Sample& sample : samples) total += sample.tag;
  return total;
}

std::map<std::string, std::int32_t> make_histogram() { return the_histogram(); }

std::int64_t sum_histogram(const std::map<std::string, std::int32_t>& histogram) {
  std::int64_t total = 0;
  for (const auto& [word, count] : histogram) total += count;
  return total;
}

std::int32_t checked(std::int32_t value) {
  if (value < 0) throw NegativeValue("the value is below 0");
  return value;
}

#ifdef BENCHLIB_HAS_EXPECTED
std::expected<std::int32_t, NegativeValue> checked_expected(std::int32_t value) {
  if (value < 0) return std::unexpected(NegativeValue("the value is below 0"));
  return value;
}
#endif

}  // namespace benchlib
