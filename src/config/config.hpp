// polyglue.toml as plain values. Keys of the tables below are C++ names as the author writes them:
// "rox::Chart", "rox::Chart::notes", or with parameter types to pick one overload:
// "rox::decode(std::string_view)". A trailing "*" matches any suffix.
#pragma once

#include <filesystem>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "model/model.hpp"

namespace polyglue::config {

/// A value with the place in polyglue.toml it came from, for diagnostics.
template <class T>
struct At {
  T value{};
  model::Location location;
};

/// `[ownership]`: what a pointer or reference result, or a parameter, means.
/// Keys: a function (its result), "function(param)" is written "rox::f#param".
enum class OwnershipRule {
  owned,      ///< the caller owns the raw pointer: it is deleted with the handle (result), or taken over (parameter)
  borrowed,   ///< belongs to the parent (self, else first object parameter), which is kept alive
  statically, ///< "static": lives as long as the process, keeps nothing alive
  copied,     ///< "copy": copy the object into a handle of its own
  out,        ///< parameter: the function writes it; hosts get it as a result
  inout,      ///< parameter: the function reads and writes it; hosts give it and get the new value as a result
};

struct Config {
  // [library]
  std::string name;
  std::string version = "0.1.0";
  std::string prefix;                        ///< default: name
  std::string description;
  std::string license;
  // [input]
  std::optional<At<std::filesystem::path>> udl;  ///< the interface file; then it says what is exported
  std::vector<std::string> headers;          ///< as the shim includes them, found through include_paths
  std::vector<model::Location> header_locations;  ///< of each of them in polyglue.toml
  std::vector<std::string> namespaces;       ///< exported namespaces; none: all that the headers themselves open, and the global one
  std::vector<std::filesystem::path> include_paths;
  std::vector<std::string> flags;            ///< compile flags: -std=c++20, -D...
  std::optional<std::filesystem::path> compile_commands;
  std::vector<std::string> pkg_config;       ///< packages whose cflags and libs are used
  // [build]: what the shim is linked with
  std::vector<std::filesystem::path> sources;      ///< the library's own sources, compiled into the binding; globs expanded
  std::vector<std::filesystem::path> link_files;   ///< .a, .so, .o
  std::vector<std::string> link_flags;             ///< -lz
  std::vector<std::string> public_packages;        ///< pkg-config names a consumer of `build c` needs too
  // What pkg_config resolved to on this machine; filled in by load().
  std::vector<std::string> pkg_cflags;             ///< -I..., -D...
  std::vector<std::string> pkg_libs;               ///< -L..., -l...
  // [output]
  std::vector<std::string> languages;
  std::filesystem::path output = "bindings";
  // what comes through, and how; keys as at the top of this file
  std::vector<At<std::string>> include_only;               ///< [export] only = [...]; empty: everything in namespaces
  std::vector<At<std::string>> exclude;                    ///< [export] exclude = [...]
  std::map<std::string, At<std::string>> rename;           ///< [rename]
  std::map<std::string, At<OwnershipRule>> ownership;      ///< [ownership]
  std::map<std::string, At<model::Threads>> threads;       ///< [threads] per class
  std::map<std::string, At<std::vector<std::string>>> facts; ///< [facts] "rox::f" = ["blocking"]: blocking, leaf, pure, nothrow, nullable, nonnull
  std::map<std::string, At<std::string>> instantiate;      ///< [instantiate] IntGrid = "rox::Grid<int>"
  std::map<std::string, At<std::string>> kind;             ///< [kind] per class: "record" | "object" | "interface" | "error"; enums: "flags"
  std::map<std::string, At<std::vector<std::string>>> properties; ///< [properties] "rox::Chart" = ["title", "key_count"]; "*" = every get/set pair
  std::map<std::string, At<std::string>> keep_alive;       ///< [keep_alive] "pugi::xml_node::*" = "self" | "none" | parameter name
  std::filesystem::path file;                ///< the polyglue.toml itself
  std::filesystem::path directory;           ///< its folder; relative paths above are resolved against it
};

}  // namespace polyglue::config
