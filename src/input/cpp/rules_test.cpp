// Ownership, overloads, documentation and configuration.
#include <filesystem>
#include <fstream>

#include "input/cpp/docs.hpp"
#include "input/cpp/test_support.hpp"

namespace polyglue::input::cpp::test {

using model::Ownership;

const model::ObjectRef& object(const model::Type& type) {
  const auto* found = model::as<model::ObjectRef>(type);
  if (!found)
    if (const auto* optional = model::as<model::Optional>(type)) found = model::as<model::ObjectRef>(*optional->value);
  static const model::ObjectRef none;
  EXPECT_TRUE(found) << type.cpp;
  return found ? *found : none;
}

constexpr const char* owners = R"cpp(
#include <memory>
#include <polyglue/annotations.hpp>
namespace lib {
class Item { public: Item(); int x() const; };
class Box {
 public:
  Box(); Item& item(); const Item& item() const; Item* raw(); Item copy() const; PG_BORROWED Item* noted();
  Item& bound() [[clang::lifetimebound]];
};
struct Shelf { std::shared_ptr<Item> item; Item& of_record() const; PG_STATIC Item& of_program() const; };
class Cursor { public: explicit Cursor(const Box& b); Cursor next() const; private: const Box* box_; };
Item& global(); Item& of(Box& b); const Item& of_bound(const Box& b [[clang::lifetimebound]]);
Item* raw(); PG_OWNED Item* made(); Cursor begin(const Box& b);
std::shared_ptr<Item> shared(); std::unique_ptr<Item> unique(); void take(std::unique_ptr<Item>); void maybe(const Item* i = nullptr);
void give(Item* i);
}
)cpp";

TEST(Configuration, Packages_have_flags) {
  const char* text = "namespace lib {\n#ifdef FROM_THE_PACKAGE\nint with();\n#endif\nint always();\n}";
  const Result r = read_text(text, [](config::Config& c) { c.pkg_cflags = {"-DFROM_THE_PACKAGE"}; });
  EXPECT_TRUE(r.library->find("lib::with()"));
  EXPECT_FALSE(read_text(text).library->find("lib::with()"));
}

TEST(Ownership, Of_parameters_that_become_one) {
  const Result r = read_text(R"cpp(
#include <cstddef>
namespace lib {
class Box { public: Box(); int x() const; };
const Box& pick(const char* data, std::size_t size, const Box& box [[clang::lifetimebound]]);
const Box& choose(const char* begin, const char* end, const Box& box [[clang::lifetimebound]], int n = 0);
}
)cpp");
  ASSERT_EQ(r.function("pick").params.size(), 2u);
  EXPECT_EQ(r.function("pick").keeps_alive, std::vector<int>{2});
  EXPECT_EQ(r.function("choose").keeps_alive, std::vector<int>{2});
}

TEST(Ownership, Defaults) {
  const Result r = read_text(owners);
  const auto& box = r.get<model::Object>("lib::Box");
  EXPECT_EQ(object(method(box, "item").result).ownership, Ownership::borrowed);
  EXPECT_FALSE(object(method(box, "item").result).is_const);
  EXPECT_EQ(method(box, "item").keeps_alive, std::vector<int>{0});
  EXPECT_EQ(object(method(box, "copy").result).ownership, Ownership::value);
  EXPECT_TRUE(method(box, "copy").keeps_alive.empty());
  EXPECT_EQ(object(method(box, "noted").result).ownership, Ownership::borrowed);
  EXPECT_EQ(r.skipped("lib::Box::raw()").code, "PG0202");
  EXPECT_NE(r.skipped("lib::Box::raw()").hint.find("[ownership] \"lib::Box::raw()\""), std::string::npos);
  const auto& cursor = r.get<model::Object>("lib::Cursor");
  EXPECT_EQ(cursor.constructors.at(0).keeps_alive, std::vector<int>{1});
  EXPECT_EQ(method(cursor, "next").keeps_alive, std::vector<int>{0});
  EXPECT_EQ(r.function("begin").keeps_alive, std::vector<int>{1});
  EXPECT_EQ(r.skipped("lib::global()").code, "PG0210");
  EXPECT_EQ(r.skipped("lib::of(lib::Box&)").code, "PG0210");
  EXPECT_EQ(r.skipped("lib::Shelf::of_record()").code, "PG0210");
  EXPECT_EQ(object(method(r.get<model::Record>("lib::Shelf"), "of_program").result).ownership, Ownership::borrowed);
  EXPECT_EQ(r.function("of_bound").keeps_alive, std::vector<int>{1});
  EXPECT_EQ(r.skipped("lib::raw()").code, "PG0202");
  EXPECT_EQ(object(r.function("made").result).ownership, Ownership::unique);
  EXPECT_EQ(r.function("made").result_passing, model::Passing::pointer);
  EXPECT_EQ(object(r.function("shared").result).ownership, Ownership::shared);
  EXPECT_EQ(object(r.function("take").params[0].type).ownership, Ownership::unique);
  EXPECT_TRUE(model::is<model::Optional>(r.function("maybe").params[0].type));
  EXPECT_TRUE(object(r.function("maybe").params[0].type).is_const);
}

