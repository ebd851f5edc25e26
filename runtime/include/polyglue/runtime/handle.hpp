// The handle table: the C ABI's objects are numbers that this table checks on every call.
#pragma once

#include <atomic>
#include <cstdint>
#include <new>
#include <type_traits>
#include <utility>

#include "polyglue/runtime/config.hpp"
#include "polyglue/runtime/error.hpp"
#include "polyglue/runtime/thread.hpp"

POLYGLUE_RUNTIME_BEGIN

/// What several threads may do with one object.
enum class Threads : std::uint8_t { author, confined, locked, shared };

struct ClassInfo;
class Implementation;

/// A base class and how to get there.
struct Base {
  const ClassInfo* type;
  void* (*cast)(void* object);
};

/// What the table knows of a class. One per class and library; its address is its identity.
struct ClassInfo {
  const char* name;              ///< for messages: "rox::Chart"
  const Base* bases;             ///< direct exported ones
  std::size_t base_count;
  Threads threads;
  /// Replaces an object seen as this class by what it most derived is among the exported classes;
  /// null where no exported class derives from this one or it is not polymorphic.
  const ClassInfo* (*refine)(void*& object);
  /// Address of the complete object, for identity; null where that is the object itself.
  const void* (*identity)(const void* object);
  /// The host's part of an object; null where hosts cannot implement the class.
  Implementation* (*implementation)(void* object) = nullptr;
};

/// Specialised by the generated shim for every exported class:
///
///     template <> struct Class<rox::Chart> {
///       using handle = rox_chart;
///       static constexpr Threads threads = Threads::author;   // as in info
///       static constexpr bool exact = true;                   // no exported class derives from it
///       static constexpr bool implemented = true;             // an object may be the host's; needed where it is true
///       static const ClassInfo info;
///     };
template <class T>
struct Class;

/// Whether no exported class derives from T, so that its handles are of no other class; `exact` in Class<T>.
template <class T, class = void>
struct IsExact : std::false_type {};
template <class T>
struct IsExact<T, std::enable_if_t<Class<T>::exact>> : std::true_type {};

template <class T>
using Handle = typename Class<std::remove_cv_t<T>>::handle;

/// Whether T is an exported class.
template <class T, class = void>
struct IsObject : std::false_type {};
template <class T>
struct IsObject<T, std::void_t<typename Class<T>::handle>> : std::true_type {};

/// For Base::cast: static_cast also where inheritance is multiple or virtual.
template <class From, class To>
void* upcast_pointer(void* object) {
  return static_cast<To*>(static_cast<From*>(object));
}
/// For ClassInfo::identity of polymorphic classes.
template <class T>
const void* complete_object(const void* object) {
  return dynamic_cast<const void*>(static_cast<const T*>(object));
}

/// Whether all handles stay with one caller, compiled into the same file, which shows them to nobody: the glue of a
/// host that keeps its objects' handles in native code, and knows their classes. Such a handle may be null or stale,
/// but is never forged nor of another class than the function takes or one derived from it.
#if defined(POLYGLUE_PRIVATE_HANDLES) && UINTPTR_MAX > 0xffffffffu
constexpr bool kPrivateHandles = true;
#else
constexpr bool kPrivateHandles = false;
#endif

// A handle is <index><generation>: on 64-bit targets 24 + 29 bits, which a JavaScript number holds. The index of a
// private one is the slot's address, of 48 bits, in units of slots.
constexpr std::size_t kSlotSize = 256;  // of private handles' slots
#if UINTPTR_MAX > 0xffffffffu
constexpr unsigned kIndexBits = kPrivateHandles ? 40 : 24, kGenerationBits = kPrivateHandles ? 20 : 29;
constexpr std::size_t kMaxSlots = std::size_t{1} << 24;
#else
constexpr unsigned kIndexBits = 18, kGenerationBits = 14;
constexpr std::size_t kMaxSlots = std::size_t{1} << kIndexBits;
#endif
constexpr unsigned kChunkBits = 10;
constexpr std::size_t kChunkSlots = std::size_t{1} << kChunkBits;
constexpr std::size_t kMaxChunks = kMaxSlots / kChunkSlots;
constexpr std::uintptr_t kGenerationMask = (std::uintptr_t{1} << kGenerationBits) - 1;

