// std::filesystem::path crosses as text.
#pragma once

#include <filesystem>

#include "polyglue/runtime/convert/string.hpp"

POLYGLUE_RUNTIME_BEGIN

template <>
struct Convert<std::filesystem::path, pgl_str> : ConvertText {
  // A host's paths need not be text.
  static constexpr bool always_valid() { return false; }
  static pgl_status check(const pgl_str& text) noexcept { return check_doubtful_text(text); }
#if defined(_WIN32)
  static constexpr bool needs_arena() { return true; }  // held as UTF-16
#endif
  static std::filesystem::path lift(const pgl_str& text, Scratch&) {
    if (!text.len) return {};
#if defined(__cpp_lib_char8_t)
    const auto* data = reinterpret_cast<const char8_t*>(text.data);
    return std::filesystem::path(data, data + text.len);
#else
    return std::filesystem::u8path(text.data, text.data + text.len);
#endif
  }
  static pgl_status lower(const std::filesystem::path& value, pgl_str& out, Lowering& to) {
#if defined(_WIN32)
    const auto text = value.u8string();
    const bool before = std::exchange(to.copies, true);
    const pgl_status status = lower_text(reinterpret_cast<const char*>(text.data()), text.size(), out, to);
    to.copies = before;
    return status;
#else
    return lower_text(value.native().data(), value.native().size(), out, to);
#endif
  }
};

POLYGLUE_RUNTIME_END
