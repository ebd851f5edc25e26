#include "input/udl/lexer.hpp"

#include <algorithm>

namespace polyglue::input::udl {
namespace {

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_hex(char c) { return is_digit(c) || (c >= 'a' && c <= 'f') || (c >= 'A' && c <= 'F'); }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n' || c == '\f' || c == '\v'; }

/// How many characters of `text` a number takes, 0 for none: decimal, 0x..., or with `.` or exponent.
std::size_t number_length(std::string_view text, bool& floating) {
  const auto at = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
  const auto digits = [&](std::size_t i) {
    while (is_digit(at(i))) ++i;
    return i;
  };
  const std::size_t start = at(0) == '-' ? 1 : 0;
  floating = false;
  if (at(start) == '0' && (at(start + 1) == 'x' || at(start + 1) == 'X') && is_hex(at(start + 2))) {
    std::size_t end = start + 2;
    while (is_hex(at(end))) ++end;
    return end;
  }
  const std::size_t whole = digits(start);
  std::size_t end = whole;
  if (at(end) == '.') {
    const std::size_t fraction = digits(end + 1);
    if (whole == start && fraction == end + 1) return 0;
    floating = true;
    end = fraction;
  } else if (whole == start) {
    return 0;
  }
  if (at(end) == 'e' || at(end) == 'E') {
    const std::size_t sign = at(end + 1) == '+' || at(end + 1) == '-' ? 1 : 0;
    const std::size_t exponent = digits(end + 1 + sign);
    if (exponent > end + 1 + sign) {
      floating = true;
      end = exponent;
    }
  }
  return end;
}

class Lexer {
 public:
  Lexer(std::string_view text, Report& report) : text_(text), report_(report) {}

  std::vector<Token> run() {
    if (text_.starts_with("\xEF\xBB\xBF")) step(3);
    while (position_ < text_.size()) next();
    tokens_.push_back({Token::Kind::end, text_.substr(text_.size()), place(0)});
    return std::move(tokens_);
  }

 private:
  char at(std::size_t ahead) const { return position_ + ahead < text_.size() ? text_[position_ + ahead] : '\0'; }
  std::string_view rest() const { return text_.substr(position_); }
  /// The next `length` characters, up to the end of the line.
  Place place(std::size_t length) {
    if (line_end_ < position_ || position_ == 0) line_end_ = std::min(text_.find('\n', position_), text_.size());
    return {line_, column_, static_cast<int>(std::max<std::size_t>(1, std::min(length, line_end_ - position_)))};
  }
  void step(std::size_t count) {
    for (; count > 0 && position_ < text_.size(); --count, ++position_) {
      if (text_[position_] == '\n') {
        ++line_;
        column_ = 1;
      } else {
        ++column_;
      }
    }
  }
  void add(Token::Kind kind, std::size_t length) {
    tokens_.push_back({kind, rest().substr(0, length), place(length)});
    step(length);
  }

  void next() {
    const char c = at(0);
    if (is_blank(c)) return step(1);
    if (rest().starts_with("///")) return doc();
    if (rest().starts_with("//")) return step(std::min(rest().find('\n'), rest().size()));
    if (rest().starts_with("/*")) return block_comment();
    if (c == '"') return string();
    if (is_digit(c) || c == '-' || c == '.') {
      bool floating = false;
      const std::size_t length = number_length(rest(), floating);
      // "2d" is a name: names may begin with a digit.
      if (length > 0 && !(is_digit(c) && (is_letter(at(length)) || at(length) == '_')))
        return add(floating ? Token::Kind::floating : Token::Kind::integer, length);
    }
    if (is_letter(c) || is_digit(c) || (c == '_' && (is_letter(at(1)) || is_digit(at(1))))) return word();
    if (std::string_view("{}()[]<>,;:=?").find(c) != std::string_view::npos) return add(Token::Kind::symbol, 1);
    stray();
  }

  void word() {
    std::size_t length = 1;
    while (is_letter(at(length)) || is_digit(at(length)) || at(length) == '_' || at(length) == '-') ++length;
    add(Token::Kind::word, length);
  }

