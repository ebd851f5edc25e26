// The last error of each thread, and the way every failure takes there.
#pragma once

#include <exception>
#include <initializer_list>
#include <memory>
#include <string>
#include <string_view>
#include <type_traits>
#include <typeinfo>
#include <utility>

#include "polyglue/runtime/config.hpp"

namespace polyglue {
class HostError;
}

POLYGLUE_RUNTIME_BEGIN

struct ClassInfo;
class Lowering;

/// Whether a thread that is cancelled unwinds what it is in, as an exception that nobody may keep.
#if defined(__GLIBCXX__)
constexpr bool kCancels = true;
#else
constexpr bool kCancels = false;
#endif

// What is behind the functions below of the same names.
pgl_status refuse_slowly(pgl_status status, const char* name, const ClassInfo* type) noexcept;
pgl_status refuse_null_slowly(const char* name) noexcept;
pgl_status failed_slowly() noexcept(!kCancels);
pgl_status fail_slowly(const std::exception& error) noexcept;

/// Of something that has failed. Callers in the same file that look at it need not be told twice.
POLYGLUE_INLINE pgl_status never_ok(pgl_status status) noexcept {
  POLYGLUE_ASSUME(status != PGL_OK);
  return status;
}

/// Refuses an argument or a result: sets the last error to `argument "column" is null` and the like and
/// returns `status`. The name "" stands for the result. `type` says which class was wanted.
POLYGLUE_INLINE pgl_status refuse(pgl_status status, const char* name, const ClassInfo* type = nullptr) noexcept {
  return never_ok(refuse_slowly(status, name, type));
}
/// The same with words of its own: `argument "base" <why>`.
pgl_status refuse_because(pgl_status status, const char* name, const char* why) noexcept;
/// `return refuse_null("out");`
POLYGLUE_INLINE pgl_status refuse_null(const char* name) noexcept { return never_ok(refuse_null_slowly(name)); }

/// On the way out of nested values, adds where the fault is, so that the message can name
/// "notes[3].kind". Returns `status`.
pgl_status at_member(const char* member, pgl_status status) noexcept;
pgl_status at_index(std::size_t index, pgl_status status) noexcept;

/// An error the library declares: one per exception class, most derived first, in the table that the
/// generated shim defines. Make them with declared_error().
struct DeclaredError {
  const std::type_info* type;
  pgl_status status;
  /// An object of just that class; null where it is a std::exception in more than one way.
  const std::exception& (*view)(const void* object);
  /// The exception as its class, or null if it is another one.
  const void* (*match)(const std::exception& error);
  /// Allocates and fills the C struct of the fields; null where there are none.
  pgl_status (*payload)(const void* error, Lowering& to, const void*& out);
};

/// The library's errors; defined by the generated shim.
struct DeclaredErrors {
  const DeclaredError* errors;
  std::size_t count;
  /// Rethrows the exception being handled, for declared ones that are no std::exception: catches each
  /// with fail_with() and the rest with fail_unknown(). Null where there are none.
  pgl_status (*others)();
  /// The error that one derives from, as far up as there is one; null where nobody asks.
  pgl_status (*base_of)(pgl_status status) = nullptr;
};
extern const DeclaredErrors declared_errors;

/// How C++ gets an error that the library declares from its status, a message and its fields. Throws Failure
/// where a field is not valid; null where there is no such exception, see raised_object().
struct RaisedError {
  pgl_status status;
  std::exception_ptr (*make)(std::string_view message, const void* fields);
  bool has_fields;
};
/// Those that hosts can raise; defined by the generated shim.
struct RaisedErrors {
  const RaisedError* errors;
  std::size_t count;
};
extern const RaisedErrors raised_errors;

/// `catch (...) { return failed(); }`, the end of every function that may throw: the status of whatever was
/// thrown. Lets a thread's cancellation pass on, so the shim must not be noexcept.
POLYGLUE_INLINE pgl_status failed() noexcept(!kCancels) { return never_ok(failed_slowly()); }

/// The same of a function that declares all its errors: any other one is PGL_ERROR_UNEXPECTED, with its message.
pgl_status failed(std::initializer_list<pgl_status> declared);

