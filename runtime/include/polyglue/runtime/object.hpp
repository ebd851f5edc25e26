// From C++ objects to handles and back: objects made in place, shared, unique, lent.
#pragma once

#include <cstring>
#include <initializer_list>
#include <memory>
#include <optional>

#include "polyglue/runtime/convert.hpp"
#include "polyglue/runtime/handle.hpp"
#include "polyglue/runtime/implementation.hpp"

POLYGLUE_RUNTIME_BEGIN

// ---- results ----

/// Where objects held by value live: in the slot when they fit, else in a block of the pool.
template <class T>
struct ValueHolder {
#if defined(POLYGLUE_ASAN)
  static constexpr bool kInSlot = false;  // lets the sanitizer see what happens to the object
#else
  static constexpr bool kInSlot = sizeof(T) <= Slot::kStorage && alignof(T) <= kCacheLine;
#endif
  static constexpr bool kPooled = alignof(T) <= alignof(std::max_align_t);

  static void* place(Slot& slot) {
    if constexpr (kInSlot) return slot.storage;
    else if constexpr (kPooled) return (void)slot, allocate(sizeof(T));
    else return (void)slot, ::operator new(sizeof(T), std::align_val_t(alignof(T)));
  }
  static void unplace(void* place) noexcept {
    if constexpr (kInSlot) (void)place;
    else if constexpr (kPooled) deallocate(place, sizeof(T));
    else ::operator delete(place, std::align_val_t(alignof(T)));
  }
  static void destroy(Slot& slot) noexcept {
    T* object = static_cast<T*>(slot.object);
    object->~T();
    unplace(object);
  }
  static void* release(Slot& slot) {
    if constexpr (std::is_move_constructible_v<T>) {
      T* object = static_cast<T*>(slot.object);
      T* moved = new T(std::move(*object));
      destroy(slot);
      return moved;
    } else {
      return nullptr;
    }
  }
  static constexpr Holder holder = {&destroy, std::is_move_constructible_v<T> ? &release : nullptr, nullptr};
};

template <class T, class = void>
struct HasOwnNew : std::false_type {};
template <class T>
struct HasOwnNew<T, std::void_t<decltype(T::operator new(sizeof(T)))>> : std::true_type {};

/// Holds all objects in slots that are nothing but so many bytes.
template <std::size_t kSize>
struct PlainHolder {
  static void* release(Slot& slot) { return std::memcpy(::operator new(kSize), slot.object, kSize); }
  static constexpr Holder holder = {nullptr, &release, nullptr};
};
template <class T>
constexpr const Holder* value_holder() noexcept {
  if constexpr (ValueHolder<T>::kInSlot && std::is_trivially_copyable_v<T> && std::is_move_constructible_v<T> && !HasOwnNew<T>::value &&
                alignof(T) <= alignof(std::max_align_t)) {
    return &PlainHolder<sizeof(T)>::holder;
  } else {
    return &ValueHolder<T>::holder;
  }
}

template <class T, class D>
struct UniqueHolder {
  using P = std::unique_ptr<T, D>;
  static constexpr bool kPlain = std::is_same_v<D, std::default_delete<T>>;
  static constexpr bool kInSlot = sizeof(P) <= Slot::kStorage && alignof(P) <= kCacheLine;
  static P& pointer(const Slot& slot) noexcept {
    if constexpr (kInSlot) return *reinterpret_cast<P*>(const_cast<unsigned char*>(slot.storage));
    else return **reinterpret_cast<P**>(const_cast<unsigned char*>(slot.storage));
  }
  static void store(Slot& slot, P&& from) {
    if constexpr (kInSlot) new (slot.storage) P(std::move(from));
    else new (slot.storage) P*(new P(std::move(from)));
  }
  static void destroy(Slot& slot) noexcept {
    if constexpr (kInSlot) pointer(slot).~P();
    else delete &pointer(slot);
  }
  static void* release(Slot& slot) {
    pointer(slot).release();
    destroy(slot);
    return slot.object;
  }
  static constexpr Holder holder = {&destroy, kPlain ? &release : nullptr, nullptr};
};

/// All shared_ptr are kept as shared_ptr<const void>, so there is one holder for all classes.
struct SharedHolder {
  using P = std::shared_ptr<const void>;
  static P& pointer(const Slot& slot) noexcept { return *reinterpret_cast<P*>(const_cast<unsigned char*>(slot.storage)); }
  static void destroy(Slot& slot) noexcept { pointer(slot).~P(); }
  static const void* shared(const Slot& slot) noexcept { return slot.storage; }
  static constexpr Holder holder = {&destroy, nullptr, &shared};
};

