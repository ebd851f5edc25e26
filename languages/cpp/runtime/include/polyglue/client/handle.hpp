// Objects of a library.
#ifndef POLYGLUE_CLIENT_HANDLE_HPP
#define POLYGLUE_CLIENT_HANDLE_HPP

#include <cstddef>
#include <iterator>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>

#include "polyglue/client/config.hpp"

namespace polyglue::client {

/// Selects the constructor that takes over a C handle.
struct adopt_t {
  explicit adopt_t() = default;
};
inline constexpr adopt_t adopt{};

/// Owns a C handle. After a move it is null, which the library refuses with an error.
/// `Free` is a function object.
template <class C, class Free>
class handle {
 public:
  explicit handle(C* raw) noexcept : raw_(raw) {}
  handle(handle&& other) noexcept : raw_(std::exchange(other.raw_, nullptr)) {}
  handle& operator=(handle&& other) noexcept {
    handle taken(std::move(other));
    std::swap(raw_, taken.raw_);
    return *this;
  }
  ~handle() {
    if (raw_) Free()(raw_);
  }

  [[nodiscard]] C* get() const noexcept { return raw_; }
  [[nodiscard]] C* release() noexcept { return std::exchange(raw_, nullptr); }

 private:
  C* raw_;
};

/// An object that only its const functions may be called on.
template <class T>
class read_only {
 public:
  read_only(T object) noexcept : object_(std::move(object)) {}
  template <class C>
  read_only(adopt_t, C* handle) noexcept : object_(adopt, handle) {}

  [[nodiscard]] const T& operator*() const noexcept { return object_; }
  [[nodiscard]] const T* operator->() const noexcept { return &object_; }
  operator const T&() const noexcept { return object_; }

 private:
  T object_;
};

/// The object as a `Derived`, if it is one. The object moves; if it is no `Derived`, it stays where it was.
template <class Derived, class Base>
[[nodiscard]] std::optional<Derived> cast(Base&& object) noexcept {
  static_assert(!std::is_lvalue_reference_v<Base>, "write cast<Derived>(std::move(object)): the object moves");
  static_assert(std::is_base_of_v<Base, Derived>);
  if (!Derived::pgl_is(object.pgl_handle())) return std::nullopt;
  return Derived(adopt, reinterpret_cast<typename Derived::pgl_type*>(object.pgl_release()));
}

/// Goes through the elements that an object had when the loop began.
template <class Elements>
class snapshot_iterator {
 public:
  explicit snapshot_iterator(Elements elements)
      : elements_(std::make_shared<Elements>(std::move(elements))), at_(elements_->begin()), end_(elements_->end()) {}

  [[nodiscard]] decltype(auto) operator*() const { return *at_; }
  snapshot_iterator& operator++() {
    ++at_;
    return *this;
  }
  [[nodiscard]] bool operator!=(std::nullptr_t) const { return at_ != end_; }
  [[nodiscard]] bool operator==(std::nullptr_t) const { return at_ == end_; }

 private:
  using Iterator = decltype(std::declval<Elements&>().begin());
  std::shared_ptr<Elements> elements_;
  Iterator at_, end_;
};

/// Goes through the elements of a stream as they are made.
template <class Stream>
class next_iterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = typename decltype(std::declval<Stream&>().next())::value_type;
  using difference_type = std::ptrdiff_t;
  using pointer = value_type*;
  using reference = value_type&;

  explicit next_iterator(Stream& stream) : stream_(&stream), element_(stream.next()) {}

  [[nodiscard]] value_type& operator*() { return *element_; }
  [[nodiscard]] value_type* operator->() { return &*element_; }
  next_iterator& operator++() {
    element_ = stream_->next();
    return *this;
  }
  void operator++(int) { ++*this; }
  [[nodiscard]] bool operator!=(std::nullptr_t) const noexcept { return element_.has_value(); }
  [[nodiscard]] bool operator==(std::nullptr_t) const noexcept { return !element_.has_value(); }

 private:
  Stream* stream_;
  std::optional<value_type> element_;
};

}  // namespace polyglue::client

#endif
