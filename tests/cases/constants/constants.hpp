// Constants of the library and of its classes.
#pragma once

#include <cstdint>
#include <string_view>

namespace constants {

/// The answer.
inline constexpr std::int32_t answer = 42;
inline constexpr double pi = 3.141592653589793;
inline constexpr bool enabled = true;
inline constexpr std::string_view greeting = "Hello, \"world\"\n";
inline constexpr const char* site = "https://example.org";
inline constexpr std::uint64_t largest = 0xFFFF'FFFF'FFFF'FFFF;
inline constexpr std::int64_t smallest = -0x7FFF'FFFF'FFFF'FFFF - 1;

/// As their types have them, not as they are spelled.
inline constexpr std::uint64_t all_bits = std::uint64_t(-1);
inline constexpr std::int32_t three = std::int32_t(3.9);
enum { few = 7, huge = 0xFFFF'FFFF'FFFF'FFFE };

enum class Color : std::uint8_t { red, green };
inline constexpr Color favourite = Color::green;

/// Has constants of its own.
class Limits {
 public:
  /// The most there can be.
  static constexpr std::int32_t max = 100;
  static constexpr float ratio = 0.25F;
  std::int32_t current() const noexcept { return max / 2; }
};

/// Limits as they are now.
inline Limits limits() { return {}; }

/// A unit of length. There are but these.
class Unit {
 public:
  /// What all others are measured in.
  static const Unit meter;
  static const Unit mile;
  double meters() const noexcept { return meters_; }

 private:
  explicit Unit(double meters) : meters_(meters) {}
  double meters_;
};
inline const Unit Unit::meter(1);
inline const Unit Unit::mile(1609.344);

/// A length in another unit.
inline double convert(double length, const Unit& from, const Unit& to) { return length * from.meters() / to.meters(); }

}  // namespace constants
