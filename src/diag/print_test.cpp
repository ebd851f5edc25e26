#include "diag/print.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <set>

#include "diag/catalogue.hpp"
#include "diag/suggest.hpp"

namespace polyglue::diag {
namespace {

class PrintTest : public ::testing::Test {
 protected:
  void SetUp() override {
    file_ = std::filesystem::temp_directory_path() / ("polyglue-print-" + std::to_string(getpid()) + ".hpp");
    std::ofstream(file_) << "one\n\tint größe = f(x);\r\nthree\n";
  }
  void TearDown() override { std::filesystem::remove(file_); }
  PrintOptions options() const { return {false, file_.parent_path()}; }
  std::filesystem::path file_;
};

TEST_F(PrintTest, UnderlinesCharactersNotBytes) {
  const std::string name = file_.filename().string();
  Diagnostic diagnostic{"PG0101", Severity::error, "no f", {file_.string(), 2, 16}, 4, {{"see", {file_.string(), 3, 1}}}, "declare it"};
  EXPECT_EQ(to_text(diagnostic, options()),
            "error[PG0101]: no f\n"
            " --> " + name + ":2:16\n"
            "  |\n"
            "2 |  int größe = f(x);\n"
            "  |              ^^^^\n"
            "  = note: see\n"
            " --> " + name + ":3:1\n"
            "  |\n"
            "3 | three\n"
            "  | ^\n"
            "  = help: declare it\n");
}

TEST_F(PrintTest, PlacesThatAreNotThere) {
  EXPECT_EQ(to_text(Diagnostic{"PG0101", Severity::warning, "m", {}, 1, {}, ""}, options()), "warning[PG0101]: m\n");
  EXPECT_EQ(to_text(Diagnostic{"", Severity::note, "m", {"gone.hpp", 7, 2}, 1, {}, ""}, options()), "note: m\n --> gone.hpp:7:2\n");
  // A column beyond the line has no caret; one at its end has.
  EXPECT_EQ(to_text(Diagnostic{"", Severity::note, "m", {file_.string(), 1, 99}, 1, {}, ""}, options()).find('^'), std::string::npos);
  EXPECT_NE(to_text(Diagnostic{"", Severity::note, "m", {file_.string(), 1, 4}, 1, {}, ""}, options()).find("    ^"), std::string::npos);
}

TEST_F(PrintTest, CountsAndColours) {
  const Diagnostic error{"PG0101", Severity::error, "e", {}, 1, {}, ""}, warning{"PG0101", Severity::warning, "w", {}, 1, {}, ""};
  EXPECT_EQ(to_text({error, error, warning}), "error[PG0101]: e\n\nerror[PG0101]: e\n\nwarning[PG0101]: w\n\n2 errors, 1 warning\n");
  EXPECT_EQ(to_text(std::vector<Diagnostic>{}), "");
  EXPECT_NE(to_text(error, {true, {}}).find("\x1b[1;31m"), std::string::npos);
}

TEST(PrintJson, SurvivesBadUtf8) {
  const std::string json = to_json({{"PG0101", Severity::error, "bad \xff", {"a.hpp", 1, 2}, 3, {{"n", {}}}, "h"}});
  EXPECT_NE(json.find("\"severity\": \"error\""), std::string::npos);
  EXPECT_EQ(to_json({}), "[]\n");
}

TEST(Catalogue, CodesAreUniqueAndOrdered) {
  std::set<std::string_view> seen;
  std::string_view last;
  for (const Entry& entry : catalogue()) {
    EXPECT_TRUE(seen.insert(entry.code).second) << entry.code;
    EXPECT_LT(last, entry.code);
    EXPECT_FALSE(entry.title.empty() || entry.explanation.empty()) << entry.code;
    last = entry.code;
  }
  ASSERT_NE(find_entry("pg0301"), nullptr);
  EXPECT_EQ(find_entry("0301"), find_entry("PG0301"));
  EXPECT_EQ(find_entry("PG9999"), nullptr);
}

TEST(Suggest, FindsTheNearest) {
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3u);
  EXPECT_EQ(edit_distance("abc", "acb"), 1u);
  EXPECT_EQ(nearest("heders", {"headers", "flags"}), "headers");
  EXPECT_EQ(nearest("zzz", {"headers", "flags"}), std::nullopt);
  EXPECT_EQ(nearest("", {"a"}), "a");
}

}  // namespace
}  // namespace polyglue::diag
