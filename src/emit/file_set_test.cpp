#include "emit/file_set.hpp"

#include <gtest/gtest.h>
#include <sys/mount.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

namespace polyglue::emit {
namespace {

namespace fs = std::filesystem;

class FileSetTest : public ::testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "polyglue-file-set-XXXXXX").string();
    ASSERT_NE(mkdtemp(pattern.data()), nullptr);
    directory_ = pattern;
  }
  void TearDown() override { fs::remove_all(directory_); }

  std::string read(const std::string& path) const {
    std::ifstream file(directory_ / path);
    std::ostringstream text;
    text << file.rdbuf();
    return text.str();
  }
  FileSet::Written write(const FileSet& files) const {
    const auto result = files.write(directory_);
    EXPECT_TRUE(std::holds_alternative<FileSet::Written>(result));
    return std::holds_alternative<FileSet::Written>(result) ? std::get<FileSet::Written>(result) : FileSet::Written{};
  }

  fs::path directory_;
};

TEST_F(FileSetTest, WritesOnlyWhatChanged) {
  FileSet files;
  files.add("a.txt", "a");
  files.add("sub/dir/b.txt", "b");
  EXPECT_EQ(write(files).created, 2);
  const auto time = fs::last_write_time(directory_ / "a.txt");
  const FileSet::Written again = write(files);
  EXPECT_EQ(again.unchanged, 2);
  EXPECT_EQ(again.created + again.changed + again.removed, 0);
  EXPECT_EQ(fs::last_write_time(directory_ / "a.txt"), time);

  FileSet next;
  next.add("a.txt", "x");
  const FileSet::Written changed = write(next);
  EXPECT_EQ(changed.changed, 1);
  EXPECT_EQ(changed.removed, 1);
  EXPECT_EQ(read("a.txt"), "x");
  EXPECT_FALSE(fs::exists(directory_ / "sub"));
  EXPECT_FALSE(fs::exists(directory_ / ".polyglue-tmp"));
}

TEST_F(FileSetTest, KeepsFilesOfOthers) {
  std::ofstream(directory_ / "mine.txt") << "mine";
  FileSet files;
  files.add("a.txt", "a");
  write(files);
  write(FileSet());
  EXPECT_EQ(read("mine.txt"), "mine");
  EXPECT_FALSE(fs::exists(directory_ / "a.txt"));
}

TEST_F(FileSetTest, FailureLeavesOldOutput) {
  FileSet old;
  old.add("a.txt", "old");
  old.add("z.txt", "old");
  write(old);
  fs::create_directory(directory_ / "m.txt");  // in the way of a file
  FileSet files;
  files.add("a.txt", "new");
  files.add("m.txt", "new");
  const auto result = files.write(directory_);
  ASSERT_TRUE(std::holds_alternative<FileSet::Failure>(result));
  EXPECT_EQ(std::get<FileSet::Failure>(result).path, directory_ / "m.txt");
  EXPECT_EQ(read("a.txt"), "old");
  EXPECT_EQ(read("z.txt"), "old");
  EXPECT_FALSE(fs::exists(directory_ / ".polyglue-tmp"));
}

TEST_F(FileSetTest, FailureInOneFolderLeavesAllFolders) {
  std::ofstream(directory_ / "blocked") << "a file where a folder should be";
  FileSet files;
  files.add("a.txt", "new");
  const auto result = FileSet::write_all({{directory_ / "good", &files}, {directory_ / "blocked" / "sub", &files}});
  ASSERT_TRUE(std::holds_alternative<FileSet::Failure>(result));
  EXPECT_EQ(std::get<FileSet::Failure>(result).reason, std::errc::not_a_directory);
  EXPECT_FALSE(fs::exists(directory_ / "good"));
}

TEST_F(FileSetTest, FullDiskLeavesOldOutput) {
  // Only root may mount; a folder prepared by the caller does too.
  const fs::path small = directory_ / "small";
  fs::create_directory(small);
  if (mount("tmpfs", small.c_str(), "tmpfs", 0, "size=64k") != 0)
    GTEST_SKIP() << "NOT TESTED: a full disk needs the right to mount a tmpfs";
  FileSet old;
  old.add("a.txt", "old");
  EXPECT_TRUE(std::holds_alternative<FileSet::Written>(old.write(small)));
  FileSet files;
  files.add("a.txt", "new");
  files.add("b.txt", std::string(200'000, 'x'));
  const auto result = files.write(small);
  EXPECT_TRUE(std::holds_alternative<FileSet::Failure>(result));
  if (const auto* failure = std::get_if<FileSet::Failure>(&result)) {
    EXPECT_EQ(failure->reason, std::errc::no_space_on_device);
    EXPECT_EQ(failure->path, small / "b.txt");
  }
  EXPECT_EQ(read("small/a.txt"), "old");
  EXPECT_FALSE(fs::exists(small / ".polyglue-tmp"));
  umount(small.c_str());
}

TEST(FileSetDeathTest, AddingTwiceAborts) {
  FileSet files;
  files.add("a", "");
  EXPECT_DEATH(files.add("a", ""), "file 'a' was generated twice");
}

}  // namespace
}  // namespace polyglue::emit
