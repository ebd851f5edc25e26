// Work that goes on after the function that began it has returned: its states, and how C++ and the host meet there.
#pragma once

#include <atomic>
#include <chrono>
#include <exception>
#include <future>
#include <memory>
#include <optional>
#include <type_traits>
#include <utility>
#if defined(__has_include) && __cplusplus >= 202002L
#if __has_include(<stop_token>)
#include <stop_token>
#endif
#endif

#include "polyglue/cancelled.hpp"
#include "polyglue/runtime/convert.hpp"
#include "polyglue/runtime/host.hpp"
#include "polyglue/runtime/object.hpp"

POLYGLUE_RUNTIME_BEGIN

/// One piece of work. Two sides hold it: the host, by a handle, and C++ until it has finished. Each step between them is
/// one compare-exchange of `phase_`:
///
///     running --> setting --> waiting      the host registers its wake function
///     running, setting, waiting --> finished    C++ has the outcome   \  whichever comes first;
///     running, setting, waiting --> cancelled   the host wants none   /  from waiting, it wakes
///     finished --> taken                    the host has the outcome
///
/// So exactly one outcome is seen, and a wake function that was registered is called exactly once.
class TaskBase {
 public:
  TaskBase(const TaskBase&) = delete;
  TaskBase& operator=(const TaskBase&) = delete;

  // ---- the side of C++ ----

  /// What the work uses, until it has finished: arguments, and counts on objects.
  void keep(Scratch& arguments) noexcept { kept_.swap(arguments); }
  /// C++ has finished with what it uses. Before finish(), where both come at once.
  void let_go() noexcept {
    Scratch ended;
    ended.swap(kept_);
  }
  /// The outcome is there. False if the host had cancelled: then nobody will ask for it.
  bool finish() noexcept;
  void release() noexcept {
    if (refs_.fetch_sub(1, std::memory_order_acq_rel) == 1) delete this;
  }

  // ---- the side of the host ----

  /// Which function began it, by an address of its own. Before the host has the handle.
  void belongs_to(const void* kind) noexcept { kind_ = kind; }

  /// Registers a function that is called once, from any thread, when the outcome is there. With `done` set, it is there
  /// already and nothing was registered. Null only asks whether it is there.
  pgl_status on_done(void (*wake)(void*), void* user, bool& done) noexcept;
  void cancel() noexcept;
  bool is_finished() const noexcept { return phase_.load(std::memory_order_acquire) == Phase::finished; }
  /// For whoever takes the outcome: PGL_OK, once; else why not. `kind` must be that of its function.
  pgl_status claim(const void* kind) noexcept;

 protected:
  enum class Phase : std::uint32_t { running, setting, waiting, finished, cancelled, taken };

  TaskBase() noexcept;
  virtual ~TaskBase();
  virtual void request_stop() noexcept {}

 private:
  std::atomic<Phase> phase_{Phase::running};
  std::atomic<std::uint32_t> refs_{2};
  const void* kind_ = nullptr;
  void (*wake_)(void*) = nullptr;
  void* user_ = nullptr;
  Scratch kept_;
};

/// Tasks are handles like those of objects; see object.hpp. The handle's end cancels.
template <>
struct Class<TaskBase> {
  using handle = pgl_task;
  static constexpr Threads threads = Threads::shared;
  static constexpr bool exact = true;
  static const ClassInfo info;
};
using TaskBorrow = Borrow<TaskBase, true>;
/// Makes the handle; nothing fails.
pgl_task* give_task(Reservation& reserved, TaskBase* task) noexcept;

/// For the C functions that every library with tasks has.
pgl_status task_on_done(pgl_task* handle, void (*wake)(void*), void* user, pgl_bool* done) noexcept;
void task_cancel(pgl_task* handle) noexcept;
inline void task_free(pgl_task* handle) noexcept { close<TaskBase>(handle); }

/// A count on an object the work uses.
class KeptObject {
 public:
  explicit KeptObject(Slot* slot) noexcept : slot_(slot) { keep_again(slot); }
  KeptObject(KeptObject&& other) noexcept : slot_(std::exchange(other.slot_, nullptr)) {}
  ~KeptObject() {
    if (slot_) unkeep(slot_);
  }

 private:
  Slot* slot_;
};

/// The value of a `T` that may be void.
template <class T>
struct Nothing {
  using type = T;
};
struct Empty {};
template <>
struct Nothing<void> {
  using type = Empty;
};
template <class T>
using ValueOf = typename Nothing<T>::type;

/// A task with its outcome.
template <class T>
class Task : public TaskBase {
 public:
  template <class... V>
  void set(V&&... value) { value_.emplace(std::forward<V>(value)...); }
  void fail(std::exception_ptr error) noexcept { error_ = std::move(error); }
  /// Publishes what was set. C++ must not touch the task after release().
  void finish() noexcept {
    if (TaskBase::finish()) return;
    value_.reset();
    error_ = nullptr;
  }
  /// Throws what the work failed with.
  ValueOf<T> take() {
    if (error_) std::rethrow_exception(std::exchange(error_, nullptr));
    ValueOf<T> value = std::move(*value_);
    value_.reset();
    return value;
  }

#if defined(__cpp_lib_jthread)
  void stop_with(std::stop_source stop) noexcept { stop_ = std::move(stop); }
#endif

