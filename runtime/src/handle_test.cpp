#include "polyglue/runtime/handle.hpp"

#include <gtest/gtest.h>

#include <atomic>
#include <thread>
#include <vector>
#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "polyglue/runtime/contract.hpp"
#include "polyglue/runtime/object.hpp"

struct test_thing;
struct test_left;
struct test_right;
struct test_both;
struct test_confined;
struct test_locked;
struct test_big;

namespace {

std::atomic<int> alive{0};

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

}  // namespace

POLYGLUE_RUNTIME_BEGIN
template <>
struct Class<Thing> {
  using handle = test_thing;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};
const ClassInfo Class<Thing>::info = {"Thing", nullptr, 0, Threads::author, nullptr, nullptr};
template <>
struct Class<Confined> {
  using handle = test_confined;
  static constexpr Threads threads = Threads::confined;
  static const ClassInfo info;
};
const ClassInfo Class<Confined>::info = {"Confined", nullptr, 0, Threads::confined, nullptr, nullptr};
template <>
struct Class<Locked> {
  using handle = test_locked;
  static constexpr Threads threads = Threads::locked;
  static const ClassInfo info;
};
const ClassInfo Class<Locked>::info = {"Locked", nullptr, 0, Threads::locked, nullptr, nullptr};
template <>
struct Class<Big> {
  using handle = test_big;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};
const ClassInfo Class<Big>::info = {"Big", nullptr, 0, Threads::author, nullptr, nullptr};
template <>
struct Class<Left> {
  using handle = test_left;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};
const ClassInfo Class<Left>::info = {"Left", nullptr, 0, Threads::author, nullptr, &complete_object<Left>};
template <>
struct Class<Right> {
  using handle = test_right;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};
const ClassInfo Class<Right>::info = {"Right", nullptr, 0, Threads::author, nullptr, &complete_object<Right>};
template <>
struct Class<Both> {
  using handle = test_both;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};
static constexpr Base both_bases[] = {{&Class<Left>::info, &upcast_pointer<Both, Left>}, {&Class<Right>::info, &upcast_pointer<Both, Right>}};
const ClassInfo Class<Both>::info = {"Both", both_bases, 2, Threads::author, nullptr, &complete_object<Both>};
POLYGLUE_RUNTIME_END

using namespace polyglue::runtime;

namespace {

static_assert(Class<Left>::threads == Threads::author && Class<Right>::threads == Threads::author);

template <class T, class... A>
Handle<T>* make(A... from) {
  Handle<T>* handle = nullptr;
  EXPECT_EQ(PGL_OK, emplace<T>(&handle, [&]() { return T(from...); }));
  return handle;
}
std::uintptr_t value(const void* handle) { return reinterpret_cast<std::uintptr_t>(handle); }
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

TEST_F(HandleTest, BorrowsUntilClosed) {
  auto* handle = make<Thing>(7);
  EXPECT_LT(value(handle), std::uintptr_t{1} << (kIndexBits + kGenerationBits - 1) << 1);
  {
    Borrow<Thing> thing(handle);
    ASSERT_TRUE(thing);
    EXPECT_EQ(7, thing->value);
  }
  close<Thing>(handle);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
  close<Thing>(handle);
  EXPECT_EQ(PGL_ERROR_NULL, status_of<Thing>(nullptr));
}

TEST_F(HandleTest, StaleHandleStaysStaleWhenTheSlotIsUsedAgain) {
  auto* first = make<Thing>(1);
  close<Thing>(first);
  std::vector<test_thing*> others;
  for (int i = 0; i < 3000; ++i) others.push_back(make<Thing>(i));
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(first));
  for (auto* other : others) {
    EXPECT_NE(first, other);
    close<Thing>(other);
  }
}

