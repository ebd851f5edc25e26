#include "polyglue/runtime/implementation.hpp"

#include "polyglue/runtime/host.hpp"
#include "polyglue/runtime/object.hpp"
#include "slots.hpp"

POLYGLUE_RUNTIME_BEGIN

GivenObject::~GivenObject() { release_in_host(methods_->release, user_); }
void GivenObject::hold() const noexcept { release_in_host(methods_->hold, user_); }
void GivenObject::let_go() const noexcept { release_in_host(methods_->let_go, user_); }

bool Implementation::finish(const ClassInfo& type) noexcept {
  {
    std::lock_guard<std::mutex> guard(mutex_);
    is_finished_ = true;
    if (is_left_) return true;
  }
  close(self_, type);
  return false;
}

bool Implementation::left_by_all() noexcept {
  std::lock_guard<std::mutex> guard(mutex_);
  is_left_ = true;
  return is_finished_;
}

void Implementation::end(const ClassInfo& type) noexcept {
  if (self_ && !is_finished_ && !is_left_) {
    slot_of(number_of(self_))->holder = &BorrowedHolder::holder;  // the object ends here
    end_lending(self_, type);
  }
  regained();
}

void Implementation::owned_by_host(const std::shared_ptr<const void>& whole, const Holder* holder) {
  std::lock_guard<std::mutex> guard(mutex_);
  whole_ = whole;
  holder_ = holder;
}

bool Implementation::give_up(const std::shared_ptr<const void>& whole) {
  std::lock_guard<std::mutex> guard(mutex_);
  if (whole.use_count() != 1) return false;
  whole_.reset();
  return true;
}

std::shared_ptr<const void> Implementation::share() {
  std::shared_ptr<const void> whole;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    if (auto owner = owner_.lock()) return owner;
    whole = whole_.lock();
  }
  if (!whole) throw Failure(refuse_because(PGL_ERROR_ARGUMENT, "", "belongs to C++ alone, so it cannot be shared"));
  if (!given_->is_collected()) return whole;
  // Without the lock: the host may wait for one of its own, which another thread has that is here.
  struct LetGo {
    std::shared_ptr<const void> whole;
    std::shared_ptr<const GivenObject> given;
    void operator()(const void*) {
      given->let_go();
      whole.reset();
    }
  };
  given_->hold();
  const void* object = whole.get();
  std::shared_ptr<const void> owner(object, LetGo{std::move(whole), given_});  // lets go if it throws
  std::shared_ptr<const void> other;
  {
    std::lock_guard<std::mutex> guard(mutex_);
    other = owner_.lock();
    if (!other) owner_ = owner;
  }
  return other ? other : owner;
}

void Implementation::given_away() noexcept {
  if (given_->is_collected() && !is_given_away_.exchange(true)) given_->hold();
}

void Implementation::regained() noexcept {
  if (is_given_away_.exchange(false)) given_->let_go();
}

namespace {

/// Does something with the host's part of the object behind a handle, which lives meanwhile.
template <class F>
void with_implementation(std::uintptr_t handle, F&& use) noexcept {
  Slot* slot = find_slot(number_of(handle));
  const ClassInfo* type = slot ? slot->type.load(std::memory_order_relaxed) : nullptr;
  if (!type || !type->implementation) return;
  const Pin pin = keep(handle, *type, false);
  if (!pin.slot) return;
  const ClassInfo* actual = pin.slot->type.load(std::memory_order_relaxed);
  if (Implementation* host = actual->implementation ? actual->implementation(pin.object) : nullptr) use(*host, *pin.slot);
  unkeep(pin.slot);
}

}  // namespace

void* user_of(std::uintptr_t handle, void (*release)(void* user)) noexcept {
  void* user = nullptr;
  with_implementation(handle, [&](Implementation& host, Slot&) {
    if (host.given()->methods()->release == release) user = host.given()->user();
  });
  return user;
}

std::uintptr_t own_handle(std::uintptr_t handle) noexcept {
  std::uintptr_t own = 0;
  with_implementation(handle, [&](Implementation& host, Slot&) { own = host.self(); });
  return own;
}

bool regained(std::uintptr_t handle) noexcept {
  bool owns = false;
  std::shared_ptr<const void> former;  // ends when nobody is inside
  with_implementation(handle, [&](Implementation& host, Slot& slot) {
    const std::uint32_t flags = slot.flags.load(std::memory_order_relaxed);
    owns = slot.holder != &BorrowedHolder::holder && !(flags & (kLent | kReadOnly));
    if (owns && slot.holder == &SharedHolder::holder) {
      // It came as one of C++'s owners, for which C++ holds `user`. The handle is to keep what the first one kept.
      former = host.whole();
      owns = former != nullptr;
      if (owns) {
        SharedHolder::pointer(slot).swap(former);
        slot.holder = host.holder();
      }
    }
    if (owns) host.regained();
  });
  return owns;
}

POLYGLUE_RUNTIME_END
