// The C++ package, found by CMake.
#include <limits>
#include <shapes_client/shapes.hpp>

int main() {
  shapes_client::Path path("walk");
  path.add({.x = 0, .y = 0});
  path.add({.x = 3, .y = 4});
  try {
    path.add({.x = std::numeric_limits<double>::infinity(), .y = 0});
    return 1;
  } catch (const shapes_client::NotFinite&) {
  }
  return path.length() == 5.0 && path.describe() == "walk 1" ? 0 : 2;
}
