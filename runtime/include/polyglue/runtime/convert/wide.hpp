// Text in UTF-16 and UTF-32: std::u16string, std::u32string, std::wstring, views of them, and pointers to such text that
// ends in NUL. It is made anew in both directions.
#pragma once

#include <cstdint>

#include "polyglue/runtime/convert/string.hpp"

POLYGLUE_RUNTIME_BEGIN

/// The character types of UTF-16 and UTF-32; which of them wchar_t is of, its size says.
template <class C>
inline constexpr bool kWide = kCharacters<const C> && !std::is_same_v<C, char>;

/// `text` must be UTF-8.
template <class C>
std::basic_string<C> widen(const pgl_str& text) {
  std::basic_string<C> result;
  result.reserve(text.len);
  const auto* at = reinterpret_cast<const unsigned char*>(text.data);
  const auto* const end = at + text.len;
  while (at != end) {
    std::uint32_t code = *at++;
    if (code >= 0x80) {
      const int more = code >= 0xF0 ? 3 : code >= 0xE0 ? 2 : 1;
      code &= 0x3FU >> more;
      for (int i = 0; i < more; ++i) code = code << 6 | (*at++ & 0x3FU);
    }
    if (sizeof(C) == 2 && code > 0xFFFF) {
      result += static_cast<C>(0xD7C0U + (code >> 10));
      code = 0xDC00U + (code & 0x3FFU);
    }
    result += static_cast<C>(code);
  }
  return result;
}

/// Appends `text` as UTF-8; false where it has a surrogate without its other half, or a number beyond Unicode.
template <class C>
bool narrow(std::basic_string_view<C> text, std::string& result) {
  for (std::size_t i = 0; i < text.size(); ++i) {
    auto code = static_cast<std::uint32_t>(text[i]);
    if (sizeof(C) == 2 && (code & 0xFC00U) == 0xD800U && i + 1 < text.size() && (static_cast<std::uint32_t>(text[i + 1]) & 0xFC00U) == 0xDC00U)
      code = 0x10000U + ((code & 0x3FFU) << 10) + (static_cast<std::uint32_t>(text[++i]) & 0x3FFU);
    if ((code & 0xFFFFF800U) == 0xD800U || code > 0x10FFFF) return false;
    const auto byte = [&](std::uint32_t value) { result += static_cast<char>(static_cast<unsigned char>(value)); };
    if (code < 0x80) {
      byte(code);
      continue;
    }
    const int more = code < 0x800 ? 1 : code < 0x10000 ? 2 : 3;
    byte((0xF00U >> (more + 1) & 0xFFU) | code >> (6 * more));
    for (int rest = more; rest-- > 0;) byte(0x80U | (code >> (6 * rest) & 0x3FU));
  }
  return true;
}

template <class C>
struct ConvertWide : ConvertText {
  static constexpr bool needs_arena() { return true; }
  static constexpr bool makes_handles() { return false; }
  static pgl_status lower(std::basic_string_view<C> value, pgl_str& out, Lowering& to) {
    std::string text;
    if (!narrow(value, text)) return PGL_ERROR_UTF8;
    return lower_copy(std::move(text), out, to);
  }
};

template <class C>
struct Convert<std::basic_string<C>, pgl_str, std::enable_if_t<kWide<C>>> : ConvertWide<C> {
  static std::basic_string<C> lift(const pgl_str& text, Scratch&) { return widen<C>(text); }
};

template <class C>
struct Convert<std::basic_string_view<C>, pgl_str, std::enable_if_t<kWide<C>>> : ConvertWide<C> {
  static std::basic_string_view<C> lift(const pgl_str& text, Scratch& scratch) { return scratch.keep(widen<C>(text)); }
};

/// As for const char*: text with a NUL is refused (PGL_ERROR_ARGUMENT).
template <class C>
struct Convert<const C*, pgl_str, std::enable_if_t<kWide<C>>> : ConvertWide<C> {
  static constexpr bool always_valid() { return false; }
  static pgl_status check(const pgl_str& text) noexcept { return Convert<const char*, pgl_str>::check(text); }
  static const C* lift(const pgl_str& text, Scratch& scratch) { return scratch.keep(widen<C>(text)).c_str(); }
  static pgl_status lower(const C* value, pgl_str& out, Lowering& to) {
    if (!value) return PGL_ERROR_NULL;
    return ConvertWide<C>::lower(value, out, to);
  }
};

POLYGLUE_RUNTIME_END
