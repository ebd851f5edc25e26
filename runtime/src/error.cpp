#include "polyglue/runtime/error.hpp"

#include <memory>
#include <new>
#include <stdexcept>
#include <system_error>

#if defined(__GNUC__) && !defined(_MSC_VER)
#include <cxxabi.h>

#include <cstdlib>
#endif

#include "handled.hpp"
#include "message.hpp"
#include "polyglue/cancelled.hpp"
#include "polyglue/host_error.hpp"
#include "polyglue/runtime/handle.hpp"
#include "polyglue/runtime/host.hpp"
#include "polyglue/runtime/owner.hpp"
#include "polyglue/runtime/text.hpp"
#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

/// A thread's last error and the way to the fault inside a value.
struct ErrorState {
  pgl_error error{};
  Message message, type, trail;
  Arena payload;
  std::unique_ptr<HostError> host;  ///< the failure was an error of the host
};

namespace {

constexpr char kOutOfMemory[] = "out of memory";
const pgl_error no_memory = {PGL_ERROR_MEMORY, {kOutOfMemory, sizeof kOutOfMemory - 1}, nullptr, {nullptr, 0}, nullptr, nullptr};
const pgl_error nothing = {PGL_OK, {nullptr, 0}, nullptr, {nullptr, 0}, nullptr, nullptr};

ErrorState* state() noexcept {
  Thread* thread = Thread::get();
  if (!thread) return nullptr;
  if (!thread->error) thread->error = new (std::nothrow) ErrorState;
  return thread->error;
}

/// Empties the last error and sets its status.
ErrorState* begin(pgl_status status) noexcept {
  ErrorState* last = state();
  if (!last) return nullptr;
  // Ends first, as that may call the host, and so fail itself.
  if (last->host) std::exchange(last->host, nullptr).reset();
  if (HostFrame* frame = Thread::current->frame.load(std::memory_order_relaxed)) frame->seen |= HostFrame::kCallFailed;
  last->error = {status, {nullptr, 0}, nullptr, {nullptr, 0}, nullptr, nullptr};
  last->message.clear();
  last->type.clear();
  if (!last->payload.empty()) last->payload.clear();
  return last;
}

/// Puts text in front of the trail.
void prepend(const char* text) noexcept {
  ErrorState* last = state();
  if (!last) return;
  const pgl_str inner = last->trail.view();
  Message joined;
  joined.add(text);
  joined.add(inner.data, inner.len);
  last->trail.clear();
  last->trail.add(joined.view().data, joined.view().len);
}

const char* complaint(pgl_status status) noexcept {
  switch (status) {
    case PGL_ERROR_NULL: return "is null";
    case PGL_ERROR_CLOSED: return "is closed or never was open";
    case PGL_ERROR_WRONG_TYPE: return "is of another class";
    case PGL_ERROR_READ_ONLY: return "gives read access only";
    case PGL_ERROR_UTF8: return "is not valid UTF-8";
    case PGL_ERROR_ENUM: return "is no value of its type";
    case PGL_ERROR_RANGE: return "is out of range";
    case PGL_ERROR_LENGTH: return "has a length it cannot have";
    case PGL_ERROR_THREAD: return "cannot be used on this thread now";
    case PGL_ERROR_ARGUMENT: return "has a NUL inside";
    default: return "is not valid";
  }
}

/// What an exception says. Glue that has to look at every byte of it repairs it then.
void add_said(Message& out, const char* what, std::size_t len) noexcept {
  if constexpr (kHostChecksText) out.add(what, len);
  else out.add_repaired(what, len);
}

pgl_status fail_as(const std::exception& error, pgl_status status) noexcept {
  if (ErrorState* last = begin(status)) {
    last->trail.clear();
    const char* what = error.what();
    if (what) add_said(last->message, what, std::strlen(what));
    last->error.message = last->message.view();
  }
  return status;
}

void add_type_name(Message& out, const std::type_info& type) noexcept {
#if defined(__GNUC__) && !defined(_MSC_VER)
  int status = 0;
  char* readable = abi::__cxa_demangle(type.name(), nullptr, nullptr, &status);
  out.add(readable ? readable : type.name());
  std::free(readable);
#else
  out.add(type.name());
#endif
}

POLYGLUE_COLD pgl_status fail_unexpected(const std::type_info* type, const char* what) noexcept {
  if (ErrorState* last = begin(PGL_ERROR_UNEXPECTED)) {
    last->trail.clear();
    if (type) add_type_name(last->type, *type);
    if (what) add_said(last->message, what, std::strlen(what));
    else last->message.add(type ? "an exception without a message" : "an exception from another language");
    last->error.message = last->message.view();
    last->error.type = last->type.view();
  }
  return PGL_ERROR_UNEXPECTED;
}

pgl_status fail_host(const HostError& error) noexcept {
  const pgl_status status = fail_as(error, error.status() ? error.status() : PGL_ERROR_HOST);
  if (!error.error()) return status;
  try {
    auto kept = std::make_unique<HostError>(error);
    if (ErrorState* last = state()) {
      last->host = std::move(kept);
      last->error.host_error = error.error().get();
      last->error.host_release = error.release();
    }
  } catch (...) {
    // The status and the message are worth more than the host's object.
  }
  return status;
}

POLYGLUE_FLAT pgl_status fail_declared(const DeclaredError& declared, const std::exception& error, const void* object) noexcept {
  const char* what = error.what();
  return fail_with(declared.status, what, what ? std::strlen(what) : 0, object, declared.payload);
}

}  // namespace

