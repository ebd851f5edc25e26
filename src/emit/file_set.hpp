// The files one run generates, held in memory until all of them are known to be good.
#pragma once

#include <filesystem>
#include <map>
#include <string>
#include <system_error>
#include <variant>
#include <vector>

namespace polyglue::emit {

/// Relative path -> content. Ordered, so output is deterministic.
class FileSet {
 public:
  /// Adding a path twice is a programming error (aborts, naming it).
  void add(const std::string& path, std::string content);
  void merge(FileSet other, const std::string& below = "");
  const std::map<std::string, std::string>& files() const { return files_; }

  struct Written { int created = 0, changed = 0, unchanged = 0, removed = 0; };
  struct Failure { std::filesystem::path path; std::error_code reason; };

  /// Writes below `directory`. All content goes to temporary files first; only when every one is
  /// complete (a full disk shows here) are those that differ renamed into place. Files this tool
  /// generated before (listed in directory/.polyglue-files) and no longer generates are removed.
  /// On failure the old output is as it was.
  std::variant<Written, Failure> write(const std::filesystem::path& directory) const;

  /// The same for several folders at once: all of them change, or none.
  struct Target { std::filesystem::path directory; const FileSet* files = nullptr; };
  static std::variant<Written, Failure> write_all(const std::vector<Target>& targets);

 private:
  std::map<std::string, std::string> files_;
};

}  // namespace polyglue::emit
