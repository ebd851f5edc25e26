// Text to tokens.
#pragma once

#include <string_view>
#include <vector>

#include "input/udl/report.hpp"

namespace polyglue::input::udl {

struct Token {
  enum class Kind : std::uint8_t { word, integer, floating, string, symbol, doc, end };
  Kind kind = Kind::end;
  std::string_view text;  ///< of a string: without its quotes; of docs: all of their lines, with the slashes
  Place place;
};

/// The tokens of a text, the last of kind `end`. Characters that begin none are reported and left out.
std::vector<Token> lex(std::string_view text, Report& report);

/// The text of a documentation comment: without its slashes and its common indentation.
std::string doc_text(std::string_view comment);

}  // namespace polyglue::input::udl
