#include "emit/file_set.hpp"

#include <cerrno>
#include <cstdio>
#include <algorithm>
#include <cstdlib>
#include <deque>
#include <fstream>
#include <iterator>
#include <memory>
#include <set>

namespace polyglue::emit {
namespace {

namespace fs = std::filesystem;

constexpr const char* manifest_name = ".polyglue-files";
constexpr const char* staging_name = ".polyglue-tmp";

std::error_code last_error() {
  return {errno ? errno : EIO, std::generic_category()};
}

/// Writes all of `content`; the error is the operating system's own.
std::error_code write_file(const fs::path& path, const std::string& content) {
  errno = 0;
  std::FILE* file = std::fopen(path.string().c_str(), "wb");
  if (!file) return last_error();
  const bool written = std::fwrite(content.data(), 1, content.size(), file) == content.size() && std::fflush(file) == 0;
  const std::error_code reason = written ? std::error_code() : last_error();
  // Some file systems report a full disk only here.
  if (std::fclose(file) != 0 && !reason) return last_error();
  return reason;
}

bool has_content(const fs::path& path, const std::string& content) {
  std::error_code ignored;
  if (!fs::is_regular_file(path, ignored) || fs::file_size(path, ignored) != content.size()) return false;
  std::ifstream file(path, std::ios::binary);
  return std::equal(content.begin(), content.end(), std::istreambuf_iterator<char>(file), {});
}

std::set<std::string> read_manifest(const fs::path& directory) {
  std::set<std::string> paths;
  std::ifstream file(directory / manifest_name);
  for (std::string line; std::getline(file, line);) {
    // A list that was tampered with must not delete files elsewhere.
    const fs::path path = fs::path(line).lexically_normal();
    if (!line.empty() && line.front() != '#' && path.is_relative() && *path.begin() != "..") paths.insert(line);
  }
  return paths;
}

/// Replaces files of one directory, all or none: undoes its work unless `commit` was called.
class Transaction {
 public:
  explicit Transaction(const fs::path& directory) : directory_(directory), staging_(directory / staging_name) {}
  Transaction(const Transaction&) = delete;
  Transaction& operator=(const Transaction&) = delete;
  ~Transaction() {
    if (!committed_) roll_back();
    std::error_code ignored;
    fs::remove_all(staging_, ignored);
    if (committed_) return;
    for (auto dir = made_.rbegin(); dir != made_.rend(); ++dir) fs::remove(*dir, ignored);
  }

  std::error_code begin() {
    if (std::error_code error = make_directories(directory_)) return error;
    std::error_code error;
    fs::remove_all(staging_, error);  // left behind by a run that was killed
    if (error) return error;
    fs::create_directory(staging_, error);
    return error;
  }

  std::error_code stage(const std::string& path, const std::string& content) {
    if (std::error_code error = make_directories((directory_ / path).parent_path())) return error;
    const fs::path staged = staging_ / ("new" + std::to_string(staged_.size()));
    staged_.push_back({path, staged});
    return write_file(staged, content);
  }

  /// Moves the staged files into place; `failed` names the file where that went wrong.
  std::error_code replace(fs::path& failed) {
    for (const auto& [path, staged] : staged_) {
      failed = directory_ / path;
      if (std::error_code error = set_aside(path)) return error;
      std::error_code error;
      fs::rename(staged, failed, error);
      if (error) return error;
      placed_.push_back(failed);
    }
    return {};
  }

  /// Moves an old file out of the way, if there is one.
  std::error_code set_aside(const std::string& path) {
    const fs::path target = directory_ / path;
    std::error_code error;
    const fs::file_status status = fs::symlink_status(target, error);
    if (!fs::exists(status)) return {};
    if (fs::is_directory(status)) return std::make_error_code(std::errc::is_a_directory);
    const fs::path aside = staging_ / ("old" + std::to_string(aside_.size()));
    fs::rename(target, aside, error);
    if (!error) aside_.push_back({target, aside});
    return error;
  }

  void commit() { committed_ = true; }

