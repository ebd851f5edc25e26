// What a function of the host gives later: async methods of classes that the host implements.
//
// The host gets a promise, a handle that it resolves or fails, once, from any thread. C++ gets a std::future or a
// coroutine's task of the result.
#pragma once

#include <atomic>
#include <exception>
#include <future>
#include <mutex>
#include <optional>
#include <type_traits>
#include <utility>

#include "polyglue/runtime/coroutine.hpp"
#include "polyglue/runtime/interface.hpp"
#include "polyglue/runtime/task.hpp"

POLYGLUE_RUNTIME_BEGIN

class PromiseBase;
/// The host has ended: all promises that it has not kept fail. Once its gate is closed.
void abandon_promises() noexcept;

/// What both sides hold: the host, by a handle, until it has given an outcome, and C++ as long as it may want one.
class PromiseBase {
 public:
  PromiseBase(const PromiseBase&) = delete;
  PromiseBase& operator=(const PromiseBase&) = delete;

  bool keep() noexcept;  ///< false if it is ending
  void release() noexcept {
    if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  // ---- the side of the host ----

  /// Which method it is of, by an address of its own. Before the host has the handle.
  void belongs_to(const void* kind, std::exception_ptr (*convert)(std::exception_ptr) noexcept) noexcept { kind_ = kind, expected_ = convert; }
  const void* kind() const noexcept { return kind_; }
  /// What C++ gets of a failure of the host, see expected_error().
  std::exception_ptr expected(std::exception_ptr error) const noexcept { return expected_(std::move(error)); }
  /// `ended` is called once: when C++ wants no outcome any more (cancelled), or when the promise is resolved, failed or freed.
  pgl_status on_end(void (*ended)(void* user, pgl_bool cancelled), void* user) noexcept;
  /// For whoever gives the outcome: true once.
  bool claim() noexcept;
  /// After claim(): C++ goes on with an error, or with the value that was set.
  virtual void fail(std::exception_ptr error) noexcept = 0;

  // ---- the side of C++ ----

  /// Nobody wants the outcome any more. It may come all the same.
  void cancel() noexcept;

 protected:
  PromiseBase();
  virtual ~PromiseBase();

 private:
  std::atomic<std::uint32_t> refs_{2};
  const void* kind_ = nullptr;
  std::exception_ptr (*expected_)(std::exception_ptr) noexcept = nullptr;
  std::mutex mutex_;
  bool is_claimed_ = false, is_cancelled_ = false;
  void (*ended_)(void* user, pgl_bool cancelled) = nullptr;
  void* user_ = nullptr;
  PromiseBase *next_ = nullptr, *before_ = nullptr;  ///< all that there are
  friend void abandon_promises() noexcept;
};

/// Promises are handles like those of objects. The handle's end abandons.
template <>
struct Class<PromiseBase> {
  using handle = pgl_promise;
  static constexpr Threads threads = Threads::shared;
  static constexpr bool exact = true;
  static const ClassInfo info;
};
using PromiseBorrow = Borrow<PromiseBase, true>;
/// Makes the handle; nothing fails.
pgl_promise* give_promise(Reservation& reserved, PromiseBase* promise) noexcept;

/// For the C functions that every library with promises has.
pgl_status promise_on_end(pgl_promise* handle, void (*ended)(void* user, pgl_bool cancelled), void* user) noexcept;
pgl_status promise_fail(pgl_promise* handle, pgl_status status, pgl_str message, const void* fields) noexcept;
pgl_status promise_fail(pgl_promise* handle, pgl_str message, void* error, void (*release)(void*)) noexcept;
inline void promise_free(pgl_promise* handle) noexcept { close<PromiseBase>(handle); }

#if defined(__cpp_lib_jthread)
struct CancelsPromise {
  PromiseBase* promise;
  void operator()() const noexcept { promise->cancel(); }
};
using StopsPromise = std::optional<std::stop_callback<CancelsPromise>>;
#endif

/// With a result.
template <class T>
class Promise : public PromiseBase {
 public:
  /// After claim().
  virtual void resolve(ValueOf<T> value) noexcept = 0;
};

/// A count on the side of C++.
template <class P>
class PromiseSide {
 public:
  explicit PromiseSide(P* promise) noexcept : promise_(promise) {}
  PromiseSide(PromiseSide&& other) noexcept : promise_(std::exchange(other.promise_, nullptr)) {}
  PromiseSide& operator=(PromiseSide&&) = delete;
  ~PromiseSide() {
    if (promise_) promise_->release();
  }
  P* operator->() const noexcept { return promise_; }
  P* get() const noexcept { return promise_; }

