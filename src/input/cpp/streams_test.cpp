// Streams.
#include "input/cpp/test_support.hpp"

namespace polyglue::input::cpp {
namespace {

using namespace test;

const model::Object& stream_of(const Result& result, const char* function) {
  return *result.ok().find_as<model::Object>(model::as<model::ObjectRef>(result.function(function).result)->id);
}

TEST(Streams, WhatIsGoneThroughOnce) {
  const auto result = read_text(R"(
    #include <cstdint>
    #include <memory>
    #include <ranges>
    #include <string_view>
    #include <vector>
    #include <polyglue/async_generator.hpp>
    #include <polyglue/generator.hpp>
    namespace lib {
    struct Note { int time; };
    template <class T> struct once {
      struct iterator {
        iterator(iterator&&);
        iterator(const iterator&) = delete;
        T& operator*() const;
        iterator& operator++();
        bool operator!=(int) const;
      };
      iterator begin();
      int end();
    };
    template <class T> struct again {
      const T* begin() const;
      const T* end() const;
    };
    template <class T> struct channel {};
    polyglue::generator<std::int32_t> numbers();
    polyglue::generator<int> others();
    polyglue::generator<const Note&> notes();
    polyglue::generator<std::string_view> words(const std::string& text);
    inline auto squares() { return std::views::iota(1) | std::views::transform([](int i) { return i * i; }); }
    once<double> halves();
    again<double> all();
    polyglue::async_generator<Note> later();
    channel<int> hear();
    struct Chart {
      Chart();
      polyglue::generator<std::shared_ptr<Chart>> parts();
      void add(int);
    };
    polyglue::generator<int> compare(const Chart& left, std::shared_ptr<Chart> right);
    }
    template <class T> struct polyglue::async_stream_traits<lib::channel<T>> { using element = T; };
    )");
  const auto& numbers = stream_of(result, "numbers");
  EXPECT_EQ(numbers.info.id, "polyglue::stream<std::int32_t>");
  EXPECT_EQ(numbers.info.name, "I32Stream");
  ASSERT_TRUE(model::next_of(numbers));
  EXPECT_EQ(model::next_of(numbers)->result, (model::Type{model::Scalar::i32, "std::int32_t"}));
  EXPECT_FALSE(model::next_of(numbers)->is_async);
  EXPECT_EQ(&stream_of(result, "others"), &numbers);
  EXPECT_EQ(&stream_of(result, "squares"), &numbers);
  EXPECT_EQ(stream_of(result, "notes").info.id, "polyglue::stream<lib::Note>");
  EXPECT_EQ(stream_of(result, "words").info.id, "polyglue::stream<std::string>");
  EXPECT_EQ(stream_of(result, "halves").info.name, "F64Stream");
  EXPECT_TRUE(model::is<model::Sequence>(result.function("all").result));
  EXPECT_EQ(stream_of(result, "later").info.name, "NoteAsyncStream");
  EXPECT_TRUE(model::next_of(stream_of(result, "later"))->is_async);
  EXPECT_FALSE(result.function("later").is_async);
  EXPECT_EQ(stream_of(result, "hear").info.id, "polyglue::async_stream<std::int32_t>");
  EXPECT_EQ(result.get<model::Object>("lib::Chart").methods.at(0).keeps_alive, std::vector<int>{0});
  EXPECT_EQ(result.function("compare").keeps_alive, std::vector<int>{1});
}

TEST(Streams, WhatWouldEndBeforeIsRefused) {
  const auto result = read_text(R"(
    #include <future>
    #include <span>
    #include <string_view>
    #include <vector>
    #include <polyglue/generator.hpp>
    namespace lib {
    struct Lock { Lock(); Lock(const Lock&) = delete; void lock(); };
    polyglue::generator<std::vector<std::string_view>> views();
    polyglue::generator<Lock&> locks();
    polyglue::generator<int> given(std::vector<std::string_view> all);
    std::future<polyglue::generator<int>> later();
    })");
  for (const char* id : {"lib::views()", "lib::given(std::vector<std::string_view>)", "lib::later()"}) EXPECT_EQ(result.skipped(id).code, "PG0207") << id;
  EXPECT_EQ(result.skipped("lib::locks()").code, "PG0213");
}

}  // namespace
}  // namespace polyglue::input::cpp
