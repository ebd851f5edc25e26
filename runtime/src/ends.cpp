#include <thread>
#include <utility>

#include "slots.hpp"

// Who may end an object, and when
// -------------------------------
// A slot goes open -> closing -> drained -> free, or open -> drained -> free in one step when its closer
// can see that nobody is inside. Each step is one compare-exchange on `state`, which holds the handle's
// value with its generation, so a late helper cannot mistake one life of a slot for the next.
//
// Whoever enters publishes the slot, then reads `state`. Whoever closes writes `state`, then reads what
// all threads have published. With a full barrier between the two steps on both sides, at least one
// sees the other: either the one who enters sees the slot closed and stays out, or the closer sees
// him inside and leaves the end to him. The same holds for leaving: the leaver clears his cell, then
// reads `state`; the closer writes `state`, then reads the cell. So nobody is missed, and if both see
// each other the compare-exchange to "drained" decides. The closer's barrier_for_all() is that barrier
// on behalf of everybody.
//
// A slot that only its maker has used has `thread` == the maker's record. Another thread that enters
// first writes many_threads() there and then reads `state` again; the maker's close writes `state`, then
// reads `thread` again; all four are sequentially consistent. So if the maker still finds its own record,
// any other thread will find the slot closed, and the maker needs to look at its own cells only.
// A record passes from a thread that ended to a new one under the registry's lock, with its cells empty.

POLYGLUE_RUNTIME_BEGIN

namespace {

bool is_inside(const Thread* thread, const Slot* slot) noexcept {
  for (const auto& cell : thread->inside) {
    if (cell.load(kStrict) == slot) return true;
  }
  return false;
}
/// The same for the calling thread, which knows how deep it is.
bool am_inside(const Thread* thread, const Slot* slot) noexcept {
  for (const auto* cell = thread->inside; cell != thread->top; ++cell) {
    if (cell->load(std::memory_order_relaxed) == slot) return true;
  }
  return false;
}
bool anybody_inside(const Slot* slot) noexcept {
  for (Thread* thread = registry.threads.load(kStrict); thread; thread = thread->next) {
    if (is_inside(thread, slot)) return true;
  }
  return false;
}

}  // namespace

bool only_i_am_inside(const Slot* slot) noexcept {
  const Thread* self = Thread::current;
  if (!self || !am_inside(self, slot)) return false;
  for (Thread* thread = registry.threads.load(kStrict); thread; thread = thread->next) {
    if (thread != self && is_inside(thread, slot)) return false;
  }
  return true;
}

