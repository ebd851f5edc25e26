#pragma once

#include <cstdint>
#include <span>
#include <stdexcept>

namespace compatibility {

class CompatibilityError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

class Empty : public CompatibilityError {
 public:
  Empty();
};

class DifferentLength : public CompatibilityError {
 public:
  DifferentLength(std::size_t a, std::size_t b);
  std::uint64_t length_a;
  std::uint64_t length_b;
};

class OutOfRange : public CompatibilityError {
 public:
  OutOfRange(std::size_t index, double answer);
  std::uint64_t index;
  double answer;
};

double calculate_compatibility(std::span<const double> profile_a, std::span<const double> profile_b);

}  // namespace compatibility
