// Numbers, truth values and characters of every width.
#pragma once

#include <cstddef>
#include <cstdint>
#include <stdexcept>

namespace scalars {

/// Whether `value` is false.
inline bool negate(bool value) noexcept { return !value; }

inline std::int8_t echo_i8(std::int8_t value) { return value; }
inline std::uint8_t echo_u8(std::uint8_t value) { return value; }
inline std::int16_t echo_i16(std::int16_t value) { return value; }
inline std::uint16_t echo_u16(std::uint16_t value) { return value; }
inline std::int32_t echo_i32(std::int32_t value) { return value; }
inline std::uint32_t echo_u32(std::uint32_t value) { return value; }
inline std::int64_t echo_i64(std::int64_t value) { return value; }
inline std::uint64_t echo_u64(std::uint64_t value) { return value; }
inline long echo_long(long value) { return value; }
inline unsigned long long echo_ulonglong(unsigned long long value) { return value; }
inline std::size_t echo_size(std::size_t value) { return value; }
inline float echo_f32(float value) { return value; }
inline double echo_f64(double value) { return value; }
/// One ASCII character.
inline char echo_char(char value) { return value; }
/// One Unicode scalar value.
inline char32_t echo_codepoint(char32_t value) { return value; }

/// The sum of two numbers; never fails.
/// @param a the first number
/// @param b the second number
/// @return their sum
inline double add(double a, double b) noexcept { return a + b; }

/// Whole division.
/// @throws std::invalid_argument when `divisor` is 0
inline std::int32_t divide(std::int32_t dividend, std::int32_t divisor) {
  if (divisor == 0) throw std::invalid_argument("division by zero");
  return dividend / divisor;
}

/// Does nothing.
inline void nothing() noexcept {}

}  // namespace scalars
