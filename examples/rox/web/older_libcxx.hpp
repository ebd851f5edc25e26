// What the standard library of Debian 12's Emscripten (libc++ 13) lacks of the C++20 that rox uses. Compiled in front of
// every source by -include; empty with a newer one. rox itself knows nothing of it.
#pragma once

#ifdef __cplusplus
#include <version>
#endif
#if defined(_LIBCPP_VERSION) && _LIBCPP_VERSION < 16000

#include <algorithm>
#include <cerrno>
#include <charconv>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <iterator>
#include <string>
#include <system_error>

namespace std {

template <class To, class From>
constexpr To bit_cast(const From& from) noexcept {
  return __builtin_bit_cast(To, from);
}

namespace ranges {

struct Same {
  template <class T>
  constexpr T&& operator()(T&& value) const noexcept {
    return static_cast<T&&>(value);
  }
};

/// "less" on what `key` makes of two elements.
template <class Less, class Key>
auto by(Less& less, Key& key) {
  return [&](const auto& a, const auto& b) { return static_cast<bool>(std::invoke(less, std::invoke(key, a), std::invoke(key, b))); };
}

template <class Range, class Less = std::less<>, class Key = Same>
void sort(Range&& range, Less less = {}, Key key = {}) {
  std::sort(std::begin(range), std::end(range), by(less, key));
}
template <class Range, class Less = std::less<>, class Key = Same>
bool is_sorted(Range&& range, Less less = {}, Key key = {}) {
  return std::is_sorted(std::begin(range), std::end(range), by(less, key));
}
template <class Range, class Less = std::less<>, class Key = Same>
auto minmax_element(Range&& range, Less less = {}, Key key = {}) {
  return std::minmax_element(std::begin(range), std::end(range), by(less, key));
}
template <class Range, class Value, class Less = std::less<>, class Key = Same>
auto lower_bound(Range&& range, const Value& value, Less less = {}, Key key = {}) {
  return std::lower_bound(std::begin(range), std::end(range), value,
                          [&](const auto& item, const Value& wanted) { return std::invoke(less, std::invoke(key, item), wanted); });
}
template <class Range, class Value, class Less = std::less<>, class Key = Same>
auto upper_bound(Range&& range, const Value& value, Less less = {}, Key key = {}) {
  return std::upper_bound(std::begin(range), std::end(range), value,
                          [&](const Value& wanted, const auto& item) { return std::invoke(less, wanted, std::invoke(key, item)); });
}
template <class Range, class Value>
auto find(Range&& range, const Value& value) {
  return std::find(std::begin(range), std::end(range), value);
}
template <class Range, class Test>
auto find_if(Range&& range, Test test) {
  return std::find_if(std::begin(range), std::end(range), [&](const auto& item) { return static_cast<bool>(std::invoke(test, item)); });
}
template <class Range, class Test>
bool all_of(Range&& range, Test test) {
  return std::all_of(std::begin(range), std::end(range), [&](const auto& item) { return static_cast<bool>(std::invoke(test, item)); });
}
template <class Range, class Test>
auto count_if(Range&& range, Test test) {
  return std::count_if(std::begin(range), std::end(range), [&](const auto& item) { return static_cast<bool>(std::invoke(test, item)); });
}
template <class Range, class Out, class Test>
void copy_if(Range&& range, Out out, Test test) {
  std::copy_if(std::begin(range), std::end(range), out, [&](const auto& item) { return static_cast<bool>(std::invoke(test, item)); });
}
template <class Range, class Out, class Change>
void transform(Range&& range, Out out, Change change) {
  std::transform(std::begin(range), std::end(range), out, change);
}
template <class Range, class Value>
void replace(Range&& range, const Value& before, const Value& after) {
  std::replace(std::begin(range), std::end(range), before, after);
}
template <class Range, class Test, class Value>
void replace_if(Range&& range, Test test, const Value& after) {
  std::replace_if(std::begin(range), std::end(range), test, after);
}

}  // namespace ranges

/// By strtod, for decimal numbers, infinity and NaN, in the locale "C".
inline from_chars_result from_chars(const char* first, const char* last, double& value) {
  const char* at = first;
  const auto digits = [&] {
    const char* start = at;
    while (at != last && *at >= '0' && *at <= '9') ++at;
    return at != start;
  };
  const auto word = [&](const char* text) {
    const char* from = at;
    for (; *text; ++text, ++from) {
      if (from == last || (*from | 32) != *text) return false;
    }
    at = from;
    return true;
  };
  if (at != last && *at == '-') ++at;
  if (!word("infinity") && !word("inf") && !word("nan")) {
    bool any = digits();
    if (at != last && *at == '.') {
      ++at;
      const bool more = digits();
      if (!any && !more) return {first, errc::invalid_argument};
      any = true;
    }
    if (!any) return {first, errc::invalid_argument};
    if (at != last && (*at | 32) == 'e') {
      const char* mantissa = at++;
      if (at != last && (*at == '-' || *at == '+')) ++at;
      if (!digits()) at = mantissa;
    }
  }
  errno = 0;
  const double result = strtod(string(first, at).c_str(), nullptr);
  if (errno == ERANGE && (result == 0 || std::isinf(result))) return {at, errc::result_out_of_range};
  value = result;
  return {at, errc{}};
}

inline to_chars_result copy_chars(char* first, char* last, const char* text, int length) {
  if (length < 0 || last - first < length) return {last, errc::value_too_large};
  memcpy(first, text, static_cast<size_t>(length));
  return {first + length, errc{}};
}

inline to_chars_result to_chars(char* first, char* last, double value, chars_format format, int precision) {
  char text[512];
  const char* pattern = format == chars_format::fixed ? "%.*f" : format == chars_format::scientific ? "%.*e" : "%.*g";
  return copy_chars(first, last, text, snprintf(text, sizeof text, pattern, precision, value));
}

/// How many digits after the first one tell this number from all others.
inline int digits_needed(double value) {
  char text[64];
  for (int precision = 0; precision < 17; ++precision) {
    snprintf(text, sizeof text, "%.*e", precision, value);
    if (strtod(text, nullptr) == value) return precision;
  }
  return 17;
}

inline to_chars_result to_chars(char* first, char* last, double value, chars_format format) {
  const int digits = std::isfinite(value) ? digits_needed(value) : 0;
  if (format != chars_format::fixed) return to_chars(first, last, value, format, format == chars_format::general ? digits + 1 : digits);
  const int exponent = value == 0 || !std::isfinite(value) ? 0 : static_cast<int>(std::floor(std::log10(std::fabs(value)) + 1e-9));
  return to_chars(first, last, value, format, std::max(0, digits - exponent));
}

inline to_chars_result to_chars(char* first, char* last, double value) { return to_chars(first, last, value, chars_format::general); }

}  // namespace std

#endif
