#include "input/cpp/test_support.hpp"

namespace polyglue::input::cpp::test {
namespace {

using model::Scalar;

const Result& types() {
  static const Result result = read_text(R"cpp(
#include <array>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <functional>
#include <future>
#include <list>
#include <map>
#include <memory>
#include <memory_resource>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tuple>
#include <unordered_map>
#include <unordered_set>
#include <variant>
#include <vector>
namespace other { struct Foreign { int x; }; }
namespace lib {
bool boolean(bool); char character(char); char32_t codepoint(char32_t);
long wide(long); unsigned long uwide(unsigned long); std::size_t size(std::size_t); std::int32_t fixed(std::uint8_t);
float single(float); double dbl(double);
std::string text(std::string_view, const char*, const std::filesystem::path&);
const char* maybe(const char* in = nullptr);
std::vector<std::byte> bytes(std::span<const std::uint8_t>); std::array<std::uint8_t, 4> digest();
std::vector<int> sequence(std::list<std::string>, std::deque<int>, std::span<const int>, std::array<double, 3>);
std::map<std::string, int, std::less<>> map(std::unordered_map<int, bool>);
std::set<int> set(std::unordered_set<std::string>);
std::tuple<int, double> tuple(std::pair<int, std::string>);
std::optional<std::vector<std::uint16_t>> optional();
std::chrono::system_clock::time_point now(std::chrono::milliseconds);
std::chrono::duration<double> seconds();
using Number = std::variant<std::monostate, int, double>;
Number named_variant(); std::variant<int, std::string> plain_variant();
std::function<void(int)> callbacks(); std::future<int&> future(); void pointer(void (*)()); void raw(const double*);
void out(int& x); void writes(std::span<double>); void foreign(other::Foreign); void wchar(wchar_t); void big(long double);
void text_and_size(const char* data, std::size_t n); void variadic(int, ...); 
std::u16string wide_text(std::u8string_view, const wchar_t*, const std::u32string&);
void polymorphic(std::pmr::string);
template <class T> T any(T);
}
)cpp");
  return result;
}

Scalar scalar(const model::Type& type) {
  const auto* found = model::as<Scalar>(type);
  EXPECT_TRUE(found) << type.cpp;
  return found ? *found : Scalar::boolean;
}

TEST(Types, Headers_that_do_not_compile_give_an_error) {
  const Result broken = read_text("#include <missing.hpp>\nnamespace lib { int f(; }");
  EXPECT_FALSE(broken.library);
  ASSERT_FALSE(broken.sink.all().empty());
  EXPECT_EQ(broken.sink.all()[0].code, "PG0103");
  EXPECT_EQ(broken.sink.all()[0].location.line, 1);
  EXPECT_NE(broken.sink.all()[0].help.find("include_paths"), std::string::npos);
  const Result absent = read_text("", [](auto& c) {
    c.headers = {"lib.hpp", "gone.hpp"};
    c.header_locations = {{"polyglue.toml", 4, 12}, {"polyglue.toml", 5, 12}};
  });
  ASSERT_FALSE(absent.sink.all().empty());
  EXPECT_EQ(absent.sink.all()[0].code, "PG0103");
  EXPECT_EQ(absent.sink.all()[0].location, (model::Location{"polyglue.toml", 5, 12}));
  const Result wrong = read_text("namespace lib {\nUnknown f();\n}");
  ASSERT_FALSE(wrong.sink.all().empty());
  EXPECT_EQ(wrong.sink.all()[0].code, "PG0101");
  EXPECT_EQ(wrong.sink.all()[0].location.line, 2);
}

}  // namespace

#define HAS_PARAM(name, index) types().function(name).params.at(index).type

TEST(Types, Scalars) {
  EXPECT_EQ(scalar(types().function("boolean").result), Scalar::boolean);
  EXPECT_EQ(scalar(types().function("character").result), Scalar::character);
  EXPECT_EQ(scalar(types().function("codepoint").result), Scalar::codepoint);
  EXPECT_EQ(scalar(types().function("wide").result), Scalar::i64);
  EXPECT_EQ(scalar(types().function("uwide").result), Scalar::u64);
  EXPECT_EQ(scalar(types().function("size").result), Scalar::size);
  EXPECT_EQ(types().function("size").result.cpp, "std::size_t");
  EXPECT_EQ(scalar(types().function("fixed").result), Scalar::i32);
  EXPECT_EQ(types().function("fixed").result.cpp, "std::int32_t");
  EXPECT_EQ(HAS_PARAM("fixed", 0).cpp, "std::uint8_t");
  EXPECT_EQ(scalar(types().function("single").result), Scalar::f32);
  EXPECT_EQ(scalar(types().function("dbl").result), Scalar::f64);
}

TEST(Types, Text_and_bytes) {
  for (std::size_t i = 0; i < 3; ++i) EXPECT_TRUE(model::is<model::String>(HAS_PARAM("text", i)));
  EXPECT_EQ(HAS_PARAM("text", 0).cpp, "std::string_view");
  EXPECT_EQ(HAS_PARAM("text", 2).cpp, "std::filesystem::path");
  EXPECT_EQ(types().function("text").params[2].passing, model::Passing::const_ref);
  EXPECT_TRUE(model::is<model::Optional>(HAS_PARAM("maybe", 0)));
  EXPECT_TRUE(model::is<model::Bytes>(types().function("bytes").result));
  EXPECT_EQ(HAS_PARAM("bytes", 0).cpp, "std::span<const std::uint8_t>");
  EXPECT_TRUE(model::is<model::Bytes>(types().function("digest").result));
  EXPECT_EQ(types().function("digest").result.cpp, "std::array<std::uint8_t, 4>");
}

TEST(Types, Text_in_other_encodings) {
  const auto& wide = types().function("wide_text");
  EXPECT_EQ(wide.result, (model::Type{model::String{}, "std::u16string"}));
  EXPECT_EQ(wide.params[0].type, (model::Type{model::String{}, "std::u8string_view"}));
  EXPECT_EQ(wide.params[1].type, (model::Type{model::String{}, "const wchar_t*"}));
  EXPECT_EQ(wide.params[2].type, (model::Type{model::String{}, "std::u32string"}));
}

TEST(Types, Lists_are_parameters) {
  const Result r = read_text(R"cpp(
#include <functional>
#include <initializer_list>
#include <vector>
namespace lib {
int sum(std::initializer_list<int> values = {}); int rows(const std::initializer_list<std::initializer_list<double>>& rows);
int bytes(std::initializer_list<unsigned char> bytes);
int last(int first = 1, std::initializer_list<int> values = {1, 2}); int middle(int first = 1, std::initializer_list<int> values = {1, 2}, int last = 3);
std::initializer_list<int> kept(); void each(std::function<void(std::initializer_list<int>)> f);
struct Holder { std::initializer_list<int> values; };
class Keeper { public: explicit Keeper(std::initializer_list<int> values); int first() const; private: std::initializer_list<int> values_; };
void take(Holder holder);
}
)cpp");
  const auto& sum = r.function("sum").params[0];
  EXPECT_TRUE(model::is<model::Sequence>(sum.type));
  EXPECT_EQ(sum.type.cpp, "std::initializer_list<int>");
  EXPECT_TRUE(std::holds_alternative<model::EmptyLiteral>(sum.default_value->value));
  EXPECT_EQ(r.function("rows").params[0].type.cpp, "std::initializer_list<std::initializer_list<double>>");
  EXPECT_TRUE(model::is<model::Bytes>(r.function("bytes").params[0].type));
  EXPECT_TRUE(r.function("last").params[1].default_value);
  // A list ends with the expression it is written in, so that the shim cannot give this one.
  const auto& middle = r.function("middle").params;
  EXPECT_FALSE(middle[0].default_value || middle[1].default_value);
  EXPECT_TRUE(middle[2].default_value);
  const auto& kept = r.skipped("lib::kept()");
  EXPECT_EQ(kept.code, "PG0206");
  EXPECT_EQ(kept.reason, "uses \"std::initializer_list<int>\" elsewhere than as a parameter of a function, where its elements are gone");
  EXPECT_EQ(kept.hint, "use std::vector<int>");
  EXPECT_EQ(r.skipped("lib::each(std::function<void(std::initializer_list<int>)>)").code, "PG0206");
  EXPECT_EQ(r.skipped("lib::Holder::values").code, "PG0206");
  EXPECT_EQ(r.skipped("lib::Keeper::Keeper(std::initializer_list<int>)").code, "PG0236");
}

TEST(Types, Of_overloads_the_one_with_a_list_gives_way) {
  const std::string text = R"cpp(
#include <initializer_list>
#include <span>
#include <vector>
namespace lib {
int sum(std::initializer_list<int> values); int sum(std::span<const int> values); int sum(std::initializer_list<double> values);
class Set { public: Set(std::initializer_list<int> values); explicit Set(const std::vector<int>& values); ~Set();
  void add(std::initializer_list<int> values); void add(int value); };
}
)cpp";
  const Result r = read_text(text);
  const auto& sum = r.skipped("lib::sum(std::initializer_list<int>)");
  EXPECT_EQ(sum.code, "PG0227");
  EXPECT_EQ(sum.reason, "takes from hosts what \"lib::sum(std::span<const int>)\" takes");
  EXPECT_EQ(sum.hint, "write [rename] \"lib::sum(std::initializer_list<int>)\" = \"another_name\" to have both");
  EXPECT_EQ(r.function("sum").params[0].type.cpp, "std::span<const int>");
  const auto& set = r.get<model::Object>("lib::Set");
  ASSERT_EQ(set.constructors.size(), 1u);
  EXPECT_EQ(set.constructors[0].params[0].type.cpp, "std::vector<int>");
  EXPECT_EQ(set.methods.size(), 2u);
  const Result both = read_text(text, [](auto& c) { c.rename["lib::sum(std::initializer_list<int>)"] = {"sum_list", {}}; });
  EXPECT_EQ(both.function("sum_list").params[0].type.cpp, "std::initializer_list<int>");
}

