#include "config/load.hpp"

#include <algorithm>
#include <array>
#include <cctype>
#include <climits>

#include "config/packages.hpp"
#include "config/paths.hpp"
#include "config/read_text.hpp"
#include "config/toml_reader.hpp"
#include "diag/suggest.hpp"

namespace polyglue::config {
namespace {

namespace fs = std::filesystem;
using Strings = std::vector<At<std::string>>;

bool is_identifier(std::string_view text) {
  if (text.empty() || std::isdigit(static_cast<unsigned char>(text.front()))) return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c == '_' || std::isalnum(static_cast<unsigned char>(c));
  });
}

bool is_version(std::string_view text) {
  return !text.empty() && std::isdigit(static_cast<unsigned char>(text.front())) &&
         std::all_of(text.begin(), text.end(), [](char c) {
           return c == '.' || c == '-' || c == '+' || std::isalnum(static_cast<unsigned char>(c));
         });
}

/// Reports a value of a table whose keys are the author's; the key is underlined.
void bad_entry(const std::string& table, const std::string& key, const At<std::string>& text, const std::string& why,
               std::string help, diag::Sink& sink) {
  const std::size_t quotes = is_identifier(key) ? 0 : 2;
  sink.add({"PG0114", diag::Severity::error, "[" + table + "] \"" + key + "\" is \"" + text.value + "\", " + why, text.location,
            static_cast<int>(key.size() + quotes), {}, std::move(help)});
}

/// Reports a value that is not one of `allowed`.
template <class Value, std::size_t Count>
std::optional<Value> one_of(const std::string& table, const std::string& key, const At<std::string>& text,
                            const std::array<std::pair<std::string_view, Value>, Count>& allowed, diag::Sink& sink) {
  std::vector<std::string_view> names;
  for (const auto& [name, value] : allowed) {
    if (name == text.value) return value;
    names.push_back(name);
  }
  std::string list;
  for (std::size_t i = 0; i < Count; ++i) list += (i == 0 ? "" : i + 1 == Count ? " or " : ", ") + std::string(names[i]);
  const auto near = diag::nearest(text.value, names);
  bad_entry(table, key, text, "which is none of " + list, near ? "did you mean \"" + *near + "\"?" : "", sink);
  return std::nullopt;
}

/// Reads one configuration; each member function reads one table.
class Loader {
 public:
  Loader(const toml::table& root, const fs::path& file, diag::Sink& sink, const LoadOptions& options)
      : root_(root), sink_(sink), options_(options) {
    config_.file = file;
    config_.directory = file.parent_path();
  }

  Config load() {
    read_library();
    read_input();
    read_build();
    read_output();
    read_export();
    read_declarations();
    report_unknown_tables();
    return std::move(config_);
  }

 private:
  TableReader table(std::string_view name) {
    known_.push_back(name);
    const toml::node* node = root_.get(name);
    if (node && !node->is_table())
      report(sink_, "PG0113", std::string(name) + " must be a table", node->source(), "write [" + std::string(name) + "]");
    return TableReader(std::string(name), node ? node->as_table() : nullptr, sink_);
  }

  fs::path absolute(const std::string& path) const { return (config_.directory / path).lexically_normal(); }

  static std::vector<std::string> values(const Strings& strings) {
    std::vector<std::string> out;
    for (const auto& text : strings) out.push_back(text.value);
    return out;
  }

  void bad_value(const At<std::string>& text, std::string message, std::string help = "") {
    sink_.add({"PG0114", diag::Severity::error, std::move(message), text.location, static_cast<int>(text.value.size()) + 2,
               {}, std::move(help)});
  }

  void not_found(const At<std::string>& text, std::string message, std::string help = "") {
    sink_.add({"PG0116", diag::Severity::error, std::move(message), text.location, static_cast<int>(text.value.size()) + 2,
               {}, std::move(help)});
  }

  void read_library() {
    TableReader reader = table("library");
    const auto name = reader.string("name");
    reader.require("name", name.has_value(), "name = \"mylib\"");
    if (name) {
      if (!is_identifier(name->value))
        bad_value(*name, "[library] name \"" + name->value + "\" is not an identifier",
                  "use letters, digits and underscores, and start with a letter");
      config_.name = name->value;
    }
    if (const auto version = reader.string("version")) {
      if (!is_version(version->value))
        bad_value(*version, "[library] version \"" + version->value + "\" is not a version", "write one like \"1.2.0\"");
      config_.version = version->value;
    }
    for (const char c : config_.name) config_.prefix += static_cast<char>(std::tolower(static_cast<unsigned char>(c)));
    if (const auto prefix = reader.string("prefix")) {
      if (!is_identifier(prefix->value))
        bad_value(*prefix, "[library] prefix \"" + prefix->value + "\" is not an identifier",
                  "use letters, digits and underscores, and start with a letter");
      else if (prefix->value.starts_with("pgl") || std::any_of(prefix->value.begin(), prefix->value.end(), [](unsigned char c) { return std::isupper(c); }))
        sink_.add({"PG0306", diag::Severity::error, "[library] prefix \"" + prefix->value + "\" cannot be used", prefix->location,
                   static_cast<int>(prefix->value.size()) + 2, {}, "write it in lower case; pgl is Polyglue's own"});
      config_.prefix = prefix->value;
    }
    if (const auto text = reader.string("description")) config_.description = text->value;
    if (const auto text = reader.string("license")) config_.license = text->value;
    reader.finish();
  }

