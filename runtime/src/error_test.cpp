#include "polyglue/runtime/error.hpp"

#include <gtest/gtest.h>

#include <filesystem>
#include <ios>
#include <stdexcept>
#include <string>
#if defined(__linux__)
#include <pthread.h>
#include <unistd.h>
#endif

using namespace polyglue::runtime;

namespace {

template <class Throw>
pgl_status call(Throw work) {
  try {
    work();
    return PGL_OK;
  } catch (...) {
    return failed();
  }
}
std::string text(pgl_str view) { return std::string(view.data ? view.data : "", view.len); }
struct OwnRange : std::out_of_range {
  using std::out_of_range::out_of_range;
};
struct Odd {};

TEST(ErrorTest, StandardExceptions) {
  EXPECT_EQ(PGL_ERROR_INDEX, call([] { throw std::out_of_range("x"); }));
  EXPECT_EQ("x", text(last_error()->message));
  EXPECT_EQ(PGL_ERROR_INDEX, call([] { throw OwnRange("x"); }));
  EXPECT_EQ(PGL_ERROR_ARGUMENT, call([] { throw std::invalid_argument("x"); }));
  EXPECT_EQ(PGL_ERROR_ARGUMENT, call([] { throw std::domain_error("x"); }));
  EXPECT_EQ(PGL_ERROR_ARGUMENT, call([] { throw std::length_error("x"); }));
  EXPECT_EQ(PGL_ERROR_MEMORY, call([] { throw std::bad_alloc(); }));
  EXPECT_EQ("out of memory", text(last_error()->message));
  EXPECT_EQ(PGL_ERROR_IO, call([] { throw std::filesystem::filesystem_error("x", std::make_error_code(std::errc::io_error)); }));
  EXPECT_EQ(PGL_ERROR_IO, call([] { throw std::ios_base::failure("x"); }));
  EXPECT_EQ(PGL_ERROR_UNEXPECTED, call([] { throw std::runtime_error("bad \xff text"); }));
  EXPECT_EQ("bad \xef\xbf\xbd text", text(last_error()->message));
  EXPECT_EQ("std::runtime_error", text(last_error()->type));
  EXPECT_EQ(PGL_ERROR_UNEXPECTED, call([] { throw Odd(); }));
  EXPECT_NE(std::string::npos, text(last_error()->type).find("Odd"));
  EXPECT_EQ(PGL_ERROR_UNEXPECTED, call([] { throw 7; }));
  EXPECT_EQ("int", text(last_error()->type));
  EXPECT_EQ(PGL_ERROR_UNEXPECTED, call([] { throw std::runtime_error(std::string(5000, 'x')); }));
  EXPECT_EQ(5000u, last_error()->message.len);
}

TEST(ErrorTest, MessagesHaveANulBehindThem) {
  for (const std::size_t length : {std::size_t{1000}, std::size_t{240}, std::size_t{239}, std::size_t{3}}) {
    call([length] { throw std::runtime_error(std::string(length, 'x')); });
    EXPECT_EQ(std::string(length, 'x'), last_error()->message.data);
  }
}

TEST(ErrorTest, MessagesAreCutAtCharacters) {
  call([] { throw std::runtime_error("a\xc3\xa4z"); });
  char buffer[3];
  EXPECT_EQ(4u, last_error_message(buffer, sizeof buffer));
  EXPECT_STREQ("a", buffer);
  EXPECT_EQ(4u, last_error_message(nullptr, 0));
}

// ThreadSanitizer does not follow cancellation.
#if defined(__GLIBC__) && !defined(POLYGLUE_TSAN)
void* cancelled(void* passed_on) {
  struct Mark {
    bool* passed;
    ~Mark() { *passed = true; }
  } mark{static_cast<bool*>(passed_on)};
  call([] {
    for (;;) pause();
  });
  return nullptr;
}
TEST(ErrorTest, CancellationOfAThreadPassesOn) {
  bool passed = false;
  pthread_t thread;
  ASSERT_EQ(0, pthread_create(&thread, nullptr, cancelled, &passed));
  usleep(20000);
  pthread_cancel(thread);
  void* result = nullptr;
  pthread_join(thread, &result);
  EXPECT_EQ(PTHREAD_CANCELED, result);
  EXPECT_TRUE(passed);
}
#endif

}  // namespace
