// std::optional as {has, value}.
#pragma once

#include <optional>

#include "polyglue/runtime/convert.hpp"

POLYGLUE_RUNTIME_BEGIN

template <class T, class O>
struct Convert<std::optional<T>, O, std::void_t<decltype(O::has), decltype(O::value)>> {
  using C = std::remove_cv_t<decltype(O::value)>;
  using Conversion = Convert<T, C>;
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return Conversion::flat(); }
  static constexpr bool needs_arena() { return Conversion::needs_arena(); }

  static pgl_status check(const O& optional) noexcept {
    if (optional.has > 1) return PGL_ERROR_RANGE;
    return optional.has ? Conversion::check(optional.value) : PGL_OK;
  }
  static std::optional<T> lift(const O& optional, Scratch& scratch) {
    if (!optional.has) return std::nullopt;
    return std::optional<T>(Conversion::lift(optional.value, scratch));
  }
  template <class V>
  static pgl_status lower(V& value, O& out, Lowering& to) {
    out.has = value ? 1 : 0;
    return value ? Conversion::lower(*value, out.value, to) : PGL_OK;
  }
};

template <class T>
struct IsView<std::optional<T>> : IsView<T> {};

POLYGLUE_RUNTIME_END