/// The exception of the last failed call on this thread, if it was an error of the host.
const polyglue::HostError* last_host_error() noexcept;

/// For exceptions that a shim has at hand.
POLYGLUE_INLINE pgl_status fail(const std::exception& error) noexcept { return never_ok(fail_slowly(error)); }

/// The status of the Failure that is being handled. For anything else there was no memory.
pgl_status refusal() noexcept;

/// The exception being handled, which is neither a std::exception nor declared; passes on like failed().
pgl_status fail_unknown();

/// A declared error that is no std::exception, or the E of an expected.
pgl_status fail_with(pgl_status status, const char* message, std::size_t length, const void* error,
                     pgl_status (*payload)(const void*, Lowering&, const void*&)) noexcept;

/// A failure that conversions raise where they cannot return a status. Whoever throws it has set the
/// last error by refuse().
class Failure : public std::exception {
 public:
  explicit Failure(pgl_status status) noexcept : status_(status) {}
  pgl_status status() const noexcept { return status_; }
  const char* what() const noexcept override;

 private:
  pgl_status status_;
};

/// What becomes of work that C++ lets go of unfinished: a broken promise, a callback that nobody keeps any more.
class Abandoned : public std::exception {
 public:
  const char* what() const noexcept override;
};

/// For <prefix>_last_error(): what is known of the last failed call on this thread.
const pgl_error* last_error() noexcept;
/// For <prefix>_forget_error(): releases what it holds.
void forget_error() noexcept;
/// The message into the caller's buffer, cut at a character if it is too small, always ending in NUL
/// if there is room for that; returns the length it has without NUL.
std::size_t last_error_message(char* buffer, std::size_t size) noexcept;

/// Keeps an exception, as the deleter of a shared_ptr to it.
struct KeptException {
  std::exception_ptr exception;
  void operator()(const void*) noexcept { exception = nullptr; }
};

/// An exception that is an object of the library: the very one that is being handled, which lives on.
template <class T>
std::shared_ptr<T> thrown_object(const T& error) {
  return std::shared_ptr<T>(const_cast<T*>(&error), KeptException{std::current_exception()});
}

/// The exception that an object is when the host raises it: the one that was thrown, if it was, else a copy. Null where
/// there can be no copy: its class is abstract, or hidden behind the one that is known.
template <class T>
std::exception_ptr raised_object(const std::shared_ptr<T>& object) {
  if (!object) throw Failure(refuse(PGL_ERROR_NULL, "object"));
  if (const auto* kept = std::get_deleter<KeptException>(object)) return kept->exception;
  if constexpr (!std::is_abstract_v<T> && std::is_copy_constructible_v<T>) {
    const T& plain = *object;
    if (typeid(plain) == typeid(T)) return std::make_exception_ptr(T(plain));
  }
  return nullptr;
}

/// An error that C++ has as a value, as an exception that can be declared: the N-th of E. `value` has its fields.
template <class E, std::size_t N, class T>
class ErrorValue final : public std::exception {
 public:
  ErrorValue(const T& thrown, std::string text) : value(thrown), text_(std::move(text)) {}
  const char* what() const noexcept override { return text_.c_str(); }

  const T& value;

 private:
  std::string text_;
};

/// Builds an entry of the table. `Fill` writes the fields:
/// `pgl_status fill(const rox::InvalidColumn& error, rox_invalid_column& out, Lowering& to)`.
/// Defined in convert.hpp, with payload_of().
template <class E>
const void* match_error(const std::exception& error) {
  return dynamic_cast<const E*>(&error);
}
template <class E>
const std::exception& view_error(const void* object) {
  return *static_cast<const E*>(object);
}
template <class E>
constexpr DeclaredError declared_error(pgl_status status,
                                       pgl_status (*payload)(const void*, Lowering&, const void*&) = nullptr) {
  if constexpr (std::is_convertible_v<const E*, const std::exception*>) {
    return {&typeid(E), status, &view_error<E>, &match_error<E>, payload};
  } else {
    return {&typeid(E), status, nullptr, &match_error<E>, payload};
  }
}

POLYGLUE_RUNTIME_END
