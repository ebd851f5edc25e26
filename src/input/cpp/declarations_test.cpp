#include <set>

#include "input/cpp/test_support.hpp"

namespace polyglue::input::cpp::test {

using model::Role;

TEST(Records, Fields_defaults_bases_and_methods) {
  const Result r = read_text(R"cpp(
#include <memory>
#include <optional>
#include <string>
#include <vector>
namespace lib {
enum class Kind { a, b };
struct Base { int id = 7; };
/// A node.
struct Node : Base {
  std::string name = "n"; Kind kind = Kind::b; std::vector<Node> children; std::unique_ptr<Node> next;
  std::optional<double> weight; bool on = true; double ratio = 0.5; unsigned long long big = ~0ull; char c = 'x'; int plain;
  int twice() const; void change(); static Node make(int id);
  friend bool operator==(const Node&, const Node&);
};
struct Plain { int a; auto operator<=>(const Plain&) const = default; };
struct Made { Made(int a); int a; };
struct Holder { void (*f)(); int g; };
}
)cpp");
  const auto& node = r.get<model::Record>("lib::Node");
  ASSERT_EQ(node.fields.size(), 11u);
  EXPECT_EQ(node.fields[0].info.name, "id");
  EXPECT_EQ(node.fields[0].default_value->value, model::Literal{std::int64_t{7}}.value);
  EXPECT_EQ(std::get<std::string>(node.fields[1].default_value->value), "n");
  EXPECT_EQ(std::get<model::EnumLiteral>(node.fields[2].default_value->value).enumerator, "b");
  EXPECT_TRUE(std::holds_alternative<model::EmptyLiteral>(node.fields[3].default_value->value));
  EXPECT_TRUE(model::is<model::Optional>(node.fields[4].type));
  EXPECT_EQ(node.fields[4].type.cpp, "std::unique_ptr<lib::Node>");
  EXPECT_TRUE(std::holds_alternative<model::NullLiteral>(node.fields[5].default_value->value));
  EXPECT_EQ(std::get<bool>(node.fields[6].default_value->value), true);
  EXPECT_EQ(std::get<double>(node.fields[7].default_value->value), 0.5);
  EXPECT_EQ(std::get<std::uint64_t>(node.fields[8].default_value->value), ~0ull);
  EXPECT_EQ(std::get<std::string>(node.fields[9].default_value->value), "x");
  EXPECT_FALSE(node.fields[10].default_value);
  EXPECT_TRUE(node.equality);
  EXPECT_TRUE(with_role(node, Role::equal));  // the author's own rule, so C++ must be asked
  EXPECT_TRUE(method(node, "make").is_static);
  EXPECT_EQ(r.skipped("lib::Node::change()").code, "PG0219");
  const auto& plain = r.get<model::Record>("lib::Plain");
  EXPECT_TRUE(plain.equality);
  EXPECT_TRUE(plain.ordering);
  EXPECT_TRUE(plain.methods.empty());
  EXPECT_EQ(r.get<model::Object>("lib::Made").constructors.size(), 1u);
  EXPECT_EQ(r.get<model::Object>("lib::Holder").methods.size(), 2u);
}

TEST(Enums, Scoped_unscoped_flags) {
  const Result r = read_text(R"cpp(
#include <polyglue/annotations.hpp>
namespace lib {
enum Color { red, /// trailing
  green = 5 };
enum class Perm : unsigned char { r = 1, w = 2 }; Perm operator|(Perm, Perm);
enum class PG_FLAGS Marked { a = 1 }; enum class Named { a = 1 }; enum { loose = 3 };
void f(Color c = green, Perm p = Perm::w);
}
)cpp", [](auto& c) { c.kind["lib::Named"] = {"flags", {}}; });
  EXPECT_FALSE(r.get<model::Enum>("lib::Color").scoped);
  EXPECT_FALSE(r.get<model::Enum>("lib::Color").flags);
  EXPECT_TRUE(r.get<model::Enum>("lib::Perm").flags);
  EXPECT_EQ(r.get<model::Enum>("lib::Perm").underlying, model::Scalar::u8);
  EXPECT_TRUE(r.get<model::Enum>("lib::Marked").flags);
  EXPECT_TRUE(r.get<model::Enum>("lib::Named").flags);
  EXPECT_EQ(r.get<model::Constant>("lib::loose").value.value, model::Literal{std::int64_t{3}}.value);
  EXPECT_EQ(std::get<model::EnumLiteral>(r.function("f").params[0].default_value->value).enumerator, "green");
}

TEST(Objects, Operators_iteration_and_constants) {
  const Result r = read_text(R"cpp(
#include <compare>
#include <ostream>
#include <string>
#include <vector>
namespace lib {
class List {
 public:
  List(); explicit List(int n); List(const List&) = delete;
  int& operator[](std::size_t i); const int& operator[](std::size_t i) const;
  std::size_t size() const; bool contains(int x) const; explicit operator bool() const; bool operator!() const;
  std::vector<int>::const_iterator begin() const; std::vector<int>::const_iterator end() const;
  List operator+(const List&) const; List operator-() const; List& operator+=(int); double operator()(int, int) const;
  List& operator=(int); template <class T> void generic(T); int temp() &&;
  static constexpr int limit = 4; static constexpr const char* label = "L"; static constexpr double half = .5;
  int field; const int fixed = 1;
 private: int hidden();
};
std::ostream& operator<<(std::ostream&, const List&); bool operator==(const List&, const List&);
class Num { public: Num(int); friend auto operator<=>(const Num&, const Num&) = default; private: int v; };
std::string to_string(const Num&);
}
template <> struct std::hash<lib::Num> { std::size_t operator()(const lib::Num&) const; };
)cpp");
  const auto& list = r.get<model::Object>("lib::List");
  EXPECT_FALSE(list.copyable);
  ASSERT_EQ(list.constructors.size(), 2u);
  EXPECT_EQ(list.constructors[1].unique_name, "List_with_n");
  for (const Role role : {Role::index, Role::set_index, Role::length, Role::contains, Role::to_bool, Role::iterate, Role::add,
                          Role::negate, Role::add_assign, Role::call, Role::to_text, Role::equal, Role::getter, Role::setter})
    EXPECT_TRUE(with_role(list, role)) << int(role);
  EXPECT_EQ(with_role(list, Role::iterate)->result.cpp, "std::vector<int>");
  EXPECT_TRUE(with_role(list, Role::to_text)->is_free_operator);
  EXPECT_EQ(list.constants.size(), 3u);
  EXPECT_EQ(method(list, "assign").cpp_name, "operator=");
  EXPECT_EQ(r.skipped("lib::List::generic").code, "PG0201");
  EXPECT_EQ(r.skipped("lib::List::temp()").code, "PG0212");
  EXPECT_EQ(r.ok().skipped.size(), 2u);
  const auto& num = r.get<model::Object>("lib::Num");
  for (const Role role : {Role::compare, Role::equal, Role::to_text, Role::hash}) EXPECT_TRUE(with_role(num, role)) << int(role);
}

TEST(Objects, Friends) {
  const Result r = read_text(R"cpp(
namespace lib {
class A { public: A(); friend void swap(A&, A&) {} friend int seen(const A&); friend A operator*(double, const A& a) { return a; }
  friend A operator*(const A& a, double k) { return a; } };
int seen(const A&);
}
)cpp");
  EXPECT_EQ(r.skipped("lib::swap(lib::A&, lib::A&)").code, "PG0235");
  EXPECT_EQ(r.skipped("lib::operator*(double, const lib::A&)").code, "PG0235");
  EXPECT_EQ(r.function("seen").params.size(), 1u);
  EXPECT_TRUE(with_role(r.get<model::Object>("lib::A"), Role::multiply));
}

TEST(Objects, Inheritance_and_folded_bases) {
  const Result r = read_text(R"cpp(
#include <memory>
namespace lib {
namespace detail { template <class D> struct Mixin { D& chain(); int mixed() const; }; }
class Shape { public: virtual ~Shape(); virtual double area() const = 0; };
class Tagged { public: Tagged(); int tag() const; };
class Square : public Shape, public Tagged, public detail::Mixin<Square> { public: double area() const override; };
class Watcher { public: virtual ~Watcher(); virtual void on() = 0; };
void watch(Watcher&); double area_of(const Shape&); std::shared_ptr<Shape> any();
class Shared : public std::enable_shared_from_this<Shared> { public: Shared(); int x() const; };
}
)cpp");
  const auto& square = r.get<model::Object>("lib::Square");
  EXPECT_EQ(square.bases, (std::vector<model::DeclId>{"lib::Shape", "lib::Tagged"}));
  EXPECT_EQ(method(square, "chain").keeps_alive, std::vector<int>{0});
  method(square, "mixed");
  EXPECT_EQ(square.methods.size(), 2u);  // area() is the base's
  EXPECT_TRUE(r.get<model::Object>("lib::Shape").is_abstract);
  EXPECT_TRUE(r.get<model::Object>("lib::Watcher").implementable);
  EXPECT_TRUE(r.get<model::Object>("lib::Shape").implementable);
  EXPECT_FALSE(square.implementable);
  EXPECT_TRUE(r.get<model::Object>("lib::Shared").default_shared);
}

TEST(Objects, Hidden_virtual_methods_keep_their_body) {
  const Result r = read_text(R"cpp(
namespace lib {
class Plain { public: virtual ~Plain(); virtual void on() const; virtual void off() const; };
class Switch : public Plain { public: virtual void must() = 0; void on(int) const; using Plain::off; void off(int) const; };
void use(const Plain&); void use(Switch&);
}
)cpp");
  const auto& object = r.get<model::Object>("lib::Switch");
  ASSERT_EQ(object.virtuals.size(), 2u);  // its on() has no name in lib::Switch
  EXPECT_EQ(object.virtuals[0].owner, "lib::Plain");
  EXPECT_EQ(object.virtuals[0].method.substr(0, 15), "lib::Plain::off");
  EXPECT_TRUE(object.virtuals[1].is_pure);
}

TEST(Errors, Exceptions_and_expected) {
  const Result r = read_text(R"cpp(
#include <expected>
#include <stdexcept>
#include <string>
namespace lib {
/// Base.
class Error : public std::runtime_error { public: using runtime_error::runtime_error; int code() const noexcept; };
class ParseError : public Error { public: ParseError(); std::string file; };
enum class Errc { bad }; struct Info { std::string why; };
/// @throws ParseError, Error when bad
void f();
std::expected<int, Errc> a(); std::expected<std::string, Info> b(); std::expected<void, std::string> c(); std::expected<int, ParseError> d();
}
)cpp");
  const auto& parse = r.get<model::Error>("lib::ParseError");
  EXPECT_EQ(parse.base, "lib::Error");
  EXPECT_EQ(parse.accessors, (std::vector<std::string>{"code()", "file"}));
  EXPECT_EQ(r.function("f").throws, (std::vector<model::DeclId>{"lib::ParseError", "lib::Error"}));
  EXPECT_EQ(r.function("a").expected_error, "lib::Errc#error");
  EXPECT_EQ(r.get<model::Error>("lib::Errc#error").wraps->cpp, "lib::Errc");
  EXPECT_FALSE(r.get<model::Error>("lib::Errc#error").is_exception);
  EXPECT_EQ(r.function("b").result.cpp, "std::string");
  EXPECT_TRUE(model::is<model::Void>(r.function("c").result));
  EXPECT_EQ(r.function("d").expected_error, "lib::ParseError");
}

TEST(Templates, Instances_need_names) {
  const Result r = read_text(R"cpp(
namespace lib {
template <class T> class Grid { public: Grid(int w); T at(int x) const; };
using FloatGrid = Grid<float>;
Grid<int> ints(); FloatGrid floats(); Grid<double> doubles();
template <class It> struct Range { It b, e; It begin() const; It end() const; };
Range<const int*> range();
}
)cpp", [](auto& c) { c.instantiate["IntGrid"] = {"lib::Grid<int>", {}}; });
  EXPECT_EQ(r.get<model::Object>("lib::Grid<int>").info.name, "IntGrid");
  EXPECT_EQ(r.get<model::Object>("lib::Grid<float>").info.name, "FloatGrid");
  EXPECT_EQ(r.skipped("lib::doubles()").code, "PG0201");
  EXPECT_EQ(r.function("range").result.cpp, "lib::Range<const int*>");
  EXPECT_TRUE(model::is<model::Sequence>(r.function("range").result));
  // A tree whose elements are trees, as in document libraries, must not send the reader in circles.
  const Result tree = read_text(
      "namespace lib { template <class T> struct Span { T* b; T* begin() const; T* end() const; }; struct Leaf;\n"
      "template <class T> struct Kids { Kids<T>* begin() const; Kids<T>* end() const; }; Kids<int> kids(); }");
  EXPECT_EQ(tree.skipped("lib::kids()").code, "PG0201");
  const Result bad = read_text("namespace lib { int f(); }", [](auto& c) { c.instantiate["X"] = {"lib::Missing<int>", {"polyglue.toml", 3, 1}}; });
  ASSERT_FALSE(bad.sink.all().empty());
  EXPECT_EQ(bad.sink.all()[0].code, "PG0154");
  EXPECT_EQ(bad.sink.all()[0].location.line, 3);
}

TEST(Custom, Converters) {
  const Result r = read_text(R"cpp(
#include <string>
#include <polyglue/converter.hpp>
namespace third { struct Uuid { unsigned char b[16]; }; }
template <> struct polyglue::converter<third::Uuid> { using repr = std::string; static repr to(const third::Uuid&); static third::Uuid from(repr); };
namespace lib { third::Uuid f(const third::Uuid& u); }
)cpp");
  EXPECT_TRUE(model::is<model::String>(r.get<model::Custom>("third::Uuid").repr));
  EXPECT_EQ(r.function("f").result.kind, model::TypeKind(model::Named{"third::Uuid"}));
}

TEST(Classes, Members_of_private_bases_as_their_name_finds_them) {
  const Result r = read_text(R"cpp(
namespace lib {
namespace detail {
template <class T> struct Holds { const T& value() const; T& edit(); int size() const; };
struct Low { int hidden(int a) const; int shown() const; };
struct High : Low { double hidden(double a) const; };
}
class Two : public detail::Holds<int>, public detail::Holds<double> { public: Two(); using detail::Holds<int>::edit; int size(int of) const; };
class One : public detail::High { public: One(); };
}
)cpp");
  std::set<std::string> two, one;
  for (const auto& method : r.get<model::Object>("lib::Two").methods) two.insert(method.info.id);
  for (const auto& method : r.get<model::Object>("lib::One").methods) one.insert(method.info.id);
  EXPECT_EQ(two, (std::set<std::string>{"lib::detail::Holds<int>::edit()", "lib::Two::size(int)"}));
  EXPECT_EQ(one, (std::set<std::string>{"lib::detail::High::hidden(double)", "lib::detail::Low::shown()"}));
}

TEST(Classes, Copies_that_an_author_wrote) {
  const Result r = read_text(R"cpp(
#include <memory>
#include <vector>
namespace lib {
class Hidden;
class Deep { public: Deep(); Deep(const Deep& other); ~Deep(); private: std::unique_ptr<Hidden> hidden_; };
class Holder { public: Holder(); private: Deep deep_; };
class Only { public: Only(); private: std::vector<std::unique_ptr<int>> parts_; };
}
)cpp");
  EXPECT_TRUE(r.get<model::Object>("lib::Deep").copyable);
  EXPECT_TRUE(r.get<model::Object>("lib::Holder").copyable);
  EXPECT_FALSE(r.get<model::Object>("lib::Only").copyable);
}

TEST(Classes, What_a_kept_class_names_is_kept) {
  const Result r = read_text(R"cpp(
namespace lib {
class Builder { public: Builder(char* memory, int size); int size() const; };
class Writer { public: explicit Writer(char* memory); static const int digits = 7; bool write(double x, Builder* to) const; };
}
)cpp");
  EXPECT_TRUE(r.library->find("lib::Writer"));
  EXPECT_TRUE(r.library->find("lib::Builder"));
}

TEST(Classes, What_is_nested_in_a_class_that_is_gone_has_its_name) {
  const Result r = read_text(R"cpp(
namespace lib {
class Reader { public: Reader(char* memory, int size); struct Options { int depth; }; };
class Writer { public: Writer(char* memory, int size); struct Options { int width; }; };
int use(const Reader::Options& in, const Writer::Options& out);
}
)cpp");
  EXPECT_EQ(r.get<model::Record>("lib::Reader::Options").info.name, "ReaderOptions");
  EXPECT_EQ(r.get<model::Record>("lib::Writer::Options").info.name, "WriterOptions");
  EXPECT_EQ(r.get<model::Record>("lib::Writer::Options").info.scope, "");
}

TEST(Namespaces, Global_inline_nested_and_private) {
  const Result r = read_text("class Doc { public: Doc(); int n() const; };\nint count(const Doc& d);\nnamespace x { int hidden(); }",
                             [](auto& c) { c.namespaces = {""}; });
  EXPECT_EQ(r.ok().decls.size(), 2u);
  const Result n = read_text("namespace lib { inline namespace v2 { int a(); } namespace io { int b(); } namespace detail { int c(); } }");
  EXPECT_EQ(n.ok().decls.size(), 2u);
  EXPECT_EQ(n.function("a").cpp_name, "lib::a");
}

}  // namespace polyglue::input::cpp::test
