// Doxygen comments to model::Doc. Knows text only, nothing of Clang.
#pragma once

#include <string>
#include <string_view>

#include "model/model.hpp"

namespace polyglue::input::cpp {

/// A comment taken apart; `deprecated` is filled by \deprecated.
struct ParsedDoc {
  model::Doc doc;
  std::optional<std::string> deprecated;
};

/// `text` is the comment without its markers. Understands paragraphs, \brief, \param, \return,
/// \throws, \deprecated, \note and the like with "\" or "@", and turns inline \c, \p, \b, \e into Markdown.
ParsedDoc parse_doc(std::string_view text);

}  // namespace polyglue::input::cpp
