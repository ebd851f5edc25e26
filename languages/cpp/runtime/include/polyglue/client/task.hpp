// Results that come later.
#ifndef POLYGLUE_CLIENT_TASK_HPP
#define POLYGLUE_CLIENT_TASK_HPP

#include <chrono>
#include <condition_variable>
#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "polyglue/client/error.hpp"

namespace polyglue::client {

/// What every library with tasks has.
struct task_calls {
  pgl_status (*on_done)(pgl_task* task, void (*wake)(void* user), void* user, pgl_bool* done);
  void (*cancel)(pgl_task* task);
  void (*free)(pgl_task* task);
};

namespace detail {

/// Told once, by some thread of the library, that an outcome is there.
class waiter {
 public:
  /// Waits for the outcome of a task.
  static std::shared_ptr<waiter> of(const task_calls& calls, pgl_task* task) {
    auto made = std::make_shared<waiter>();
    auto user = std::make_unique<std::shared_ptr<waiter>>(made);
    pgl_bool done = 0;
    if (calls.on_done(task, &wake, user.get(), &done) == PGL_OK && done == 0) static_cast<void>(user.release());
    else made->end();
    return made;
  }
  void end() {
    std::function<void()> then;
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      is_done_ = true;
      then.swap(then_);
    }
    changed_.notify_all();
    if (then) then();
  }
  bool wait(std::optional<std::chrono::nanoseconds> patience) {
    std::unique_lock<std::mutex> lock(mutex_);
    if (patience) return changed_.wait_for(lock, *patience, [this] { return is_done_; });
    changed_.wait(lock, [this] { return is_done_; });
    return true;
  }
  void then(std::function<void()> call) {
    {
      const std::lock_guard<std::mutex> guard(mutex_);
      if (!is_done_) {
        then_ = std::move(call);
        return;
      }
    }
    call();
  }

 private:
  static void wake(void* user) {
    const std::unique_ptr<std::shared_ptr<waiter>> mine(static_cast<std::shared_ptr<waiter>*>(user));
    (*mine)->end();
  }

  std::mutex mutex_;
  std::condition_variable changed_;
  bool is_done_ = false;
  std::function<void()> then_;
};

}  // namespace detail

inline namespace POLYGLUE_CLIENT_MODE {

namespace detail {

/// An outcome that was there at once.
template <class T>
class outcome {
 public:
#if POLYGLUE_NO_EXCEPTIONS
  template <class Make>
  explicit outcome(Make make) : result_(make()) {}
  returns<T> take() { return std::move(result_); }

 private:
  result<T> result_;
#else
  template <class Make>
  explicit outcome(Make make) {
    try {
      if constexpr (std::is_void_v<T>) make();
      else value_.emplace(make());
    } catch (...) {
      error_ = std::current_exception();
    }
  }
  T take() {
    if (error_) std::rethrow_exception(error_);
    if constexpr (!std::is_void_v<T>) return *std::move(value_);
  }

 private:
  std::exception_ptr error_;
  std::optional<std::conditional_t<std::is_void_v<T>, bool, T>> value_;
#endif
};

}  // namespace detail

/// A result that comes later, from whatever thread. Who lets go of it loses interest, and the library is asked to stop.
template <class T>
class [[nodiscard]] task {
 public:
  using value_type = T;

  /// There already: what `make` returns or throws.
  template <class Make>
  static task ready(Make make) { return task(detail::outcome<T>(std::move(make))); }
  /// Takes over a C task, and how its outcome is taken.
  task(const task_calls& calls, pgl_task* handle, returns<T> (*take)(pgl_task*))
      : calls_(&calls), handle_(handle), take_(take), waiter_(detail::waiter::of(calls, handle)) {}
#if POLYGLUE_NO_EXCEPTIONS
  task(failure error) : outcome_([&] { return result<T>(std::move(error)); }) {}
#endif
  task(task&& other) noexcept
      : calls_(other.calls_), handle_(std::exchange(other.handle_, nullptr)), take_(other.take_), waiter_(std::move(other.waiter_)),
        outcome_(std::move(other.outcome_)) {}
  task& operator=(task&& other) noexcept {
    task moved(std::move(other));
    std::swap(calls_, moved.calls_);
    std::swap(handle_, moved.handle_);
    std::swap(take_, moved.take_);
    std::swap(waiter_, moved.waiter_);
    std::swap(outcome_, moved.outcome_);
    return *this;
  }
  ~task() {
    if (handle_) calls_->free(handle_);
  }

  [[nodiscard]] bool is_ready() const { return wait_for(std::chrono::nanoseconds(0)); }
  void wait() const {
    if (waiter_) waiter_->wait(std::nullopt);
  }
  /// Waits no longer than that. Is the outcome there?
  [[nodiscard]] bool wait_for(std::chrono::nanoseconds patience) const { return !waiter_ || waiter_->wait(patience); }
  /// Waits, and gives the outcome. Once.
  returns<T> get() {
    if (outcome_) return std::exchange(outcome_, std::nullopt)->take();
    wait();
    return take_(std::exchange(handle_, nullptr));
  }
  /// Makes PGL_ERROR_CANCELLED the outcome, if there is none yet, and asks the library to stop.
  void cancel() const {
    if (handle_) calls_->cancel(handle_);
  }
  /// Calls `call` when the outcome is there: now, or from the thread that brings it, in which it must not be taken. To tell an
  /// event loop; once.
  void then(std::function<void()> call) const {
    if (waiter_) waiter_->then(std::move(call));
    else call();
  }

 private:
  explicit task(detail::outcome<T> outcome) : outcome_(std::move(outcome)) {}

  const task_calls* calls_ = nullptr;
  pgl_task* handle_ = nullptr;
  returns<T> (*take_)(pgl_task*) = nullptr;
  std::shared_ptr<detail::waiter> waiter_;
  std::optional<detail::outcome<T>> outcome_;
};

}  // namespace POLYGLUE_CLIENT_MODE
}  // namespace polyglue::client

#endif
