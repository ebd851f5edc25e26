#include <array>
#include <sequences_client/sequences.hpp>
#include <utility>

#include "check.hpp"

namespace api = sequences_client;
using Numbers = std::vector<std::int32_t>;

TEST(numbers) {
  EQUAL(api::sum(std::vector<double>{0.5, 0.25}), 0.75);
  EQUAL(api::sum({1, 2, 3}), 6.0);
  EQUAL(api::sum({}), 0.0);
  const std::int32_t plain[] = {1, 2};
  EQUAL(api::sum_span(plain), 3);
  EQUAL(api::flip({true, false}), std::vector<bool>{false, true});
  EQUAL(api::to_deque({1, 2}), std::vector<std::int64_t>{1, 2});
}

TEST(a_result_is_seen_where_it_stands) {
  const polyglue::client::owned_span<std::int32_t> range = api::range(1000);
  EQUAL(range.size(), 1000U);
  EQUAL(range[999], 999);
  EQUAL(range.back(), 999);
  const Numbers copy = api::range(3);
  EQUAL(copy, Numbers{0, 1, 2});
  CHECK(api::range(0).empty());
  auto moved = api::range(2);
  const auto other = std::move(moved);
  EQUAL(other, Numbers{0, 1});
  CHECK(moved.empty());
}

TEST(records_and_text) {
  EQUAL(api::moved({{1, 2}, {3, 4}}, 1), std::vector<api::Point>{{2, 2}, {4, 4}});
  EQUAL(api::doubled({{"a", 1}, {"b", 2}}), std::vector<api::Named>{{"a", 2}, {"b", 4}});
  EQUAL(api::reversed({"x", "y"}), std::vector<std::string>{"y", "x"});
  REFUSES(PGL_ERROR_UTF8, api::reversed({"x", "\xff"}));
}

TEST(nested) {
  EQUAL(api::triangle(3), std::vector<Numbers>{{1}, {1, 2}, {1, 2, 3}});
  EQUAL(api::total(std::vector<Numbers>{{1}, {}, {2, 3}}), 6);
}

TEST(a_fixed_length) {
  const std::array<float, 3> scaled = api::scale({1, 2, 3}, 2);
  EQUAL(scaled, std::array<float, 3>{2, 4, 6});
}

TEST(lists_in_braces) {
  EQUAL(api::largest(), 0);
  EQUAL(api::largest({3, 9, 4}), 9);
  EQUAL(api::largest(api::range(1000)), 999);
  EQUAL(api::joined({"a", "b"}), "a, b");
  EQUAL(api::product(), 3.0);
  EQUAL(api::product(std::vector<std::vector<double>>{{1, 2}, {4}}), 12.0);
  api::Path path({{1, 2}});
  path.append({{3, 4}, {5, 6}});
  EQUAL(path.points(), std::vector<api::Point>{{1, 2}, {3, 4}, {5, 6}});
}

TEST(a_view_of_an_object) {
  api::Series series(std::vector<double>{1, 2});
  EQUAL(series.values(), std::vector<double>{1, 2});
  series.append(3);
  EQUAL(series.values().size(), 3U);
  EQUAL(series.points()[2], api::Point{2, 3});
  // Of an object that is about to end: a copy, so that the loop is safe.
  double sum = 0;
  for (const double value : api::Series({1, 2, 3}).values()) sum += value;
  EQUAL(sum, 6.0);
}

CHECK_MAIN(sequences_live)
