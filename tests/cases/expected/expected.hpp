// Errors as values: std::expected.
#pragma once

#include <cstddef>
#include <cstdint>
#include <expected>
#include <string>
#include <string_view>

namespace expected {

/// Why a text is no number.
struct ParseError {
  std::size_t position = 0;
  std::string message;
  friend bool operator==(const ParseError&, const ParseError&) = default;
};

/// Why there is no connection.
enum class Refusal : std::uint8_t { busy, forbidden };

/// Reads a number of decimal digits.
inline std::expected<std::int32_t, ParseError> parse(std::string_view text) {
  std::int32_t value = 0;
  if (text.empty()) return std::unexpected(ParseError{0, "empty"});
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] < '0' || text[i] > '9') return std::unexpected(ParseError{i, "not a digit"});
    value = value * 10 + (text[i] - '0');
  }
  return value;
}

/// Text as a result.
inline std::expected<std::string, ParseError> quoted(std::string_view text) {
  if (text.empty()) return std::unexpected(ParseError{0, "empty"});
  return '"' + std::string(text) + '"';
}

/// Succeeds with nothing, or says why not.
inline std::expected<void, Refusal> connect(std::int32_t port) {
  if (port == 0) return std::unexpected(Refusal::busy);
  if (port < 1024) return std::unexpected(Refusal::forbidden);
  return {};
}

}  // namespace expected
