// Objects that go from one library to another that knows their class as well: both are compiled with its header. Each has handles
// of its own, which share the object as std::shared_ptr does.
#pragma once

#include <cstring>
#include <memory>

#include "polyglue/runtime/object.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Whose std::shared_ptr this library has; those of others may look different in memory.
constexpr const char* standard_library() noexcept {
#if defined(_LIBCPP_VERSION)
  return "libc++";
#elif defined(__GLIBCXX__)
  return "libstdc++";
#else
  return "MSVC";
#endif
}

struct SharedObject : pgl_shared {
  std::shared_ptr<void> held;
};

template <class T>
pgl_status to_shared(Handle<T>* handle, pgl_shared** out) {
  Borrow<T, true> object(handle);
  if (!object) return object.refuse("self");
  if (!out) return refuse_null("out");
  auto made = std::make_unique<SharedObject>();
  made->held = share(object);
  made->size = sizeof(pgl_shared);
  made->type = Class<T>::info.name;
  made->type_size = sizeof(T);
  made->standard_library = standard_library();
  made->pointer = &made->held;
  made->release = [](pgl_shared* shared) { delete static_cast<SharedObject*>(shared); };
  *out = made.release();
  return PGL_OK;
}

template <class T>
pgl_status from_shared(const pgl_shared* shared, Handle<T>** out) {
  if (!shared) return refuse_null("shared");
  if (!out) return refuse_null("out");
  const auto differs = [](const char* theirs, const char* ours) { return std::strcmp(theirs, ours) != 0; };
  if (shared->size != sizeof(pgl_shared) || differs(shared->standard_library, standard_library())) {
    return refuse_because(PGL_ERROR_ABI, "shared", "comes from a library that was built in another way");
  }
  if (differs(shared->type, Class<T>::info.name)) return refuse(PGL_ERROR_WRONG_TYPE, "shared", &Class<T>::info);
  if (shared->type_size != sizeof(T)) return refuse_because(PGL_ERROR_ABI, "shared", "comes from a library that knows its class in another version");
  const auto& held = *static_cast<const std::shared_ptr<void>*>(shared->pointer);
  return hold(std::shared_ptr<T>(held, static_cast<T*>(held.get())), out);
}

POLYGLUE_RUNTIME_END
