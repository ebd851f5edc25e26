// Views of memory, and views that keep it alive.
#ifndef POLYGLUE_CLIENT_SPAN_HPP
#define POLYGLUE_CLIENT_SPAN_HPP

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <initializer_list>
#include <iterator>
#include <type_traits>
#include <utility>
#include <vector>

#include "polyglue/client/config.hpp"

#if __cplusplus >= 202002L || (defined(_MSVC_LANG) && _MSVC_LANG >= 202002L)
#include <version>
#if defined(__cpp_lib_span)
#include <span>
#endif
#endif

namespace polyglue::client {

namespace detail {

/// Is `Range` memory whose elements may be read as `T`?
template <class Range, class T, class = void>
struct is_contiguous : std::false_type {};
template <class Range, class T>
struct is_contiguous<Range, T,
                     std::void_t<decltype(std::data(std::declval<Range&>())), decltype(std::size(std::declval<Range&>()))>>
    : std::is_convertible<std::remove_pointer_t<decltype(std::data(std::declval<Range&>()))> (*)[], T (*)[]> {};

}  // namespace detail

/// Borrows elements that stand in memory one after the other: std::span for C++17, which also takes a braced
/// list as an argument. The same type under every standard, so that it may stand in the interfaces of binaries.
template <class T>
class span {
 public:
  using element_type = T;
  using value_type = std::remove_cv_t<T>;
  using size_type = std::size_t;
  using iterator = T*;

  constexpr span() noexcept = default;
  constexpr span(T* data, std::size_t size) noexcept : data_(data), size_(size) {}
  template <class Range, class = std::enable_if_t<detail::is_contiguous<Range, T>::value>>
  constexpr span(Range&& range) noexcept : data_(std::data(range)), size_(std::size(range)) {}
  /// For arguments only: the list ends with the call.
  template <class U = T, class = std::enable_if_t<std::is_const_v<U>>>
  constexpr span(std::initializer_list<value_type> list) noexcept : span(list.begin(), list.size()) {}

  constexpr T* data() const noexcept { return data_; }
  constexpr std::size_t size() const noexcept { return size_; }
  constexpr bool empty() const noexcept { return size_ == 0; }
  constexpr T* begin() const noexcept { return data_; }
  constexpr T* end() const noexcept { return size_ == 0 ? data_ : data_ + size_; }
  constexpr T& operator[](std::size_t index) const noexcept { return data_[index]; }
  constexpr T& front() const noexcept { return data_[0]; }
  constexpr T& back() const noexcept { return data_[size_ - 1]; }
  constexpr span subspan(std::size_t offset, std::size_t count) const noexcept { return {data_ + offset, count}; }

 private:
  T* data_ = nullptr;
  std::size_t size_ = 0;
};

/// Borrows bytes of any kind: std::uint8_t or std::byte.
class bytes_view : public span<const std::uint8_t> {
 public:
  using span::span;
  constexpr bytes_view() noexcept = default;
  template <class Range, class = std::enable_if_t<detail::is_contiguous<Range, const std::byte>::value>, class = void>
  bytes_view(const Range& range) noexcept
      : span(reinterpret_cast<const std::uint8_t*>(std::data(range)), std::size(range)) {}
};

/// Keeps the memory of a result alive.
class owner {
 public:
  owner() noexcept = default;
  owner(owner&& other) noexcept : owner_(std::exchange(other.owner_, nullptr)) {}
  owner& operator=(owner&& other) noexcept {
    owner(std::move(other)).swap(*this);
    return *this;
  }
  ~owner() { pgl_release(owner_); }

  void swap(owner& other) noexcept { std::swap(owner_, other.owner_); }
  /// Where a C function writes its owner.
  pgl_owner** out() noexcept { return &owner_; }

 private:
  pgl_owner* owner_ = nullptr;
};

/// A sequence the library made, with the memory it stands in: nothing is copied. Converts to std::vector.
template <class T>
class owned_span {
 public:
  using value_type = T;
  using size_type = std::size_t;
  using const_iterator = const T*;
  using iterator = const T*;

  owned_span() noexcept = default;
  owned_span(const T* data, std::size_t size, owner&& memory) noexcept
      : data_(data), size_(size), memory_(std::move(memory)) {}
  owned_span(owned_span&& other) noexcept
      : data_(std::exchange(other.data_, nullptr)), size_(std::exchange(other.size_, 0)), memory_(std::move(other.memory_)) {}
  owned_span& operator=(owned_span&& other) noexcept {
    data_ = std::exchange(other.data_, nullptr);
    size_ = std::exchange(other.size_, 0);
    memory_ = std::move(other.memory_);
    return *this;
  }
  ~owned_span() = default;

  [[nodiscard]] const T* data() const noexcept { return data_; }
  [[nodiscard]] std::size_t size() const noexcept { return size_; }
  [[nodiscard]] bool empty() const noexcept { return size_ == 0; }
  [[nodiscard]] const T* begin() const noexcept { return data_; }
  [[nodiscard]] const T* end() const noexcept { return size_ == 0 ? data_ : data_ + size_; }
  [[nodiscard]] const T& operator[](std::size_t index) const noexcept { return data_[index]; }
  [[nodiscard]] const T& front() const noexcept { return data_[0]; }
  [[nodiscard]] const T& back() const noexcept { return data_[size_ - 1]; }

  /// A copy that stands on its own.
  [[nodiscard]] std::vector<T> to_vector() const { return std::vector<T>(begin(), end()); }
  operator std::vector<T>() const { return to_vector(); }

 private:
  const T* data_ = nullptr;
  std::size_t size_ = 0;
  owner memory_;
};

template <class T, class Range, class = std::enable_if_t<detail::is_contiguous<const Range, const T>::value>>
[[nodiscard]] bool operator==(const owned_span<T>& a, const Range& b) {
  return std::equal(a.begin(), a.end(), std::begin(b), std::end(b));
}
template <class T, class Range, class = std::enable_if_t<detail::is_contiguous<const Range, const T>::value>>
[[nodiscard]] bool operator!=(const owned_span<T>& a, const Range& b) {
  return !(a == b);
}

}  // namespace polyglue::client

#endif
