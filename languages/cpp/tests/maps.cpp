#include <maps_client/maps.hpp>

#include "check.hpp"

namespace api = maps_client;

TEST(out) {
  EQUAL(api::count_words("to be or not to be"), std::map<std::string, std::int32_t>{{"to", 2}, {"be", 2}, {"or", 1}, {"not", 1}});
  CHECK(api::count_words("").empty());
  EQUAL(api::by_last_digit(12)[1], std::vector<std::int32_t>{1, 11});
  EQUAL(api::squares(100000).size(), 100000U);
}

TEST(in) {
  EQUAL(api::sum_values({{"a", 1}, {"b", 2}}), 3);
  EQUAL(api::sum_values({}), 0);
  EQUAL(api::worth({{"nail", {10, 0.5}}, {"saw", {1, 20}}}), 25.0);
  REFUSES(PGL_ERROR_UTF8, api::sum_values({{"\xff", 1}}));
}

TEST(without_order) {
  const std::unordered_map<std::int32_t, std::string> inverted = api::inverted({{"one", 1}, {"two", 2}});
  EQUAL(inverted.size(), 2U);
  EQUAL(inverted.at(2), "two");
}

CHECK_MAIN(maps_live)
