#include <constants_client/constants.hpp>

#include "check.hpp"

namespace api = constants_client;

static_assert(api::answer == 42 && api::enabled && api::favourite == api::Color::green);
static_assert(api::largest == UINT64_MAX && api::smallest == INT64_MIN && api::Limits::max == 100);
static_assert(api::all_bits == UINT64_MAX && api::three == 3 && api::few == 7 && api::huge == UINT64_MAX - 1);

TEST(constants) {
  EQUAL(api::pi, 3.141592653589793);
  EQUAL(api::greeting, "Hello, \"world\"\n");
  EQUAL(api::site, "https://example.org");
  EQUAL(api::Limits::ratio, 0.25F);
  EQUAL(api::limits().current(), 50);
}

TEST(objects) {
  EQUAL(api::convert(2, *api::Unit::mile(), *api::Unit::meter()), 3218.688);
  EQUAL(api::Unit::mile()->meters(), 1609.344);
}

CHECK_MAIN(constants_live)
