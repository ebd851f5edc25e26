#include <custom_client/custom.hpp>

#include "check.hpp"

namespace api = custom_client;

TEST(text_for_a_class) {
  EQUAL(api::next("00000000000000ff"), "0000000000000100");
  THROWS(std::invalid_argument, api::next("12")) EQUAL(std::string(error.what()), "a Uuid has 16 digits");
}

TEST(a_number_for_a_struct) { EQUAL(api::tip(1234), 123); }

TEST(a_variant_for_a_union) {
  CHECK(api::half(std::int64_t{7}) == api::I64OrF64(std::int64_t{3}));
  CHECK(api::half(0.5) == api::I64OrF64(0.25));
}

TEST(inside_other_values) {
  const std::vector<std::string> ids = api::ids(3);
  EQUAL(ids.size(), 3U);
  EQUAL(ids[2], "0000000000000002");
  EQUAL(api::find(ids, ids[1]), ids[1]);
  CHECK(!api::find(ids, "ffffffffffffffff"));
  const api::Bill bill = api::numbered({ids[1], 1}, 7);
  EQUAL(bill.id, ids[1]);
  EQUAL(bill.number, 7);
}

CHECK_MAIN(custom_live)
