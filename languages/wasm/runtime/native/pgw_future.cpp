// Futures where there are no threads: nobody finishes what is not finished when somebody waits for it. The C++ library
// would wait for ever, even in std::async() itself, whose state waits for its thread when that could not start.
#include <future>
#include <system_error>

namespace {

/// Neither there, nor computed when it is asked for.
bool is_hopeless(std::__assoc_sub_state *state) { return state->wait_for(std::chrono::seconds(0)) == std::future_status::timeout; }

}  // namespace

// The linker puts these in place of the C++ library's own (--wrap in build.js): __assoc_sub_state::wait() and __sub_wait().
extern "C" {

void real_wait(std::__assoc_sub_state *state) __asm__("__real__ZNSt3__217__assoc_sub_state4waitEv");
void wrap_wait(std::__assoc_sub_state *state) __asm__("__wrap__ZNSt3__217__assoc_sub_state4waitEv");
void wrap_wait(std::__assoc_sub_state *state) {
  if (!is_hopeless(state)) real_wait(state);
}

void real_sub_wait(std::__assoc_sub_state *state, void *lock)
    __asm__("__real__ZNSt3__217__assoc_sub_state10__sub_waitERNS_11unique_lockINS_5mutexEEE");
void wrap_sub_wait(std::__assoc_sub_state *state, void *lock)
    __asm__("__wrap__ZNSt3__217__assoc_sub_state10__sub_waitERNS_11unique_lockINS_5mutexEEE");
void wrap_sub_wait(std::__assoc_sub_state *state, void *lock) {
  if (is_hopeless(state)) throw std::system_error(std::make_error_code(std::errc::resource_deadlock_would_occur), "there are no threads");
  real_sub_wait(state, lock);
}
}
