#include "polyglue/runtime/task.hpp"

#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

namespace {

/// The handle is the host's side: with it, the interest in the outcome ends.
void end_handle(Slot& slot) noexcept {
  auto* task = static_cast<TaskBase*>(slot.object);
  task->cancel();
  task->release();
}
constexpr Holder task_holder = {&end_handle, nullptr, nullptr};

}  // namespace

const ClassInfo Class<TaskBase>::info = {"task", nullptr, 0, Threads::shared, nullptr, nullptr};

// A task counts as an owner, as it keeps memory until both sides have let go.
TaskBase::TaskBase() noexcept {
  if (Thread* thread = Thread::get()) count(thread->owners, 1);
}
TaskBase::~TaskBase() {
  if (Thread* thread = Thread::get()) count(thread->owners, -1);
}

bool TaskBase::finish() noexcept {
  Phase phase = phase_.load(std::memory_order_acquire);
  do {
    if (phase == Phase::cancelled) return false;
  } while (!phase_.compare_exchange_weak(phase, Phase::finished, std::memory_order_acq_rel, std::memory_order_acquire));
  // From here on the host may end its side: what is used after this must be ours, and `user` is until wake returns.
  if (phase == Phase::waiting) release_in_host(wake_, user_);
  return true;
}

void TaskBase::cancel() noexcept {
  Phase phase = phase_.load(std::memory_order_acquire);
  do {
    if (phase >= Phase::finished) return;
  } while (!phase_.compare_exchange_weak(phase, Phase::cancelled, std::memory_order_acq_rel, std::memory_order_acquire));
  request_stop();
  if (phase == Phase::waiting) release_in_host(wake_, user_);
}

pgl_status TaskBase::on_done(void (*wake)(void*), void* user, bool& done) noexcept {
  if (!wake) {
    done = phase_.load(std::memory_order_acquire) >= Phase::finished;
    return PGL_OK;
  }
  done = false;
  Phase phase = Phase::running;
  if (phase_.compare_exchange_strong(phase, Phase::setting, std::memory_order_acq_rel, std::memory_order_acquire)) {
    wake_ = wake;
    user_ = user;
    phase = Phase::setting;
    if (phase_.compare_exchange_strong(phase, Phase::waiting, std::memory_order_acq_rel, std::memory_order_acquire)) return PGL_OK;
  }
  if (phase < Phase::finished) return refuse_because(PGL_ERROR_ARGUMENT, "task", "has a wake function already");
  done = true;
  return PGL_OK;
}

pgl_status TaskBase::claim(const void* kind) noexcept {
  if (kind != kind_) return refuse(PGL_ERROR_WRONG_TYPE, "task");
  Phase phase = Phase::finished;
  if (phase_.compare_exchange_strong(phase, Phase::taken, std::memory_order_acq_rel, std::memory_order_acquire)) return PGL_OK;
  if (phase == Phase::cancelled) return fail(Cancelled());
  if (phase == Phase::taken) return refuse(PGL_ERROR_CLOSED, "task", &Class<TaskBase>::info);
  return refuse_because(PGL_ERROR_ARGUMENT, "task", "has not finished");
}

pgl_task* give_task(Reservation& reserved, TaskBase* task) noexcept {
  return reinterpret_cast<pgl_task*>(reserved.commit(Class<TaskBase>::info, task, &task_holder, false));
}

pgl_status task_on_done(pgl_task* handle, void (*wake)(void*), void* user, pgl_bool* done) noexcept {
  if (!done) return refuse_null("done");
  TaskBorrow task(handle);
  if (!task) return task.refuse("task");
  bool is_done = false;
  const pgl_status status = task->on_done(wake, user, is_done);
  if (!status) *done = is_done;
  return status;
}

void task_cancel(pgl_task* handle) noexcept {
  TaskBorrow task(handle);
  if (task) task->cancel();
}

POLYGLUE_RUNTIME_END
