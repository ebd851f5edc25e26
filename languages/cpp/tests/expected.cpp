#include <expected_client/expected.hpp>

#include "check.hpp"

namespace api = expected_client;

TEST(values) {
  EQUAL(api::parse("42"), 42);
  EQUAL(api::quoted("x"), "\"x\"");
  api::connect(8080);
}

TEST(errors_are_thrown) {
  THROWS(api::ParseErrorException, api::parse("4x")) EQUAL(error.value, api::ParseError{1, "not a digit"});
  THROWS(api::ParseErrorException, api::quoted("")) EQUAL(error.value.message, "empty");
  THROWS(api::RefusalError, api::connect(0)) CHECK(error.value == api::Refusal::busy);
  THROWS(api::RefusalError, api::connect(80)) CHECK(error.value == api::Refusal::forbidden);
}

CHECK_MAIN(expected_live)
