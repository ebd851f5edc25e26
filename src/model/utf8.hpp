// A character as text: literals of the model are UTF-8.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace polyglue::model {

/// The UTF-8 of a Unicode code point, which must be one (at most 0x10FFFF).
inline std::string utf8(std::uint32_t code) {
  const auto tail = [code](int shift) { return static_cast<char>(0x80 | (code >> shift & 0x3F)); };
  if (code < 0x80) return {static_cast<char>(code)};
  if (code < 0x800) return {static_cast<char>(0xC0 | code >> 6), tail(0)};
  if (code < 0x10000) return {static_cast<char>(0xE0 | code >> 12), tail(6), tail(0)};
  return {static_cast<char>(0xF0 | code >> 18), tail(12), tail(6), tail(0)};
}

/// The code point of which this is the UTF-8; 0 for no text.
inline std::uint32_t code_point(std::string_view text) {
  if (text.empty()) return 0;
  const auto byte = [text](std::size_t i) { return std::uint32_t{static_cast<unsigned char>(text[i])}; };
  std::uint32_t code = text.size() == 1 ? byte(0) : byte(0) & (0x7FU >> text.size());
  for (std::size_t i = 1; i < text.size(); ++i) code = code << 6 | (byte(i) & 0x3F);
  return code;
}

}  // namespace polyglue::model