TEST(Types, C_arrays_are_fields_of_records) {
  const Result r = read_text(R"cpp(
#include <cstdint>
namespace lib {
struct Matrix { double cells[2][3]; unsigned char key[4]; int count = 0; };
struct Named { char name[8]; int id; };
struct Fixed { explicit Fixed(int n); int cells[4]; };
struct Tagged { int kind; union { int number; double real; }; };
Matrix matrix(); Named named(); Fixed fixed(); Tagged tagged();
}
)cpp");
  const auto& fields = r.get<model::Record>("lib::Matrix").fields;
  EXPECT_EQ(fields[0].type.cpp, "std::array<std::array<double, 3>, 2>");
  EXPECT_TRUE(model::is<model::Bytes>(fields[1].type));
  EXPECT_EQ(r.skipped("lib::Named::name").code, "PG0226");
  EXPECT_EQ(r.skipped("lib::Fixed::cells").code, "PG0226");
  EXPECT_EQ(r.skipped("lib::Tagged::(anonymous)").code, "PG0222");
}

TEST(Types, Pointers_to_unions_are_left_out_with_them) {
  const Result r = read_text("namespace lib { union Stream { char memory[64]; void* aligned; }; int rewind(Stream* stream); }");
  EXPECT_EQ(r.skipped("lib::Stream").code, "PG0222");
  EXPECT_EQ(r.skipped("lib::rewind(lib::Stream*)").code, "PG0209");
}