// Bits of Slot::state above the handle's value; an open slot has none.
constexpr std::uint64_t kClosing = std::uint64_t{1} << 63;  ///< closed; somebody may be inside
constexpr std::uint64_t kTaking = std::uint64_t{1} << 62;   ///< being moved out; open again if that fails
constexpr std::uint64_t kDrained = std::uint64_t{1} << 61;  ///< closed, nobody inside, may be kept by children
constexpr std::uint64_t kFree = std::uint64_t{1} << 60;

// Slot::flags
constexpr std::uint32_t kReadOnly = 1, kConfined = 2, kLocked = 4;
constexpr std::uint32_t kLent = 8;  ///< lent to the host for a call, or made from such an object

/// How a slot keeps its object.
struct Holder {
  /// Ends the object and gives back what Slot::storage stands for; null where there is nothing to be done.
  void (*destroy)(Slot& slot) noexcept;
  /// Gives the object up as `new T` would have made it, leaving nothing to destroy; null where that
  /// cannot be. Returns it as the slot's class, or null if others share it. Throws what moving throws. In
  /// both cases the slot is as before.
  void* (*release)(Slot& slot);
  /// Where the slot's object is in a shared_ptr: that shared_ptr, as shared_ptr<const void>*.
  const void* (*shared)(const Slot& slot) noexcept;
};

/// One entry of the table. Its memory stays with the table for ever, so that reading it is always safe.
struct alignas(kOneThread ? kCacheLine : 2 * kCacheLine) Slot {
  static constexpr std::size_t kStorage = 48;

  std::atomic<std::uint64_t> state;     ///< the handle's value when open, plus the bits above
  /// Whose slot it is as long as only the thread that made it has used it; then many_threads().
  std::atomic<Thread*> thread;
  void* object;
  void* writable;                       ///< the same, null where it may only be read
  std::atomic<const ClassInfo*> type;
  std::atomic<std::uint32_t> flags;
  std::atomic<std::uint32_t> refs;      ///< its open handle, what borrows from it, and pins beyond the call
  const Holder* holder;
  std::uintptr_t keeps;                 ///< what it borrows from: a Slot*, or a KeepList* + 1
  struct ObjectLock* lock;              ///< of a locked class
  alignas(kCacheLine) unsigned char storage[kStorage];
  Slot* next;                           ///< in lists of free slots and of slots to close
  std::uint32_t first_generation;       ///< when it comes round to this, the slot is used up
  std::atomic<std::uint32_t> serial;    ///< thread that made it, for confined classes
};

static_assert(!kPrivateHandles || sizeof(Slot) == kSlotSize);

/// The table: chunks of slots, added and never taken away.
struct Table {
  std::atomic<std::size_t> chunk_count;
  Slot* chunks[kMaxChunks];             ///< each written before the count that tells of it
};
extern Table table;
/// Stands for "more than one"; no thread's record.
inline Thread* many_threads() noexcept { return reinterpret_cast<Thread*>(std::uintptr_t{alignof(Thread)}); }

/// Whether the caller's language proves what the table would check: that handles are open, of the class the
/// function takes, and closed by nobody during a call, as Rust's compiler does. In builds for such a caller
/// alone. Handles are the addresses of slots there, and most calls look at nothing else.
#if defined(POLYGLUE_TRUSTED_HANDLES)
constexpr bool kTrustedHandles = true;
#else
constexpr bool kTrustedHandles = false;
#endif

/// The number in the table that a handle stands for: Slot::state, when open.
POLYGLUE_INLINE std::uintptr_t number_of(std::uintptr_t handle) noexcept {
  if constexpr (!kTrustedHandles) return handle;
  if (!handle) return 0;
  return static_cast<std::uintptr_t>(reinterpret_cast<Slot*>(handle)->state.load(std::memory_order_acquire) & (kFree - 1));
}

/// Whether a handle's value leads to a slot, be the handle valid or not.
POLYGLUE_INLINE bool has_slot(std::uintptr_t handle) noexcept {
  if constexpr (kPrivateHandles) return handle != 0;
  return (handle >> (kGenerationBits + kChunkBits)) < table.chunk_count.load(std::memory_order_acquire);
}
/// That slot.
POLYGLUE_INLINE Slot* slot_of(std::uintptr_t handle) noexcept {
  if constexpr (kPrivateHandles) return reinterpret_cast<Slot*>((handle >> kGenerationBits) * kSlotSize);
  return table.chunks[handle >> (kGenerationBits + kChunkBits)] +
         ((handle >> kGenerationBits) & (kChunkSlots - 1));
}
inline Slot* find_slot(std::uintptr_t handle) noexcept { return has_slot(handle) ? slot_of(handle) : nullptr; }

