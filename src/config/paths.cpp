#include "config/paths.hpp"

#include <algorithm>

namespace polyglue::config {
namespace {

namespace fs = std::filesystem;

bool matches(std::string_view name, std::string_view pattern) {
  if (pattern.empty()) return name.empty();
  if (pattern.front() == '*') return matches(name, pattern.substr(1)) || (!name.empty() && matches(name.substr(1), pattern));
  return !name.empty() && (pattern.front() == '?' || pattern.front() == name.front()) &&
         matches(name.substr(1), pattern.substr(1));
}

void walk(const fs::path& directory, fs::path::const_iterator part, fs::path::const_iterator end,
          std::vector<fs::path>& out) {
  if (part == end) return;
  const std::string pattern = part->string();
  const auto rest = std::next(part);
  std::error_code error;
  if (pattern != "**" && !is_pattern(pattern)) {
    const fs::path path = directory / pattern;
    if (rest == end) {
      if (fs::is_regular_file(path, error)) out.push_back(path.lexically_normal());
    } else {
      walk(path, rest, end, out);
    }
    return;
  }
  if (pattern == "**") walk(directory, rest, end, out);
  for (const fs::directory_entry& entry : fs::directory_iterator(directory, error)) {
    const std::string name = entry.path().filename().string();
    if (pattern == "**") {
      if (entry.is_directory(error) && !name.starts_with('.')) walk(entry.path(), part, end, out);
    } else if (matches(name, pattern)) {
      if (rest != end) walk(entry.path(), rest, end, out);
      else if (entry.is_regular_file(error)) out.push_back(entry.path().lexically_normal());
    }
  }
}

}  // namespace

bool is_pattern(std::string_view path) { return path.find_first_of("*?") != std::string_view::npos; }

std::vector<fs::path> expand(const fs::path& directory, std::string_view pattern) {
  std::vector<fs::path> out;
  const fs::path path(pattern);
  const fs::path relative = path.relative_path();
  walk(path.is_absolute() ? path.root_path() : directory, relative.begin(), relative.end(), out);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace polyglue::config