TEST(Ownership, Configuration) {
  const Result r = read_text(owners, [](auto& c) {
    c.ownership["lib::raw"] = {config::OwnershipRule::owned, {}};
    c.ownership["lib::global()"] = {config::OwnershipRule::statically, {}};
    c.ownership["lib::of"] = {config::OwnershipRule::borrowed, {}};
    c.ownership["lib::Box::r*"] = {config::OwnershipRule::copied, {}};
    c.ownership["lib::give#i"] = {config::OwnershipRule::owned, {}};
    c.keep_alive["lib::Cursor::next"] = {"none", {}};
  });
  EXPECT_EQ(object(r.function("raw").result).ownership, Ownership::unique);
  EXPECT_EQ(object(r.function("global").result).ownership, Ownership::borrowed);
  EXPECT_TRUE(r.function("global").keeps_alive.empty());
  EXPECT_EQ(r.function("of").keeps_alive, std::vector<int>{1});
  EXPECT_EQ(object(method(r.get<model::Object>("lib::Box"), "raw").result).ownership, Ownership::value);
  EXPECT_EQ(object(r.function("give").params[0].type).ownership, Ownership::unique);
  EXPECT_TRUE(method(r.get<model::Object>("lib::Cursor"), "next").keeps_alive.empty());
}

TEST(Overloads, Names_are_stable_and_unique) {
  const Result r = read_text(R"cpp(
#include <string>
namespace lib { void f(int a); void f(double a); void f(int a, int b); void f(); void g(const std::string&); [[deprecated("use f")]] void old() noexcept; }
)cpp");
  EXPECT_EQ(r.function("f").info.id, "lib::f(int)");
  EXPECT_EQ(r.function("f_with_a_double").info.id, "lib::f(double)");
  EXPECT_EQ(r.function("f_with_a_b").info.id, "lib::f(int, int)");
  EXPECT_EQ(r.function("f_with_nothing").info.id, "lib::f()");
  EXPECT_EQ(r.function("g").params[0].name, "arg0");
  EXPECT_EQ(r.function("old").info.deprecated, "use f");
  EXPECT_TRUE(r.function("old").facts.nothrow);
}

TEST(Configuration, Rename_exclude_properties_facts) {
  const Result r = read_text(R"cpp(
#include <string>
#include <string_view>
namespace lib {
void decode(int x); void decode(std::string_view t, int n = 0); void gone(); void slow();
class Chart { public: Chart(); std::string title() const; void set_title(std::string t); int get_width() const; void setHeight(int); int getHeight() const; };
struct Value { int x; };
}
)cpp", [](auto& c) {
    c.rename["lib::decode(std::string_view)"] = {"decode_text", {}};
    c.exclude.push_back({"lib::gone", {}});
    c.facts["lib::slow"] = {{"blocking"}, {}};
    c.properties["lib::Chart"] = {{"*", "width"}, {}};
    c.kind["lib::Value"] = {"object", {}};
    c.threads["lib::Chart"] = {model::Threads::locked, {}};
  });
  EXPECT_EQ(r.function("decode_text").cpp_name, "lib::decode");
  EXPECT_EQ(r.skipped("lib::gone()").code, "PG0220");
  EXPECT_TRUE(r.function("slow").facts.blocking);
  const auto& chart = r.get<model::Object>("lib::Chart");
  EXPECT_EQ(method(chart, "title").role, model::Role::getter);
  EXPECT_EQ(method(chart, "set_title").property, "title");
  EXPECT_EQ(method(chart, "get_width").property, "width");
  EXPECT_EQ(method(chart, "setHeight").property, "height");
  EXPECT_EQ(chart.threads, model::Threads::locked);
  r.get<model::Object>("lib::Value");
}

