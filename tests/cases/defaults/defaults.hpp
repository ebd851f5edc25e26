// Default arguments that hosts can spell, and some that only C++ can.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace defaults {

enum class Mode : std::uint8_t { slow, fast };

/// Choices, all with a default.
struct Options {
  std::int32_t level = 3;
  bool verbose = false;
  std::string name = "default";
  Mode mode = Mode::fast;
  std::optional<double> ratio;
  std::vector<std::int32_t> sizes;
};

inline std::int32_t next_number() {
  static std::int32_t number = 0;
  return ++number;
}

inline std::int32_t add(std::int32_t a, std::int32_t b = 10, std::int32_t c = -1) { return a + b + c; }
inline std::string greet(std::string_view name = "world", bool loud = false) {
  return "Hello, " + std::string(name) + (loud ? "!" : ".");
}
inline double scale(double value, double factor = 0.5) { return value * factor; }
inline char mark(char letter = '*') { return letter; }
inline char32_t note(char32_t symbol = U'\u266a') { return symbol; }
inline bool is_fast(Mode mode = Mode::fast) { return mode == Mode::fast; }
inline std::int32_t or_seven(std::optional<std::int32_t> value = std::nullopt) { return value.value_or(7); }
inline std::size_t count(const std::vector<std::int32_t>& values = {}) { return values.size(); }
inline std::string show(const Options& options = {}) {
  return options.name + " " + std::to_string(options.level) + (options.verbose ? " verbose" : "");
}
/// A default that only C++ can compute.
inline std::int32_t numbered(std::int32_t number = next_number() * 100) { return number; }
/// The same in the middle of other parameters, and of a type that is no number.
inline std::string titled(std::string_view text, const std::string& title = std::string(3, '*'), std::int32_t times = 1) {
  std::string result;
  for (std::int32_t i = 0; i < times; ++i) result += title;
  return result + std::string(text);
}

/// Constructed with defaults.
class Window {
 public:
  explicit Window(std::int32_t width = 640, std::int32_t height = 480) : width_(width), height_(height) {}
  std::int32_t width() const noexcept { return width_; }
  std::int32_t height() const noexcept { return height_; }
  /// Out of use.
  [[deprecated("use width()")]] std::int32_t get_w() const { return width_; }

 private:
  std::int32_t width_;
  std::int32_t height_;
};

/// Out of use.
[[deprecated]] inline std::int32_t old_answer() { return 42; }

}  // namespace defaults
