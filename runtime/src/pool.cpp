#include "polyglue/runtime/pool.hpp"

#include <new>

#include "polyglue/runtime/thread.hpp"
#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

namespace {

#if defined(POLYGLUE_ASAN)
constexpr std::size_t kMostKept = 0;  // every block on its own, so that the sanitizer knows when it ends
#else
constexpr std::size_t kMostKept = kPooledSize << kLargePools;
#endif

/// One of a thread's lists: which it is, how large its blocks are, and how many it may have.
struct Pool {
  std::size_t index, size;
  std::uint8_t most;
};
Pool pool_of(std::size_t size) noexcept {
  if (POLYGLUE_LIKELY(size <= kPooledSize)) {
    const std::size_t index = size ? (size - 1) / kPoolStep : 0;
    return {index, (index + 1) * kPoolStep, 64};
  }
  Pool pool = {kPooledSize / kPoolStep, 2 * kPooledSize, 4};
  for (; size > pool.size; pool.size *= 2) ++pool.index;
  return pool;
}

}  // namespace

void* try_allocate(std::size_t size) noexcept {
  if (size > kMostKept) return ::operator new(size, std::nothrow);
  const Pool pool = pool_of(size);
  if (Thread* thread = Thread::get()) {
    if (void* block = thread->pools[pool.index]) {
      thread->pools[pool.index] = *static_cast<void**>(block);
      --thread->pool_counts[pool.index];
      return block;
    }
  }
  return ::operator new(pool.size, std::nothrow);
}

void* allocate(std::size_t size) {
  if (void* block = try_allocate(size)) return block;
  throw std::bad_alloc();
}

void deallocate(void* block, std::size_t size) noexcept {
  if (!block) return;
  if (size <= kMostKept) {
    const Pool pool = pool_of(size);
    Thread* thread = Thread::current;
    if (thread && thread->pool_counts[pool.index] < pool.most) {
      *static_cast<void**>(block) = thread->pools[pool.index];
      thread->pools[pool.index] = block;
      ++thread->pool_counts[pool.index];
      return;
    }
  }
  ::operator delete(block);
}

void drain_pools(Thread* thread) noexcept {
  for (std::size_t pool = 0; pool < kPools; ++pool) {
    while (void* block = thread->pools[pool]) {
      thread->pools[pool] = *static_cast<void**>(block);
      ::operator delete(block);
    }
    thread->pool_counts[pool] = 0;
  }
}

POLYGLUE_RUNTIME_END
