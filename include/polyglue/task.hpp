// A coroutine whose result comes later. C++20.
//
//     polyglue::task<Chart> load(std::string path) {
//       std::stop_token stop = co_await polyglue::stop_token();   // asked to stop when the host cancels
//       co_return parse(co_await read_file(path, stop));
//     }
//
// It starts when it is awaited, or when a host calls it, and runs on the thread that resumes it. Other libraries' tasks
// become known by a specialisation of `task_traits`:
//
//     template <class T> struct polyglue::task_traits<my::lazy<T>> { using result = T; };
#pragma once

#include <coroutine>
#include <exception>
#include <optional>
#include <stop_token>
#include <type_traits>
#include <utility>

#include "polyglue/cancelled.hpp"

namespace polyglue {

template <class T = void>
class task;

/// Specialised for classes that stand for a result that comes later: `result` is its type. They can be awaited by co_await.
template <class T>
struct task_traits;
template <class T>
struct task_traits<task<T>> {
  using result = T;
};

namespace detail {

class task_promise {
 public:
  struct end {
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> self) const noexcept {
      return self.promise().waiter ? self.promise().waiter : std::coroutine_handle<>(std::noop_coroutine());
    }
    void await_resume() const noexcept {}
  };
  std::suspend_always initial_suspend() const noexcept { return {}; }
  end final_suspend() const noexcept { return {}; }
  void unhandled_exception() noexcept { error = std::current_exception(); }

  std::coroutine_handle<> waiter;  ///< goes on when this one has ended
  std::stop_token stop;            ///< of the call that all this is part of
  std::exception_ptr error;
};

template <class T>
class task_result : public task_promise {
 public:
  template <class V = T>  // for `co_return {a, b};`
  void return_value(V&& result) { value_.emplace(std::forward<V>(result)); }
  T take() {
    if (error) std::rethrow_exception(error);
    return *std::move(value_);
  }

 private:
  std::optional<T> value_;
};
template <>
class task_result<void> : public task_promise {
 public:
  void return_void() const noexcept {}
  void take() const {
    if (error) std::rethrow_exception(error);
  }
};

}  // namespace detail

/// Owns the coroutine: it ends with the task. Awaited once.
template <class T>
class [[nodiscard]] task {
 public:
  struct promise_type : detail::task_result<T> {
    task get_return_object() { return task(std::coroutine_handle<promise_type>::from_promise(*this)); }
  };

  task(task&& other) noexcept : self_(std::exchange(other.self_, nullptr)) {}
  task& operator=(task&& other) noexcept {
    std::swap(self_, other.self_);
    return *this;
  }
  ~task() {
    if (self_) self_.destroy();
  }

  struct awaiter {
    std::coroutine_handle<promise_type> self;
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> waiter) const noexcept {
      self.promise().waiter = waiter;
      if constexpr (requires { waiter.promise().stop; }) self.promise().stop = waiter.promise().stop;
      return self;
    }
    T await_resume() const { return self.promise().take(); }
  };
  awaiter operator co_await() && noexcept { return {self_}; }

 private:
  explicit task(std::coroutine_handle<promise_type> self) noexcept : self_(self) {}

  std::coroutine_handle<promise_type> self_;
};

/// `co_await polyglue::stop_token()`: the token that cancelling the call asks to stop. Nothing waits for it.
class stop_token {
 public:
  bool await_ready() const noexcept { return false; }
  template <class Promise>
  bool await_suspend(std::coroutine_handle<Promise> waiter) noexcept {
    if constexpr (requires { waiter.promise().stop; }) token_ = waiter.promise().stop;
    return false;
  }
  std::stop_token await_resume() noexcept { return std::move(token_); }

 private:
  std::stop_token token_;
};

}  // namespace polyglue
