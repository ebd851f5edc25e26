#include <expected_client/expected.hpp>

#include "check.hpp"

namespace api = expected_client;

TEST(values) {
  EQUAL(api::parse("42"), 42);
  EQUAL(api::quoted("x"), "\"x\"");
  api::connect(8080);
}

TEST(errors_are_thrown) {
  THROWS(api::ParseError, api::parse("4x")) {
    EQUAL(error.position, 1U);
    EQUAL(error.message, "not a digit");
  }
  THROWS(api::ParseError, api::quoted("")) EQUAL(error.position, 0U);
  THROWS(polyglue::client::error, api::connect(0)) {}
  THROWS(polyglue::client::error, api::connect(80)) {}
}

CHECK_MAIN(expected_live)
