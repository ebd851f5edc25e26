#include <callbacks_client/callbacks.hpp>
#include <algorithm>
#include <atomic>
#include <cctype>
#include <cstdlib>
#include <map>
#include <memory>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include <sys/wait.h>
#include <unistd.h>

#include "check.hpp"

namespace api = callbacks_client;
using api::Bus;
using api::Counter;
using api::Point;

TEST(during_the_call) {
  int calls = 0;
  const std::vector<std::int32_t> numbers = {1, 2, 3};
  EQUAL(api::fold(numbers, 0.5, [&](std::int32_t left, double right) { return ++calls, left + right; }), 6.5);
  EQUAL(calls, 3);
  std::vector<std::int32_t> seen;
  api::count_to(3, [&](std::int32_t i) { seen.push_back(i); });
  CHECK(seen == std::vector<std::int32_t>{0, 1, 2});
}

static double multiply(std::int32_t left, double right) { return left * right; }

TEST(anything_that_can_be_called) {
  const std::vector<std::int32_t> numbers = {2, 3};
  EQUAL(api::fold(numbers, 1, multiply), 6.0);
  EQUAL(api::fold(numbers, 1, std::function<double(std::int32_t, double)>(multiply)), 6.0);
  const auto own = std::make_unique<int>(4);
  struct Adder {
    std::unique_ptr<int> step;
    double operator()(std::int32_t left, double right) { return left + right + (*step)++; }
  };
  EQUAL(api::fold(numbers, 0, Adder{std::make_unique<int>(*own)}), 14.0);
  EQUAL(api::fold(numbers, 0, api::Combine(multiply)), 0.0);
}

TEST(empty_functions) {
  CHECK(!api::call_if_there());
  CHECK(!api::call_if_there(nullptr));
  CHECK(!api::call_if_there(std::function<void()>()));
  CHECK(api::call_if_there([] {}));
  CHECK(!api::is_there(nullptr));
  REFUSES(PGL_ERROR_NULL, api::drop(nullptr));
}

TEST(values_in_and_out) {
  const std::vector<std::string> words = {"a", "\u00e4", std::string("c\0d", 3)};
  EQUAL(api::join(words, [](std::string_view left, std::string_view right) { return std::string(left) + std::string(right); }),
        std::string("a\u00e4c\0d", 6));
  EQUAL(api::move_point({1, 2, "p"}, [](const Point& point) { return Point{point.x + 1, point.y, point.name + "!"}; }).name, "p!");
  EQUAL(api::swap_pair({1, 2}, [](const api::Pair& pair) { return api::Pair{pair.b, pair.a}; }).a, 2.0);
  CHECK(api::change_mood(api::Mood::calm, [](api::Mood) { return api::Mood::happy; }) == api::Mood::happy);
  CHECK(api::ask([](char letter) { return letter == 'q'; }));
  EQUAL(api::maybe(3, [](std::optional<std::int32_t> value) { return value ? std::optional<std::int32_t>(*value * 2) : value; }).value(), 6);
  CHECK(!api::maybe(std::nullopt, [](std::optional<std::int32_t> value) { return value; }));
  const std::vector<std::int32_t> numbers = {3, 1, 2};
  const auto sorted = api::sort_by(numbers, [](polyglue::client::span<const std::int32_t> given) {
    std::vector<std::int32_t> all(given.begin(), given.end());
    std::sort(all.begin(), all.end());
    return all;
  });
  EQUAL(sorted[0], 1);
  EQUAL(api::count_words([] { return std::map<std::string, std::int32_t>{{"one", 1}}; }).at("one"), 1);
  EQUAL(api::find_point([](polyglue::client::span<const Point> points) { return std::optional<Point>(points[1]); })->name, "b");
}

TEST(objects) {
  Counter counter(1);
  api::with_counter(counter, [](Counter& lent) {
    lent.add(2);
    lent.inner().add(5);
  });
  EQUAL(counter.value(), 3);
  std::optional<Counter> inner;
  api::with_counter(counter, [&](Counter& lent) { inner = lent.inner(); });
  REFUSES(PGL_ERROR_CLOSED, inner->add(1));  // it ended with what it is part of
  EQUAL(api::with_new_counter(true, [](Counter* lent) { lent->add(2); }), 42);
  EQUAL(api::with_new_counter(false, [](Counter* lent) { CHECK(!lent); }), 40);
  EQUAL(api::read_counter([](const Counter& lent) { return lent.value(); }), 7);
  std::optional<Counter> kept;
  api::give_counter(9, [&](Counter given) { kept = std::move(given); });
  EQUAL(kept->value(), 9);
  EQUAL(api::share_counter([&](Counter given) { kept = std::move(given); }), 5);
  EQUAL(kept->value(), 5);
  EQUAL(api::sum_of(3, [](std::int32_t index) { return Counter(index); }), 3);
  EQUAL(api::pass_on([] { return Counter(11); }).value(), 11);
}