TEST(Types, Containers) {
  for (std::size_t i = 0; i < 4; ++i) EXPECT_TRUE(model::is<model::Sequence>(HAS_PARAM("sequence", i)));
  EXPECT_EQ(types().function("sequence").result.cpp, "std::vector<int>");
  EXPECT_EQ(types().function("map").result.cpp, "std::map<std::string, int, std::less<void>>");
  EXPECT_TRUE(model::is<model::Map>(HAS_PARAM("map", 0)));
  EXPECT_EQ(types().function("set").result.cpp, "std::set<int>");
  EXPECT_TRUE(model::is<model::Set>(HAS_PARAM("set", 0)));
  EXPECT_EQ(model::as<model::Tuple>(types().function("tuple").result)->items.size(), 2u);
  EXPECT_EQ(HAS_PARAM("tuple", 0).cpp, "std::pair<int, std::string>");
  EXPECT_EQ(types().function("optional").result.cpp, "std::optional<std::vector<std::uint16_t>>");
}

TEST(Types, Time) {
  EXPECT_TRUE(model::is<model::Timestamp>(types().function("now").result));
  EXPECT_EQ(HAS_PARAM("now", 0).cpp, "std::chrono::milliseconds");
  EXPECT_TRUE(model::is<model::Duration>(types().function("seconds").result));
}

TEST(Types, Variants_are_declarations) {
  const auto& number = types().get<model::Variant>("lib::Number");
  ASSERT_EQ(number.alternatives.size(), 3u);
  EXPECT_EQ(number.alternatives[0].name, "empty");
  EXPECT_EQ(number.alternatives[2].name, "f64");
  EXPECT_EQ(types().function("named_variant").result.kind, model::TypeKind(model::Named{"lib::Number"}));
  EXPECT_EQ(types().get<model::Variant>("std::variant<int, std::string>").info.name, "I32OrString");
}

TEST(Types, What_cannot_cross_is_listed_with_its_reason) {
  EXPECT_EQ(types().skipped("lib::callbacks()").code, "PG0205");
  EXPECT_EQ(types().skipped("lib::future()").code, "PG0207");
  EXPECT_EQ(types().skipped("lib::raw(const double*)").code, "PG0209");
  EXPECT_EQ(types().skipped("lib::out(int&)").code, "PG0208");
  EXPECT_EQ(types().skipped("lib::writes(std::span<double>)").code, "PG0225");
  EXPECT_EQ(types().skipped("lib::foreign(other::Foreign)").code, "PG0203");
  EXPECT_NE(types().skipped("lib::foreign(other::Foreign)").hint.find("\"other\""), std::string::npos);
  EXPECT_EQ(types().skipped("lib::wchar(wchar_t)").code, "PG0214");
  EXPECT_EQ(types().skipped("lib::big(long double)").code, "PG0214");
  EXPECT_TRUE(types().function("text_and_size").is_adapter);
  EXPECT_EQ(types().skipped("lib::variadic(int)").code, "PG0211");
  EXPECT_EQ(types().skipped("lib::polymorphic(std::basic_string<char, std::char_traits<char>, std::pmr::polymorphic_allocator<char>>)").code, "PG0204");
  EXPECT_EQ(types().skipped("lib::any").code, "PG0201");
}

}  // namespace polyglue::input::cpp::test
