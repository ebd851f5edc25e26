// Tasks between C++ and a simulated host: every order of finishing, cancelling, waking, taking and freeing.
#include <atomic>
#include <cstdlib>
#include <thread>
#include <vector>

#include "handle_test.hpp"
#include "polyglue/runtime/start.hpp"

using namespace handle_testing;

namespace {

struct Number {
  using value = int;
  static inline const char kind = 0;
  static pgl_status give(int& from, std::int32_t* out) {
    *out = from;
    return PGL_OK;
  }
};
struct Other : Number {
  static inline const char kind = 0;
};

using TaskTest = HandleTest;

/// Work that the test finishes by hand.
struct Work {
  std::function<void(int)> done;
  pgl_task* task = nullptr;
  std::int32_t value = -1;

  template <class O = Number>
  pgl_status start() {
    Start<O> start;
    return start.run(Completion<int>::start([this](auto given) { done = given; }), &task, &value);
  }
};

void count_wake(void* user) { ++*static_cast<std::atomic<int>*>(user); }

TEST_F(TaskTest, GivesItsOutcomeOnce) {
  Work work;
  ASSERT_EQ(PGL_OK, work.start());
  ASSERT_TRUE(work.task);
  std::atomic<int> woken{0};
  pgl_bool done = 1;
  ASSERT_EQ(PGL_OK, task_on_done(work.task, count_wake, &woken, &done));
  EXPECT_EQ(0, done);
  EXPECT_EQ(PGL_ERROR_ARGUMENT, task_on_done(work.task, count_wake, &woken, &done));  // has one
  EXPECT_EQ(PGL_ERROR_ARGUMENT, outcome<Number>(work.task, &work.value));             // not yet
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, outcome<Other>(work.task, &work.value));            // another function's
  work.done(7);
  work.done(8);
  EXPECT_EQ(1, woken);
  ASSERT_EQ(PGL_OK, outcome<Number>(work.task, &work.value));
  EXPECT_EQ(7, work.value);
  EXPECT_EQ(PGL_ERROR_CLOSED, outcome<Number>(work.task, &work.value));
  task_cancel(work.task);
  task_free(work.task);
  EXPECT_EQ(1, woken);
}

TEST_F(TaskTest, FinishedWorkNeedsNoTask) {
  pgl_task* task = reinterpret_cast<pgl_task*>(1);
  std::int32_t value = 0;
  Start<Number> first, second;
  ASSERT_EQ(PGL_OK, first.run(Completion<int>::start([](auto done) { done(3); }), &task, &value));
  EXPECT_EQ(nullptr, task);
  EXPECT_EQ(3, value);
  std::promise<int> promise;
  promise.set_value(4);
  ASSERT_EQ(PGL_OK, second.run(promise.get_future(), &task, &value));
  EXPECT_EQ(4, value);
}

TEST_F(TaskTest, CancellingIsAnOutcome) {
  Work work;
  std::atomic<int> woken{0};
  pgl_bool done = 0;
  ASSERT_EQ(PGL_OK, work.start());
  ASSERT_EQ(PGL_OK, task_on_done(work.task, count_wake, &woken, &done));
  task_cancel(work.task);
  task_cancel(work.task);
  EXPECT_EQ(1, woken);
  work.done(1);
  EXPECT_EQ(PGL_ERROR_CANCELLED, outcome<Number>(work.task, &work.value));
  EXPECT_EQ(1, woken);
  ASSERT_EQ(PGL_OK, work.start());
  work.done(2);
  task_cancel(work.task);  // too late
  ASSERT_EQ(PGL_OK, task_on_done(work.task, count_wake, &woken, &done));
  EXPECT_EQ(1, done);
  EXPECT_EQ(PGL_OK, outcome<Number>(work.task, &work.value));
  EXPECT_EQ(2, work.value);
}

TEST_F(TaskTest, AbandonedWorkIsAnError) {
  Work work;
  ASSERT_EQ(PGL_OK, work.start());
  work.done = nullptr;
  try {
    outcome<Number>(work.task, &work.value);
    FAIL();
  } catch (...) {
    EXPECT_EQ(PGL_ERROR_ABANDONED, failed());
  }
}

/// Taking throws what the work failed with, as the shim expects.
TEST_F(TaskTest, FuturesAreWaitedFor) {
  for (const auto policy : {std::launch::async, std::launch::deferred}) {
    std::vector<pgl_task*> tasks;
    std::atomic<int> woken{0};
    std::int32_t value = 0;
    int waiting = 0;
    for (int i = 0; i < 20; ++i) {
      pgl_task* task = nullptr;
      Start<Number> start;
      ASSERT_EQ(PGL_OK, start.run(std::async(policy, [i] { return std::this_thread::sleep_for(std::chrono::milliseconds(1)), i; }), &task, &value));
      if (!task) continue;
      pgl_bool done = 0;
      ASSERT_EQ(PGL_OK, task_on_done(task, count_wake, &woken, &done));
      waiting += !done;
      tasks.push_back(task);
    }
    for (int i = 0; i < 10000 && woken < waiting; ++i) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    ASSERT_EQ(waiting, woken);
    for (pgl_task* task : tasks) EXPECT_EQ(PGL_OK, outcome<Number>(task, &value));
  }
}

/// One thread that finishes, one that cancels, and a host that wakes, takes or frees: all at once on the same tasks, in
/// whatever order comes about. POLYGLUE_RACES says how many.
TEST_F(TaskTest, Races) {
  const char* said = std::getenv("POLYGLUE_RACES");
  constexpr int kBatch = 1000;
  const int batches = (said ? std::atoi(said) : 20000) / kBatch;
  std::atomic<int> outcomes[3] = {};  // finished, cancelled, freed
  for (int batch = 0; batch < batches; ++batch) {
    std::vector<Work> works(kBatch);
    std::vector<std::atomic<int>> woken(kBatch);
    std::vector<pgl_bool> done(kBatch);
    for (Work& work : works) ASSERT_EQ(PGL_OK, work.start());
    std::vector<pgl_task*> tasks;
    for (const Work& work : works) tasks.push_back(work.task);
    std::atomic<int> ready{0};
    const auto together = [&ready] {
      for (++ready; ready < 3;) std::this_thread::yield();
    };
    std::thread finisher([&] {
      together();
      for (Work& work : works) {
        if (&work - works.data() == 7) continue;  // never called
        work.done(5);
        work.done = nullptr;
      }
    });
    std::thread canceller([&] {
      together();
      for (std::size_t i = 0; i < tasks.size(); ++i) {
        if ((i + static_cast<std::size_t>(batch)) % 3) task_cancel(tasks[i]);
      }
    });
    together();
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      ASSERT_EQ(PGL_OK, task_on_done(tasks[i], count_wake, &woken[i], &done[i]));
      if (i % 4 != 0) continue;
      task_free(tasks[i]);
      ++outcomes[2];
    }
    finisher.join();
    canceller.join();
    works[7].done = nullptr;
    for (std::size_t i = 0; i < tasks.size(); ++i) {
      EXPECT_EQ(done[i] ? 0 : 1, woken[i]);
      if (i % 4 == 0 || i == 7) continue;
      const pgl_status status = outcome<Number>(tasks[i], &works[i].value);
      ASSERT_TRUE(status == PGL_OK || status == PGL_ERROR_CANCELLED);
      ++outcomes[status ? 1 : 0];
    }
    task_free(tasks[7]);
  }
  EXPECT_GT(outcomes[0], 0);
  EXPECT_GT(outcomes[1], 0);
  EXPECT_GT(outcomes[2], 0);
}

}  // namespace
