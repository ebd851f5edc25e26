// Long lines, broken as prettier breaks them.
#include "languages/js/context.hpp"

namespace polyglue::js {
namespace {

/// Steps over a string literal that starts at `at`; the position of its end, or `at` for other characters.
std::size_t skip_string(const std::string& text, std::size_t at) {
  if (text[at] != '"' && text[at] != '\'') return at;
  std::size_t end = at + 1;
  while (end < text.size() && text[end] != text[at]) end += text[end] == '\\' ? 2 : 1;
  return end;
}

bool opens(char c) { return c == '(' || c == '[' || c == '{'; }
bool closes(char c) { return c == ')' || c == ']' || c == '}'; }

/// The bracket that closes the one at `open`.
std::size_t matching(const std::string& text, std::size_t open) {
  int depth = 0;
  for (std::size_t at = open; at < text.size(); ++at) {
    at = skip_string(text, at);
    if (opens(text[at])) ++depth;
    if (closes(text[at]) && --depth == 0) return at;
  }
  return std::string::npos;
}

/// Splits behind each `separator` that no bracket surrounds; it stays at the end of its piece.
std::vector<std::string> split(const std::string& text, const std::string& separator) {
  std::vector<std::string> pieces;
  std::size_t start = 0;
  int depth = 0;
  for (std::size_t at = 0; at < text.size(); ++at) {
    at = skip_string(text, at);
    if (at >= text.size()) break;
    if (opens(text[at])) ++depth;
    if (closes(text[at])) --depth;
    if (depth == 0 && text.compare(at, separator.size(), separator) == 0) {
      pieces.push_back(text.substr(start, at + separator.size() - 1 - start));
      start = at + separator.size();
    }
  }
  pieces.push_back(text.substr(start));
  return pieces;
}

std::string wrapped(const std::string& line);

std::string lines(const std::vector<std::string>& pieces, const std::string& indent) {
  std::string text;
  for (const std::string& piece : pieces) text += wrapped(indent + piece) + "\n";
  return text;
}

std::string wrapped(const std::string& line) {
  if (line.size() <= line_width) return line;
  const std::size_t first = line.find_first_not_of(' ');
  const std::string indent = line.substr(0, first), inner = indent + "  ";
  if (line[first] == '*' || line[first] == '/') return line;  // a comment
  const std::size_t condition = line.compare(first, 4, "if (") == 0 ? first + 3 : line.compare(first, 9, "else if (") == 0 ? first + 8 : std::string::npos;
  if (condition != std::string::npos) {
    const std::size_t close = matching(line, condition);
    if (close == std::string::npos || line.back() == '{') return line;
    const std::string rest = line.substr(close + 2);
    if (close + 1 <= line_width) return line.substr(0, close + 1) + "\n" + wrapped(inner + rest);
    const std::string test = line.substr(condition + 1, close - condition - 1);
    std::vector<std::string> pieces = split(test, " || ");
    if (pieces.size() == 1) pieces = split(test, " && ");
    return line.substr(0, condition + 1) + "\n" + lines(pieces, inner) + indent + ")\n" + wrapped(inner + rest);
  }
  if (line.compare(first, 7, "return ") == 0 && line.back() == ';') {
    const std::vector<std::string> pieces = split(line.substr(first + 7, line.size() - first - 8), " && ");
    if (pieces.size() > 1) return indent + "return (\n" + lines(pieces, inner) + indent + ");";
  }
  if (line.ends_with(");")) {
    // The call that ends the line.
    for (std::size_t open = line.find('('); open != std::string::npos; open = line.find('(', open + 1)) {
      if (matching(line, open) != line.size() - 2) continue;
      const std::string arguments = line.substr(open + 1, line.size() - 3 - open);
      std::vector<std::string> pieces = split(arguments, ", ");
      pieces.back() += ",";
      return line.substr(0, open + 1) + "\n" + lines(pieces, inner) + indent + ");";
    }
  }
  return line;
}

}  // namespace

std::string wrap_long_lines(const std::string& text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = text.find('\n', at);
    result += wrapped(text.substr(at, end - at)) + "\n";
    at = end + 1;
  }
  return result;
}

}  // namespace polyglue::js