struct BorrowedHolder {
  static constexpr Holder holder = {nullptr, nullptr, nullptr};
};

/// Where a new object is to be: given back if the object is not made.
template <class T>
struct Place {
  explicit Place(Slot* slot) : memory(ValueHolder<T>::place(*slot)) {}
  ~Place() {
    if (memory) ValueHolder<T>::unplace(memory);
  }
  Place(const Place&) = delete;
  Place& operator=(const Place&) = delete;

  /// The object is made.
  template <class Make>
  T* fill(Make& make) {
    T* object = new (memory) T(make());
    memory = nullptr;
    return object;
  }
  void* memory;
};

/// Returns a new object by value, made right where it stays: constructors and functions that return T.
/// `return emplace<rox::Chart>(out, [&] { return rox::Chart(keys); });`
template <class T, class Make>
pgl_status emplace(Handle<T>** out, Make&& make) {
#if defined(__OPTIMIZE_SIZE__)
  struct Unborn {
    Slot* slot;
    ~Unborn() {
      if (slot) Reservation::abandon(slot);
    }
  };
  Unborn unborn{Reservation::begin(Class<T>::info)};
  if (!unborn.slot) return never_ok(last_error()->status);
  T* object = Place<T>(unborn.slot).fill(make);
  *out = reinterpret_cast<Handle<T>*>(Reservation::end(std::exchange(unborn.slot, nullptr), Class<T>::info, object, value_holder<T>()));
#else
  Reservation reserved;
  if (!reserved) return refuse(reserved.status(), "");
  if constexpr (Class<T>::threads == Threads::locked) {
    if (pgl_status bad = reserved.prepare(Class<T>::info, nullptr, 0)) return refuse(bad, "");
  }
  T* object = Place<T>(reserved.slot()).fill(make);
  *out = reinterpret_cast<Handle<T>*>(reserved.commit(Class<T>::info, object, value_holder<T>(), false));
#endif
  return PGL_OK;
}

/// emplace() for an object that borrows from others: they stay alive as long as it does.
template <class T, class Make>
pgl_status emplace_kept(Handle<T>** out, Make&& make, Slot* const* parents, std::size_t count) {
  Reservation reserved;
  if (!reserved) return refuse(reserved.status(), "");
  if (pgl_status bad = reserved.prepare(Class<T>::info, parents, count)) return refuse(bad, "");
  T* object = Place<T>(reserved.slot()).fill(make);
  *out = reinterpret_cast<Handle<T>*>(reserved.commit(Class<T>::info, object, value_holder<T>(), false));
  return PGL_OK;
}

/// Returns the object in a std::optional, or the one a pointer leads to (as a copy); null if there is none.
template <class T, class Optional>
pgl_status emplace_if(Handle<T>** out, Optional&& value, Slot* const* parents = nullptr, std::size_t count = 0) {
  if (!value) {
    *out = nullptr;
    return PGL_OK;
  }
  using Held = std::remove_reference_t<Optional>;
  const auto make = [&]() -> decltype(auto) {
    if constexpr (std::is_pointer_v<Held> || std::is_lvalue_reference_v<Optional>) return static_cast<const T&>(*value);
    else return static_cast<T&&>(*value);
  };
  return count ? emplace_kept<T>(out, make, parents, count) : emplace<T>(out, make);
}

/// What a null pointer from C++ means.
enum class Null : bool { refused, allowed };

/// Returns an object in a std::unique_ptr: the host owns it.
template <class T, class D>
pgl_status hold(std::unique_ptr<T, D> from, Handle<T>** out, Null null = Null::refused) {
  if (!from) return null == Null::allowed ? (*out = nullptr, PGL_OK) : refuse(PGL_ERROR_NULL, "");
  Reservation reserved;
  if (!reserved) return refuse(reserved.status(), "");
  using Plain = std::remove_const_t<T>;
  void* object = const_cast<Plain*>(from.get());
  const ClassInfo* type = &Class<Plain>::info;
  if (type->refine) type = type->refine(object);
  if (pgl_status bad = reserved.prepare(*type, nullptr, 0)) return refuse(bad, "");
  if constexpr (IsImplemented<Plain>::value && std::is_same_v<D, std::default_delete<T>>) {
    if (Implementation* host = implementation_of(from.get())) {
      std::unique_ptr<Plain> plain(const_cast<Plain*>(from.release()));
      *out = reinterpret_cast<Handle<T>*>(commit_implemented(reserved, std::move(plain), *host));
      return PGL_OK;
    }
  }
  UniqueHolder<T, D>::store(*reserved.slot(), std::move(from));
  *out = reinterpret_cast<Handle<T>*>(reserved.commit(*type, object, &UniqueHolder<T, D>::holder, std::is_const_v<T>));
  return PGL_OK;
}

