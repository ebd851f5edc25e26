#include "slots.hpp"

#include <mutex>
#include <new>
#include <utility>

POLYGLUE_RUNTIME_BEGIN

Table table;

namespace {

std::uint64_t mix(std::uint64_t x) noexcept {
  x = (x ^ (x >> 30)) * 0xbf58476d1ce4e5b9u;
  x = (x ^ (x >> 27)) * 0x94d049bb133111ebu;
  return x ^ (x >> 31);
}

/// A new chunk, its slots on the registry's list. The lock is held.
bool add_chunk() noexcept {
  if (kOneThread && !registry.started) start();  // else by the first thread's record
  const std::size_t chunk = table.chunk_count.load(std::memory_order_relaxed);
  if (chunk == kMaxChunks) return false;
  constexpr auto alignment = std::align_val_t(kPrivateHandles ? kSlotSize : alignof(Slot));
  void* memory = ::operator new(kChunkSlots * sizeof(Slot), alignment, std::nothrow);
  if (!memory) return false;
  if (kPrivateHandles && (reinterpret_cast<std::uintptr_t>(memory) / kSlotSize + kChunkSlots) >> kIndexBits) {
    ::operator delete(memory, alignment);  // an address that a handle cannot hold; none of a process' own by default
    return false;
  }
  Slot* slots = static_cast<Slot*>(memory);
  const auto generation = static_cast<std::uint32_t>(mix(registry.seed + chunk) & kGenerationMask);
  for (std::size_t i = kChunkSlots; i-- > 0;) {
    Slot* slot = new (slots + i) Slot;
    const std::uint64_t index = kPrivateHandles ? reinterpret_cast<std::uintptr_t>(slot) / kSlotSize : chunk * kChunkSlots + i;
    slot->state.store((index << kGenerationBits) | generation | kFree, std::memory_order_relaxed);
    slot->type.store(nullptr, std::memory_order_relaxed);
    slot->thread.store(nullptr, std::memory_order_relaxed);
    slot->flags.store(0, std::memory_order_relaxed);
    slot->refs.store(0, std::memory_order_relaxed);
    slot->serial.store(0, std::memory_order_relaxed);
    slot->lock = nullptr;
    slot->keeps = 0;
    slot->first_generation = generation;
    // Handles of the first could be null, those of the last all ones, which stands for no handle in JavaScript.
    if (!index || index == kMaxChunks * kChunkSlots - 1) continue;
    slot->next = registry.free_slots;
    registry.free_slots = slot;
  }
  table.chunks[chunk] = slots;
  table.chunk_count.store(chunk + 1, std::memory_order_release);
  return true;
}

constexpr std::size_t kRefill = 64;

}  // namespace

POLYGLUE_COLD pgl_status refill(Thread* thread) noexcept {
  std::lock_guard<Mutex> guard(registry.mutex);
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
  std::lock_guard<Mutex> guard(registry.mutex);
  Slot* first = std::exchange(thread->free_slots, *end);
  *end = registry.free_slots;
  registry.free_slots = first;
  thread->free_slot_count -= kMostFree / 2;
}

void return_slots(Thread* thread) noexcept {
  if (!thread->free_slots) return;
  Slot* last = thread->free_slots;
  while (last->next) last = last->next;
  std::lock_guard<Mutex> guard(registry.mutex);
  last->next = registry.free_slots;
  registry.free_slots = std::exchange(thread->free_slots, nullptr);
  thread->free_slot_count = 0;
}

// ---- classes ----

bool cast(const ClassInfo& from, const ClassInfo& to, void*& object) noexcept {
  if (&from == &to) return true;
  for (std::size_t i = 0; i < from.base_count; ++i) {
    void* base = object ? from.bases[i].cast(object) : nullptr;
    if (cast(*from.bases[i].type, to, base)) return object = base, true;
  }
  return false;
}

POLYGLUE_RUNTIME_END
