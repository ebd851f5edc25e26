#include "config/load.hpp"

#include <gtest/gtest.h>
#include <stdlib.h>

#include <fstream>

#include "config/packages.hpp"
#include "config/paths.hpp"

namespace polyglue::config {
namespace {

namespace fs = std::filesystem;

class LoadTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "polyglue-load-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
    for (const char* path : {"include", "src/deep", ".hidden"}) fs::create_directories(directory_ / path);
    for (const char* path : {"src/a.cpp", "src/b.cc", "src/deep/c.cpp", "top.cpp", ".hidden/x.cpp"}) std::ofstream(directory_ / path) << "";
  }
  void TearDown() override { fs::remove_all(directory_); }
  std::optional<Config> read(std::string_view text) { return parse(text, directory_ / "polyglue.toml", sink_, {{"c", "python"}}); }
  std::vector<std::string> names(std::string_view pattern) const {
    std::vector<std::string> out;
    for (const fs::path& path : expand(directory_, pattern)) out.push_back(path.lexically_relative(directory_).generic_string());
    return out;
  }

  fs::path directory_;
  diag::Sink sink_;
};

TEST_F(LoadTest, ReadsEveryKey) {
  const auto config = read(R"toml(
    library = {name = "Rox", version = "1.2.0-rc1", description = "d", license = "MIT"}
    [input]
    headers = ["rox/chart.hpp"]
    namespaces = ["rox"]
    include_paths = ["include"]
    flags = ["-std=c++20"]
    [build]
    sources = ["src/**/*.cpp", "top.cpp"]
    link_files = ["build/../librox.a"]
    link_flags = ["-lz"]
    public_packages = ["zlib"]
    [output]
    languages = ["python"]
    directory = "out"
    [export]
    only = ["rox::*"]
    exclude = ["rox::detail::*"]
    [rename]
    "rox::decode(std::string_view)" = "decode_text"
    [ownership]
    "rox::f#param" = "static"
    [threads]
    "rox::Chart" = "locked"
    [facts]
    "rox::f" = ["blocking", "pure"]
    "rox::g" = "leaf"
    "rox::h" = "async"
    [instantiate]
    IntGrid = "rox::Grid<int>"
    [kind]
    "rox::Note" = "record"
    [properties]
    "rox::Chart" = "*"
    [keep_alive]
    "rox::node::*" = "self"
  )toml");
  ASSERT_TRUE(config) << (sink_.all().empty() ? "" : sink_.all().front().message);
  EXPECT_EQ(config->name, "Rox");
  EXPECT_EQ(config->prefix, "rox");
  EXPECT_EQ(config->include_paths, std::vector<fs::path>{directory_ / "include"});
  EXPECT_EQ(config->sources, (std::vector<fs::path>{directory_ / "src/a.cpp", directory_ / "src/deep/c.cpp", directory_ / "top.cpp"}));
  EXPECT_EQ(config->link_files, std::vector<fs::path>{directory_ / "librox.a"});
  EXPECT_EQ(config->output, directory_ / "out");
  EXPECT_EQ(config->rename.at("rox::decode(std::string_view)").value, "decode_text");
  EXPECT_EQ(config->rename.at("rox::decode(std::string_view)").location.line, 20);
  EXPECT_EQ(config->ownership.at("rox::f#param").value, OwnershipRule::statically);
  EXPECT_EQ(config->threads.at("rox::Chart").value, model::Threads::locked);
  EXPECT_EQ(config->facts.at("rox::g").value, std::vector<std::string>{"leaf"});
  EXPECT_EQ(config->instantiate.at("IntGrid").value, "rox::Grid<int>");
  EXPECT_EQ(config->properties.at("rox::Chart").value, std::vector<std::string>{"*"});
  EXPECT_EQ(config->keep_alive.at("rox::node::*").value, "self");
  EXPECT_EQ(config->header_locations.size(), 1u);
}

TEST_F(LoadTest, ReportsAllErrorsInOrder) {
  EXPECT_FALSE(read("[output]\nlanguages = [\"pythn\"]\n[library]\nnam = \"x\"\n"));
  std::vector<std::string> codes;
  for (const auto& diagnostic : sink_.all()) codes.push_back(diagnostic.code);
  EXPECT_EQ(codes, (std::vector<std::string>{"PG0119", "PG0115", "PG0112", "PG0115"}));
  EXPECT_EQ(sink_.all()[0].help, "did you mean \"python\"?");
}

TEST_F(LoadTest, AnInterfaceFileIsImplementedByTheHeaderOfItsName) {
  std::ofstream(directory_ / "src/bank.udl") << "namespace bank {};";
  const auto config = read("[library]\nname = \"bank\"\n[input]\nudl = \"src/bank.udl\"\n");
  ASSERT_TRUE(config);
  EXPECT_EQ(config->udl->value, directory_ / "src/bank.udl");
  EXPECT_EQ(config->headers, std::vector<std::string>{"bank.hpp"});
  EXPECT_EQ(config->include_paths, std::vector<fs::path>{directory_ / "src"});
  const auto both = read("[library]\nname = \"bank\"\n[input]\nudl = \"src/bank.udl\"\nheaders = [\"a.hpp\"]\n");
  ASSERT_TRUE(both);
  EXPECT_EQ(both->headers, std::vector<std::string>{"a.hpp"});
  EXPECT_FALSE(read("[library]\nname = \"bank\"\n[input]\nudl = \"none.udl\"\n"));
  EXPECT_EQ(sink_.all().back().message, "[input] udl names \"none.udl\", which is not a file");
}

TEST_F(LoadTest, ExpandsPatterns) {
  EXPECT_EQ(names("src/*.cpp"), std::vector<std::string>{"src/a.cpp"});
  EXPECT_EQ(names("src/?.c*"), (std::vector<std::string>{"src/a.cpp", "src/b.cc"}));
  EXPECT_EQ(names("**/*.cpp"), (std::vector<std::string>{"src/a.cpp", "src/deep/c.cpp", "top.cpp"}));
  EXPECT_EQ(names("nothing/*.cpp"), std::vector<std::string>{});
  EXPECT_EQ(names("src"), std::vector<std::string>{});
}

TEST(SplitFlags, KeepsQuotedBlanks) {
  EXPECT_EQ(split_flags(" -I/a\\ b  -DX\n"), (std::vector<std::string>{"-I/a b", "-DX"}));
}

}  // namespace
}  // namespace polyglue::config
