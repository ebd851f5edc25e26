// Functions of the host that C++ calls: during a call, later, from other threads.
#pragma once

#include <cstdint>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <polyglue/annotations.hpp>
#include <polyglue/host_error.hpp>

namespace callbacks {

enum class Mood : std::uint8_t { calm, happy };

/// A point with a name.
struct Point {
  std::int32_t x = 0;
  std::int32_t y = 0;
  std::string name;
};

/// Two numbers, the same memory in C.
struct Pair {
  double a = 0;
  double b = 0;
};

/// What goes wrong on purpose.
class Refused : public std::runtime_error {
 public:
  Refused(std::int32_t code, const std::string& reason)
      : std::runtime_error("refused: " + reason), code_(code), reason_(reason) {}
  std::int32_t code() const noexcept { return code_; }
  const std::string& reason() const noexcept { return reason_; }

 private:
  std::int32_t code_;
  std::string reason_;
};

/// An error without fields.
class Tired : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

/// Counts up.
class Counter {
 public:
  explicit Counter(std::int64_t start = 0) : value_(start) {}
  std::int64_t value() const noexcept { return value_; }
  void add(std::int64_t amount) { value_ += amount; }
  /// A counter inside this one.
  Counter& inner() {
    if (!inner_) inner_ = std::make_unique<Counter>(value_);
    return *inner_;
  }
  Counter(Counter&&) noexcept = default;

 private:
  std::int64_t value_;
  std::unique_ptr<Counter> inner_;
};

/// Adds up what is left when two numbers meet.
/// @param left the first number
/// @param right the second one
/// @returns what they make
using Combine = std::function<double(std::int32_t left, double right)>;

// ---- during the call ----

inline double fold(const std::vector<std::int32_t>& numbers, double start, const Combine& combine) {
  for (const std::int32_t number : numbers) start = combine(number, start);
  return start;
}
/// Calls `visit` with each number below `count`.
inline void count_to(std::int32_t count, std::function<void(std::int32_t)> visit) {
  for (std::int32_t i = 0; i < count; ++i) visit(i);
}
/// Whether the function is there; calls it if so.
inline bool call_if_there(std::function<void()> run = nullptr) {
  if (!run) return false;
  run();
  return true;
}
inline bool is_there(PG_NULLABLE const std::function<void()>& run) { return static_cast<bool>(run); }
/// Takes the function and lets go of it at once.
inline void drop(std::function<void()>&& run) { std::function<void()> gone = std::move(run); }

// ---- values in and out ----

inline std::string join(const std::vector<std::string>& words, std::function<std::string(std::string_view left, const std::string& right)> add) {
  std::string all;
  for (const std::string& word : words) all = add(all, word);
  return all;
}
inline Point move_point(const Point& point, const std::function<Point(const Point& point)>& change) { return change(point); }
inline Pair swap_pair(Pair pair, const std::function<Pair(Pair pair)>& change) { return change(pair); }
inline Mood change_mood(Mood mood, const std::function<Mood(Mood mood)>& change) { return change(mood); }
inline bool ask(std::function<bool(char letter)> question) { return question('q'); }
inline std::optional<std::int32_t> maybe(std::optional<std::int32_t> value,
                                         const std::function<std::optional<std::int32_t>(std::optional<std::int32_t> value)>& change) {
  return change(value);
}
inline std::vector<std::int32_t> sort_by(std::vector<std::int32_t> numbers,
                                         const std::function<std::vector<std::int32_t>(const std::vector<std::int32_t>& numbers)>& sort) {
  return sort(numbers);
}
inline std::map<std::string, std::int32_t> count_words(const std::function<std::map<std::string, std::int32_t>()>& make) { return make(); }
inline std::optional<Point> find_point(const std::function<std::optional<Point>(const std::vector<Point>& points)>& find) {
  return find({{1, 2, "a"}, {3, 4, "b"}});
}

// ---- objects ----

/// Lends the counter to `use` for the call.
inline void with_counter(Counter& counter, const std::function<void(Counter& counter)>& use) { use(counter); }
/// Lends a counter that nobody else has, or none.
inline std::int64_t with_new_counter(bool there, const std::function<void(Counter* counter)>& use) {
  Counter counter(40);
  use(there ? &counter : nullptr);
  return counter.value();
}
inline std::int64_t read_counter(const std::function<std::int64_t(const Counter& counter)>& read) { return read(Counter(7)); }
/// Gives the counter to `take` for good.
inline void give_counter(std::int64_t start, const std::function<void(Counter counter)>& take) { take(Counter(start)); }
inline std::int64_t share_counter(const std::function<void(std::shared_ptr<Counter> counter)>& take) {
  auto counter = std::make_shared<Counter>(5);
  take(counter);
  return counter->value();
}
/// Adds up what shared counters have.
inline std::int64_t sum_of(std::int32_t count, const std::function<std::shared_ptr<Counter>(std::int32_t index)>& get) {
  std::int64_t sum = 0;
  for (std::int32_t i = 0; i < count; ++i) sum += get(i)->value();
  return sum;
}
inline std::unique_ptr<Counter> pass_on(const std::function<std::unique_ptr<Counter>()>& make) { return make(); }

// ---- stored ----

/// Tells its listeners what happens.
class Bus {
 public:
  using Listener = std::function<void(std::string_view topic, const Point& point)>;

