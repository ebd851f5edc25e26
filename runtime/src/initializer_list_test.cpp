#include "polyglue/runtime/convert/initializer_list.hpp"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "polyglue/runtime/convert/record.hpp"
#include "polyglue/runtime/convert/string.hpp"
#include "polyglue/runtime/convert/tuple.hpp"
#include "polyglue/runtime/start.hpp"

namespace {

struct Point {
  double x;
  bool known;
};
struct c_point {
  double x;
  pgl_bool known;
};
struct Label {
  std::string text;
  std::int32_t size;
};
struct c_label {
  pgl_str text;
  std::int32_t size;
};
template <class T>
struct c_seq {
  const T* data;
  std::size_t len;
};
struct c_pair {
  std::int32_t item0;
  pgl_str item1;
};

}  // namespace

POLYGLUE_RUNTIME_BEGIN
template <>
struct Record<Point> {
  using c_type = c_point;
  using fields = Fields<Field<&Point::x, &c_point::x>, Field<&Point::known, &c_point::known>>;
  static constexpr const char* names[] = {"x", "known"};
  static constexpr std::size_t offsets[] = {offsetof(Point, x), offsetof(Point, known)};
  static constexpr std::size_t c_offsets[] = {offsetof(c_point, x), offsetof(c_point, known)};
};
template <>
struct Record<Label> {
  using c_type = c_label;
  using fields = Fields<Field<&Label::text, &c_label::text>, Field<&Label::size, &c_label::size>>;
  static constexpr const char* names[] = {"text", "size"};
};

namespace {

pgl_str str(const char* text) { return {text, std::strlen(text)}; }

/// What the list that C++ gets holds.
template <class T, class S>
std::vector<T> contents(const S& form) {
  using List = std::initializer_list<T>;
  EXPECT_EQ(PGL_OK, check<List>(form));
  Scratch scratch;
  const List list = lift<List>(form, scratch);
  EXPECT_EQ(form.len, list.size());
  EXPECT_EQ(list.begin() + form.len, list.end());
  return std::vector<T>(list);
}

TEST(Lists, HoldAnyNumber) {
  EXPECT_TRUE(contents<std::int32_t>(pgl_seq_i32{nullptr, 0}).empty());
  std::vector<std::int32_t> numbers;
  for (std::int32_t count = 1; count < 1000; ++count) {
    numbers.push_back(count);
    ASSERT_EQ(numbers, contents<std::int32_t>(pgl_seq_i32{numbers.data(), numbers.size()}));
  }
  const std::uint8_t bytes[] = {1, 0, 255};
  EXPECT_EQ((std::vector<std::uint8_t>{1, 0, 255}), contents<std::uint8_t>(pgl_bytes{bytes, 3}));
  const pgl_bool truths[] = {1, 0};
  EXPECT_EQ((std::vector<bool>{true, false}), contents<bool>(pgl_seq_bool{truths, 2}));
}

TEST(Lists, AreTheCallersMemoryWhereLayoutsAgree) {
  const std::int32_t numbers[] = {1, 2, 3};
  const c_point points[] = {{1, 0}, {2, 1}};
  Scratch scratch;
  EXPECT_EQ(numbers, lift<std::initializer_list<std::int32_t>>(pgl_seq_i32{numbers, 3}, scratch).begin());
  const auto list = lift<std::initializer_list<Point>>(c_seq<c_point>{points, 2}, scratch);
  EXPECT_EQ(static_cast<const void*>(points), list.begin());
  EXPECT_TRUE(list.begin()[1].known);
}

TEST(Lists, OfTextAndRecordsAreMadeForTheCall) {
  const pgl_str words[] = {str("a"), str(""), str("a text that is too long to be held in place")};
  EXPECT_EQ((std::vector<std::string>{"a", "", words[2].data}), contents<std::string>(pgl_seq_str{words, 3}));
  EXPECT_EQ(words[2].data, contents<std::string_view>(pgl_seq_str{words, 3})[2].data());
  const c_label labels[] = {{words[2], 1}, {words[0], 2}};
  const auto made = contents<Label>(c_seq<c_label>{labels, 2});
  EXPECT_EQ(words[2].data, made[0].text);
  EXPECT_EQ(2, made[1].size);
  const c_pair pairs[] = {{7, words[2]}};
  EXPECT_EQ(words[2].data, (contents<std::pair<const std::int32_t, std::string>>(c_seq<c_pair>{pairs, 1})[0].second));
}

TEST(Lists, HoldLists) {
  const double cells[] = {1, 2, 3};
  const pgl_seq_f64 rows[] = {{cells, 2}, {nullptr, 0}, {cells + 2, 1}};
  using Rows = std::initializer_list<std::initializer_list<double>>;
  Scratch scratch;
  const Rows list = lift<Rows>(c_seq<pgl_seq_f64>{rows, 3}, scratch);
  ASSERT_EQ(3u, list.size());
  EXPECT_EQ((std::vector<double>{1, 2}), std::vector<double>(list.begin()[0]));
  EXPECT_EQ(0u, list.begin()[1].size());
  EXPECT_EQ(cells + 2, list.begin()[2].begin());
}

TEST(Lists, AreCheckedLikeOtherSequences) {
  EXPECT_EQ(PGL_ERROR_NULL, check<std::initializer_list<double>>(pgl_seq_f64{nullptr, 1}));
  const double number = 1;
  EXPECT_EQ(PGL_ERROR_LENGTH, check<std::initializer_list<double>>(pgl_seq_f64{&number, SIZE_MAX / 8 + 1}));
  const pgl_str bad[] = {str("\xff")};
  EXPECT_EQ(PGL_ERROR_UTF8, check<std::initializer_list<std::string>>(pgl_seq_str{bad, 1}));
  const c_point points[] = {{1, 2}};
  EXPECT_EQ(PGL_ERROR_RANGE, check<std::initializer_list<Point>>(c_seq<c_point>{points, 1}));
}

TEST(Lists, GoToTheHostWhereTheyStand) {
  const std::initializer_list<std::int32_t> list = {4, 5};
  pgl_seq_i32 form = {nullptr, 0};
  ASSERT_EQ(PGL_OK, give(list, &form));
  EXPECT_EQ(list.begin(), form.data);
  EXPECT_EQ(2u, form.len);
}

TEST(Lists, LastAsLongAsWhatGoesOn) {
  Scratch kept;
  const auto list = [&] {
    const std::vector<pgl_str> words(100, str("a text that is too long to be held in place"));
    return last<std::initializer_list<std::string>>(pgl_seq_str{words.data(), words.size()}, kept);
  }();
  EXPECT_EQ(100u, list.size());
  EXPECT_EQ("a text that is too long to be held in place", list.begin()[99]);
}

}  // namespace
POLYGLUE_RUNTIME_END
