// Bytes of no further meaning.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <span>
#include <utility>
#include <vector>

namespace bytes {

/// The sum of all bytes, modulo 2^32.
inline std::uint32_t checksum(std::span<const std::uint8_t> data) {
  std::uint32_t sum = 0;
  for (const std::uint8_t byte : data) sum += byte;
  return sum;
}

/// The bytes in reverse order.
inline std::vector<std::uint8_t> reversed(const std::vector<std::uint8_t>& data) {
  return {data.rbegin(), data.rend()};
}

/// `count` zeros.
inline std::vector<std::byte> zeros(std::size_t count) { return std::vector<std::byte>(count); }

/// A fixed number of bytes.
inline std::array<std::uint8_t, 4> big_endian(std::uint32_t value) {
  return {static_cast<std::uint8_t>(value >> 24), static_cast<std::uint8_t>(value >> 16),
          static_cast<std::uint8_t>(value >> 8), static_cast<std::uint8_t>(value)};
}

/// Bytes from a fixed number of bytes; any other number of them is refused.
inline std::uint32_t from_big_endian(const std::array<std::uint8_t, 4>& data) {
  return std::uint32_t{data[0]} << 24 | std::uint32_t{data[1]} << 16 | std::uint32_t{data[2]} << 8 | data[3];
}

/// Holds bytes.
class Blob {
 public:
  explicit Blob(std::vector<std::uint8_t> data) : data_(std::move(data)) {}

  /// The bytes; valid until they change.
  const std::vector<std::uint8_t>& data() const noexcept { return data_; }
  /// The same as a view.
  std::span<const std::uint8_t> view() const noexcept { return data_; }
  void append(std::span<const std::byte> more) {
    for (const std::byte byte : more) data_.push_back(static_cast<std::uint8_t>(byte));
  }

 private:
  std::vector<std::uint8_t> data_;
};

}  // namespace bytes
