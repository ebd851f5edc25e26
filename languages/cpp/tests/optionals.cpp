#include <optionals_client/optionals.hpp>

#include "check.hpp"

namespace api = optionals_client;

TEST(numbers_and_text) {
  CHECK(api::exact_root(49) == 7);
  CHECK(!api::exact_root(50));
  EQUAL(api::or_minus_one(3), 3);
  EQUAL(api::or_minus_one(std::nullopt), -1);
  CHECK(api::first_word("  two words") == "two");
  CHECK(!api::first_word("  "));
  CHECK(api::length("four") == 4U);
  CHECK(api::length(std::optional<std::string>("")) == 0U);
  CHECK(!api::length(std::nullopt));
}

TEST(records) {
  EQUAL(api::address({"Augusta", "Ada", std::nullopt}), "Ada");
  EQUAL(api::address({"Augusta", std::nullopt, 36}), "Augusta");
  CHECK(api::older(api::Person{"Ada", std::nullopt, 36}) == api::Person{"Ada", std::nullopt, 37});
  CHECK(!api::older(std::nullopt));
}

TEST(sequences) {
  EQUAL(api::present({1, std::nullopt, 3}), std::vector<std::int32_t>{1, 3});
  EQUAL(api::evens(3), std::vector<std::optional<std::int32_t>>{0, std::nullopt, 2});
}

TEST(text_behind_pointers) {
  EQUAL(api::greet("Ada"), "Hello, Ada");
  EQUAL(api::greet(), "Hello");
  EQUAL(api::units("Ada"), 3);
  EQUAL(api::units(std::nullopt), -1);
}

TEST(objects) {
  std::optional<api::Token> token = api::find_token(5);
  if (!CHECK(token)) return;
  EQUAL(token->id(), 5);
  CHECK(!api::find_token(-1));
  EQUAL(api::token_id_or(&*token, 9), 5);
  EQUAL(api::token_id_or(nullptr, 9), 9);
}

CHECK_MAIN(optionals_live)
