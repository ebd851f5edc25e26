// Text in UTF-8: std::string, std::string_view, const char*, std::u8string, std::u8string_view.
#pragma once

#include <string>
#include <string_view>

#include "polyglue/runtime/convert.hpp"
#include "polyglue/runtime/text.hpp"

POLYGLUE_RUNTIME_BEGIN

template <class C>
struct IsView<std::basic_string_view<C>> : std::true_type {};

inline pgl_status check_doubtful_text(const pgl_str& text) noexcept {
  if (!text.data) return text.len ? PGL_ERROR_NULL : PGL_OK;
  if (text.len > PTRDIFF_MAX) return PGL_ERROR_LENGTH;
  return is_utf8(text.data, text.len) ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_UTF8);
}
inline pgl_status check_text(const pgl_str& text) noexcept {
  return kTrustedText ? static_cast<pgl_status>(PGL_OK) : check_doubtful_text(text);
}
inline pgl_status lower_text(const char* data, std::size_t len, pgl_str& out, Lowering& to) {
  if (!to.host_checks_text && !is_utf8(data, len)) return PGL_ERROR_UTF8;
  out.data = to.copies ? to.arena().copy(data, len) : data;
  out.len = len;
  return PGL_OK;
}

struct ConvertText {
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return kTrustedText; }
  static constexpr bool flat() { return false; }
  static constexpr bool needs_arena() { return false; }
  static pgl_status check(const pgl_str& text) noexcept { return check_text(text); }
};

template <>
struct Convert<std::string, pgl_str> : ConvertText {
  static std::string lift(const pgl_str& text, Scratch&) { return text.len ? std::string(text.data, text.len) : std::string(); }
  static pgl_status lower(const std::string& value, pgl_str& out, Lowering& to) {
    return lower_text(value.data(), value.size(), out, to);
  }
};

template <>
struct Convert<std::string_view, pgl_str> : ConvertText {
  static std::string_view lift(const pgl_str& text, Scratch&) noexcept { return {text.data, text.len}; }
  static pgl_status lower(std::string_view value, pgl_str& out, Lowering& to) {
    return lower_text(value.data(), value.size(), out, to);
  }
};

/// A C string cannot hold a NUL, so text with one is refused (PGL_ERROR_ARGUMENT).
template <>
struct Convert<const char*, pgl_str> : ConvertText {
  static constexpr bool always_valid() { return false; }
  static pgl_status check(const pgl_str& text) noexcept {
    if (text.len && text.data && text.len <= PTRDIFF_MAX && std::memchr(text.data, 0, text.len)) return PGL_ERROR_ARGUMENT;
    return check_text(text);
  }
  static const char* lift(const pgl_str& text, Scratch& scratch) {
    if (!text.len) return "";
    return scratch.keep(std::string(text.data, text.len)).c_str();
  }
  static pgl_status lower(const char* value, pgl_str& out, Lowering& to) {
    if (!value) return PGL_ERROR_NULL;
    return lower_text(value, std::strlen(value), out, to);
  }
};

#if defined(__cpp_char8_t) && defined(__cpp_lib_char8_t)
template <>
struct Convert<std::u8string, pgl_str> : ConvertText {
  static std::u8string lift(const pgl_str& text, Scratch&) {
    return text.len ? std::u8string(reinterpret_cast<const char8_t*>(text.data), text.len) : std::u8string();
  }
  static pgl_status lower(const std::u8string& value, pgl_str& out, Lowering& to) {
    return lower_text(reinterpret_cast<const char*>(value.data()), value.size(), out, to);
  }
};

template <>
struct Convert<std::u8string_view, pgl_str> : ConvertText {
  static std::u8string_view lift(const pgl_str& text, Scratch&) noexcept {
    return {reinterpret_cast<const char8_t*>(text.data), text.len};
  }
  static pgl_status lower(std::u8string_view value, pgl_str& out, Lowering& to) {
    return lower_text(reinterpret_cast<const char*>(value.data()), value.size(), out, to);
  }
};
#endif

POLYGLUE_RUNTIME_END
