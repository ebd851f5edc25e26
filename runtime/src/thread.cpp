#include "polyglue/runtime/thread.hpp"

#include <ctime>
#include <new>
#include <thread>

#include "polyglue/runtime/contract.hpp"
#include "registry.hpp"

#if defined(__linux__)
#include <pthread.h>
#include <sys/syscall.h>
#include <unistd.h>
#elif defined(_WIN32)
#include <windows.h>
#elif defined(__APPLE__)
#include <pthread.h>
#include <unistd.h>
#endif

POLYGLUE_RUNTIME_BEGIN

Registry registry;

namespace {

#if defined(__linux__) && defined(SYS_membarrier)
// linux/membarrier.h is not everywhere; these values are part of the kernel's interface.
constexpr int kMembarrierPrivate = 1 << 3, kMembarrierRegisterPrivate = 1 << 4;
bool register_remote_barrier() noexcept { return syscall(SYS_membarrier, kMembarrierRegisterPrivate, 0, 0) == 0; }
#elif defined(_WIN32)
bool register_remote_barrier() noexcept { return true; }
#else
bool register_remote_barrier() noexcept { return false; }
#endif

#if defined(__linux__) || defined(__APPLE__)
void before_fork() noexcept {
  registry.mutex.lock();
  locks_before_fork();
  lending_before_fork();
}
void after_fork_in_parent() noexcept {
  lending_after_fork();
  locks_after_fork(false);
  registry.mutex.unlock();
}
/// Only this thread is left: the others are inside of nothing, and what they were changing is given up.
void after_fork_in_child() noexcept {
  for (Thread* thread = registry.threads.load(std::memory_order_relaxed); thread; thread = thread->next) {
    if (thread == Thread::current) continue;
    for (auto& cell : thread->inside) cell.store(nullptr, std::memory_order_relaxed);
    thread->top = thread->inside;
    thread->free_slots = nullptr;
    thread->free_slot_count = 0;
    for (auto& pool : thread->pools) pool = nullptr;
    for (auto& pool_count : thread->pool_counts) pool_count = 0;
    thread->error = nullptr;
    thread->frame.store(nullptr, std::memory_order_relaxed);
    thread->calling.store(0, std::memory_order_relaxed);
    thread->to_close.store(nullptr, std::memory_order_relaxed);
    thread->waits_for = nullptr;
    thread->closing.store(false, std::memory_order_relaxed);
    thread->in_use.store(false, std::memory_order_relaxed);
  }
  if (registry.remote_barrier.load(std::memory_order_relaxed)) register_remote_barrier();
  lending_after_fork();
  locks_after_fork(true);
  registry.mutex.unlock();
}
/// From the beginning: the first call may hold a lock while another thread forks.
[[maybe_unused]] const int forks = pthread_atfork(before_fork, after_fork_in_parent, after_fork_in_child);
#endif

}  // namespace

void start() noexcept {
  registry.started = true;
  registry.remote_barrier.store(kRemoteBarrier && register_remote_barrier(), std::memory_order_relaxed);
  // Not secret, only unlike other libraries and other runs.
  std::timespec now{};  // the clocks of <chrono> can fail, and bring in all that they fail with
  (void)std::timespec_get(&now, TIME_UTC);
  const std::uint64_t time = static_cast<std::uint64_t>(now.tv_sec) * 1000000000u + static_cast<std::uint64_t>(now.tv_nsec);
  registry.seed = time ^ (reinterpret_cast<std::uintptr_t>(&now) << 16) ^ reinterpret_cast<std::uintptr_t>(&registry);
}

#if defined(POLYGLUE_ONE_THREAD)
Thread the_thread;
#else
namespace {

/// Tells the first thread that it is no longer the only one. It sets `closing`, then looks at `alone`;
/// here `alone` is cleared, then, after a barrier on its behalf, `closing` is read: so either it sees
/// that it is not alone, or we see that it is closing and wait until it is done. The lock is held.
void end_solitude() noexcept {
  for (Thread* thread = registry.threads.load(std::memory_order_relaxed); thread; thread = thread->next) {
    if (!thread->alone.load(std::memory_order_relaxed)) continue;
    thread->alone.store(false, std::memory_order_seq_cst);
    barrier_for_all();
    while (thread->closing.load(std::memory_order_acquire)) std::this_thread::yield();
  }
}

/// Ends a thread's use of its record.
struct Leaver {
  bool used = false;
  ~Leaver() {
    Thread* thread = Thread::current;
    if (!thread) return;
    for (;;) {
      run_closers(thread);
      free_error(thread);
      thread->frame.store(nullptr, std::memory_order_relaxed);
      return_slots(thread);
      drain_pools(thread);
      // Nobody can leave us another object to close once the record is given up under the lock.
      std::lock_guard<Mutex> guard(registry.mutex);
      if (thread->to_close.load(std::memory_order_relaxed)) continue;
      Thread::current = nullptr;
      thread->in_use.store(false, std::memory_order_release);
      return;
    }
  }
};
thread_local Leaver leaver;

}  // namespace

Thread* Thread::enrol() noexcept {
  Thread* thread;
  {
    std::lock_guard<Mutex> guard(registry.mutex);
    if (!registry.started) start();
    thread = registry.threads.load(std::memory_order_relaxed);
    while (thread && thread->in_use.load(std::memory_order_acquire)) thread = thread->next;
    if (!thread) {
      void* memory = ::operator new(sizeof(Thread), std::align_val_t(alignof(Thread)), std::nothrow);
      if (!memory) return nullptr;
      thread = new (memory) Thread;
      thread->next = registry.threads.load(std::memory_order_relaxed);
      thread->in_use.store(true, std::memory_order_relaxed);
      registry.threads.store(thread, std::memory_order_seq_cst);
    } else {
      thread->in_use.store(true, std::memory_order_seq_cst);
    }
    thread->serial = ++registry.last_serial;
    const bool barrier = !kRemoteBarrier || registry.remote_barrier.load(std::memory_order_relaxed);
    thread->limit = barrier ? thread->inside + kDepth : thread->inside;
    if (thread->serial == 1) thread->alone.store(kRemoteBarrier && barrier, std::memory_order_relaxed);
    else end_solitude();
  }
  current = thread;
  leaver.used = true;  // makes the thread end the use of its record
  return thread;
}
#endif

void barrier_for_all() noexcept {
  if constexpr (kRemoteBarrier) {
    if (registry.remote_barrier.load(std::memory_order_relaxed)) {
#if defined(_WIN32)
      FlushProcessWriteBuffers();
      return;
#elif defined(__linux__) && defined(SYS_membarrier)
      syscall(SYS_membarrier, kMembarrierPrivate, 0, 0);
      return;
#endif
    }
    std::atomic_thread_fence(std::memory_order_seq_cst);
  }
}

pgl_live live() noexcept {
  std::int64_t handles = 0, owners = 0;
  for (Thread* thread = registry.threads.load(std::memory_order_acquire); thread; thread = thread->next) {
    handles += thread->handles.load(std::memory_order_relaxed);
    owners += thread->owners.load(std::memory_order_relaxed);
  }
  return {static_cast<std::uint64_t>(handles), static_cast<std::uint64_t>(owners)};
}

POLYGLUE_RUNTIME_END
