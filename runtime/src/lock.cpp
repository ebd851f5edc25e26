// Locks of objects of locked classes. One mutex guards them all: they are held while C++ runs, it only
// while they change hands.
#include <mutex>

#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

namespace {

struct LockOfLocks {
  Mutex mutex;
  Signal changed;
};
/// Never destroyed: threads may outlive the static objects of the program.
LockOfLocks& locks() noexcept {
  alignas(LockOfLocks) static unsigned char memory[sizeof(LockOfLocks)];
  static LockOfLocks* made = new (memory) LockOfLocks;
  return *made;
}

/// Whether `thread`, waiting for `lock`, would wait for itself. The chain goes through the locks, not the
/// threads that held them when the waiting began: by now they may have let go.
bool would_never_end(const ObjectLock& lock, const Thread* thread) noexcept {
  for (const Thread* holder = lock.owner; holder; holder = holder->waits_for ? holder->waits_for->owner : nullptr) {
    if (holder == thread) return true;
  }
  return false;
}

}  // namespace

pgl_status lock_object(ObjectLock& lock, Thread* thread) noexcept {
  LockOfLocks& all = locks();
  std::unique_lock<Mutex> guard(all.mutex);
  while (lock.owner && lock.owner != thread) {
    if (would_never_end(lock, thread)) return PGL_ERROR_THREAD;
    thread->waits_for = &lock;
    all.changed.wait(guard);
    thread->waits_for = nullptr;
  }
  lock.owner = thread;
  ++lock.depth;
  return PGL_OK;
}

void unlock_object(ObjectLock& lock) noexcept {
  LockOfLocks& all = locks();
  {
    std::lock_guard<Mutex> guard(all.mutex);
    if (--lock.depth) return;
    lock.owner = nullptr;
  }
  all.changed.notify_all();
}

void locks_before_fork() noexcept { locks().mutex.lock(); }

void locks_after_fork(bool child) noexcept {
  LockOfLocks& all = locks();
  if (child) {
    new (&all.changed) Signal;
    const std::size_t chunks = table.chunk_count.load(std::memory_order_relaxed);
    for (std::size_t i = 0; i < chunks * kChunkSlots; ++i) {
      const Slot& slot = table.chunks[i / kChunkSlots][i % kChunkSlots];
      if (slot.lock && slot.lock->owner && slot.lock->owner != Thread::current) *slot.lock = ObjectLock();
    }
  }
  all.mutex.unlock();
}

POLYGLUE_RUNTIME_END
