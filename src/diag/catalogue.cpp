#include "diag/catalogue.hpp"

#include <algorithm>
#include <cctype>
#include <string>

#include "diag/catalogue_input.hpp"
#include "diag/catalogue_udl.hpp"


namespace polyglue::diag {
namespace {

// Configuration and parsing.
constexpr Entry config_entries[] = {
    {"PG0101", "the headers do not compile",
     "Polyglue parses the headers with Clang, as a compiler would. Every message of Clang is passed on with its place. "
     "Check that the headers compile on their own, and that [input] flags has what the library is compiled with "
     "(-std=c++20, -D...), and include_paths or pkg_config what it includes."},
    {"PG0102", "the compilation database cannot be read",
     "[input] compile_commands names a compile_commands.json. CMake writes one with -DCMAKE_EXPORT_COMPILE_COMMANDS=ON."},
    {"PG0103", "a header was not found",
     "A header named in [input] headers, or included by one, is in none of the folders that are searched. Add its folder to "
     "[input] include_paths, or its package to [input] pkg_config."},
    {"PG0110", "the configuration cannot be read",
     "Polyglue looks for polyglue.toml in the current folder, or where --config says. `polyglue init` writes one."},
    {"PG0111", "the configuration is not valid TOML", "See https://toml.io for the syntax."},
    {"PG0112", "unknown table or key",
     "Only documented tables and keys are accepted, so that a spelling mistake is never silently ignored. Names of C++ "
     "declarations are keys too and hold colons: write them in quotes."},
    {"PG0113", "a value has the wrong type", "The message says which type the key takes."},
    {"PG0114", "a value is not acceptable", "The message says what is."},
    {"PG0115", "a required key is missing", "[library] name and [input] headers must be there."},
    {"PG0116", "a file or folder does not exist",
     "Relative paths are resolved against the folder of polyglue.toml. Patterns (src/*.cpp, src/**/*.cpp) must match "
     "at least one file."},
    {"PG0117", "a package is unknown to pkg-config",
     "Install the package's development files, or add the folder of its .pc file to PKG_CONFIG_PATH."},
    {"PG0118", "pkg-config is not installed", "On Debian: apt install pkg-config."},
    {"PG0119", "unknown language", "`polyglue --help` lists the languages this build knows."},
    {"PG0150", "an override matches nothing",
     "A key in [rename], [ownership], [export] ... names no declaration of the headers. Names are fully qualified "
     "(\"rox::Chart::notes\"); one overload is picked by its parameter types; a trailing * matches any suffix."},
};

constexpr Entry check_entries[] = {
    {"PG0301", "two declarations get the same name",
     "Names are converted to each language's own case: add_note and addNote both become add_note in Python and addNote in "
     "JavaScript. Rename one of them under [rename]."},
    {"PG0302", "records contain each other by value",
     "A record that holds itself by value has no size. Break the cycle with std::vector, std::unique_ptr or std::optional "
     "of a pointer."},
    {"PG0303", "two errors get the same name", "Rename one of them under [rename]."},
    {"PG0304", "nothing is exported",
     "No declaration came through. Look at [input] namespaces and [export], and run `polyglue check`, which lists every "
     "declaration that was left out with its reason."},
    {"PG0305", "a name is taken by generated code",
     "Every class gets a function of this name in C. Rename the declaration under [rename]."},
    {"PG0306", "the prefix cannot be used", "The C prefix must be a C identifier in lower case and not start with pgl."},
    {"PG0307", "a name has no letters", "After case conversion nothing is left of the name. Rename it under [rename]."},
    {"PG0310", "the language cannot express this",
     "Each language says what it supports. Exclude the declaration for this build, or generate other languages."},
};

constexpr Entry tool_entries[] = {
    {"PG0401", "a tool is missing", "`polyglue doctor` lists what each language needs and how to install it."},
    {"PG0402", "a build step failed", "The end of its output is shown; the log has all of it."},
    {"PG0403", "a file cannot be written",
     "Nothing was changed: generated files are put in place only when all of them could be written."},
    {"PG0404", "a file already exists", "`polyglue init` does not overwrite; use --force to."},
    {"PG0405", "no headers found", "Name them: polyglue init include/mylib/*.hpp"},
    {"PG0407", "a plug-in failed",
     "An executable polyglue-gen-<name> on PATH is a backend: it reads the model as JSON (`polyglue model` prints it, "
     "docs/reference/model.schema.json describes it) and prints {\"files\": {\"path\": \"text\"}}."},
    {"PG0406", "a generator failed", "This is a mistake in Polyglue; please report it with the header that shows it."},
};

}  // namespace

const std::vector<Entry>& catalogue() {
  static const std::vector<Entry> entries = [] {
    std::vector<Entry> all(std::begin(config_entries), std::end(config_entries));
    all.insert(all.end(), std::begin(input_entries), std::end(input_entries));
    all.insert(all.end(), std::begin(udl_entries), std::end(udl_entries));
    all.insert(all.end(), std::begin(check_entries), std::end(check_entries));
    all.insert(all.end(), std::begin(tool_entries), std::end(tool_entries));
    std::stable_sort(all.begin(), all.end(), [](const Entry& a, const Entry& b) { return a.code < b.code; });
    return all;
  }();
  return entries;
}

const Entry* find_entry(std::string_view code) {
  std::string wanted(code);
  for (char& c : wanted) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  if (!wanted.starts_with("PG")) wanted = "PG" + wanted;
  for (const Entry& entry : catalogue())
    if (entry.code == wanted) return &entry;
  return nullptr;
}

}  // namespace polyglue::diag