namespace {

/// Ends a closing slot, or leaves that to whoever is inside.
void settle(Slot* slot) noexcept {
  std::uint64_t state = slot->state.load(kStrict);
  if (!(state & kClosing)) return;
  Thread* thread = Thread::get();
  if (slot->flags.load(std::memory_order_relaxed) & kConfined) {
    // Others never get inside. It is settled by its thread, or by anyone when that is gone.
    if (thread && am_inside(thread, slot)) return;
  } else if (thread && slot->thread.load(kStrict) == thread) {
    if (am_inside(thread, slot)) return;
  } else {
    barrier_for_all();
    if (anybody_inside(slot)) return;
  }
  if (slot->state.compare_exchange_strong(state, (state & ~kClosing) | kDrained, kStrict)) unref(slot);
}

/// The record of the thread a confined slot belongs to, or null if that thread is gone. Lock held.
Thread* confined_owner(Slot* slot) noexcept {
  const std::uint32_t serial = slot->serial.load(std::memory_order_relaxed);
  for (Thread* thread = registry.threads.load(kStrict); thread; thread = thread->next) {
    if (thread->in_use.load(std::memory_order_acquire) && thread->serial == serial) return thread;
  }
  return nullptr;
}

/// Whether an open slot is one of the many that nothing keeps and that keep nothing, made and used by this thread,
/// which is inside of nothing.
POLYGLUE_INLINE bool is_plain(Thread* thread, Slot* slot) noexcept {
  return thread && slot->thread.load(std::memory_order_relaxed) == thread && thread->top == thread->inside &&
         !slot->flags.load(std::memory_order_relaxed) && slot->refs.load(std::memory_order_relaxed) == 1 && !slot->keeps;
}

/// Open to drained in one step while no other thread can be about; false if others may be.
POLYGLUE_INLINE bool drain_alone(Thread* thread, Slot* slot, std::uint64_t handle) noexcept {
  if (!thread->alone.load(std::memory_order_relaxed)) return false;
  thread->closing.store(true, std::memory_order_relaxed);
  std::atomic_signal_fence(kStrict);
  const bool alone = thread->alone.load(std::memory_order_acquire);
  if (alone) slot->state.store(handle | kDrained, std::memory_order_release);
  std::atomic_signal_fence(kStrict);
  thread->closing.store(false, std::memory_order_release);
  return alone;
}

/// Closes an object that only its own thread may end; false if its state was another.
bool close_confined(Slot* slot, std::uint64_t handle) noexcept {
  {
    std::lock_guard<Mutex> guard(registry.mutex);
    Thread* owner = confined_owner(slot);
    if (!slot->state.compare_exchange_strong(handle, handle | kClosing, kStrict)) return false;
    if (owner && owner != Thread::current) {
      slot->next = owner->to_close.load(std::memory_order_relaxed);
      owner->to_close.store(slot, std::memory_order_release);
      return true;
    }
  }
  settle(slot);
  return true;
}

/// Closes an object by any way there is.
POLYGLUE_NOINLINE void close_slowly(Slot* slot, std::uintptr_t handle, const ClassInfo& type) noexcept {
  for (;;) {
    std::uint64_t state = slot->state.load(std::memory_order_acquire);
    if (state == (handle | kTaking)) {  // open again in a moment, or gone
      std::this_thread::yield();
      continue;
    }
    if (state != handle) return;
    const ClassInfo* actual = slot->type.load(std::memory_order_relaxed);
    if (actual != &type && !derives(*actual, type)) return;
    if (slot->flags.load(std::memory_order_relaxed) & kConfined) {
      if (close_confined(slot, state)) return;
      continue;
    }
    Thread* thread = Thread::get();
    if (thread && slot->thread.load(std::memory_order_relaxed) == thread && !am_inside(thread, slot)) {
      if (drain_alone(thread, slot, handle)) {
        unref(slot);
        return;
      }
      if (!slot->state.compare_exchange_strong(state, handle | kDrained, kStrict)) continue;
      if (POLYGLUE_LIKELY(slot->thread.load(kStrict) == thread)) {
        unref(slot);
        return;
      }
      // Somebody came in just before: the careful way after all. Nobody else can have ended it.
      slot->state.store(handle | kClosing, kStrict);
    } else if (!slot->state.compare_exchange_strong(state, handle | kClosing, kStrict)) {
      continue;
    }
    settle(slot);
    return;
  }
}

}  // namespace

void release_keeps(Slot* slot, Slot*& ended) noexcept {
  const std::uintptr_t keeps = std::exchange(slot->keeps, 0);
  if (!keeps) return;
  const auto drop_one = [&ended](Slot* parent) {
    if (drop(parent)) {
      parent->next = ended;
      ended = parent;
    }
  };
  if (!(keeps & 1)) return drop_one(reinterpret_cast<Slot*>(keeps));
  auto* list = reinterpret_cast<KeepList*>(keeps - 1);
  for (std::size_t i = 0; i < list->count; ++i) drop_one(list->slots[i]);
  deallocate(list, KeepList::size(list->count));
}

void end_all(Slot* ended) noexcept {
  while (ended) {
    Slot* slot = ended;
    ended = slot->next;
    if (slot->flags.load(std::memory_order_relaxed) & kLent) forget_lent(slot);
    if (slot->holder->destroy) slot->holder->destroy(*slot);
    if (!kOneThread && slot->lock) deallocate(std::exchange(slot->lock, nullptr), sizeof(ObjectLock));
    if (slot->keeps) release_keeps(slot, ended);
    recycle(slot, Thread::get());
  }
}

void run_closers(Thread* thread) noexcept {
  if (!thread->to_close.load(std::memory_order_acquire)) return;
  Slot* slot;
  {
    std::lock_guard<Mutex> guard(registry.mutex);
    slot = thread->to_close.exchange(nullptr, std::memory_order_relaxed);
  }
  while (slot) {
    Slot* next = slot->next;
    settle(slot);
    slot = next;
  }
}

void left(Slot* slot) noexcept {
  if (slot->flags.load(std::memory_order_relaxed) & kConfined) {
    Thread* thread = Thread::current;
    if (!thread || slot->serial.load(std::memory_order_relaxed) != thread->serial) return;
  }
  settle(slot);
}

