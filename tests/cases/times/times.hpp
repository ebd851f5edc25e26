// Instants and spans of time.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <vector>

namespace times {

using Clock = std::chrono::system_clock;

/// A meeting.
struct Meeting {
  std::chrono::sys_seconds start;
  std::chrono::minutes length{30};
  friend bool operator==(const Meeting&, const Meeting&) = default;
};

/// 1970-01-01.
inline Clock::time_point epoch() { return Clock::time_point{}; }
/// A day later.
inline Clock::time_point tomorrow(Clock::time_point today) { return today + std::chrono::hours{24}; }
/// From one instant to another; negative when `to` is before `from`.
inline Clock::duration between(Clock::time_point from, Clock::time_point to) { return to - from; }
inline std::chrono::milliseconds doubled(std::chrono::milliseconds span) { return 2 * span; }
inline std::chrono::nanoseconds nanoseconds(std::int64_t count) { return std::chrono::nanoseconds{count}; }
inline std::int64_t count_microseconds(std::chrono::microseconds span) { return span.count(); }
/// Real seconds.
inline double seconds(std::chrono::duration<double> span) { return span.count(); }
/// The last second before the year 10000.
inline std::chrono::sys_seconds far_future() { return std::chrono::sys_seconds{std::chrono::seconds{253402300799}}; }
inline std::chrono::sys_seconds end(const Meeting& meeting) { return meeting.start + meeting.length; }
inline Meeting postponed(Meeting meeting, std::chrono::seconds by) { return {meeting.start + by, meeting.length}; }
inline std::chrono::seconds total(const std::vector<std::chrono::seconds>& spans) {
  std::chrono::seconds sum{0};
  for (const auto span : spans) sum += span;
  return sum;
}
inline std::optional<std::chrono::seconds> positive(std::chrono::seconds span) {
  return span.count() > 0 ? std::optional(span) : std::nullopt;
}

}  // namespace times
