// Overloaded functions, methods and constructors.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace overloads {

struct Circle {
  double radius = 1;
};
struct Box {
  double width = 1;
  double height = 1;
};

inline std::string describe(std::int32_t number) { return "number " + std::to_string(number); }
inline std::string describe(std::string_view text) { return "text " + std::string(text); }
inline std::string describe(const std::vector<std::int32_t>& numbers) { return std::to_string(numbers.size()) + " numbers"; }
inline std::string describe(std::int32_t number, std::string_view unit) { return std::to_string(number) + " " + std::string(unit); }

/// Draws.
class Canvas {
 public:
  Canvas() = default;
  Canvas(std::int32_t width, std::int32_t height) : width_(width), height_(height) {}
  explicit Canvas(const Box& box)
      : width_(static_cast<std::int32_t>(box.width)), height_(static_cast<std::int32_t>(box.height)) {}

  std::int32_t width() const noexcept { return width_; }
  std::int32_t height() const noexcept { return height_; }
  std::string draw(const Box&) { return "box"; }
  /// Called "draw_circle" by polyglue.toml.
  std::string draw(const Circle&) { return "circle"; }
  /// Const and not: one for hosts.
  std::int32_t& pixels() { return width_; }
  const std::int32_t& pixels() const { return width_; }

 private:
  std::int32_t width_ = 80;
  std::int32_t height_ = 25;
};

}  // namespace overloads
