// Classes for the tests of the handle table, one for every policy and shape it knows.
#pragma once

#include <gtest/gtest.h>

#include <atomic>

#include "polyglue/runtime/contract.hpp"
#include "polyglue/runtime/handle.hpp"
#include "polyglue/runtime/object.hpp"

struct test_thing;
struct test_left;
struct test_right;
struct test_both;
struct test_confined;
struct test_locked;
struct test_big;

namespace handle_testing {

inline std::atomic<int> alive{0};

struct Thing {
  explicit Thing(int from = 0) : value(from) { ++alive; }
  Thing(const Thing& other) : value(other.value.load()) { ++alive; }
  ~Thing() {
    value = -1;
    --alive;
  }
  std::atomic<int> value;
};
struct Confined : Thing {
  using Thing::Thing;
};
struct Locked : Thing {
  using Thing::Thing;
  int plain = 0;
};
struct Left {
  virtual ~Left() = default;
  int left = 1;
};
struct Right {
  virtual ~Right() = default;
  int right = 2;
};
struct Both : Left, virtual Right {
  int both = 3;
};
struct Big {
  char bytes[1000] = {};
};

}  // namespace handle_testing

POLYGLUE_RUNTIME_BEGIN

using namespace handle_testing;

// As the shim of a library specialises it.
template <>
struct Class<Thing> {
  using handle = test_thing;
  static constexpr Threads threads = Threads::author;
  static inline const ClassInfo info = {"Thing", nullptr, 0, Threads::author, nullptr, nullptr};
};
template <>
struct Class<Confined> {
  using handle = test_confined;
  static constexpr Threads threads = Threads::confined;
  static inline const ClassInfo info = {"Confined", nullptr, 0, Threads::confined, nullptr, nullptr};
};
template <>
struct Class<Locked> {
  using handle = test_locked;
  static constexpr Threads threads = Threads::locked;
  static inline const ClassInfo info = {"Locked", nullptr, 0, Threads::locked, nullptr, nullptr};
};
template <>
struct Class<Big> {
  using handle = test_big;
  static constexpr Threads threads = Threads::author;
  static inline const ClassInfo info = {"Big", nullptr, 0, Threads::author, nullptr, nullptr};
};
template <>
struct Class<Left> {
  using handle = test_left;
  static constexpr Threads threads = Threads::author;
  static inline const ClassInfo info = {"Left", nullptr, 0, Threads::author, nullptr, &complete_object<Left>};
};
template <>
struct Class<Right> {
  using handle = test_right;
  static constexpr Threads threads = Threads::author;
  static inline const ClassInfo info = {"Right", nullptr, 0, Threads::author, nullptr, &complete_object<Right>};
};
inline constexpr Base both_bases[] = {{&Class<Left>::info, &upcast_pointer<Both, Left>}, {&Class<Right>::info, &upcast_pointer<Both, Right>}};
template <>
struct Class<Both> {
  using handle = test_both;
  static constexpr Threads threads = Threads::author;
  static inline const ClassInfo info = {"Both", both_bases, 2, Threads::author, nullptr, &complete_object<Both>};
};

POLYGLUE_RUNTIME_END

namespace handle_testing {

using namespace polyglue::runtime;

template <class T, class... A>
Handle<T>* make(A... from) {
  Handle<T>* handle = nullptr;
  EXPECT_EQ(PGL_OK, emplace<T>(&handle, [&]() { return T(from...); }));
  return handle;
}
inline std::uintptr_t value(const void* handle) { return reinterpret_cast<std::uintptr_t>(handle); }
template <class T>
pgl_status status_of(Handle<std::remove_const_t<T>>* handle) { return Borrow<T>(handle).status(); }

/// Everything a test opened is closed at its end.
class HandleTest : public ::testing::Test {
 protected:
  void SetUp() override { before_ = live().handles, alive_ = alive; }
  void TearDown() override {
    EXPECT_EQ(before_, live().handles);
    EXPECT_EQ(alive_, alive.load());
  }
  std::uint64_t before_ = 0;
  int alive_ = 0;
};

}  // namespace handle_testing
