// Elements that come one by one: generators, views, what arrives in time.
#pragma once

#include <algorithm>
#include <atomic>
#include <chrono>
#include <coroutine>
#include <cstdint>
#include <deque>
#include <functional>
#include <iterator>
#include <memory>
#include <mutex>
#include <optional>
#include <ranges>
#include <stdexcept>
#include <stop_token>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <vector>

#include <polyglue/async_generator.hpp>
#include <polyglue/generator.hpp>

namespace streams {

/// A song.
struct Song {
  std::string title;
  std::int32_t seconds = 0;
  bool operator==(const Song&) const = default;
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

inline std::atomic<std::int32_t> made{0}, alive{0}, stopped{0};

/// Lives as long as a coroutine's body.
struct Alive {
  Alive() { ++alive; }
  ~Alive() { --alive; }
  Alive(const Alive&) = delete;
  Alive& operator=(const Alive&) = delete;
};

/// `co_await Elsewhere()`: goes on in another thread.
struct Elsewhere {
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> self) const { std::thread([self] { self.resume(); }).detach(); }
  void await_resume() const noexcept {}
};

/// What somebody sends and somebody else hears.
template <class T>
struct Line {
  std::mutex mutex;
  std::deque<T> sent;
  std::coroutine_handle<> listener;
  bool is_closed = false;

  void close() {
    std::unique_lock<std::mutex> lock(mutex);
    is_closed = true;
    go_on(std::move(lock));
  }
  void go_on(std::unique_lock<std::mutex> lock) {
    const auto one = std::exchange(listener, nullptr);
    lock.unlock();
    if (one) one.resume();
  }
};

inline Song find(const std::string& name) {
  if (name == "nothing") throw NotFound(name);
  return {name, std::int32_t(name.size())};
}

}  // namespace detail

/// How many elements were made so far, by all.
inline std::int32_t made() noexcept { return detail::made; }
/// How many bodies of coroutines there are.
inline std::int32_t alive() noexcept { return detail::alive; }
/// How many were asked to stop, and did.
inline std::int32_t stopped() noexcept { return detail::stopped; }

// ---- at once ----

/// Numbers, in order.
inline polyglue::generator<std::int32_t> count(std::int32_t first, std::int32_t last) {
  const detail::Alive alive;
  for (std::int32_t i = first; i <= last; ++i) {
    ++detail::made;
    co_yield i;
  }
}

/// The words of a text.
/// @param text words with blanks in between
inline polyglue::generator<std::string_view> words(std::string_view text) {
  const detail::Alive alive;
  while (!text.empty()) {
    const std::size_t end = text.find(' ');
    co_yield text.substr(0, end);
    text = end == text.npos ? std::string_view() : text.substr(end + 1);
  }
}

/// Songs by their names.
/// @throws NotFound for "nothing", in its turn
inline polyglue::generator<Song> songs(const std::vector<std::string>& names) {
  const detail::Alive alive;
  for (const std::string& name : names) co_yield detail::find(name);
}

/// Squares of the numbers below this one: a view.
#ifdef __cpp_lib_ranges
inline auto squares(std::int32_t end) {
  return std::views::iota(1, std::max(1, end)) | std::views::transform([](std::int32_t i) { return i * i; });
}
#else  // Emscripten 3.1.6 has no views: a generator in their place
inline polyglue::generator<std::int32_t> squares(std::int32_t end) {
  for (std::int32_t i = 1; i < end; ++i) co_yield i * i;
}
#endif

/// One that holds songs.
class Album {
 public:
  explicit Album(std::vector<Song> songs) : songs_(std::move(songs)) {}
  explicit Album(const Song& single) : songs_(1, single) {}
  Album(const Album&) = delete;
  Album& operator=(const Album&) = delete;
  ~Album() { songs_.clear(); }

  /// Its songs.
  polyglue::generator<const Song&> songs() const {
    for (const Song& song : songs_) co_yield song;
  }
  /// An album for each song.
  polyglue::generator<std::shared_ptr<Album>> singles() const {
    for (const Song& song : songs_) co_yield std::make_shared<Album>(song);
  }
  /// How long they are, where that is known.
  polyglue::generator<std::optional<std::int32_t>> lengths() const {
    for (const Song& song : songs_) co_yield song.seconds ? std::optional(song.seconds) : std::nullopt;
  }

 private:
  std::vector<Song> songs_;
};

// ---- in time ----

/// Numbers, each from another thread. The first is there at once.
inline polyglue::async_generator<std::int32_t> ticks(std::int32_t last) {
  const detail::Alive alive;
  for (std::int32_t i = 1; i <= last; ++i) {
    ++detail::made;
    if (i > 1) co_await detail::Elsewhere();
    co_yield i;
  }
}

/// Songs by their names, which are looked for elsewhere.
/// @throws NotFound for "nothing", in its turn
inline polyglue::async_generator<Song> search(std::vector<std::string> names) {
  const detail::Alive alive;
  for (const std::string& name : names) {
    co_await detail::Elsewhere();
    co_yield detail::find(name);
  }
}

/// Gives one number, and nothing more until it is asked to stop.
inline polyglue::async_generator<std::int32_t> until_stopped() {
  const detail::Alive alive;
  const std::stop_token stop = co_await polyglue::stop_token();
  co_yield 1;
  while (!stop.stop_requested()) {
    co_await detail::Elsewhere();
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  ++detail::stopped;
}

/// Hears what is sent: a stream of the library's own.
template <class T>
class Listening {
 public:
  explicit Listening(std::shared_ptr<detail::Line<T>> line) : line_(std::move(line)) {}
  class Waiter {
    struct Close {
      detail::Line<T>& line;
      void operator()() const { line.close(); }
    };

   public:
    explicit Waiter(detail::Line<T>& line) : line_(line) {}
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> self) {
      closes_.emplace(self.promise().stop, Close{line_});  // nobody listens any more
      const std::lock_guard<std::mutex> guard(line_.mutex);
      if (!line_.sent.empty() || line_.is_closed) return false;
      if (line_.listener) throw std::invalid_argument("somebody else is listening");
      line_.listener = self;
      return true;
    }
    std::optional<T> await_resume() {
      closes_.reset();
      const std::lock_guard<std::mutex> guard(line_.mutex);
      if (line_.sent.empty()) return std::nullopt;
      T first = std::move(line_.sent.front());
      line_.sent.pop_front();
      return first;
    }

   private:
    detail::Line<T>& line_;
    std::optional<std::stop_callback<Close>> closes_;
  };
  Waiter receive() { return Waiter(*line_); }

 private:
  std::shared_ptr<detail::Line<T>> line_;
};

/// Sends texts to whoever listens.
class Channel {
 public:
  Channel() : line_(std::make_shared<detail::Line<std::string>>()) {}
  void send(std::string text) {
    std::unique_lock<std::mutex> lock(line_->mutex);
    line_->sent.push_back(std::move(text));
    line_->go_on(std::move(lock));
  }
  /// Nothing comes after what was sent.
  void finish() {
    line_->close();
  }
  /// What is sent, as it comes.
  Listening<std::string> listen() { return Listening<std::string>(line_); }

 private:
  std::shared_ptr<detail::Line<std::string>> line_;
};

}  // namespace streams

template <class T>
struct polyglue::async_stream_traits<streams::Listening<T>> {
  using element = T;
  static auto next(streams::Listening<T>& from) { return from.receive(); }
};
