// Without exceptions: a function that fails returns a result.
#include <callbacks_client/callbacks.hpp>

#include "check.hpp"

namespace api = callbacks_client;
namespace pgl = polyglue::client;

TEST(functions_that_succeed) {
  const std::vector<std::int32_t> numbers = {1, 2};
  EQUAL(api::fold(numbers, 0, [](std::int32_t left, double right) { return left + right; }).value(), 3.0);
  int calls = 0;
  CHECK(api::count_to(3, [&](std::int32_t) { ++calls; }));
  EQUAL(calls, 3);
}

TEST(functions_that_fail) {
  const auto done = api::count_to(3, [](std::int32_t) -> pgl::result<void> { return pgl::failure(pgl::error(PGL_ERROR_IO, "no more")); });
  if (CHECK(!done)) {
    EQUAL(done.error().status(), PGL_ERROR_IO);
    EQUAL(std::string_view(done.error().message()), "no more");
  }
  const auto outcome = api::outcome([]() -> pgl::result<void> { return pgl::failure(api::Refused("x", 3, "full")); });
  EQUAL(outcome.value(), "refused 3 full");
}

CHECK_MAIN(callbacks_live)
