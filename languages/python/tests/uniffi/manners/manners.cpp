#include "manners.hpp"

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

namespace manners {
namespace {
std::atomic<std::uint64_t> counters{0}, waiters{0};

/// Another kind of trouble, which callers know as such.
class Hidden : public Trouble {
 public:
  using Trouble::Trouble;
  std::vector<std::string> chain(const std::string& first) const override { return {first, "hidden", what_}; }
};
class Slip : public Mishap {
 public:
  explicit Slip(std::int32_t code) : code_(code) {}
  std::int32_t code() const override { return code_; }

 private:
  std::int32_t code_;
};

class Ear : public Listener {
 public:
  explicit Ear(std::string name) : name_(std::move(name)) {}
  std::string heard(const std::string& what, const std::optional<Shape>& shape) override {
    return name_ + " heard " + what + (shape ? " of a shape" : "");
  }
  std::shared_ptr<Listener> next() override { return nullptr; }

 private:
  std::string name_;
};

/// What a function gives, some time later; at once for 0.
template <class F>
std::future<std::invoke_result_t<F>> after(std::uint32_t milliseconds, F give) {
  return std::async(milliseconds ? std::launch::async : std::launch::deferred, [milliseconds, give = std::move(give)] {
    std::this_thread::sleep_for(std::chrono::milliseconds(milliseconds));
    return give();
  });
}

class Person : public Named {
 public:
  explicit Person(std::string_view name) : name_(name) {}
  std::string name() const override { return name_; }

