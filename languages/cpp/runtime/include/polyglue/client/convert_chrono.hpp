// Instants and spans of time.
#ifndef POLYGLUE_CLIENT_CONVERT_CHRONO_HPP
#define POLYGLUE_CLIENT_CONVERT_CHRONO_HPP

#include <chrono>
#include <cstdint>
#include <limits>
#include <ratio>

#include "polyglue/client/convert.hpp"

namespace polyglue::client {
namespace detail {

template <class C, class Rep, class Period>
void lower_time(std::chrono::duration<Rep, Period> value, C& out) noexcept {
  using namespace std::chrono;
  if constexpr (std::is_floating_point_v<Rep>) {
    const duration<Rep> whole = value;
    constexpr Rep limit = static_cast<Rep>(std::numeric_limits<std::int64_t>::max());
    // Not a number, or out of range: the library refuses so many nanoseconds and says why.
    if (!(whole.count() > -limit && whole.count() < limit)) {
      out.nanos = std::numeric_limits<std::uint32_t>::max();
      return;
    }
  }
  seconds whole = duration_cast<seconds>(value);
  auto rest = duration_cast<nanoseconds>(value - whole);
  if (rest.count() < 0) {
    whole -= seconds(1);
    rest += seconds(1);
  }
  out.seconds = whole.count();
  out.nanos = static_cast<std::uint32_t>(rest.count());
}

/// What the span cannot hold becomes the nearest it can.
template <class Duration, class C>
[[nodiscard]] Duration lift_time(const C& value) noexcept {
  using namespace std::chrono;
  using Rep = typename Duration::rep;
  if constexpr (std::is_floating_point_v<Rep>) {
    return Duration(duration<Rep>(static_cast<Rep>(value.seconds) + static_cast<Rep>(value.nanos) / Rep(1000000000)));
  } else {
    if constexpr (std::ratio_less_v<typename Duration::period, std::ratio<1>>) {
      if (value.seconds >= duration_cast<seconds>((Duration::max)()).count()) return (Duration::max)();
      if (value.seconds <= duration_cast<seconds>((Duration::min)()).count()) return (Duration::min)();
    }
    return duration_cast<Duration>(seconds(value.seconds)) + duration_cast<Duration>(nanoseconds(value.nanos));
  }
}

}  // namespace detail

template <class Rep, class Period>
struct convert<std::chrono::duration<Rep, Period>> {
  using T = std::chrono::duration<Rep, Period>;
  static void lower(T value, pgl_duration& out, scratch&) noexcept { detail::lower_time(value, out); }
  static T lift(const pgl_duration& value) noexcept { return detail::lift_time<T>(value); }
};

template <class Duration>
struct convert<std::chrono::time_point<std::chrono::system_clock, Duration>> {
  using T = std::chrono::time_point<std::chrono::system_clock, Duration>;
  static void lower(T value, pgl_timestamp& out, scratch&) noexcept { detail::lower_time(value.time_since_epoch(), out); }
  static T lift(const pgl_timestamp& value) noexcept { return T(detail::lift_time<Duration>(value)); }
};

}  // namespace polyglue::client

#endif
