// How a shim begins work that may take longer than the call, and how the host gets what came of it.
#pragma once

#include <string>
#include <string_view>
#include <vector>
#if __cplusplus >= 202002L
#include <span>
#endif

#include "polyglue/runtime/call.hpp"
#include "polyglue/runtime/convert/initializer_list.hpp"
#include "polyglue/runtime/coroutine.hpp"
#include "polyglue/runtime/implementation.hpp"
#include "polyglue/runtime/task.hpp"

POLYGLUE_RUNTIME_BEGIN

// ---- arguments that last as long as the work ----

/// Lifts an argument so that nothing of it leads to the caller's memory: views are of copies in `kept`.
template <class T, class = void>
struct Lasting {
  template <class C>
  static T lift(const C& form, Scratch& kept) {
    return runtime::lift<T>(form, kept);
  }
};
template <class Char>
struct Lasting<std::basic_string_view<Char>> {
  template <class C>
  static std::basic_string_view<Char> lift(const C& form, Scratch& kept) {
    return kept.keep(runtime::lift<std::basic_string<Char>>(form, kept));
  }
};
template <class Char>
struct Lasting<std::optional<std::basic_string_view<Char>>> {
  using Result = std::optional<std::basic_string_view<Char>>;
  template <class C>
  static Result lift(const C& form, Scratch& kept) {
    const auto& text = kept.keep(runtime::lift<std::optional<std::basic_string<Char>>>(form, kept));
    return text ? Result(*text) : std::nullopt;
  }
};
template <class E>
struct Lasting<std::initializer_list<E>> {
  template <class C>
  static std::initializer_list<E> lift(const C& form, Scratch& kept) {
    const auto& values = kept.keep(runtime::lift<std::vector<E>>(form, kept));
    return list_of(values.data(), values.size());
  }
};
#if defined(__cpp_lib_span)
template <class E, std::size_t n>
struct Lasting<std::span<E, n>> {
  template <class C>
  static std::span<E, n> lift(const C& form, Scratch& kept) {
    return std::span<E, n>(kept.keep(runtime::lift<std::vector<std::remove_const_t<E>>>(form, kept)));
  }
};
#endif
/// The same for a parameter by value, and by reference.
template <class T, class C>
T last(const C& form, Scratch& kept) {
  return Lasting<T>::lift(form, kept);
}
template <class T, class C>
T& last_in_place(const C& form, Scratch& kept) {
  return kept.keep(Lasting<T>::lift(form, kept));
}

/// Keeps objects alive for what goes on with them after the call; null is none.
inline void keep_objects(Scratch& kept, Slot* const* objects, std::size_t count) {
  for (std::size_t i = 0; i < count; ++i) {
    Slot* slot = objects[i];
    if (!slot) continue;
    if (!(slot->flags.load(std::memory_order_relaxed) & kLent)) {
      kept.keep(KeptObject(slot));
      continue;
    }
    // The host's own object is lent to its methods, and kept by what owns it.
    const ClassInfo* type = slot->type.load(std::memory_order_relaxed);
    Implementation* host = type->implementation ? type->implementation(slot->object) : nullptr;
    if (!host) throw Failure(refuse_because(PGL_ERROR_ARGUMENT, "self", "is lent for a call only, so nothing can go on with it"));
    kept.keep(host->share());
  }
}

// ---- coroutines ----

#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)
/// Awaits something and tells the task what came of it. Frees itself.
template <class T>
struct Driver {
  struct promise_type {
    template <class A>
    promise_type(A&, Working<T>& side, std::stop_token& token, Task<T>*) noexcept : working(std::move(side)), stop(std::move(token)) {}
    Driver get_return_object() const noexcept { return {}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    struct End {
      bool await_ready() const noexcept { return false; }
      void await_suspend(std::coroutine_handle<promise_type> self) const noexcept {
        Working<T> ended(std::move(self.promise().working));
        self.destroy();
        ended->let_go();
        ended->finish();
      }
      void await_resume() const noexcept {}
    };
    End final_suspend() const noexcept { return {}; }
    void unhandled_exception() const noexcept { working->fail(std::current_exception()); }
    void return_void() const noexcept {}

    Working<T> working;
    std::stop_token stop;
  };
};
template <class T, class A>
Driver<T> drive(A coming, Working<T>, std::stop_token, Task<T>* task) {
  if constexpr (std::is_void_v<T>) {
    co_await std::move(coming);
    task->set();
  } else {
    task->set(co_await std::move(coming));
  }
}
#endif

// ---- the call ----

/// What every C function that begins a task has on its stack. `O`, made by the shim, is what comes of it:
/// `value`, its C++ type, and `give(value, out...)`, which hands it to the host; its address tells tasks apart.
template <class O>
class Start {
  using T = typename O::value;

