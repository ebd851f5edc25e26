// std::chrono::duration and time points of the system's clock as seconds and nanoseconds.
#pragma once

#include <chrono>
#include <cmath>

#include "polyglue/runtime/convert.hpp"

POLYGLUE_RUNTIME_BEGIN

/// A span of time in whole ticks or in floating point, without overflow on the way.
template <class D>
struct Span {
  using Rep = typename D::rep;
  static constexpr std::int64_t num = D::period::num, den = D::period::den;
  static constexpr std::int64_t kNanos = 1000000000;
  static_assert(std::is_floating_point_v<Rep> || num <= std::numeric_limits<std::int64_t>::max() / kNanos / den,
                "a period this odd needs a converter");

  /// Rounds down to ticks; false if they do not fit.
  static bool ticks(std::int64_t seconds, std::uint32_t nanos, Rep& out) noexcept {
    if constexpr (std::is_floating_point_v<Rep>) {
      out = static_cast<Rep>((static_cast<long double>(seconds) + static_cast<long double>(nanos) / kNanos) * den / num);
      return true;
    } else {
      std::int64_t whole = seconds / num, rest = seconds % num;
      if (rest < 0) --whole, rest += num;
      const std::int64_t part = (rest * kNanos + nanos) * den / (num * kNanos);  // below den
      constexpr std::int64_t max = std::numeric_limits<std::int64_t>::max(), min = std::numeric_limits<std::int64_t>::min();
      // One less than whole, so that the least time, whose parts are too large each, still gets through.
      std::int64_t count;
      if (whole >= 0) {
        if (whole > (max - part) / den) return false;
        count = whole * den + part;
      } else {
        const std::int64_t back = den - part;  // whole * den + part == (whole + 1) * den - back
        if (whole + 1 < (min + back) / den) return false;
        count = (whole + 1) * den - back;
      }
      if (!fits<Rep>(count)) return false;
      out = static_cast<Rep>(count);
      return true;
    }
  }
  /// False if there is no such number of seconds.
  static bool parts(Rep count, std::int64_t& seconds, std::uint32_t& nanos) noexcept {
    if constexpr (std::is_floating_point_v<Rep>) {
      const long double exact = static_cast<long double>(count) * num / den;
      const long double down = std::floor(exact);
      if (!(down >= -9223372036854775808.0L && down < 9223372036854775808.0L)) return false;
      seconds = static_cast<std::int64_t>(down);
      nanos = static_cast<std::uint32_t>((exact - down) * kNanos);
      if (nanos >= kNanos) nanos = kNanos - 1;
      return true;
    } else {
      if (!fits<std::int64_t>(count)) return false;
      const std::int64_t value = static_cast<std::int64_t>(count);
      std::int64_t whole = value / den, rest = value % den;
      if (rest < 0) --whole, rest += den;
      const std::int64_t part = rest * num / den;
      constexpr std::int64_t max = std::numeric_limits<std::int64_t>::max(), min = std::numeric_limits<std::int64_t>::min();
      if (whole > (max - part) / num || whole < min / num) return false;
      seconds = whole * num + part;
      nanos = static_cast<std::uint32_t>(rest * num % den * kNanos / den);
      return true;
    }
  }
};

struct ConvertTime {
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return true; }
  static constexpr bool needs_arena() { return false; }
};

template <class Rep, class Period>
struct Convert<std::chrono::duration<Rep, Period>, pgl_duration> : ConvertTime {
  using T = std::chrono::duration<Rep, Period>;
  static pgl_status check(const pgl_duration& time) noexcept {
    Rep count;
    return time.nanos < 1000000000u && Span<T>::ticks(time.seconds, time.nanos, count) ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_RANGE);
  }
  static T lift(const pgl_duration& time, Scratch&) {
    Rep count{};
    Span<T>::ticks(time.seconds, time.nanos, count);
    return T(count);
  }
  static pgl_status lower(const T& value, pgl_duration& out, Lowering&) noexcept {
    return Span<T>::parts(value.count(), out.seconds, out.nanos) ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_RANGE);
  }
};

template <class D>
struct Convert<std::chrono::time_point<std::chrono::system_clock, D>, pgl_timestamp> : ConvertTime {
  using T = std::chrono::time_point<std::chrono::system_clock, D>;
  static pgl_status check(const pgl_timestamp& time) noexcept {
    typename D::rep count;
    return time.nanos < 1000000000u && Span<D>::ticks(time.seconds, time.nanos, count) ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_RANGE);
  }
  static T lift(const pgl_timestamp& time, Scratch&) {
    typename D::rep count{};
    Span<D>::ticks(time.seconds, time.nanos, count);
    return T(D(count));
  }
  static pgl_status lower(const T& value, pgl_timestamp& out, Lowering&) noexcept {
    return Span<D>::parts(value.time_since_epoch().count(), out.seconds, out.nanos) ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_RANGE);
  }
};

POLYGLUE_RUNTIME_END