  void read_input() {
    TableReader reader = table("input");
    Strings headers = reader.strings("headers");
    if (const auto udl = reader.string("udl")) {
      config_.udl = {absolute(udl->value), udl->location};
      std::error_code ignored;
      if (!fs::is_regular_file(config_.udl->value, ignored))
        not_found(*udl, "[input] udl names \"" + udl->value + "\", which is not a file");
      // An interface file alone is implemented by the header of its name, beside it.
      if (headers.empty()) {
        headers.push_back({config_.udl->value.stem().string() + ".hpp", udl->location});
        config_.include_paths.push_back(config_.udl->value.parent_path());
      }
    }
    reader.require("headers", !headers.empty(), "headers = [\"mylib/mylib.hpp\"]");
    config_.headers = values(headers);
    for (const auto& header : headers) config_.header_locations.push_back(header.location);
    config_.namespaces = values(reader.strings("namespaces"));
    for (const auto& path : reader.strings("include_paths")) {
      config_.include_paths.push_back(absolute(path.value));
      std::error_code ignored;
      if (!fs::is_directory(config_.include_paths.back(), ignored))
        not_found(path, "[input] include_paths names \"" + path.value + "\", which is not a folder");
    }
    // Whether a header is there is for the compiler to say, which knows more folders; what it would
    // call "not found" although it is there is said here.
    for (const auto& header : headers)
      for (const fs::path& path : config_.include_paths) {
        std::error_code ignored;
        if (fs::is_directory(path / header.value, ignored))
          not_found(header, "[input] headers names \"" + header.value + "\", which is a folder",
                    "name each header, as #include does");
      }
    config_.flags = values(reader.strings("flags"));
    if (const auto path = reader.string("compile_commands")) {
      config_.compile_commands = absolute(path->value);
      std::error_code ignored;
      if (!fs::is_regular_file(*config_.compile_commands, ignored))
        not_found(*path, "[input] compile_commands names \"" + path->value + "\", which does not exist",
                  "CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON");
    }
    const Strings packages = reader.strings("pkg_config");
    config_.pkg_config = values(packages);
    resolve_packages(config_, packages, sink_);
    reader.finish();
  }

  void read_build() {
    TableReader reader = table("build");
    for (const auto& source : reader.strings("sources")) {
      const auto files = expand(config_.directory, source.value);
      if (files.empty())
        not_found(source, is_pattern(source.value) ? "[build] sources: no file matches \"" + source.value + "\""
                                                   : "[build] sources names \"" + source.value + "\", which does not exist");
      config_.sources.insert(config_.sources.end(), files.begin(), files.end());
    }
    // These may be products of a build that has not run yet.
    for (const auto& file : reader.strings("link_files")) config_.link_files.push_back(absolute(file.value));
    config_.link_flags = values(reader.strings("link_flags"));
    config_.public_packages = values(reader.strings("public_packages"));
    reader.finish();
  }

  void read_output() {
    TableReader reader = table("output");
    for (const auto& language : reader.strings("languages")) {
      const auto& known = options_.languages;
      if (!known.empty() && std::find(known.begin(), known.end(), language.value) == known.end()) {
        std::string help;
        if (const auto near = diag::nearest(language.value, known)) help = "did you mean \"" + *near + "\"?";
        else for (const auto name : known) help += (help.empty() ? "the languages are " : ", ") + std::string(name);
        sink_.add({"PG0119", diag::Severity::error, "unknown language \"" + language.value + "\"", language.location,
                   static_cast<int>(language.value.size()) + 2, {}, help});
      }
      config_.languages.push_back(language.value);
    }
    const auto directory = reader.string("directory");
    config_.output = absolute(directory ? directory->value : "bindings");
    reader.finish();
  }

  void read_export() {
    TableReader reader = table("export");
    config_.include_only = reader.strings("only");
    config_.exclude = reader.strings("exclude");
    reader.finish();
  }

