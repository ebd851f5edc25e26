// Objects whose virtual methods are the host's: who keeps whom alive.
//
// The host's handle owns the C++ object, in a std::shared_ptr from birth. The object has what its methods belong to,
// `user`, until it ends. Where that is to be collected by the host (pgl_methods::hold is there), it may be gone before the
// object; so C++ holds it, by hold() and let_go(), from when it first owns the object to when it lets it go.
#pragma once

#include <atomic>
#include <memory>
#include <mutex>

#include "polyglue/runtime/handle.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Whether objects seen as T may be of a class of the host's: Class<T>::implemented.
template <class T, class = void>
struct IsImplemented : std::false_type {};
template <class T>
struct IsImplemented<T, std::enable_if_t<Class<T>::implemented>> : std::true_type {};

/// What the host gave, kept by the object and by the calls that run.
class GivenObject {
 public:
  GivenObject(const pgl_methods* methods, void* user) noexcept : methods_(methods), user_(user) {}
  ~GivenObject();
  GivenObject(const GivenObject&) = delete;
  GivenObject& operator=(const GivenObject&) = delete;

  const pgl_methods* methods() const noexcept { return methods_; }
  void* user() const noexcept { return user_; }
  /// Whether the host may collect `user` while C++ does not hold it.
  bool is_collected() const noexcept { return methods_->hold && methods_->let_go; }
  void hold() const noexcept;
  void let_go() const noexcept;

 private:
  const pgl_methods* methods_;
  void* user_;
};

/// The part of such an object that knows the host.
class Implementation {
 public:
  explicit Implementation(std::shared_ptr<const GivenObject> given) noexcept : given_(std::move(given)) {}
  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;

  const std::shared_ptr<const GivenObject>& given() const noexcept { return given_; }
  /// A handle of this object that ends with it: what the host's methods get as `self`.
  std::uintptr_t self() const noexcept { return self_; }

  void begin(std::uintptr_t own_handle) noexcept { self_ = own_handle; }
  /// Nobody owns the object any more: it ends when the last call by its own handle does. True if that is now, since
  /// its own handle was closed before.
  bool finish(const ClassInfo& type) noexcept;
  /// Nobody is inside by its own handle any more. True if nobody owns the object, either.
  bool left_by_all() noexcept;
  /// Stands first in the destructor of the whole object. C++ that deletes it itself does not wait for this thread's calls.
  void end(const ClassInfo& type) noexcept;

  /// The host owns the object by this pointer, which a slot keeps by `holder`.
  void owned_by_host(const std::shared_ptr<const void>& whole, const Holder* holder);
  /// What a slot of the host's own keeps it by; null while C++ alone owns it.
  std::shared_ptr<const void> whole() {
    std::lock_guard<std::mutex> guard(mutex_);
    return whole_.lock();
  }
  const Holder* holder() const noexcept { return holder_; }
  /// False if somebody else shares it.
  bool give_up(const std::shared_ptr<const void>& whole);
  /// For a std::shared_ptr that C++ keeps.
  std::shared_ptr<const void> share();
  /// C++ owns the object alone (std::unique_ptr), or the host has it back.
  void given_away() noexcept;
  void regained() noexcept;

 private:
  std::shared_ptr<const GivenObject> given_;
  std::uintptr_t self_ = 0;
  const Holder* holder_ = nullptr;
  bool is_finished_ = false, is_left_ = false;
  std::atomic<bool> is_given_away_{false};
  std::mutex mutex_;
  std::weak_ptr<const void> whole_;  ///< what the host has
  std::weak_ptr<const void> owner_;  ///< what C++ has, where that holds `user`
};

/// The host's part of an object, if it has one.
template <class T>
Implementation* implementation_of(T* object) noexcept {
  return dynamic_cast<Implementation*>(const_cast<std::remove_const_t<T>*>(object));
}
/// For ClassInfo::implementation.
template <class T>
Implementation* implementation_at(void* object) noexcept {
  return dynamic_cast<Implementation*>(static_cast<T*>(object));
}

/// `user` of the object behind a handle, if the host that has this release function implements it; else null.
void* user_of(std::uintptr_t handle, void (*release)(void* user)) noexcept;
/// The handle of its own that such an object has, which ends with it; 0 for others.
std::uintptr_t own_handle(std::uintptr_t handle) noexcept;
/// The host has an object back that it gave away, or whose handle it closed: `user` owns this new handle now, so C++ need not
/// hold it for that. False, and nothing changes, if the handle does not own the object.
bool regained(std::uintptr_t handle) noexcept;

/// Ends an object, unless it was given away before.
template <class T>
struct FinishUnlessGiven {
  bool is_given = false;
  void operator()(T* object) const noexcept {
    if (!is_given && implementation_of(object)->finish(Class<T>::info)) delete object;
  }
};

/// How the slot of an object's own handle keeps it: until nobody is inside.
template <class T>
struct SelfHolder {
  static void destroy(Slot& slot) noexcept {
    T* object = static_cast<T*>(slot.object);
    if (implementation_of(object)->left_by_all()) delete object;
  }
  static constexpr Holder holder = {&destroy, nullptr, nullptr};
};

/// How a slot keeps such an object.
template <class T>
struct ImplementedHolder {
  using P = std::shared_ptr<const void>;
  static P& pointer(const Slot& slot) noexcept { return *reinterpret_cast<P*>(const_cast<unsigned char*>(slot.storage)); }
  static void destroy(Slot& slot) noexcept { pointer(slot).~P(); }
  static void* release(Slot& slot) {
    P& whole = pointer(slot);
    auto* host = slot.type.load(std::memory_order_relaxed)->implementation(slot.object);
    if (!host || !host->give_up(whole)) return nullptr;
    std::get_deleter<FinishUnlessGiven<T>>(whole)->is_given = true;
    destroy(slot);
    return slot.object;
  }
  static const void* shared(const Slot& slot) noexcept { return slot.storage; }
  static constexpr Holder kept = {&destroy, &release, &shared};
  static constexpr Holder collected = {&destroy, &release, nullptr};
};

/// Makes the slot own the object, which has a host's part.
template <class T>
std::uintptr_t commit_implemented(Reservation& reserved, std::unique_ptr<T> object, Implementation& host) {
  void* seen = object.get();
  const ClassInfo* type = &Class<T>::info;
  if (type->refine) type = type->refine(seen);
  T* plain = object.release();
  std::shared_ptr<T> whole(plain, FinishUnlessGiven<T>());  // ends it if it throws
  const Holder* holder = host.given()->is_collected() ? &ImplementedHolder<T>::collected : &ImplementedHolder<T>::kept;
  host.owned_by_host(whole, holder);
  new (reserved.storage()) std::shared_ptr<const void>(std::move(whole));
  return reserved.commit(*type, seen, holder, false);
}

POLYGLUE_RUNTIME_END
