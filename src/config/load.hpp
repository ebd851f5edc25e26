// Reads polyglue.toml.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "config/config.hpp"
#include "diag/diagnostic.hpp"

namespace polyglue::config {

/// What the caller knows beside the file.
struct LoadOptions {
  /// Names accepted in [output] languages; empty: any.
  std::vector<std::string_view> languages;
};

/// Loads a configuration: relative paths become absolute, patterns are expanded, pkg-config packages
/// resolved. Everything that is wrong goes to `sink`; nothing is returned where there were errors.
///
///     [library]
///     name = "rox"                      # required; a C identifier
///     version = "1.2.0"                 # default "0.1.0"
///     prefix = "rox"                    # of C symbols; default: name
///     description = "..."
///     license = "MIT"
///     [input]
///     headers = ["rox/chart.hpp"]       # required; as #include writes them
///     namespaces = ["rox"]              # what is exported; default: everything the headers declare
///     include_paths = ["include"]
///     flags = ["-std=c++20"]
///     compile_commands = "build/compile_commands.json"
///     pkg_config = ["yaml-cpp"]
///     [build]
///     sources = ["src/*.cpp"]           # compiled into the bindings
///     link_files = ["build/librox.a"]
///     link_flags = ["-lz"]
///     public_packages = ["zlib"]        # pkg-config packages that users of the C library need too
///     [output]
///     languages = ["c", "cpp", "python"]
///     directory = "bindings"
///     [export]
///     only = ["rox::Chart"]             # default: all of the namespaces
///     exclude = ["rox::detail::*"]
///     [rename]                          # "rox::decode(std::string_view)" = "decode_text"
///     [ownership]                       # "rox::f" = "owned" | "borrowed" | "static" | "copy"
///     [threads]                         # "rox::Chart" = "author" | "confined" | "locked" | "shared"
///     [facts]                           # "rox::decode" = ["blocking", "leaf", "pure", "nothrow", "async"]
///     [instantiate]                     # IntGrid = "rox::Grid<int>"
///     [kind]                            # "rox::Note" = "record" | "object" | "error" | "flags"
///     [properties]                      # "rox::Chart" = ["title"] or "*"
///     [keep_alive]                      # "pugi::xml_node::*" = "self" | "none" | a parameter
std::optional<Config> load(const std::filesystem::path& file, diag::Sink& sink, const LoadOptions& options = {});

/// The same from text, for tests; `file` is what messages show.
std::optional<Config> parse(std::string_view text, const std::filesystem::path& file, diag::Sink& sink,
                            const LoadOptions& options = {});

}  // namespace polyglue::config
