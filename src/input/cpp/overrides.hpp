// What polyglue.toml says about single declarations, looked up by name.
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "config/config.hpp"
#include "diag/diagnostic.hpp"

namespace polyglue::input::cpp {

/// The names one declaration answers to: its qualified name and, for functions, the names with
/// parameter types ("rox::f(int, bool)", and "rox::f(int)" where the rest has defaults).
using Names = std::vector<std::string>;

/// Removes the spaces that carry no meaning: "f( const T & )" and "f(const T&)" are one key.
std::string normalized(std::string_view key);

/// Looks keys up: exact ones first, then the longest pattern "prefix*". Remembers every name asked
/// about, so that keys which match nothing can be reported.
class Overrides {
 public:
  explicit Overrides(const config::Config& config);

  void declare(const Names& names);

  bool excluded(const Names& names) const;
  bool only_others(const Names& names) const;  ///< an `only` list exists and names neither this nor a part of it
  std::optional<std::string> rename(const Names& names) const;
  std::optional<config::OwnershipRule> ownership(const Names& names) const;
  std::optional<config::OwnershipRule> ownership(const Names& names, const std::string& param) const;
  std::optional<model::Threads> threads(const Names& names) const;
  std::vector<std::string> facts(const Names& names) const;
  std::optional<std::string> kind(const Names& names) const;
  std::vector<std::string> properties(const Names& names) const;
  std::optional<std::string> keep_alive(const Names& names) const;

  /// One PG0150 for each key that matched no declaration, with the nearest name there is.
  void report_unmatched(diag::Sink& sink) const;

 private:
  const config::Config& config_;
  std::unordered_set<std::string> declared_;
};

}  // namespace polyglue::input::cpp
