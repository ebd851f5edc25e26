// Elements that C++ makes as the host asks for them: generators and other ranges that are gone through once.
#pragma once

#include <atomic>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "polyglue/runtime/start.hpp"
#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)
#include "polyglue/async_generator.hpp"
#endif

POLYGLUE_RUNTIME_BEGIN

/// One caller at a time: a coroutine that runs cannot be resumed.
class Turn {
 public:
  /// Throws Failure if it is somebody else's.
  explicit Turn(std::atomic<bool>& taken) : taken_(taken) {
    if (taken.exchange(true, std::memory_order_acquire)) {
      throw Failure(refuse_because(PGL_ERROR_ARGUMENT, "self", "is giving an element already"));
    }
  }
  ~Turn() { taken_.store(false, std::memory_order_release); }
  Turn(const Turn&) = delete;
  Turn& operator=(const Turn&) = delete;

 private:
  std::atomic<bool>& taken_;
};

/// A range on its way. What it gives by reference is copied, everything else moved.
template <class T>
class Source {
 public:
  virtual ~Source() = default;
  virtual std::optional<T> next() = 0;
};

template <class T, class R>
class RangeSource final : public Source<T> {
  using Iterator = decltype(std::declval<R&>().begin());
  using Sentinel = decltype(std::declval<R&>().end());

 public:
  explicit RangeSource(R&& range) : range_(std::move(range)) {}

  /// Goes on only when the next element is asked for, so that nothing is made which nobody wants.
  std::optional<T> next() override {
    if (at_) {
      ++*at_;
    } else {
      at_.emplace(range_.begin());
      end_.emplace(range_.end());
    }
    if (!(*at_ != *end_)) return std::nullopt;
    return std::optional<T>(std::in_place, **at_);
  }

 private:
  R range_;
  std::optional<Sentinel> end_;
  std::optional<Iterator> at_;
};

/// What the host has a handle to. Its elements are values of type T.
template <class T>
class Stream {
 public:
  /// Takes over what the range needs: arguments, and counts on objects.
  template <class R>
  Stream(R&& range, Scratch& kept) : source_(new RangeSource<T, std::decay_t<R>>(std::forward<R>(range))) {
    kept_.swap(kept);
  }

  /// The next element, or none after the last one and after an error.
  std::optional<T> next() {
    const Turn turn(taken_);
    if (!source_) return std::nullopt;
    try {
      if (std::optional<T> element = source_->next()) return element;
    } catch (...) {
      end();
      throw;
    }
    end();
    return std::nullopt;
  }

 private:
  void end() noexcept {
    source_.reset();
    if constexpr (IsObject<T>::value) return;  // objects may lead to what these were made from
    Scratch ended;
    ended.swap(kept_);
  }

  std::atomic<bool> taken_{false};
  Scratch kept_;  // before what may use it
  std::unique_ptr<Source<T>> source_;
};

#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)
/// The same where the host waits for each element. What gives them lives until nobody waits for one any more, its
/// arguments included; it is asked to stop when the host loses interest, in one element or in all.
template <class T>
class AsyncStream {
  struct State {
    std::atomic<bool> taken{false};
    std::stop_source stop;
    Scratch kept;
    std::unique_ptr<Source<task<std::optional<T>>>> source;
  };

  template <class S>
  class AwaitedSource final : public Source<task<std::optional<T>>> {
   public:
    explicit AwaitedSource(S&& from) : from_(std::move(from)) {}
    std::optional<task<std::optional<T>>> next() override { return ask(from_); }

   private:
    static task<std::optional<T>> ask(S& from) { co_return co_await async_stream_traits<S>::next(from); }
    S from_;
  };

  /// `co_await`: what is awaited after it is asked to stop by this, whatever the call's token is. It holds a reference, as
  /// GCC 12 ends some temporaries of co_await twice.
  struct StopBy {
    const std::stop_source& source;
    bool await_ready() const noexcept { return false; }
    template <class Promise>
    bool await_suspend(std::coroutine_handle<Promise> self) noexcept {
      self.promise().stop = source.get_token();
      return false;
    }
    void await_resume() const noexcept {}
  };

  static task<std::optional<T>> pull(std::shared_ptr<State> state) {
    if (state->stop.stop_requested()) co_return std::nullopt;  // whoever is still at it works for nobody
    const Turn turn(state->taken);
    if (!state->source) co_return std::nullopt;
    const std::stop_token cancelled = co_await polyglue::stop_token();
    const std::stop_callback stops(cancelled, [&state] { state->stop.request_stop(); });
    co_await StopBy{state->stop};
    std::optional<T> element;
    std::exception_ptr error;
    try {
      auto coming = state->source->next();
      element = co_await std::move(*coming);
    } catch (...) {
      error = std::current_exception();
    }
    if (!element || state->stop.stop_requested()) {
      state->source.reset();
      Scratch ended;
      ended.swap(state->kept);
    }
    if (error) std::rethrow_exception(error);
    co_return element;
  }

 public:
  template <class S>
  AsyncStream(S&& from, Scratch& kept) : state_(std::make_shared<State>()) {
    state_->source = std::make_unique<AwaitedSource<std::decay_t<S>>>(std::forward<S>(from));
    state_->kept.swap(kept);
  }
  ~AsyncStream() { state_->stop.request_stop(); }
  AsyncStream(const AsyncStream&) = delete;
  AsyncStream& operator=(const AsyncStream&) = delete;

  task<std::optional<T>> next() { return pull(state_); }

 private:
  const std::shared_ptr<State> state_;
};
#endif

/// What every C function that returns a stream has on its stack.
class StartStream {
 public:
  /// `objects` are the slots of those the elements may come from, null for none; the caller borrows them.
  explicit StartStream(Slot* const* objects = nullptr, std::size_t count = 0) noexcept : objects_(objects), count_(count) {}

  Scratch& kept() noexcept { return kept_; }

  template <class S, class R>
  pgl_status run(R&& range, Handle<S>** out) {
    keep_objects(kept_, objects_, count_);
    return emplace<S>(out, [&] { return S(std::forward<R>(range), kept_); });
  }

 private:
  Slot* const* const objects_;
  const std::size_t count_;
  Scratch kept_;
};

POLYGLUE_RUNTIME_END

// As the model calls them.
namespace polyglue {
template <class T>
using stream = runtime::Stream<T>;
#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)
template <class T>
using async_stream = runtime::AsyncStream<T>;
#endif
}  // namespace polyglue
