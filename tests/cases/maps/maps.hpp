// Maps, ordered and not, with values of all kinds.
#pragma once

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace maps {

/// What a shop has of one thing.
struct Stock {
  std::int32_t count = 0;
  double price = 0;
  friend bool operator==(const Stock&, const Stock&) = default;
};

/// How often each word occurs in `text`; words are separated by blanks.
inline std::map<std::string, std::int32_t> count_words(std::string_view text) {
  std::map<std::string, std::int32_t> result;
  std::string word;
  for (const char c : text) {
    if (c != ' ') {
      word += c;
    } else if (!word.empty()) {
      ++result[word];
      word.clear();
    }
  }
  if (!word.empty()) ++result[word];
  return result;
}

inline std::int64_t sum_values(const std::map<std::string, std::int32_t>& counts) {
  std::int64_t sum = 0;
  for (const auto& [word, count] : counts) sum += count;
  return sum;
}

/// Keys and values change places.
inline std::unordered_map<std::int32_t, std::string> inverted(const std::unordered_map<std::string, std::int32_t>& map) {
  std::unordered_map<std::int32_t, std::string> result;
  for (const auto& [key, value] : map) result[value] = key;
  return result;
}

/// What the whole stock is worth.
inline double worth(const std::map<std::string, Stock>& stocks) {
  double sum = 0;
  for (const auto& [name, stock] : stocks) sum += stock.count * stock.price;
  return sum;
}

/// Numbers below `limit` by their last digit.
inline std::map<std::int32_t, std::vector<std::int32_t>> by_last_digit(std::int32_t limit) {
  std::map<std::int32_t, std::vector<std::int32_t>> result;
  for (std::int32_t i = 0; i < limit; ++i) result[i % 10].push_back(i);
  return result;
}

/// Squares of the numbers below `limit`.
inline std::map<std::int32_t, std::int64_t> squares(std::int32_t limit) {
  std::map<std::int32_t, std::int64_t> result;
  for (std::int32_t i = 0; i < limit; ++i) result[i] = std::int64_t{i} * i;
  return result;
}

}  // namespace maps
