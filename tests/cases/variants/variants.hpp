// Tagged unions.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <variant>
#include <vector>

namespace variants {

struct Circle {
  double radius = 0;
  friend bool operator==(const Circle&, const Circle&) = default;
};
struct Rectangle {
  double width = 0;
  double height = 0;
  friend bool operator==(const Rectangle&, const Rectangle&) = default;
};

/// One of two records.
using Shape = std::variant<Circle, Rectangle>;

/// A setting: nothing, a truth value, a number or text.
using Setting = std::variant<std::monostate, bool, std::int64_t, double, std::string>;

/// Holds a variant.
struct Option {
  std::string name;
  Setting value;
  friend bool operator==(const Option&, const Option&) = default;
};

inline double area(const Shape& shape) {
  if (const auto* circle = std::get_if<Circle>(&shape)) return 3.0 * circle->radius * circle->radius;
  const auto& rectangle = std::get<Rectangle>(shape);
  return rectangle.width * rectangle.height;
}
/// A circle for an odd number, a square for an even one.
inline Shape make_shape(std::int32_t number) {
  if (number % 2 != 0) return Circle{static_cast<double>(number)};
  return Rectangle{static_cast<double>(number), static_cast<double>(number)};
}
inline Setting echo(Setting setting) { return setting; }
inline std::string kind(const Setting& setting) {
  static constexpr const char* names[] = {"nothing", "truth", "number", "real", "text"};
  return names[setting.index()];
}
inline std::vector<Shape> shapes(std::int32_t count) {
  std::vector<Shape> result;
  for (std::int32_t i = 1; i <= count; ++i) result.push_back(make_shape(i));
  return result;
}
inline std::map<std::string, Setting> by_name(const std::vector<Option>& options) {
  std::map<std::string, Setting> result;
  for (const Option& option : options) result[option.name] = option.value;
  return result;
}

}  // namespace variants
