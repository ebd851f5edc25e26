// Functions whose result comes later.
#include "input/cpp/test_support.hpp"

namespace polyglue::input::cpp {
namespace {

using namespace test;

TEST(Later, FuturesTasksAndCallbacksThatAreCalledOnce) {
  const auto result = read_text(R"(
    #include <functional>
    #include <future>
    #include <stop_token>
    #include <string>
    #include <polyglue/annotations.hpp>
    #include <polyglue/task.hpp>
    namespace lib {
    template <class T> struct lazy { bool ready() const; };
    std::future<int> sum(const std::string& text);
    polyglue::task<std::string> text(int a, std::stop_token stop, int b);
    polyglue::task<> nothing();
    lazy<int> other();
    PG_ASYNC void fetch(std::string name, std::function<void(std::exception_ptr, int)> done);
    }
    template <class T> struct polyglue::task_traits<lib::lazy<T>> { using result = T; };
    )");
  const auto& sum = result.function("sum");
  EXPECT_TRUE(sum.is_async);
  EXPECT_EQ(sum.result, (model::Type{model::Scalar::i32, "int"}));
  const auto& text = result.function("text");
  EXPECT_TRUE(text.is_async);
  EXPECT_EQ(text.stop_token, 1);
  EXPECT_EQ(text.params.size(), 2U);
  EXPECT_TRUE(model::is<model::Void>(result.function("nothing").result));
  EXPECT_TRUE(result.function("other").is_async);
  const auto& fetch = result.function("fetch");
  EXPECT_TRUE(fetch.is_async && fetch.is_adapter);
  EXPECT_EQ(fetch.params.size(), 1U);
  EXPECT_EQ(fetch.result.cpp, "int");
  EXPECT_NE(result.ok().adapters.at(0).find("Completion<int>::start"), std::string::npos);
}

TEST(Later, WhatWouldEndBeforeIsRefused) {
  const auto result = read_text(R"(
    #include <functional>
    #include <future>
    #include <string_view>
    #include <vector>
    #include <polyglue/annotations.hpp>
    namespace lib {
    struct Thing { int operator[](int); std::future<int> operator()(); };
    std::future<std::string_view> view();
    std::future<int&> reference();
    std::future<int> views(std::vector<std::string_view> all);
    void takes(std::future<int> one);
    PG_ASYNC void none(int x);
    PG_ASYNC void two(std::function<void(int, int)> done);
    })");
  for (const char* id : {"lib::view()", "lib::reference()", "lib::views(std::vector<std::string_view>)", "lib::takes(std::future<int>)",
                         "lib::none(int)", "lib::two(std::function<void(int, int)>)"})
    EXPECT_EQ(result.skipped(id).code, "PG0207") << id;
}

}  // namespace
}  // namespace polyglue::input::cpp
