// Calls from C++ into the host: the gate they pass, how they fail, objects lent to them.
#pragma once

#include <atomic>
#include <exception>
#include <memory>

#include "polyglue/host_error.hpp"
#include "polyglue/runtime/error.hpp"
#include "polyglue/runtime/handle.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Whether the host can be called. Open, until the host says that it ends; then closing, as long as threads are
/// inside its functions; then closed for ever. Who enters publishes that, then reads the state; who closes
/// writes the state, then reads what all have published, as with handles (see ends.cpp).
class Gate {
 public:
  /// False if the host is ending. On true, leave() must follow on this thread.
  POLYGLUE_INLINE bool enter(Thread* thread) noexcept {
    thread->calling.store(thread->calling.load(std::memory_order_relaxed) + 1, order());
    if (lets_in(thread)) return true;
    leave(thread);
    return false;
  }
  /// The same for a call that the thread's `frame` stands for.
  POLYGLUE_INLINE bool enter(Thread* thread, HostFrame* frame, HostFrame* outer) noexcept {
    thread->frame.store(frame, order());
    if (lets_in(thread)) return true;
    leave(thread, outer);
    return false;
  }
  POLYGLUE_INLINE void leave(Thread* thread, HostFrame* outer) noexcept { thread->frame.store(outer, std::memory_order_release); }
  POLYGLUE_INLINE void leave(Thread* thread) noexcept {
    thread->calling.store(thread->calling.load(std::memory_order_relaxed) - 1, std::memory_order_release);
  }
  /// Lets nobody in any more and waits until all other threads have left, at most so long. True when they
  /// have; may be called again. The host must let go of what those inside may want, such as its lock.
  bool close(std::uint32_t milliseconds) noexcept;
  bool is_open() const noexcept { return !shut_.load(std::memory_order_acquire); }

 private:
  /// Once it is published that the thread is inside.
  POLYGLUE_INLINE bool lets_in(Thread* thread) noexcept {
    if constexpr (kRemoteBarrier) {
      std::atomic_signal_fence(std::memory_order_seq_cst);
      if (!thread->has_room()) std::atomic_thread_fence(std::memory_order_seq_cst);  // perhaps there is no such barrier
    }
    return POLYGLUE_LIKELY(!shut_.load(order_of_load()));
  }

  static constexpr std::memory_order order() { return kRemoteBarrier ? std::memory_order_release : std::memory_order_seq_cst; }
  static constexpr std::memory_order order_of_load() { return kRemoteBarrier ? std::memory_order_acquire : std::memory_order_seq_cst; }

  std::atomic<bool> shut_{false};
};
extern Gate host_gate;

/// What a function of the host said before it failed.
struct HostFailure {
  pgl_status status;
  std::exception_ptr exception;
};

/// For <prefix>_fail() and <prefix>_fail_host(): notes why the host's function that runs on this thread fails. Returns
/// the status it should return.
pgl_status fail_in_host(pgl_status status, pgl_str message, const void* fields) noexcept;
pgl_status fail_in_host(pgl_str message, void* error, void (*release)(void*)) noexcept;

/// The same as an exception, where no function of the host runs. Not OK if there can be none.
pgl_status host_failure(pgl_status status, pgl_str message, const void* fields, std::exception_ptr& out) noexcept;
pgl_status host_failure(pgl_str message, void* error, void (*release)(void*), std::exception_ptr& out) noexcept;

/// What a thread knows of one call of a function of the host.
struct HostFrame {
  const void* function;           ///< what C++ has of it, if that may end meanwhile
  HostFrame* outer;
  std::uint32_t seen;             ///< of the following; what was not seen is not set
  HostFailure* failure;           ///< what the function failed with
  void (*release)(void* user);    ///< for the end of the call
  void* user;

  static constexpr std::uint32_t kCallFailed = 1;  ///< a call that the function made
  static constexpr std::uint32_t kFailure = 2, kRelease = 4;
  HostFailure* take_failure() noexcept {
    if (!(seen & kFailure)) return nullptr;
    seen &= ~kFailure;
    return failure;
  }
};

/// One call of a function of the host. The frame stands beside it, as it must be in memory: the rest stays in registers.
class HostCall {
 public:
  /// Throws HostError if the host has ended.
  HostCall(HostFrame& frame, const void* function) : thread_(Thread::get()), frame_(frame) {
    if (!thread_) refused(thread_);
    outer_ = thread_->frame.load(std::memory_order_relaxed);
    frame_.function = function;
    frame_.outer = outer_;
    frame_.seen = 0;
    if (!POLYGLUE_LIKELY(host_gate.enter(thread_, &frame_, outer_))) refused(thread_);
  }
  ~HostCall() {
    host_gate.leave(thread_, outer_);
    if (!POLYGLUE_LIKELY(frame_.seen == 0)) clean_up(frame_);
  }
  HostCall(const HostCall&) = delete;
  HostCall& operator=(const HostCall&) = delete;

  /// Throws what the function failed with.
  POLYGLUE_INLINE void end(pgl_status status) {
    if (!POLYGLUE_LIKELY(status == PGL_OK)) raise(frame_, status);
  }
  /// The function succeeded without a result, or with one that is no value of its type.
  [[noreturn]] POLYGLUE_COLD static void no_result();
  [[noreturn]] POLYGLUE_COLD static void bad_result(pgl_status status);

 private:
  [[noreturn]] POLYGLUE_COLD static void refused(Thread* thread);
  [[noreturn]] POLYGLUE_COLD static void raise(HostFrame& frame, pgl_status status);
  static void clean_up(HostFrame& frame) noexcept;

  Thread* thread_;
  HostFrame* outer_;
  HostFrame& frame_;
};

/// Calls the release function of something the host gave, unless the host has ended.
void release_in_host(void (*release)(void* user), void* user) noexcept;
/// The same for what HostCall was told of, as late as the last of its calls by this thread ends: a function may be what lets
/// go of itself.
void release_after_calls(const void* function, void (*release)(void* user), void* user) noexcept;

/// Ends what lend() to the host began: closes the handle and everything that was made from it, and waits until no
/// thread uses them, since the object may be gone after this.
void end_lending(std::uintptr_t handle, const ClassInfo& type) noexcept;
/// Marks a handle just made as lent for a call: nothing may keep its object longer.
void mark_lent(std::uintptr_t handle) noexcept;

POLYGLUE_RUNTIME_END
