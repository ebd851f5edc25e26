// The example shim through its C header, as a user in C would call it; and every call again with
// each of its allocations failing in turn.
#include <gtest/gtest.h>

#include <cstdlib>
#include <cstring>
#include <new>
#include <string>
#include <thread>
#include <vector>

#include "example_api.h"
#include "polyglue/runtime/config.hpp"

namespace {

// Allocations of this thread until one fails; negative: none does.
thread_local long countdown = -1;

[[maybe_unused]] bool fails() noexcept { return countdown >= 0 && countdown-- == 0; }

[[maybe_unused]] void* obtain(std::size_t size, std::size_t align) noexcept {
  if (fails()) return nullptr;
  if (align <= alignof(std::max_align_t)) return std::malloc(size ? size : 1);
  return std::aligned_alloc(align, (size + align - 1) / align * align);
}

}  // namespace

#if !defined(POLYGLUE_TSAN)  // whose runtime has these itself; then nothing fails, and all else is tested
void* operator new(std::size_t size) {
  if (void* memory = obtain(size, 1)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept { return obtain(size, 1); }
void* operator new(std::size_t size, std::align_val_t align) {
  if (void* memory = obtain(size, static_cast<std::size_t>(align))) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, std::align_val_t align, const std::nothrow_t&) noexcept {
  return obtain(size, static_cast<std::size_t>(align));
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::align_val_t) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t, std::align_val_t) noexcept { std::free(memory); }
#endif

namespace {

pgl_str str(const char* text) { return {text, std::strlen(text)}; }
std::string text(pgl_str view) { return std::string(view.data, view.len); }
std::string message() { return text(demo_last_error()->message); }

class ShimTest : public ::testing::Test {
 protected:
  void SetUp() override { before_ = demo_live(); }
  void TearDown() override {
    EXPECT_EQ(before_.handles, demo_live().handles);
    EXPECT_EQ(before_.owners, demo_live().owners);
  }
  pgl_live before_{};
};

TEST_F(ShimTest, Methods) {
  demo_counter* counter = nullptr;
  ASSERT_EQ(PGL_OK, demo_counter_new(5, &counter));
  int64_t result = 0;
  EXPECT_EQ(PGL_OK, demo_counter_add(counter, 3, &result));
  EXPECT_EQ(8, result);
  EXPECT_EQ(PGL_ERROR_NULL, demo_counter_add(counter, 3, nullptr));
  EXPECT_EQ("argument \"out\" is null", message());
  EXPECT_EQ(PGL_OK, demo_counter_value(counter, &result));
  EXPECT_EQ(8, result);
  EXPECT_EQ(PGL_ERROR_WRONG_TYPE, demo_chart_as_base(reinterpret_cast<demo_chart*>(counter), reinterpret_cast<demo_base**>(&result)));
  EXPECT_EQ("argument \"self\" is of another class (it should be a demo::Chart)", message());
  demo_counter_close(counter);
  EXPECT_EQ(PGL_ERROR_CLOSED, demo_counter_value(counter, &result));
  EXPECT_EQ("argument \"self\" is closed or never was open (a demo::Counter)", message());
  EXPECT_EQ(PGL_ERROR_NULL, demo_counter_value(nullptr, &result));
  EXPECT_EQ(5, demo_add_numbers(2, 3));
}

TEST_F(ShimTest, Errors) {
  demo_counter* counter = nullptr;
  ASSERT_EQ(PGL_OK, demo_counter_new(0, &counter));
  int64_t result = 0;
  EXPECT_EQ(DEMO_ERROR_TOO_LARGE, demo_counter_add(counter, 2000, &result));
  EXPECT_EQ(DEMO_ERROR_TOO_LARGE, demo_last_error()->status);
  EXPECT_EQ("that is too much", message());
  ASSERT_NE(nullptr, demo_last_error()->payload);
  EXPECT_EQ(1000, static_cast<const demo_too_large*>(demo_last_error()->payload)->limit);
  char buffer[8];
  EXPECT_EQ(16u, demo_last_error_message(buffer, sizeof buffer));
  EXPECT_STREQ("that is", buffer);
  EXPECT_EQ(DEMO_ERROR_OOPS, demo_counter_add(counter, -1000, &result));
  EXPECT_EQ(7, static_cast<const demo_oops*>(demo_last_error()->payload)->code);
  std::thread([] { EXPECT_EQ(PGL_OK, demo_last_error()->status); }).join();
  demo_counter_close(counter);
}

struct Chart {
  demo_chart* handle = nullptr;
  Chart() { EXPECT_EQ(PGL_OK, demo_chart_new(&handle)); }
  ~Chart() { demo_chart_close(handle); }
  Chart(const Chart&) = delete;
  Chart& operator=(const Chart&) = delete;
};

TEST_F(ShimTest, Text) {
  Chart chart;
  EXPECT_EQ(PGL_OK, demo_chart_set_title(chart.handle, {"a\0b", 3}));
  pgl_str title{};
  EXPECT_EQ(PGL_OK, demo_chart_title(chart.handle, &title));
  EXPECT_EQ(std::string("a\0b", 3), text(title));
  EXPECT_EQ(PGL_ERROR_UTF8, demo_chart_set_title(chart.handle, str("\xff")));
  EXPECT_EQ("argument \"title\" is not valid UTF-8", message());
  EXPECT_EQ(PGL_ERROR_NULL, demo_chart_set_title(chart.handle, {nullptr, 1}));
  EXPECT_EQ(PGL_ERROR_LENGTH, demo_chart_set_title(chart.handle, {"x", SIZE_MAX}));
  EXPECT_EQ(PGL_OK, demo_chart_set_title(chart.handle, {nullptr, 0}));
  demo_base* base = nullptr;
  ASSERT_EQ(PGL_OK, demo_chart_as_base(chart.handle, &base));
  pgl_owner* owner = nullptr;
  ASSERT_EQ(PGL_OK, demo_base_describe(base, &title, &owner));
  EXPECT_EQ("a chart with 0 notes", text(title));
  pgl_release(owner);
  demo_base_close(base);
}

TEST_F(ShimTest, RecordsInARow) {
  Chart chart;
  demo_note notes[] = {{1, 2, DEMO_KIND_HOLD, 1}, {3, 4, DEMO_KIND_MINE, 0}, {5, 6, DEMO_KIND_TAP, 1}};
  EXPECT_EQ(PGL_OK, demo_chart_set_notes(chart.handle, {notes, 3}));
  EXPECT_EQ(PGL_OK, demo_chart_add(chart.handle, &notes[1]));
  demo_seq_note out{};
  EXPECT_EQ(PGL_OK, demo_chart_notes(chart.handle, &out));
  ASSERT_EQ(4u, out.len);
  EXPECT_EQ(5, out.data[2].time);
  EXPECT_EQ(DEMO_KIND_MINE, out.data[3].kind);
  pgl_owner* owner = nullptr;
  EXPECT_EQ(PGL_OK, demo_chart_loud_notes(chart.handle, &out, &owner));
  EXPECT_EQ(2u, out.len);
  EXPECT_EQ(6u, out.data[1].column);
  pgl_release(owner);
  notes[2].loud = 2;
  EXPECT_EQ(PGL_ERROR_RANGE, demo_chart_set_notes(chart.handle, {notes, 3}));
  EXPECT_EQ("argument \"notes[2].loud\" is out of range", message());
  notes[1].kind = 3;
  EXPECT_EQ(PGL_ERROR_ENUM, demo_chart_add(chart.handle, &notes[1]));
  EXPECT_EQ("argument \"note.kind\" is no value of its type", message());
  EXPECT_EQ(PGL_ERROR_NULL, demo_chart_add(chart.handle, nullptr));
  EXPECT_EQ(PGL_ERROR_NULL, demo_chart_set_notes(chart.handle, {nullptr, 1}));
  EXPECT_EQ(PGL_ERROR_LENGTH, demo_chart_set_notes(chart.handle, {notes, SIZE_MAX / sizeof(demo_note) + 1}));
  EXPECT_EQ(PGL_OK, demo_chart_set_notes(chart.handle, {nullptr, 0}));
  EXPECT_EQ(PGL_OK, demo_chart_loud_notes(chart.handle, &out, &owner));
  EXPECT_EQ(nullptr, owner);
}

demo_metadata metadata(const pgl_str* tags, std::size_t count) {
  demo_metadata made{};
  made.title = str("A title longer than any string keeps inside");
  made.source = {1, str("source")};
  made.tags = {tags, count};
  made.preview = {1, {-2, 500000000}};
  return made;
}
const pgl_str kTags[] = {{"one", 3}, {"three", 5}, {"a tag longer than any string keeps inside", 41}};

TEST_F(ShimTest, RecordsWithEverything) {
  Chart chart;
  demo_metadata in = metadata(kTags, 3);
  ASSERT_EQ(PGL_OK, demo_chart_set_metadata(chart.handle, &in));
  demo_metadata out{};
  pgl_owner* owner = nullptr;
  ASSERT_EQ(PGL_OK, demo_chart_metadata(chart.handle, &out, &owner));
  EXPECT_EQ(text(in.title), text(out.title));
  EXPECT_EQ("source", text(out.source.value));
  ASSERT_EQ(3u, out.tags.len);
  EXPECT_EQ(text(kTags[2]), text(out.tags.data[2]));
  EXPECT_EQ(-2, out.preview.value.seconds);
  EXPECT_EQ(500000000u, out.preview.value.nanos);
  ASSERT_EQ(PGL_OK, demo_chart_set_title(chart.handle, str("other")));
  EXPECT_EQ(text(in.title), text(out.title));  // a copy
  pgl_release(owner);
  demo_map_str_i32 lengths{};
  ASSERT_EQ(PGL_OK, demo_chart_tag_lengths(chart.handle, &lengths, &owner));
  ASSERT_EQ(3u, lengths.len);
  EXPECT_EQ("one", text(lengths.data[1].key));
  EXPECT_EQ(3, lengths.data[1].value);
  pgl_release(owner);
  in.preview.value.nanos = 1000000000;
  EXPECT_EQ(PGL_ERROR_RANGE, demo_chart_set_metadata(chart.handle, &in));
  EXPECT_EQ("argument \"metadata.preview\" is out of range", message());
  in.source.has = 2;
  EXPECT_EQ(PGL_ERROR_RANGE, demo_chart_set_metadata(chart.handle, &in));
}

TEST_F(ShimTest, Variants) {
  Chart chart;
  const demo_note note = {1, 2, DEMO_KIND_HOLD, 1};
  ASSERT_EQ(PGL_OK, demo_chart_add(chart.handle, &note));
  demo_i32_or_string key{};
  demo_value value{};
  pgl_owner* owner = nullptr;
  ASSERT_EQ(PGL_OK, demo_chart_find(chart.handle, &key, &value, &owner));
  EXPECT_EQ(3, value.tag);
  EXPECT_EQ(2u, value.as.note.column);
  pgl_release(owner);
  key.as.i32 = 9;
  EXPECT_EQ(PGL_ERROR_INDEX, demo_chart_find(chart.handle, &key, &value, &owner));
  key.tag = 2;
  EXPECT_EQ(PGL_ERROR_ENUM, demo_chart_find(chart.handle, &key, &value, &owner));
  key.tag = 1;
  key.as.string = str("nothing");
  ASSERT_EQ(PGL_OK, demo_chart_find(chart.handle, &key, &value, &owner));
  EXPECT_EQ(0, value.tag);
  pgl_release(owner);
}

TEST_F(ShimTest, LentSharedAndGivenAway) {
  demo_chart* chart = nullptr;
  ASSERT_EQ(PGL_OK, demo_chart_new(&chart));
  demo_counter* counter = nullptr;
  ASSERT_EQ(PGL_OK, demo_chart_counter(chart, &counter));
  demo_base* passed = nullptr;
  EXPECT_EQ(PGL_ERROR_ARGUMENT, demo_pass(reinterpret_cast<demo_base*>(chart), &passed));
  EXPECT_EQ("argument \"base\" is lent or shared, so it cannot be given away", message());
  demo_chart_close(chart);
  int64_t value = 0;
  EXPECT_EQ(PGL_OK, demo_counter_add(counter, 4, &value));
  demo_counter* const all[] = {counter, nullptr, counter};
  EXPECT_EQ(PGL_OK, demo_total({all, 3}, &value));
  EXPECT_EQ(8, value);
  demo_counter_close(counter);
  EXPECT_EQ(PGL_ERROR_CLOSED, demo_total({all, 3}, &value));
  EXPECT_EQ("argument \"counters[0]\" is closed or never was open", message());

  ASSERT_EQ(PGL_OK, demo_chart_new(&chart));
  ASSERT_EQ(PGL_OK, demo_pass(reinterpret_cast<demo_base*>(chart), &passed));
  EXPECT_EQ(PGL_ERROR_CLOSED, demo_chart_add(chart, nullptr));
  // What came back is known to be a chart.
  EXPECT_EQ(PGL_OK, demo_chart_set_title(reinterpret_cast<demo_chart*>(passed), str("still a chart")));
  demo_base_close(passed);

  demo_base* shared = nullptr;
  ASSERT_EQ(PGL_OK, demo_make_shared_base(1, &shared));
  EXPECT_EQ(PGL_OK, demo_chart_set_title(reinterpret_cast<demo_chart*>(shared), str("shared")));
  EXPECT_EQ(PGL_ERROR_ARGUMENT, demo_pass(shared, &passed));
  demo_base_close(shared);
  EXPECT_EQ(PGL_ERROR_RANGE, demo_make_shared_base(2, &shared));
}

/// Runs `call` with its first allocation failing, then its second, until it succeeds.
template <class Call>
void with_failing_memory(const char* what, Call call) {
  for (long n = 0; n < 200; ++n) {
    const pgl_live before = demo_live();
    countdown = n;
    const pgl_status status = call();
    countdown = -1;
    if (status == PGL_OK) return;
    EXPECT_EQ(PGL_ERROR_MEMORY, status) << what << " " << n;
    EXPECT_EQ(before.handles, demo_live().handles) << what << " " << n;
    EXPECT_EQ(before.owners, demo_live().owners) << what << " " << n;
  }
  ADD_FAILURE() << what << " never succeeds";
}

/// Each on a thread of its own, which has nothing yet: no record, no free slots, no blocks.
template <class Call>
void with_failing_memory_on_new_thread(const char* what, Call call) {
  std::thread([&] { with_failing_memory(what, call); }).join();
}

TEST_F(ShimTest, EveryAllocationMayFail) {
  demo_chart* chart = nullptr;
  with_failing_memory_on_new_thread("new", [&] { return demo_chart_new(&chart); });
  const demo_metadata in = metadata(kTags, 3);
  with_failing_memory_on_new_thread("set_metadata", [&] { return demo_chart_set_metadata(chart, &in); });
  demo_metadata out{};
  pgl_owner* owner = nullptr;
  with_failing_memory_on_new_thread("metadata", [&] { return demo_chart_metadata(chart, &out, &owner); });
  EXPECT_EQ(text(in.title), text(out.title));
  pgl_release(owner);
  demo_map_str_i32 lengths{};
  with_failing_memory_on_new_thread("tag_lengths", [&] { return demo_chart_tag_lengths(chart, &lengths, &owner); });
  EXPECT_EQ(3u, lengths.len);
  pgl_release(owner);
  demo_base* base = nullptr;
  with_failing_memory_on_new_thread("as_base", [&] { return demo_chart_as_base(chart, &base); });
  pgl_str words{};
  with_failing_memory_on_new_thread("describe", [&] { return demo_base_describe(base, &words, &owner); });
  EXPECT_EQ("a chart with 0 notes", text(words));
  pgl_release(owner);
  demo_base_close(base);
  demo_counter* counter = nullptr;
  with_failing_memory_on_new_thread("counter", [&] { return demo_chart_counter(chart, &counter); });
  demo_counter* const all[] = {counter, counter};
  int64_t total = 1;
  with_failing_memory_on_new_thread("total", [&] { return demo_total({all, 2}, &total); });
  EXPECT_EQ(0, total);
  demo_counter_close(counter);
  demo_chart_close(chart);
  with_failing_memory_on_new_thread("make_shared_base", [&] { return demo_make_shared_base(1, &base); });
  demo_base_close(base);
}

}  // namespace