  void read_declarations() {
    for (auto& [key, text] : table("rename").entries()) {
      if (!is_identifier(text.value)) bad_entry("rename", key, text, "which is not an identifier", "", sink_);
      config_.rename.emplace(key, text);
    }
    using enum OwnershipRule;
    constexpr std::array<std::pair<std::string_view, OwnershipRule>, 6> ownerships = {
        {{"owned", owned}, {"borrowed", borrowed}, {"static", statically}, {"copy", copied}, {"out", out}, {"inout", inout}}};
    for (auto& [key, text] : table("ownership").entries())
      if (const auto rule = one_of("ownership", key, text, ownerships, sink_)) config_.ownership[key] = {*rule, text.location};
    using model::Threads;
    constexpr std::array<std::pair<std::string_view, Threads>, 4> thread_rules = {{{"author", Threads::author},
        {"confined", Threads::confined}, {"locked", Threads::locked}, {"shared", Threads::shared}}};
    for (auto& [key, text] : table("threads").entries())
      if (const auto rule = one_of("threads", key, text, thread_rules, sink_)) config_.threads[key] = {*rule, text.location};
    constexpr std::array<std::pair<std::string_view, int>, 7> fact_names = {
        {{"blocking", 0}, {"leaf", 0}, {"pure", 0}, {"nothrow", 0}, {"nullable", 0}, {"nonnull", 0}, {"async", 0}}};
    for (auto& [key, list] : table("facts").list_entries()) {
      for (const std::string& fact : list.value) one_of("facts", key, {fact, list.location}, fact_names, sink_);
      config_.facts[key] = list;
    }
    for (auto& [key, text] : table("instantiate").entries()) {
      if (!is_identifier(key))
        sink_.error("PG0114", "[instantiate] \"" + key + "\" is not an identifier", text.location,
                    "the key is the new name, the value the type: IntGrid = \"lib::Grid<int>\"");
      config_.instantiate[key] = text;
    }
    constexpr std::array<std::pair<std::string_view, int>, 7> kinds = {
        {{"record", 0}, {"object", 0}, {"interface", 0}, {"error", 0}, {"flags", 0}, {"text", 0}, {"bytes", 0}}};
    for (auto& [key, text] : table("kind").entries())
      if (one_of("kind", key, text, kinds, sink_)) config_.kind[key] = text;
    for (auto& [key, list] : table("properties").list_entries()) config_.properties[key] = list;
    for (auto& [key, text] : table("keep_alive").entries()) config_.keep_alive[key] = text;
  }

  void report_unknown_tables() {
    for (const auto& [key, value] : root_) {
      if (std::find(known_.begin(), known_.end(), key.str()) != known_.end()) continue;
      std::string help;
      if (const auto near = diag::nearest(key.str(), known_)) help = "did you mean [" + *near + "]?";
      else for (const auto name : known_) help += (help.empty() ? "the tables are " : ", ") + std::string(name);
      const std::string what = value.is_table() ? "unknown table [" : "unknown key \"";
      report(sink_, "PG0112", what + std::string(key.str()) + (value.is_table() ? "]" : "\" outside of all tables"),
             key.source(), help);
    }
  }

  const toml::table& root_;
  diag::Sink& sink_;
  const LoadOptions& options_;
  Config config_;
  std::vector<std::string_view> known_;
};

}  // namespace

std::optional<Config> parse(std::string_view text, const fs::path& file, diag::Sink& sink, const LoadOptions& options) {
  const toml::parse_result result = toml::parse(text, file.string());
  if (!result) {
    std::string message(result.error().description());
    // The library ends its messages in ways of its own; ours have no full stop.
    while (!message.empty() && (message.back() == '.' || message.back() == '\n')) message.pop_back();
    report(sink, "PG0111", "not valid TOML: " + message, result.error().source());
    return std::nullopt;
  }
  diag::Sink found;
  Config config = Loader(result.table(), file, found, options).load();
  // In the order of the file, not of the tables' reading.
  std::vector<diag::Diagnostic> sorted = found.all();
  std::stable_sort(sorted.begin(), sorted.end(), [](const diag::Diagnostic& a, const diag::Diagnostic& b) {
    const auto line = [](const diag::Diagnostic& d) { return d.location.line > 0 ? d.location.line : INT_MAX; };
    return line(a) < line(b);
  });
  for (diag::Diagnostic& diagnostic : sorted) sink.add(std::move(diagnostic));
  if (found.has_errors()) return std::nullopt;
  return config;
}

std::optional<Config> load(const fs::path& file, diag::Sink& sink, const LoadOptions& options) {
  std::error_code ignored;
  const fs::path path = fs::absolute(file, ignored).lexically_normal();
  if (!fs::exists(path, ignored)) {
    sink.error("PG0110", "there is no " + path.filename().string(), {path.string(), 0, 0},
               "`polyglue init` writes one; --config names another");
    return std::nullopt;
  }
  const auto text = read_text(path, "PG0110", sink);
  if (!text) return std::nullopt;
  return parse(*text, path, sink, options);
}

}  // namespace polyglue::config
