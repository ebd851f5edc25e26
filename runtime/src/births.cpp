#include <utility>

#include "slots.hpp"

POLYGLUE_RUNTIME_BEGIN

pgl_status Reservation::make_room(Thread* thread) noexcept { return thread ? refill(thread) : PGL_ERROR_MEMORY; }

void Reservation::give_back(Slot* slot, bool lent) noexcept {
  if (lent) forget_lent(slot);
  if (slot->lock) deallocate(std::exchange(slot->lock, nullptr), sizeof(ObjectLock));
  Slot* ended = nullptr;
  release_keeps(slot, ended);
  end_all(ended);
  push_free(Thread::get(), slot);
}

Slot* Reservation::begin(const ClassInfo& type) noexcept {
  Reservation reserved;
  pgl_status bad = reserved.status();
  if (!bad) bad = reserved.prepare(type, nullptr, 0);
  if (!bad) return std::exchange(reserved.slot_, nullptr);
  refuse(bad, "");
  return nullptr;
}

std::uintptr_t Reservation::end(Slot* slot, const ClassInfo& type, void* object, const Holder* holder) noexcept {
  Reservation reserved(slot);
  return reserved.commit(type, object, holder, false);
}

pgl_status Reservation::prepare_slowly(const ClassInfo& type, Slot* const* parents, std::size_t parent_count) noexcept {
  if (!kOneThread && type.threads == Threads::locked) {
    void* memory = try_allocate(sizeof(ObjectLock));
    if (!memory) return PGL_ERROR_MEMORY;
    slot_->lock = new (memory) ObjectLock;
  }
  for (std::size_t i = 0; i < parent_count && !lent_; ++i) {
    if (!parents[i] || !(parents[i]->flags.load(std::memory_order_relaxed) & kLent)) continue;
    if (!note_lent(slot_)) return PGL_ERROR_MEMORY;
    lent_ = true;
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

POLYGLUE_RUNTIME_END
