// Functions whose result comes later: futures, coroutines, callbacks that are called once.
#pragma once

#include <atomic>
#include <condition_variable>
#include <cstdint>
#include <deque>
#include <functional>
#include <future>
#include <memory>
#include <mutex>
#include <numeric>
#include <span>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <polyglue/annotations.hpp>
#include <polyglue/task.hpp>

namespace tasks {

/// A song.
struct Song {
  std::string title;
  std::int32_t seconds = 0;
  std::vector<std::string> tags;
};

/// There is no such song.
class NotFound : public std::runtime_error {
 public:
  explicit NotFound(const std::string& name) : std::runtime_error("no song is called " + name), name_(name) {}
  const std::string& name() const noexcept { return name_; }

 private:
  std::string name_;
};

namespace detail {

/// A thread that does one thing after the other, as long as the process lives.
class Worker {
 public:
  static Worker& get() {
    static Worker& one = *new Worker;
    return one;
  }
  void run(std::function<void()> job) {
    std::lock_guard<std::mutex> guard(mutex_);
    jobs_.push_back(std::move(job));
    changed_.notify_one();
  }

 private:
  Worker() {
    std::thread([this] {
      for (;;) {
        std::unique_lock<std::mutex> lock(mutex_);
        changed_.wait(lock, [this] { return !jobs_.empty(); });
        const std::function<void()> job = std::move(jobs_.front());
        jobs_.pop_front();
        lock.unlock();
        job();
      }
    }).detach();
  }
  std::mutex mutex_;
  std::condition_variable changed_;
  std::deque<std::function<void()>> jobs_;
};

/// `co_await Elsewhere()`: goes on in that thread.
struct Elsewhere {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> self) const {
    Worker::get().run([self] { self.resume(); });
  }
  void await_resume() const noexcept {}
};

inline std::atomic<std::int32_t> stopped{0};

}  // namespace detail

// ---- coroutines ----

/// Finishes at once.
inline polyglue::task<std::int32_t> add(std::int32_t left, std::int32_t right) { co_return left + right; }

/// Says hello, in another thread.
/// @param name whom to greet
/// @returns the greeting
inline polyglue::task<std::string> greet(std::string_view name) {
  co_await detail::Elsewhere();
  co_return "hello " + std::string(name);
}

/// A song by its name.
/// @throws NotFound for "nothing"
inline polyglue::task<Song> find(const std::string& name) {
  co_await detail::Elsewhere();
  if (name == "nothing") throw NotFound(name);
  co_return Song{name, 180, {"a", "b"}};
}

/// Fails before it has begun.
inline polyglue::task<Song> refuse(std::string name) {
  throw NotFound(name);
  co_return Song();
}

/// Nothing but waits a moment.
inline polyglue::task<> pause() { co_await detail::Elsewhere(); }

/// How long all songs of these names are, with a report on each.
inline polyglue::task<std::int32_t> analyse(std::vector<std::string> names, std::function<void(double)> progress) {
  const std::stop_token stop = co_await polyglue::stop_token();
  std::int32_t sum = 0;
  for (std::size_t i = 0; i < names.size(); ++i) {
    co_await detail::Elsewhere();
    if (stop.stop_requested()) {
      ++detail::stopped;
      throw polyglue::Cancelled();
    }
    sum += (co_await find(names[i])).seconds;
    progress(double(i + 1) / double(names.size()));
  }
  co_return sum;
}

// ---- futures ----

/// The sum of all.
inline std::future<std::int64_t> total(std::span<const std::int64_t> numbers) {
  return std::async(std::launch::async, [numbers] { return std::accumulate(numbers.begin(), numbers.end(), std::int64_t{0}); });
}

/// Computed when it is asked for.
inline std::future<std::int32_t> twice(std::int32_t value) {
  return std::async(std::launch::deferred, [value] { return 2 * value; });
}

/// Never finishes: the promise is broken.
inline std::future<std::int32_t> forget() { return std::promise<std::int32_t>().get_future(); }

/// Waits until it shall stop.
/// @returns how often anything was stopped
inline std::future<std::int32_t> until_stopped(std::stop_token stop) {
  return std::async(std::launch::async, [stop] {
    while (!stop.stop_requested()) std::this_thread::sleep_for(std::chrono::milliseconds(1));
    return ++detail::stopped;
  });
}

