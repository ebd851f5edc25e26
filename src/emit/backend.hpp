// What a language is to the compiler: a name, what it can do, and a function that generates.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "emit/file_set.hpp"

namespace polyglue::abi { struct Library; }
namespace polyglue::config { struct Config; }

namespace polyglue::emit {

/// What a language can express. check/ rejects what is false, naming the declaration and the reason,
/// so that a backend never meets it.
struct Capabilities {
  bool inheritance = true;           ///< an object with an exported base
  bool multiple_inheritance = true;  ///< more than one of them
  bool operators = true;             ///< roles beyond function, constructor, getter and setter
  bool record_methods = true;        ///< functions that belong to a record
  bool variants = true;
  bool sets = true;
  bool maps = true;
  bool tuples = true;
  bool handles_in_values = true;     ///< an object inside a sequence, map, record, ...
  bool recursive_records = true;
  bool timestamps = true;            ///< and durations
  bool custom_types = true;
  bool callbacks = false;            ///< functions of the host that C++ calls
  bool interfaces = false;           ///< classes that the host implements
  bool async = false;                ///< results that come later
  bool streams = false;              ///< elements that C++ makes as they are asked for
  bool other_libraries = false;      ///< objects of another library go to and from that library's package
  bool foreign_members = true;       ///< calls methods of another library's classes itself, not through that library's package
  bool async_interfaces = false;     ///< methods of classes that the host implements, whose results come later
};

/// How `polyglue build` turns what a backend generated into something to install.
enum class Builder : std::uint8_t {
  cmake,         ///< configure, build and install the generated CMake project into dist/<language>
  python_wheel,  ///< build the generated pyproject into a wheel in dist
  npm_package,   ///< build the addon of the generated package, and a tarball of it in dist
  cargo_package, ///< pack the generated crate into a .crate in dist
};

/// What a backend may use beside the lowered interface (whose `model` has name, version, prefix, doc).
struct BackendOptions {
  /// Sources, include paths, flags, libraries to link, licence and description; paths are absolute.
  const config::Config* config = nullptr;
  /// Where the files will be written (absolute): for relative paths from generated build files to the
  /// library's own sources. The text of generated sources must not depend on it.
  std::filesystem::path directory;
  std::string polyglue_version;
};

/// One language. `generate` is pure: the same input gives the same files, byte for byte.
struct Backend {
  std::string_view name;    ///< "python": on the command line, and the folder below the output
  std::string_view title;   ///< "Python"
  Capabilities capabilities;
  Builder builder = Builder::cmake;
  FileSet (*generate)(const abi::Library& library, const BackendOptions& options) = nullptr;
};

}  // namespace polyglue::emit
