// An interface file from disk.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "diag/diagnostic.hpp"
#include "input/udl/tree.hpp"
#include "model/model.hpp"

namespace polyglue::input::udl {

/// Reads and checks a file; none where it has errors.
std::optional<File> read(const std::filesystem::path& path, diag::Sink& sink);

/// Puts in the place of `[External]` typedefs what the interface files of their libraries say, "library.udl" in one of the
/// folders. Where there is none, the headers alone describe the type. False where such a file has errors.
bool take_in_other_files(File& file, const std::vector<std::filesystem::path>& folders, diag::Sink& sink);

/// bind() with its diagnostics in `sink`, and what uniffi.toml beside the file says.
std::optional<model::Library> bind(const File& file, const model::Library& headers, diag::Sink& sink);

/// An interface as C++ would call it, whether callers may implement it, and where it stands.
struct ClassOf {
  std::string name;
  bool implementable = false;
  model::Location location;
};
std::vector<ClassOf> classes_of(const File& file);

/// Functions that change bytes of their caller's, "Store::fill#*" as [ownership] has it, in every spelling that C++ may have.
std::vector<std::pair<std::string, model::Location>> changing_functions_of(const File& file);

}  // namespace polyglue::input::udl
