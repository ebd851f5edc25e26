// Objects lent to the host for one call. Whatever is made from them meanwhile, by handles that keep them alive,
// is on a list here, so that it can be closed with them.
#include <mutex>
#include <thread>

#include "polyglue/runtime/host.hpp"
#include "slots.hpp"

POLYGLUE_RUNTIME_BEGIN

namespace {

struct Lent {
  Slot* slot;
  Lent* next;
};
struct LentList {
  Mutex mutex;
  Lent* first = nullptr;
};
/// Never destroyed: threads may outlive the static objects of the program.
LentList& lent() noexcept {
  alignas(LentList) static unsigned char memory[sizeof(LentList)];
  static LentList* made = new (memory) LentList;
  return *made;
}

/// Whether `slot` keeps `root`, itself or through others. The list's lock is held, and `slot` is on the list.
bool comes_from(const Slot* slot, const Slot* root) noexcept {
  const std::uintptr_t keeps = slot->keeps;
  const auto leads_there = [&](const Slot* parent) {
    if (parent == root) return true;
    return (parent->flags.load(std::memory_order_relaxed) & kLent) && comes_from(parent, root);
  };
  if (!keeps) return false;
  if (!(keeps & 1)) return leads_there(reinterpret_cast<const Slot*>(keeps));
  const auto* list = reinterpret_cast<const KeepList*>(keeps - 1);
  for (std::size_t i = 0; i < list->count; ++i) {
    if (leads_there(list->slots[i])) return true;
  }
  return false;
}

constexpr std::size_t kAtOnce = 16;

/// Handles of open children of `root`, at most kAtOnce.
std::size_t children(const Slot* root, std::uintptr_t (&handles)[kAtOnce]) noexcept {
  std::size_t count = 0;
  std::lock_guard<Mutex> guard(lent().mutex);
  for (const Lent* at = lent().first; at && count < kAtOnce; at = at->next) {
    const std::uint64_t state = at->slot->state.load(std::memory_order_acquire);
    if ((state & (kFree | kClosing | kDrained | kTaking)) == 0 && comes_from(at->slot, root)) handles[count++] = static_cast<std::uintptr_t>(state);
  }
  return count;
}

}  // namespace

bool note_lent(Slot* slot) noexcept {
  void* memory = try_allocate(sizeof(Lent));
  if (!memory) return false;
  std::lock_guard<Mutex> guard(lent().mutex);
  lent().first = new (memory) Lent{slot, lent().first};
  return true;
}

void forget_lent(Slot* slot) noexcept {
  Lent* found = nullptr;
  {
    std::lock_guard<Mutex> guard(lent().mutex);
    for (Lent** at = &lent().first; *at && !found; at = &(*at)->next) {
      if ((*at)->slot == slot) found = std::exchange(*at, (*at)->next);
      if (found) break;
    }
  }
  if (found) deallocate(found, sizeof(Lent));
}

void mark_lent(std::uintptr_t handle) noexcept { slot_of(number_of(handle))->flags.fetch_or(kLent, std::memory_order_relaxed); }

void end_lending(std::uintptr_t handle, const ClassInfo& type) noexcept {
  // Such a caller proves that nothing made from the object is left, and closes it all itself.
  if constexpr (kTrustedHandles) return close(handle, type);
  Slot* slot = slot_of(handle);
  close(handle, type);
  const auto ended = [&] {
    const std::uint64_t state = slot->state.load(std::memory_order_acquire);
    return (state & ~(kClosing | kDrained | kTaking)) != handle;
  };
  while (!ended()) {
    std::uintptr_t handles[kAtOnce];
    const std::size_t count = children(slot, handles);
    for (std::size_t i = 0; i < count; ++i) {
      const ClassInfo* actual = class_of(handles[i]);
      if (actual) close(handles[i], *actual);
    }
    if (count) continue;
    if (kOneThread || only_i_am_inside(slot)) return;  // an object that ends in a call of its own
    std::this_thread::yield();           // another thread is inside
  }
}

void lending_before_fork() noexcept { lent().mutex.lock(); }
void lending_after_fork() noexcept { lent().mutex.unlock(); }

POLYGLUE_RUNTIME_END
