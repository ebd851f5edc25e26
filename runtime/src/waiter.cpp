// One thread that waits for all futures. Nothing can be told when a std::future is ready, only asked; so it waits for the
// newest and looks at the others in between, after at most kLongest.
#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <system_error>
#include <thread>
#if defined(__unix__) || defined(__APPLE__)
#include <unistd.h>
#endif
#if defined(__linux__) || defined(__APPLE__)
#include <pthread.h>
#endif

#include "polyglue/runtime/task.hpp"
#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

namespace {

constexpr std::chrono::microseconds kShortest{50}, kLongest{1000};

/// Never freed: its thread is there until the process ends.
struct Waiter {
  std::mutex mutex;
  std::condition_variable changed;
  Waiting* added = nullptr;

  void run() noexcept {
    Waiting* all = nullptr;
    std::chrono::microseconds patience = kShortest;
    for (;;) {
      {
        std::unique_lock<std::mutex> lock(mutex);
        if (!all) changed.wait(lock, [this] { return added != nullptr; });
        while (Waiting* one = added) {
          added = one->next;
          one->next = all;
          all = one;
        }
      }
      if (finish_ready(all)) {
        patience = kShortest;
      } else if (all) {
        all->is_ready(patience);
        patience = std::min(2 * patience, kLongest);
      }
    }
  }

 private:
  static bool finish_ready(Waiting*& all) noexcept {
    bool any = false;
    for (Waiting** at = &all; *at;) {
      Waiting* one = *at;
      if (!one->is_ready(std::chrono::microseconds(0))) {
        at = &one->next;
        continue;
      }
      *at = one->next;
      one->finish();
      delete one;
      any = true;
    }
    return any;
  }
};

long process() noexcept {
#if defined(__unix__) || defined(__APPLE__)
  return getpid();
#else
  return 1;
#endif
}

std::mutex start_mutex;
Waiter* waiter = nullptr;
long waiter_process = 0;

/// The waiter of this process: a child made by fork() has none of its parent's threads.
Waiter& get_waiter() {
  std::lock_guard<std::mutex> guard(start_mutex);
  if (!waiter || waiter_process != process()) {
    auto made = std::make_unique<Waiter>();
    std::thread([one = made.get()] { one->run(); }).detach();
    waiter = made.release();
    waiter_process = process();
  }
  return *waiter;
}

#if defined(__linux__) || defined(__APPLE__)
void waiter_before_fork() noexcept { start_mutex.lock(); }
void waiter_after_fork() noexcept { start_mutex.unlock(); }
[[maybe_unused]] const int waiter_forks = pthread_atfork(waiter_before_fork, waiter_after_fork, waiter_after_fork);
#endif

}  // namespace

void wait_for(std::unique_ptr<Waiting> one) {
  Waiter& in = get_waiter();
  {
    std::lock_guard<std::mutex> guard(in.mutex);
    one->next = in.added;
    in.added = one.release();
  }
  in.changed.notify_one();
}

void run_aside(std::unique_ptr<Waiting> one) {
  try {
    std::thread([held = one.get()] { std::unique_ptr<Waiting>(held)->finish(); }).detach();
    (void)one.release();
  } catch (const std::system_error&) {
    one->finish();  // there are no threads: whoever asks has to run it
  }
}

POLYGLUE_RUNTIME_END
