// The model as JSON and back: for `polyglue model`, for plug-ins, and for comparing interfaces.
#pragma once

#include <string>
#include <string_view>
#include <variant>

#include "model/model.hpp"

namespace polyglue::model {

/// Version of the JSON form; changes when a reader of the old form would misunderstand the new one.
inline constexpr int json_version = 1;

/// `indent` < 0: on one line. Text that is not UTF-8 has its bad bytes replaced.
std::string to_json(const Library& library, int indent = 2);

/// What to_json wrote, or a sentence that says why `text` is not that.
std::variant<Library, std::string> from_json(std::string_view text);

}  // namespace polyglue::model
