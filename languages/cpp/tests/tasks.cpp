#include <atomic>
#include <memory>
#include <optional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <tasks_client/tasks.hpp>
#include <thread>
#include <utility>

#include "check.hpp"

namespace api = tasks_client;
namespace pgl = polyglue::client;
using namespace std::chrono_literals;

/// C++ lets go in its own time, a moment after it has told.
void settle() {
  while (tasks_live().handles + tasks_live().owners) std::this_thread::yield();
}

TEST(finished_at_once) {
  api::pgl::task<std::int32_t> sum = api::add(2, 3);
  CHECK(sum.is_ready());
  EQUAL(sum.get(), 5);
  THROWS(api::NotFound, api::refuse("x").get()) { EQUAL(error.name(), "x"); }
  settle();
}

TEST(values_and_errors) {
  {
    std::string name = "Ada";
    auto greeting = api::greet(name);
    name = "???";
    EQUAL(greeting.get(), "hello Ada");
  }
  EQUAL(api::find("song").get().title, "song");
  auto nothing = api::find("nothing");
  THROWS(api::NotFound, nothing.get()) { EQUAL(error.name(), "nothing"); }
  api::pause().get();
  EQUAL(api::fetch("song").get().seconds, 60);
  THROWS(api::NotFound, api::look_up("nothing").get()) {}
  settle();
}

TEST(telling) {
  std::atomic<int> told{0};
  api::Barrier barrier;
  {
    auto passing = barrier.pass(7);
    CHECK(!passing.is_ready() && !passing.wait_for(1ms));
    passing.then([&] { ++told; });
    EQUAL(barrier.open(), 1);
    CHECK(passing.is_ready());
    EQUAL(told, 1);
    passing.then([&] { ++told; });
    EQUAL(told, 2);
    EQUAL(passing.get(), 7);
  }
  auto waiting = barrier.pass(8);
  waiting = barrier.pass(9);
  barrier.open();
  EQUAL(waiting.get(), 9);
}

TEST(cancelled) {
  const std::int32_t before = api::stopped();
  {
    auto forever = api::until_stopped();
    CHECK(!forever.is_ready());
    forever.cancel();
    REFUSES(PGL_ERROR_CANCELLED, forever.get());
    auto other = api::until_stopped();  // nobody waits for it
  }
  while (api::stopped() != before + 2) std::this_thread::yield();
  settle();
}

TEST(objects) {
  {
    api::Player player = api::Player::open("short").get(), other = api::Player::open("longest").get();
    EQUAL(player.play(5).get(), 5);
    EQUAL(player.again().get().title(), "short");
    auto longer = api::longer(player, other);
    player = api::Player::open("x").get();
    EQUAL(longer.get(), "longest");
    double last = 0;
    EQUAL(api::analyse({"a", "b"}, [&](double done) { last = done; }).get(), 360);
    EQUAL(last, 1);
    THROWS(std::runtime_error, api::analyse({"a"}, [](double) { throw std::runtime_error("enough"); }).get()) {
      EQUAL(std::string(error.what()), "enough");
    }
  }
  settle();
}

// ---- methods that the program implements ----

/// Gives what it is asked for at once, in a thread of its own, or when the test says so.
class Own : public api::Source::methods {
 public:
  void fetch(std::string_view name, pgl::promise<api::Song> promise) override {
    if (name == "throws") throw api::NotFound("none", "x");
    if (name == "lets go") return;
    if (name == "fails") return promise.fail(std::make_exception_ptr(std::logic_error("mine")));
    if (name == "nothing") return promise.fail(api::NotFound("none", std::string(name)));
    if (name.substr(0, 6) == "behind") return pgl::detail::forward(api::find(name.substr(7)), std::move(promise));  // as bodies in the library do
    if (name == "waits") {
      promise.on_end([this](bool was_cancelled) { ++(was_cancelled ? cancelled : ended); });
      kept.emplace(std::move(promise));
    } else if (name == "at once") {
      promise.resolve({"mine", 21, {}});
      REFUSES(PGL_ERROR_NULL, promise.resolve({"twice", 1, {}}));
    } else {
      std::thread([given = std::make_shared<pgl::promise<api::Song>>(std::move(promise))] { given->resolve({"later", 21, {"a"}}); }).detach();
    }
  }
  void size(pgl::promise<std::int32_t> promise) const override {
    if (!waits) return methods::size(std::move(promise));
    promise.on_end([this](bool was_cancelled) { ++(was_cancelled ? cancelled : ended); });
    std::thread([this, given = std::make_shared<pgl::promise<std::int32_t>>(std::move(promise))] {
      while (!cancelled) std::this_thread::yield();
      given->resolve(3);
    }).detach();
  }

  bool waits = false;
  mutable std::atomic<int> cancelled{0}, ended{0};
  std::optional<pgl::promise<api::Song>> kept;
};

TEST(async_methods) {
  {
    api::Source source = api::Source::implement(std::make_unique<Own>());
    CHECK(api::duration(source, {"at once", "at once"}).is_ready());
    EQUAL(api::duration(source, {"a", "at once", "b"}).get(), 63);
    EQUAL(source.fetch("x").get().title, "later");
    EQUAL(api::title_of(source, "nothing").get(), "no nothing");
    EQUAL(api::title_of(source, "throws").get(), "no x");
    EQUAL(source.size().get(), 0);
    EQUAL(source.fetch("behind x").get().seconds, 180);
    EQUAL(api::title_of(source, "behind nothing").get(), "no nothing");
    REFUSES(PGL_ERROR_ABANDONED, source.fetch("lets go").get());
    THROWS(std::logic_error, source.fetch("fails").get()) { EQUAL(std::string(error.what()), "mine"); }
  }
  settle();
}

TEST(async_methods_are_cancelled) {
  {
    api::Source source = api::Source::implement(std::make_unique<Own>());
    auto& own = static_cast<Own&>(*source.pgl_methods());
    { auto given_up = api::title_of(source, "waits"); }
    EQUAL(own.cancelled, 1);
    own.kept->resolve({"too late", 1, {}});
    CHECK(!*own.kept);
    auto waits = api::title_of(source, "waits");
    own.kept->fail(pgl::error(PGL_ERROR_CANCELLED, ""));
    REFUSES(PGL_ERROR_CANCELLED, waits.get());
    EQUAL(own.ended, 1);
    own.waits = true;
    { auto given_up = api::count(source); }
    while (own.cancelled != 2) std::this_thread::yield();
    own.kept.reset();
  }
  settle();
}

CHECK_MAIN(tasks_live)
