#include <atomic>
#include <string>
#include <tasks_client/tasks.hpp>
#include <thread>

#include "check.hpp"

namespace api = tasks_client;
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

CHECK_MAIN(tasks_live)
