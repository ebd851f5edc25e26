// uniffi.toml, which stands beside an interface file and says how single languages show it.
#pragma once

#include <filesystem>
#include <map>
#include <string>

#include "diag/diagnostic.hpp"
#include "input/udl/tree.hpp"
#include "model/model.hpp"

namespace polyglue::input::udl {

/// Reads the tables [bindings.<language>]. What is wrong is an error with its place; a key that UniFFI does not
/// have, or that names nothing of `file`, is a warning.
std::map<std::string, model::LanguageForm> read_uniffi_toml(const std::filesystem::path& path, const File& file, diag::Sink& sink);

/// The library as one language shows it: without what that leaves out, and with its names.
model::Library in_language(const model::Library& library, const model::LanguageForm& form);

}  // namespace polyglue::input::udl
