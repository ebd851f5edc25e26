// Streams between C++ and a simulated host: what is made when, who may ask, what ends with what.
#include "polyglue/runtime/stream.hpp"

#include <functional>
#include <stdexcept>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "handle_test.hpp"

struct test_numbers;
struct test_texts;
struct test_later;

POLYGLUE_RUNTIME_BEGIN

template <>
struct Class<polyglue::stream<int>> {
  using handle = test_numbers;
  static constexpr Threads threads = Threads::shared;
  static inline const ClassInfo info = {"numbers", nullptr, 0, Threads::shared, nullptr, nullptr};
};
template <>
struct Class<polyglue::stream<std::string>> {
  using handle = test_texts;
  static constexpr Threads threads = Threads::shared;
  static inline const ClassInfo info = {"texts", nullptr, 0, Threads::shared, nullptr, nullptr};
};

POLYGLUE_RUNTIME_END

namespace {

using namespace handle_testing;

/// Numbers from 1 on; lives as a Thing does. `before` is called for each, and may throw.
class Numbers {
 public:
  explicit Numbers(int last, std::function<void(int)> before = {}) : last_(last), before_(std::move(before)) {}
  class iterator {
   public:
    explicit iterator(Numbers& range) : range_(range) { make(); }
    int operator*() const { return range_.at_; }
    void operator++() { make(); }
    bool operator!=(std::nullptr_t) const { return range_.at_ <= range_.last_; }

   private:
    void make() {
      ++range_.at_;
      if (range_.before_) range_.before_(range_.at_);
    }
    Numbers& range_;
  };
  iterator begin() { return iterator(*this); }
  std::nullptr_t end() const { return nullptr; }

