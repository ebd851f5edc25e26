#include <array>
#include <bytes_client/bytes.hpp>
#include <cstddef>

#include "check.hpp"

namespace api = bytes_client;
using Bytes = std::vector<std::uint8_t>;

TEST(bytes_in) {
  const std::byte raw[] = {std::byte{1}, std::byte{2}};
  EQUAL(api::checksum(Bytes{250, 10}), 260U);
  EQUAL(api::checksum({1, 2, 3}), 6U);
  EQUAL(api::checksum(raw), 3U);
  EQUAL(api::checksum({}), 0U);
}

TEST(bytes_out) {
  EQUAL(api::reversed(Bytes{1, 2, 3}), Bytes{3, 2, 1});
  const Bytes copy = api::zeros(4);
  EQUAL(copy, Bytes(4));
  CHECK(api::zeros(0).empty());
}

TEST(a_fixed_number_of_bytes) {
  const std::array<std::uint8_t, 4> bytes = api::big_endian(0x01020304U);
  EQUAL(bytes[0], 1);
  EQUAL(api::from_big_endian(bytes), 0x01020304U);
}

TEST(a_view_of_an_object) {
  api::Blob blob(Bytes{1, 2});
  blob.append(Bytes{3});
  EQUAL(blob.data(), Bytes{1, 2, 3});
  EQUAL(blob.view().size(), 3U);
  // Of an object that is about to end: a copy.
  const Bytes kept = api::Blob(Bytes{7}).data();
  EQUAL(kept, Bytes{7});
}

CHECK_MAIN(bytes_live)
