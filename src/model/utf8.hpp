// A character as text: literals of the model are UTF-8.
#pragma once

#include <cstdint>
#include <string>

namespace polyglue::model {

/// The UTF-8 of a Unicode code point, which must be one (at most 0x10FFFF).
inline std::string utf8(std::uint32_t code) {
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | code >> 6), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | code >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | code >> 18), tail(12), tail(6), tail(0)};
}

}  // namespace polyglue::model
