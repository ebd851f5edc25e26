// Sequences of numbers, text, records and sequences.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <initializer_list>
#include <list>
#include <numeric>
#include <span>
#include <string>
#include <vector>

namespace sequences {

/// A point: plain numbers.
struct Point {
  double x = 0;
  double y = 0;
  friend bool operator==(const Point&, const Point&) = default;
};

/// Something with a name: not plain.
struct Named {
  std::string name;
  std::int32_t value = 0;
  friend bool operator==(const Named&, const Named&) = default;
};

inline double sum(const std::vector<double>& values) { return std::accumulate(values.begin(), values.end(), 0.0); }
inline std::int64_t sum_span(std::span<const std::int32_t> values) {
  return std::accumulate(values.begin(), values.end(), std::int64_t{0});
}

/// 0, 1, 2, ... below `count`.
inline std::vector<std::int32_t> range(std::int32_t count) {
  std::vector<std::int32_t> result(static_cast<std::size_t>(count < 0 ? 0 : count));
  std::iota(result.begin(), result.end(), 0);
  return result;
}

inline std::vector<bool> flip(const std::vector<bool>& values) {
  std::vector<bool> result;
  for (const bool value : values) result.push_back(!value);
  return result;
}

inline std::vector<std::string> reversed(std::vector<std::string> texts) { return {texts.rbegin(), texts.rend()}; }

/// Every point moved by `dx`.
inline std::vector<Point> moved(std::span<const Point> points, double dx) {
  std::vector<Point> result(points.begin(), points.end());
  for (Point& point : result) point.x += dx;
  return result;
}

inline std::vector<Named> doubled(const std::vector<Named>& items) {
  std::vector<Named> result = items;
  for (Named& item : result) item.value *= 2;
  return result;
}

/// Rows of a triangle: {1}, {1, 2}, ...
inline std::vector<std::vector<std::int32_t>> triangle(std::int32_t rows) {
  std::vector<std::vector<std::int32_t>> result;
  for (std::int32_t row = 1; row <= rows; ++row) {
    result.emplace_back();
    for (std::int32_t i = 1; i <= row; ++i) result.back().push_back(i);
  }
  return result;
}
inline std::int64_t total(const std::vector<std::vector<std::int32_t>>& rows) {
  std::int64_t result = 0;
  for (const auto& row : rows) for (const std::int32_t value : row) result += value;
  return result;
}

/// Exactly three numbers in and out; any other length is refused.
inline std::array<float, 3> scale(const std::array<float, 3>& vector, float factor) {
  return {vector[0] * factor, vector[1] * factor, vector[2] * factor};
}

inline std::deque<std::int64_t> to_deque(const std::list<std::int64_t>& values) { return {values.begin(), values.end()}; }

/// The largest number, 0 of none.
inline std::int32_t largest(std::initializer_list<std::int32_t> values = {}) {
  std::int32_t result = 0;
  for (const std::int32_t value : values) result = value > result ? value : result;
  return result;
}
inline std::string joined(std::initializer_list<std::string> words, const std::string& between = ", ") {
  std::string result;
  for (const std::string& word : words) result += (result.empty() ? "" : between) + word;
  return result;
}
/// The product of the rows' sums.
inline double product(const std::initializer_list<std::initializer_list<double>>& rows = {{2}, {0.5, 1}}) {
  double result = 1;
  for (const auto& row : rows) result *= std::accumulate(row.begin(), row.end(), 0.0);
  return result;
}

/// Points that C++ gives in braces.
class Path {
 public:
  Path(std::initializer_list<Point> points) : points_(points) {}

  const std::vector<Point>& points() const noexcept { return points_; }
  void append(std::initializer_list<Point> points) { points_.insert(points_.end(), points); }

 private:
  std::vector<Point> points_;
};

/// Holds numbers.
class Series {
 public:
  Series() = default;
  explicit Series(std::vector<double> values) : values_(std::move(values)) {}

  /// The numbers; valid until they change.
  const std::vector<double>& values() const noexcept { return values_; }
  /// The points (0, v0), (1, v1), ...
  const std::vector<Point>& points() const {
    points_.clear();
    for (const double value : values_) points_.push_back({static_cast<double>(points_.size()), value});
    return points_;
  }
  void append(double value) { values_.push_back(value); }

 private:
  std::vector<double> values_;
  mutable std::vector<Point> points_;
};

}  // namespace sequences
