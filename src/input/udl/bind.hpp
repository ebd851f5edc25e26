// An interface file and the headers that implement it, to one model.
#pragma once

#include <optional>

#include <map>
#include <optional>
#include <string>

#include "input/udl/report.hpp"
#include "model/model.hpp"

namespace polyglue::input::udl {

/// The model of what the file exports: names, documentation, defaults and selection are the file's, spelling
/// and ownership are those of `headers`, where each declaration is found by its name. What is missing there, or
/// differs, is one diagnostic each that shows both places and a declaration that would fit.
/// `languages` is what uniffi.toml says of them.
std::optional<model::Library> bind(const File& file, const model::Library& headers, Report& report,
                                   std::map<std::string, model::LanguageForm> languages = {});

}  // namespace polyglue::input::udl