TEST_F(HandleTest, RefusesForgedHandles) {
  auto* handle = make<Thing>(1);
  std::uint64_t random = 88172645463325252u;
  for (int i = 0; i < 200000; ++i) {
    random ^= random << 13, random ^= random >> 7, random ^= random << 17;
    const auto forged = static_cast<std::uintptr_t>(i % 2 ? random : value(handle) ^ (std::uintptr_t{1} << (random % (8 * sizeof(void*)))));
    if (forged == value(handle)) continue;
    EXPECT_NE(PGL_OK, status_of<Thing>(reinterpret_cast<test_thing*>(forged)));
    close<Thing>(reinterpret_cast<test_thing*>(forged));
  }
  EXPECT_EQ(PGL_OK, status_of<Thing>(handle));
  close<Thing>(handle);
}

TEST_F(HandleTest, KnowsClasses) {
  auto* both = make<Both>();
  auto* big = make<Big>();
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, status_of<Both>(reinterpret_cast<test_both*>(big)));
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, status_of<Big>(reinterpret_cast<test_big*>(both)));
  close<Big>(reinterpret_cast<test_big*>(both));  // left alone
  EXPECT_EQ(2, Borrow<Right>(reinterpret_cast<test_right*>(both))->right);
  EXPECT_EQ(1, Borrow<Left>(reinterpret_cast<test_left*>(both))->left);
  test_right* right = nullptr;
  {
    Borrow<const Both> object(both);
    EXPECT_EQ(PGL_OK, upcast<Right>(object, &right));
  }
  EXPECT_EQ(identity(value(both)), identity(value(right)));
  close<Both>(both);
  EXPECT_EQ(2, Borrow<Right>(right)->right);  // kept alive
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, status_of<Left>(reinterpret_cast<test_left*>(right)));
  close<Right>(right);
  close<Big>(big);
}

TEST_F(HandleTest, ReadOnly) {
  static const Thing constant(5);
  alive_ = alive;
  test_thing* handle = nullptr;
  ASSERT_EQ(PGL_OK, lend(&constant, &handle, {}));
  EXPECT_EQ(PGL_OK, status_of<const Thing>(handle));
  EXPECT_EQ(PGL_ERROR_READ_ONLY, status_of<Thing>(handle));
  close<Thing>(handle);
}

TEST_F(HandleTest, SharesAndCompares) {
  auto shared = std::make_shared<Thing>(3);
  test_thing *one = nullptr, *two = nullptr;
  ASSERT_EQ(PGL_OK, hold(shared, &one));
  ASSERT_EQ(PGL_OK, hold(std::shared_ptr<const Thing>(shared), &two));
  EXPECT_NE(one, two);
  EXPECT_EQ(identity(value(one)), identity(value(two)));
  EXPECT_EQ(PGL_ERROR_READ_ONLY, status_of<Thing>(two));
  EXPECT_EQ(shared, share(Borrow<Thing>(one)));
  EXPECT_EQ(3, shared.use_count());
  close<Thing>(one);
  close<Thing>(two);
  EXPECT_EQ(1, shared.use_count());
  test_thing* none = one;
  EXPECT_EQ(PGL_ERROR_NULL, hold(std::shared_ptr<Thing>(), &none));
  EXPECT_EQ(PGL_OK, hold(std::shared_ptr<Thing>(), &none, Null::allowed));
  EXPECT_EQ(nullptr, none);
}

TEST_F(HandleTest, SharedPointerToAnObjectHeldByValueKeepsIt) {
  auto* handle = make<Thing>(9);
  std::shared_ptr<Thing> shared = share(Borrow<Thing>(handle));
  close<Thing>(handle);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
  EXPECT_EQ(9, shared->value);
}

TEST_F(HandleTest, ChildKeepsParent) {
  auto* parent = make<Thing>(4);
  test_thing *child = nullptr, *grandchild = nullptr;
  {
    Borrow<Thing> object(parent);
    ASSERT_EQ(PGL_OK, lend(object.get(), &child, {object.slot()}));
  }
  {
    Borrow<Thing> object(child), other(parent);
    ASSERT_EQ(PGL_OK, lend(object.get(), &grandchild, {object.slot(), other.slot(), nullptr}));
  }
  close<Thing>(parent);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(parent));
  close<Thing>(child);
  EXPECT_EQ(4, Borrow<Thing>(grandchild)->value);
  close<Thing>(grandchild);
}

