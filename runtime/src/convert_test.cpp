#include <gtest/gtest.h>

#include "polyglue/runtime/contract.hpp"
#include "polyglue/runtime/convert.hpp"
#include "polyglue/runtime/convert/chrono.hpp"
#include "polyglue/runtime/convert/custom.hpp"
#include "polyglue/runtime/convert/list.hpp"
#include "polyglue/runtime/convert/map.hpp"
#include "polyglue/runtime/convert/optional.hpp"
#include "polyglue/runtime/convert/path.hpp"
#include "polyglue/runtime/convert/pointer.hpp"
#include "polyglue/runtime/convert/record.hpp"
#include "polyglue/runtime/convert/set.hpp"
#include "polyglue/runtime/convert/tuple.hpp"
#include "polyglue/runtime/convert/variant.hpp"
#include "polyglue/runtime/object.hpp"

namespace {

struct Uuid {
  std::string text;
};
/// A record that contains itself in every way it can.
struct Tree {
  std::string name;
  std::vector<Tree> children;
  std::unique_ptr<Tree> next;
};
struct c_tree;
struct c_seq_tree {
  const c_tree* data;
  std::size_t len;
};
struct c_tree {
  pgl_str name;
  c_seq_tree children;
  const c_tree* next;
};
struct Fixed {  // no default constructor, and a constant
  explicit Fixed(int) = delete;
  const std::int32_t a;
  long b;
};
struct c_fixed {
  std::int32_t a;
  std::int64_t b;
};
struct Kept {
  int number;
};
struct c_kept;

}  // namespace

template <>
struct polyglue::converter<Uuid> {
  using repr = std::string;
  static std::string to(const Uuid& value) { return value.text; }
  static Uuid from(const std::string& text) {
    if (text.empty()) throw std::invalid_argument("empty");
    return {text};
  }
};

POLYGLUE_RUNTIME_BEGIN
template <>
struct Custom<Uuid> : std::true_type {};
template <>
struct Record<Tree> {
  using c_type = c_tree;
  using fields = Fields<Field<&Tree::name, &c_tree::name>, Field<&Tree::children, &c_tree::children>, Field<&Tree::next, &c_tree::next>>;
  static constexpr const char* names[] = {"name", "children", "next"};
};
template <>
struct Class<Kept> {
  using handle = c_kept;
  static constexpr Threads threads = Threads::author;
  static const ClassInfo info;
};
const ClassInfo Class<Kept>::info = {"Kept", nullptr, 0, Threads::author, nullptr, nullptr};
POLYGLUE_RUNTIME_END

using namespace polyglue::runtime;

