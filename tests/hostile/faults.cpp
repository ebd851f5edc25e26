// operator new that fails when it is told to. Only the thread that armed it, and only between arming and disarming.
#include <cstddef>
#include <cstdlib>
#include <new>
#include <stdexcept>

namespace {

enum Fault { none, memory, exception, number };
thread_local Fault armed = none;
thread_local long left = 0;
thread_local bool goes_on = false, came = false;

/// Whether this allocation is the one to fail.
bool now() {
  if (armed == none) return false;
  if (came && goes_on) return true;
  if (came || --left > 0) return false;
  came = true;
  return true;
}

void* give(std::size_t size, std::size_t align) {
  if (now()) {
    // Throwing allocates too, and that must not fail for us.
    const Fault fault = armed;
    armed = none;
    if (fault == exception) {
      struct Restore { ~Restore() { armed = exception; } } restore;
      throw std::runtime_error("not what an allocation throws");
    }
    armed = fault;
    if (fault == number) throw 42;
    throw std::bad_alloc();
  }
  void* block = align <= alignof(std::max_align_t) ? std::malloc(size ? size : 1) : std::aligned_alloc(align, (size + align - 1) / align * align);
  if (!block) throw std::bad_alloc();
  return block;
}

}  // namespace

extern "C" void fault_arm(int fault, long n, int on) {
  left = n, goes_on = on != 0, came = false;
  armed = static_cast<Fault>(fault);
}
extern "C" int fault_disarm() {
  armed = none;
  return came;
}

void* operator new(std::size_t size) { return give(size, 1); }
void* operator new[](std::size_t size) { return give(size, 1); }
void* operator new(std::size_t size, std::align_val_t align) { return give(size, static_cast<std::size_t>(align)); }
void* operator new[](std::size_t size, std::align_val_t align) { return give(size, static_cast<std::size_t>(align)); }
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return now() ? nullptr : std::malloc(size ? size : 1); }
void* operator new[](std::size_t size, const std::nothrow_t&) noexcept { return now() ? nullptr : std::malloc(size ? size : 1); }
void* operator new(std::size_t size, std::align_val_t align, const std::nothrow_t&) noexcept {
  const auto step = static_cast<std::size_t>(align);
  return now() ? nullptr : std::aligned_alloc(step, (size + step - 1) / step * step);
}
void operator delete(void* block) noexcept { std::free(block); }
void operator delete[](void* block) noexcept { std::free(block); }
void operator delete(void* block, std::size_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t) noexcept { std::free(block); }
void operator delete(void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::align_val_t) noexcept { std::free(block); }
void operator delete(void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
void operator delete[](void* block, std::size_t, std::align_val_t) noexcept { std::free(block); }
