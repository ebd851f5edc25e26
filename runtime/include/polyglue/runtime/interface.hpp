// Classes that hosts implement or derive from.
#pragma once

#include <new>

#include "polyglue/cancelled.hpp"
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

/// What C++ gets where a method of the host that declares the error E fails. All but an E becomes what the author's
/// static function E::from_unexpected_callback_error(std::string reason) makes of it, if E has one.
template <class E, class = void>
struct Expected {
  static std::exception_ptr error(std::exception_ptr error) noexcept { return error; }
};
template <class E>
struct Expected<E, std::void_t<decltype(E::from_unexpected_callback_error(std::string()))>> {
  static std::exception_ptr error(std::exception_ptr error) noexcept try {
    std::rethrow_exception(error);
  } catch (const E&) {
    return error;
  } catch (const Failure&) {  // what C++ gave was refused
    return error;
  } catch (const std::bad_alloc&) {
    return error;
  } catch (const polyglue::Cancelled&) {
    return error;
  } catch (const std::exception& other) {
    return made(other.what());
  } catch (...) {
    return error;
  }

 private:
  static std::exception_ptr made(const char* reason) noexcept try {
    return std::make_exception_ptr(E::from_unexpected_callback_error(std::string(reason)));
  } catch (...) {
    return std::current_exception();
  }
};
template <class E>
std::exception_ptr expected_error(std::exception_ptr error) noexcept {
  return Expected<E>::error(std::move(error));
}

POLYGLUE_RUNTIME_END
