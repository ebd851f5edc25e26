// Classes that hosts implement or derive from.
#pragma once

#include "polyglue/runtime/callback.hpp"
#include "polyglue/runtime/implementation.hpp"
#include "polyglue/runtime/object.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Stands first in a C function that takes the host's side of an object: whatever happens, it is released once.
class TakenObject {
 public:
  TakenObject(const pgl_methods* methods, void* user, std::size_t size) noexcept
      : methods_(methods && methods->size == size ? methods : nullptr), user_(user), is_null_(!methods) {}
  ~TakenObject() {
    if (methods_) release_in_host(methods_->release, user_);
  }
  TakenObject(const TakenObject&) = delete;
  TakenObject& operator=(const TakenObject&) = delete;

  pgl_status check() const noexcept {
    if (is_null_) return refuse_null("methods");
    if (!methods_) return refuse_because(PGL_ERROR_ARGUMENT, "methods", "has another size than the library's");
    if (!methods_->hold != !methods_->let_go) return refuse_because(PGL_ERROR_ARGUMENT, "methods", "has hold() without let_go(), or the other way round");
    return PGL_OK;
  }
  std::shared_ptr<const GivenObject> take() {
    auto given = std::make_shared<const GivenObject>(methods_, user_);
    methods_ = nullptr;
    return given;
  }

 private:
  const pgl_methods* methods_;
  void* user_;
  bool is_null_;
};

/// Returns a new object of a class of the host's, which `make` makes of what the host gave: a T that is an
/// Implementation, too.
template <class T, class Make>
pgl_status implement(Handle<T>** out, TakenObject& taken, Make&& make, Slot* const* parents = nullptr, std::size_t count = 0) {
  Reservation reserved, self;
  if (!reserved) return refuse(reserved.status(), "");
  if (!self) return refuse(self.status(), "");
  if (pgl_status bad = reserved.prepare(Class<T>::info, parents, count)) return refuse(bad, "");
  if (pgl_status bad = self.prepare(Class<T>::info, nullptr, 0)) return refuse(bad, "");
  auto made = make(taken.take());
  Implementation& host = *made;
  host.begin(self.commit(Class<T>::info, static_cast<T*>(made.get()), &SelfHolder<T>::holder, false));
  mark_lent(host.self());
  *out = reinterpret_cast<Handle<T>*>(commit_implemented<T>(reserved, std::move(made), host));
  return PGL_OK;
}

/// The host's methods, of the struct that the object was made with.
template <class Methods>
const Methods& methods_of(const Implementation& host) noexcept {
  return *reinterpret_cast<const Methods*>(host.given()->methods());
}

/// Calls one of them.
template <class Names, class R, class... A, class H, class... C>
R call_method(const Implementation& host, pgl_status (*method)(void*, H*, C...), std::remove_reference_t<A>&... args) {
  // Kept while it runs: the method may be what ends the object.
  const std::shared_ptr<const GivenObject> given = host.given();
  return Invoke<Names, R, A...>::run_method(method, given->user(), reinterpret_cast<H*>(host.self()), std::index_sequence_for<A...>(), args...);
}

/// A smart pointer to an object, P, that may be null.
template <class P>
struct MayBeNull : P {
  MayBeNull(P pointer) : P(std::move(pointer)) {}
};
template <class P, class H>
struct Convert<MayBeNull<P>, H*, std::enable_if_t<PointsToObject<P>::value>> {
  static pgl_status check(H* const& handle) noexcept { return Convert<P, H*>::check(handle); }
  static MayBeNull<P> lift(H* const& handle, Scratch& scratch) { return Convert<P, H*>::lift(handle, scratch); }
  static pgl_status lower(MayBeNull<P>& value, H*& out, Lowering& to) { return Convert<P, H*>::lower(value, out, to); }
};

/// Throws what an author makes of an error that a method of the host's does not declare, by a static function
/// E::from_unexpected_callback_error(std::string reason); returns where E has none.
template <class E, class = void>
struct Unexpected {
  static void raise(const polyglue::HostError&) {}
};
template <class E>
struct Unexpected<E, std::void_t<decltype(E::from_unexpected_callback_error(std::string()))>> {
  static void raise(const polyglue::HostError& error) { throw E::from_unexpected_callback_error(std::string(error.what())); }
};
template <class E>
void raise_unexpected(const polyglue::HostError& error) {
  Unexpected<E>::raise(error);
}

POLYGLUE_RUNTIME_END
