#include <thread>

#include "slots.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Where nobody comes between, a look says all there is to know.
[[maybe_unused]] static Pin look_alone(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept {
  Pin pin;
  Slot* slot = find_slot(handle);
  void* object = slot ? slot->object : nullptr;
  if (!handle) {
    pin.status = PGL_ERROR_NULL;
  } else if (!slot || slot->state.load(std::memory_order_relaxed) != handle) {
    pin.status = PGL_ERROR_CLOSED;
  } else if (!cast(*slot->type.load(std::memory_order_relaxed), type, object)) {
    pin.status = PGL_ERROR_WRONG_TYPE;
  } else if (writable && (slot->flags.load(std::memory_order_relaxed) & kReadOnly)) {
    pin.status = PGL_ERROR_READ_ONLY;
  } else {
    pin.slot = slot;
    pin.object = object;
  }
  return pin;
}

Pin pin_slowly(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept {
  if constexpr (kOneThread) {
    const Pin pin = look_alone(handle, type, writable);
    if (pin.slot) keep_again(pin.slot);
    return pin;
  }
  Pin pin;
  pin.status = PGL_ERROR_NULL;
  if (!handle) return pin;
  handle = number_of(handle);
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

void unpin_slowly(Slot* slot) noexcept {
  if (!kOneThread && (slot->flags.load(std::memory_order_relaxed) & kLocked)) unlock_object(*slot->lock);
  unref(slot);
}

SmallHold::SmallHold(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual, bool looks) noexcept {
  if (!looks) {
    pin_inline(pin_, handle, type, unusual);
  } else if ((slot_ = look<false>(handle, type, unusual))) {
    pin_.object = slot_->object;  // with no slot: there is nothing to unpin
    return;
  } else {
    pin_ = pin_slowly(handle, type, unusual & kReadOnly);
  }
  slot_ = pin_.slot;
}

SmallHold::~SmallHold() { unpin_inline(pin_.slot, pin_.thread); }

Slot* SmallLook::find(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual, pgl_status& status) noexcept {
  if (Slot* slot = look<true>(handle, type, unusual)) return slot;
  const Pin pin = look_slowly(handle, type, unusual & kReadOnly);
  status = pin.status;
  return pin.slot;
}

Pin keep_for_call(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept {
  Pin pin = pin_slowly(handle, type, writable);
  if (!kOneThread && pin.slot && pin.thread) {
    pin.slot->refs.fetch_add(1, std::memory_order_relaxed);
    pin.thread->withdraw();
    pin.thread = nullptr;
    if (pin.slot->state.load(kStrict) & kClosing) left(pin.slot);
  }
  return pin;
}

POLYGLUE_NOINLINE void unkeep_for_call(Slot* slot) noexcept {
  if (slot) unpin_slowly(slot);
}

POLYGLUE_COLD Pin look_slowly(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept {
  if constexpr (kOneThread) return look_alone(handle, type, writable);
  const Pin pin = keep_for_call(handle, type, writable);
  unkeep_for_call(pin.slot);
  return pin;
}

Pin keep(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept {
  Pin pin = keep_for_call(handle, type, writable);
  if (!kOneThread && pin.slot && (pin.slot->flags.load(std::memory_order_relaxed) & kLocked)) {
    unlock_object(*pin.slot->lock);  // kept alive, not locked: its count may end on another thread
  }
  return pin;
}

// ---- questions ----

std::uintptr_t identity(std::uintptr_t handle) noexcept {
  Slot* slot = find_slot(number_of(handle));
  const ClassInfo* type = slot ? slot->type.load(std::memory_order_relaxed) : nullptr;
  if (!type) return 0;
  Pin pin = keep(handle, *type, false);
  if (!pin.slot) return 0;
  const void* object = type->identity ? type->identity(pin.object) : pin.object;
  unkeep(pin.slot);
  return reinterpret_cast<std::uintptr_t>(object);
}

const ClassInfo* class_of(std::uintptr_t handle) noexcept {
  handle = number_of(handle);
  Slot* slot = handle ? find_slot(handle) : nullptr;
  if (!slot || slot->state.load(std::memory_order_acquire) != handle) return nullptr;
  const ClassInfo* type = slot->type.load(std::memory_order_relaxed);
  return slot->state.load(std::memory_order_acquire) == handle ? type : nullptr;
}

POLYGLUE_RUNTIME_END
