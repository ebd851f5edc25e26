#include "system/process.hpp"

#include <gtest/gtest.h>
#include <unistd.h>

#include <cstdlib>
#include <fstream>

namespace polyglue::system {
namespace {

namespace fs = std::filesystem;

Finished shell(const std::string& text, Errors errors = Errors::merged) { return run({{"sh", "-c", text}, {}, {}}, errors); }

/// A folder of its own, gone with the test; PATH names it for as long.
class OnPath : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string name = (fs::temp_directory_path() / "polyglue-process-XXXXXX").string();
    ASSERT_NE(mkdtemp(name.data()), nullptr);
    folder = name;
    old = std::getenv("PATH");
    setenv("PATH", (folder.string() + ":" + old).c_str(), 1);
  }
  void TearDown() override {
    setenv("PATH", old.c_str(), 1);
    fs::remove_all(folder);
  }
  void program(const std::string& name, bool executable = true) const {
    std::ofstream(folder / name) << "#!/bin/sh\necho " << name << "\n";
    fs::permissions(folder / name, executable ? fs::perms::owner_all : fs::perms::owner_read);
  }
  fs::path folder;
  std::string old;
};

TEST(Process, GivesOutputAndExitCode) {
  const Finished finished = shell("echo out; echo err >&2; exit 3");
  EXPECT_EQ(finished.exit_code, 3);
  EXPECT_EQ(finished.output, "out\nerr\n");
}

TEST(Process, LeavesErrorsOut) { EXPECT_EQ(shell("echo out; echo err >&2", Errors::dropped).output, "out\n"); }

TEST(Process, PassesArgumentsAsTheyAre) {
  EXPECT_EQ(run({{"printf", "%s|", "a b", "$HOME", "", "*"}, {}, {}}).output, "a b|$HOME||*|");
}

TEST(Process, RunsInAFolderWithAnEnvironment) {
  const Finished finished = run({{"sh", "-c", "pwd; echo $POLYGLUE_X$HOME"}, "/", {{"POLYGLUE_X", "1"}, {"HOME", "2"}}});
  EXPECT_EQ(finished.output, "/\n12\n");
}

TEST(Process, SaysWhatCouldNotBeStarted) {
  const Finished finished = run({{"there-is-no-such-program"}, {}, {}});
  EXPECT_EQ(finished.exit_code, 127);
  EXPECT_EQ(finished.output, "No such file or directory");
}

TEST(Process, CountsSignals) { EXPECT_EQ(shell("kill -9 $$").exit_code, 128 + 9); }

TEST(Process, ReadsNothingUnlessGivenInput) { EXPECT_EQ(shell("wc -c").output, "0\n"); }

TEST(Process, TakesMoreInputThanAPipeHolds) {
  const std::string text(1 << 20, 'x');
  const Finished finished = run({{"cat"}, {}, {}, text});
  EXPECT_EQ(finished.exit_code, 0);
  EXPECT_EQ(finished.output, text);
  // Input that nobody reads is no fault.
  EXPECT_EQ(run({{"true"}, {}, {}, text}).exit_code, 0);
}

TEST_F(OnPath, FindsPrograms) {
  program("polyglue-test-program");
  program("polyglue-test-plain", false);
  EXPECT_EQ(find_program("polyglue-test-program"), folder / "polyglue-test-program");
  EXPECT_EQ(find_program("polyglue-test-missing"), std::nullopt);
  fs::create_directory(folder / "polyglue-test-folder");
  EXPECT_EQ(find_program("polyglue-test-folder"), std::nullopt);
  EXPECT_EQ(run({{"polyglue-test-program"}, {}, {}}).output, "polyglue-test-program\n");
}

TEST_F(OnPath, ListsProgramsByTheirBeginning) {
  program("polyglue-test-b");
  program("polyglue-test-a");
  program("polyglue-test-");
  program("other-test-a");
  setenv("PATH", (folder.string() + ":" + folder.string() + ":/no/such/folder:" + old).c_str(), 1);
  EXPECT_EQ(programs_beginning_with("polyglue-test-"), (std::vector<std::string>{"a", "b"}));
}

}  // namespace
}  // namespace polyglue::system
