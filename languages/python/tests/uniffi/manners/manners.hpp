#pragma once
#include <algorithm>
#include <chrono>
#include <compare>
#include <cstdint>
#include <functional>
#include <future>
#include <map>
#include <memory>
#include <optional>
#include <polyglue/task.hpp>
#include <span>
#include <stop_token>
#include <stdexcept>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace manners {

using Url = std::string;

// Neither in the order nor with the numbers that callers know.
enum class HTMLColor { deepBLUE = 7, None = 100, red = 3 };

struct Profile {
  std::uint8_t age;
  std::string name;
  float weight;
  std::optional<std::string> nick;
  std::vector<std::string> tags;
  std::map<std::string, std::int32_t> marks;
  HTMLColor color;
};
struct Empty {};

struct Circle { double radius = 2.5; };
struct TwoSides { double short_side, long_side; };
using Shape = std::variant<std::monostate, TwoSides, Circle>;
struct Nested { Shape shape; std::optional<Shape> other; Empty empty; };

class FlatError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  /// What a listener's other errors become.
  template <class Reason>
  static auto from_unexpected_callback_error(const Reason& reason);
};
class NotFound : public FlatError { public: using FlatError::FlatError; };
class OSError : public NotFound { public: using NotFound::NotFound; };
class Unexpected : public FlatError { public: using FlatError::FlatError; };
template <class Reason>
auto FlatError::from_unexpected_callback_error(const Reason& reason) {
  return Unexpected("unexpected: " + reason);
}

class RichError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
  class Code;
  class Described;
  class NotFound;
};
class RichError::Code : public RichError {
 public:
  Code(std::int32_t code, std::int16_t extended) : RichError("codes"), code(code), extendedCode(extended) {}
  std::int32_t code;
  std::int16_t extendedCode;
};
class RichError::Described : public RichError {
 public:
  explicit Described(std::string why) : RichError("said"), reason(std::move(why)) {}
  std::string reason;
};
class RichError::NotFound : public RichError { public: NotFound() : RichError("nothing there") {} };

class Counter {
 public:
  explicit Counter(std::int32_t start);
  Counter(const Counter&) = delete;
  ~Counter();
  static std::shared_ptr<Counter> fromText(const std::string& text);
  std::int32_t increment(std::int32_t by) { return value_ += by; }
  std::int32_t value() const { return value_; }
  bool is_same(const std::shared_ptr<Counter>& other) const { return other.get() == this; }
  std::shared_ptr<Counter> itself();
  bool meet();
  friend bool operator==(const Counter& a, const Counter& b) { return a.value_ == b.value_; }
  friend std::strong_ordering operator<=>(const Counter& a, const Counter& b) { return a.value_ <=> b.value_; }

 private:
  std::int32_t value_;
};
std::string to_string(const Counter& counter);

class Caller {
 public:
  Caller() = default;
  std::int32_t call(const std::function<std::int32_t(std::int32_t)>& function, std::int32_t value) const { return function(value) + 1; }
};

class Patch {
 public:
  static std::unique_ptr<Patch> of(HTMLColor color) { return std::unique_ptr<Patch>(new Patch(color)); }
  HTMLColor color() const { return color_; }

 private:
  explicit Patch(HTMLColor color) : color_(color) {}
  HTMLColor color_;
};

class Trouble : public std::exception {
 public:
  explicit Trouble(std::string what) : what_(std::move(what)) {}
  static std::shared_ptr<Trouble> twice(const std::string& what, std::uint32_t times);
  const char* what() const noexcept override { return what_.c_str(); }
  virtual std::vector<std::string> chain(const std::string& first) const { return {first, what_}; }
  Trouble deeper() const { return Trouble(what_ + ", deeper"); }
  void again() const { throw *this; }
  std::future<std::uint32_t> length() const;
  bool operator==(const Trouble& other) const { return what_ == other.what_; }
  static Trouble from_unexpected_callback_error(const std::string& reason) { return Trouble("unexpected: " + reason); }

 protected:
  std::string what_;
};
std::string to_string(const Trouble& trouble);

class Mishap {
 public:
  virtual ~Mishap() = default;
  virtual std::int32_t code() const = 0;
};

class Counter;
class Listener {
 public:
  virtual ~Listener() = default;
  virtual std::string heard(const std::string& what, const std::optional<Shape>& shape) = 0;
  virtual std::shared_ptr<Listener> next() = 0;
  virtual std::uint32_t class_() { return 1; }
  virtual std::uint32_t close() { return 2; }
};
class Slowly {
 public:
  virtual ~Slowly() = default;
  virtual polyglue::task<std::string> hear(std::string what) = 0;
};
class Asker {
 public:
  virtual ~Asker() = default;
  virtual std::string ask(const std::string& what) = 0;
  virtual std::string ask_rich(const std::string& what) = 0;
  virtual polyglue::task<std::shared_ptr<Listener>> later(std::string what) = 0;
};
class Counsel {
 public:
  virtual ~Counsel() = default;
  virtual std::uint32_t ask(const std::vector<std::string>& all, const std::shared_ptr<Trouble>& trouble, const std::shared_ptr<Listener>& listener,
                            std::shared_ptr<Counter> none) = 0;
};