TEST(stored) {
  auto heard = std::make_shared<std::vector<std::string>>();
  const auto listener = [heard](std::string_view topic, const Point& point) { heard->push_back(std::string(topic) + point.name); };
  {
    Bus bus(listener);
    bus.listen(listener);
    EQUAL(bus.size(), 2U);
    bus.publish("news", {1, 2, "!"});
    bus.publish_on_thread("more", {});
    CHECK(*heard == std::vector<std::string>{"news!", "news!", "more", "more"});
    EQUAL(heard.use_count(), 4);
  }
  EQUAL(heard.use_count(), 2);  // this and the listener's own
}

struct Mine : std::exception {
  explicit Mine(int n) : number(n) {}
  const char* what() const noexcept override { return "mine"; }
  int number;
};

TEST(what_is_thrown_comes_back) {
  THROWS(Mine, api::count_to(10, [](std::int32_t i) { if (i == 2) throw Mine(7); })) EQUAL(error.number, 7);
  THROWS(int, api::count_to(10, [](std::int32_t i) { throw i + 5; })) EQUAL(error, 5);
  Bus bus([](std::string_view, const Point&) { throw Mine(8); });
  THROWS(Mine, bus.publish_on_thread("news", {})) EQUAL(error.number, 8);
  EQUAL(api::outcome([] { throw Mine(1); }), "host mine");
  EQUAL(api::outcome([] { throw 1; }), "host an exception without a message");
  EQUAL(api::outcome([] {}), "done");
}

TEST(errors_of_the_library) {
  EQUAL(api::outcome([] { throw api::Refused("x", 3, "full"); }), "refused 3 full");
  EQUAL(api::outcome([] { throw api::Tired("x"); }), "tired");
  EQUAL(api::outcome([] { api::refuse(4); }), "refused 4 asked to");
  THROWS(api::Refused, api::call_if_there([] { throw api::Refused("x", 3, "full"); })) {
    EQUAL(error.code(), 3);
    EQUAL(error.reason(), "full");
  }
}

TEST(nesting) {
  int deepest = 0;
  std::function<void(std::int32_t)> next = [&](std::int32_t left) {
    ++deepest;
    api::nest(left, next);
  };
  api::nest(100, next);
  EQUAL(deepest, 100);
  api::Guarded guarded;
  guarded.run([&] { guarded.run([] {}); });
  EQUAL(guarded.runs(), 2);
}

TEST(closing_the_object_that_calls) {
  int calls = 0;
  auto bus = std::make_unique<Bus>();
  bus->listen([&](std::string_view, const Point&) { bus.reset(); });
  bus->listen([&](std::string_view, const Point&) { ++calls; });
  bus->publish("news", {});
  EQUAL(calls, 1);  // it went on to the second one
}

TEST(many_threads_at_once) {
  constexpr int kThreads = 64;
  std::atomic<int> inside{0}, failures{0};
  // All are inside at the same time, each in a thread that the library made.
  Bus bus([&](std::string_view, const Point&) {
    ++inside;
    while (inside < kThreads) std::this_thread::yield();
  });
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      try {
        bus.publish_on_thread("now", {});
        bus.publish_on_thread("again", {});
      } catch (...) {
        ++failures;
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EQUAL(inside, 2 * kThreads);
  EQUAL(failures, 0);
}

/// LeakSanitizer asks: it cannot tell what threads that begin or end just then still have.
static bool has_threads_at_exit = false;
extern "C" int __lsan_is_turned_off() { return has_threads_at_exit; }

static void exit_while_threads_call() {
  has_threads_at_exit = true;
  alarm(30);  // a process that hangs ends, and fails
  static std::atomic<int> calls{0};
  auto& bus = *new Bus([](std::string_view, const Point&) { ++calls; });
  for (int i = 0; i < 4; ++i) {
    std::thread([&] {
      for (;;) bus.publish_on_thread("news", {});
    }).detach();
  }
  while (calls < 8) std::this_thread::yield();
  std::exit(0);
}

/// POLYGLUE_EXITS says how many.
TEST(processes_end_while_threads_call) {
  const char* said = std::getenv("POLYGLUE_EXITS");
  std::fflush(stdout);
  for (int left = said ? std::atoi(said) : 20; left > 0; --left) {
    const pid_t child = fork();
    if (child == 0) exit_while_threads_call();
    int result = -1;
    EQUAL(waitpid(child, &result, 0), child);
    if (!CHECK(result == 0)) break;
  }
}

TEST(function_pointers) {
  const std::vector<std::int32_t> numbers = {1, 2, 3};
  EQUAL(api::sum_with(numbers, [](std::int32_t number) { return number * 10; }), 60);
  THROWS(Mine, api::sum_with(numbers, [](std::int32_t number) { return number == 2 ? throw Mine(2) : number; })) EQUAL(error.number, 2);
  static std::string logged;
  api::set_logger([](std::string_view line) { logged = line; });
  api::log("hello");
  EQUAL(logged, "hello");
}

CHECK_MAIN(callbacks_live)
