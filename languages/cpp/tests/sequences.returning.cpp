#include <sequences_client/sequences.hpp>

#include "check.hpp"

namespace api = sequences_client;

TEST(sequences_without_exceptions) {
  EQUAL(api::sum({1, 2}).value(), 3.0);
  const auto range = api::range(3);
  if (CHECK(range)) EQUAL(*range, std::vector<std::int32_t>{0, 1, 2});
  const auto refused = api::reversed({"\xff"});
  EQUAL(refused.error().status(), PGL_ERROR_UTF8);
  const api::Series series = api::Series::create({1, 2}).value();
  EQUAL(*series.values(), std::vector<double>{1, 2});
}

CHECK_MAIN(sequences_live)
