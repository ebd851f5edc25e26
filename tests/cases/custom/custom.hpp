// Types of the library that cross as types hosts know, by a polyglue::converter.
#pragma once

#include <cstdint>
#include <optional>
#include <stdexcept>
#include <string>
#include <variant>
#include <vector>

#include <polyglue/converter.hpp>

namespace custom {

/// An identifier of 64 bits; hosts see sixteen hexadecimal digits.
class Uuid {
 public:
  explicit Uuid(std::uint64_t value) : value_(value) {}
  std::uint64_t value() const { return value_; }
  friend bool operator==(const Uuid&, const Uuid&) = default;

 private:
  std::uint64_t value_;
};

/// Money in cents; hosts see a number.
struct Cents {
  explicit Cents(std::int64_t count) : count(count) {}
  std::int64_t count;
};

/// A tag and a union; hosts see a variant.
struct Length {
  bool is_share = false;
  union {
    std::int64_t pixels = 0;
    double share;
  };
};

/// A bill.
struct Bill {
  Uuid id{0};
  std::int32_t number = 0;
};

}  // namespace custom

template <>
struct polyglue::converter<custom::Uuid> {
  using repr = std::string;
  static repr to(const custom::Uuid& id) {
    static const char* digits = "0123456789abcdef";
    std::string text(16, '0');
    for (int i = 0; i < 16; ++i) text[static_cast<std::size_t>(i)] = digits[id.value() >> (60 - 4 * i) & 15];
    return text;
  }
  /// Throws std::invalid_argument for anything but sixteen hexadecimal digits.
  static custom::Uuid from(const repr& text) {
    if (text.size() != 16) throw std::invalid_argument("a Uuid has 16 digits");
    std::uint64_t value = 0;
    for (const char c : text) {
      if (!((c >= '0' && c <= '9') || (c >= 'a' && c <= 'f'))) throw std::invalid_argument("not a hexadecimal digit");
      value = value << 4 | static_cast<std::uint64_t>(c <= '9' ? c - '0' : c - 'a' + 10);
    }
    return custom::Uuid(value);
  }
};

template <>
struct polyglue::converter<custom::Cents> {
  using repr = std::int64_t;
  static repr to(const custom::Cents& cents) { return cents.count; }
  static custom::Cents from(repr count) { return custom::Cents(count); }
};

template <>
struct polyglue::converter<custom::Length> {
  using repr = std::variant<std::int64_t, double>;
  static repr to(const custom::Length& length) {
    if (length.is_share) return length.share;
    return length.pixels;
  }
  static custom::Length from(const repr& value) {
    custom::Length length;
    if (const double* share = std::get_if<double>(&value)) {
      length.is_share = true;
      length.share = *share;
    } else {
      length.pixels = std::get<std::int64_t>(value);
    }
    return length;
  }
};

namespace custom {

inline Uuid next(const Uuid& id) { return Uuid(id.value() + 1); }
inline Cents tip(Cents amount) { return Cents(amount.count / 10); }
inline std::vector<Uuid> ids(std::int32_t count) {
  std::vector<Uuid> result;
  for (std::int32_t i = 0; i < count; ++i) result.emplace_back(static_cast<std::uint64_t>(i));
  return result;
}
inline std::optional<Uuid> find(const std::vector<Uuid>& ids, Uuid id) {
  for (const Uuid& one : ids) if (one == id) return one;
  return std::nullopt;
}
inline Length half(Length length) {
  if (length.is_share) length.share /= 2;
  else length.pixels /= 2;
  return length;
}
inline Bill numbered(Bill bill, std::int32_t number) { return {bill.id, number}; }

}  // namespace custom