namespace {

pgl_str str(const char* text) { return {text, std::strlen(text)}; }
std::string text(pgl_str view) { return std::string(view.data, view.len); }

/// Lifts; then lowers, as a result that is moved and as one that is copied.
template <class T, class C>
T lifted(const C& form) {
  Scratch scratch;
  EXPECT_EQ(PGL_OK, check<T>(form));
  return lift<T>(form, scratch);
}
template <class C, class T, class Look>
void lowered(T value, Look look) {
  const pgl_live before = live();
  C form{};
  pgl_owner* owner = nullptr;
  ASSERT_EQ(PGL_OK, (show<T, C>(value, &form, &owner)));
  look(form);
  pgl_release(owner);
  ASSERT_EQ(PGL_OK, (give<T, C>(std::move(value), &form, &owner)));
  look(form);
  pgl_release(owner);
  EXPECT_EQ(before.owners, live().owners);
}

TEST(ConvertTest, Numbers) {
  EXPECT_EQ(PGL_ERROR_RANGE, check<std::int16_t>(std::int64_t{40000}));
  EXPECT_EQ(PGL_ERROR_RANGE, check<std::uint32_t>(std::int64_t{-1}));
  EXPECT_EQ(PGL_ERROR_RANGE, check<std::int64_t>(std::uint64_t{1} << 63));
  EXPECT_EQ(PGL_OK, check<long>(std::int64_t{-5}));
  EXPECT_EQ(PGL_ERROR_RANGE, check<bool>(pgl_bool{2}));
  EXPECT_EQ(PGL_ERROR_RANGE, check<char>(static_cast<char>(0x80)));
  EXPECT_EQ(PGL_ERROR_RANGE, check<char32_t>(std::uint32_t{0xd800}));
  EXPECT_EQ(PGL_ERROR_RANGE, check<char32_t>(std::uint32_t{0x110000}));
  char out = 0;
  EXPECT_EQ(PGL_ERROR_RANGE, give('\xe4', &out));
  EXPECT_EQ(1.5, lift<double>(1.5));
}

TEST(ConvertTest, Strings) {
  Scratch scratch;
  EXPECT_STREQ("abc", lift<const char*>(str("abc"), scratch));
  EXPECT_EQ(PGL_ERROR_ARGUMENT, check<const char*>(pgl_str{"a\0b", 3}));
  EXPECT_EQ("\xc3\xa4", lifted<std::filesystem::path>(str("\xc3\xa4")).u8string().size() == 2 ? std::string("\xc3\xa4") : "");
  lowered<pgl_str>(std::string("short"), [](const pgl_str& form) { EXPECT_EQ("short", text(form)); });
  pgl_str form{};
  pgl_owner* owner = nullptr;
  EXPECT_EQ(PGL_ERROR_UTF8, give(std::string("\xff"), &form, &owner));
  EXPECT_EQ("the result is not valid UTF-8", text(last_error()->message));
  EXPECT_EQ(PGL_OK, give(std::string(), &form, &owner));
  EXPECT_EQ(nullptr, owner);
}

TEST(ConvertTest, Sequences) {
  const std::int32_t numbers[] = {1, 2, 3};
  EXPECT_EQ((std::vector<std::int32_t>{1, 2, 3}), lifted<std::vector<std::int32_t>>(pgl_seq_i32{numbers, 3}));
  EXPECT_EQ((std::vector<std::int64_t>{1, 2, 3}), lifted<std::vector<std::int64_t>>(pgl_seq_i32{numbers, 3}));
  EXPECT_EQ((std::deque<std::int32_t>{1, 2, 3}), lifted<std::deque<std::int32_t>>(pgl_seq_i32{numbers, 3}));
  EXPECT_EQ((std::list<std::int32_t>{1, 2, 3}), lifted<std::list<std::int32_t>>(pgl_seq_i32{numbers, 3}));
  EXPECT_EQ((std::array<std::int32_t, 3>{{1, 2, 3}}), (lifted<std::array<std::int32_t, 3>>(pgl_seq_i32{numbers, 3})));
  EXPECT_EQ(PGL_ERROR_LENGTH, (check<std::array<std::int32_t, 2>>(pgl_seq_i32{numbers, 3})));
  EXPECT_EQ((std::set<std::int32_t>{1, 2, 3}), lifted<std::set<std::int32_t>>(pgl_seq_i32{numbers, 3}));
  const pgl_bool flags[] = {1, 0, 1};
  EXPECT_EQ((std::vector<bool>{true, false, true}), lifted<std::vector<bool>>(pgl_seq_bool{flags, 3}));
  const std::uint8_t bytes[] = {1, 255};
  EXPECT_EQ((std::vector<std::uint8_t>{1, 255}), lifted<std::vector<std::uint8_t>>(pgl_bytes{bytes, 2}));
  const auto look = [](const pgl_seq_i32& form) {
    ASSERT_EQ(3u, form.len);
    EXPECT_EQ(2, form.data[1]);
  };
  lowered<pgl_seq_i32>(std::vector<std::int32_t>{1, 2, 3}, look);
  lowered<pgl_seq_i32>(std::deque<std::int32_t>{1, 2, 3}, look);
  lowered<pgl_seq_i32>(std::array<std::int32_t, 3>{{1, 2, 3}}, look);
  lowered<pgl_seq_i32>(std::set<std::int32_t>{1, 2, 3}, look);
  lowered<pgl_seq_bool>(std::vector<bool>{false, true}, [](const pgl_seq_bool& form) { EXPECT_EQ(1, form.data[1]); });
  lowered<pgl_seq_str>(std::vector<std::string>{"a", "bc"}, [](const pgl_seq_str& form) { EXPECT_EQ("bc", text(form.data[1])); });
#if defined(__cpp_lib_span)
  Scratch scratch;
  auto span = lift<std::span<const std::int32_t>>(pgl_seq_i32{numbers, 3}, scratch);
  EXPECT_EQ(numbers, span.data());
  const pgl_str words[] = {str("x"), str("y")};
  EXPECT_EQ("y", lift<std::span<const std::string>>(pgl_seq_str{words, 2}, scratch)[1]);
#endif
}

struct c_entry {
  std::int32_t key;
  pgl_str value;
};
struct c_count {
  std::int32_t key, value;
};
struct c_counts {
  const c_count* data;
  std::size_t len;
};
struct c_map {
  const c_entry* data;
  std::size_t len;
};
struct c_tuple {
  std::int32_t item0;
  pgl_str item1;
};

TEST(ConvertTest, MapsTuplesOptionals) {
  const c_entry entries[] = {{1, str("one")}, {2, str("two")}, {1, str("uno")}};
  using Map = std::map<std::int32_t, std::string>;
  EXPECT_EQ((Map{{1, "uno"}, {2, "two"}}), lifted<Map>(c_map{entries, 3}));
  EXPECT_EQ(2u, (lifted<std::unordered_map<std::int32_t, std::string>>(c_map{entries, 3}).size()));
  const c_count counts[] = {{2, 20}, {1, 10}, {3, 30}, {1, 11}};
  EXPECT_EQ((std::map<std::int32_t, std::int32_t>{{1, 11}, {2, 20}, {3, 30}}), (lifted<std::map<std::int32_t, std::int32_t>>(c_counts{counts, 4})));
  const auto look = [](const c_map& form) {
    ASSERT_EQ(1u, form.len);
    EXPECT_EQ("one", text(form.data[0].value));
  };
  lowered<c_map>(Map{{1, "one"}}, look);
  const c_entry bad[] = {{1, str("\xff")}};
  EXPECT_EQ(PGL_ERROR_UTF8, refuse(check<Map>(c_map{bad, 1}), "map"));
  EXPECT_EQ("argument \"map[0].value\" is not valid UTF-8", text(last_error()->message));
  using Tuple = std::tuple<std::int32_t, std::string>;
  EXPECT_EQ(Tuple(7, "x"), lifted<Tuple>(c_tuple{7, str("x")}));
  EXPECT_EQ("x", (lifted<std::pair<std::int32_t, std::string>>(c_tuple{7, str("x")}).second));
  lowered<c_tuple>(Tuple(7, "x"), [](const c_tuple& form) { EXPECT_EQ("x", text(form.item1)); });
  EXPECT_EQ(std::nullopt, lifted<std::optional<std::string>>(pgl_opt_str{0, {nullptr, 0}}));
  lowered<pgl_opt_str>(std::optional<std::string>("x"), [](const pgl_opt_str& form) { EXPECT_EQ("x", text(form.value)); });
  lowered<pgl_opt_str>(std::optional<std::string>(), [](const pgl_opt_str& form) { EXPECT_EQ(0, form.has); });
}

TEST(ConvertTest, RecordsThatContainThemselves) {
  const c_tree leaf = {str("leaf"), {nullptr, 0}, nullptr};
  const c_tree children[] = {leaf, {str("other"), {nullptr, 0}, &leaf}};
  const c_tree root = {str("root"), {children, 2}, &leaf};
  Tree tree = lifted<Tree>(root);
  EXPECT_EQ("leaf", tree.children[1].next->name);
  c_tree form{};
  pgl_owner* owner = nullptr;
  ASSERT_EQ(PGL_OK, give(std::move(tree), &form, &owner));
  EXPECT_EQ("leaf", text(form.children.data[1].next->name));
  EXPECT_EQ("root", text(form.name));
  pgl_release(owner);
  const c_tree wrong_child[] = {leaf, {str("\xff"), {nullptr, 0}, nullptr}};
  const c_tree wrong = {str("root"), {wrong_child, 2}, nullptr};
  EXPECT_EQ(PGL_ERROR_UTF8, refuse(check<Tree>(wrong), "tree"));
  EXPECT_EQ("argument \"tree.children[1].name\" is not valid UTF-8", text(last_error()->message));
}

template <class D>
void round_trip(D span, std::int64_t seconds, std::uint32_t nanos) {
  pgl_duration form{};
  ASSERT_EQ(PGL_OK, give(D(span), &form));
  EXPECT_EQ(seconds, form.seconds);
  EXPECT_EQ(nanos, form.nanos);
  EXPECT_EQ(span, lifted<D>(form));
}

TEST(ConvertTest, Times) {
  using namespace std::chrono;
  round_trip(microseconds(-1), -1, 999999000);
  round_trip(milliseconds(1500), 1, 500000000);
  round_trip(hours(-3), -10800, 0);
  round_trip(nanoseconds::min(), -9223372037, 145224192);
  round_trip(nanoseconds::max(), 9223372036, 854775807);
  round_trip(microseconds::min(), -9223372036855, 224192000);
  round_trip(seconds::min(), seconds::min().count(), 0);
  round_trip(duration<double>(1.25), 1, 250000000);
  round_trip(duration<std::int64_t, std::ratio<1, 3>>(-3), -1, 0);
  EXPECT_EQ(PGL_ERROR_RANGE, check<nanoseconds>(pgl_duration{9223372037, 0}));
  EXPECT_EQ(PGL_ERROR_RANGE, check<nanoseconds>(pgl_duration{-9223372037, 145224191}));
  EXPECT_EQ(PGL_ERROR_RANGE, check<seconds>(pgl_duration{0, 1000000000}));
  EXPECT_EQ(PGL_ERROR_RANGE, (check<duration<std::int32_t>>(pgl_duration{std::int64_t{1} << 31, 0})));
  EXPECT_EQ(seconds(-2), lifted<seconds>(pgl_duration{-2, 999999999}));  // rounds down
  pgl_duration out{};
  EXPECT_EQ(PGL_ERROR_RANGE, give(hours(std::numeric_limits<hours::rep>::max() / 2), &out));
  EXPECT_EQ(PGL_ERROR_RANGE, give(duration<double>(1e300), &out));
  EXPECT_EQ(PGL_ERROR_RANGE, give(duration<double>(std::numeric_limits<double>::quiet_NaN()), &out));
  pgl_timestamp at{};
  EXPECT_EQ(PGL_OK, give(time_point<system_clock, seconds>(seconds(253402300799)), &at));  // the end of 9999
  EXPECT_EQ(253402300799, at.seconds);
  EXPECT_EQ(seconds(1), (lifted<time_point<system_clock, seconds>>(pgl_timestamp{1, 5}).time_since_epoch()));
}

TEST(ConvertTest, Custom) {
  EXPECT_EQ("id", lifted<Uuid>(str("id")).text);
  lowered<pgl_str>(Uuid{"a text longer than any string keeps inside itself"},
                   [](const pgl_str& form) { EXPECT_EQ("a text longer than any string keeps inside itself", text(form)); });
}

struct c_seq_kept {
  c_kept* const* data;
  std::size_t len;
};

TEST(ConvertTest, ObjectsInContainers) {
  const pgl_live before = live();
  c_seq_kept form{};
  pgl_owner* owner = nullptr;
  std::vector<std::shared_ptr<Kept>> objects = {std::make_shared<Kept>(Kept{1}), nullptr, std::make_shared<Kept>(Kept{3})};
  ASSERT_EQ(PGL_OK, give(std::move(objects), &form, &owner));
  std::vector<c_kept*> handles(form.data, form.data + form.len);
  pgl_release(owner);
  ASSERT_EQ(3u, handles.size());
  EXPECT_EQ(nullptr, handles[1]);
  EXPECT_EQ(3, Borrow<Kept>(handles[2])->number);
  {
    auto again = lifted<std::vector<std::shared_ptr<Kept>>>(c_seq_kept{handles.data(), 3});
    EXPECT_EQ(3, again[2]->number);
  }
  for (c_kept* handle : handles) close<Kept>(handle);

  std::vector<Kept> values = {{4}, {5}};
  ASSERT_EQ(PGL_OK, give(std::move(values), &form, &owner));
  handles.assign(form.data, form.data + form.len);
  pgl_release(owner);
  EXPECT_EQ(5, lifted<std::vector<Kept>>(c_seq_kept{handles.data(), 2})[1].number);
  {
    auto taken = lifted<std::vector<std::unique_ptr<Kept>>>(c_seq_kept{handles.data(), 2});
    EXPECT_EQ(5, taken[1]->number);
  }
  EXPECT_EQ(PGL_ERROR_CLOSED, check<std::vector<Kept>>(c_seq_kept{handles.data(), 2}));

  // Handles made before something else in the result fails are closed again.
  struct c_pair {
    c_kept* item0;
    pgl_str item1;
  } pair{};
  EXPECT_EQ(PGL_ERROR_UTF8, give(std::pair<Kept, std::string>(Kept{1}, "\xff"), &pair, &owner));
  EXPECT_EQ(before.handles, live().handles);
  EXPECT_EQ(before.owners, live().owners);
}

}  // namespace
