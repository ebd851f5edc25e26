#pragma once
#include <algorithm>
#include <cstdint>
#include <expected>
#include <manners.hpp>
#include <map>
#include <memory>
#include <optional>
#include <polyglue/converter.hpp>
#include <polyglue/task.hpp>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

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

// One custom type is an alias, the other a class with a converter.
using Url = std::string;
struct Ticks { std::int64_t count; };
struct Page {
  Url url;
  std::optional<std::vector<Url>> links;
  Ticks at;
};
class NoParent : public Failure {
 public:
  explicit NoParent(std::string_view url) : Failure("no parent"), url(url) {}
  Url url;
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
inline Url parent(std::string_view url) {
  const auto slash = url.rfind('/');
  if (slash == std::string_view::npos || url[slash - 1] == '/') throw NoParent(url);
  return Url(url.substr(0, slash));
}
inline std::vector<Url> links(const std::optional<Url>& base, const std::map<std::string, Url>& named, const std::vector<Url>& more) {
  std::vector<Url> out = more;
  if (base) out.push_back(*base);
  for (const auto& [name, url] : named) out.push_back(url + "#" + name);
  return out;
}
inline Page visited(const Page& page) { return {page.url + "?visited", page.links, {page.at.count + 1}}; }
inline manners::Profile aged(manners::Profile profile, manners::HTMLColor color) {
  if (profile.age > 100) throw manners::NotFound("nobody is as old");
  profile.age = static_cast<std::uint8_t>(profile.age + 1);
  profile.color = color;
  return profile;
}
inline std::shared_ptr<manners::Patch> painted(const std::shared_ptr<manners::Patch>& patch, manners::HTMLColor color) {
  return patch->color() == color ? patch : manners::Patch::of(color);
}
inline std::vector<std::shared_ptr<manners::Patch>> swapped(std::vector<std::shared_ptr<manners::Patch>> patches) {
  std::reverse(patches.begin(), patches.end());
  return patches;
}
inline bool are_same(const manners::Patch& a, const manners::Patch& b) { return &a == &b; }
inline std::shared_ptr<manners::Slowly> itself(std::shared_ptr<manners::Slowly> slowly) { return slowly; }
inline polyglue::task<std::string> pass_on(std::shared_ptr<manners::Slowly> slowly, std::string what) { co_return "passed on: " + co_await slowly->hear(what); }
class Slip : public manners::Mishap {
 public:
  explicit Slip(std::int32_t code) : code_(code) {}
  std::int32_t code() const override { return code_; }

 private:
  std::int32_t code_;
};
inline void slip(std::int32_t code) { throw Slip(code); }
inline manners::Nested reshaped(manners::Nested nested, const Shape& shape) {
  if (const auto* line = std::get_if<Line>(&shape)) nested.other = manners::Circle{line->length};
  return nested;
}
struct Knotted {
  struct Loose { std::uint32_t ends; };
  struct Tight { std::vector<Knotted> inside; };
  std::variant<Loose, Tight> is;
};
inline Knotted tighten(const Knotted& knotted, Knotted more) { return {Knotted::Tight{{knotted, std::move(more)}}}; }
struct Place {
  std::optional<std::uint32_t> number;
  std::string town;
  auto operator<=>(const Place&) const = default;
};
inline Place same(Place place) { return place; }
struct Hole { std::uint32_t size; };
struct Rip {};
using Tear = std::variant<Hole, Rip>;
struct Torn {
  std::optional<Tear> worst;
  std::vector<Tear> all;
};
inline Torn torn(Torn torn, const std::optional<Tear>& more) {
  if (torn.all.size() > 1) throw torn.all.front();
  if (more) torn.all.push_back(*more);
  torn.worst = Hole{9};
  return torn;
}
// An error that is a value.
struct Snag {
  struct Knot { std::string why; std::uint32_t at; };
  struct Snapped {};
  std::variant<Knot, Snapped> kind;
  std::string message() const { return kind.index() == 0 ? std::get<Knot>(kind).why : "it snapped"; }
};
inline std::expected<std::uint32_t, Snag> pull(std::uint32_t threads) {
  if (threads == 0) return std::unexpected(Snag{Snag::Snapped{}});
  if (threads > 9) return std::unexpected(Snag{Snag::Knot{"too many", threads}});
  return 2 * threads;
}
inline std::optional<Snag> snag(std::uint32_t threads) {
  const auto pulled = pull(threads);
  return pulled ? std::nullopt : std::optional(pulled.error());
}
inline polyglue::task<std::expected<std::uint32_t, Snag>> pull_later(std::uint32_t threads) { co_return pull(threads); }
inline Ticks next(Ticks ticks) { return {ticks.count + 1}; }

}  // namespace renamed

template <>
struct polyglue::converter<renamed::Ticks> {
  using repr = std::int64_t;
  static repr to(const renamed::Ticks& ticks) { return ticks.count; }
  static renamed::Ticks from(repr count) { return {count}; }
};
