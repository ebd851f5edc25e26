// Scoped, unscoped and flag enums.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace enums {

/// What a traffic light shows.
enum class Light : std::uint8_t {
  red,     ///< stop
  yellow,  ///< get ready
  green,   ///< go
};

/// Unscoped, with numbers of its own.
enum Level { level_low = -10, level_mid = 0, level_high = 10 };

/// Combine with |.
enum class Permission : std::uint32_t {
  none = 0,
  read = 1,
  write = 2,
  execute = 4,
};
constexpr Permission operator|(Permission a, Permission b) {
  return static_cast<Permission>(static_cast<std::uint32_t>(a) | static_cast<std::uint32_t>(b));
}
constexpr Permission operator&(Permission a, Permission b) {
  return static_cast<Permission>(static_cast<std::uint32_t>(a) & static_cast<std::uint32_t>(b));
}

/// Values beyond 32 bits.
enum class Big : std::uint64_t { small = 1, huge = 0xFFFF'FFFF'FFFF'FFFF };

/// Holds enums.
struct Crossing {
  Light light = Light::yellow;
  Permission permission = Permission::read;
  friend bool operator==(const Crossing&, const Crossing&) = default;
};

/// The light that comes next.
inline Light next(Light light) {
  switch (light) {
    case Light::red: return Light::green;
    case Light::yellow: return Light::red;
    case Light::green: return Light::yellow;
  }
  return Light::red;
}
/// As C declares them.
typedef enum { near_side, far_side } Side;
inline Side opposite(Side side) { return side == near_side ? far_side : near_side; }

inline std::string name(Light light) { return light == Light::red ? "red" : light == Light::yellow ? "yellow" : "green"; }
inline Level raise(Level level) { return level == level_low ? level_mid : level_high; }
inline Permission grant(Permission a, Permission b) { return a | b; }
inline bool may_write(Permission permission) { return (permission & Permission::write) != Permission::none; }
inline Big bigger(Big) { return Big::huge; }
inline Crossing go(Crossing crossing) { return {Light::green, crossing.permission | Permission::execute}; }
inline std::vector<Light> cycle(std::span<const Light> lights) {
  std::vector<Light> result;
  for (const Light light : lights) result.push_back(next(light));
  return result;
}
inline std::optional<Light> parse(const std::string& text) {
  for (const Light light : {Light::red, Light::yellow, Light::green}) if (name(light) == text) return light;
  return std::nullopt;
}

}  // namespace enums
