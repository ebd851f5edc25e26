// Sets, ordered and not.
#pragma once

#include <cstdint>
#include <set>
#include <string>
#include <unordered_set>
#include <vector>

namespace sets {

/// The different numbers among `values`.
inline std::set<std::int32_t> unique(const std::vector<std::int32_t>& values) { return {values.begin(), values.end()}; }

/// What is in both sets.
inline std::set<std::string> common(const std::set<std::string>& a, const std::set<std::string>& b) {
  std::set<std::string> result;
  for (const std::string& item : a) if (b.contains(item)) result.insert(item);
  return result;
}

/// The sum of a set's numbers; a number that is given twice counts once.
inline std::int64_t sum(const std::unordered_set<std::int32_t>& values) {
  std::int64_t result = 0;
  for (const std::int32_t value : values) result += value;
  return result;
}

inline std::unordered_set<std::string> single(std::string item) { return {std::move(item)}; }

}  // namespace sets