  void string() {
    const std::size_t end = text_.find('"', position_ + 1);
    if (end == std::string_view::npos) {
      report_.error("PG0161", "a string that does not end", place(rest().size()), "close it with a quote; there are no escapes");
      return step(std::min(rest().find('\n'), rest().size()));
    }
    const std::size_t length = end - position_ + 1;
    const std::string_view inside = rest().substr(1, length - 2);
    const std::size_t before = inside.find('\\');
    add(Token::Kind::string, length);
    tokens_.back().text = inside;
    if (before != std::string_view::npos && inside.ends_with('\\'))
      report_.warning("a backslash does not escape the quote", tokens_.back().place, "strings of an interface file have no escapes");
  }

  void block_comment() {
    const std::size_t end = text_.find("*/", position_ + 2);
    if (end != std::string_view::npos) return step(end + 2 - position_);
    report_.error("PG0161", "a comment that does not end", place(2), "close it with */");
    step(rest().size());
  }

  /// Lines of `///` with nothing but blanks between them are one token.
  void doc() {
    const Place start = place(rest().find('\n'));
    const std::size_t begin = position_;
    std::size_t end = begin;
    while (rest().starts_with("///")) {
      step(std::min(rest().find('\n'), rest().size()));
      end = position_;
      while (position_ < text_.size() && is_blank(at(0))) step(1);
    }
    tokens_.push_back({Token::Kind::doc, text_.substr(begin, end - begin), start});
  }

  /// One complaint for a run of characters that mean nothing.
  void stray() {
    std::size_t length = 0;
    while (position_ + length < text_.size()) {
      const char c = at(length);
      if (is_blank(c) || is_letter(c) || is_digit(c) || std::string_view("{}()[]<>,;:=?\"/").find(c) != std::string_view::npos) break;
      ++length;
    }
    length = std::max<std::size_t>(length, 1);
    const Place where = place(length);
    const std::string_view text = rest().substr(0, length);
    const bool printable = length <= 40 && std::all_of(text.begin(), text.end(), [](char c) { return c >= ' ' && c <= '~'; });
    report_.error("PG0161", printable ? "`" + std::string(text) + "` means nothing here" : "characters that mean nothing here", where,
                  text == "..." ? "there are no variadic arguments: take a sequence" : text == "#" ? "comments begin with //" : text == "'" ? "strings stand in double quotes" : "");
    step(length);
  }

  std::string_view text_;
  Report& report_;
  std::size_t position_ = 0;
  std::size_t line_end_ = 0;  ///< of the line of the last token
  int line_ = 1, column_ = 1;
  std::vector<Token> tokens_;
};

}  // namespace

std::vector<Token> lex(std::string_view text, Report& report) { return Lexer(text, report).run(); }

std::string doc_text(std::string_view comment) {
  std::vector<std::string_view> lines;
  while (!comment.empty()) {
    const std::size_t end = std::min(comment.find('\n'), comment.size());
    std::string_view line = comment.substr(0, end);
    comment.remove_prefix(std::min(end + 1, comment.size()));
    while (!line.empty() && is_blank(line.front())) line.remove_prefix(1);
    while (!line.empty() && is_blank(line.back())) line.remove_suffix(1);
    if (!line.starts_with("///")) continue;  // an empty line between two comments
    lines.push_back(line.substr(3));
  }
  std::size_t indent = std::string_view::npos;
  for (const std::string_view line : lines) {
    const std::size_t first = line.find_first_not_of(" \t");
    if (first != std::string_view::npos) indent = std::min(indent, first);
  }
  std::string out;
  for (const std::string_view line : lines) {
    out += line.size() > indent ? line.substr(indent) : std::string_view();
    out += '\n';
  }
  out.erase(out.find_last_not_of('\n') + 1);
  out.erase(0, std::min(out.find_first_not_of('\n'), out.size()));
  return out;
}

}  // namespace polyglue::input::udl
