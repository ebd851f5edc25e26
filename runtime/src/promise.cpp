#include "polyglue/runtime/promise.hpp"

#include <vector>
#if defined(__linux__) || defined(__APPLE__)
#include <pthread.h>
#endif

#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

namespace {

/// The handle is the host's side: with it, the last chance of an outcome ends.
void end_promise(Slot& slot) noexcept {
  auto* promise = static_cast<PromiseBase*>(slot.object);
  if (promise->claim()) promise->fail(std::make_exception_ptr(Abandoned()));
  promise->release();
}
constexpr Holder promise_holder = {&end_promise, nullptr, nullptr};

/// All that there are: for the end of the host.
std::mutex open_mutex;
PromiseBase* open_promises = nullptr;

#if defined(__linux__) || defined(__APPLE__)
void promises_before_fork() noexcept { open_mutex.lock(); }
void promises_after_fork() noexcept { open_mutex.unlock(); }
[[maybe_unused]] const int promise_forks = pthread_atfork(promises_before_fork, promises_after_fork, promises_after_fork);
#endif

/// Calls the host's function, if it is there to be called.
void tell(void (*ended)(void*, pgl_bool), void* user, bool cancelled) noexcept {
  if (!ended) return;
  Thread* thread = Thread::get();
  if (!thread || !host_gate.enter(thread)) return;
  ended(user, cancelled);
  host_gate.leave(thread);
}

}  // namespace

const ClassInfo Class<PromiseBase>::info = {"promise", nullptr, 0, Threads::shared, nullptr, nullptr};

// A promise counts as an owner, as it keeps memory until both sides have let go.
PromiseBase::PromiseBase() {
  {
    std::lock_guard<std::mutex> guard(open_mutex);
    next_ = open_promises;
    if (next_) next_->before_ = this;
    open_promises = this;
  }
  if (Thread* thread = Thread::get()) count(thread->owners, 1);
}

PromiseBase::~PromiseBase() {
  {
    std::lock_guard<std::mutex> guard(open_mutex);
    (before_ ? before_->next_ : open_promises) = next_;
    if (next_) next_->before_ = before_;
  }
  if (Thread* thread = Thread::get()) count(thread->owners, -1);
}

bool PromiseBase::keep() noexcept {
  std::uint32_t refs = refs_.load(std::memory_order_relaxed);
  do {
    if (refs == 0) return false;
  } while (!refs_.compare_exchange_weak(refs, refs + 1, std::memory_order_acq_rel, std::memory_order_relaxed));
  return true;
}

pgl_status PromiseBase::on_end(void (*ended)(void*, pgl_bool), void* user) noexcept {
  bool cancelled = false;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    if (is_claimed_) return refuse(PGL_ERROR_CLOSED, "promise", &Class<PromiseBase>::info);
    if (ended_) return refuse_because(PGL_ERROR_ARGUMENT, "promise", "has a function for its end already");
    cancelled = is_cancelled_;
    if (!cancelled) {
      ended_ = ended;
      user_ = user;
    }
  }
  if (cancelled) tell(ended, user, true);
  return PGL_OK;
}

bool PromiseBase::claim() noexcept {
  void (*ended)(void*, pgl_bool) = nullptr;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    if (is_claimed_) return false;
    is_claimed_ = true;
    ended = std::exchange(ended_, nullptr);
  }
  tell(ended, user_, false);
  return true;
}

void PromiseBase::cancel() noexcept {
  void (*ended)(void*, pgl_bool) = nullptr;
  void* user = nullptr;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    if (is_claimed_ || is_cancelled_) return;
    is_cancelled_ = true;
    ended = std::exchange(ended_, nullptr);
    user = user_;
  }
  tell(ended, user, true);
}

pgl_promise* give_promise(Reservation& reserved, PromiseBase* promise) noexcept {
  return reinterpret_cast<pgl_promise*>(reserved.commit(Class<PromiseBase>::info, promise, &promise_holder, false));
}

void abandon_promises() noexcept {
  std::vector<PromiseBase*> all;
  try {
    std::lock_guard<std::mutex> guard(open_mutex);
    for (PromiseBase* each = open_promises; each; each = each->next_) {
      all.push_back(nullptr);
      if (each->keep()) all.back() = each;
    }
  } catch (const std::bad_alloc&) {  // those that fit end
  }
  for (PromiseBase* each : all) {
    if (!each) continue;
    if (each->claim()) each->fail(std::make_exception_ptr(HostError("the host has ended, so its functions can no longer be called", PGL_ERROR_HOST_GONE)));
    each->release();
  }
}

namespace {

/// Fails the promise with what `make` gives, and frees it.
template <class Make>
pgl_status end_with(pgl_promise* handle, Make&& make) noexcept {
  {
    PromiseBorrow promise(handle);
    if (!promise) return promise.refuse("promise");
    std::exception_ptr error;
    if (pgl_status bad = make(error)) return bad;
    if (!promise->claim()) return refuse(PGL_ERROR_CLOSED, "promise", &Class<PromiseBase>::info);
    promise->fail(promise->expected(std::move(error)));
  }
  promise_free(handle);
  return PGL_OK;
}

}  // namespace

void promise_failed(pgl_promise* handle) noexcept {
  end_with(handle, [](std::exception_ptr& error) {
    error = std::current_exception();
    return PGL_OK;
  });
}

pgl_status promise_on_end(pgl_promise* handle, void (*ended)(void*, pgl_bool), void* user) noexcept {
  if (!ended) return refuse_null("ended");
  PromiseBorrow promise(handle);
  return promise ? promise->on_end(ended, user) : promise.refuse("promise");
}

pgl_status promise_fail(pgl_promise* handle, pgl_status status, pgl_str message, const void* fields) noexcept {
  return end_with(handle, [&](std::exception_ptr& error) { return host_failure(status == PGL_OK ? PGL_ERROR_HOST : status, message, fields, error); });
}

pgl_status promise_fail(pgl_promise* handle, pgl_str message, void* object, void (*release)(void*)) noexcept {
  std::exception_ptr error;  // made first: it is released in any case
  const pgl_status bad = host_failure(message, object, release, error);
  return end_with(handle, [&](std::exception_ptr& out) {
    out = error;
    return bad;
  });
}

POLYGLUE_RUNTIME_END