void close(std::uintptr_t handle, const ClassInfo& type) noexcept {
  if constexpr (kTrustedHandles) {
    if (!handle) return;
    Slot* slot = reinterpret_cast<Slot*>(handle);
    slot->state.store(number_of(handle) | kDrained, std::memory_order_release);
    return unref(slot);
  }
  Slot* slot = find_slot(handle);
  if (!handle || !slot) return;
  if constexpr (kOneThread) {  // who is inside has a count
    if (slot->state.load(std::memory_order_relaxed) != handle) return;
    if (!derives(*slot->type.load(std::memory_order_relaxed), type)) return;
    slot->state.store(handle | kDrained, std::memory_order_relaxed);
    return unref(slot);
  }
  Thread* thread = Thread::current;
  if (slot->state.load(std::memory_order_acquire) == handle && slot->type.load(std::memory_order_relaxed) == &type &&
      is_plain(thread, slot) && drain_alone(thread, slot, handle)) {
    if (slot->holder->destroy) slot->holder->destroy(*slot);
    return recycle(slot, thread);
  }
  close_slowly(slot, handle, type);
}

void unkeep(Slot* slot) noexcept { unref(slot); }

void keep_again(Slot* slot) noexcept { slot->refs.fetch_add(1, std::memory_order_relaxed); }

// ---- giving away ----

pgl_status take_raw(std::uintptr_t handle, const ClassInfo& type, bool exact, const char* name, void*& object) {
  if (!handle) return refuse(PGL_ERROR_NULL, name, &type);
  handle = number_of(handle);
  Thread* thread = Thread::get();
  if (!thread) return refuse(PGL_ERROR_MEMORY, name, &type);
  Slot* slot = find_slot(handle);
  std::uint64_t expected = handle;
  if (!slot) return refuse(PGL_ERROR_CLOSED, name, &type);
  while (!slot->state.compare_exchange_strong(expected, handle | kTaking, kStrict)) {
    if (expected != (handle | kTaking)) return refuse(PGL_ERROR_CLOSED, name, &type);
    std::this_thread::yield();
    expected = handle;
  }
  // From here on nobody gets in, and those who try wait for what we decide.
  const std::uint32_t flags = slot->flags.load(std::memory_order_relaxed);
  const ClassInfo& actual = *slot->type.load(std::memory_order_relaxed);
  pgl_status bad = PGL_OK;
  const char* why = nullptr;
  if (!derives(actual, type)) {
    bad = PGL_ERROR_WRONG_TYPE;
  } else if (flags & kReadOnly) {
    bad = PGL_ERROR_READ_ONLY;
  } else if ((flags & kConfined) && slot->serial.load(std::memory_order_relaxed) != thread->serial) {
    bad = PGL_ERROR_THREAD;
  } else {
    bool used;
    if constexpr (kOneThread) {
      used = false;
    } else if (slot->thread.load(kStrict) == thread) {
      used = am_inside(thread, slot);
    } else {
      barrier_for_all();
      used = anybody_inside(slot);
    }
    if (used) why = "is in use, so it cannot be given away";
    else if (slot->refs.load(std::memory_order_acquire) != 1) why = "is lent or shared, so it cannot be given away";
    else if (!slot->holder->release) why = "is not the host's own, so it cannot be given away";
    else if (exact && &actual != &type) why = "is of a derived class, so it cannot be given away as its base";
  }
  if (bad || why) {
    slot->state.store(handle, kStrict);
    return why ? refuse_because(PGL_ERROR_ARGUMENT, name, why) : refuse(bad, name, &type);
  }
  try {
    object = slot->holder->release(*slot);
  } catch (...) {
    slot->state.store(handle, kStrict);
    throw;
  }
  if (!object) {
    slot->state.store(handle, kStrict);
    return refuse_because(PGL_ERROR_ARGUMENT, name, "is lent or shared, so it cannot be given away");
  }
  cast(actual, type, object);
  slot->state.store(handle | kDrained, kStrict);
  Slot* ended = nullptr;
  if (slot->lock) deallocate(std::exchange(slot->lock, nullptr), sizeof(ObjectLock));
  release_keeps(slot, ended);
  if constexpr (kTrustedHandles) {  // the caller will close it all the same, and nothing would tell it from a new one
    slot->object = slot->writable = nullptr;
    slot->holder = &BorrowedHolder::holder;
  } else {
    recycle(slot, thread);
  }
  end_all(ended);
  return PGL_OK;
}

POLYGLUE_RUNTIME_END
