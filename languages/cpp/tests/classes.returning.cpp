// Without exceptions: functions return results, objects are made by create().
#include <classes_client/classes.hpp>

#include "check.hpp"

namespace api = classes_client;

TEST(create_and_call) {
  polyglue::client::result<api::Counter> counter = api::Counter::create(5);
  if (!CHECK(counter)) return;
  EQUAL(counter->increment().value(), 6);
  CHECK(counter->reset());
  EQUAL(*counter->value(), 0);
  EQUAL(api::Counter::create().value().value().value_or(9), 0);
}

TEST(failures_are_values) {
  api::Counter a = api::Counter::create(1).value();
  api::Counter b = std::move(a);
  const auto value = a.value();
  CHECK(!value);
  EQUAL(value.error().status(), PGL_ERROR_NULL);
  CHECK(std::string_view(value.error().message()).size() > 0);
  CHECK(!a.reset());
  EQUAL(a.value().value_or(-1), -1);
  CHECK(b.value().has_value());
}

CHECK_MAIN(classes_live)