 private:
  std::string name_;
};

}  // namespace

Counter::Counter(std::int32_t start) : value_(start) { ++counters; }
Counter::~Counter() { --counters; }
std::shared_ptr<Counter> Counter::fromText(const std::string& text) {
  if (text.empty()) throw NotFound("no number in the text");
  return std::make_shared<Counter>(std::stoi(text));
}
std::shared_ptr<Counter> Counter::itself() { return std::make_shared<Counter>(value_); }
std::string to_string(const Counter& counter) { return "counted " + std::to_string(counter.value()); }

std::shared_ptr<Named> named(std::string_view name) { return std::make_shared<Person>(name); }

std::shared_ptr<Trouble> Trouble::twice(const std::string& what, std::uint32_t times) {
  std::string all;
  for (; times > 0; --times) all += what;
  return std::make_shared<Trouble>(all);
}
std::future<std::uint32_t> Trouble::length() const {
  return after(1, [length = static_cast<std::uint32_t>(what_.size())] { return length; });
}
std::string to_string(const Trouble& trouble) { return "trouble: " + std::string(trouble.what()); }
void add_to_all(std::span<std::uint8_t> data, std::uint8_t by) {
  for (std::uint8_t& one : data) one = static_cast<std::uint8_t>(one + by);
}
std::uint8_t older(Profile& profile, std::vector<std::string>& tags) {
  tags.push_back("older");
  profile.tags = tags;
  return ++profile.age;
}
std::uint32_t swapAll(std::span<std::byte> first, std::span<const std::uint8_t> by, std::vector<std::uint8_t>& second) {
  if (first.size() != second.size()) throw std::invalid_argument("of different sizes");
  for (std::size_t i = 0; i < second.size(); ++i) {
    const std::byte one = first[i];
    first[i] = static_cast<std::byte>(second[i]);
    second[i] = static_cast<std::uint8_t>(one);
  }
  return static_cast<std::uint32_t>(first.size() + by.size());
}
std::string describe(const Shape& shape, std::uint8_t times) {
  return std::to_string(times) + (std::holds_alternative<std::monostate>(shape) ? " times nothing" : " times something");
}
std::string describe_last(std::uint8_t times, const Shape& shape) { return describe(shape, times); }
std::string tell(const std::shared_ptr<Listener>& listener, const std::string& what) { return listener->heard(what, Circle{1.5}); }
std::vector<std::shared_ptr<Listener>> tell_all(std::vector<std::shared_ptr<Listener>> listeners, const std::string& what) {
  for (std::shared_ptr<Listener>& one : listeners) {
    if (!one) continue;
    one->heard(what, {});
    if (const auto next = one->next()) one = next;
  }
  return listeners;
}
std::string told(const std::shared_ptr<Counsel>& counsel, const std::vector<std::shared_ptr<Listener>>& listeners) {
  return listeners.at(counsel->ask({"a", "b"}, std::make_shared<Trouble>("asked"), listeners.front(), nullptr))->heard("chosen", {});
}
std::string ask(const std::shared_ptr<Asker>& asker, const std::string& what) {
  try {
    return asker->ask(what);
  } catch (const Trouble& trouble) {
    std::string all = "caught";
    for (const std::string& one : trouble.chain("why")) all += " " + one;
    return all;
  }
}
std::string ask_on(const std::shared_ptr<Asker>& asker, const std::string& what) { return asker->ask(what); }
std::string ask_rich(const std::shared_ptr<Asker>& asker, const std::string& what) { return asker->ask_rich(what); }
polyglue::task<std::string> ask_later(std::shared_ptr<Asker> asker, std::string what) {
  const std::shared_ptr<Listener> listener = co_await asker->later(what);
  co_return listener ? listener->heard(what, {}) : "nobody";
}
double radius_of(const Shape& shape) { return std::get<Circle>(shape).radius; }
polyglue::task<std::string> tell_slowly(std::shared_ptr<Slowly> slowly, std::string what) { co_return "told: " + co_await slowly->hear(what); }
std::uint32_t class_and_close(const std::shared_ptr<Listener>& listener) { return 10 * listener->class_() + listener->close(); }
std::shared_ptr<Listener> listener(std::string name) { return std::make_shared<Ear>(std::move(name)); }
void make_trouble(const std::string& what, bool plain) {
  if (plain) throw Trouble(what);
  throw Hidden(what);
}
Trouble trouble_of(std::string what) { return Trouble(std::move(what)); }
std::vector<std::shared_ptr<Trouble>> pass_on(std::vector<std::shared_ptr<Trouble>> troubles) { return troubles; }
void mishap(std::int32_t code) { throw Slip(code); }

std::future<std::shared_ptr<Slow>> Slow::create(std::uint32_t milliseconds) {
  return after(milliseconds, [milliseconds] { return std::make_shared<Slow>(milliseconds); });
}
std::future<std::unique_ptr<Slow>> Slow::fromText(std::string text) {
  return after(1, [text = std::move(text)] {
    if (text.empty()) throw NotFound("no number in the text");
    return std::make_unique<Slow>(static_cast<std::uint32_t>(std::stoul(text)));
  });
}
polyglue::task<std::uint32_t> Slow::add(std::uint32_t by) { co_return value_ += by; }

std::future<std::string> greet_later(std::string name, std::uint32_t milliseconds) {
  return after(milliseconds, [name = std::move(name)] { return "Hello, " + name; });
}
std::future<std::uint32_t> fail_later(std::uint32_t milliseconds) {
  return after(milliseconds, []() -> std::uint32_t { throw NotFound("nothing came"); });
}
std::future<void> wait_for_ever(std::stop_token stop) {
  ++waiters;
  return std::async(std::launch::async, [stop] {
    std::mutex mutex;
    std::unique_lock lock(mutex);
    std::condition_variable_any().wait(lock, stop, [] { return false; });
    --waiters;
  });
}
std::uint64_t waiting() { return waiters; }

std::uint8_t add(std::uint8_t a, std::uint8_t b) { return static_cast<std::uint8_t>(a + b); }
std::int8_t small(std::int8_t value) { return value; }
std::uint64_t large(std::uint64_t value) { return value; }
double half(double value) { return value / 2; }
float single(float value) { return value; }
bool negate(bool value) { return !value; }
std::string shout(std::string_view text) { return std::string(text) + "!"; }
std::vector<std::uint8_t> reversed(std::span<const std::uint8_t> data) { return {data.rbegin(), data.rend()}; }
std::chrono::sys_time<std::chrono::microseconds> later(std::chrono::sys_time<std::chrono::microseconds> when, std::chrono::nanoseconds by) {
  return when + std::chrono::duration_cast<std::chrono::microseconds>(by);
}
std::vector<std::int32_t> doubled(const std::vector<std::int32_t>& values) {
  std::vector<std::int32_t> result;
  for (const std::int32_t value : values) result.push_back(2 * value);
  return result;
}
std::map<std::string, std::int32_t> lengths(const std::vector<std::string>& words) {
  std::map<std::string, std::int32_t> result;
  for (const std::string& word : words) result[word] = static_cast<std::int32_t>(word.size());
  return result;
}
Profile grow(Profile profile) {
  ++profile.age;
  return profile;
}
std::vector<Profile> crowd(std::uint32_t count) {
  std::vector<Profile> result;
  for (std::uint32_t i = 0; i < count; ++i) result.push_back({static_cast<std::uint8_t>(i), "P" + std::to_string(i), 2.5F, {}, {"x"}, {}, HTMLColor::red});
  return result;
}
HTMLColor next_color(HTMLColor color) {
  return color == HTMLColor::red ? HTMLColor::deepBLUE : color == HTMLColor::deepBLUE ? HTMLColor::None : HTMLColor::red;
}
std::string colorOf(HTMLColor color, const std::optional<std::string>& suffix) { return (color == HTMLColor::deepBLUE ? "blue" : "other") + suffix.value_or(""); }
Shape scaled(const Shape& shape, double by) {
  if (const auto* circle = std::get_if<Circle>(&shape)) return Circle{circle->radius * by};
  if (const auto* sides = std::get_if<TwoSides>(&shape)) return TwoSides{sides->short_side * by, sides->long_side * by};
  return shape;
}
std::vector<Shape> shapes() { return {Circle{1}, TwoSides{1, 2}, std::monostate{}}; }
Nested nest(const Nested& nested) { return nested; }
void fail_flat(std::uint32_t how) {
  if (how == 0) throw NotFound("nobody home");
  if (how == 1) throw OSError("broken disk");
}
void fail_rich(std::uint32_t how) {
  if (how == 0) throw RichError::Code(10, 20);
  if (how == 1) throw RichError::Described("it \"broke\"");
  if (how == 2) throw RichError::NotFound();
}
void fail_otherwise(std::uint32_t how) {
  if (how == 0) throw std::logic_error("out of order");
  if (how == 1) throw std::out_of_range("too far");
  if (how == 2) throw std::invalid_argument("not that");
  throw 7;
}
Url parent(const Url& url) { return url.substr(0, url.rfind('/')); }
std::uint32_t class_(std::uint32_t import) { return import; }
std::uint64_t alive() { return counters; }

bool meet() {
  static std::mutex mutex;
  static std::condition_variable changed;
  static int inside = 0;
  std::unique_lock lock(mutex);
  const int round = inside++ / 2;
  changed.notify_all();
  return changed.wait_for(lock, std::chrono::seconds(10), [&] { return inside >= 2 * round + 2; });
}
bool Counter::meet() { return manners::meet(); }

}  // namespace manners
