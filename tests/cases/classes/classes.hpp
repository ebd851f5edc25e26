// Classes with constructors, methods, statics, properties and fields.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace classes {

/// Counts.
///
/// Starts at zero, or wherever it is told to.
class Counter {
 public:
  /// The most a counter can hold.
  static constexpr std::int32_t limit = 1000;

  /// Starts at zero.
  Counter() = default;
  /// Starts at `start`.
  explicit Counter(std::int32_t start) : value_(start) {}

  /// The number.
  std::int32_t value() const noexcept { return value_; }
  /// Counts one up and gives the new number.
  std::int32_t increment() noexcept { return ++value_; }
  /// Counts up.
  /// @param by how many
  /// @return this counter, for chains
  Counter& add(std::int32_t by) {
    value_ += by;
    return *this;
  }
  void reset() { value_ = 0; }
  /// The sum of two counters, as a new one.
  static Counter sum(const Counter& a, const Counter& b) { return Counter(a.value_ + b.value_); }
  /// Reads from and changes another counter.
  void take_from(Counter& other) {
    value_ += other.value_;
    other.value_ = 0;
  }

 private:
  std::int32_t value_ = 0;
};

/// Get and set methods that hosts see as properties, by polyglue.toml.
class Thermostat {
 public:
  double get_target() const noexcept { return target_; }
  void set_target(double celsius) { target_ = celsius; }
  const std::string& get_name() const noexcept { return name_; }
  void set_name(std::string_view name) { name_ = name; }
  /// Read only.
  bool is_heating() const noexcept { return target_ > 20; }

 private:
  double target_ = 20;
  std::string name_ = "hall";
};

/// A class (not a record: it has a private part) with public fields.
class Job {
 public:
  explicit Job(std::string name) : title(std::move(name)) {}
  ~Job() = default;
  Job(const Job&) = delete;
  Job& operator=(const Job&) = delete;

  std::string title;
  std::int32_t priority = 5;
  const std::int32_t id = 7;

  /// Runs the job once.
  void run() { ++runs_; }
  std::int32_t runs() const { return runs_; }

  /// A type of its own, nested.
  enum class State : std::uint8_t { idle, done };
  State state() const { return runs_ > 0 ? State::done : State::idle; }

 private:
  std::int32_t runs_ = 0;
};

}  // namespace classes
