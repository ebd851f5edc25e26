#include "model/json.hpp"

#include <gtest/gtest.h>

#include <limits>

namespace polyglue::model {
namespace {

Type scalar(Scalar kind) { return {kind, "int"}; }

/// A library that has one of everything.
Library sample() {
  Library library;
  library.name = "rox";
  library.version = "1.2.0";
  library.prefix = "rox";
  library.includes = {"rox/chart.hpp"};
  library.adapters = {"inline int f_1(int a) { return rox::f(&a); }"};
  library.doc.brief = "Charts.";

  Record note;
  note.info = {"rox::Note", "Note", "", {"A note.", "More.", {{"a", "b"}}, "x", {{"std::bad_alloc", "never"}}}, "use Tap", {"note.hpp", 3, 8}};
  note.fields.push_back({{"rox::Note::column", "column", "rox::Note", {}, {}, {}}, scalar(Scalar::u8), Literal{std::int64_t{-1}}});
  for (const Literal& literal : {Literal{NullLiteral{}}, Literal{true}, Literal{std::numeric_limits<std::uint64_t>::max()},
                                 Literal{0.1}, Literal{std::numeric_limits<double>::infinity()}, Literal{std::string("\"a\0b", 4)},
                                 Literal{EnumLiteral{"rox::Kind", "tap"}}, Literal{EmptyLiteral{}}, Literal{OpaqueLiteral{"f()"}}})
    note.constants.push_back({{"rox::Note::c", "c", "rox::Note", {}, {}, {}}, scalar(Scalar::f64), literal});
  library.decls.push_back(note);

  Enum kind;
  kind.info.id = "rox::Kind";
  kind.underlying = Scalar::codepoint;
  kind.values.push_back({{"rox::Kind::tap", "tap", "rox::Kind", {}, {}, {}}, std::numeric_limits<std::int64_t>::min()});
  library.decls.push_back(kind);

  library.decls.push_back(Variant{{"V", "V", "", {}, {}, {}}, "std::variant<int>", {{"i32", scalar(Scalar::i32)}, {"empty", {}}}});

  Callback callback;
  callback.info.id = "rox::Progress";
  callback.params = {{"done", scalar(Scalar::f64), Passing::const_ref, {}}};
  callback.result = {String{}, "std::string"};
  library.decls.push_back(callback);

  Object chart;
  chart.info.id = "rox::Chart";
  chart.bases = {"rox::Base"};
  chart.threads = Threads::locked;
  chart.implementable = true;
  Function method;
  method.info.id = "rox::Chart::f(int)";
  method.role = Role::divide_assign;
  method.result = {Map{Type{String{}, "std::string"}, Type{Sequence{Type{Optional{Type{Named{"rox::Note"}, "n"}}, "o"}}, "s"}}, "m"};
  method.result_passing = Passing::const_ref;
  method.expected_error = "rox::Error";
  method.throws = {"rox::Error"};
  method.keeps_alive = {0, 2};
  method.facts.leaf = true;
  method.is_adapter = true;
  method.is_virtual = method.is_pure = method.is_async = true;
  method.returns_cpp = "std::future<int>";
  method.params = {{"a", {Tuple{{Type{Bytes{}, "b"}, Type{Timestamp{}, "t"}, Type{Duration{}, "d"}, Type{Set{scalar(Scalar::boolean)}, "s"}}}, "t"},
                    Passing::rvalue_ref, {}},
                   {"b", {ObjectRef{"rox::Chart", Ownership::unique, true}, "rox::Chart"}, Passing::pointer, Literal{NullLiteral{}}}};
  chart.methods.push_back(method);
  library.decls.push_back(chart);

  Error error;
  error.info.id = "rox::Error";
  error.factory = "rox_adapters::raise_1";
  error.base = "rox::Other";
  error.wraps = scalar(Scalar::i64);
  error.accessors = {"x()"};
  library.decls.push_back(error);
  library.decls.push_back(Custom{{"rox::Url", "Url", "", {}, {}, {}}, {String{}, "std::string"}});
  library.decls.push_back(method);
  library.decls.push_back(note.constants.front());
  library.skipped.push_back({"rox::g", {"a.hpp", 1, 2}, "PG0203", "why", "what"});
  UniffiFlavour& flavour = library.uniffi.emplace();
  flavour = {"rox", {"rox::Error"}, {"rox::Chart"}, {{"Url", {String{}, "std::string"}}}, {{"rox::Note", {1, 0}}}, {}, {}};
  flavour.languages["python"] = {{{"Url", {"ParseResult", {"urllib.parse"}, "parse({})", "{}.geturl()"}}}, {{"other", ""}},
                                 {{"Chart.f", "g"}}, {"Note"}};
  return library;
}

TEST(ModelJson, RoundTrips) {
  const Library library = sample();
  const std::string text = to_json(library);
  const auto back = from_json(text);
  ASSERT_TRUE(std::holds_alternative<Library>(back)) << std::get<std::string>(back);
  EXPECT_EQ(std::get<Library>(back), library);
  EXPECT_EQ(to_json(std::get<Library>(back)), text);
}

TEST(ModelJson, HasAFlavourWhereTheLibraryAsksForOne) {
  Library library = sample();
  EXPECT_NE(to_json(library).find("\"uniffi\""), std::string::npos);
  library.uniffi.reset();
  EXPECT_EQ(to_json(library).find("\"uniffi\""), std::string::npos);
}

TEST(ModelJson, SaysWhatIsWrong) {
  EXPECT_EQ(std::get<std::string>(from_json("{}")), "not a Polyglue model of version 1");
  EXPECT_TRUE(std::holds_alternative<std::string>(from_json("[")));
  EXPECT_TRUE(std::holds_alternative<std::string>(from_json("{\"polyglue_model\": 1}")));
}

TEST(ModelLibrary, FindsDeclarations) {
  Library library = sample();
  for (int round = 0; round < 2; ++round) {
    ASSERT_NE(library.find("rox::Chart"), nullptr);
    EXPECT_EQ(info(*library.find("rox::Chart")).id, "rox::Chart");
    EXPECT_NE(library.find_as<Enum>("rox::Kind"), nullptr);
    EXPECT_EQ(library.find_as<Enum>("rox::Chart"), nullptr);
    EXPECT_EQ(library.find("rox::Nothing"), nullptr);
    library.make_index();
  }
  library.decls.push_back(Custom{{"rox::Late", "Late", "", {}, {}, {}}, {}});
  EXPECT_NE(library.find("rox::Late"), nullptr);
}

}  // namespace
}  // namespace polyglue::model
