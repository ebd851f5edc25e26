#include "shapes/shapes.hpp"

#include <zlib.h>

#include <cmath>

namespace shapes {

Path::Path(std::string name) : name_(std::move(name)) {}

void Path::add(const Point& point) {
  if (!std::isfinite(point.x) || !std::isfinite(point.y)) throw NotFinite("a point must be finite");
  points_.push_back(point);
}

double Path::length() const {
  double sum = 0;
  for (std::size_t i = 1; i < points_.size(); ++i) sum += std::hypot(points_[i].x - points_[i - 1].x, points_[i].y - points_[i - 1].y);
  return sum;
}

std::string Path::describe() const {
  return name_ + " " + std::to_string(compressBound(static_cast<uLong>(points_.size() * sizeof(Point))) > 0);
}

}  // namespace shapes
