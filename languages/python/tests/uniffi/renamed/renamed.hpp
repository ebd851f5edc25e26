#pragma once
#include <cstdint>
#include <memory>
#include <stdexcept>
#include <variant>

namespace renamed {

enum class Unit { metre, inch };
struct Size { double width, height; };
struct Line { double length; };
struct Dot {};
using Shape = std::variant<Line, Dot>;
class Failure : public std::runtime_error { public: using std::runtime_error::runtime_error; };
class TooLarge : public Failure {
 public:
  explicit TooLarge(double limit) : Failure("too large"), limit(limit) {}
  double limit;
};

class Meter {
 public:
  explicit Meter(std::uint32_t start) : value_(start) {}
  static std::shared_ptr<Meter> zeroed() { return std::make_shared<Meter>(0U); }
  std::uint32_t read(std::uint32_t times) const { return value_ * times; }
  void calibrate() {}

 private:
  std::uint32_t value_;
};

inline std::uint32_t double_it(std::uint32_t number) { return 2 * number; }
inline void internal() {}
inline Size scaled(const Size& size, Unit unit) {
  const double by = unit == Unit::inch ? 0.0254 : 1;
  if (size.width > 100) throw TooLarge(100);
  return {size.width * by, size.height * by};
}
inline Shape mirrored(const Shape& shape) { return shape; }

}  // namespace renamed
