#include "input/udl/uniffi_toml.hpp"

#include <gtest/gtest.h>

#include <fstream>

#include "input/udl/parser.hpp"

namespace polyglue::input::udl {
namespace {

class UniffiToml : public testing::Test {
 protected:
  std::map<std::string, model::LanguageForm> read(const std::string& text) {
    const std::filesystem::path path = std::filesystem::path(testing::TempDir()) / "uniffi.toml";
    std::ofstream(path) << text;
    Report report("lib.udl", sink_);
    const File file = parse("lib.udl",
                            "namespace lib { u32 count(u32 of); };\n"
                            "dictionary Point { u32 x; };\n"
                            "[Enum] interface Shape { Dot(u32 size); };\n"
                            "interface Meter { constructor(u32 start); u32 read(); };\n"
                            "[Custom] typedef string Url;\n", report);
    return read_uniffi_toml(path, file, sink_);
  }
  /// "2:1 error PG0113: ..." of everything said.
  std::vector<std::string> said() const {
    std::vector<std::string> out;
    for (const diag::Diagnostic& one : sink_.all())
      out.push_back(std::to_string(one.location.line) + ":" + std::to_string(one.location.column) + (one.severity == diag::Severity::error ? " error: " : " warning: ") +
                    one.message + (one.help.empty() ? "" : " (" + one.help + ")"));
    return out;
  }

  diag::Sink sink_;
};

using Said = std::vector<std::string>;

TEST_F(UniffiToml, ReadsWhatALanguageSays) {
  const auto forms = read(R"toml(
[bindings.python]
cdylib_name = "lib"
omit_checksums = true
exclude = ["count"]
[bindings.python.external_packages]
other = ""
[bindings.python.rename]
Point = "Place"
"Point.x" = "across"
Shape.Dot.size = "width"
"Meter.new.start" = "begin"
[bindings.python.custom_types.Url]
type_name = "ParseResult"
imports = ["urllib.parse"]
lift = "urllib.parse.urlparse({})"
from_custom = "{}.geturl()"
[bindings.kotlin]
package_name = "org.lib"
mutable_records = ["Point"]
[bindings.swift]
module_name = "Lib"
[bindings.node.external_packages]
other = "@us/other"
[crates.other]
)toml");
  EXPECT_EQ(said(), Said{});
  const model::LanguageForm& python = forms.at("python");
  EXPECT_EQ(python.exclude, std::vector<std::string>{"count"});
  EXPECT_EQ(python.external_packages, (std::map<std::string, std::string>{{"other", ""}}));
  EXPECT_EQ(forms.at("node").external_packages, (std::map<std::string, std::string>{{"other", "@us/other"}}));
  EXPECT_EQ(python.rename, (std::map<std::string, std::string>{{"Point", "Place"}, {"Point.x", "across"}, {"Shape.Dot.size", "width"}, {"Meter.new.start", "begin"}}));
  EXPECT_EQ(python.custom_types.at("Url"), (model::CustomForm{"ParseResult", {"urllib.parse"}, "urllib.parse.urlparse({})", "{}.geturl()"}));
}

TEST_F(UniffiToml, NotesWhatItDoesNotKnow) {
  read("[bindings.python]\ncdylib_nam = \"x\"\nmodule_name = \"x\"\nexclude = [\"cout\", \"Point\"]\n[bindings.cobol]\n[other]\n");
  EXPECT_EQ(said(), (Said{"5:11 warning: unknown key \"cobol\" in [bindings] (it has no effect)",
                          "2:1 warning: unknown key \"cdylib_nam\" in [bindings.python] (did you mean \"cdylib_name\"?)",
                          "4:11 warning: `cout` is nothing of lib.udl (did you mean `count`?)",
                          "4:11 warning: `Point` is no function, method or constructor (only those can be left out; it has no effect)",
                          "3:1 warning: unknown key \"module_name\" in [bindings.python] (it has no effect)",
                          "6:2 warning: unknown key \"other\" (it has no effect)"}));
}

TEST_F(UniffiToml, RefusesWhatIsWrong) {
  read("[bindings.python]\ncdylib_name = 3\nexclude = \"count\"\nrename = [1]\n[bindings.python.custom_types.Url]\nlift = \"parse()\"\n");
  EXPECT_EQ(said(), (Said{"2:15 error: [bindings.python] cdylib_name must be a string", "5:1 error: [bindings.python.custom_types.Url] lift has no {} for the value",
                          "3:11 error: [bindings.python] exclude must be an array of strings", "4:10 error: [bindings.python] rename must be a table of strings"}));
}

TEST_F(UniffiToml, RefusesWhatIsNoToml) {
  read("[bindings\n");
  ASSERT_EQ(said().size(), 1U);
  EXPECT_EQ(said()[0].substr(0, 12), "1:10 error: ");
}

}  // namespace
}  // namespace polyglue::input::udl