TEST_F(HandleTest, LongChainsEndWithoutRecursion) {
  auto* first = make<Thing>(1);
  std::vector<test_thing*> chain{first};
  for (int i = 0; i < 50000; ++i) {
    Borrow<Thing> object(chain.back());
    test_thing* next = nullptr;
    ASSERT_EQ(PGL_OK, lend(object.get(), &next, {object.slot()}));
    chain.push_back(next);
  }
  for (auto* handle : chain) close<Thing>(handle);
}

TEST_F(HandleTest, ClosingFromInsideWaitsForTheCallToEnd) {
  auto* handle = make<Thing>(6);
  const int before = alive;
  {
    Borrow<Thing> outer(handle), inner(handle);
    close<Thing>(handle);
    EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
    EXPECT_EQ(6, outer->value);
    EXPECT_EQ(before, alive);
  }
  EXPECT_EQ(before - 1, alive);
}

void nest(test_thing* handle, int depth) {
  Borrow<Thing> thing(handle);
  ASSERT_TRUE(thing);
  ++thing->value;
  if (depth) nest(handle, depth - 1);
  else close<Thing>(handle);
  ++thing->value;
}
TEST_F(HandleTest, NestsDeeperThanThereAreCells) {
  auto* handle = make<Thing>(0);
  nest(handle, 100);
}

TEST_F(HandleTest, Takes) {
  auto* handle = make<Thing>(8);
  {
    Borrow<Thing> inside(handle);
    EXPECT_THROW(take<Thing>(handle, "thing"), Failure);
    EXPECT_EQ(PGL_ERROR_ARGUMENT, last_error()->status);
  }
  test_thing* child = nullptr;
  {
    Borrow<Thing> object(handle);
    ASSERT_EQ(PGL_OK, lend(object.get(), &child, {object.slot()}));
  }
  EXPECT_THROW(take<Thing>(handle, "thing"), Failure);
  close<Thing>(child);
  EXPECT_EQ(PGL_OK, status_of<Thing>(handle));
  EXPECT_EQ(8, take<Thing>(handle, "thing")->value);
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
  EXPECT_THROW(take<Thing>(handle, "thing"), Failure);

  test_left* left = nullptr;
  ASSERT_EQ(PGL_OK, hold(std::make_unique<Both>(), reinterpret_cast<test_both**>(&left)));
  EXPECT_EQ(1, take<Left>(left, "left")->left);
}

TEST_F(HandleTest, ConfinedObjectsStayOnTheirThread) {
  auto* handle = make<Confined>(2);
  const int before = alive;
  std::thread([&] {
    EXPECT_EQ(PGL_ERROR_THREAD, status_of<Confined>(handle));
    close<Confined>(handle);
    EXPECT_EQ(before, alive);
  }).join();
  EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Confined>(handle));  // ends it here
  EXPECT_EQ(before - 1, alive);

  std::thread([&] { handle = make<Confined>(3); }).join();
  EXPECT_EQ(PGL_ERROR_THREAD, status_of<Confined>(handle));
  close<Confined>(handle);  // its thread is gone
}

TEST_F(HandleTest, LockedObjectsAreUsedByOneThreadAtATime) {
  auto* one = make<Locked>();
  auto* two = make<Locked>();
  std::atomic<int> refused{0};
  std::vector<std::thread> threads;
  for (int t = 0; t < 4; ++t) {
    threads.emplace_back([&, t] {
      for (int i = 0; i < 500; ++i) {
        Borrow<Locked> a(t % 2 ? one : two);
        Borrow<Locked> again(t % 2 ? one : two);
        Borrow<Locked> b(t % 2 ? two : one);  // the other order: refused rather than waiting for ever
        ++a->plain;
        if (b) ++b->plain;
        else ++refused;
      }
    });
  }
  for (auto& thread : threads) thread.join();
  EXPECT_EQ(4000 - refused, Borrow<Locked>(one)->plain + Borrow<Locked>(two)->plain);
  close<Locked>(one);
  close<Locked>(two);
}

