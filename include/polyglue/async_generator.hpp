// A coroutine whose elements are made as they are asked for, and that may wait in between. C++20.
//
//     polyglue::async_generator<Message> messages(std::string channel) {
//       std::stop_token stop = co_await polyglue::stop_token();   // asked to stop when the host wants no more
//       Connection connection = co_await connect(channel);
//       while (!stop.stop_requested()) co_yield co_await connection.read();
//     }
//
//     while (std::optional<Message> message = co_await messages.next()) ...
//
// Nothing of it runs until an element is asked for, and then on the thread that resumes it. Other libraries' streams become
// known by a specialisation of `async_stream_traits`:
//
//     template <class T> struct polyglue::async_stream_traits<my::channel<T>> {
//       using element = T;
//       static auto next(my::channel<T>& from) { return from.receive(); }   // to be awaited: a std::optional<T>
//     };
#pragma once

#include <coroutine>
#include <exception>
#include <memory>
#include <optional>
#include <stop_token>
#include <utility>

#include "polyglue/task.hpp"

namespace polyglue {

/// Owns the coroutine: it ends with the generator.
template <class T>
class [[nodiscard]] async_generator {
 public:
  class promise_type {
   public:
    /// Goes on with whoever asked for the element.
    struct given {
      bool await_ready() const noexcept { return false; }
      std::coroutine_handle<> await_suspend(std::coroutine_handle<promise_type> self) const noexcept { return std::exchange(self.promise().waiter, nullptr); }
      void await_resume() const noexcept {}
    };
    async_generator get_return_object() noexcept { return async_generator(std::coroutine_handle<promise_type>::from_promise(*this)); }
    std::suspend_always initial_suspend() const noexcept { return {}; }
    given final_suspend() const noexcept { return {}; }
    template <class V>
    given yield_value(V&& from) {
      element.emplace(std::forward<V>(from));
      return {};
    }
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { error = std::current_exception(); }

    std::coroutine_handle<> waiter;
    std::stop_token stop;  ///< of the stream that all this is part of
    std::optional<T> element;
    std::exception_ptr error;
  };

  async_generator(async_generator&& other) noexcept : self_(std::exchange(other.self_, nullptr)) {}
  async_generator& operator=(async_generator&& other) noexcept {
    std::swap(self_, other.self_);
    return *this;
  }
  ~async_generator() {
    if (self_) self_.destroy();
  }

  struct awaiter {
    std::coroutine_handle<promise_type> self;
    bool await_ready() const noexcept { return self.done(); }
    template <class Promise>
    std::coroutine_handle<> await_suspend(std::coroutine_handle<Promise> waiter) const noexcept {
      self.promise().waiter = waiter;
      if constexpr (requires { waiter.promise().stop; }) self.promise().stop = waiter.promise().stop;
      return self;
    }
    std::optional<T> await_resume() const {
      if (self.promise().error) std::rethrow_exception(std::exchange(self.promise().error, nullptr));
      return std::exchange(self.promise().element, std::nullopt);
    }
  };
  /// To be awaited: the next element, or none after the last. One at a time.
  awaiter next() noexcept { return {self_}; }

 private:
  explicit async_generator(std::coroutine_handle<promise_type> self) noexcept : self_(self) {}

  std::coroutine_handle<promise_type> self_;
};

/// Specialised for classes that give one element after the other to whoever awaits it.
template <class S>
struct async_stream_traits;
template <class T>
struct async_stream_traits<async_generator<T>> {
  using element = T;
  static auto next(async_generator<T>& from) noexcept { return from.next(); }
};

}  // namespace polyglue
