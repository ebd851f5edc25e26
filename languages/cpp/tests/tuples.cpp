#include <tuples_client/tuples.hpp>

#include "check.hpp"

namespace api = tuples_client;

TEST(tuples) {
  EQUAL(api::divmod(7, 2), std::pair(3, 1));
  EQUAL(api::swapped({1, "a"}), std::pair<std::string, std::int32_t>("a", 1));
  const auto [name, age, member] = api::person();
  EQUAL(name, "Ada");
  EQUAL(age, 36);
  CHECK(member);
  EQUAL(api::describe({"Bob", 7, false}), "Bob (7)");
  EQUAL(api::lengths({"a", "bcd"})[1], std::pair<std::string, std::int32_t>("bcd", 3));
}

TEST(record_that_holds_itself_in_pairs) {
  const api::Outline leaf{"leaf", {}};
  const api::Outline tree = api::below({1, api::below({2, leaf}, "middle")}, "root");
  EQUAL(tree.parts[0].first, 1);
  EQUAL(tree.parts[0].second.parts[0].second.title, "leaf");
}

CHECK_MAIN(tuples_live)
