// Filesystem paths.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace paths {

/// A file and where its copy goes.
struct Copy {
  std::filesystem::path from;
  std::filesystem::path to;
};

inline std::filesystem::path join(const std::filesystem::path& directory, const std::filesystem::path& file) {
  return directory / file;
}
inline std::string extension(std::filesystem::path path) { return path.extension().string(); }
inline std::vector<std::filesystem::path> parents(const std::filesystem::path& path) {
  std::vector<std::filesystem::path> result;
  for (auto parent = path.parent_path(); !parent.empty() && parent != parent.parent_path(); parent = parent.parent_path()) {
    result.push_back(parent);
  }
  return result;
}
inline Copy reversed(const Copy& copy) { return {copy.to, copy.from}; }
inline std::optional<std::filesystem::path> absolute_only(const std::filesystem::path& path) {
  return path.is_absolute() ? std::optional(path) : std::nullopt;
}
/// The size of a file.
/// @throws std::filesystem::filesystem_error when it cannot be read
inline std::uintmax_t size(const std::filesystem::path& path) { return std::filesystem::file_size(path); }

/// Remembers where it is.
class Folder {
 public:
  explicit Folder(std::filesystem::path path) : path_(std::move(path)) {}
  const std::filesystem::path& path() const noexcept { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace paths