/// Returns an object in a std::shared_ptr: both sides keep it alive.
template <class T>
pgl_status hold(std::shared_ptr<T> from, Handle<T>** out, Null null = Null::refused) {
  if (!from) return null == Null::allowed ? (*out = nullptr, PGL_OK) : refuse(PGL_ERROR_NULL, "");
  Reservation reserved;
  if (!reserved) return refuse(reserved.status(), "");
  using Plain = std::remove_const_t<T>;
  void* object = const_cast<Plain*>(from.get());
  const ClassInfo* type = &Class<Plain>::info;
  if (type->refine) type = type->refine(object);
  if (pgl_status bad = reserved.prepare(*type, nullptr, 0)) return refuse(bad, "");
  new (reserved.storage()) SharedHolder::P(std::move(from));
  *out = reinterpret_cast<Handle<T>*>(reserved.commit(*type, object, &SharedHolder::holder, std::is_const_v<T>));
  return PGL_OK;
}

/// The same where there may be no pointer; a null one inside is none to the host, too.
template <class P, class H>
pgl_status hold(std::optional<P> from, H** out, Null) {
  return hold(from ? std::move(*from) : P(), out, Null::allowed);
}

/// Returns an object that C++ made with new and gives away: `hold_raw(factory(), out)`.
template <class T>
pgl_status hold_raw(T* from, Handle<T>** out, Null null = Null::refused) {
  return hold(std::unique_ptr<T>(from), out, null);
}

/// Returns an object that stays where it is; the slots given, those of Borrow::slot(), are kept alive as
/// long as the handle. Without any it must live for ever. `lend(&chart->timing(), out, {self.slot()})`.
/// Where T is const the handle gives read access only.
template <class T>
pgl_status lend(T* object, Handle<T>** out, Slot* const* parents, std::size_t count, Null null = Null::refused) {
  if (!object) return null == Null::allowed ? (*out = nullptr, PGL_OK) : refuse(PGL_ERROR_NULL, "");
  Reservation reserved;
  if (!reserved) return refuse(reserved.status(), "");
  using Plain = std::remove_const_t<T>;
  void* plain = const_cast<Plain*>(object);
  const ClassInfo* type = &Class<Plain>::info;
  if (type->refine) type = type->refine(plain);
  if (pgl_status bad = reserved.prepare(*type, parents, count)) return refuse(bad, "");
  *out = reinterpret_cast<Handle<T>*>(reserved.commit(*type, plain, &BorrowedHolder::holder, std::is_const_v<T>));
  return PGL_OK;
}

template <class T>
pgl_status lend(T* object, Handle<T>** out, std::initializer_list<Slot*> parents, Null null = Null::refused) {
  return lend(object, out, parents.begin(), parents.size(), null);
}

/// For the upcast function of a class: a handle to the same object seen as a base, which keeps it alive.
/// `return upcast<demo::Base>(object, out);`
template <class B, class T, bool exposed>
pgl_status upcast(const Borrow<const T, exposed>& object, Handle<B>** out) {
  const B* base = object.get();
  const bool read_only = object.slot()->flags.load(std::memory_order_relaxed) & kReadOnly;
  Slot* parent = object.slot();
  if (read_only) return lend<const B>(base, out, &parent, 1);
  return lend<B>(const_cast<B*>(base), out, &parent, 1);
}

// ---- arguments ----

/// Ends a count on a slot: deleter of the shared_ptr that share() makes of objects held otherwise.
struct Unkeep {
  Slot* slot;
  void operator()(const void*) const noexcept { unkeep(slot); }
};

