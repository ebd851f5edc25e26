// Results that a program gives a library later: what its async methods get.
#ifndef POLYGLUE_CLIENT_PROMISE_HPP
#define POLYGLUE_CLIENT_PROMISE_HPP

#include <exception>
#include <functional>
#include <memory>
#include <mutex>
#include <optional>
#include <thread>
#include <type_traits>
#include <utility>

#include "polyglue/client/interface.hpp"
#include "polyglue/client/task.hpp"

namespace polyglue::client {
inline namespace POLYGLUE_CLIENT_MODE {

/// What every library with promises has.
struct promise_calls {
  pgl_status (*fail)(const error& why, pgl_promise* promise);
  pgl_status (*fail_host)(pgl_promise* promise, pgl_str message, void* error, void (*release)(void* error));
  pgl_status (*on_end)(pgl_promise* promise, void (*ended)(void* user, pgl_bool cancelled), void* user);
  void (*free)(pgl_promise* promise);
  detail::raised (*raise)(pgl_status status);
};

namespace detail {

/// The call of a method that was given a promise. What is let go of meanwhile waits for its end: the method may fail.
struct method_call {
  explicit method_call(pgl_promise* given) noexcept : promise(given), outer(current) { current = this; }
  method_call(const method_call&) = delete;
  method_call& operator=(const method_call&) = delete;
  ~method_call() { current = outer; }

  pgl_promise* promise;
  bool is_let_go = false;
  method_call* outer;
  inline static thread_local method_call* current = nullptr;
};

/// What promises of all types share.
class promise_base {
 public:
  promise_base(const promise_calls& calls, pgl_promise* handle) noexcept : calls_(&calls), handle_(handle) {}
  promise_base(promise_base&& other) noexcept : calls_(other.calls_), handle_(std::exchange(other.handle_, nullptr)) {}
  promise_base& operator=(promise_base&& other) noexcept {
    promise_base moved(std::move(other));
    std::swap(calls_, moved.calls_);
    std::swap(handle_, moved.handle_);
    return *this;
  }
  ~promise_base() {
    if (!handle_) return;
    method_call* const call = method_call::current;
    if (call && call->promise == handle_) call->is_let_go = true;
    else calls_->free(handle_);
  }

  /// Whether there is an outcome to give.
  [[nodiscard]] explicit operator bool() const noexcept { return handle_ != nullptr; }
  /// The outcome: an error. One of the library's own is that very exception there.
  returns<void> fail(const error& why) { return ended(calls_->fail(why, handle_)); }
#if !POLYGLUE_NO_EXCEPTIONS
  /// Any exception: it comes out of the call it was for, as itself.
  void fail(std::exception_ptr why) { ended(tell(std::move(why))); }
#endif
  /// Calls `call` once, from any thread: with true when the library does not want an outcome any more, with false when
  /// there is one. It must not throw. One for each promise.
  returns<void> on_end(std::function<void(bool cancelled)> call) {
    auto user = std::make_unique<std::function<void(bool)>>(std::move(call));
    const pgl_status status = calls_->on_end(handle_, &tell_end, user.get());
    if (status != PGL_OK) return detail::fail<returns<void>>([&] { return calls_->raise(status); });
    static_cast<void>(user.release());
    return returns<void>();
  }

 protected:
  pgl_promise* pgl_handle() const noexcept { return handle_; }
  returns<void> ended(pgl_status status) {
    if (status != PGL_OK) return detail::fail<returns<void>>([&] { return calls_->raise(status); });
    handle_ = nullptr;
    return returns<void>();
  }

 private:
  static void tell_end(void* user, pgl_bool cancelled) {
    const std::unique_ptr<std::function<void(bool)>> call(static_cast<std::function<void(bool)>*>(user));
    (*call)(cancelled != 0);
  }
#if !POLYGLUE_NO_EXCEPTIONS
  pgl_status tell(std::exception_ptr why) {
    try {
      std::rethrow_exception(std::move(why));
    } catch (const error& known) {
      if (known.status() > 0 || known.status() == PGL_ERROR_CANCELLED) return calls_->fail(known, handle_);
      return keep(known.what());
    } catch (const std::exception& unknown) {
      return keep(unknown.what());
    } catch (...) {
      return keep("an exception without a message");
    }
  }
  pgl_status keep(const char* message) noexcept {
    return keep_exception(message, [this](pgl_str text, void* kept, void (*release)(void*)) { return calls_->fail_host(handle_, text, kept, release); });
  }
#endif

  const promise_calls* calls_;
  pgl_promise* handle_;
};

}  // namespace detail

/// A result that this program gives later: once, from any thread. The library goes on in that call. One that is let go of
/// without an outcome fails there.
template <class T>
class promise : public detail::promise_base {
 public:
  promise(const promise_calls& calls, pgl_promise* handle, pgl_status (*give)(pgl_promise*, const T&)) noexcept
      : promise_base(calls, handle), resolve_(give) {}

  /// The outcome. One that is refused changes nothing.
  returns<void> resolve(const T& value) { return ended(resolve_(pgl_handle(), value)); }

 private:
  pgl_status (*resolve_)(pgl_promise*, const T&);
};
template <>
class promise<void> : public detail::promise_base {
 public:
  promise(const promise_calls& calls, pgl_promise* handle, pgl_status (*give)(pgl_promise*)) noexcept
      : promise_base(calls, handle), resolve_(give) {}

  /// It is done.
  returns<void> resolve() { return ended(resolve_(pgl_handle())); }

 private:
  pgl_status (*resolve_)(pgl_promise*);
};

namespace detail {

/// Resolves by a function of the library.
template <class T, auto Resolve>
constexpr auto resolver() {
  if constexpr (std::is_void_v<T>) return Resolve;
  else return [](pgl_promise* promise, const T& value) -> pgl_status { return hand_back<T>(value, Resolve, promise); };
}

/// Gives what a task has come to, which nobody else can any more.
template <class T>
void pass_on(task<T> from, promise<T> to) {
#if POLYGLUE_NO_EXCEPTIONS
  returns<T> outcome = from.get();
  if (!outcome.has_value()) static_cast<void>(to.fail(outcome.error().get()));
  else if constexpr (std::is_void_v<T>) static_cast<void>(to.resolve());
  else static_cast<void>(to.resolve(outcome.value()));
#else
  try {
    try {
      if constexpr (std::is_void_v<T>) from.get(), to.resolve();
      else to.resolve(from.get());
    } catch (...) {
      to.fail(std::current_exception());
    }
  } catch (...) {  // the promise has ended before
  }
#endif
}

/// The same when the task has come to something.
template <class T>
void forward(task<T> from, promise<T> to) {
  if (from.is_ready()) return pass_on(std::move(from), std::move(to));
  struct waiting {
    std::mutex mutex;
    std::optional<task<T>> work;
  };
  const auto shared = std::make_shared<waiting>();
  shared->work.emplace(std::move(from));
  static_cast<void>(to.on_end([shared](bool cancelled) {
    const std::lock_guard<std::mutex> guard(shared->mutex);
    if (cancelled && shared->work) shared->work->cancel();
  }));
  std::thread([shared, kept = std::make_shared<promise<T>>(std::move(to))] {
    shared->work->wait();
    std::optional<task<T>> work;
    {
      const std::lock_guard<std::mutex> guard(shared->mutex);
      work.swap(shared->work);
    }
    pass_on(std::move(*work), std::move(*kept));
  }).detach();
}

/// The C function behind an async method of T.
template <class Library, class T, class Signature>
struct async_method;
template <class Library, class T, class R, class... A>
struct async_method<Library, T, R(A...)> {
  template <auto Method, auto Resolve, class C, class... X>
  static auto take(pgl_status (*)(void*, C*, X...)) -> pgl_status (*)(void*, C*, X...) {
    return [](void* user, C* self, X... arguments) -> pgl_status {
      T& target = *static_cast<T*>(user);
      target.pgl_set_self(self);
      pgl_promise* const handle = std::get<sizeof...(A)>(std::tuple<X...>(arguments...));
      method_call running(handle);
      const auto call = [&](A... each) -> returns<void> {
        return (target.*Method)(std::forward<A>(each)..., promise<R>(Library::promises, handle, resolver<R, Resolve>()));
      };
      const pgl_status status = host_call<Library, void, A...>::run(call, arguments...);
      if (status == PGL_OK && running.is_let_go) Library::promises.free(handle);
      return status;
    };
  }
};

}  // namespace detail
}  // namespace POLYGLUE_CLIENT_MODE
}  // namespace polyglue::client

#endif
