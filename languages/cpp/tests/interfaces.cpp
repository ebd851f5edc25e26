#include <interfaces_client/interfaces.hpp>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <utility>
#include <vector>

#include "check.hpp"

namespace api = interfaces_client;
namespace pgl = polyglue::client;

namespace {

/// Counts what it hears, and itself.
class Ear : public api::Listener::methods {
 public:
  explicit Ear(int& alive) : alive_(alive) { ++alive_; }
  ~Ear() override { --alive_; }
  void heard(const api::Event& event) override { lines.push_back(event.line), texts.push_back(event.text); }

  std::vector<int> lines;
  std::vector<std::string> texts;

 private:
  int& alive_;
};

class LoudEar : public Ear {
 public:
  using Ear::Ear;
  std::string name() const override { return "loud " + methods::name(); }
  bool wants(std::string_view topic) const override { return topic == "quiet" || methods::wants(topic); }
  void count(api::Counter& counter) override {
    counter.add(10);
    methods::count(counter);
  }
  api::Event changed(const api::Event& event) const override {
    api::Event other = methods::changed(event);
    other.text += "!";
    return other;
  }
};

class Refusing : public api::Listener::methods {
 public:
  void heard(const api::Event& event) override {
    if (event.line == 1) throw api::Refused("no", 3);
    throw std::logic_error("strange");
  }
};

class Blob : public api::Shape::methods {
 public:
  double area() const override { return 12; }
};

class Tower : public api::Prism::methods {
 public:
  double height() const override { return 3; }
  std::string describe() const override { return "tall " + methods::describe(); }
};

class Twice : public api::Gauge::methods {
 public:
  std::int32_t step(std::int32_t by) override { return methods::step(2 * by); }
};

}  // namespace

TEST(methods_are_called) {
  int alive = 0;
  {
    api::Bus bus;
    bus.add(api::Listener::implement(std::make_unique<LoudEar>(alive)));
    auto quiet = std::make_unique<Ear>(alive);
    const Ear& seen = *quiet;
    bus.add(api::Listener::implement(std::move(quiet)));
    EQUAL(bus.names(), "loud listener;listener;");
    EQUAL(bus.count(), 12);
    EQUAL(bus.publish("news", {7, "text"}), 2);
    EQUAL(bus.publish("quiet", {8, "text"}), 1);
    EQUAL(seen.lines.size(), 1u);
    const api::Listener last = bus.last();
    EQUAL(last.pgl_methods() == &seen, true);
    bus.clear();
    EQUAL(alive, 1);
  }
  EQUAL(alive, 0);
}

TEST(what_is_overridden_and_the_body_below) {
  int alive = 0;
  auto mine = std::make_unique<LoudEar>(alive);
  const LoudEar& ear = *mine;
  api::Listener listener = api::Listener::implement(std::move(mine));
  listener.heard({1, "a"});
  EQUAL(ear.texts.at(0), "a");
  EQUAL(listener.changed({1, "a"}).text, "a!");
  EQUAL(listener.base_changed({1, "a"}).text, "a");
  EQUAL(listener.name(), "loud listener");
  EQUAL(listener.base_name(), "listener");
  EQUAL(api::make_listener().pgl_methods() == nullptr, true);
  EQUAL(api::make_listener().name(), "deaf");
}

TEST(the_weak_form) {
  int alive = 0;
  api::Bus bus;
  {
    const api::Listener listener = api::Listener::implement(std::make_unique<Ear>(alive));
    bus.watch(listener);
    EQUAL(bus.is_watched(), true);
  }
  EQUAL(bus.is_watched(), false);
  EQUAL(alive, 0);
}

TEST(errors_of_both_sides) {
  api::Listener listener = api::Listener::implement(std::make_unique<Refusing>());
  api::Bus bus;
  bus.add(listener);
  try {
    (void)bus.publish("news", {1, ""});
    CHECK(false);
  } catch (const api::Refused& error) {
    EQUAL(error.code(), 3);
  }
  for (int round = 0; round < 2; ++round) {
    try {
      (void)(round ? bus.publish("news", {2, ""}) : bus.publish_on_thread("news", {2, ""}));
      CHECK(false);
    } catch (const std::logic_error& error) {
      EQUAL(std::string(error.what()), "strange");
    }
  }
  EQUAL(api::outcome(listener), "host strange");
}

TEST(given_away_and_taken_back) {
  api::Frame frame;
  api::Shape shape = api::Shape::implement(std::make_unique<Blob>(), "blob");
  api::Shape::methods* const mine = shape.pgl_methods();
  EQUAL(std::string(shape.label()), "blob");
  EQUAL(api::area_of(shape), 12.0);
  frame.put(std::move(shape));
  EQUAL(frame.describe(), "blob of 12");
  const api::Shape back = frame.take();
  EQUAL(back.pgl_methods() == mine, true);
  EQUAL(frame.empty(), true);
  EQUAL(api::same(back).pgl_methods() == mine, true);
}

TEST(a_base_that_has_its_own) {
  api::Prism prism = api::Prism::implement(std::make_unique<Tower>(), 5);
  EQUAL(api::volume_of(prism), 15.0);
  EQUAL(api::area_of(prism), 5.0);
  EQUAL(api::describe(prism), "tall prism of 5");
}

TEST(a_concrete_class) {
  api::Gauge gauge = api::Gauge::implement(std::make_unique<Twice>(), 100);
  EQUAL(gauge.run(3), 106);
  EQUAL(api::step(gauge, 5), 116);
  EQUAL(gauge.base_step(1), 117);
  api::Gauge plain(1);
  EQUAL(plain.step(1), 2);
}

TEST(nothing_given) { REFUSES(PGL_ERROR_NULL, (void)api::Listener::implement(nullptr)); }

CHECK_MAIN(interfaces_live)
