#include <overloads_client/overloads.hpp>

#include "check.hpp"

namespace api = overloads_client;

TEST(overloads_stay_overloads) {
  EQUAL(api::describe(7), "number 7");
  EQUAL(api::describe("x"), "text x");
  EQUAL(api::describe(std::vector<std::int32_t>{1, 2}), "2 numbers");
  EQUAL(api::describe(7, "km"), "7 km");
}

TEST(constructors_and_methods) {
  EQUAL(api::Canvas().width(), 80);
  EQUAL(api::Canvas(3, 4).height(), 4);
  api::Canvas canvas(api::Box{5, 6});
  EQUAL(canvas.width(), 5);
  EQUAL(canvas.draw(api::Box{}), "box");
  EQUAL(canvas.draw_circle(api::Circle{}), "circle");  // renamed by polyglue.toml
  EQUAL(canvas.pixels(), 5);
}

CHECK_MAIN(overloads_live)
