#include "later.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>
#include <utility>
#include <vector>

namespace benchlib {

void give_now(std::int32_t value, std::function<void(std::int32_t)> done) { done(value); }

namespace {

/// Calls what it is given, in the order in which it comes.
class Worker {
 public:
  Worker() : thread_([this] { work(); }) {}
  ~Worker() {
    {
      const std::lock_guard guard(mutex_);
      over_ = true;
    }
    changed_.notify_one();
    thread_.join();
  }
  void add(std::int32_t value, std::function<void(std::int32_t)> done) {
    const std::lock_guard guard(mutex_);
    waiting_.emplace_back(value, std::move(done));
    if (waiting_.size() == 1) changed_.notify_one();
  }

 private:
  void work() {
    std::vector<std::pair<std::int32_t, std::function<void(std::int32_t)>>> batch;
    for (;;) {
      {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return over_ || !waiting_.empty(); });
        if (waiting_.empty()) return;
        batch.swap(waiting_);
      }
      for (auto& [value, done] : batch) done(value);
      batch.clear();
    }
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  std::vector<std::pair<std::int32_t, std::function<void(std::int32_t)>>> waiting_;
  bool over_ = false;
  std::thread thread_;
};

}  // namespace

void give_later(std::int32_t value, std::function<void(std::int32_t)> done) {
  static Worker worker;
  worker.add(value, std::move(done));
}

}  // namespace benchlib