 public:
  /// `objects` are the slots of those the work uses, null for none; the caller borrows them.
  explicit Start(Slot* const* objects = nullptr, std::size_t count = 0) noexcept : objects_(objects), count_(count) {}

  Scratch& kept() noexcept { return kept_; }
#if defined(__cpp_lib_jthread)
  std::stop_token stop_token() { return (stop_ = std::stop_source()).get_token(); }
#endif

  /// Hands out what is there already, or the task that it will come of.
  template <class F, class... Out>
  auto run(F future, pgl_task** task, Out*... out) -> decltype(future.wait_for(std::chrono::seconds(0)), pgl_status()) {
    const std::future_status now = future.wait_for(std::chrono::seconds(0));
    if (now == std::future_status::ready) {
      if constexpr (std::is_void_v<T>) {
        get_from(future);
        return at_once(Empty(), task, out...);
      } else {
        return at_once(get_from(future), task, out...);
      }
    }
    Reservation reserved;
    if (!reserved) return refuse(reserved.status(), "task");
    auto* made = new Task<T>();
    HostSide<T> host(made);
    Working<T> working(made);
    attach(made);
    auto waiting = std::make_unique<WaitingFuture<T, F>>(std::move(future), std::move(working));
    if (now == std::future_status::deferred) run_aside(std::move(waiting));
    else wait_for(std::move(waiting));
    *task = give_task(reserved, host.hand_out());
    return PGL_OK;
  }

  template <class... Out>
  pgl_status run(Completion<T> begun, pgl_task** task, Out*... out) {
    HostSide<T> host = begun.host();
    attach(host.get());
    return end(std::move(host), task, out...);
  }

#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)
  template <class A, class... Out>
  auto run(A coming, pgl_task** task, Out*... out) -> decltype(std::move(coming).operator co_await(), pgl_status()) {
    auto* made = new Task<T>();
    HostSide<T> host(made);
    Working<T> working(made);
    std::stop_token token = stop_.stop_possible() ? stop_.get_token() : stop_token();
    attach(made);
    drive<T>(std::move(coming), std::move(working), std::move(token), made);
    return end(std::move(host), task, out...);
  }
#endif

 private:
  void attach(Task<T>* task) {
    keep_objects(kept_, objects_, count_);
    task->keep(kept_);
    task->belongs_to(&O::kind);
#if defined(__cpp_lib_jthread)
    task->stop_with(std::move(stop_));
#endif
  }
  template <class V, class... Out>
  pgl_status at_once(V&& value, pgl_task** task, Out*... out) {
    *task = nullptr;
    ValueOf<T> held(std::forward<V>(value));
    return O::give(held, out...);
  }
  template <class... Out>
  pgl_status end(HostSide<T> host, pgl_task** task, Out*... out) {
    if (host->is_finished()) return at_once(host->take(), task, out...);
    Reservation reserved;
    if (!reserved) return refuse(reserved.status(), "task");
    *task = give_task(reserved, host.hand_out());
    return PGL_OK;
  }

  Slot* const* const objects_;
  const std::size_t count_;
  Scratch kept_;
#if defined(__cpp_lib_jthread)
  std::stop_source stop_{std::nostopstate};
#endif
};

/// Hands out what came of a task, and frees it.
template <class O, class... Out>
pgl_status outcome(pgl_task* handle, Out*... out) {
  using T = typename O::value;
  struct Ending {
    pgl_task* handle = nullptr;
    ~Ending() {
      if (handle) task_free(handle);
    }
  } ending;
  TaskBorrow task(handle);
  if (!task) return task.refuse("task");
  const pgl_status bad = task->claim(&O::kind);
  if (!bad || bad == PGL_ERROR_CANCELLED) ending.handle = handle;
  if (bad) return bad;
  ValueOf<T> value = static_cast<Task<T>*>(task.get())->take();
  return O::give(value, out...);
}

POLYGLUE_RUNTIME_END
