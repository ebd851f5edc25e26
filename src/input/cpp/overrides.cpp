#include "input/cpp/overrides.hpp"

#include <algorithm>
#include <cctype>
#include <numeric>
#include <set>

namespace polyglue::input::cpp {
namespace {

bool word_char(char c) { return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_'; }

/// Whether the pattern "prefix*" fits a whole name, or "prefix*#param" a parameter's. What is said of
/// functions ("prefix*") is not said of their parameters.
bool fits(std::string_view pattern, std::string_view full) {
  const std::size_t star = pattern.rfind('*');
  const std::string_view head = pattern.substr(0, star), tail = pattern.substr(star + 1);
  if (tail.empty() && head.find('#') == std::string_view::npos && full.find('#') != std::string_view::npos) return false;
  return full.size() >= head.size() + tail.size() && full.starts_with(head) && full.ends_with(tail);
}

bool is_pattern(std::string_view key) { return key.ends_with("*") || key.find("*#") != std::string_view::npos; }

/// The value whose key is one of `names`, or the longest pattern that fits one.
template <class T>
const T* look_up(const std::map<std::string, T>& table, const Names& names, const std::string& suffix = "") {
  if (table.empty()) return nullptr;
  // Names with parameter types come last and are the more exact.
  for (auto name = names.rbegin(); name != names.rend(); ++name)
    if (auto found = table.find(*name + suffix); found != table.end()) return &found->second;
  const T* best = nullptr;
  std::size_t length = 0;
  for (const auto& [raw, value] : table) {
    const std::string key = is_pattern(raw) || raw.find(' ') != std::string::npos ? normalized(raw) : std::string();
    if (key.empty()) continue;
    for (const auto& name : names) {
      const std::string full = normalized(name + suffix);
      const bool hit = is_pattern(key) ? fits(key, full) : full == key;
      if (hit && key.size() >= length + (best ? 1 : 0)) {
        best = &value;
        length = key.size();
      }
    }
  }
  return best;
}

bool matches(const std::string& raw, const Names& names) {
  const std::string key = normalized(raw);
  for (const auto& name : names) {
    const std::string full = normalized(name);
    if (full == key) return true;
    if (key.ends_with("*") && full.starts_with(std::string_view(key).substr(0, key.size() - 1))) return true;
    // Leaving a class or namespace out leaves out what is inside.
    if (full.starts_with(key) && full.compare(key.size(), 2, "::") == 0) return true;
  }
  return false;
}

std::size_t distance(std::string_view a, std::string_view b) {
  std::vector<std::size_t> row(b.size() + 1);
  std::iota(row.begin(), row.end(), std::size_t{0});
  for (std::size_t i = 1; i <= a.size(); ++i) {
    std::size_t diagonal = row[0]++;
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t above = row[j];
      row[j] = std::min({row[j] + 1, row[j - 1] + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)});
      diagonal = above;
    }
  }
  return row.back();
}

template <class T>
std::optional<T> value_of(const config::At<T>* at) {
  if (!at) return std::nullopt;
  return at->value;
}

}  // namespace

std::string normalized(std::string_view key) {
  std::string out;
  for (std::size_t i = 0; i < key.size(); ++i) {
    if (key[i] != ' ') {
      out += key[i];
      continue;
    }
    std::size_t next = i;
    while (next < key.size() && key[next] == ' ') ++next;
    if (!out.empty() && next < key.size() && word_char(out.back()) && word_char(key[next])) out += ' ';
    i = next - 1;
  }
  return out;
}

Overrides::Overrides(const config::Config& config) : config_(config) {}

void Overrides::declare(const Names& names) {
  for (const auto& name : names) declared_.insert(normalized(name));
}

bool Overrides::excluded(const Names& names) const {
  return std::any_of(config_.exclude.begin(), config_.exclude.end(),
                     [&](const auto& key) { return matches(key.value, names); });
}

bool Overrides::only_others(const Names& names) const {
  if (config_.include_only.empty()) return false;
  for (const auto& key : config_.include_only) {
    if (matches(key.value, names)) return false;
    // A class one of whose members is named must come along.
    for (const auto& name : names)
      if (normalized(key.value).starts_with(normalized(name) + "::")) return false;
  }
  return true;
}

std::optional<std::string> Overrides::rename(const Names& n) const { return value_of(look_up(config_.rename, n)); }
std::optional<config::OwnershipRule> Overrides::ownership(const Names& n) const {
  return value_of(look_up(config_.ownership, n));
}
std::optional<config::OwnershipRule> Overrides::ownership(const Names& n, const std::string& param) const {
  return value_of(look_up(config_.ownership, n, "#" + param));
}
std::optional<model::Threads> Overrides::threads(const Names& n) const { return value_of(look_up(config_.threads, n)); }
std::vector<std::string> Overrides::facts(const Names& n) const {
  const auto* at = look_up(config_.facts, n);
  return at ? at->value : std::vector<std::string>();
}
std::optional<std::string> Overrides::kind(const Names& n) const { return value_of(look_up(config_.kind, n)); }
std::vector<std::string> Overrides::properties(const Names& n) const {
  const auto* at = look_up(config_.properties, n);
  return at ? at->value : std::vector<std::string>();
}
std::optional<std::string> Overrides::keep_alive(const Names& n) const {
  return value_of(look_up(config_.keep_alive, n));
}

void Overrides::report_unmatched(diag::Sink& sink) const {
  std::set<std::string> sorted(declared_.begin(), declared_.end());
  const auto check = [&](const std::string& raw, const model::Location& at, const std::string& table) {
    // What an interface file names is compared with the headers later.
    if (config_.udl && at.file == config_.udl->value) return;
    const std::string key = normalized(raw);
    if (is_pattern(key)) {
      const std::string head = key.substr(0, key.rfind('*'));
      for (auto next = sorted.lower_bound(head); next != sorted.end() && next->starts_with(head); ++next)
        if (fits(key, *next)) return;
    } else if (declared_.contains(key)) {
      return;
    }
    std::string nearest;
    std::size_t best = key.size() / 3 + 2;
    for (const auto& name : sorted) {
      if (name.size() > key.size() + best || key.size() > name.size() + best) continue;
      if (const std::size_t d = distance(key, name); d < best) {
        best = d;
        nearest = name;
      }
    }
    sink.error("PG0150", "[" + table + "] names \"" + raw + "\", but the headers declare nothing of that name", at,
               nearest.empty() ? "run polyglue check to see the names of all declarations"
                               : "did you mean \"" + nearest + "\"?");
  };
  const auto check_all = [&](const auto& map, const std::string& table) {
    for (const auto& [key, at] : map) check(key, at.location, table);
  };
  for (const auto& key : config_.include_only) check(key.value, key.location, "export");
  for (const auto& key : config_.exclude) check(key.value, key.location, "export");
  check_all(config_.rename, "rename");
  check_all(config_.ownership, "ownership");
  check_all(config_.threads, "threads");
  check_all(config_.facts, "facts");
  check_all(config_.kind, "kind");
  check_all(config_.properties, "properties");
  check_all(config_.keep_alive, "keep_alive");
}

}  // namespace polyglue::input::cpp
