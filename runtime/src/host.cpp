// How functions of the host fail, and what C++ sees of it.
#include "polyglue/runtime/host.hpp"

#include <string>

#include "message.hpp"
#include "polyglue/cancelled.hpp"
#include "polyglue/runtime/error.hpp"
#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

namespace {

std::string repaired(pgl_str text) {
  if (!text.data || text.len > PTRDIFF_MAX) return {};
  Message good;
  good.add_repaired(text.data, text.len);
  return {good.view().data, good.view().len};
}

const RaisedError* find_raised(pgl_status status) noexcept {
  for (std::size_t i = 0; i < raised_errors.count; ++i) {
    if (raised_errors.errors[i].status == status) return &raised_errors.errors[i];
  }
  return nullptr;
}

/// Errors at the boundary keep their number; what is none is the host's own.
pgl_status known(pgl_status status) noexcept {
  return (status < 0 && status >= PGL_ERROR_ABANDONED) || status == PGL_ERROR_UNEXPECTED ? status : static_cast<pgl_status>(PGL_ERROR_HOST);
}

std::exception_ptr make(pgl_status status, std::string message, const void* fields) {
  const RaisedError* declared = find_raised(status);
  if (declared && (fields || !declared->has_fields)) return declared->make(message, fields);
  if (message.empty()) message = "a function of the host failed";
  return std::make_exception_ptr(HostError(message, known(status)));
}

/// Replaces what was noted before. Null where there is no memory: then the status alone speaks.
void note(HostFrame& frame, pgl_status status, std::exception_ptr exception) {
  delete frame.take_failure();
  frame.failure = new HostFailure{status, std::move(exception)};
  frame.seen |= HostFrame::kFailure;
}

}  // namespace

pgl_status fail_in_host(pgl_status status, pgl_str message, const void* fields) noexcept {
  Thread* thread = Thread::get();
  if (!thread) return PGL_ERROR_MEMORY;
  if (status == PGL_OK) status = PGL_ERROR_HOST;
  HostFrame* frame = thread->frame.load(std::memory_order_relaxed);
  if (!frame) return status;  // no function of the host is running
  try {
    std::exception_ptr exception = make(status, repaired(message), fields);
    if (!exception) return PGL_ERROR_HOST;
    note(*frame, status, std::move(exception));
  } catch (...) {
    return refusal();  // if the fields are not valid, that is the error
  }
  return status;
}

pgl_status fail_in_host(pgl_str message, void* error, void (*release)(void*)) noexcept {
  Thread* thread = Thread::get();
  HostFrame* frame = thread ? thread->frame.load(std::memory_order_relaxed) : nullptr;
  if (!frame) {
    release_in_host(release, error);
    return PGL_ERROR_HOST;
  }
  std::exception_ptr exception;
  if (pgl_status bad = host_failure(message, error, release, exception)) return bad;
  try {
    note(*frame, PGL_ERROR_HOST, std::move(exception));
  } catch (...) {
    return PGL_ERROR_MEMORY;
  }
  return PGL_ERROR_HOST;
}

pgl_status host_failure(pgl_status status, pgl_str message, const void* fields, std::exception_ptr& out) noexcept {
  try {
    // A task of the library that is cancelled ends so, too.
    out = status == PGL_ERROR_CANCELLED ? std::make_exception_ptr(Cancelled()) : make(status, repaired(message), fields);
    return out ? PGL_OK : static_cast<pgl_status>(PGL_ERROR_HOST);
  } catch (...) {
    return refusal();
  }
}

pgl_status host_failure(pgl_str message, void* error, void (*release)(void*), std::exception_ptr& out) noexcept {
  try {
    std::shared_ptr<void> held(error, [release](void* ended) { release_in_host(release, ended); });
    std::string text = repaired(message);
    if (text.empty()) text = "a function of the host failed";
    out = std::make_exception_ptr(HostError(text, PGL_ERROR_HOST, std::move(held), release));
    return PGL_OK;
  } catch (...) {
    return PGL_ERROR_MEMORY;
  }
}

void HostCall::refused(Thread* thread) {
  if (!thread) throw std::bad_alloc();
  throw HostError("the host has ended, so its functions can no longer be called", PGL_ERROR_HOST_GONE);
}

void HostCall::raise(HostFrame& frame, pgl_status status) {
  const std::unique_ptr<HostFailure> said(frame.take_failure());
  if (said && said->status == status) std::rethrow_exception(said->exception);
  // It passes on what a call of its own to this library failed with.
  const pgl_error last = *last_error();
  if ((frame.seen & HostFrame::kCallFailed) && last.status == status) {
    const std::string message(last.message.data ? last.message.data : "", last.message.len);
    if (const HostError* error = last_host_error()) throw HostError(*error);
    if (const std::exception_ptr again = make(status, message, last.payload)) std::rethrow_exception(again);
  }
  std::rethrow_exception(make(status, {}, nullptr));
}

void HostCall::no_result() { throw HostError("a function of the host gave no result", PGL_ERROR_NULL); }

void HostCall::bad_result(pgl_status status) {
  throw HostError("a function of the host gave a result that is no value of its type", known(status));
}

void HostCall::clean_up(HostFrame& frame) noexcept {
  delete frame.take_failure();
  if (frame.seen & HostFrame::kRelease) release_in_host(frame.release, frame.user);
}

void release_after_calls(const void* function, void (*release)(void* user), void* user) noexcept {
  HostFrame* outermost = nullptr;
  Thread* thread = Thread::get();
  for (HostFrame* frame = thread ? thread->frame.load(std::memory_order_relaxed) : nullptr; frame; frame = frame->outer) {
    if (frame->function == function) outermost = frame;
  }
  if (!outermost) return release_in_host(release, user);
  outermost->function = nullptr;
  outermost->release = release;
  outermost->user = user;
  outermost->seen |= HostFrame::kRelease;
}

POLYGLUE_RUNTIME_END
