// TOML tables with the complaints a reader of polyglue.toml needs: wrong types, unknown keys.
#pragma once

// Header-only and without exceptions: errors are values here.
#define TOML_EXCEPTIONS 0
#define TOML_HEADER_ONLY 1
#include <toml++/toml.h>

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "diag/diagnostic.hpp"

namespace polyglue::config {

model::Location location_of(const toml::source_region& region);

/// How many columns of its line a region covers, at least 1.
int length_of(const toml::source_region& region);

/// One table of the file. Every key that is asked for is known; finish() reports all others.
class TableReader {
 public:
  /// `table` may be null: then nothing is there.
  TableReader(std::string name, const toml::table* table, diag::Sink& sink)
      : name_(std::move(name)), table_(table), sink_(sink) {}

  bool present() const { return table_ != nullptr; }
  std::optional<At<std::string>> string(std::string_view key);
  std::vector<At<std::string>> strings(std::string_view key);
  /// Reports that a key is missing, at the table.
  void require(std::string_view key, bool found, std::string_view example);
  void finish();

  /// Every key with a string; for tables whose keys are C++ names.
  std::vector<std::pair<std::string, At<std::string>>> entries();
  /// Every key with an array of strings, or one string.
  std::vector<std::pair<std::string, At<std::vector<std::string>>>> list_entries();

 private:
  const toml::node* find(std::string_view key);
  void wrong_type(std::string_view key, const toml::node& node, std::string_view wanted);
  std::optional<std::vector<std::string>> as_list(std::string_view key, const toml::node& node);

  std::string name_;
  const toml::table* table_;
  diag::Sink& sink_;
  std::vector<std::string_view> asked_;
};

/// `error[code]` with the region underlined.
void report(diag::Sink& sink, std::string code, std::string message, const toml::source_region& region,
            std::string help = "");

}  // namespace polyglue::config
