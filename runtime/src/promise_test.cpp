// Promises between a simulated host and C++: every order of resolving, failing, freeing and cancelling.
#include "polyglue/runtime/promise.hpp"

#include <array>
#include <atomic>
#include <cstdlib>
#include <thread>
#include <vector>

#include "handle_test.hpp"
#if defined(__unix__)
#include <sys/wait.h>
#include <unistd.h>
#endif

using namespace handle_testing;

namespace {

struct Number {
  using value = int;
  using error = void;
  static constexpr bool may_be_null = false;
  static inline const char kind = 0;
};
struct Other : Number {
  static inline const char kind = 0;
};

using PromiseTest = HandleTest;

/// What both sides have after the call of a method.
struct Call {
  pgl_promise* handle = nullptr;
  std::future<int> future;
  FuturePromise<int>* promise = nullptr;  ///< counted once

  Call() {
    Reservation reserved;
    promise = new FuturePromise<int>();
    promise->belongs_to(&Number::kind, &expected_error<void>);
    future = promise->future();
    handle = give_promise(reserved, promise);
  }
  Call(const Call&) = delete;
  Call& operator=(const Call&) = delete;
  ~Call() { promise->release(); }
};

struct Ends {
  std::atomic<int> cancelled{0}, others{0};
  static void count(void* user, pgl_bool was_cancelled) { ++(was_cancelled ? static_cast<Ends*>(user)->cancelled : static_cast<Ends*>(user)->others); }
};

pgl_status status_of(std::future<int>& future) {
  try {
    future.get();
    return PGL_OK;
  } catch (...) {
    return failed();
  }
}

TEST_F(PromiseTest, HasOneOutcome) {
  Call call;
  Ends ends;
  ASSERT_EQ(PGL_OK, promise_on_end(call.handle, &Ends::count, &ends));
  EXPECT_EQ(PGL_ERROR_ARGUMENT, promise_on_end(call.handle, &Ends::count, &ends));  // has one
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, resolve<Other>(call.handle, std::int32_t{1}));     // another method's
  ASSERT_EQ(PGL_OK, resolve<Number>(call.handle, std::int32_t{7}));
  EXPECT_EQ(PGL_ERROR_CLOSED, resolve<Number>(call.handle, std::int32_t{8}));
  EXPECT_EQ(PGL_ERROR_CLOSED, promise_fail(call.handle, PGL_ERROR_IO, {"", 0}, nullptr));
  promise_free(call.handle);
  EXPECT_EQ(7, call.future.get());
  EXPECT_EQ(1, ends.others);
  EXPECT_EQ(0, ends.cancelled);
}

TEST_F(PromiseTest, FailsAsItIsTold) {
  Call io, cancelled, freed;
  auto own = std::make_unique<Call>();
  Ends released;
  EXPECT_EQ(PGL_OK, promise_fail(io.handle, PGL_ERROR_IO, {"disk", 4}, nullptr));
  EXPECT_EQ(PGL_OK, promise_fail(cancelled.handle, PGL_ERROR_CANCELLED, {nullptr, 0}, nullptr));
  promise_free(freed.handle);
  EXPECT_EQ(PGL_OK, promise_fail(own->handle, {"mine", 4}, &released, [](void* user) { Ends::count(user, 0); }));
  EXPECT_EQ(PGL_ERROR_IO, status_of(io.future));
  EXPECT_EQ(PGL_ERROR_CANCELLED, status_of(cancelled.future));
  EXPECT_EQ(PGL_ERROR_ABANDONED, status_of(freed.future));
  EXPECT_EQ(PGL_ERROR_HOST, status_of(own->future));
  own.reset();
  fail(polyglue::Cancelled());  // the next error lets the last one go
  EXPECT_EQ(1, released.others);
}

TEST_F(PromiseTest, CancellingTellsTheHostOnce) {
  Call call, late;
  Ends ends;
  ASSERT_EQ(PGL_OK, promise_on_end(call.handle, &Ends::count, &ends));
  call.promise->cancel();
  call.promise->cancel();
  EXPECT_EQ(1, ends.cancelled);
  EXPECT_EQ(PGL_OK, resolve<Number>(call.handle, std::int32_t{3}));  // it comes all the same
  EXPECT_EQ(3, call.future.get());
  late.promise->cancel();
  ASSERT_EQ(PGL_OK, promise_on_end(late.handle, &Ends::count, &ends));  // at once
  EXPECT_EQ(2, ends.cancelled);
  promise_free(late.handle);
  EXPECT_EQ(0, ends.others);
}

TEST_F(PromiseTest, TheEndOfTheHostAbandonsThem) {
  Call one, other;
  ASSERT_EQ(PGL_OK, resolve<Number>(other.handle, std::int32_t{1}));
  abandon_promises();
  EXPECT_EQ(PGL_ERROR_HOST_GONE, status_of(one.future));
  EXPECT_EQ(1, other.future.get());
  EXPECT_EQ(PGL_ERROR_CLOSED, resolve<Number>(one.handle, std::int32_t{2}));
  promise_free(one.handle);
}

