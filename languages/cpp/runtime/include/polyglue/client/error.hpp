// Failures: exceptions where there are some, results where there are none.
#ifndef POLYGLUE_CLIENT_ERROR_HPP
#define POLYGLUE_CLIENT_ERROR_HPP

#include <cstddef>
#include <cstdlib>
#include <exception>
#include <memory>
#include <new>
#include <stdexcept>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#include "polyglue/client/config.hpp"

namespace polyglue::client {
inline namespace POLYGLUE_CLIENT_MODE {

/// Base of all errors of a library, and what it reports of its boundary: a closed object, text that is not
/// UTF-8, an exception nobody declared.
class error : public std::runtime_error {
 public:
  error(pgl_status status, const std::string& message) : std::runtime_error(message), status_(status) {}

  /// A PGL_ERROR_... or an error of the library's own.
  [[nodiscard]] pgl_status status() const noexcept { return status_; }
  [[nodiscard]] static bool pgl_matches(pgl_status) noexcept { return true; }

 private:
  pgl_status status_;
};

/// An exception of a class that the library does not declare.
class unexpected_error : public error {
 public:
  unexpected_error(const std::string& message, std::string type)
      : error(PGL_ERROR_UNEXPECTED, message), type_(std::move(type)) {}

  /// Its class, as C++ spells it; empty if that is not known.
  [[nodiscard]] const std::string& type() const noexcept { return type_; }
  [[nodiscard]] static bool pgl_matches(pgl_status status) noexcept { return status == PGL_ERROR_UNEXPECTED; }

 private:
  std::string type_;
};

/// The library that runs is not the one the program was compiled against.
class contract_error : public error {
 public:
  contract_error(const std::string& message, std::vector<std::string> symbols)
      : error(PGL_ERROR_ABI, message), symbols_(std::move(symbols)) {}

  /// What is missing or different.
  [[nodiscard]] const std::vector<std::string>& symbols() const noexcept { return symbols_; }
  [[nodiscard]] static bool pgl_matches(pgl_status status) noexcept { return status == PGL_ERROR_ABI; }

 private:
  std::vector<std::string> symbols_;
};

/// An error as a value.
class failure {
 public:
  template <class E, class = std::enable_if_t<std::is_base_of_v<client::error, E>>>
  explicit failure(E error) : error_(std::make_shared<const E>(std::move(error))) {}

  [[nodiscard]] pgl_status status() const noexcept { return error_->status(); }
  [[nodiscard]] const char* message() const noexcept { return error_->what(); }
  [[nodiscard]] const client::error& get() const noexcept { return *error_; }
  /// The error, if it is an `E` or of a class derived from it, else null.
  template <class E>
  [[nodiscard]] const E* as() const noexcept {
    return E::pgl_matches(status()) ? static_cast<const E*>(error_.get()) : nullptr;
  }

 private:
  std::shared_ptr<const client::error> error_;
};

/// What a function gave, or why it could not: std::expected<T, failure> for C++17.
/// Reading the value of a failure ends the program.
template <class T>
class [[nodiscard]] result {
 public:
  using value_type = T;

  template <class U = T, class = std::enable_if_t<std::is_constructible_v<T, U> && !std::is_same_v<std::decay_t<U>, failure> &&
                                                  !std::is_same_v<std::decay_t<U>, result>>>
  result(U&& value) : state_(std::in_place_index<0>, std::forward<U>(value)) {}
  result(failure error) : state_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return state_.index() == 0; }
  /// Not for result<bool>, where it would be taken for the value.
  template <class U = T, class = std::enable_if_t<!std::is_same_v<U, bool>>>
  explicit operator bool() const noexcept {
    return has_value();
  }

  [[nodiscard]] T& value() & { return checked(*this); }
  [[nodiscard]] const T& value() const& { return checked(*this); }
  [[nodiscard]] T value() && { return std::move(checked(*this)); }
  [[nodiscard]] T& operator*() & { return checked(*this); }
  [[nodiscard]] const T& operator*() const& { return checked(*this); }
  [[nodiscard]] T operator*() && { return std::move(checked(*this)); }
  [[nodiscard]] T* operator->() { return &checked(*this); }
  [[nodiscard]] const T* operator->() const { return &checked(*this); }
  template <class U>
  [[nodiscard]] T value_or(U&& otherwise) && {
    return has_value() ? std::move(checked(*this)) : static_cast<T>(std::forward<U>(otherwise));
  }

  [[nodiscard]] const failure& error() const {
    if (const failure* found = std::get_if<1>(&state_)) return *found;
    std::abort();
  }

 private:
  template <class Self>
  static auto& checked(Self& self) {
    if (auto* found = std::get_if<0>(&self.state_)) return *found;
    std::abort();
  }

  std::variant<T, failure> state_;
};

/// Done, or why not.
template <>
class [[nodiscard]] result<void> {
 public:
  using value_type = void;

