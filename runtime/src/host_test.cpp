// Calls into a host: the gate at its end, objects lent to it, its errors.
#include <atomic>
#include <chrono>
#include <functional>
#include <memory>
#include <string>
#include <thread>
#include <vector>

#include "handle_test.hpp"
#include "polyglue/runtime/callback.hpp"
#include "polyglue/runtime/convert/string.hpp"

using namespace handle_testing;

extern "C" {
struct test_add {
  pgl_status (*call)(void* user, std::int32_t left, test_thing* right, std::int32_t* out);
  void (*release)(void* user);
  void* user;
};
struct test_name {
  pgl_status (*call)(void* user, pgl_str name, pgl_status (*ret)(void* into, pgl_str value), void* into);
  void (*release)(void* user);
  void* user;
};
}

POLYGLUE_RUNTIME_BEGIN
template <>
struct Callback<test_add> {
  static constexpr const char* names[] = {"left", "right"};
};
template <>
struct Callback<test_name> {
  static constexpr const char* names[] = {"name"};
};
POLYGLUE_RUNTIME_END

namespace {

using HostTest = HandleTest;

TEST_F(HostTest, AGateKeepsEveryoneOutOnceClosed) {
  Gate gate;
  Thread* me = Thread::get();
  EXPECT_TRUE(gate.is_open());
  ASSERT_TRUE(gate.enter(me));
  ASSERT_TRUE(gate.enter(me));  // again inside of it
  EXPECT_TRUE(gate.close(0));   // who closes does not wait for himself
  EXPECT_FALSE(gate.is_open());
  EXPECT_FALSE(gate.enter(me));
  gate.leave(me);
  gate.leave(me);
  EXPECT_EQ(0U, me->calling.load());
  EXPECT_TRUE(gate.close(0));
}

TEST_F(HostTest, ClosingWaitsForThoseInside) {
  Gate gate;
  std::atomic<bool> inside{false}, go{false};
  std::thread other([&] {
    ASSERT_TRUE(gate.enter(Thread::get()));
    inside = true;
    while (!go) std::this_thread::yield();
    gate.leave(Thread::get());
  });
  while (!inside) std::this_thread::yield();
  EXPECT_FALSE(gate.close(5));
  go = true;
  EXPECT_TRUE(gate.close(10000));
  other.join();
}

/// A host whose memory goes when it ends, with threads that never stop calling it.
TEST_F(HostTest, ASimulatedHostIsNotCalledAfterItsEnd) {
  for (int round = 0; round < 50; ++round) {
    Gate gate;
    auto state = std::make_unique<std::vector<int>>(8, 1);
    std::vector<int>* host = state.get();
    std::atomic<bool> stop{false};
    std::atomic<long> calls{0}, refused{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < 4; ++t) {
      threads.emplace_back([&, t] {
        Thread* me = Thread::get();
        while (!stop) {
          if (!gate.enter(me)) {
            ++refused;
            std::this_thread::yield();
            continue;
          }
          (*host)[static_cast<std::size_t>(t)] += 1;  // each thread has its own number, so that only the end can race
          gate.leave(me);
          ++calls;
        }
      });
    }
    while (calls < 100) std::this_thread::yield();
    EXPECT_TRUE(gate.close(10000));
    const long before = calls;
    state.reset();
    while (refused < 8) std::this_thread::yield();
    stop = true;
    for (auto& thread : threads) thread.join();
    EXPECT_LE(calls - before, 4);  // those that had left but not yet counted
  }
}

TEST_F(HostTest, WhatComesFromALentObjectEndsWithIt) {
  Thing outer(1), inner(2), innermost(3);
  test_thing *lent = nullptr, *child = nullptr, *grandchild = nullptr;
  ASSERT_EQ(PGL_OK, lend(&outer, &lent, nullptr, 0));
  mark_lent(value(lent));
  {
    Borrow<Thing> object(lent);
    Slot* parent = object.slot();
    ASSERT_EQ(PGL_OK, lend(&inner, &child, &parent, 1));
    EXPECT_THROW(share(object), Failure);
  }
  {
    Borrow<Thing> object(child);
    Slot* const parents[] = {object.slot(), nullptr};
    ASSERT_EQ(PGL_OK, lend(&innermost, &grandchild, parents, 2));
  }
  end_lending(value(lent), Class<Thing>::info);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(lent));
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(child));
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(grandchild));
}

TEST_F(HostTest, TheEndOfLendingWaitsForThreadsInside) {
  for (int round = 0; round < 200; ++round) {
    auto outer = std::make_unique<Thing>(1);
    test_thing* lent = nullptr;
    ASSERT_EQ(PGL_OK, lend(outer.get(), &lent, nullptr, 0));
    mark_lent(value(lent));
    std::atomic<bool> started{false};
    std::thread other([&] {  // the host gave the handle to another thread, which goes on using it
      for (int i = 0;; ++i) {
        Borrow<Thing> object(lent);
        if (!object) break;
        ++object->value;
        test_thing* child = nullptr;
        Slot* parent = object.slot();
        if (lend(object.get(), &child, &parent, 1) == PGL_OK && i % 2) close<Thing>(child);
        started = true;
      }
      started = true;
    });
    while (!started) std::this_thread::yield();
    end_lending(value(lent), Class<Thing>::info);
    outer.reset();
    other.join();
  }
}