class Slow {
 public:
  explicit Slow(std::uint32_t value) : value_(value) {}
  static std::future<std::shared_ptr<Slow>> create(std::uint32_t milliseconds);
  static std::future<std::unique_ptr<Slow>> fromText(std::string text);
  std::uint32_t value() const { return value_; }
  polyglue::task<std::uint32_t> add(std::uint32_t by);

 private:
  std::uint32_t value_;
};

// What implements it is nobody's business.
class Named {
 public:
  virtual ~Named() = default;
  virtual std::string name() const = 0;
  std::string greeting(const std::shared_ptr<Named>& other) const { return name() + " greets " + other->name(); }
};
std::shared_ptr<Named> named(std::string_view name);

std::uint8_t add(std::uint8_t a, std::uint8_t b);
std::int8_t small(std::int8_t value);
std::uint64_t large(std::uint64_t value);
double half(double value);
float single(float value);
bool negate(bool value);
std::string shout(std::string_view text);
std::vector<std::uint8_t> reversed(std::span<const std::uint8_t> data);
std::chrono::sys_time<std::chrono::microseconds> later(std::chrono::sys_time<std::chrono::microseconds> when, std::chrono::nanoseconds by);
std::vector<std::int32_t> doubled(const std::vector<std::int32_t>& values);
std::map<std::string, std::int32_t> lengths(const std::vector<std::string>& words);
Profile grow(Profile profile);
std::vector<Profile> crowd(std::uint32_t count);
HTMLColor next_color(HTMLColor color);
std::string colorOf(HTMLColor color, const std::optional<std::string>& suffix);
Shape scaled(const Shape& shape, double by);
std::vector<Shape> shapes();
Nested nest(const Nested& nested);
void fail_flat(std::uint32_t how);
void fail_rich(std::uint32_t how);
void fail_otherwise(std::uint32_t how);
Url parent(const Url& url);
std::uint32_t class_(std::uint32_t import);
std::uint64_t alive();
bool meet();
std::future<std::string> greet_later(std::string name, std::uint32_t milliseconds);
std::future<std::uint32_t> fail_later(std::uint32_t milliseconds);
std::future<void> wait_for_ever(std::stop_token stop);
void add_to_all(std::span<std::uint8_t> data, std::uint8_t by);
std::uint8_t older(Profile& profile, std::vector<std::string>& tags);
std::uint32_t swapAll(std::span<std::byte> first, std::span<const std::uint8_t> by, std::vector<std::uint8_t>& second);
std::string describe(const Shape& shape, std::uint8_t times);
std::string describe_last(std::uint8_t times, const Shape& shape);
void make_trouble(const std::string& what, bool plain);
Trouble trouble_of(std::string what);
std::vector<std::shared_ptr<Trouble>> pass_on(std::vector<std::shared_ptr<Trouble>> troubles);
void mishap(std::int32_t code);
std::string tell(const std::shared_ptr<Listener>& listener, const std::string& what);
std::vector<std::shared_ptr<Listener>> tell_all(std::vector<std::shared_ptr<Listener>> listeners, const std::string& what);
std::string told(const std::shared_ptr<Counsel>& counsel, const std::vector<std::shared_ptr<Listener>>& listeners);
std::shared_ptr<Listener> listener(std::string name);
std::uint32_t class_and_close(const std::shared_ptr<Listener>& listener);
std::string ask(const std::shared_ptr<Asker>& asker, const std::string& what);
std::string ask_on(const std::shared_ptr<Asker>& asker, const std::string& what);
std::string ask_rich(const std::shared_ptr<Asker>& asker, const std::string& what);
polyglue::task<std::string> ask_later(std::shared_ptr<Asker> asker, std::string what);
double radius_of(const Shape& shape);
polyglue::task<std::string> tell_slowly(std::shared_ptr<Slowly> slowly, std::string what);
std::uint64_t waiting();

}  // namespace manners

template <>
struct std::hash<manners::Trouble> {
  std::size_t operator()(const manners::Trouble& trouble) const noexcept { return std::hash<std::string>()(trouble.what()); }
};

template <>
struct std::hash<manners::Counter> {
  std::size_t operator()(const manners::Counter& counter) const noexcept { return static_cast<std::size_t>(counter.value()); }
};
