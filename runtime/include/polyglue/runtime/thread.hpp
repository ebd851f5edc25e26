// What the runtime keeps for each thread: which objects it is inside of, and its free lists.
#pragma once

#include <atomic>

#include "polyglue/runtime/config.hpp"
#include "polyglue/runtime/pool.hpp"

POLYGLUE_RUNTIME_BEGIN

struct Slot;
struct ErrorState;
struct HostFrame;

// Entering an object is "publish the slot, then look whether it is open"; closing it is "mark it, then
// look who is inside". Each must see the other's write. Where the closer can force a barrier on all
// threads (membarrier, FlushProcessWriteBuffers), those who enter need none; elsewhere both sides pay.
// ThreadSanitizer does not know such barriers, so it sees the portable form.
#if (defined(__linux__) || defined(_WIN32)) && !defined(POLYGLUE_TSAN) && !defined(POLYGLUE_FENCES)
constexpr bool kRemoteBarrier = true;
#else
constexpr bool kRemoteBarrier = false;
#endif

#if defined(POLYGLUE_ONE_THREAD)
extern struct Thread the_thread;
#endif

/// One thread's record. Records are never freed; one that its thread has left is given to a new one.
struct alignas(kCacheLine) Thread {
  static constexpr std::size_t kDepth = 24;

  /// The record of this thread, made on first use; null when there is no memory for it.
  static POLYGLUE_INLINE Thread* get() noexcept {
    if constexpr (kOneThread) {
      return current;
    } else {
      Thread* thread = current;
      return POLYGLUE_LIKELY(thread) ? thread : enrol();
    }
  }
  static Thread* enrol() noexcept;

  /// Declares this thread inside `slot`; what is read of the slot after this is read after it. Needs room.
  POLYGLUE_INLINE void publish(Slot* slot) noexcept {
    if constexpr (kRemoteBarrier) {
      top->store(slot, std::memory_order_release);
      std::atomic_signal_fence(std::memory_order_seq_cst);
    } else {
      top->store(slot, std::memory_order_seq_cst);
    }
    ++top;
  }
  /// Takes back the last publish().
  POLYGLUE_INLINE void withdraw() noexcept {
    --top;
    if constexpr (kRemoteBarrier) {
      top->store(nullptr, std::memory_order_release);
      std::atomic_signal_fence(std::memory_order_seq_cst);
    } else {
      top->store(nullptr, std::memory_order_seq_cst);
    }
  }
  bool has_room() const noexcept { return top != limit; }

  std::atomic<Slot*>* top = inside;
  /// Where the cells end; where they begin if the system has no barrier for all threads, which makes
  /// every call take the way that needs none.
  std::atomic<Slot*>* limit = inside;
  /// No other thread has ever used the library. The thread then closes without locked instructions,
  /// and `closing` says that it is about to rely on that; see enrol().
  std::atomic<bool> alone{false}, closing{false};
  std::uint8_t pool_counts[kPools] = {};
  Slot* free_slots = nullptr;
  std::size_t free_slot_count = 0;
  void* pools[kPools] = {};
  /// Slots and owners made minus given back by this thread; only the sum over all threads means much.
  std::atomic<std::int64_t> handles{0}, owners{0};
  ErrorState* error = nullptr;
  std::atomic<HostFrame*> frame{nullptr};  ///< the innermost function of the host that this thread is inside of
  std::atomic<std::uint32_t> calling{0}; ///< how many others, which have no frame: those that release
  std::uint32_t serial = 0;   ///< of the thread that has this record now
  std::atomic<Slot*> to_close{nullptr};  ///< confined objects of this thread that others closed; written under the registry's lock
  std::atomic<bool> in_use{false};
  Thread* next = nullptr;     ///< all records ever made
  struct ObjectLock* waits_for = nullptr;  ///< the lock this thread waits for; guarded by the lock of locks
  /// Slots this thread is inside of, innermost last, null above; the last cell is for passing pins.
  alignas(kCacheLine) std::atomic<Slot*> inside[kDepth + 1] = {};

#if defined(POLYGLUE_ONE_THREAD)
  static constexpr Thread* current = &the_thread;
#else
#if defined(__ELF__) && (defined(__GNUC__) || defined(__clang__))
  // One pointer: fits the room that C libraries keep for libraries loaded later.
  __attribute__((tls_model("initial-exec")))
#endif
  inline static thread_local Thread* current = nullptr;
#endif
};

/// Adds to a counter that only this thread writes.
POLYGLUE_INLINE void count(std::atomic<std::int64_t>& counter, int by) noexcept {
  counter.store(counter.load(std::memory_order_relaxed) + by, std::memory_order_relaxed);
}

POLYGLUE_RUNTIME_END