void free_error(Thread* thread) noexcept { delete std::exchange(thread->error, nullptr); }

bool Message::grow(std::size_t len) noexcept {
  if (len > PTRDIFF_MAX / 4) return false;
  const std::size_t capacity = 2 * (size_ + len);
  auto* larger = static_cast<char*>(::operator new(capacity, std::nothrow));
  if (!larger) return false;
  std::memcpy(larger, data(), size_);
  ::operator delete(large_);
  large_ = larger;
  capacity_ = capacity;
  return true;
}

void Message::add_repaired(const char* text, std::size_t len) noexcept {
  if (is_utf8(text, len)) return add(text, len);
  if (char* place = reserve(repaired_size(text, len))) repair(text, len, place);
}

pgl_status Message::set_last(pgl_status status) noexcept {
  if (ErrorState* last = begin(status)) {
    last->message.add(data(), size_);
    last->error.message = last->message.view();
  }
  return status;
}

pgl_status at_member(const char* member, pgl_status status) noexcept {
  Message text;
  text.add(".");
  text.add(member);
  prepend(text.view().data);
  return status;
}

pgl_status at_index(std::size_t index, pgl_status status) noexcept {
  Message text;
  text.add("[");
  text.add_number(index);
  text.add("]");
  prepend(text.view().data);
  return status;
}

static pgl_status refuse_as(pgl_status status, const char* name, const char* why, const ClassInfo* type) noexcept {
  ErrorState* last = begin(status);
  if (!last) return status;
  Message& text = last->message;
  if (status == PGL_ERROR_MEMORY) {
    text.add(kOutOfMemory);
  } else if (status == PGL_ERROR_HANDLES) {
    text.add("too many objects are open");
  } else {
    if (*name) {
      text.add("argument \"");
      text.add(name);
      text.add(last->trail.view().data, last->trail.view().len);
      text.add("\" ");
    } else if (last->trail.view().len) {
      text.add("the result at ");
      text.add(last->trail.view().data, last->trail.view().len);
      text.add(" ");
    } else {
      text.add("the result ");
    }
    text.add(why);
    if (type && (status == PGL_ERROR_CLOSED || status == PGL_ERROR_WRONG_TYPE)) {
      text.add(status == PGL_ERROR_CLOSED ? " (a " : " (it should be a ");
      text.add(type->name);
      text.add(")");
    }
  }
  last->trail.clear();
  last->error.message = text.view();
  return status;
}

pgl_status refuse_slowly(pgl_status status, const char* name, const ClassInfo* type) noexcept {
  return refuse_as(status, name, complaint(status), type);
}
pgl_status refuse_because(pgl_status status, const char* name, const char* why) noexcept {
  return refuse_as(status, name, why, nullptr);
}
pgl_status refuse_null_slowly(const char* name) noexcept { return refuse_as(PGL_ERROR_NULL, name, complaint(PGL_ERROR_NULL), nullptr); }

const char* Failure::what() const noexcept { return "the call was refused"; }
const char* Abandoned::what() const noexcept { return "the library let go of the task without finishing it"; }

pgl_status fail_with(pgl_status status, const char* message, std::size_t length, const void* error,
                     pgl_status (*payload)(const void*, Lowering&, const void*&)) noexcept {
  ErrorState* last = begin(status);
  if (!last) return status;
  if (message) add_said(last->message, message, length);
  if (payload) {
    try {
      LoweringScope to(&last->payload, true);
      const void* form = nullptr;
      if (!payload(error, to, form)) {
        to.commit();
        last->error.payload = form;
      }
    } catch (...) {
      // The status and the message are worth more than the fields.
    }
    last->trail.clear();
  }
  last->error.message = last->message.view();
  return status;
}

/// Nearly always the class is one that is known, and its type_info the very object known here.
static const DeclaredError* declared(const std::type_info& type) noexcept {
  for (std::size_t i = 0; i < declared_errors.count; ++i) {
    if (declared_errors.errors[i].type == &type) return &declared_errors.errors[i];
  }
  return nullptr;
}

