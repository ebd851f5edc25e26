// What the parts of the runtime share behind the headers.
#pragma once

#include <condition_variable>
#include <mutex>

#include "polyglue/runtime/handle.hpp"
#include "polyglue/runtime/thread.hpp"

POLYGLUE_RUNTIME_BEGIN

#if defined(POLYGLUE_ONE_THREAD)
/// There is one thread. The library's own would bring in all that it can fail with.
struct Mutex {
  void lock() noexcept {}
  void unlock() noexcept {}
};
struct Signal {
  void wait(std::unique_lock<Mutex>&) noexcept {}
  void notify_all() noexcept {}
};
#else
using Mutex = std::mutex;
using Signal = std::condition_variable;
#endif

/// All threads' records, and the slots no thread keeps for itself.
struct Registry {
  Mutex mutex;
  std::atomic<Thread*> threads{kOneThread ? Thread::current : nullptr};
  Slot* free_slots = nullptr;
  std::uint32_t last_serial = 0;
  std::uint64_t seed = 0;
  bool started = false;
  std::atomic<bool> remote_barrier{false};  ///< the system has one
};
extern Registry registry;

/// Prepares the registry for its first use.
void start() noexcept;
/// Completes what the others' publish() leaves out.
void barrier_for_all() noexcept;

/// Closes the confined objects of this thread that others have closed.
void run_closers(Thread* thread) noexcept;

/// Gives all of a thread's free slots back.
void return_slots(Thread* thread) noexcept;
/// Frees a thread's blocks.
void drain_pools(Thread* thread) noexcept;
void free_error(Thread* thread) noexcept;

/// The lock of one object of a locked class. One thread may lock it again; a wait that could never end
/// is refused.
struct ObjectLock {
  Thread* owner = nullptr;
  unsigned depth = 0;
};
pgl_status lock_object(ObjectLock& lock, Thread* thread) noexcept;
void unlock_object(ObjectLock& lock) noexcept;

/// Around fork().
void locks_before_fork() noexcept;
void locks_after_fork(bool child) noexcept;
void lending_before_fork() noexcept;
void lending_after_fork() noexcept;

POLYGLUE_RUNTIME_END
