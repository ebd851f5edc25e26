#include <sets_client/sets.hpp>

#include "check.hpp"

namespace api = sets_client;

TEST(sets) {
  EQUAL(api::unique({3, 1, 3}), std::set<std::int32_t>{1, 3});
  EQUAL(api::common({"a", "b"}, {"b", "c"}), std::set<std::string>{"b"});
  EQUAL(api::sum({1, 2, 3}), 6);
  EQUAL(api::single("x"), std::unordered_set<std::string>{"x"});
  CHECK(api::common({}, {"a"}).empty());
}

CHECK_MAIN(sets_live)
