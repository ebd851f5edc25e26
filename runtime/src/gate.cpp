#include <chrono>
#include <thread>

#include "polyglue/runtime/host.hpp"
#include "registry.hpp"

POLYGLUE_RUNTIME_BEGIN

Gate host_gate;

bool Gate::close(std::uint32_t milliseconds) noexcept {
  shut_.store(true, std::memory_order_seq_cst);
  barrier_for_all();
  const auto others_inside = [] {
    for (Thread* thread = registry.threads.load(std::memory_order_seq_cst); thread; thread = thread->next) {
      if (thread == Thread::current) continue;
      if (thread->frame.load(std::memory_order_seq_cst) || thread->calling.load(std::memory_order_seq_cst)) return true;
    }
    return false;
  };
  const auto end = std::chrono::steady_clock::now() + std::chrono::milliseconds(milliseconds);
  while (others_inside()) {
    if (std::chrono::steady_clock::now() >= end) return false;
    std::this_thread::sleep_for(std::chrono::milliseconds(1));
  }
  return true;
}

void release_in_host(void (*release)(void* user), void* user) noexcept {
  if (!release) return;
  Thread* thread = Thread::get();
  if (!thread || !host_gate.enter(thread)) return;
  release(user);
  host_gate.leave(thread);
}

POLYGLUE_RUNTIME_END
