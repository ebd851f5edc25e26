// The exception that is being handled, looked at where it lies: to throw it again takes as long as it took to get here.
#pragma once

#include <exception>
#include <typeinfo>

#include "polyglue/runtime/config.hpp"

#if defined(__GLIBCXX__) || defined(__EMSCRIPTEN__)
#define POLYGLUE_SEES_EXCEPTIONS 1

#include <cxxabi.h>

#include <cstring>

POLYGLUE_RUNTIME_BEGIN

#if defined(__EMSCRIPTEN__)
/// What libc++abi's types begin with: can_catch() says whether a handler of this type takes what was thrown, and as what.
struct HandlerType : std::type_info {
  virtual void unused_1() const = 0;
  virtual void unused_2() const = 0;
  virtual bool can_catch(const std::type_info* thrown, void*& object) const = 0;
};
#endif

class Handled {
 public:
  Handled() noexcept {
    static_assert(sizeof held_ == sizeof object_);
    std::memcpy(&object_, &held_, sizeof object_);
  }
  /// False for what C++ did not throw.
  explicit operator bool() const noexcept { return held_ != nullptr; }
  const std::type_info& type() const noexcept { return *abi::__cxa_current_exception_type(); }
  const void* object() const noexcept { return object_; }
  /// Null if it is none.
  const std::exception* as_exception() const noexcept {
    void* object = object_;
#if defined(__EMSCRIPTEN__)
    const bool is_one = static_cast<const HandlerType&>(typeid(std::exception)).can_catch(&type(), object);
#else
    const bool is_one = typeid(std::exception).__do_catch(&type(), &object, 1);
#endif
    return is_one ? static_cast<const std::exception*>(object) : nullptr;
  }

 private:
  std::exception_ptr held_ = std::current_exception();
  void* object_;
};

POLYGLUE_RUNTIME_END
#endif
