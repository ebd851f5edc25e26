// C++ values to C views and back. Everything here is inlined away but the loops.
#ifndef POLYGLUE_CLIENT_CONVERT_HPP
#define POLYGLUE_CLIENT_CONVERT_HPP

#include <array>
#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include "polyglue/client/handle.hpp"
#include "polyglue/client/scratch.hpp"
#include "polyglue/client/span.hpp"

namespace polyglue::client {

/// Does a `T` look in memory as its C type does? Then arrays of it cross without being touched.
template <class T>
inline constexpr bool same_layout = std::is_arithmetic_v<T> || std::is_enum_v<T>;

/// How a `T` becomes a C value and comes from one:
///     static void lower(const T& value, C& out, scratch& memory);
///     static T lift(const C& value);
template <class T, class = void>
struct convert;

template <class C, class T>
[[nodiscard]] C lower(const T& value, scratch& memory) {
  C out{};
  convert<T>::lower(value, out, memory);
  return out;
}
/// For types that need no memory.
template <class C, class T>
[[nodiscard]] C lower(const T& value) {
  scratch none;
  return lower<C>(value, none);
}
/// For values that C takes by pointer.
template <class C, class T>
[[nodiscard]] const C* lower_pointer(const T& value, scratch& memory) {
  if constexpr (same_layout<T>) {
    return reinterpret_cast<const C*>(&value);
  } else {
    C* const out = memory.array<C>(1);
    convert<T>::lower(value, *out, memory);
    return out;
  }
}
/// For arguments whose default only the library knows: null selects it.
template <class C, class T>
[[nodiscard]] const C* lower_default(const std::optional<T>& value, scratch& memory) {
  return value ? lower_pointer<C>(*value, memory) : nullptr;
}
/// The same for an object, where null selects the default.
template <class C, class T>
[[nodiscard]] C const* lower_default(const T* object, scratch& memory) {
  return object ? lower_pointer<C>(*object, memory) : nullptr;
}
template <class T, class C>
[[nodiscard]] T lift(const C& value) {
  return convert<T>::lift(value);
}
/// A sequence as it stands in the library's memory.
template <class T, class C>
[[nodiscard]] owned_span<T> lift_span(const C& value, owner&& memory) {
  static_assert(same_layout<T>);
  return owned_span<T>(reinterpret_cast<const T*>(value.data), value.len, std::move(memory));
}

template <class T>
struct convert<T, std::enable_if_t<std::is_arithmetic_v<T> || std::is_enum_v<T>>> {
  template <class C>
  static void lower(T value, C& out, scratch&) noexcept {
    out = static_cast<C>(value);
  }
  template <class C>
  static T lift(const C& value) noexcept {
    return static_cast<T>(value);
  }
};

template <>
struct convert<std::string_view> {
  static void lower(std::string_view value, pgl_str& out, scratch&) noexcept { out = {value.data(), value.size()}; }
  static std::string_view lift(pgl_str value) noexcept { return {value.data, value.len}; }
};

template <>
struct convert<std::string> {
  static void lower(std::string_view value, pgl_str& out, scratch&) noexcept { out = {value.data(), value.size()}; }
  static std::string lift(pgl_str value) { return value.len == 0 ? std::string() : std::string(value.data, value.len); }
};

template <>
struct convert<bytes_view> {
  static void lower(bytes_view value, pgl_bytes& out, scratch&) noexcept { out = {value.data(), value.size()}; }
  static bytes_view lift(pgl_bytes value) noexcept { return {value.data, value.len}; }
};

namespace detail {

/// The element type of a C sequence.
template <class C>
using element_of = std::remove_cv_t<std::remove_pointer_t<decltype(std::declval<C&>().data)>>;

/// Lowers elements one by one.
template <class Range, class C>
void lower_each(const Range& range, std::size_t size, C& out, scratch& memory) {
  auto* const elements = memory.array<element_of<C>>(size);
  out.data = elements;
  out.len = size;
  std::size_t index = 0;
  for (const auto& value : range) {
    convert<std::decay_t<decltype(value)>>::lower(value, elements[index], memory);
    ++index;
  }
}

}  // namespace detail

template <class T>
struct convert<span<const T>> {
  template <class C>
  static void lower(span<const T> values, C& out, scratch& memory) {
    if constexpr (same_layout<T>) {
      out.data = reinterpret_cast<decltype(out.data)>(values.data());
      out.len = values.size();
    } else {
      detail::lower_each(values, values.size(), out, memory);
    }
  }
};

template <class T>
struct convert<std::vector<T>> {
  template <class C>
  static void lower(const std::vector<T>& values, C& out, scratch& memory) {
    if constexpr (std::is_same_v<T, bool>) detail::lower_each(values, values.size(), out, memory);
    else convert<span<const T>>::lower(values, out, memory);
  }
  template <class C>
  static std::vector<T> lift(const C& value) {
    std::vector<T> result;
    if (value.len == 0) return result;
    if constexpr (same_layout<T> && !std::is_same_v<T, bool>) {
      const T* const first = reinterpret_cast<const T*>(value.data);
      result.assign(first, first + value.len);
    } else {
      result.reserve(value.len);
      for (std::size_t i = 0; i < value.len; ++i) result.push_back(convert<T>::lift(value.data[i]));
    }
    return result;
  }
};

template <class T, std::size_t N>
struct convert<std::array<T, N>> {
  template <class C>
  static void lower(const std::array<T, N>& values, C& out, scratch& memory) {
    convert<span<const T>>::lower(values, out, memory);
  }
  template <class C>
  static std::array<T, N> lift(const C& value) {
    std::array<T, N> result{};
    for (std::size_t i = 0; i < N && i < value.len; ++i) result[i] = convert<T>::lift(value.data[i]);
    return result;
  }
};

/// A struct {has, value}, or a handle that may be null.
template <class T>
struct convert<std::optional<T>> {
  template <class C>
  static void lower(const std::optional<T>& value, C& out, scratch& memory) {
    if constexpr (std::is_pointer_v<C>) {
      out = nullptr;
      if (value) convert<T>::lower(*value, out, memory);
    } else {
      out.has = value.has_value();
      if (value) convert<T>::lower(*value, out.value, memory);
    }
  }
  template <class C>
  static std::optional<T> lift(const C& value) {
    if constexpr (std::is_pointer_v<C>) {
      if (value) return convert<T>::lift(value);
    } else {
      if (value.has) return convert<T>::lift(value.value);
    }
    return std::nullopt;
  }
};

/// A record inside itself.
template <class T>
struct convert<std::unique_ptr<T>> {
  template <class C>
  static void lower(const std::unique_ptr<T>& value, const C*& out, scratch& memory) {
    out = value ? lower_pointer<C>(*value, memory) : nullptr;
  }
  template <class C>
  static std::unique_ptr<T> lift(const C* value) {
    return value ? std::make_unique<T>(convert<T>::lift(*value)) : nullptr;
  }
};

/// The C functions by which objects go from one library to another that has their class as well: share(), take() and free().
/// `C` is what a handle points to.
template <class C>
struct exchange;

namespace detail {

/// A handle of another library for the same object, to be freed by its taker.
template <class From, class To>
[[nodiscard]] pgl_status pass_on(From* handle, To*& out) noexcept {
  pgl_shared* shared = nullptr;
  if (exchange<From>::share(handle, &shared) != PGL_OK) shared = nullptr;  // which the other library refuses
  const pgl_status status = exchange<To>::take(shared, &out);
  if (shared) shared->release(shared);
  return status;
}

}  // namespace detail

/// An object: its handle.
template <class T>
struct convert<T, std::void_t<typename T::pgl_type>> {
  using own = typename T::pgl_type;

  template <class C>
  static void lower(const T& value, C*& out, scratch& memory) {
    if constexpr (std::is_same_v<C, own>) {
      out = value.pgl_handle();
    } else {  // a library that takes objects of another
      const pgl_status status = detail::pass_on(value.pgl_handle(), out);
      if (status == PGL_OK) memory.keep(out, [](void* handle) { exchange<C>::free(static_cast<C*>(handle)); });
      else memory.refuse(status);
    }
  }
  template <class C>
  static T lift(C* value) noexcept {
    if constexpr (std::is_same_v<C, own>) {
      return T(adopt, value);
    } else {
      own* handle = nullptr;
      if (detail::pass_on(value, handle) != PGL_OK) handle = nullptr;
      exchange<C>::free(value);
      return T(adopt, handle);
    }
  }
};

template <class T>
struct convert<read_only<T>> {
  template <class C>
  static void lower(const T& value, C*& out, scratch& memory) { convert<T>::lower(value, out, memory); }
  template <class C>
  static read_only<T> lift(C* value) noexcept { return convert<T>::lift(value); }
};

}  // namespace polyglue::client

#endif