 private:
  Thing thing_;
  int at_ = 0, last_;
  std::function<void(int)> before_;
};

class StreamTest : public HandleTest {
 protected:
  /// As a shim does it.
  static pgl_status next(test_numbers* handle, int* out) {
    Borrow<polyglue::stream<int>> self(handle);
    if (!self) return self.refuse("self");
    try {
      const std::optional<int> value = self->next();
      if (!value) return PGL_END;
      *out = *value;
      return PGL_OK;
    } catch (...) {
      return failed();
    }
  }
};

TEST_F(StreamTest, MakesWhatIsAskedForAndEndsOnce) {
  std::vector<int> made;
  test_numbers* numbers = nullptr;
  {
    StartStream start;
    start.kept().keep(Thing());
    ASSERT_EQ(PGL_OK, start.run<polyglue::stream<int>>(Numbers(2, [&](int n) { made.push_back(n); }), &numbers));
  }
  EXPECT_EQ(2, alive - alive_);
  EXPECT_TRUE(made.empty());
  int value = 0;
  ASSERT_EQ(PGL_OK, next(numbers, &value));
  EXPECT_EQ(1, value);
  EXPECT_EQ(std::vector<int>{1}, made);
  ASSERT_EQ(PGL_OK, next(numbers, &value));
  EXPECT_EQ(2, alive - alive_);
  EXPECT_EQ(PGL_END, next(numbers, &value));
  EXPECT_EQ(0, alive - alive_) << "after the last one nothing is needed any more";
  EXPECT_EQ(PGL_END, next(numbers, &value));
  close<polyglue::stream<int>>(numbers);
  EXPECT_EQ(PGL_ERROR_CLOSED, next(numbers, &value));
}

TEST_F(StreamTest, AnErrorIsTheEnd) {
  test_numbers* numbers = nullptr;
  StartStream start;
  ASSERT_EQ(PGL_OK, start.run<polyglue::stream<int>>(Numbers(5, [](int n) { if (n == 2) throw std::out_of_range("two"); }), &numbers));
  int value = 0;
  ASSERT_EQ(PGL_OK, next(numbers, &value));
  EXPECT_EQ(PGL_ERROR_INDEX, next(numbers, &value));
  EXPECT_EQ(0, alive - alive_);
  EXPECT_EQ(PGL_END, next(numbers, &value));
  close<polyglue::stream<int>>(numbers);
}

TEST_F(StreamTest, FreedBeforeTheEndAndInTheMiddleOfACall) {
  test_numbers *early = nullptr, *inside = nullptr;
  StartStream first, second;
  ASSERT_EQ(PGL_OK, first.run<polyglue::stream<int>>(Numbers(5), &early));
  int value = 0;
  ASSERT_EQ(PGL_OK, next(early, &value));
  close<polyglue::stream<int>>(early);
  EXPECT_EQ(0, alive - alive_);
  ASSERT_EQ(PGL_OK, second.run<polyglue::stream<int>>(Numbers(5, [&](int n) {
    int other = 0;
    EXPECT_EQ(PGL_ERROR_ARGUMENT, next(inside, &other)) << "it is running";
    if (n == 2) close<polyglue::stream<int>>(inside);
  }), &inside));
  ASSERT_EQ(PGL_OK, next(inside, &value));
  EXPECT_EQ(PGL_OK, next(inside, &value)) << "what was begun is finished";
  EXPECT_EQ(2, value);
  EXPECT_EQ(0, alive - alive_);
  EXPECT_EQ(PGL_ERROR_CLOSED, next(inside, &value));
}

TEST_F(StreamTest, KeepsWhatItComesFrom) {
  test_thing* thing = nullptr;
  test_texts* texts = nullptr;
  ASSERT_EQ(PGL_OK, emplace<Thing>(&thing, [] { return Thing(7); }));
  {
    Borrow<Thing> self(thing);
    Slot* const used[] = {self.slot()};
    StartStream start(used, 1);
    const std::string_view text = start.kept().keep(std::string("a long text that is nowhere but here"));
    ASSERT_EQ(PGL_OK, start.run<polyglue::stream<std::string>>(std::vector<std::string_view>{text, text}, &texts));
  }
  close<Thing>(thing);
  EXPECT_EQ(1, alive - alive_);
  Borrow<polyglue::stream<std::string>> stream(texts);
  EXPECT_EQ("a long text that is nowhere but here", stream->next());
  EXPECT_TRUE(stream->next());
  EXPECT_FALSE(stream->next());
  EXPECT_EQ(0, alive - alive_);
  close<polyglue::stream<std::string>>(texts);
}

/// Everybody asks at once: each number goes to one of them, whoever is told that it is busy asks again.
TEST_F(StreamTest, ManyThreadsShareOne) {
  constexpr int kThreads = 4, kLast = 20000;
  test_numbers* numbers = nullptr;
  StartStream start;
  ASSERT_EQ(PGL_OK, start.run<polyglue::stream<int>>(Numbers(kLast), &numbers));
  std::atomic<long> sum{0};
  std::vector<std::thread> threads;
  for (int i = 0; i < kThreads; ++i) {
    threads.emplace_back([&] {
      for (int value = 0;;) {
        const pgl_status status = next(numbers, &value);
        if (status == PGL_OK) sum += value;
        else if (status == PGL_END) return;
        else ASSERT_EQ(PGL_ERROR_ARGUMENT, status);
      }
    });
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(long{kLast} * (kLast + 1) / 2, sum);
  close<polyglue::stream<int>>(numbers);
}

#if defined(__cpp_impl_coroutine) && defined(__cpp_lib_jthread)

struct Element {
  using value = std::optional<int>;
  static inline const char kind = 0;
  static pgl_status give(value& from, int* out) {
    if (!from) return PGL_END;
    *out = *from;
    return PGL_OK;
  }
};

/// What another thread resumes.
struct Gate {
  std::atomic<void*> waiting{nullptr};
  bool await_ready() const noexcept { return false; }
  void await_suspend(std::coroutine_handle<> self) noexcept { waiting.store(self.address(), std::memory_order_release); }
  void await_resume() const noexcept {}
  bool open() {
    void* self = waiting.exchange(nullptr, std::memory_order_acquire);
    if (self) std::coroutine_handle<>::from_address(self).resume();
    return self != nullptr;
  }
};

polyglue::async_generator<int> through(Gate& gate, int last, std::atomic<int>& stopped) {
  const Thing thing;
  const std::stop_token stop = co_await polyglue::stop_token();
  const std::stop_callback counts(stop, [&stopped] { ++stopped; });
  for (int i = 1; i <= last; ++i) {
    co_await gate;
    co_yield i;
  }
}

using Later = polyglue::async_stream<int>;

pgl_status ask(Later& stream, pgl_task** task, int* out) {
  try {
    Start<Element> start;
    return start.run(stream.next(), task, out);
  } catch (...) {
    return failed();
  }
}

TEST_F(StreamTest, ElementsThatComeLater) {
  Gate gate;
  std::atomic<int> stopped{0};
  Scratch kept;
  {
    Later stream(through(gate, 2, stopped), kept);
    pgl_task *task = nullptr, *second = nullptr;
    int value = 0;
    EXPECT_FALSE(gate.open()) << "nothing runs before it is asked for";
    ASSERT_EQ(PGL_OK, ask(stream, &task, &value));
    ASSERT_TRUE(task);
    EXPECT_EQ(PGL_ERROR_ARGUMENT, ask(stream, &second, &value)) << "one at a time";
    ASSERT_TRUE(gate.open());
    EXPECT_EQ(PGL_OK, outcome<Element>(task, &value));
    EXPECT_EQ(1, value);
    EXPECT_FALSE(gate.open()) << "nor before the next one is";
    ASSERT_EQ(PGL_OK, ask(stream, &task, &value));
    task_cancel(task);
    EXPECT_EQ(1, stopped);
    EXPECT_EQ(PGL_END, ask(stream, &second, &value)) << "who cancels wants no more";
    EXPECT_EQ(1, alive - alive_);
    ASSERT_TRUE(gate.open());
    EXPECT_EQ(0, alive - alive_);
    task_free(task);
  }
  {
    Later stream(through(gate, 2, stopped), kept);
    pgl_task* task = nullptr;
    int value = 0;
    ASSERT_EQ(PGL_OK, ask(stream, &task, &value));
    ASSERT_TRUE(gate.open());
    EXPECT_EQ(PGL_OK, outcome<Element>(task, &value));
  }
  EXPECT_EQ(0, alive - alive_) << "ended where it was";
}

/// One thread that goes on with the work, one that cancels, and a host that asks and lets go of the stream while an element
/// is on its way. POLYGLUE_RACES says how many.
TEST_F(StreamTest, Races) {
  const char* said = std::getenv("POLYGLUE_RACES");
  const int rounds = (said ? std::atoi(said) : 20000) / 40;
  int outcomes[3] = {};  // elements, cancelled, freed before
  for (int round = 0; round < rounds; ++round) {
    Gate gate;
    std::atomic<int> stopped{0};
    Scratch kept;
    auto stream = std::make_unique<Later>(through(gate, 3, stopped), kept);
    pgl_task* task = nullptr;
    int value = 0;
    ASSERT_EQ(PGL_OK, ask(*stream, &task, &value));
    ASSERT_TRUE(task);
    std::thread worker, canceller;
    const auto begin_work = [&] { worker = std::thread([&] { while (!gate.open()) std::this_thread::yield(); }); };
    if (round & 2) begin_work();  // who begins first mostly comes first
    canceller = std::thread([&] { if (round % 2) task_cancel(task); });
    if (!worker.joinable()) begin_work();
    if (round % 3 == 0) stream.reset();
    canceller.join();
    if (round % 5 == 0) {
      task_free(task);
      ++outcomes[2];
      worker.join();
    } else {
      worker.join();
      const pgl_status status = outcome<Element>(task, &value);
      ASSERT_TRUE(status == PGL_OK || status == PGL_ERROR_CANCELLED) << status;
      ++outcomes[status ? 1 : 0];
    }
    stream.reset();
    ASSERT_EQ(0, alive - alive_);
  }
  for (const int count : outcomes) EXPECT_GT(count, 0);
}

#endif

}  // namespace
