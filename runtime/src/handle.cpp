#include "polyglue/runtime/handle.hpp"

#include <cstring>
#include <thread>

#include "polyglue/runtime/object.hpp"
#include "registry.hpp"

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

Table table;

namespace {

struct KeepList {
  std::size_t count;
  Slot* slots[1];
  static std::size_t size(std::size_t count) noexcept { return sizeof(KeepList) + count * sizeof(Slot*); }
};

constexpr auto kStrict = std::memory_order_seq_cst;

std::uint64_t mix(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

bool cast(const ClassInfo& from, const ClassInfo& to, void*& object) noexcept {
  if (&from == &to) return true;
  for (std::size_t i = 0; i < from.base_count; ++i) {
    void* base = object ? from.bases[i].cast(object) : nullptr;
    if (cast(*from.bases[i].type, to, base)) return object = base, true;
  }
  return false;
}

bool derives(const ClassInfo& from, const ClassInfo& to) noexcept {
  void* none = nullptr;
  return cast(from, to, none);
}

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

// ---- free slots ----

/// A new chunk, its slots on the registry's list. The lock is held.
bool add_chunk() noexcept {
  const std::size_t chunk = table.chunk_count.load(std::memory_order_relaxed);
  if (chunk == kMaxChunks) return false;
  void* memory = ::operator new(kChunkSlots * sizeof(Slot), std::align_val_t(alignof(Slot)), std::nothrow);
  if (!memory) return false;
  Slot* slots = static_cast<Slot*>(memory);
  const auto generation = static_cast<std::uint32_t>(mix(registry.seed + chunk) & kGenerationMask);
  for (std::size_t i = kChunkSlots; i-- > 0;) {
    Slot* slot = new (slots + i) Slot;
    const std::uint64_t index = chunk * kChunkSlots + i;
    slot->state.store((index << kGenerationBits) | generation | kFree, std::memory_order_relaxed);
    slot->type.store(nullptr, std::memory_order_relaxed);
    slot->thread.store(nullptr, std::memory_order_relaxed);
    slot->flags.store(0, std::memory_order_relaxed);
    slot->refs.store(0, std::memory_order_relaxed);
    slot->serial.store(0, std::memory_order_relaxed);
    slot->lock = nullptr;
    slot->keeps = 0;
    slot->first_generation = generation;
    if (!index) continue;  // its handles could be null
    slot->next = registry.free_slots;
    registry.free_slots = slot;
  }
  table.chunks[chunk].store(slots, std::memory_order_relaxed);
  table.chunk_count.store(chunk + 1, std::memory_order_release);
  return true;
}

constexpr std::size_t kRefill = 64, kMostFree = 256;

POLYGLUE_COLD pgl_status refill(Thread* thread) noexcept {
  std::lock_guard<std::mutex> guard(registry.mutex);
  if (!registry.free_slots && !add_chunk()) {
    return table.chunk_count.load(std::memory_order_relaxed) == kMaxChunks ? PGL_ERROR_HANDLES : PGL_ERROR_MEMORY;
  }
  Slot** end = &thread->free_slots;
  *end = registry.free_slots;
  while (*end && thread->free_slot_count < kRefill) {
    end = &(*end)->next;
    ++thread->free_slot_count;
  }
  registry.free_slots = *end;
  *end = nullptr;
  return PGL_OK;
}

POLYGLUE_COLD void return_half(Thread* thread) noexcept {
  Slot** end = &thread->free_slots;
  for (std::size_t i = 0; i < kMostFree / 2; ++i) end = &(*end)->next;
  std::lock_guard<std::mutex> guard(registry.mutex);
  Slot* first = std::exchange(thread->free_slots, *end);
  *end = registry.free_slots;
  registry.free_slots = first;
  thread->free_slot_count -= kMostFree / 2;
}

void push_free(Thread* thread, Slot* slot) noexcept {
  if (!thread) {  // no memory even for a record
    std::lock_guard<std::mutex> guard(registry.mutex);
    slot->next = registry.free_slots;
    registry.free_slots = slot;
    return;
  }
  slot->next = thread->free_slots;
  thread->free_slots = slot;
  if (++thread->free_slot_count > kMostFree) return_half(thread);
}

/// Gives a slot its next generation and makes it free; one that has had them all stays out of use.
void recycle(Slot* slot) noexcept {
  Thread* thread = Thread::get();
  if (thread) count(thread->handles, -1);
  const std::uint64_t value = slot->state.load(std::memory_order_relaxed) & ~(kDrained | kClosing | kTaking);
  const std::uint64_t generation = (value + 1) & kGenerationMask;
  const std::uint64_t next = (value & ~std::uint64_t{kGenerationMask}) | generation;
  slot->state.store(next | kFree, std::memory_order_release);
  if (generation != slot->first_generation) push_free(thread, slot);
}

// ---- ends ----

/// Takes one count off; true when it was the last.
bool drop(Slot* slot) noexcept {
  // With a count of one, whoever could add to it would have to be inside or hold that one.
  if (slot->refs.load(std::memory_order_acquire) == 1) return true;
  return slot->refs.fetch_sub(1, std::memory_order_acq_rel) == 1;
}

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

/// Destroys the object of a slot without counts, then what it kept alive; a loop, as chains can be long.
void end_all(Slot* ended) noexcept {
  while (ended) {
    Slot* slot = ended;
    ended = slot->next;
    if (slot->holder->destroy) slot->holder->destroy(*slot);
    if (slot->lock) deallocate(std::exchange(slot->lock, nullptr), sizeof(ObjectLock));
    if (slot->keeps) release_keeps(slot, ended);
    recycle(slot);
  }
}

void unref(Slot* slot) noexcept {
  if (!drop(slot)) return;
  slot->next = nullptr;
  end_all(slot);
}

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
    std::lock_guard<std::mutex> guard(registry.mutex);
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

}  // namespace

void return_slots(Thread* thread) noexcept {
  if (!thread->free_slots) return;
  Slot* last = thread->free_slots;
  while (last->next) last = last->next;
  std::lock_guard<std::mutex> guard(registry.mutex);
  last->next = registry.free_slots;
  registry.free_slots = std::exchange(thread->free_slots, nullptr);
  thread->free_slot_count = 0;
}

void run_closers(Thread* thread) noexcept {
  if (!thread->to_close.load(std::memory_order_acquire)) return;
  Slot* slot;
  {
    std::lock_guard<std::mutex> guard(registry.mutex);
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
  Slot* slot = find_slot(handle);
  if (!handle || !slot) return;
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

// ---- pins ----

Pin pin_slowly(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept {
  Pin pin;
  pin.status = PGL_ERROR_NULL;
  if (!handle) return pin;
  pin.status = PGL_ERROR_MEMORY;
  Thread* thread = Thread::get();
  if (!thread) return pin;
  run_closers(thread);
  pin.status = PGL_ERROR_CLOSED;
  Slot* slot = find_slot(handle);
  if (!slot) return pin;

  const bool room = thread->has_room();
  std::atomic<Slot*>* const cell = room ? thread->top++ : thread->inside + Thread::kDepth;
  const auto withdraw = [&] {
    cell->store(nullptr, kStrict);
    if (room) --thread->top;
  };
  for (;;) {
    cell->store(slot, kStrict);
    const std::uint64_t state = slot->state.load(kStrict);
    if (state == handle) {
      Thread* owner = slot->thread.load(std::memory_order_relaxed);
      if (owner == thread || owner == many_threads()) break;
      if (slot->flags.load(std::memory_order_relaxed) & kConfined) break;  // refused below
      slot->thread.store(many_threads(), kStrict);
      if (slot->state.load(kStrict) == handle) break;
    }
    cell->store(nullptr, kStrict);
    if (state & kClosing) left(slot);
    if (state == handle) continue;
    if (state == (handle | kTaking)) {
      std::this_thread::yield();
      continue;
    }
    if (room) --thread->top;
    return pin;
  }

  const std::uint32_t flags = slot->flags.load(std::memory_order_relaxed);
  void* object = slot->object;
  if ((flags & kConfined) && slot->serial.load(std::memory_order_relaxed) != thread->serial) {
    pin.status = PGL_ERROR_THREAD;
  } else if (!cast(*slot->type.load(std::memory_order_relaxed), type, object)) {
    pin.status = PGL_ERROR_WRONG_TYPE;
  } else if (writable && (flags & kReadOnly)) {
    pin.status = PGL_ERROR_READ_ONLY;
  } else {
    pin.status = PGL_OK;
  }
  const bool counted = !room || (flags & kLocked);
  if (!pin.status && counted) slot->refs.fetch_add(1, std::memory_order_relaxed);
  if (pin.status || counted) {
    withdraw();
    if (slot->state.load(kStrict) & kClosing) left(slot);
  }
  if (!pin.status && (flags & kLocked)) {
    pin.status = lock_object(*slot->lock, thread);
    if (!pin.status && slot->state.load(kStrict) != handle) {  // closed while we waited
      unlock_object(*slot->lock);
      pin.status = PGL_ERROR_CLOSED;
    }
    if (pin.status) unref(slot);
  }
  if (pin.status) return pin;
  pin.slot = slot;
  pin.thread = counted ? nullptr : thread;
  pin.object = object;
  return pin;
}

void unpin_slowly(Pin pin) noexcept {
  if (pin.slot->flags.load(std::memory_order_relaxed) & kLocked) unlock_object(*pin.slot->lock);
  unref(pin.slot);
}

void pin_small(Pin& pin, std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual) noexcept {
  pin_inline(pin, handle, type, unusual);
}
void unpin_small(const Pin& pin) noexcept { unpin_inline(pin); }

Pin keep(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept {
  Pin pin = pin_slowly(handle, type, writable);
  if (!pin.slot) return pin;
  if (pin.thread) {
    pin.slot->refs.fetch_add(1, std::memory_order_relaxed);
    pin.thread->withdraw();
    pin.thread = nullptr;
    if (pin.slot->state.load(kStrict) & kClosing) left(pin.slot);
  } else if (pin.slot->flags.load(std::memory_order_relaxed) & kLocked) {
    unlock_object(*pin.slot->lock);  // kept alive, not locked: its count may end on another thread
  }
  return pin;
}

void unkeep(Slot* slot) noexcept { unref(slot); }

void keep_again(Slot* slot) noexcept { slot->refs.fetch_add(1, std::memory_order_relaxed); }

// ---- questions ----

std::uintptr_t identity(std::uintptr_t handle) noexcept {
  Slot* slot = find_slot(handle);
  const ClassInfo* type = slot ? slot->type.load(std::memory_order_relaxed) : nullptr;
  if (!type) return 0;
  Pin pin = keep(handle, *type, false);
  if (!pin.slot) return 0;
  const void* object = type->identity ? type->identity(pin.object) : pin.object;
  unkeep(pin.slot);
  return reinterpret_cast<std::uintptr_t>(object);
}

const ClassInfo* class_of(std::uintptr_t handle) noexcept {
  Slot* slot = handle ? find_slot(handle) : nullptr;
  if (!slot || slot->state.load(std::memory_order_acquire) != handle) return nullptr;
  const ClassInfo* type = slot->type.load(std::memory_order_relaxed);
  return slot->state.load(std::memory_order_acquire) == handle ? type : nullptr;
}

// ---- births ----

Reservation::Reservation() noexcept {
  Thread* thread = Thread::get();
  if (!thread) {
    status_ = PGL_ERROR_MEMORY;
    return;
  }
  if (!POLYGLUE_LIKELY(thread->free_slots)) {
    status_ = refill(thread);
    if (status_) return;
  }
  slot_ = thread->free_slots;
  thread->free_slots = slot_->next;
  --thread->free_slot_count;
}

void Reservation::give_back() noexcept {
  if (slot_->lock) deallocate(std::exchange(slot_->lock, nullptr), sizeof(ObjectLock));
  Slot* ended = nullptr;
  release_keeps(slot_, ended);
  end_all(ended);
  push_free(Thread::get(), slot_);
}

pgl_status Reservation::prepare_slowly(const ClassInfo& type, Slot* const* parents, std::size_t parent_count) noexcept {
  if (type.threads == Threads::locked) {
    void* memory = try_allocate(sizeof(ObjectLock));
    if (!memory) return PGL_ERROR_MEMORY;
    slot_->lock = new (memory) ObjectLock;
  }
  if (parent_count == 1) {
    if (!parents[0]) return PGL_OK;  // an argument that was null
    keep_again(parents[0]);
    slot_->keeps = reinterpret_cast<std::uintptr_t>(parents[0]);
  } else if (parent_count) {
    void* memory = try_allocate(KeepList::size(parent_count));
    if (!memory) return PGL_ERROR_MEMORY;
    auto* list = new (memory) KeepList;
    list->count = 0;
    for (std::size_t i = 0; i < parent_count; ++i) {
      if (!parents[i]) continue;
      keep_again(parents[i]);
      list->slots[list->count++] = parents[i];
    }
    // The size to free is computed from the count, so an entry left out is made up for by another.
    while (list->count < parent_count && list->count) {
      keep_again(list->slots[0]);
      list->slots[list->count++] = list->slots[0];
    }
    if (!list->count) deallocate(list, KeepList::size(parent_count));
    else slot_->keeps = reinterpret_cast<std::uintptr_t>(list) + 1;
  }
  return PGL_OK;
}

std::uintptr_t Reservation::commit(const ClassInfo& type, void* object, const Holder* holder, bool read_only) noexcept {
  Slot* slot = std::exchange(slot_, nullptr);
  Thread* thread = Thread::get();
  slot->object = object;
  slot->holder = holder;
  slot->type.store(&type, std::memory_order_relaxed);
  std::uint32_t flags = read_only ? kReadOnly : 0;
  if (type.threads == Threads::confined) flags |= kConfined;
  if (type.threads == Threads::locked) flags |= kLocked;
  slot->flags.store(flags, std::memory_order_relaxed);
  slot->refs.store(1, std::memory_order_relaxed);
  slot->thread.store(thread ? thread : many_threads(), std::memory_order_relaxed);
  if (thread) {
    slot->serial.store(thread->serial, std::memory_order_relaxed);
    count(thread->handles, 1);
  }
  const std::uint64_t handle = slot->state.load(std::memory_order_relaxed) & ~kFree;
  slot->state.store(handle, std::memory_order_release);
  return static_cast<std::uintptr_t>(handle);
}

// ---- giving away ----

pgl_status take_raw(std::uintptr_t handle, const ClassInfo& type, bool exact, const char* name, void*& object) {
  if (!handle) return refuse(PGL_ERROR_NULL, name, &type);
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
    if (slot->thread.load(kStrict) == thread) {
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
  cast(actual, type, object);
  slot->state.store(handle | kDrained, kStrict);
  Slot* ended = nullptr;
  if (slot->lock) deallocate(std::exchange(slot->lock, nullptr), sizeof(ObjectLock));
  release_keeps(slot, ended);
  recycle(slot);
  end_all(ended);
  return PGL_OK;
}

POLYGLUE_RUNTIME_END
