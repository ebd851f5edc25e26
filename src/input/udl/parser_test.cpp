// What is accepted, what is refused, and with which words.
#include "input/udl/parser.hpp"

#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <sstream>

#include "diag/catalogue.hpp"
#include "input/udl/parse_types.hpp"
#include "input/udl/symbols.hpp"

namespace polyglue::input::udl {
namespace {

/// One line per diagnostic: "3:7+4 PG0163 unknown type ... | help".
std::string diagnostics(std::string_view text) {
  diag::Sink sink;
  Report report("test.udl", sink);
  File file = parse("test.udl", text, report);
  check(file, report);
  std::string out;
  for (const auto& d : sink.all()) {
    EXPECT_NE(diag::find_entry(d.code), nullptr) << d.code;
    out += std::to_string(d.location.line) + ":" + std::to_string(d.location.column) + "+" + std::to_string(d.length) +
           (d.severity == diag::Severity::warning ? " warning " : " ") + d.code + " " + d.message + (d.help.empty() ? "" : " | " + d.help) + "\n";
  }
  return out;
}

struct Accepted { const char* name; const char* text; };
void PrintTo(const Accepted& c, std::ostream* out) { *out << c.name; }
class Accepts : public ::testing::TestWithParam<Accepted> {};
TEST_P(Accepts, WithoutAWord) { EXPECT_EQ(diagnostics(std::string("namespace n {};\n") + GetParam().text), ""); }

INSTANTIATE_TEST_SUITE_P(Udl, Accepts, ::testing::ValuesIn(std::vector<Accepted>{
    {"the same namespace twice", "namespace n { void f(); };"},
    {"comments anywhere", "/* a */ dictionary /* b */ D { // c\n u8 /* d */ a; };"},
    {"a comment at the very end", "dictionary D {}; // the end"},
    {"a mark at the beginning of lines", "dictionary D {\r\n  u8 a;\r\n};\r\n"},
    {"keywords as names", "dictionary object { u8 if; u8 enum; u8 break; }; interface class { void while(u8 continue); void constructor_(); };"},
    {"names with underscore, hyphen, digits", "dictionary _D { u8 _a; u8 b-c; u8 2d; };  namespace n { void f(D d); };"},
    {"a variant called as a builtin", "[Enum] interface E { String(); U8(); Error(string string); Promise(); };"},
    {"every scalar", "dictionary D { boolean a; u8 b; i8 c; u16 d; i16 e; u32 f; i32 g; u64 h; i64 i; float j; double k; f32 l; f64 m; };"},
    {"every other builtin", "dictionary D { string a; bytes b; timestamp c; duration d; };"},
    {"containers", "dictionary D { sequence<u8> a; sequence<string?>? b; record<string, sequence<D>> c; record<DOMString, u8> d; D? e; };"},
    {"results", "namespace n { void a(); undefined b(); u8 c(); sequence<u8>? d(); };"},
    {"forward references", "namespace n { E f(D d); }; dictionary D { E e; }; enum E { \"a\" };"},
    {"an empty list of attributes", "[] dictionary D {}; namespace n { [] void f([] u8 a); };"},
    {"attributes of functions", "namespace n { [Throws=E, Async] void f(); [Throws=\"E\"] void g(); }; [Error] enum E { \"a\", };"},
    {"attributes of constructors", "interface I { constructor(); [Name=a] constructor(u8 x); [Name=\"b\", Async] constructor(); };"},
    {"attributes of methods", "interface I { [Self=ByArc] void f(); };"},
    {"attributes of arguments", "namespace n { void f([ByRef] string a, [ByMutRef] bytes b, [ByRef] bytes c); };"},
    {"attributes of types", "[Remote, Traits=(Debug, Display, Eq, Hash, Ord)] dictionary D {}; [NonExhaustive, Remote] enum E { \"a\" };"
                            "[Trait, Remote] interface T { void f(); }; [Trait, WithForeign] interface F {};"},
    {"an error with fields", "[Error] interface E { A(u8 a, string b); B(); };"},
    {"an error of objects", "interface E { string text(); }; namespace n { [Throws=E] void f(); };"},
    {"an enum with fields", "[Enum] interface E { A(E? e, sequence<I> i); }; interface I {};"},
    {"a callback interface", "callback interface C { [Throws=E] void f(u8 a); }; [Error] enum E { \"a\" };"},
    {"typedefs", "typedef dictionary A; typedef record B; typedef struct C; typedef enum D; typedef interface E; typedef impl F; typedef trait G;"
                 "typedef callback H; typedef trait_with_foreign I; [External=\"other\"] typedef interface J; [Custom=\"other\"] typedef string K;"},
    {"custom types", "[Custom] typedef string Url; [Custom] typedef sequence<Url> Urls; [Custom] typedef D E; dictionary D {};"},
    {"defaults of arguments", "namespace n { void f(optional boolean a = true, optional string b = \"x\", optional i8 c = -0x7F, optional u16 d = 0755,"
                              "optional f64 e = 1.5e3, optional float f = .5, optional u8? g = null, optional u8? h = 3, optional sequence<u8> i = [],"
                              "optional record<string, u8> j = {}, optional E k = \"DEUX\", optional f64 l = 1.); }; enum E { \"Deux\" };"},
    {"defaults of fields", "dictionary D { required u8 a = 1; required string required; string? b = null; };"},
    {"the largest numbers", "dictionary D { u64 a = 18446744073709551615; i64 b = -9223372036854775808; u64 c = 0xFFFFFFFFFFFFFFFF; };"},
    {"documentation in every place", "/// a\nnamespace n { /// b\n [Throws=E] void f(); };\n/// c\n/// d\n[Error]\nenum E { /// e\n \"a\" };\n"
     "/// f\ndictionary D { /// g\n u8 a; };\n//// h\ninterface I { /// i\n constructor(); /// j\n // plain\n void f(); };\n"
     "[Enum] interface V { /// k\n A(); };\n/// l\ncallback interface C { /// m\n void f(); };"},
}));

// refused_test.txt: texts, and under each what is said of it. POLYGLUE_BLESS=1 writes it anew; review the difference.
TEST(Refuses, WithTheseMessages) {
  const std::string path = POLYGLUE_SOURCE_DIR "/src/input/udl/refused_test.txt";
  std::stringstream whole;
  whole << std::ifstream(path).rdbuf();
  std::string now, text, expected;
  bool in_text = true;
  int cases = 0;
  const auto finish = [&] {
    const bool complete = text.find("namespace") != std::string::npos || text.starts_with("// without a name");
    const std::string said = diagnostics(complete ? text : text + "namespace n {};\n");
    EXPECT_EQ(said, expected) << text;
    EXPECT_FALSE(said.empty()) << text;
    now += text + "----\n" + said + "====\n";
    text.clear();
    expected.clear();
    in_text = true;
    ++cases;
  };
  for (std::string line; std::getline(whole, line);) {
    if (line == "====") finish();
    else if (line == "----") in_text = false;
    else (in_text ? text : expected) += line + "\n";
  }
  EXPECT_GT(cases, 60);
  if (std::getenv("POLYGLUE_BLESS")) std::ofstream(path) << now;
}

TEST(Parse, DocumentationKeepsItsLines) {
  diag::Sink sink;
  Report report("t", sink);
  const File file = parse("t", "/// One.\n///\n///   two /* */\n// plain\n/// three\nnamespace n {};", report);
  EXPECT_EQ(std::get<Namespace>(file.definitions[0]).doc, "One.\n\n  two /* */\nthree");
}

TEST(Parse, ReadsTypesAndLiterals) {
  diag::Sink sink;
  Report report("t", sink);
  const File file = parse("t", "namespace n { record<string, sequence<u8?>>? f(optional i32 a = 0x1F); };", report);
  const Operation& f = std::get<Namespace>(file.definitions[0]).functions[0];
  EXPECT_EQ(to_text(*f.result), "record<string, sequence<u8?>>?");
  EXPECT_EQ(value_of(std::get<Integer>(f.arguments[0].default_value->value))->magnitude, 31u);
}

// The limits that keep a hostile file harmless.
TEST(Parse, EndsInTimeAndWithFewWords) {
  std::string deep = "namespace n { ";
  for (int i = 0; i < 100000; ++i) deep += "sequence<";
  EXPECT_NE(diagnostics(deep).find("nested too deeply"), std::string::npos);
  std::string many = "namespace n {";
  for (int i = 0; i < 20000; ++i) many += "unknown" + std::to_string(i) + " f" + std::to_string(i) + "();\n";
  const std::string said = diagnostics(many + "};");
  EXPECT_EQ(std::count(said.begin(), said.end(), '\n'), static_cast<long>(Report::limit));
  std::string open(200000, '[');
  EXPECT_FALSE(diagnostics(open).empty());
  std::string chain = "namespace n {};";
  for (int i = 0; i < 20000; ++i) chain += "[Custom] typedef T" + std::to_string(i + 1) + " T" + std::to_string(i) + ";";
  EXPECT_EQ(diagnostics(chain + "[Custom] typedef u8 T20000;"), "");
}

}  // namespace
}  // namespace polyglue::input::udl