 private:
  P* promise_;
};

// ---- std::future ----

template <class T>
class FuturePromise final : public Promise<T> {
 public:
  std::future<T> future() { return promise_.get_future(); }
  void resolve(ValueOf<T> value) noexcept override {
    if constexpr (std::is_void_v<T>) (void)value, promise_.set_value();
    else promise_.set_value(std::move(value));
  }
  void fail(std::exception_ptr error) noexcept override { promise_.set_exception(std::move(error)); }
#if defined(__cpp_lib_jthread)
  /// Cancels when somebody asks for that. Before the host has the handle.
  void stop_with(std::stop_token stop) { stop_.emplace(std::move(stop), CancelsPromise{this}); }

 private:
  StopsPromise stop_;
#else
 private:
#endif
  ~FuturePromise() override = default;
  std::promise<T> promise_;
};

#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)
// ---- coroutines ----

template <class T>
class AwaitedPromise final : public Promise<T> {
 public:
  void resolve(ValueOf<T> value) noexcept override {
    value_.emplace(std::move(value));
    go_on();
  }
  void fail(std::exception_ptr error) noexcept override {
    error_ = std::move(error);
    go_on();
  }
  void stop_with(std::stop_token stop) { stop_.emplace(std::move(stop), CancelsPromise{this}); }

  bool is_there() const noexcept { return phase_.load(std::memory_order_acquire) == Phase::there; }
  /// True if it goes on later.
  bool wait(std::coroutine_handle<> waiter) noexcept {
    waiter_ = waiter;
    Phase phase = Phase::begun;
    return phase_.compare_exchange_strong(phase, Phase::waiting, std::memory_order_acq_rel, std::memory_order_acquire);
  }
  ValueOf<T> take() {
    stop_.reset();
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    return *std::move(value_);
  }
  /// The coroutine ends, whether it got the outcome or not.
  void forget() noexcept {
    if (phase_.exchange(Phase::forgotten, std::memory_order_acq_rel) != Phase::there) this->cancel();
  }

 private:
  enum class Phase : std::uint32_t { begun, waiting, there, forgotten };
  ~AwaitedPromise() override = default;
  void go_on() noexcept {
    Phase phase = phase_.load(std::memory_order_acquire);
    do {
      if (phase == Phase::forgotten) return;
    } while (!phase_.compare_exchange_weak(phase, Phase::there, std::memory_order_acq_rel, std::memory_order_acquire));
    if (phase == Phase::waiting) waiter_.resume();
  }

  std::atomic<Phase> phase_{Phase::begun};
  std::coroutine_handle<> waiter_;
  std::optional<ValueOf<T>> value_;
  std::exception_ptr error_;
  StopsPromise stop_;
};

/// What the coroutine awaits; it lives in its frame.
template <class T>
class PromiseWait {
 public:
  explicit PromiseWait(PromiseSide<AwaitedPromise<T>> side) noexcept : side_(std::move(side)) {}
  PromiseWait(PromiseWait&&) noexcept = default;
  ~PromiseWait() {
    if (side_.get()) side_->forget();
  }
  bool await_ready() const noexcept { return side_->is_there(); }
  template <class P>
  bool await_suspend(std::coroutine_handle<P> waiter) {
    if constexpr (requires { waiter.promise().stop; }) side_->stop_with(waiter.promise().stop);
    return side_->wait(waiter);
  }
  T await_resume() {
    if constexpr (std::is_void_v<T>) (void)side_->take();
    else return side_->take();
  }

