// Operators of classes and records.
#pragma once

#include <compare>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <ostream>
#include <stdexcept>
#include <string>
#include <vector>

namespace operators {

/// A fraction; a class with all the operators numbers have.
class Fraction {
 public:
  Fraction(std::int64_t numerator, std::int64_t denominator) : numerator_(numerator), denominator_(denominator) {
    if (denominator == 0) throw std::invalid_argument("a denominator of 0");
  }

  std::int64_t numerator() const noexcept { return numerator_; }
  std::int64_t denominator() const noexcept { return denominator_; }

  friend bool operator==(const Fraction& a, const Fraction& b) {
    return a.numerator_ * b.denominator_ == b.numerator_ * a.denominator_;
  }
  friend std::strong_ordering operator<=>(const Fraction& a, const Fraction& b) {
    return a.numerator_ * b.denominator_ <=> b.numerator_ * a.denominator_;
  }
  friend Fraction operator+(const Fraction& a, const Fraction& b) {
    return {a.numerator_ * b.denominator_ + b.numerator_ * a.denominator_, a.denominator_ * b.denominator_};
  }
  friend Fraction operator-(const Fraction& a, const Fraction& b) { return a + -b; }
  friend Fraction operator*(const Fraction& a, std::int64_t factor) { return {a.numerator_ * factor, a.denominator_}; }
  /// @throws std::invalid_argument when `divisor` is 0
  Fraction operator/(std::int64_t divisor) const { return {numerator_, denominator_ * divisor}; }
  Fraction operator-() const { return {-numerator_, denominator_}; }
  Fraction& operator+=(const Fraction& other) { return *this = *this + other; }
  explicit operator bool() const noexcept { return numerator_ != 0; }
  /// The nearest whole number times `scale`.
  std::int64_t operator()(std::int64_t scale) const { return numerator_ * scale / denominator_; }
  friend std::ostream& operator<<(std::ostream& out, const Fraction& fraction) {
    return out << fraction.numerator_ << '/' << fraction.denominator_;
  }

 private:
  std::int64_t numerator_;
  std::int64_t denominator_;
};

/// A number that may be incomparable: only partially ordered.
class Measure {
 public:
  explicit Measure(double value) : value_(value) {}
  double value() const noexcept { return value_; }
  auto operator<=>(const Measure&) const = default;

 private:
  double value_;
};

/// Bits.
class Mask {
 public:
  explicit Mask(std::uint32_t bits = 0) : bits_(bits) {}
  std::uint32_t bits() const noexcept { return bits_; }
  Mask operator&(const Mask& other) const { return Mask(bits_ & other.bits_); }
  Mask operator|(const Mask& other) const { return Mask(bits_ | other.bits_); }
  Mask operator^(const Mask& other) const { return Mask(bits_ ^ other.bits_); }
  Mask operator~() const { return Mask(~bits_); }
  Mask operator<<(std::int32_t places) const { return Mask(bits_ << places); }
  Mask operator>>(std::int32_t places) const { return Mask(bits_ >> places); }
  /// One more bit, behind the others.
  Mask operator+(bool bit) const { return Mask(bits_ << 1 | std::uint32_t{bit}); }
  std::uint32_t operator%(std::uint32_t divisor) const { return bits_ % divisor; }
  bool operator==(const Mask&) const = default;

 private:
  std::uint32_t bits_;
};
inline std::string to_string(const Mask& mask) { return "mask " + std::to_string(mask.bits()); }

/// Functions with the names that operators have where there are no operators.
class Row {
 public:
  std::int32_t operator[](std::size_t index) const { return values_.at(index); }
  /// The value at `index`, or `otherwise`.
  std::int32_t get(std::size_t index, std::int32_t otherwise) const { return index < values_.size() ? values_[index] : otherwise; }
  /// Both, one after the other.
  Row operator+(const Row& other) const {
    Row result(*this);
    result.values_.insert(result.values_.end(), other.values_.begin(), other.values_.end());
    return result;
  }
  /// One value more.
  void add(std::int32_t value) { values_.push_back(value); }
  std::string to_text() const { return "a row"; }
  friend std::ostream& operator<<(std::ostream& out, const Row& row) { return out << row.values_.size() << " values"; }

 private:
  std::vector<std::int32_t> values_;
};

/// A record with operators.
struct Version {
  std::int32_t major = 0;
  std::int32_t minor = 0;
  auto operator<=>(const Version&) const = default;
};

}  // namespace operators

template <>
struct std::hash<operators::Fraction> {
  std::size_t operator()(const operators::Fraction& fraction) const noexcept {
    return static_cast<std::size_t>(fraction.numerator() * 31 / fraction.denominator());
  }
};