 protected:
  ~Task() override = default;
#if defined(__cpp_lib_jthread)
  void request_stop() noexcept override { stop_.request_stop(); }
#endif

 private:
#if defined(__cpp_lib_jthread)
  std::stop_source stop_{std::nostopstate};
#endif
  std::optional<ValueOf<T>> value_;
  std::exception_ptr error_;
};

/// The side of C++, as a value.
template <class T>
class Working {
 public:
  explicit Working(Task<T>* task) noexcept : task_(task) {}
  Working(Working&& other) noexcept : task_(std::exchange(other.task_, nullptr)) {}
  Working& operator=(Working&&) = delete;
  ~Working() {
    if (task_) task_->release();
  }
  Task<T>* operator->() const noexcept { return task_; }
  Task<T>* get() const noexcept { return task_; }

 private:
  Task<T>* task_;
};

/// The side of the host until it has the handle.
template <class T>
class HostSide {
 public:
  explicit HostSide(Task<T>* task) noexcept : task_(task) {}
  HostSide(HostSide&& other) noexcept : task_(std::exchange(other.task_, nullptr)) {}
  ~HostSide() {
    if (!task_) return;
    task_->cancel();
    task_->release();
  }
  Task<T>* operator->() const noexcept { return task_; }
  Task<T>* get() const noexcept { return task_; }
  Task<T>* hand_out() noexcept { return std::exchange(task_, nullptr); }

 private:
  Task<T>* task_;
};

// ---- futures ----

/// A future that is not ready. One thread of the runtime waits for all of them; see waiter.cpp.
class Waiting {
 public:
  virtual ~Waiting() = default;
  virtual bool is_ready(std::chrono::microseconds patience) = 0;
  virtual void finish() noexcept = 0;
  Waiting* next = nullptr;
};
/// Takes it over. Throws std::system_error if there can be no thread.
void wait_for(std::unique_ptr<Waiting> one);
/// Runs finish() on a thread of its own: for work that runs when it is asked for its result.
void run_aside(std::unique_ptr<Waiting> one);

/// What a future that is ready gives, or throws.
template <class F>
decltype(auto) get_from(F& future) {
  try {
    return future.get();
  } catch (const std::future_error& error) {
    if (error.code() == std::future_errc::broken_promise) throw Abandoned();
    throw;
  }
}

template <class T, class F>
class WaitingFuture final : public Waiting {
 public:
  WaitingFuture(F future, Working<T> working) : future_(std::move(future)), working_(std::move(working)) {}
  bool is_ready(std::chrono::microseconds patience) override { return future_.wait_for(patience) == std::future_status::ready; }
  void finish() noexcept override {
    try {
      if constexpr (std::is_void_v<T>) get_from(future_), working_->set();
      else working_->set(get_from(future_));
    } catch (...) {
      working_->fail(std::current_exception());
    }
    future_ = F();
    working_->let_go();
    working_->finish();
  }

 private:
  F future_;
  Working<T> working_;
};

// ---- callbacks that are called once ----

/// What a function that calls back with its result has begun.
template <class T>
class Completion {
  /// The copies of Done together are the side of C++.
  struct Called final : Task<T> {
    std::atomic<std::uint32_t> copies{1};
    std::atomic<bool> called{false};
  };

  /// What the library calls. Only the first call counts.
  class Done {
   public:
    explicit Done(Called* task) noexcept : task_(task) {}
    Done(const Done& other) noexcept : task_(other.task_) {
      if (task_) task_->copies.fetch_add(1, std::memory_order_relaxed);
    }
    Done(Done&& other) noexcept : task_(std::exchange(other.task_, nullptr)) {}
    Done& operator=(Done other) noexcept {
      std::swap(task_, other.task_);
      return *this;
    }
    ~Done() {
      if (!task_ || task_->copies.fetch_sub(1, std::memory_order_acq_rel) != 1) return;
      task_->let_go();
      if (!task_->called.load(std::memory_order_relaxed)) {
        task_->fail(std::make_exception_ptr(Abandoned()));
        task_->finish();
      }
      task_->release();
    }
    template <class... V>
    void operator()(V&&... value) const {
      if (task_->called.exchange(true, std::memory_order_acq_rel)) return;
      try {
        set(std::forward<V>(value)...);
      } catch (...) {
        task_->fail(std::current_exception());
      }
      task_->finish();
    }

   private:
    void set() const { task_->set(); }
    template <class V>
    void set(V&& value) const {
      if constexpr (std::is_same_v<std::decay_t<V>, std::exception_ptr>) {
        if (value) task_->fail(value);
        else if constexpr (std::is_void_v<T>) task_->set();
      } else {
        task_->set(std::forward<V>(value));
      }
    }
    template <class V>
    void set(const std::exception_ptr& error, V&& value) const {
      if (error) task_->fail(error);
      else set(std::forward<V>(value));
    }
    Called* task_;
  };

 public:
  template <class Begin>
  static Completion start(Begin&& begin) {
    Completion made(new Called());
    begin(Done(made.done_));
    return made;
  }
  HostSide<T> host() noexcept { return std::move(host_); }

 private:
  explicit Completion(Called* task) noexcept : host_(task), done_(task) {}
  HostSide<T> host_;
  Done done_;  // so that the side of C++ does not end before the host has all of its own
};

POLYGLUE_RUNTIME_END