/// The user data of the functions below.
struct Host {
  pgl_status answer = PGL_OK;
  int calls = 0;
  std::atomic<int> releases{0}, errors{0};
  test_thing* seen = nullptr;
};
pgl_status add(void* user, std::int32_t left, test_thing* right, std::int32_t* out) {
  Host& host = *static_cast<Host*>(user);
  ++host.calls;
  host.seen = right;
  *out = left + Borrow<Thing>(right)->value;
  return host.answer;
}
pgl_status fail_with_object(void* user, std::int32_t, test_thing*, std::int32_t*) {
  return fail_in_host({"mine", 4}, user, [](void* error) { ++static_cast<Host*>(error)->errors; });
}
void release(void* user) { ++static_cast<Host*>(user)->releases; }
using Add = std::function<int(int, Thing&)>;

TEST_F(HostTest, AFunctionIsReleasedWithItsLastCopy) {
  Host host;
  Thing thing(40);
  const test_add form = {add, release, &host};
  {
    Add function, copy;
    {
      Taken<test_add> taken(&form);
      EXPECT_EQ(PGL_OK, taken.check());
      function = taken.take<Add>();
    }
    EXPECT_EQ(42, function(2, thing));
    EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(host.seen));
    copy = function;
    function = nullptr;
    EXPECT_EQ(0, host.releases);
    EXPECT_EQ(43, copy(3, thing));
  }
  EXPECT_EQ(1, host.releases);
  { Taken<test_add> taken(&form); }  // a call that was refused
  EXPECT_EQ(2, host.releases);
  const test_add none = {nullptr, release, &host};
  EXPECT_FALSE(Taken<test_add>(&none).take<Add>());
  EXPECT_EQ(3, host.releases);
  EXPECT_EQ(PGL_ERROR_NULL, Taken<test_add>(nullptr).check());
}

/// Lets go of itself, inside of a call of its own that was begun by another one.
struct Ending {
  Host host;
  Add function;
  Thing thing{40};
};
pgl_status end_itself(void* user, std::int32_t left, test_thing* right, std::int32_t* out) {
  Ending& all = *static_cast<Ending*>(user);
  if (left > 0) {
    *out = all.function(left - 1, all.thing);
  } else {
    all.function = nullptr;
    *out = Borrow<Thing>(right)->value;
  }
  EXPECT_EQ(0, all.host.releases);
  return PGL_OK;
}

TEST_F(HostTest, AFunctionMayLetGoOfItself) {
  Ending all;
  const test_add form = {end_itself, [](void* user) { ++static_cast<Ending*>(user)->host.releases; }, &all};
  all.function = Taken<test_add>(&form).take<Add>();
  EXPECT_EQ(40, all.function(2, all.thing));
  EXPECT_EQ(1, all.host.releases);
  EXPECT_FALSE(all.function);
}

TEST_F(HostTest, FailuresBecomeExceptionsAndGoBack) {
  Host host;
  Thing thing(40);
  const test_add good = {add, nullptr, &host}, bad = {fail_with_object, nullptr, &host};
  const Add plain = Taken<test_add>(&good).take<Add>(), own = Taken<test_add>(&bad).take<Add>();
  host.answer = PGL_ERROR_IO;
  try {
    plain(1, thing);
    ADD_FAILURE();
  } catch (const polyglue::HostError& error) {
    EXPECT_EQ(PGL_ERROR_IO, error.status());
    EXPECT_EQ(nullptr, error.error());
  }
  try {
    own(1, thing);
    ADD_FAILURE();
  } catch (...) {
    EXPECT_EQ(PGL_ERROR_HOST, failed());
  }
  EXPECT_EQ(0, host.errors);
  EXPECT_EQ(&host, last_error()->host_error);
  EXPECT_EQ("mine", std::string(last_error()->message.data, last_error()->message.len));
  refuse_null("x");  // the next failure
  EXPECT_EQ(1, host.errors);
  EXPECT_EQ(nullptr, last_error()->host_error);
}

pgl_status shout(void* user, pgl_str name, pgl_status (*ret)(void* into, pgl_str value), void* into) {
  const std::string text = std::string(name.data, name.len) + "!";
  for (int i = 0; i < *static_cast<int*>(user); ++i) ret(into, {text.data(), text.size()});
  return PGL_OK;
}

TEST_F(HostTest, ResultsAreHandedBack) {
  int times = 1;
  const test_name form = {shout, nullptr, &times};
  const auto function = Taken<test_name>(&form).take<std::function<std::string(const std::string&)>>();
  EXPECT_EQ("hey!", function("hey"));
  times = 2;  // the first one counts
  EXPECT_EQ("hey!", function("hey"));
  times = 0;
  EXPECT_THROW(function("hey"), polyglue::HostError);
  times = 1;
  EXPECT_THROW(function("\xff"), Failure);  // what the host would get is not UTF-8
}

TEST_F(HostTest, CallsComeFromManyThreads) {
  Host host;
  Thing thing(0);
  const test_add form = {[](void*, std::int32_t left, test_thing* right, std::int32_t* out) -> pgl_status {
                           *out = left + Borrow<Thing>(right)->value;
                           return PGL_OK;
                         },
                         release, &host};
  {
    const Add function = Taken<test_add>(&form).take<Add>();
    std::vector<std::thread> threads;
    for (int t = 0; t < 64; ++t) {
      threads.emplace_back([copy = function, t] {
        Thing mine(t);
        for (int i = 0; i < 100; ++i) EXPECT_EQ(i + t, copy(i, mine));
      });
    }
    for (auto& thread : threads) thread.join();
  }
  EXPECT_EQ(1, host.releases);
}

}  // namespace
