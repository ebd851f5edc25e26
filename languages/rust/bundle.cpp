#include "languages/rust/bundle.hpp"

#include <fstream>
#include <optional>
#include <set>
#include <sstream>

namespace polyglue::rust {
namespace {

namespace fs = std::filesystem;

std::optional<std::string> read(const fs::path& path) {
  std::error_code error;
  if (!fs::is_regular_file(path, error)) return std::nullopt;
  std::ifstream in(path, std::ios::binary);
  std::ostringstream text;
  text << in.rdbuf();
  return in ? std::optional(text.str()) : std::nullopt;
}

/// What stands in the #include lines of a text.
std::vector<std::string> included(const std::string& text) {
  std::vector<std::string> names;
  std::istringstream lines(text);
  std::string line;
  while (std::getline(lines, line)) {
    const std::size_t hash = line.find_first_not_of(" \t");
    if (hash == std::string::npos || line[hash] != '#') continue;
    const std::size_t word = line.find_first_not_of(" \t", hash + 1);
    if (word == std::string::npos || line.compare(word, 7, "include") != 0) continue;
    const std::size_t open = line.find_first_of("<\"", word);
    const std::size_t close = open == std::string::npos ? open : line.find_first_of(">\"", open + 1);
    if (close != std::string::npos) names.push_back(line.substr(open + 1, close - open - 1));
  }
  return names;
}

bool is_system(const fs::path& path) { return path.native().starts_with("/usr/") || path.native().starts_with("/opt/"); }

class Collector {
 public:
  explicit Collector(const config::Config& config) : config_(config), base_(config.directory.lexically_normal()) {
    for (const fs::path& path : config.sources) widen(path.parent_path());
    for (const fs::path& path : config.include_paths) widen(path);
  }

  Bundle run() {
    for (const fs::path& path : config_.sources) {
      if (take(path)) bundle_.sources.push_back(inside(path));
    }
    for (const std::string& header : config_.headers) find(header, {});
    for (const fs::path& path : config_.include_paths) bundle_.includes.push_back(is_system(path) ? path.string() : inside(path));
    for (const fs::path& path : config_.link_files) {
      const auto content = read(path);
      if (!content) continue;
      const std::string name = "native/link/" + path.filename().string();
      if (!bundle_.files.files().contains(name)) bundle_.files.add(name, *content);
      (path.extension() == ".o" ? bundle_.objects : bundle_.libraries).push_back(name);
    }
    return std::move(bundle_);
  }

 private:
  /// Makes the base a folder that holds this one too.
  void widen(const fs::path& path) {
    if (is_system(path)) return;
    const fs::path normal = path.lexically_normal();
    while (base_.has_relative_path() && *normal.lexically_relative(base_).begin() == "..") base_ = base_.parent_path();
  }

  std::string inside(const fs::path& path) const {
    std::string result = (fs::path("native/library") / path.lexically_normal().lexically_relative(base_)).lexically_normal().generic_string();
    if (result.back() == '/') result.pop_back();
    return result;
  }

  bool take(const fs::path& given) {
    const fs::path path = given.lexically_normal();
    const auto content = read(path);
    if (!content) return false;
    if (!seen_.insert(path).second) return true;
    bundle_.files.add(inside(path), *content);
    for (const std::string& name : included(*content)) find(name, path.parent_path());
    return true;
  }

  void find(const std::string& name, const fs::path& beside) {
    if (!beside.empty() && take(beside / name)) return;
    for (const fs::path& folder : config_.include_paths) {
      if (!is_system(folder) && take(folder / name)) return;
    }
  }

  const config::Config& config_;
  fs::path base_;
  Bundle bundle_;
  std::set<fs::path> seen_;
};

}  // namespace

Bundle bundle(const config::Config& config) { return Collector(config).run(); }

}  // namespace polyglue::rust