pgl_status fail_slowly(const std::exception& error) noexcept {
  const std::type_info& type = typeid(error);
  // The complete object is of just that class.
  if (const DeclaredError* known = declared(type)) return fail_declared(*known, error, dynamic_cast<const void*>(&error));
  if (type == typeid(HostError)) return fail_host(static_cast<const HostError&>(error));
  if (type == typeid(Failure)) return static_cast<const Failure&>(error).status();
  if (&type == &typeid(std::out_of_range)) return fail_as(error, PGL_ERROR_INDEX);
  if (&type == &typeid(std::invalid_argument)) return fail_as(error, PGL_ERROR_ARGUMENT);
  for (std::size_t i = 0; i < declared_errors.count; ++i) {
    const DeclaredError& declared = declared_errors.errors[i];
    if (const void* object = declared.match(error)) return fail_declared(declared, error, object);
  }
  if (dynamic_cast<const std::bad_alloc*>(&error)) return refuse(PGL_ERROR_MEMORY, "");
  if (dynamic_cast<const std::logic_error*>(&error)) {
    if (dynamic_cast<const std::out_of_range*>(&error)) return fail_as(error, PGL_ERROR_INDEX);
    if (dynamic_cast<const std::invalid_argument*>(&error) || dynamic_cast<const std::domain_error*>(&error) ||
        dynamic_cast<const std::length_error*>(&error)) {
      return fail_as(error, PGL_ERROR_ARGUMENT);
    }
  }
  if (dynamic_cast<const Abandoned*>(&error)) return fail_as(error, PGL_ERROR_ABANDONED);
  if (dynamic_cast<const polyglue::Cancelled*>(&error)) return fail_as(error, PGL_ERROR_CANCELLED);
  if (dynamic_cast<const std::system_error*>(&error)) return fail_as(error, PGL_ERROR_IO);
  return fail_unexpected(&type, error.what());
}

#if defined(POLYGLUE_SEES_EXCEPTIONS)

pgl_status failed_slowly() noexcept(!kCancels) {
  if (const Handled handled; handled) {
    const DeclaredError* known = declared(handled.type());
    if (known && known->view) return fail_declared(*known, known->view(handled.object()), handled.object());
    if (const std::exception* error = handled.as_exception()) return fail(*error);
  }
  return declared_errors.others ? declared_errors.others() : fail_unknown();
}

pgl_status refusal() noexcept {
  const Handled handled;
  if (handled && handled.type() == typeid(Failure)) return static_cast<const Failure*>(handled.object())->status();
  return PGL_ERROR_MEMORY;
}

#else

pgl_status failed_slowly() noexcept(!kCancels) {
  try {
    throw;
  } catch (const std::exception& error) {
    return fail(error);
  } catch (...) {
    return declared_errors.others ? declared_errors.others() : fail_unknown();
  }
}

pgl_status refusal() noexcept {
  try {
    throw;
  } catch (const Failure& bad) {
    return bad.status();
  } catch (...) {
    return PGL_ERROR_MEMORY;
  }
}

#endif

#if defined(__GLIBCXX__)

// What a cancelled thread throws is no object, so the reference below leads nowhere; it is not used.
__attribute__((no_sanitize("null"))) pgl_status fail_unknown() {
  if (const std::exception_ptr held = std::current_exception()) return fail_unexpected(held.__cxa_exception_type(), nullptr);
  try {
    throw;
  } catch (abi::__forced_unwind&) {
    throw;  // a thread that is cancelled
  } catch (...) {
    return fail_unexpected(nullptr, nullptr);
  }
}

#else

pgl_status fail_unknown() {
#if defined(__GNUC__) && !defined(_MSC_VER)
  return fail_unexpected(abi::__cxa_current_exception_type(), nullptr);
#else
  return fail_unexpected(nullptr, nullptr);
#endif
}

#endif

pgl_status failed(std::initializer_list<pgl_status> declared) {
  const pgl_status status = failed();
  if (status < PGL_OK) return status;
  const pgl_status base = declared_errors.base_of ? declared_errors.base_of(status) : status;
  for (const pgl_status one : declared) {
    if (one == status || one == base) return status;
  }
  ErrorState* last = state();
  if (!last || last->host) return status;  // the host's own error goes back to it as it was
  last->error.status = PGL_ERROR_UNEXPECTED;
  last->error.payload = nullptr;
  last->payload.clear();
#if defined(__GNUC__) && !defined(_MSC_VER)
  add_type_name(last->type, *abi::__cxa_current_exception_type());
  last->error.type = last->type.view();
#endif
  return PGL_ERROR_UNEXPECTED;
}

const HostError* last_host_error() noexcept {
  Thread* thread = Thread::current;
  return thread && thread->error ? thread->error->host.get() : nullptr;
}

const pgl_error* last_error() noexcept {
  Thread* thread = Thread::current;
  if (!thread) return &nothing;
  if (!thread->error) return thread->serial ? &nothing : &no_memory;
  return &thread->error->error;
}

void forget_error() noexcept {
  if (Thread::current && Thread::current->error) begin(PGL_OK);
}

std::size_t last_error_message(char* buffer, std::size_t size) noexcept {
  const pgl_str message = last_error()->message;
  if (!buffer || !size) return message.len;
  std::size_t len = message.len < size - 1 ? message.len : size - 1;
  if (len < message.len) {
    while (len && (static_cast<unsigned char>(message.data[len]) & 0xc0) == 0x80) --len;
  }
  if (len) std::memcpy(buffer, message.data, len);
  buffer[len] = '\0';
  return message.len;
}

POLYGLUE_RUNTIME_END
