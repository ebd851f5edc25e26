// A library as an author writes it, for whom Polyglue is one line of CMake.
#pragma once

#include <stdexcept>
#include <string>
#include <vector>

namespace shapes {

struct Point {
  double x = 0;
  double y = 0;
};

/// A point that is not on the plane.
class NotFinite : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// A chain of points.
class Path {
 public:
  explicit Path(std::string name);
  /// @throws NotFinite when a coordinate is infinite or not a number
  void add(const Point& point);
  const std::vector<Point>& points() const noexcept { return points_; }
  double length() const;
  /// The name and the compressed size of the points.
  std::string describe() const;

 private:
  std::string name_;
  std::vector<Point> points_;
};

}  // namespace shapes
