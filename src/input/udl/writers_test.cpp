// Headers written for interface files, and interface files for libraries.
#include <gtest/gtest.h>

#include <cstdlib>
#include <fstream>
#include <sstream>

#include "input/udl/header_writer.hpp"
#include "input/udl/parser.hpp"
#include "input/udl/read.hpp"
#include "input/udl/symbols.hpp"
#include "input/udl/udl_writer.hpp"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size);

namespace polyglue::input::udl {
namespace {

std::string content(const std::string& path) {
  std::ostringstream out;
  out << std::ifstream(path).rdbuf();
  return out.str();
}

const std::string everything = POLYGLUE_SOURCE_DIR "/tests/diagnostics/udl_everything/lib.udl";

// That this header compiles and implements the file is tested where it lies. POLYGLUE_BLESS=1 writes it anew.
TEST(HeaderWriter, WritesEverything) {
  const std::string golden = POLYGLUE_SOURCE_DIR "/tests/diagnostics/udl_everything/lib.hpp";
  diag::Sink sink;
  const auto file = read(everything, sink);
  ASSERT_TRUE(file) << sink.all().front().message;
  EXPECT_TRUE(sink.all().empty());
  const std::string text = header_text(*file);
  EXPECT_EQ(text, content(golden));
  if (std::getenv("POLYGLUE_BLESS")) std::ofstream(golden) << text;
}

model::Type type(model::TypeKind kind, std::string cpp = "") { return {std::move(kind), std::move(cpp)}; }
model::Type number() { return type(model::Scalar::i32, "int"); }

TEST(UdlWriter, SaysWhatItCanAndListsTheRest) {
  model::Library library;
  library.name = "lib";
  library.doc.brief = "A library.";
  model::Record point;
  point.info = {"lib::Point", "Point", "", {"A point.", "", {}, "", {}}, {}, {}};
  point.fields = {{{"lib::Point::x", "x", "", {}, {}, {}}, type(model::Scalar::f64, "double"), model::Literal{1.0}}};
  point.equality = true;
  model::Record pair;
  pair.info = {"lib::Pair", "Pair", "", {}, {}, {}};
  pair.fields = {{{"lib::Pair::both", "both", "", {}, {}, {}}, type(model::Tuple{{number(), number()}}, "std::pair<int, int>"), {}}};
  model::Error base, variant;
  base.info = {"lib::Failed", "Failed", "", {}, {}, {}};
  variant.info = {"lib::Late", "Late", "", {}, {}, {}};
  variant.base = "lib::Failed";
  variant.fields = {{{"lib::Late::by", "by", "", {}, {}, {}}, number(), {}}};
  model::Function f;
  f.info = {"lib::f(lib::Point,int)", "f", "", {}, {}, {}};
  f.unique_name = "f";
  f.params = {{"p", type(model::Named{"lib::Point"}, "lib::Point"), {}, {}}, {"n", number(), {}, model::Literal{std::int64_t{3}}}};
  f.throws = {"lib::Late"};
  f.result = type(model::Optional{type(model::String{})}, "std::optional<std::string>");
  model::Function g = f;
  g.info = {"lib::g(lib::Pair)", "g", "", {}, {}, {}};
  g.unique_name = "g";
  g.params = {{"p", type(model::Named{"lib::Pair"}, "lib::Pair"), {}, {}}};
  model::Object store;
  store.info = {"lib::Store", "Store", "", {}, {}, {}};
  model::Function made;
  made.info = {"lib::Store::make()", "make", "", {}, {}, {}};
  made.unique_name = "make";
  made.is_static = true;
  made.result = type(model::ObjectRef{"lib::Store", model::Ownership::shared, false});
  model::Function later = f;
  later.info = {"lib::Store::later()", "later", "", {}, {}, {}};
  later.unique_name = "later";
  later.is_async = true;
  later.params.clear();
  store.methods = {made, later};
  model::Object listener;
  listener.info = {"lib::Listener", "Listener", "", {}, {}, {}};
  listener.is_abstract = listener.implementable = true;
  model::Record away;
  away.info = {"far::Away", "Away", "", {}, {}, {}};
  away.fields = pair.fields;
  library.uniffi.emplace().name_space = "lib";
  library.uniffi->other_libraries["far"] = "far";
  library.decls = {away, point, pair, base, variant, store, listener, f, g};
  library.make_index();
  const Written written = udl_text(library);
  EXPECT_EQ(written.text, R"(/// A library.
namespace lib {
  [Throws=Failed]
  string? f(Point p, optional i32 n = 3);
};

[External="far"]
typedef dictionary Away;

/// A point.
[Traits=(Eq)]
dictionary Point {
  f64 x = 1.0;
};

[Error]
interface Failed {
  Late(i32 by);
};

interface Store {
  [Name=make]
  constructor();
  [Async, Throws=Failed]
  string? later();
};

[Trait, WithForeign]
interface Listener {
};
)");
  ASSERT_EQ(written.left_out.size(), 2u);
  EXPECT_EQ(written.left_out[0].id + ": " + written.left_out[0].reason, "lib::Pair: its field both is a std::pair<int, int>");
  EXPECT_EQ(written.left_out[1].id + ": " + written.left_out[1].reason, "lib::g(lib::Pair): its parameter p is a lib::Pair");
  diag::Sink sink;
  Report report("written.udl", sink);
  File file = parse("written.udl", written.text, report);
  check(file, report);
  EXPECT_TRUE(sink.all().empty());
}

// Texts like real ones, with pieces taken out, doubled and swapped: the fuzz target in small, with the same numbers each time.
TEST(Fuzz, SurvivesMutations) {
  const std::string whole = content(everything) + content(POLYGLUE_SOURCE_DIR "/src/input/udl/refused_test.txt");
  ASSERT_GT(whole.size(), 5000u);
  std::uint64_t state = 42;
  const auto below = [&](std::size_t limit) {
    state = state * 6364136223846793005u + 1442695040888963407u;
    return static_cast<std::size_t>(state >> 33) % limit;
  };
  for (int round = 0; round < 3000; ++round) {
    const std::size_t start = below(whole.size());
    std::string text = whole.substr(start, 1 + below(600));
    for (std::size_t edits = below(6); edits > 0; --edits) {
      const std::size_t at = below(text.size() + 1), length = below(20);
      switch (below(4)) {
        case 0: text.erase(at, length); break;
        case 1: text.insert(at, whole.substr(below(whole.size()), length)); break;
        case 2: text.insert(at, 1, static_cast<char>(below(256))); break;
        default: text.insert(at, text.substr(text.size() / 2, length)); break;
      }
    }
    LLVMFuzzerTestOneInput(reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  }
}

}  // namespace
}  // namespace polyglue::input::udl