  result() noexcept = default;
  result(failure error) : failure_(std::in_place_index<1>, std::move(error)) {}

  [[nodiscard]] bool has_value() const noexcept { return failure_.index() == 0; }
  explicit operator bool() const noexcept { return has_value(); }
  [[nodiscard]] const failure& error() const {
    if (const failure* found = std::get_if<1>(&failure_)) return *found;
    std::abort();
  }

 private:
  std::variant<std::monostate, failure> failure_;
};

#if POLYGLUE_NO_EXCEPTIONS
template <class T>
using returns = result<T>;
template <class T>
using returns_self = result<void>;
#else
/// What functions return: T, or result<T> where nothing can be thrown.
template <class T>
using returns = T;
/// What operators like += return.
template <class T>
using returns_self = T&;
#endif

namespace detail {

inline std::string text(pgl_str view) { return view.len == 0 ? std::string() : std::string(view.data, view.len); }

#if POLYGLUE_NO_EXCEPTIONS
/// What a function that reports an error gives: the failure, to be returned.
using raised = failure;

template <class E>
[[nodiscard]] raised raise(E e) {
  return failure(std::move(e));
}
#else
/// What a function that reports an error gives: nothing, it throws.
using raised = void;

template <class E>
raised raise(E e) {
  throw e;
}
#endif

inline void release_exception(void* error) { delete static_cast<std::exception_ptr*>(error); }

/// The errors that all libraries have. What was a standard exception in the library is one again.
inline raised raise_common(pgl_status status, const pgl_error& details) {
  const std::string message = text(details.message);
#if !POLYGLUE_NO_EXCEPTIONS
  // Thrown by a function of this program that the library called.
  if (details.host_release == &release_exception) std::rethrow_exception(*static_cast<const std::exception_ptr*>(details.host_error));
  if (status == PGL_ERROR_MEMORY) throw std::bad_alloc();
  if (status == PGL_ERROR_INDEX) throw std::out_of_range(message);
  if (status == PGL_ERROR_ARGUMENT) throw std::invalid_argument(message);
#endif
  if (status == PGL_ERROR_UNEXPECTED) return raise(unexpected_error(message, text(details.type)));
  return raise(error(status, message));
}

template <class T>
[[nodiscard]] returns_self<T> self(T& object) noexcept {
#if POLYGLUE_NO_EXCEPTIONS
  static_cast<void>(object);
  return {};
#else
  return object;
#endif
}

/// Leaves a function that returns an `R`: `return fail<R>([&] { return raise(...); });`
template <class R, class Raise>
#if POLYGLUE_NO_EXCEPTIONS
[[nodiscard]] R fail(Raise raise_it) {
  return raise_it();
}
#else
[[noreturn]] R fail(Raise raise_it) {
  raise_it();
  std::abort();
}
#endif

}  // namespace detail
}  // namespace POLYGLUE_CLIENT_MODE
}  // namespace polyglue::client

#endif
