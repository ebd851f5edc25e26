// The handle table and several threads.
#include <atomic>
#include <chrono>
#include <thread>
#include <vector>
#if defined(__linux__)
#include <sched.h>
#endif
#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>
#endif

#include "handle_test.hpp"

using namespace handle_testing;

namespace {

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

TEST_F(HandleTest, LockedObjectsInsideArgumentsAreLockedUntilTheCallEnds) {
  auto* handle = make<Locked>();
  for (int shared = 0; shared < 2; ++shared) {
    std::atomic<bool> entered{false};
    std::thread other;
    {
      Scratch scratch;
      if (shared) EXPECT_TRUE((Convert<std::shared_ptr<Locked>, test_locked*>::lift(handle, scratch)));
      else EXPECT_TRUE((Convert<Locked*, test_locked*>::lift(handle, scratch)));
      other = std::thread([&] {
        Borrow<Locked> object(handle);
        EXPECT_TRUE(object);
        entered = true;
      });
      std::this_thread::sleep_for(std::chrono::milliseconds(30));
      EXPECT_FALSE(entered);
    }
    other.join();
    EXPECT_TRUE(entered);
  }
  close<Locked>(handle);
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

/// Has the calling thread run on one processor of its own, where the system lets it.
void stay_on_processor([[maybe_unused]] int number) {
#if defined(__linux__)
  cpu_set_t allowed, one;
  CPU_ZERO(&one);
  if (sched_getaffinity(0, sizeof allowed, &allowed)) return;
  for (int i = 0; i < CPU_SETSIZE; ++i) {
    if (CPU_ISSET(i, &allowed) && number-- == 0) CPU_SET(i, &one);
  }
  if (CPU_COUNT(&one)) sched_setaffinity(0, sizeof one, &one);
#endif
}

/// A call says that it is inside of an object by a store, which may wait behind others, and then reads whether the
/// object is open. Here it waits behind forty that miss the cache, which is long enough for a closer that does not have
/// the store brought forward to end the object.
TEST_F(HandleTest, CloseSeesCallsThatAreStillOnTheirWayIn) {
  constexpr int kEntries = 2000, kStores = 40, kSpins = 5000;
  const auto end = std::chrono::steady_clock::now() + std::chrono::seconds(2);
  constexpr std::size_t kLine = 64, kLines = std::size_t{1} << 18;
  std::vector<char> cold(kLine * kLines);
  std::atomic<test_thing*> handle{nullptr};
  std::atomic<int> entering{0}, left{0};
  int seen_ended = 0, entered = 0;
  std::atomic<bool> done{false};
  std::thread caller([&] {
    stay_on_processor(0);
    std::uint32_t line = 1;
    for (int round = 1;; ++round) {
      test_thing* current;
      while (!(current = handle.load(std::memory_order_acquire)) && !done) std::this_thread::yield();
      if (!current) return;
      EXPECT_EQ(PGL_OK, status_of<const Thing>(current));  // from now on more than one thread's
      entering.store(round, std::memory_order_release);
      for (int i = 0; i < kStores; ++i) {
        line = line * 1664525u + 1013904223u;
        static_cast<volatile char*>(cold.data())[(line >> 8) % kLines * kLine] = 1;
      }
      {
        Borrow<const Thing> object(current);
        if (object) ++entered;
        for (int i = 0; object && i < 400; ++i) {
          if (object->value.load(std::memory_order_relaxed) < 0) {
            ++seen_ended;
            break;
          }
        }
      }
      handle.store(nullptr, std::memory_order_relaxed);
      left.store(round, std::memory_order_release);
    }
  });
  std::thread closer([&] {
    stay_on_processor(1);
    for (int round = 1; round <= kEntries && std::chrono::steady_clock::now() < end; ++round) {
      test_thing* current = make<Thing>(round);
      handle.store(current, std::memory_order_release);
      for (int spins = 0; entering.load(std::memory_order_acquire) != round; ++spins) {
        if (spins > kSpins) std::this_thread::yield();
      }
      for (int wait = round % 64; wait > 0; --wait) std::atomic_signal_fence(std::memory_order_seq_cst);
      close<Thing>(current);
      while (left.load(std::memory_order_acquire) != round) std::this_thread::yield();
    }
    done = true;
  });
  closer.join();
  caller.join();
  EXPECT_EQ(0, seen_ended) << "of " << entered << " calls";
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

// ThreadSanitizer does not follow a fork() of several threads.
#if defined(__unix__) && !defined(POLYGLUE_TSAN)
TEST_F(HandleTest, ForkedChildGoesOnAlone) {
  auto* shared = make<Thing>(5);
  std::atomic<bool> inside{false}, done{false};
  std::thread other([&] {
    Borrow<Thing> thing(shared);
    inside = true;
    while (!done) {
#if defined(POLYGLUE_ASAN)
      // The sanitizer's allocator has locks that no fork() waits for: a child forked while this thread
      // allocates would wait for them for ever.
      Borrow<Thing> again(shared);
#else
      auto* handle = make<Thing>(1);
      close<Thing>(handle);
#endif
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