/// An object in use by this thread. Not a promise about its class: see Borrow.
struct Pin {
  Slot* slot = nullptr;
  Thread* thread = nullptr;  ///< null: kept by a count instead of a published slot
  void* object = nullptr;
  pgl_status status = PGL_OK;
};
/// Pins by any way there is; says why not.
Pin pin_slowly(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept;
/// After a withdrawal of this slot: ends it if its closer left that to us.
void left(Slot* slot) noexcept;
/// Ends a pin that is locked or kept by a count.
void unpin_slowly(Slot* slot) noexcept;
/// A pin that outlives the call or is not the innermost: a count. `unkeep()` ends it.
Pin keep(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept;
void unkeep(Slot* slot) noexcept;
/// The same for an object inside an argument, on this thread until `unpin_slowly()`: locked, if its class is.
Pin keep_for_call(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept;
/// What a look would find once those who are taking the object out have done so or given up; says why there is none.
Pin look_slowly(std::uintptr_t handle, const ClassInfo& type, bool writable) noexcept;
/// With no slot there is nothing to do.
void unkeep_for_call(Slot* slot) noexcept;
/// One more count on a slot that the caller has pinned or keeps.
void keep_again(Slot* slot) noexcept;

/// The quick way to a pin: an object of just this class, used by the thread that made it or known to be
/// used by several, without any of the flags `unusual`. Everything else goes the slow way.
POLYGLUE_INLINE void pin_inline(Pin& pin, std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual) noexcept {
  if constexpr (kOneThread) {
    pin = pin_slowly(handle, type, unusual & kReadOnly);
    return;
  }
  Thread* thread = Thread::current;
  const std::uintptr_t number = number_of(handle);
  if (POLYGLUE_LIKELY(thread && has_slot(number) && thread->has_room())) {
    Slot* slot = slot_of(number);
    thread->publish(slot);
    constexpr auto order = kRemoteBarrier ? std::memory_order_acquire : std::memory_order_seq_cst;
    if (POLYGLUE_LIKELY(slot->state.load(order) == number && slot->type.load(std::memory_order_relaxed) == &type &&
                        !(slot->flags.load(std::memory_order_relaxed) & unusual))) {
      Thread* owner = slot->thread.load(std::memory_order_relaxed);
      if (POLYGLUE_LIKELY(owner == thread || owner == many_threads())) {
        pin.slot = slot;
        pin.thread = thread;
        pin.object = slot->object;
        POLYGLUE_ASSUME(pin.object);
        return;
      }
    }
    thread->withdraw();
    if (slot->state.load(std::memory_order_seq_cst) & kClosing) left(slot);
  }
  pin = pin_slowly(handle, type, unusual & kReadOnly);
}
POLYGLUE_INLINE void unpin_inline(Slot* slot, Thread* thread) noexcept {
  if (!kOneThread && POLYGLUE_LIKELY(thread)) {
    thread->withdraw();
    constexpr auto order = kRemoteBarrier ? std::memory_order_acquire : std::memory_order_seq_cst;
    if (!POLYGLUE_LIKELY(!(slot->state.load(order) & kClosing))) left(slot);
  } else if (slot) {
    unpin_slowly(slot);
  }
}

/// Whether nobody can close a handle while an ordinary function runs, so that its objects need not be
/// published: where there is a lock that the host holds during every call and every free.
#if defined(POLYGLUE_HOST_LOCK)
constexpr bool kHostLock = true;
#else
constexpr bool kHostLock = kTrustedHandles;
#endif

/// The quick way under a host's lock: the slot of an object of just this class, without any of the flags
/// `unusual`. Nothing has to be undone after it. Null where it is another case. `known` where the handle is of this
/// class for sure, and the class has no flags but to be read only.
template <bool known>
POLYGLUE_INLINE Slot* look(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual) noexcept {
  const std::uintptr_t number = number_of(handle);
  if (!POLYGLUE_LIKELY(has_slot(number))) return nullptr;
  Slot* slot = slot_of(number);
  if (!POLYGLUE_LIKELY(slot->state.load(std::memory_order_acquire) == number)) return nullptr;
  if constexpr (known) {
    return !(unusual & kReadOnly) || POLYGLUE_LIKELY(slot->writable) ? slot : nullptr;
  } else {
    return POLYGLUE_LIKELY(slot->type.load(std::memory_order_relaxed) == &type &&
                           !(slot->flags.load(std::memory_order_relaxed) & unusual)) ? slot : nullptr;
  }
}

/// What a Borrow holds on to, written into the function it is in.
class QuickHold {
 public:
  POLYGLUE_INLINE QuickHold(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual) noexcept {
    pin_inline(pin_, handle, type, unusual);
  }
  POLYGLUE_INLINE ~QuickHold() { unpin_inline(pin_.slot, pin_.thread); }
  QuickHold(const QuickHold&) = delete;
  QuickHold& operator=(const QuickHold&) = delete;

  void* object() const noexcept { return pin_.object; }
  Slot* slot() const noexcept { return pin_.slot; }
  pgl_status status() const noexcept { return pin_.status; }

 private:
  Pin pin_;
};

/// The same where a look is enough, most of the time. Its address is given to nobody, so that it can be in registers.
template <bool known, bool always>
class LookHold {
 public:
  POLYGLUE_INLINE LookHold(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual) noexcept {
    slot_ = look<false>(handle, type, unusual);
    if (POLYGLUE_LIKELY(slot_)) {
      object_ = slot_->object;
      POLYGLUE_ASSUME(object_);
      pinned_ = false;
      return;
    }
    const Pin pin = keep_for_call(handle, type, unusual & kReadOnly);
    slot_ = pin.slot;
    object_ = pin.object;
    status_ = pin.status;
    pinned_ = true;
  }
  POLYGLUE_INLINE ~LookHold() {
    if (!POLYGLUE_LIKELY(!pinned_)) unkeep_for_call(slot_);
  }
  LookHold(const LookHold&) = delete;
  LookHold& operator=(const LookHold&) = delete;

  void* object() const noexcept { return object_; }
  Slot* slot() const noexcept { return slot_; }
  pgl_status status() const noexcept { return status_; }

 private:
  Slot* slot_;
  void* object_;
  bool pinned_;
  pgl_status status_;  // where there is no object
};

/// The same where a look is always enough, as no object is locked: nothing has to be undone after it.
template <bool known>
class LookHold<known, true> {
 public:
  POLYGLUE_INLINE LookHold(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual) noexcept {
    slot_ = look<known>(handle, type, unusual);
    if (POLYGLUE_LIKELY(slot_)) {
      object_ = unusual & kReadOnly ? slot_->writable : slot_->object;
      POLYGLUE_ASSUME(object_);
      return;
    }
    const Pin pin = look_slowly(handle, type, unusual & kReadOnly);
    slot_ = pin.slot;
    object_ = pin.object;
    status_ = pin.status;
  }

  void* object() const noexcept { return object_; }
  Slot* slot() const noexcept { return slot_; }
  pgl_status status() const noexcept { return status_; }

 private:
  Slot* slot_;
  void* object_;
  pgl_status status_;  // where there is no object
};

/// The same as two calls, for shims compiled for size.
class SmallHold {
 public:
  SmallHold(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual, bool looks) noexcept;
  ~SmallHold();
  SmallHold(const SmallHold&) = delete;
  SmallHold& operator=(const SmallHold&) = delete;

  void* object() const noexcept { return pin_.object; }
  Slot* slot() const noexcept { return slot_; }
  pgl_status status() const noexcept { return pin_.status; }

 private:
  Pin pin_;
  Slot* slot_;
};

/// The same where a look is always enough.
class SmallLook {
 public:
  POLYGLUE_INLINE SmallLook(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual, bool) noexcept
      : slot_(find(handle, type, unusual, status_)) {}

  POLYGLUE_INLINE void* object() const noexcept {
    if (!slot_) return nullptr;
    POLYGLUE_ASSUME(slot_->object);
    return slot_->object;
  }
  Slot* slot() const noexcept { return slot_; }
  pgl_status status() const noexcept { return status_; }

 private:
  static Slot* find(std::uintptr_t handle, const ClassInfo& type, std::uint32_t unusual, pgl_status& status) noexcept;

  pgl_status status_;  // where there is no object
  Slot* slot_;
};

/// What a Borrow holds on to where the caller is trusted: nothing. Which objects may only be read, and which were
/// given away as part of a value, the library alone knows.
class SureHold {
 public:
  POLYGLUE_INLINE SureHold(std::uintptr_t handle, bool writes) noexcept
      : slot_(reinterpret_cast<Slot*>(handle)), object_(!slot_ ? nullptr : writes ? slot_->writable : slot_->object) {}

  void* object() const noexcept { return object_; }
  Slot* slot() const noexcept { return slot_; }
  pgl_status status() const noexcept {
    return !slot_ ? PGL_ERROR_NULL : slot_->object ? PGL_ERROR_READ_ONLY : PGL_ERROR_CLOSED;
  }

 private:
  Slot* slot_;
  void* object_;
};

/// The object behind a handle for the length of a call: `self`, and every argument that is a reference
/// or pointer to an object. `T` is const where C++ only reads. Closing the handle meanwhile, here or in
/// another thread, takes effect when the last Borrow ends. Borrows end in reverse order. `exposed` where
/// the handle can be closed meanwhile even under a host's lock: the function runs without the lock, or
/// takes objects out of their handles.
template <class T, bool exposed = false>
class Borrow {
  static constexpr const ClassInfo& info() { return Class<std::remove_const_t<T>>::info; }
  static constexpr std::uint32_t kUnusual = (kOneThread ? 0u : kConfined | kLocked) | (std::is_const_v<T> ? 0u : kReadOnly);
  static constexpr bool kLooks = kHostLock && !exposed;
  static constexpr Threads kThreads = Class<std::remove_const_t<T>>::threads;
  static constexpr bool kPlain = IsExact<std::remove_const_t<T>>::value && (kThreads == Threads::author || kThreads == Threads::shared);
  static constexpr bool kSure = kTrustedHandles && !exposed && kPlain;
#if defined(__OPTIMIZE_SIZE__)
  using Hold = std::conditional_t<kSure, SureHold, std::conditional_t<kLooks && kPrivateHandles && kPlain, SmallLook, SmallHold>>;
#else
  using Hold = std::conditional_t<kSure, SureHold, std::conditional_t<kLooks, LookHold<kPrivateHandles && kPlain, kOneThread || (kPrivateHandles && kPlain)>, QuickHold>>;
#endif
  static POLYGLUE_INLINE Hold hold(std::uintptr_t handle) noexcept {
    if constexpr (kSure) return Hold(handle, !std::is_const_v<T>);
#if defined(__OPTIMIZE_SIZE__)
    else return Hold(handle, info(), kUnusual, kLooks);
#else
    else return Hold(handle, info(), kUnusual);
#endif
  }

 public:
  explicit POLYGLUE_INLINE Borrow(const Handle<T>* handle) noexcept
      : hold_(hold(reinterpret_cast<std::uintptr_t>(handle))) {}

  explicit POLYGLUE_INLINE operator bool() const noexcept { return POLYGLUE_LIKELY(hold_.object() != nullptr); }
  POLYGLUE_INLINE T& operator*() const noexcept { return *get(); }
  POLYGLUE_INLINE T* operator->() const noexcept { return get(); }
  POLYGLUE_INLINE T* get() const noexcept { return static_cast<T*>(hold_.object()); }
  /// Why there is no object.
  pgl_status status() const noexcept { return hold_.status(); }
  /// The same with a message that names the parameter; for `return object.refuse("self");`.
  pgl_status refuse(const char* name) const noexcept { return runtime::refuse(hold_.status(), name, &info()); }
  Slot* slot() const noexcept { return hold_.slot(); }

 private:
  Hold hold_;
};

/// Borrow for a parameter that may be null: then `get()` is null and it counts as good.
template <class T, bool exposed = false>
class BorrowOrNull {
 public:
  explicit BorrowOrNull(const Handle<T>* handle) noexcept : null_(!handle) {
    if (handle) new (&borrow_) Borrow<T, exposed>(handle);
  }
  ~BorrowOrNull() {
    if (!null_) borrow_.~Borrow();
  }
  BorrowOrNull(const BorrowOrNull&) = delete;
  BorrowOrNull& operator=(const BorrowOrNull&) = delete;

  explicit operator bool() const noexcept { return null_ || borrow_; }
  T* get() const noexcept { return null_ ? nullptr : borrow_.get(); }
  pgl_status refuse(const char* name) const noexcept { return borrow_.refuse(name); }
  Slot* slot() const noexcept { return null_ ? nullptr : borrow_.slot(); }

 private:
  bool null_;
  union {
    Borrow<T, exposed> borrow_;
  };
};

/// Closes a handle: for `void rox_chart_close(rox_chart *self)`. Null, closed and foreign handles and
/// those of other classes are left alone.
void close(std::uintptr_t handle, const ClassInfo& type) noexcept;
template <class T>
void close(Handle<T>* handle) noexcept {
  close(reinterpret_cast<std::uintptr_t>(handle), Class<T>::info);
}

/// Address that two handles share exactly if they stand for the same object, in a number; 0 if the
/// handle is not valid.
std::uintptr_t identity(std::uintptr_t handle) noexcept;
/// Class of the object behind a handle, or null if the handle is not valid.
const ClassInfo* class_of(std::uintptr_t handle) noexcept;

/// A slot on its way to a handle; goes back if nothing comes of it.
class Reservation {
 public:
  Reservation() noexcept;  ///< failed, with status(), when there are no more slots or no memory
  ~Reservation() {
    if (slot_) give_back(slot_, lent_);
  }
  Reservation(const Reservation&) = delete;
  Reservation& operator=(const Reservation&) = delete;

  explicit operator bool() const noexcept { return slot_ != nullptr; }
  pgl_status status() const noexcept { return status_; }
  Slot* slot() const noexcept { return slot_; }
  void* storage() const noexcept { return slot_->storage; }

  /// From here on the slot owns the object, and nothing fails any more. Needs prepare() before
  /// where the class is locked or the object borrows.
  std::uintptr_t commit(const ClassInfo& type, void* object, const Holder* holder, bool read_only) noexcept;
  /// Allocates what the class and its parents need; PGL_OK or PGL_ERROR_MEMORY. `parents` are pinned by the caller.
  pgl_status prepare(const ClassInfo& type, Slot* const* parents, std::size_t count) noexcept {
    if (!count && (kOneThread || type.threads != Threads::locked)) return PGL_OK;
    return prepare_slowly(type, parents, count);
  }

  // The same as calls, for shims compiled for size: a slot for an object that borrows from none, or null with the last
  // error set; then end() or abandon().
  static Slot* begin(const ClassInfo& type) noexcept;
  static std::uintptr_t end(Slot* slot, const ClassInfo& type, void* object, const Holder* holder) noexcept;
  static void abandon(Slot* slot) noexcept { give_back(slot, false); }

 private:
  explicit Reservation(Slot* slot) noexcept : slot_(slot), thread_(Thread::get()) {}
  static pgl_status make_room(Thread* thread) noexcept;
  static void give_back(Slot* slot, bool lent) noexcept;  // not of `this`, which so can be in registers
  pgl_status prepare_slowly(const ClassInfo& type, Slot* const* parents, std::size_t count) noexcept;

  Slot* slot_ = nullptr;
  Thread* thread_;
  pgl_status status_ = PGL_OK;
  bool lent_ = false;
};

inline Reservation::Reservation() noexcept : thread_(Thread::get()) {
  if (!POLYGLUE_LIKELY(thread_ && thread_->free_slots)) {
    status_ = make_room(thread_);
    if (status_) return;
  }
  slot_ = thread_->free_slots;
  thread_->free_slots = slot_->next;
  --thread_->free_slot_count;
}

inline std::uintptr_t Reservation::commit(const ClassInfo& type, void* object, const Holder* holder, bool read_only) noexcept {
  Slot* slot = std::exchange(slot_, nullptr);
  slot->object = object;
  slot->writable = read_only ? nullptr : object;
  slot->holder = holder;
  slot->type.store(&type, std::memory_order_relaxed);
  std::uint32_t flags = read_only ? kReadOnly : 0;
  if (!kOneThread && type.threads == Threads::confined) flags |= kConfined;
  if (!kOneThread && type.threads == Threads::locked) flags |= kLocked;
  if (lent_) flags |= kLent;
  slot->flags.store(flags, std::memory_order_relaxed);
  slot->refs.store(1, std::memory_order_relaxed);
  slot->thread.store(thread_, std::memory_order_relaxed);
  slot->serial.store(thread_->serial, std::memory_order_relaxed);
  count(thread_->handles, 1);
  const std::uint64_t handle = slot->state.load(std::memory_order_relaxed) & ~kFree;
  slot->state.store(handle, std::memory_order_release);
  return kTrustedHandles ? reinterpret_cast<std::uintptr_t>(slot) : static_cast<std::uintptr_t>(handle);
}

POLYGLUE_RUNTIME_END
