// Owners: what keeps the memory of a result alive until pgl_release().
#pragma once

#include <cstddef>
#include <cstring>
#include <new>
#include <type_traits>
#include <utility>

#include "polyglue/runtime/config.hpp"
#include "polyglue/runtime/pool.hpp"
#include "polyglue/runtime/thread.hpp"

POLYGLUE_RUNTIME_BEGIN

struct ClassInfo;
struct Slot;

/// Memory that is freed all at once: arrays of views, and characters that had to be copied.
class Arena {
 public:
  Arena() = default;
  ~Arena() {
    if (block_) clear();
  }
  Arena(const Arena&) = delete;
  Arena& operator=(const Arena&) = delete;

  /// Throws std::bad_alloc. `align` is at most alignof(std::max_align_t).
  void* allocate(std::size_t size, std::size_t align) {
    const std::size_t start = (used_ + (align - 1)) & ~(align - 1);
    if (block_ && start <= block_->size && size <= block_->size - start) {
      used_ = start + size;
      return reinterpret_cast<char*>(block_) + start;
    }
    return grow(size, align);
  }
  template <class T>
  T* array(std::size_t len) {
    if (len > PTRDIFF_MAX / sizeof(T)) throw std::bad_alloc();
    return static_cast<T*>(allocate(len * sizeof(T), alignof(T)));
  }
  const char* copy(const char* data, std::size_t len) {
    return len ? static_cast<const char*>(std::memcpy(allocate(len, 1), data, len)) : data;
  }
  bool empty() const noexcept { return !block_; }
  void clear() noexcept;
  void swap(Arena& other) noexcept {
    std::swap(block_, other.block_);
    std::swap(used_, other.used_);
  }

 private:
  struct Block {
    Block* next;
    std::size_t size;
  };
  void* grow(std::size_t size, std::size_t align);

  Block* block_ = nullptr;
  std::size_t used_ = 0;
};

/// Whether text arrives as UTF-8 in any case: in builds for one caller alone, glue of a host whose text cannot
/// be anything else.
#if defined(POLYGLUE_TRUSTED_TEXT)
constexpr bool kTrustedText = true;
#else
constexpr bool kTrustedText = false;
#endif
/// Whether such glue checks text that is a result by itself, and repairs that of messages.
#if defined(POLYGLUE_HOST_CHECKS_TEXT)
constexpr bool kHostChecksText = true;
#else
constexpr bool kHostChecksText = false;
#endif

/// What lowering one value needs beside the value.
class Lowering {
 public:
  /// With `copy`, nothing of the C form points into the C++ value. `lenders` are the slots that borrowed
  /// objects inside the value belong to; the caller pins them.
  explicit constexpr Lowering(Arena* memory, bool copy = false, Slot* const* lenders = nullptr, std::size_t count = 0)
      : copies(copy), parents(lenders), parent_count(count), arena_(memory) {}
  Lowering(const Lowering&) = delete;
  Lowering& operator=(const Lowering&) = delete;

  Arena& arena() noexcept { return *arena_; }
  /// Where to note a handle that is made next; it is closed again if lowering fails after it. To be
  /// called first, so that nothing can fail once the handle is there. Throws std::bad_alloc.
  std::uintptr_t& next_handle();

  bool copies;
  /// Text need not be checked here: the host will, and no handle of the same value is lost if it fails.
  bool host_checks_text = false;
  Slot* const* const parents;
  const std::size_t parent_count;

 protected:
  void undo() noexcept;

  struct Made {
    std::uintptr_t handle;
    Made* next;
  };
  Arena* arena_;
  Made* made_ = nullptr;
};

/// For values that need nothing to be lowered; never changed, so shared by all threads.
extern Lowering no_lowering;

/// Lowering with an end: closes the handles made so far, unless commit() was called.
class LoweringScope : public Lowering {
 public:
  using Lowering::Lowering;
  ~LoweringScope() {
    if (made_) undo();
  }
  void commit() noexcept { made_ = nullptr; }
};

// Glue that converts a result at once and releases it can bring room for the owner on its stack: there,
// and only in builds with POLYGLUE_OWNER_ROOM, `*owner` is not ignored on entry but leads to that many
// bytes, or is null. Such an owner costs no allocation; it is not counted, as it cannot be lost.
#if defined(POLYGLUE_OWNER_ROOM)
constexpr std::size_t kOwnerRoom = POLYGLUE_OWNER_ROOM;
#else
constexpr std::size_t kOwnerRoom = 0;
#endif
template <class O>
POLYGLUE_INLINE void* room_for([[maybe_unused]] pgl_owner* const* owner) noexcept {
  if constexpr (sizeof(O) <= kOwnerRoom && alignof(O) <= alignof(std::max_align_t)) return *owner;
  else return nullptr;
}

/// An owner of nothing but an arena.
struct ArenaOwner {
  pgl_owner base;
  Arena arena;

  /// Throws std::bad_alloc. `owner` is where the result will go.
  static POLYGLUE_INLINE ArenaOwner* make(pgl_owner* const* owner) {
    if (void* room = room_for<ArenaOwner>(owner)) return new (room) ArenaOwner{{&leave}, {}};
    return allocated();
  }

 private:
  static ArenaOwner* allocated();
  static void release(pgl_owner* owner) noexcept;
  static void leave(pgl_owner* owner) noexcept;
};

/// An owner of a C++ value that views point into, and of an arena.
template <class T>
struct Owner {
  pgl_owner base;
  Arena arena;
  T value;

  /// `owner` is where the result will go.
  static POLYGLUE_INLINE Owner* make(T&& value, pgl_owner* const* owner) {
    static_assert(alignof(T) <= alignof(std::max_align_t), "an owner cannot hold an over-aligned value");
    if (void* room = room_for<Owner>(owner)) return new (room) Owner(std::move(value), &leave);
    return allocated(std::move(value));
  }

 private:
  static Owner* allocated(T&& value) {
    void* memory = allocate(sizeof(Owner));
    Guard guard{memory};
    Owner* owner = new (memory) Owner(std::move(value), &release);
    guard.memory = nullptr;
    if (Thread* thread = Thread::get()) count(thread->owners, 1);
    return owner;
  }
  static void release(pgl_owner* base) noexcept {
    Owner* owner = reinterpret_cast<Owner*>(base);
    owner->~Owner();
    deallocate(owner, sizeof(Owner));
    if (Thread* thread = Thread::get()) count(thread->owners, -1);
  }
  static void leave(pgl_owner* base) noexcept { reinterpret_cast<Owner*>(base)->~Owner(); }

  struct Guard {
    void* memory;
    ~Guard() {
      if (memory) deallocate(memory, sizeof(Owner));
    }
  };
  Owner(T&& from, void (*end)(pgl_owner*)) : base{end}, value(std::move(from)) {}
};

/// Releases an owner at the end of a scope, unless it was handed out.
class OwnerGuard {
 public:
  explicit OwnerGuard(pgl_owner* owner) : owner_(owner) {}
  ~OwnerGuard() { pgl_release(owner_); }
  OwnerGuard(const OwnerGuard&) = delete;
  OwnerGuard& operator=(const OwnerGuard&) = delete;
  pgl_owner* hand_out() noexcept { return std::exchange(owner_, nullptr); }

 private:
  pgl_owner* owner_;
};

POLYGLUE_RUNTIME_END