TEST(Configuration, Keys_that_match_nothing_are_errors) {
  const Result r = read_text("namespace lib { class Chart { public: Chart(); int notes() const; }; }",
                             [](auto& c) { c.rename["lib::Chart::note"] = {"x", {"polyglue.toml", 9, 1}}; });
  EXPECT_FALSE(r.library);
  ASSERT_EQ(r.sink.all().size(), 1u);
  EXPECT_EQ(r.sink.all()[0].code, "PG0150");
  EXPECT_EQ(r.sink.all()[0].location.line, 9);
  EXPECT_EQ(r.sink.all()[0].help, "did you mean \"lib::Chart::notes\"?");
}

TEST(Configuration, Compilation_database) {
  const std::string folder = testing::TempDir() + "pg_compile_commands";
  std::filesystem::create_directories(folder + "/inc");
  std::ofstream(folder + "/inc/dep.hpp") << "namespace lib { inline constexpr int dep = LEVEL; }";
  std::ofstream(folder + "/compile_commands.json")
      << R"([{"directory": ")" << folder << R"(", "file": "lib.cpp", "arguments": ["c++", "-DLEVEL=7", "-Iinc", "-O2", "-c", "lib.cpp", "-o", "lib.o"]}])";
  const Result r = read_text("#include <dep.hpp>\nnamespace lib { int f(int n = dep); }",
                             [&](auto& c) { c.compile_commands = folder + "/compile_commands.json"; });
  EXPECT_EQ(r.function("f").params[0].default_value->value, model::Literal{std::int64_t{7}}.value);
  const Result none = read_text("", [](auto& c) { c.compile_commands = "/nowhere/compile_commands.json"; });
  ASSERT_FALSE(none.sink.all().empty());
  EXPECT_EQ(none.sink.all()[0].code, "PG0102");
}

TEST(Order, Types_stand_before_those_that_hold_them) {
  const Result r = read_text(R"cpp(
#include <vector>
namespace lib { struct A; using List = std::vector<A>; struct B { List list; }; struct A { int x; }; }
)cpp");
  ASSERT_EQ(r.ok().decls.size(), 2u);
  EXPECT_EQ(model::info(r.ok().decls[0]).id, "lib::A");
}

TEST(Docs, Doxygen) {
  const auto parsed = parse_doc(
      "Does \\c things with @p a.\nStill brief.\n\nDetails here.\n\n@param a the first\n  of all\n@param[out] b second\n"
      "@return a number\n@throws lib::Error, Other; when bad\n\\deprecated use g\n\n@note mind this");
  EXPECT_EQ(parsed.doc.brief, "Does `things` with `a`. Still brief.");
  EXPECT_EQ(parsed.doc.details, "Details here.\n\n**Note:** mind this");
  EXPECT_EQ(parsed.doc.params.at("a"), "the first of all");
  EXPECT_EQ(parsed.doc.params.at("b"), "second");
  EXPECT_EQ(parsed.doc.returns, "a number");
  ASSERT_EQ(parsed.doc.throws.size(), 2u);
  EXPECT_EQ(parsed.doc.throws[1], (std::pair<std::string, std::string>("Other", "when bad")));
  EXPECT_EQ(parsed.deprecated, "use g");
  EXPECT_EQ(parse_doc("@brief Short.\nMore of it.\n\nLong.").doc.brief, "Short. More of it.");
  EXPECT_EQ(parse_doc("a@b.org and x\\n").doc.brief, "a@b.org and x\\n");
}

}  // namespace polyglue::input::cpp::test