 private:
  std::error_code make_directories(const fs::path& path) {
    std::error_code error;
    if (path.empty() || fs::is_directory(path, error)) return {};
    if (fs::exists(path, error)) return std::make_error_code(std::errc::not_a_directory);
    if (std::error_code failure = make_directories(path.parent_path())) return failure;
    error.clear();
    fs::create_directory(path, error);
    if (!error) made_.push_back(path);
    return error;
  }

  void roll_back() {
    std::error_code ignored;
    for (const fs::path& path : placed_) fs::remove(path, ignored);
    for (const auto& [target, aside] : aside_) fs::rename(aside, target, ignored);
  }

  fs::path directory_;
  fs::path staging_;
  std::vector<std::pair<std::string, fs::path>> staged_;
  std::vector<std::pair<fs::path, fs::path>> aside_;
  std::vector<fs::path> placed_;
  std::vector<fs::path> made_;
  bool committed_ = false;
};

}  // namespace

void FileSet::add(const std::string& path, std::string content) {
  if (!files_.emplace(path, std::move(content)).second) {
    std::fprintf(stderr, "polyglue: internal error: file '%s' was generated twice\n", path.c_str());
    std::abort();
  }
}

void FileSet::merge(FileSet other, const std::string& below) {
  for (auto& [path, content] : other.files_) add(below.empty() ? path : below + "/" + path, std::move(content));
}

namespace {

/// What has to happen in one folder.
struct Plan {
  fs::path directory;
  std::string manifest;
  std::vector<std::pair<std::string, const std::string*>> different;
  std::vector<std::string> stale;  ///< made by an earlier run, not by this one
  std::unique_ptr<Transaction> transaction;

  bool empty() const { return different.empty() && stale.empty(); }
};

void compare(const FileSet& files, const fs::path& directory, Plan& plan, FileSet::Written& written) {
  plan.directory = directory;
  plan.manifest = "# Files made by polyglue; it removes those it no longer makes.\n";
  std::error_code ignored;
  for (const auto& [path, content] : files.files()) {
    plan.manifest += path + "\n";
    if (has_content(directory / path, content)) {
      ++written.unchanged;
      continue;
    }
    ++(fs::exists(directory / path, ignored) ? written.changed : written.created);
    plan.different.push_back({path, &content});
  }
  for (const std::string& path : read_manifest(directory))
    if (!files.files().contains(path) && fs::is_regular_file(directory / path, ignored)) plan.stale.push_back(path);
  if (!has_content(directory / manifest_name, plan.manifest)) plan.different.push_back({manifest_name, &plan.manifest});
}

void remove_empty_folders(const Plan& plan) {
  for (const std::string& path : plan.stale) {
    std::error_code error;
    for (fs::path dir = fs::path(path).parent_path(); !dir.empty() && fs::remove(plan.directory / dir, error) && !error;)
      dir = dir.parent_path();
  }
}

}  // namespace

std::variant<FileSet::Written, FileSet::Failure> FileSet::write(const fs::path& directory) const {
  return write_all({{directory, this}});
}

std::variant<FileSet::Written, FileSet::Failure> FileSet::write_all(const std::vector<Target>& targets) {
  Written written;
  // Plans hold pointers to their own manifests, so they must not move.
  std::deque<Plan> plans;
  for (const Target& target : targets) compare(*target.files, target.directory, plans.emplace_back(), written);
  for (Plan& plan : plans) {
    if (plan.empty()) continue;
    plan.transaction = std::make_unique<Transaction>(plan.directory);
    if (std::error_code error = plan.transaction->begin()) return Failure{plan.directory, error};
    for (const auto& [path, content] : plan.different)
      if (std::error_code error = plan.transaction->stage(path, *content)) return Failure{plan.directory / path, error};
  }
  for (Plan& plan : plans) {
    if (plan.empty()) continue;
    fs::path failed;
    if (std::error_code error = plan.transaction->replace(failed)) return Failure{failed, error};
    for (const std::string& path : plan.stale) {
      if (std::error_code error = plan.transaction->set_aside(path)) return Failure{plan.directory / path, error};
      ++written.removed;
    }
  }
  for (Plan& plan : plans) {
    if (plan.empty()) continue;
    plan.transaction->commit();
    remove_empty_folders(plan);
  }
  return written;
}

}  // namespace polyglue::emit
