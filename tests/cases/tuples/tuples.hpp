// Pairs and tuples.
#pragma once

#include <cstdint>
#include <string>
#include <tuple>
#include <utility>
#include <vector>

namespace tuples {

/// Quotient and remainder.
inline std::pair<std::int32_t, std::int32_t> divmod(std::int32_t a, std::int32_t b) { return {a / b, a % b}; }

inline std::pair<std::string, std::int32_t> swapped(const std::pair<std::int32_t, std::string>& pair) {
  return {pair.second, pair.first};
}

/// A name, an age and whether somebody is a member.
inline std::tuple<std::string, std::int32_t, bool> person() { return {"Ada", 36, true}; }

inline std::string describe(const std::tuple<std::string, std::int32_t, bool>& person) {
  return std::get<0>(person) + " (" + std::to_string(std::get<1>(person)) + ")" + (std::get<2>(person) ? " *" : "");
}

/// Each text with its length.
inline std::vector<std::pair<std::string, std::int32_t>> lengths(const std::vector<std::string>& texts) {
  std::vector<std::pair<std::string, std::int32_t>> result;
  for (const std::string& text : texts) result.emplace_back(text, static_cast<std::int32_t>(text.size()));
  return result;
}

/// A record that holds itself in pairs.
struct Outline {
  std::string title;
  std::vector<std::pair<std::int32_t, Outline>> parts = {};
};

/// The same one level deeper.
inline Outline below(const std::pair<std::int32_t, Outline>& part, const std::string& title) { return {title, {part}}; }

}  // namespace tuples