#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)
/// A coroutine that somebody starts and destroys.
struct Coroutine {
  struct promise_type {
    Coroutine get_return_object() { return {std::coroutine_handle<promise_type>::from_promise(*this)}; }
    std::suspend_never initial_suspend() const noexcept { return {}; }
    std::suspend_always final_suspend() const noexcept { return {}; }
    void return_void() const noexcept {}
    void unhandled_exception() noexcept { status = failed(); }
    std::stop_token stop = source().get_token();
    pgl_status status = PGL_OK;
  };
  static std::stop_source& source() {
    static std::stop_source one;
    return one;
  }
  std::coroutine_handle<promise_type> self;
};
Coroutine await(PromiseWait<int> wait, int& out) { out = co_await wait; }

TEST_F(PromiseTest, CoroutinesGoOnWhereItIsResolved) {
  for (const bool destroyed : {false, true}) {
    Reservation reserved;
    auto* promise = new AwaitedPromise<int>();
    promise->belongs_to(&Number::kind, &expected_error<void>);
    pgl_promise* handle = give_promise(reserved, promise);
    Ends ends;
    int out = 0;
    ASSERT_EQ(PGL_OK, promise_on_end(handle, &Ends::count, &ends));
    Coroutine coroutine = await(PromiseWait<int>(PromiseSide<AwaitedPromise<int>>(promise)), out);
    EXPECT_FALSE(coroutine.self.done());
    if (destroyed) coroutine.self.destroy();
    EXPECT_EQ(destroyed, ends.cancelled == 1);
    EXPECT_EQ(PGL_OK, resolve<Number>(handle, std::int32_t{5}));
    EXPECT_EQ(destroyed ? 0 : 5, out);
    EXPECT_EQ(destroyed, ends.others == 0);
    if (!destroyed) coroutine.self.destroy();
  }
}

TEST_F(PromiseTest, StoppingTheCoroutineTellsTheHost) {
  Coroutine::source() = std::stop_source();
  Reservation reserved;
  auto* promise = new AwaitedPromise<int>();
  pgl_promise* handle = give_promise(reserved, promise);
  Ends ends;
  int out = 0;
  ASSERT_EQ(PGL_OK, promise_on_end(handle, &Ends::count, &ends));
  Coroutine coroutine = await(PromiseWait<int>(PromiseSide<AwaitedPromise<int>>(promise)), out);
  Coroutine::source().request_stop();
  EXPECT_EQ(1, ends.cancelled);
  EXPECT_FALSE(coroutine.self.done());  // the host may still use what would end
  promise_free(handle);
  EXPECT_TRUE(coroutine.self.done());
  EXPECT_EQ(PGL_ERROR_ABANDONED, coroutine.self.promise().status);
  coroutine.self.destroy();
}
#endif

// The sanitizers' allocators have locks that no fork() waits for.
#if defined(__unix__) && !defined(POLYGLUE_TSAN) && !defined(POLYGLUE_ASAN)
TEST_F(PromiseTest, AForkedChildMakesItsOwn) {
  std::atomic<bool> done{false};
  std::vector<std::thread> others;
  for (int i = 0; i < 4; ++i) {
    others.emplace_back([&] {
      while (!done) promise_free(Call().handle);
    });
  }
  for (int i = 0; i < 100; ++i) {
    const pid_t child = fork();
    if (!child) {
      alarm(10);  // what the others held is held no more
      promise_free(Call().handle);
      _exit(0);
    }
    int result = 0;
    waitpid(child, &result, 0);
    EXPECT_EQ(0, result);
    if (result) break;
  }
  done = true;
  for (std::thread& other : others) other.join();
}
#endif

/// One thread that resolves, one that fails or frees, one that cancels, and a host that listens: all at once on the same
/// promises. POLYGLUE_RACES says how many.
TEST_F(PromiseTest, Races) {
  const char* said = std::getenv("POLYGLUE_RACES");
  constexpr int kBatch = 1000;
  const int batches = (said ? std::atoi(said) : 20000) / kBatch;
  std::array<int, 3> outcomes{};  // resolved, failed, freed
  for (int batch = 0; batch < batches; ++batch) {
    std::vector<Call> calls(kBatch);
    std::vector<Ends> ends(kBatch);
    std::vector<pgl_status> listening(kBatch);
    std::atomic<int> ready{0};
    const auto together = [&ready] {
      for (++ready; ready < 4;) std::this_thread::yield();
    };
    std::thread resolver([&] {
      together();
      for (Call& call : calls) resolve<Number>(call.handle, std::int32_t{5});
    });
    std::thread failer([&] {
      together();
      for (std::size_t i = calls.size(); i-- > 0;) {
        if (i % 2) promise_fail(calls[i].handle, PGL_ERROR_IO, {"", 0}, nullptr);
        else promise_free(calls[i].handle);
      }
    });
    std::thread canceller([&] {
      together();
      for (Call& call : calls) call.promise->cancel();
    });
    together();
    for (std::size_t i = 0; i < calls.size(); ++i) listening[i] = promise_on_end(calls[i].handle, &Ends::count, &ends[i]);
    resolver.join();
    failer.join();
    canceller.join();
    for (std::size_t i = 0; i < calls.size(); ++i) {
      EXPECT_EQ(listening[i] == PGL_OK ? 1 : 0, ends[i].cancelled + ends[i].others);
      const pgl_status status = status_of(calls[i].future);
      ASSERT_TRUE(status == PGL_OK || status == PGL_ERROR_IO || status == PGL_ERROR_ABANDONED) << status;
      ++outcomes[status == PGL_OK ? 0 : status == PGL_ERROR_IO ? 1 : 2];
    }
  }
  for (const int each : outcomes) EXPECT_GT(each, 0);
}

}  // namespace