 private:
  PromiseSide<AwaitedPromise<T>> side_;
};
template <class R, class T>
R awaited(PromiseWait<T> wait) {
  co_return co_await wait;
}
#endif

// ---- the call ----

/// How C++ gets a result that comes later as an `R`.
template <class R, class T>
struct Later {
#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)
  using promise = AwaitedPromise<T>;
  static R begin(PromiseSide<promise> side) { return awaited<R>(PromiseWait<T>(std::move(side))); }
#endif
};
template <class T>
struct Later<std::future<T>, T> {
  using promise = FuturePromise<T>;
  static std::future<T> begin(PromiseSide<promise> side) { return side->future(); }
};
template <class T>
struct Later<std::shared_future<T>, T> {
  using promise = FuturePromise<T>;
  static std::shared_future<T> begin(PromiseSide<promise> side) { return side->future().share(); }
};

/// Ends a promise whose host function failed.
void promise_failed(pgl_promise* handle) noexcept;

/// Calls a method of the host whose result comes later. `K`, made by the shim: `value`, its C++ type; `error`, the one that it
/// declares, or void; `may_be_null`, whether it may be a null pointer; the address of `kind` tells promises apart. The host is called at once, since it is given views.
template <class K, class R, class Names, class... A, class Stop, class H, class... C>
R call_method_later(const Implementation& host, Stop&& stop, pgl_status (*method)(void*, H*, C...), std::remove_reference_t<A>&... args) {
  using As = Later<R, typename K::value>;
  const std::shared_ptr<const GivenObject> given = host.given();
  Reservation reserved;
  if (!reserved) throw Failure(refuse(reserved.status(), "promise"));
  PromiseSide<typename As::promise> side(new typename As::promise());
  side->belongs_to(&K::kind, &expected_error<typename K::error>);
  if constexpr (!std::is_same_v<std::decay_t<Stop>, std::nullptr_t>) side->stop_with(stop);
  pgl_promise* handle = give_promise(reserved, side.get());
  try {
    Invoke<Names, void, A...>::run_method_later(method, given->user(), reinterpret_cast<H*>(host.self()), handle, std::index_sequence_for<A...>(), args...);
  } catch (...) {
    promise_failed(handle);
  }
  return As::begin(std::move(side));
}

/// Gives the result, and frees the promise. A value that is refused changes nothing.
template <class K, class Form>
pgl_status resolve(pgl_promise* handle, const Form& form) {
  using T = typename K::value;
  struct Ending {
    pgl_promise* handle = nullptr;
    ~Ending() {
      if (handle) promise_free(handle);
    }
  } ending;
  PromiseBorrow promise(handle);
  if (!promise) return promise.refuse("promise");
  if (promise->kind() != &K::kind) return refuse(PGL_ERROR_WRONG_TYPE, "promise");
  auto* made = static_cast<Promise<T>*>(promise.get());
  if constexpr (std::is_void_v<T>) {
    (void)form;
    if (!made->claim()) return refuse(PGL_ERROR_CLOSED, "promise", &Class<PromiseBase>::info);
    ending.handle = handle;
    made->resolve(Empty());
  } else {
    if constexpr (!K::may_be_null && is_never_null<T, Form>()) {
      if (!form) return refuse_null("value");
    }
    if (pgl_status bad = Convert<T, Form>::check(form)) return refuse(bad, "value");
    Scratch scratch;
    T value = Convert<T, Form>::lift(form, scratch);
    if (!made->claim()) return refuse(PGL_ERROR_CLOSED, "promise", &Class<PromiseBase>::info);
    ending.handle = handle;
    made->resolve(std::move(value));
  }
  return PGL_OK;
}

POLYGLUE_RUNTIME_END
