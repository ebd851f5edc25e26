#include <defaults_client/defaults.hpp>

#include "check.hpp"

namespace api = defaults_client;

TEST(arguments_left_out) {
  EQUAL(api::add(1), 10);
  EQUAL(api::add(1, 2), 2);
  EQUAL(api::add(1, 2, 3), 6);
  EQUAL(api::greet(), "Hello, world.");
  EQUAL(api::greet("Ada", true), "Hello, Ada!");
  EQUAL(api::scale(4), 2.0);
  CHECK(api::mark() == '*' && api::mark('x') == 'x');
  CHECK(api::note() == U'\u266a' && api::note(U'x') == U'x');
  CHECK(api::is_fast());
  CHECK(!api::is_fast(api::Mode::slow));
  EQUAL(api::or_seven(), 7);
  EQUAL(api::or_seven(1), 1);
  EQUAL(api::count(), 0U);
  EQUAL(api::count({1, 2, 3}), 3U);
}

TEST(fields_left_out) {
  EQUAL(api::show(), "default 3");
  api::Options options;
  EQUAL(options.level, 3);
  CHECK(options.mode == api::Mode::fast && !options.ratio && options.sizes.empty());
  options.name = "mine";
  options.verbose = true;
  EQUAL(api::show(options), "mine 3 verbose");
}

TEST(defaults_that_only_the_library_knows) {
  const std::int32_t first = api::numbered();
  EQUAL(first % 100, 0);
  EQUAL(api::numbered(), first + 100);
  EQUAL(api::numbered(5), 5);
  EQUAL(api::titled("x"), "***x");
  EQUAL(api::titled("x", "-"), "-x");
  EQUAL(api::titled("x", std::nullopt, 2), "******x");
}

TEST(constructors) {
  EQUAL(api::Window().width(), 640);
  EQUAL(api::Window(10).height(), 480);
  EQUAL(api::Window(10, 20).height(), 20);
}

#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wdeprecated-declarations"
TEST(deprecated_ones_work) {
  EQUAL(api::old_answer(), 42);
  EQUAL(api::Window(3).get_w(), 3);
}
#pragma GCC diagnostic pop

CHECK_MAIN(defaults_live)
