// Classes of a library that programs implement.
#ifndef POLYGLUE_CLIENT_INTERFACE_HPP
#define POLYGLUE_CLIENT_INTERFACE_HPP

#include <atomic>
#include <utility>

#include "polyglue/client/function.hpp"
#include "polyglue/client/handle.hpp"

namespace polyglue::client {
inline namespace POLYGLUE_CLIENT_MODE {

/// What a program's implementation of a class derives from.
template <class C>
class implementation {
 public:
  implementation() = default;
  implementation(const implementation&) noexcept {}
  implementation& operator=(const implementation&) noexcept { return *this; }
  virtual ~implementation() = default;

  /// The object's handle, which ends with it; null before its first method was called.
  [[nodiscard]] C* pgl_self() const noexcept { return pgl_object_.load(std::memory_order_relaxed); }
  void pgl_set_self(C* self) noexcept { pgl_object_.store(self, std::memory_order_relaxed); }

 private:
  std::atomic<C*> pgl_object_{nullptr};
};

namespace detail {

/// An object that somebody else owns.
template <class T>
class lent {
 public:
  explicit lent(typename T::pgl_type* handle) noexcept : object_(adopt, handle) {}
  lent(const lent&) = delete;
  lent& operator=(const lent&) = delete;
  ~lent() { object_.pgl_release(); }
  T* operator->() noexcept { return &object_; }

 private:
  T object_;
};

/// The C function behind a method of T.
template <class Library, class T, class Signature>
struct method;
template <class Library, class T, class R, class... A>
struct method<Library, T, R(A...)> {
  template <auto Method, class C, class... X>
  static auto take(pgl_status (*)(void*, C*, X...)) -> pgl_status (*)(void*, C*, X...) {
    return [](void* user, C* self, X... arguments) -> pgl_status {
      T& target = *static_cast<T*>(user);
      target.pgl_set_self(self);
      return host_call<Library, R, A...>::run([&target](A... each) -> returns<R> { return (target.*Method)(std::forward<A>(each)...); }, arguments...);
    };
  }
};

}  // namespace detail
}  // namespace POLYGLUE_CLIENT_MODE
}  // namespace polyglue::client

#endif