/// Closes while another thread is inside; the object must live until that one leaves.
void close_while_inside(bool maker_closes) {
  test_thing* handle = make<Thing>(1);
  const int before = alive;
  std::atomic<int> step{0};
  const auto stay = [&] {
    Borrow<Thing> thing(handle);
    EXPECT_TRUE(thing);
    step = 1;
    while (step < 2) std::this_thread::yield();
    EXPECT_EQ(before, alive);
    EXPECT_EQ(1, thing->value);
  };
  const auto end = [&] {
    while (step < 1) std::this_thread::yield();
    close<Thing>(handle);
    EXPECT_EQ(PGL_ERROR_CLOSED, status_of<Thing>(handle));
    step = 2;
  };
  if (maker_closes) {
    std::thread other(stay);
    end();
    other.join();
  } else {
    std::thread other(end);
    stay();
    other.join();
  }
  EXPECT_EQ(before - 1, alive);
}
TEST_F(HandleTest, ItsMakerClosesWhileAnotherThreadIsInside) { close_while_inside(true); }
TEST_F(HandleTest, AnotherThreadClosesWhileItsMakerIsInside) { close_while_inside(false); }

/// Runs `work(thread, round)` on eight threads, all beginning each round together.
template <class Prepare, class Work, class Finish>
void race(int rounds, Prepare prepare, Work work, Finish finish) {
  constexpr int kThreads = 8;
  std::atomic<int> arrived{0}, round{-1};
  std::vector<std::thread> threads;
  for (int t = 0; t < kThreads; ++t) {
    threads.emplace_back([&, t] {
      for (int r = 0; r < rounds; ++r) {
        while (round.load() < r) std::this_thread::yield();
        work(t, r);
        ++arrived;
      }
    });
  }
  for (int r = 0; r < rounds; ++r) {
    prepare();
    round = r;
    while (arrived.load() < kThreads * (r + 1)) std::this_thread::yield();
    finish();
  }
  for (auto& thread : threads) thread.join();
}

#if defined(POLYGLUE_TSAN) || defined(POLYGLUE_ASAN)
constexpr int kRounds = 1500;
#else
constexpr int kRounds = 4000;
#endif
/// Handles per round: with few cores, threads meet only when there is enough to meet at.
constexpr int kMany = 16;

TEST_F(HandleTest, RaceOfCloseAgainstClose) {
  test_thing* handles[kMany];
  const int before = alive;
  race(
      kRounds, [&] { for (auto& handle : handles) handle = make<Thing>(1); },
      [&](int, int) { for (auto* handle : handles) close<Thing>(handle); },
      [&] { EXPECT_EQ(before, alive.load()); });
}

TEST_F(HandleTest, RaceOfCallsAgainstClose) {
  test_thing* handles[kMany];
  const int before = alive;
  std::atomic<int> good{0};
  race(
      kRounds / 4, [&] { for (auto& handle : handles) handle = make<Thing>(1); },
      [&](int t, int r) {
        for (int i = 0; i < kMany; ++i) {
          auto* handle = handles[(i + t) % kMany];
          if (t == r % 8) close<Thing>(handle);
          Borrow<Thing> thing(handle);
          if (!thing) continue;
          ++good;
          EXPECT_EQ(1, thing->value);
          if (i % 4 == 0) std::this_thread::yield();
          EXPECT_EQ(1, thing->value);
        }
      },
      [&] { EXPECT_EQ(before, alive.load()); });
  EXPECT_GT(good, 0);
}