/// A shared_ptr to an object that is pinned, for `std::shared_ptr<T>` parameters.
template <class T>
std::shared_ptr<T> share_slot(Slot* slot, T* object) {
  if (slot->holder->shared) {
    return std::shared_ptr<T>(*static_cast<const std::shared_ptr<const void>*>(slot->holder->shared(*slot)), object);
  }
  if constexpr (IsImplemented<std::remove_const_t<T>>::value) {
    if (Implementation* host = implementation_of(object)) return std::shared_ptr<T>(host->share(), object);
  }
  if (slot->flags.load(std::memory_order_relaxed) & kLent) throw Failure(refuse_because(PGL_ERROR_ARGUMENT, "", "is lent for a call only, so it cannot be shared"));
  keep_again(slot);
  return std::shared_ptr<T>(object, Unkeep{slot});  // calls the deleter if it throws
}
template <class T, bool exposed>
std::shared_ptr<T> share(const Borrow<T, exposed>& object) {
  return share_slot<T>(object.slot(), object.get());
}
template <class T, bool exposed>
std::shared_ptr<T> share(const BorrowOrNull<T, exposed>& object) {
  return object.get() ? share_slot<T>(object.slot(), object.get()) : nullptr;
}

/// Closes a handle and gives its object away as `new` made it, with its class; refuses with a message
/// when it is in use, lent, shared, read-only or has no such form. See take().
pgl_status take_raw(std::uintptr_t handle, const ClassInfo& type, bool exact, const char* name, void*& object);

/// Moves an object out of its handle, which is closed then: for `std::unique_ptr<T>` parameters.
/// Throws Failure when somebody is using the object, something borrows from it, or it is shared. To be
/// called when all other arguments have been found good.
template <class T>
std::unique_ptr<T> take(Handle<T>* handle, const char* name) {
  using Plain = std::remove_const_t<T>;
  void* object = nullptr;
  const pgl_status bad = take_raw(reinterpret_cast<std::uintptr_t>(handle), Class<Plain>::info,
                                  !std::has_virtual_destructor_v<T>, name, object);
  if (bad) throw Failure(bad);
  if constexpr (IsImplemented<Plain>::value) {
    if (Implementation* host = implementation_of(static_cast<Plain*>(object))) host->given_away();
  }
  return std::unique_ptr<T>(static_cast<T*>(static_cast<Plain*>(object)));
}
template <class T>
std::unique_ptr<T> take_or_null(Handle<T>* handle, const char* name) {
  return handle ? take<T>(handle, name) : nullptr;
}

// ---- objects inside values ----

template <class T, class H>
struct ConvertObject {
  using Plain = std::remove_const_t<T>;
  static constexpr bool same_layout() { return false; }
  static constexpr bool always_valid() { return false; }
  static constexpr bool flat() { return true; }
  static constexpr bool needs_arena() { return true; }  // remembers the handles it makes, until all went well
  static std::uintptr_t value(const H* handle) noexcept { return reinterpret_cast<std::uintptr_t>(handle); }
  static pgl_status check_kept(const H* handle, bool writable) noexcept {
    Pin pin = keep(value(handle), Class<Plain>::info, writable);
    if (pin.slot) unkeep(pin.slot);
    return pin.status;
  }
  /// Ends a count when the value it stood for was lifted.
  struct Kept {
    Pin pin;
    Kept(const H* handle, bool writable) : pin(keep_for_call(value(handle), Class<Plain>::info, writable)) {
      if (!pin.slot) throw Failure(refuse(pin.status, "", &Class<Plain>::info));
    }
    Kept(Kept&& other) noexcept : pin(std::exchange(other.pin, Pin())) {}
    ~Kept() {
      if (pin.slot) unpin_slowly(pin.slot);
    }
    T* get() const noexcept { return static_cast<T*>(pin.object); }
  };
  /// Runs one of the functions above on a handle inside a value.
  template <class Return>
  static pgl_status made(H*& out, Lowering& to, Return&& give_handle) {
    std::uintptr_t& slot = to.next_handle();
    H* handle = nullptr;
    if (pgl_status bad = give_handle(&handle)) return bad;
    slot = value(handle);
    out = handle;
    return PGL_OK;
  }
};

template <class T, class H>
struct Convert<std::shared_ptr<T>, H*, std::enable_if_t<IsObject<std::remove_const_t<T>>::value>> : ConvertObject<T, H> {
  using Base = ConvertObject<T, H>;
  static pgl_status check(H* const& handle) noexcept { return handle ? Base::check_kept(handle, !std::is_const_v<T>) : PGL_OK; }
  static std::shared_ptr<T> lift(H* const& handle, Scratch& scratch) {
    if (!handle) return nullptr;
    typename Base::Kept kept(handle, !std::is_const_v<T>);
    std::shared_ptr<T> shared = share_slot<T>(kept.pin.slot, kept.get());
    if constexpr (Class<typename Base::Plain>::threads == Threads::locked) scratch.keep(std::move(kept));  // until the call ends
    return shared;
  }
  static pgl_status lower(const std::shared_ptr<T>& value, H*& out, Lowering& to) {
    return Base::made(out, to, [&](H** handle) { return hold(value, handle, Null::allowed); });
  }
};

