#include <templates_client/templates.hpp>

#include "check.hpp"

namespace api = templates_client;

TEST(instantiations_are_classes) {
  api::IntStack stack = api::countdown(3);
  EQUAL(stack.size(), 3U);
  EQUAL(stack.pop(), 3);
  EQUAL(stack.values(), std::vector<std::int32_t>{1, 2});
  THROWS(std::out_of_range, api::IntStack().pop()) {}
  api::TextStack texts;
  texts.push("a");
  texts.push("b");
  EQUAL(texts.values(), std::vector<std::string>{"a", "b"});
  EQUAL(texts.pop(), "b");
  EQUAL(api::sum({1.5, 2}), 3.5);
}

CHECK_MAIN(templates_live)