TEST_F(HandleTest, RaceOfChildrenAgainstParent) {
  test_thing *parents[kMany], *children[kMany];
  const int before = alive;
  race(
      kRounds / 2,
      [&] {
        for (int i = 0; i < kMany; ++i) {
          parents[i] = make<Thing>(1);
          Borrow<Thing> object(parents[i]);
          ASSERT_EQ(PGL_OK, lend(object.get(), &children[i], {object.slot()}));
        }
      },
      [&](int t, int) {
        for (int i = 0; i < kMany; ++i) {
          test_thing* mine = nullptr;
          {
            Borrow<Thing> object(parents[i]);
            if (object) {
              EXPECT_EQ(PGL_OK, lend(object.get(), &mine, {object.slot()}));
            }
          }
          if (t % 2) close<Thing>(parents[i]);
          else close<Thing>(children[i]);
          if (!mine) continue;
          { EXPECT_EQ(1, Borrow<Thing>(mine)->value); }
          close<Thing>(mine);
        }
      },
      [&] { EXPECT_EQ(before, alive.load()); });
}

TEST_F(HandleTest, RaceOfTakeAgainstCallsAndClose) {
  test_thing* handles[kMany];
  const int before = alive;
  race(
      kRounds / 4, [&] { for (auto& handle : handles) handle = make<Thing>(1); },
      [&](int t, int) {
        for (auto* handle : handles) {
          if (t == 0) {
            try {
              EXPECT_EQ(1, take<Thing>(handle, "thing")->value);
            } catch (const Failure&) {
            }
          } else if (t == 1) {
            std::shared_ptr<Thing> shared;
            {
              Borrow<Thing> object(handle);
              if (object) shared = share(object);
            }
            if (shared) {
              EXPECT_EQ(1, shared->value);
            }
          } else if (t == 2) {
            close<Thing>(handle);
          } else {
            Borrow<Thing> thing(handle);
            if (thing) {
              EXPECT_EQ(1, thing->value);
            }
          }
        }
      },
      [&] {
        for (auto* handle : handles) close<Thing>(handle);
        EXPECT_EQ(before, alive.load());
      });
}

TEST_F(HandleTest, ManyThreadsComeAndGo) {
  for (int round = 0; round < 20; ++round) {
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([] {
        for (int i = 0; i < 400; ++i) {
          auto* handle = make<Thing>(i);
          { EXPECT_EQ(i, Borrow<Thing>(handle)->value); }
          close<Thing>(handle);
        }
      });
    }
    for (auto& thread : threads) thread.join();
  }
}

TEST_F(HandleTest, SlotsRetireWhenTheirGenerationsAreUsedUp) {
  // One slot cannot be worn out in a test; but its last generation can be made to come next.
  auto* handle = make<Thing>(1);
  Slot* slot = find_slot(value(handle));
  const std::uint32_t generation = static_cast<std::uint32_t>((value(handle) + 1) & kGenerationMask);
  const std::uint32_t first = std::exchange(slot->first_generation, generation);
  close<Thing>(handle);
  std::vector<test_thing*> others;
  for (int i = 0; i < 2000; ++i) {
    others.push_back(make<Thing>(i));
    EXPECT_NE(slot, find_slot(value(others.back())));
  }
  for (auto* other : others) close<Thing>(other);
  slot->first_generation = first;
}

#if defined(__unix__) && !defined(POLYGLUE_TSAN)
TEST_F(HandleTest, ForkedChildGoesOnAlone) {
  auto* shared = make<Thing>(5);
  std::atomic<bool> inside{false}, done{false};
  std::thread other([&] {
    Borrow<Thing> thing(shared);
    inside = true;
    while (!done) {
      auto* handle = make<Thing>(1);
      close<Thing>(handle);
    }
  });
  while (!inside) std::this_thread::yield();
  for (int i = 0; i < 20; ++i) {
    const pid_t child = fork();
    if (!child) {
      const int before = alive;
      bool good = status_of<Thing>(shared) == PGL_OK;
      close<Thing>(shared);  // the other thread, which was inside, does not exist here
      good = good && alive == before - 1;
      for (int k = 0; k < 100; ++k) close<Thing>(make<Thing>(k));
      _exit(good ? 0 : 1);
    }
    int result = 0;
    waitpid(child, &result, 0);
    EXPECT_EQ(0, result);
  }
  done = true;
  other.join();
  close<Thing>(shared);
}
#endif

}  // namespace
