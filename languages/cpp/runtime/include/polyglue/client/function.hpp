// Functions given to a library.
#ifndef POLYGLUE_CLIENT_FUNCTION_HPP
#define POLYGLUE_CLIENT_FUNCTION_HPP

#include <cstddef>
#include <cstring>
#include <exception>
#include <memory>
#include <new>
#include <optional>
#include <tuple>
#include <type_traits>
#include <utility>

#include "polyglue/client/convert.hpp"
#include "polyglue/client/error.hpp"

namespace polyglue::client {
inline namespace POLYGLUE_CLIENT_MODE {

namespace detail {

template <class R, class... A>
struct callable {
  virtual ~callable() = default;
  virtual returns<R> call(A... arguments) = 0;
};

}  // namespace detail

template <class Signature>
class function;
/// A function for a library to call, made of anything that can be called; empty by default. The library keeps it as
/// long as it needs to and may call it from any thread. What it throws comes out of the call it was for, as itself;
/// where nothing can be thrown it may return a result<R>.
template <class R, class... A>
class function<R(A...)> {
 public:
  function() noexcept = default;
  function(std::nullptr_t) noexcept {}
  template <class F, class = std::enable_if_t<!std::is_same_v<std::decay_t<F>, function> && std::is_invocable_v<std::decay_t<F>&, A...>>>
  function(F&& callable) {
    using Held = std::decay_t<F>;
    if constexpr (!std::is_function_v<std::remove_reference_t<F>> && std::is_constructible_v<bool, const Held&>) {
      if (!static_cast<bool>(callable)) return;  // an empty std::function, a null pointer
    }
    struct holder : detail::callable<R, A...> {
      explicit holder(F&& from) : held(std::forward<F>(from)) {}
      returns<R> call(A... arguments) override {
        if constexpr (std::is_void_v<R> && !std::is_constructible_v<result<void>, std::invoke_result_t<Held&, A...>>) {
          held(std::forward<A>(arguments)...);
          return returns<R>();
        } else {
          return held(std::forward<A>(arguments)...);
        }
      }
      Held held;
    };
    callable_ = std::make_unique<holder>(std::forward<F>(callable));
  }

  [[nodiscard]] explicit operator bool() const noexcept { return callable_ != nullptr; }
  /// The function itself, which is the caller's to delete.
  [[nodiscard]] detail::callable<R, A...>* pgl_release() noexcept { return callable_.release(); }

 private:
  std::unique_ptr<detail::callable<R, A...>> callable_;
};

namespace detail {

/// An argument of the library as C++ takes it: `get()` while this lives.
template <class A, class = void>
struct received {
  template <class C>
  explicit received(const C& value) : stored(convert<A>::lift(value)) {}
  A get() { return std::move(stored); }
  A stored;
};
template <class T>
struct received<const T&> {
  template <class C>
  explicit received(const C& value) : stored(convert<T>::lift(value)) {}
  const T& get() const { return stored; }
  T stored;
};
template <class T>
struct received<T&, std::void_t<typename T::pgl_type>> {
  template <class C>
  explicit received(C* value) : stored(convert<T>::lift(value)) {}
  T& get() { return stored; }
  T stored;
};
/// An object or none.
template <class T>
struct received<T*> {
  using Object = std::remove_const_t<T>;
  template <class C>
  explicit received(C* value) {
    if (value) stored.emplace(convert<Object>::lift(value));
  }
  T* get() { return stored ? &*stored : nullptr; }
  std::optional<Object> stored;
};
template <class T>
struct received<span<const T>> {
  template <class C>
  explicit received(const C& value) {
    if constexpr (same_layout<T>) view = span<const T>(reinterpret_cast<const T*>(value.data), value.len);
    else stored = convert<std::vector<T>>::lift(value), view = stored;
  }
  span<const T> get() const { return view; }
  std::vector<T> stored;
  span<const T> view;
};

template <class A>
struct is_unique_pointer : std::false_type {};
template <class T>
struct is_unique_pointer<const std::unique_ptr<T>&> : std::true_type {};

/// Large values come by pointer.
template <class A, class C>
decltype(auto) by_value(const C& value) {
  if constexpr (std::is_pointer_v<C>) {
    if constexpr (std::is_const_v<std::remove_pointer_t<C>> && !is_unique_pointer<A>::value) return (*value);
    else return (value);
  } else {
    return (value);
  }
}

/// Writes a result where the library wants it.
template <class R, class Out>
pgl_status hand_back(const R& value, Out* out) {
  scratch memory;
  convert<R>::lower(value, *out, memory);
  return memory.status();
}
template <class R, class Into, class V>
pgl_status hand_back(const R& value, pgl_status (*ret)(Into* into, V value), Into* into) {
  scratch memory;
  using Plain = std::remove_cv_t<std::remove_pointer_t<V>>;
  if constexpr (std::is_pointer_v<V> && std::is_const_v<std::remove_pointer_t<V>> && !is_unique_pointer<const R&>::value) {
    const auto* const lowered = lower_pointer<Plain>(value, memory);
    return memory.status() == PGL_OK ? ret(into, lowered) : memory.status();
  } else {
    const V lowered = lower<V>(value, memory);
    return memory.status() == PGL_OK ? ret(into, lowered) : memory.status();
  }
}

#if !POLYGLUE_NO_EXCEPTIONS
/// The exception that is being handled waits where the library keeps it, until the call that it ends throws it again.
template <class Fail>
pgl_status keep_exception(const char* message, const Fail& fail) noexcept {
  auto* const error = new (std::nothrow) std::exception_ptr(std::current_exception());
  if (!error) return PGL_ERROR_MEMORY;
  return fail(pgl_str{message, std::strlen(message)}, error, &release_exception);
}
#endif

/// One call of a function of this program: `Library` has fail(const error&) and fail(message, error, release).
template <class Library, class R, class... A>
struct host_call {
  template <class To, class... C>
  static pgl_status run(const To& to, C... arguments) {
    constexpr auto rest = std::make_index_sequence<sizeof...(C) - sizeof...(A)>();
#if POLYGLUE_NO_EXCEPTIONS
    return run(to, std::index_sequence_for<A...>(), rest, std::tuple<C...>(arguments...));
#else
    try {
      return run(to, std::index_sequence_for<A...>(), rest, std::tuple<C...>(arguments...));
    } catch (const error& known) {
      if (known.status() > 0) {
        if (const pgl_status status = Library::fail(known)) return status;
      }
      return keep(known.what());
    } catch (const std::exception& unknown) {
      return keep(unknown.what());
    } catch (...) {
      return keep("an exception without a message");
    }
#endif
  }

 private:
  template <class To, std::size_t... I, std::size_t... Rest, class Arguments>
  static pgl_status run(const To& to, std::index_sequence<I...>, std::index_sequence<Rest...>, [[maybe_unused]] const Arguments& arguments) {
    [[maybe_unused]] std::tuple<received<A>...> values(by_value<A>(std::get<I>(arguments))...);
    if constexpr (std::is_void_v<R>) {
#if POLYGLUE_NO_EXCEPTIONS
      const result<void> done = to(std::get<I>(values).get()...);
      if (!done.has_value()) return Library::fail(done.error().get());
#else
      to(std::get<I>(values).get()...);
#endif
      return PGL_OK;
    } else {
#if POLYGLUE_NO_EXCEPTIONS
      const result<R> done = to(std::get<I>(values).get()...);
      if (!done.has_value()) return Library::fail(done.error().get());
      return hand_back<R>(done.value(), std::get<sizeof...(A) + Rest>(arguments)...);
#else
      return hand_back<R>(to(std::get<I>(values).get()...), std::get<sizeof...(A) + Rest>(arguments)...);
#endif
    }
  }
#if !POLYGLUE_NO_EXCEPTIONS
  static pgl_status keep(const char* message) noexcept { return keep_exception(message, &Library::fail_host); }
#endif
};

/// The C function behind a function.
template <class Library, class Function>
struct bridge;
template <class Library, class R, class... A>
struct bridge<Library, function<R(A...)>> {
  using target = callable<R, A...>;

  template <class... C>
  static auto take(pgl_status (*)(void*, C...)) -> pgl_status (*)(void*, C...) {
    return [](void* user, C... arguments) -> pgl_status {
      return host_call<Library, R, A...>::run(
          [user](A... each) -> returns<R> { return static_cast<target*>(user)->call(std::forward<A>(each)...); }, arguments...);
    };
  }
  static void release(void* user) { delete static_cast<target*>(user); }
};

/// The C form of a function, whose owner the library becomes; null for an empty one.
template <class Library, class C, class Function>
[[nodiscard]] const C* give_function(Function&& function, scratch& memory) {
  if (!function) return nullptr;
  C* const out = memory.array<C>(1);
  using Bridge = bridge<Library, std::decay_t<Function>>;
  out->call = Bridge::take(decltype(out->call)());
  out->release = &Bridge::release;
  out->user = function.pgl_release();
  return out;
}

}  // namespace detail
}  // namespace POLYGLUE_CLIENT_MODE
}  // namespace polyglue::client

#endif
