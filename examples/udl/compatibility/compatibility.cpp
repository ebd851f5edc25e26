#include "compatibility.hpp"

#include <cmath>
#include <string>

namespace compatibility {

Empty::Empty() : CompatibilityError("a profile has no answers") {}
DifferentLength::DifferentLength(std::size_t a, std::size_t b)
    : CompatibilityError("the profiles have " + std::to_string(a) + " and " + std::to_string(b) + " answers"), length_a(a), length_b(b) {}
OutOfRange::OutOfRange(std::size_t i, double a)
    : CompatibilityError("answer " + std::to_string(i) + " is not between 0 and 1"), index(i), answer(a) {}

double calculate_compatibility(std::span<const double> profile_a, std::span<const double> profile_b) {
  if (profile_a.empty() || profile_b.empty()) throw Empty();
  if (profile_a.size() != profile_b.size()) throw DifferentLength(profile_a.size(), profile_b.size());
  double distance = 0;
  for (std::size_t i = 0; i < profile_a.size(); ++i) {
    for (const double answer : {profile_a[i], profile_b[i]})
      if (!(answer >= 0 && answer <= 1)) throw OutOfRange(i, answer);
    distance += std::abs(profile_a[i] - profile_b[i]);
  }
  return 1 - distance / static_cast<double>(profile_a.size());
}

}  // namespace compatibility
