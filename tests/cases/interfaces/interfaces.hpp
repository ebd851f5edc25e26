// Classes of C++ that the host implements, or derives from.
#pragma once

#include <cstdint>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <polyglue/host_error.hpp>

namespace interfaces {

/// Something that happened.
struct Event {
  std::int32_t line = 0;
  std::string text;
};

/// What goes wrong on purpose.
class Refused : public std::runtime_error {
 public:
  explicit Refused(std::int32_t code) : std::runtime_error("refused"), code_(code) {}
  std::int32_t code() const noexcept { return code_; }

 private:
  std::int32_t code_;
};

/// Counts up.
class Counter {
 public:
  Counter() = default;
  std::int64_t value() const noexcept { return value_; }
  void add(std::int64_t amount) { value_ += amount; }

 private:
  std::int64_t value_ = 0;
};

// ---- shared ----

/// Hears of events.
class Listener {
 public:
  virtual ~Listener() = default;
  /// @param event what happened
  virtual void heard(const Event& event) = 0;
  /// How it is called.
  virtual std::string name() const { return "listener"; }
  /// Whether it is to hear of this topic.
  virtual bool wants(std::string_view topic) const { return topic != "quiet"; }
  /// Takes part in counting.
  virtual void count(Counter& counter) { counter.add(1); }
  virtual Event changed(Event event) const { return event; }
};

/// Tells its listeners what happens.
class Bus {
 public:
  Bus() = default;
  void add(std::shared_ptr<Listener> listener) { listeners_.push_back(std::move(listener)); }
  /// Keeps no listener: it is told as long as somebody else has it.
  void watch(const std::shared_ptr<Listener>& listener) { watched_ = listener; }
  bool is_watched() const { return !watched_.expired(); }
  std::size_t size() const noexcept { return listeners_.size(); }
  void clear() { listeners_.clear(); }
  /// The listener that came last, if there is one.
  std::shared_ptr<Listener> last() const {
    if (listeners_.empty()) throw Refused(404);
    return listeners_.back();
  }
  /// How many have heard it.
  std::int32_t publish(const std::string& topic, const Event& event) const {
    const std::vector<std::shared_ptr<Listener>> now = listeners_;
    std::int32_t heard = 0;
    for (const auto& listener : now) {
      if (!listener->wants(topic)) continue;
      listener->heard(listener->changed(event));
      ++heard;
    }
    return heard;
  }
  /// The same on a thread of the library's own, which is over when this returns.
  std::int32_t publish_on_thread(const std::string& topic, const Event& event) const {
    std::exception_ptr error;
    std::int32_t heard = 0;
    std::thread thread([&] {
      try {
        heard = publish(topic, event);
      } catch (...) {
        error = std::current_exception();
      }
    });
    thread.join();
    if (error) std::rethrow_exception(error);
    return heard;
  }
  std::string names() const {
    std::string all;
    for (const auto& listener : listeners_) all += listener->name() + ";";
    return all;
  }
  std::int64_t count() const {
    Counter counter;
    for (const auto& listener : listeners_) listener->count(counter);
    return counter.value();
  }

 private:
  std::vector<std::shared_ptr<Listener>> listeners_;
  std::weak_ptr<Listener> watched_;
};

/// A listener of the library's own.
inline std::shared_ptr<Listener> make_listener() {
  class Deaf : public Listener {
   public:
    void heard(const Event&) override {}
    std::string name() const override { return "deaf"; }
  };
  return std::make_shared<Deaf>();
}

/// What became of the call: "done", "refused 3", "host what()".
inline std::string outcome(Listener& listener) {
  try {
    listener.heard({0, "outcome"});
    return "done";
  } catch (const Refused& error) {
    return "refused " + std::to_string(error.code());
  } catch (const polyglue::HostError& error) {
    return std::string("host ") + error.what();
  }
}

// ---- owned, borrowed, a chain of bases ----

/// A flat thing.
class Shape {
 public:
  virtual ~Shape() = default;
  virtual double area() const = 0;
  virtual std::string describe() const { return label_ + " of " + std::to_string(static_cast<int>(area())); }
  const std::string& label() const noexcept { return label_; }

 protected:
  explicit Shape(std::string label) : label_(std::move(label)) {}

 private:
  std::string label_;
};

/// A shape that C++ implements.
class Square : public Shape {
 public:
  explicit Square(double side) : Shape("square"), side_(side) {}
  double area() const override { return side_ * side_; }

 private:
  double side_;
};

/// A shape with a height: only that is missing.
class Prism : public Shape {
 public:
  explicit Prism(double base) : Shape("prism"), base_(base) {}
  double area() const override { return base_; }
  virtual double height() const = 0;
  double volume() const { return area() * height(); }

 private:
  double base_;
};

/// Holds one shape.
class Frame {
 public:
  Frame() = default;
  /// Puts a shape in, which is the frame's then.
  void put(std::unique_ptr<Shape> shape) { shape_ = std::move(shape); }
  bool empty() const noexcept { return !shape_; }
  double area() const { return get().area(); }
  std::string describe() const { return get().describe(); }
  /// Gives it back.
  std::unique_ptr<Shape> take() { return std::move(shape_); }
  void drop() { shape_.reset(); }

 private:
  const Shape& get() const {
    if (!shape_) throw Refused(404);
    return *shape_;
  }
  std::unique_ptr<Shape> shape_;
};

inline double area_of(const Shape& shape) { return shape.area(); }
inline double volume_of(const Prism& prism) { return prism.volume(); }
inline std::string describe(const std::shared_ptr<Shape>& shape) { return shape->describe(); }
/// The very same one.
inline std::shared_ptr<Shape> same(std::shared_ptr<Shape> shape) { return shape; }

// ---- a concrete class to derive from ----

/// Counts in steps.
class Gauge {
 public:
  explicit Gauge(std::int32_t start = 0) : value_(start) {}
  virtual ~Gauge() = default;
  std::int32_t value() const noexcept { return value_; }
  /// One step, and the value after it.
  virtual std::int32_t step(std::int32_t by) { return value_ += by; }
  /// That many steps of one.
  std::int32_t run(std::int32_t times) {
    for (std::int32_t i = 0; i < times; ++i) step(1);
    return value_;
  }
  /// Steps with a depth that grows until it is `depth`.
  void nest(std::int32_t depth) {
    if (depth > 0) step(depth);
  }

 private:
  std::int32_t value_;
};

inline std::int32_t step(Gauge& gauge, std::int32_t by) { return gauge.step(by); }

}  // namespace interfaces
