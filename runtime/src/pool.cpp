#include "polyglue/runtime/pool.hpp"

#include <new>

#include "polyglue/runtime/thread.hpp"
#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

namespace {

#if defined(POLYGLUE_ASAN)
constexpr bool kPools = false;  // every block on its own, so that the sanitizer knows when it ends
#else
constexpr bool kPools = true;
#endif
constexpr std::uint8_t kMaxKept = 64;

std::size_t pool_of(std::size_t size) noexcept { return size ? (size - 1) / kPoolStep : 0; }

}  // namespace

void* try_allocate(std::size_t size) noexcept {
  if (!kPools || size > kPooledSize) return ::operator new(size, std::nothrow);
  const std::size_t pool = pool_of(size);
  if (Thread* thread = Thread::get()) {
    if (void* block = thread->pools[pool]) {
      thread->pools[pool] = *static_cast<void**>(block);
      --thread->pool_counts[pool];
      return block;
    }
  }
  return ::operator new((pool + 1) * kPoolStep, std::nothrow);
}

void* allocate(std::size_t size) {
  if (void* block = try_allocate(size)) return block;
  throw std::bad_alloc();
}

void deallocate(void* block, std::size_t size) noexcept {
  if (!block) return;
  if (kPools && size <= kPooledSize) {
    const std::size_t pool = pool_of(size);
    Thread* thread = Thread::current;
    if (thread && thread->pool_counts[pool] < kMaxKept) {
      *static_cast<void**>(block) = thread->pools[pool];
      thread->pools[pool] = block;
      ++thread->pool_counts[pool];
      return;
    }
  }
  ::operator delete(block);
}

void drain_pools(Thread* thread) noexcept {
  for (std::size_t pool = 0; pool < kPooledSize / kPoolStep; ++pool) {
    while (void* block = thread->pools[pool]) {
      thread->pools[pool] = *static_cast<void**>(block);
      ::operator delete(block);
    }
    thread->pool_counts[pool] = 0;
  }
}

POLYGLUE_RUNTIME_END
