// What the slots of the handle table can do, for births, pins and ends.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>

#include "polyglue/runtime/handle.hpp"
#include "polyglue/runtime/object.hpp"
#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

constexpr auto kStrict = std::memory_order_seq_cst;

/// What a slot borrows from, when that is more than one other.
struct KeepList {
  std::size_t count;
  Slot* slots[1];
  static std::size_t size(std::size_t count) noexcept { return sizeof(KeepList) + count * sizeof(Slot*); }
};

// ---- classes ----

/// Replaces an object of class `from` by the same seen as `to`; false where `to` is no base.
bool cast(const ClassInfo& from, const ClassInfo& to, void*& object) noexcept;
inline bool derives(const ClassInfo& from, const ClassInfo& to) noexcept {
  void* none = nullptr;
  return cast(from, to, none);
}

/// Whether the calling thread is inside of the object, and no other. The slot is closed.
bool only_i_am_inside(const Slot* slot) noexcept;

// ---- free slots ----

/// Fills a thread's list of free slots; says why it cannot.
pgl_status refill(Thread* thread) noexcept;
/// Half of a list that has grown too long goes back to all.
void return_half(Thread* thread) noexcept;
constexpr std::size_t kMostFree = 256;

inline void push_free(Thread* thread, Slot* slot) noexcept {
  if (!thread) {  // no memory even for a record
    std::lock_guard<Mutex> guard(registry.mutex);
    slot->next = registry.free_slots;
    registry.free_slots = slot;
    return;
  }
  slot->next = thread->free_slots;
  thread->free_slots = slot;
  if (++thread->free_slot_count > kMostFree) return_half(thread);
}

/// Gives a slot its next generation and makes it free; one that has had them all stays out of use.
inline void recycle(Slot* slot, Thread* thread) noexcept {
  if (thread) count(thread->handles, -1);
  const std::uint64_t value = slot->state.load(std::memory_order_relaxed) & ~(kDrained | kClosing | kTaking);
  const std::uint64_t generation = (value + 1) & kGenerationMask;
  const std::uint64_t next = (value & ~std::uint64_t{kGenerationMask}) | generation;
  slot->state.store(next | kFree, std::memory_order_release);
  if (generation != slot->first_generation) push_free(thread, slot);
}

// ---- objects lent for a call ----

/// Notes a slot that is about to keep a lent object; false without memory.
bool note_lent(Slot* slot) noexcept;
void forget_lent(Slot* slot) noexcept;

// ---- counts ----

/// Takes one count off; true when it was the last.
inline bool drop(Slot* slot) noexcept {
  // With a count of one, whoever could add to it would have to be inside or hold that one.
  if (slot->refs.load(std::memory_order_acquire) == 1) return true;
  return slot->refs.fetch_sub(1, std::memory_order_acq_rel) == 1;
}

/// Takes off a slot what it keeps alive, and puts on the list `ended` what nothing else keeps.
void release_keeps(Slot* slot, Slot*& ended) noexcept;
/// Destroys the objects of slots without counts, and what only they kept alive.
void end_all(Slot* ended) noexcept;
inline void unref(Slot* slot) noexcept {
  if (!drop(slot)) return;
  slot->next = nullptr;
  end_all(slot);
}

POLYGLUE_RUNTIME_END