/// How often anything was stopped.
inline std::int32_t stopped() { return detail::stopped; }

// ---- callbacks that are called once ----

/// A song, from another thread.
PG_ASYNC inline void fetch(std::string name, std::function<void(Song)> done) {
  detail::Worker::get().run([name, done] { done(Song{name, 60, {}}); });
}

/// The same, which may fail.
/// @throws NotFound for "nothing"
PG_ASYNC inline void look_up(const std::string& name, std::function<void(std::exception_ptr, Song)> done) {
  if (name == "nothing") return done(std::make_exception_ptr(NotFound(name)), {});
  done(nullptr, Song{name, 60, {}});
}

// ---- objects ----

/// What tasks wait at until it opens.
class Barrier {
 public:
  Barrier() = default;
  /// Waits until it is open.
  /// @returns the value given
  polyglue::task<std::int32_t> pass(std::int32_t value) {
    co_await Waiter{*this};
    co_return value;
  }
  /// Lets all pass that wait now.
  /// @returns how many
  std::int32_t open() {
    std::vector<std::coroutine_handle<>> all;
    {
      std::lock_guard<std::mutex> guard(mutex_);
      all.swap(waiting_);
    }
    for (const auto each : all) each.resume();
    return std::int32_t(all.size());
  }

 private:
  struct Waiter {
    Barrier& barrier;
    bool await_ready() const noexcept { return false; }
    void await_suspend(std::coroutine_handle<> self) const {
      std::lock_guard<std::mutex> guard(barrier.mutex_);
      barrier.waiting_.push_back(self);
    }
    void await_resume() const noexcept {}
  };
  std::mutex mutex_;
  std::vector<std::coroutine_handle<>> waiting_;
};

/// Plays one song.
class Player {
 public:
  /// A player with its song loaded.
  static polyglue::task<Player> open(std::string name) {
    Song song = co_await find(name);
    co_return Player(std::move(song));
  }
  Player(Player&&) noexcept = default;

  const std::string& title() const noexcept { return song_.title; }
  /// Plays on.
  /// @returns how many seconds were played so far
  std::future<std::int32_t> play(std::int32_t seconds) {
    return std::async(std::launch::async, [this, seconds] { return played_ += seconds; });
  }
  /// Another one like this.
  polyglue::task<std::unique_ptr<Player>> again() const {
    co_await detail::Elsewhere();
    co_return std::make_unique<Player>(Player(song_));
  }

 private:
  explicit Player(Song song) : song_(std::move(song)) {}
  Song song_;
  std::int32_t played_ = 0;
};

/// Which of two songs is longer.
inline polyglue::task<std::string> longer(const Player& left, std::shared_ptr<Player> right) {
  co_await detail::Elsewhere();
  co_return left.title().size() < right->title().size() ? right->title() : left.title();
}

// ---- a class that the host implements ----

/// Where songs come from.
class Source {
 public:
  virtual ~Source() = default;
  /// A song by its name.
  virtual polyglue::task<Song> fetch(std::string_view name) = 0;
  /// How many there are.
  virtual std::future<std::int32_t> size(std::stop_token stop) const {
    (void)stop;
    std::promise<std::int32_t> none;
    none.set_value(0);
    return none.get_future();
  }
  /// Ends what was begun.
  virtual polyglue::task<> flush() { co_return; }
};

/// How long all songs of these names are.
inline polyglue::task<std::int32_t> duration(std::shared_ptr<Source> source, std::vector<std::string> names) {
  std::int32_t sum = 0;
  for (const std::string& name : names) {
    const Song song = co_await source->fetch(name);
    sum += song.seconds;
  }
  co_await source->flush();
  co_return sum;
}

/// Its title, or what went wrong: "no x".
inline polyglue::task<std::string> title_of(std::shared_ptr<Source> source, std::string name) {
  std::string said;
  try {
    const Song song = co_await source->fetch(name);
    said = song.title;
  } catch (const NotFound& error) {
    said = "no " + error.name();
  }
  co_return said;
}

/// Asks in a thread of its own.
inline std::future<std::int32_t> count(std::shared_ptr<Source> source, std::stop_token stop) {
  return std::async(std::launch::async, [source, stop] { return source->size(stop).get(); });
}

}  // namespace tasks