template <class T, class D, class H>
struct Convert<std::unique_ptr<T, D>, H*, std::enable_if_t<IsObject<std::remove_const_t<T>>::value>> : ConvertObject<T, H> {
  using Base = ConvertObject<T, H>;
  static pgl_status check(H* const& handle) noexcept { return handle ? Base::check_kept(handle, true) : PGL_OK; }
  static std::unique_ptr<T, D> lift(H* const& handle, Scratch&) { return take_or_null<T>(handle, ""); }
  static pgl_status lower(std::unique_ptr<T, D>& value, H*& out, Lowering& to) {
    return Base::made(out, to, [&](H** handle) { return hold(std::move(value), handle, Null::allowed); });
  }
};

/// A pointer to an object keeps it alive for the call; on the way out it is lent by Lowering::parents.
template <class T, class H>
struct Convert<T*, H*, std::enable_if_t<IsObject<std::remove_const_t<T>>::value>> : ConvertObject<T, H> {
  using Base = ConvertObject<T, H>;
  static pgl_status check(H* const& handle) noexcept { return handle ? Base::check_kept(handle, !std::is_const_v<T>) : PGL_OK; }
  static T* lift(H* const& handle, Scratch& scratch) {
    if (!handle) return nullptr;
    return scratch.keep(typename Base::Kept(handle, !std::is_const_v<T>)).get();
  }
  static pgl_status lower(T* value, H*& out, Lowering& to) {
    return Base::made(out, to, [&](H** handle) { return lend<T>(value, handle, to.parents, to.parent_count, Null::allowed); });
  }
};

/// An object or none: a handle that may be null.
template <class P>
struct PointsToObject : std::false_type {};
template <class T>
struct PointsToObject<std::shared_ptr<T>> : IsObject<std::remove_const_t<T>> {};
template <class T, class D>
struct PointsToObject<std::unique_ptr<T, D>> : IsObject<std::remove_const_t<T>> {};

/// No pointer is a null handle, and so is a null one.
template <class P, class H>
struct Convert<std::optional<P>, H*, std::enable_if_t<PointsToObject<P>::value>> : Convert<P, H*> {
  using Base = Convert<P, H*>;
  static std::optional<P> lift(H* const& handle, Scratch& scratch) {
    return handle ? std::optional<P>(Base::lift(handle, scratch)) : std::nullopt;
  }
  template <class V>
  static pgl_status lower(V& value, H*& out, Lowering& to) {
    return value ? Base::lower(*value, out, to) : PGL_OK;
  }
};

template <class T, class H>
struct Convert<std::optional<T>, H*, std::enable_if_t<IsObject<T>::value>> : ConvertObject<T, H> {
  using Base = ConvertObject<T, H>;
  static pgl_status check(H* const& handle) noexcept { return handle ? Base::check_kept(handle, false) : PGL_OK; }
  static std::optional<T> lift(H* const& handle, Scratch&) {
    if (!handle) return std::nullopt;
    typename Base::Kept kept(handle, false);
    return std::optional<T>(*static_cast<const T*>(kept.get()));
  }
  template <class V>
  static pgl_status lower(V& value, H*& out, Lowering& to) {
    if (!value) return PGL_OK;
    return Base::made(out, to, [&](H** handle) { return emplace<T>(handle, [&]() -> decltype(auto) { return std::move(*value); }); });
  }
};

/// An object by value: a copy on the way in, moved (or copied from a const result) into a handle of its own on the way out.
template <class T, class H>
struct Convert<T, H*, std::enable_if_t<IsObject<T>::value>> : ConvertObject<T, H> {
  using Base = ConvertObject<T, H>;
  static pgl_status check(H* const& handle) noexcept { return handle ? Base::check_kept(handle, false) : static_cast<pgl_status>(PGL_ERROR_NULL); }
  static T lift(H* const& handle, Scratch&) {
    typename Base::Kept kept(handle, false);
    return T(*static_cast<const T*>(kept.get()));
  }
  template <class V>
  static pgl_status lower(V& value, H*& out, Lowering& to) {
    return Base::made(out, to, [&](H** handle) { return emplace<T>(handle, [&]() -> V&& { return std::move(value); }); });
  }
};

POLYGLUE_RUNTIME_END
