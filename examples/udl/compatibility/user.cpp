// Compatibility of profiles, from C++.
#include <compatibility_client/compatibility.hpp>
#include <cstdio>
#include <cstdlib>

#define CHECK(condition) \
  if (!(condition)) std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition), std::exit(1)

namespace lib = compatibility_client;

int main() {
  const std::vector<double> a = {0.25, 0.5}, b = {0.5, 0.5}, one = {0.5};
  CHECK(lib::calculate_compatibility(a, b) == 0.875);
  try {
    (void)lib::calculate_compatibility(a, one);
    CHECK(false);
  } catch (const lib::DifferentLength& error) {
    CHECK(error.length_a == 2 && error.length_b == 1);
  }
  try {
    (void)lib::calculate_compatibility({}, {});
    CHECK(false);
  } catch (const lib::CompatibilityError& error) {
    CHECK(std::string(error.what()) == "a profile has no answers");
  }
  std::puts("compatibility from C++");
}