  Bus() = default;
  explicit Bus(Listener first) { listeners_.push_back(std::move(first)); }
  void listen(Listener listener) { listeners_.push_back(std::move(listener)); }
  std::size_t size() const noexcept { return listeners_.size(); }
  void clear() { listeners_.clear(); }
  void publish(const std::string& topic, const Point& point) const {
    const std::vector<Listener> now = listeners_;
    for (const Listener& listener : now) listener(topic, point);
  }
  /// The same on a thread of the library's own, which is over when this returns.
  void publish_on_thread(const std::string& topic, const Point& point) const {
    std::exception_ptr error;
    std::thread thread([&] {
      try {
        publish(topic, point);
      } catch (...) {
        error = std::current_exception();
      }
    });
    thread.join();
    if (error) std::rethrow_exception(error);
  }

 private:
  std::vector<Listener> listeners_;
};

/// One caller at a time.
class Guarded {
 public:
  void run(const std::function<void()>& work) { work(), ++runs_; }
  std::int32_t runs() const { return runs_; }

 private:
  std::int32_t runs_ = 0;
};

// ---- errors ----

/// What became of the call: "done", "refused 3 why", "tired", "host what()".
inline std::string outcome(const std::function<void()>& run) {
  try {
    run();
    return "done";
  } catch (const Refused& error) {
    return "refused " + std::to_string(error.code()) + " " + error.reason();
  } catch (const Tired&) {
    return "tired";
  } catch (const polyglue::HostError& error) {
    return std::string("host ") + error.what();
  }
}
inline void refuse(std::int32_t code) { throw Refused(code, "asked to"); }

/// Calls `next` with a depth that grows until it is `depth`.
inline void nest(std::int32_t depth, const std::function<void(std::int32_t left)>& next) {
  if (depth > 0) next(depth - 1);
}

// ---- function pointers ----

inline std::int32_t sum_with(const std::int32_t* numbers, std::size_t count,
                             std::int32_t (*weight)(std::int32_t number, void* user), void* user) {
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < count; ++i) sum += weight(numbers[i], user);
  return sum;
}
inline void (*logger)(void* user, const char* line) = nullptr;
inline void* logger_user = nullptr;
/// Keeps the function for ever.
inline void set_logger(void (*write)(void* user, const char* line), void* user) {
  logger = write;
  logger_user = user;
}
inline void log(const std::string& line) {
  if (logger) logger(logger_user, line.c_str());
}

}  // namespace callbacks
