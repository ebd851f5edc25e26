#include "input/udl/cursor.hpp"

#include <algorithm>

namespace polyglue::input::udl {

const std::vector<std::string_view>& definition_words() {
  static const std::vector<std::string_view> words = {"namespace", "dictionary", "enum", "interface", "callback", "typedef"};
  return words;
}

Cursor::Cursor(std::string_view text, Report& report_to) : report(report_to) {
  std::string doc;
  Place doc_place;
  for (const Token& token : lex(text, report)) {
    if (token.kind == Token::Kind::doc) {
      if (doc.empty()) doc_place = token.place;
      else doc += '\n';
      doc += doc_text(token.text);
      continue;
    }
    tokens_.push_back({token, std::move(doc), doc_place});
    doc.clear();
  }
}

Token Cursor::take() {
  Documented& next = tokens_[position_];
  if (!next.doc.empty()) {
    report.warning("this documentation belongs to nothing", next.doc_place,
                   "put it directly before a definition, a member, a variant or a function");
    next.doc.clear();
  }
  last_ = next.token.place;
  if (next.token.kind != Token::Kind::end) ++position_;
  return next.token;
}

bool Cursor::accept(std::string_view symbol) {
  if (!at(symbol)) return false;
  take();
  return true;
}

void Cursor::expect(std::string_view symbol, const std::string& where) {
  if (!accept(symbol)) fail_expected("`" + std::string(symbol) + "`" + (where.empty() ? "" : " " + where));
}

Name Cursor::name(const std::string& what) {
  if (!at_word()) fail_expected(what);
  const Token token = take();
  return {std::string(token.text.starts_with('_') ? token.text.substr(1) : token.text), token.place};
}

std::string Cursor::take_doc() { return std::exchange(tokens_[position_].doc, {}); }

void Cursor::semicolon(const std::string& after) {
  if (accept(";")) return;
  report.error("PG0162", "expected `;` after " + after, {last_.line, last_.column + last_.length, 1},
               "every definition and every member ends with `;`");
}

void Cursor::fail(std::string message, std::string help) {
  report.error("PG0162", std::move(message), peek().place, std::move(help));
  throw Failed{};
}

void Cursor::fail_expected(const std::string& wanted, std::string help) {
  fail("expected " + wanted + ", found " + found(), std::move(help));
}

std::string Cursor::found() const {
  const Token& token = peek();
  const std::string text(token.text.substr(0, std::min(token.text.find('\n'), std::size_t{40})));
  switch (token.kind) {
    case Token::Kind::end: return "the end of the file";
    case Token::Kind::string: return "\"" + text + "\"";
    default: return "`" + text + "`";
  }
}

void Cursor::skip_member() {
  for (int depth = 0; !at_end();) {
    if (at("{") || at("(") || at("[")) ++depth;
    if (at(")") || at("]")) depth = std::max(0, depth - 1);
    if (at("}")) {
      if (depth == 0) return;
      --depth;
    }
    if (at(";") && depth == 0) {
      take();
      return;
    }
    if (peek().place.column == 1 && at_definition()) return;
    tokens_[position_].doc.clear();
    take();
  }
}

void Cursor::skip_definition() {
  for (int depth = 0; !at_end();) {
    tokens_[position_].doc.clear();
    if (at("{")) ++depth;
    if (at("}")) depth = std::max(0, depth - 1);
    const bool ends = at(";") && depth == 0;
    take();
    if (ends) return;
    if (at_end()) return;
    if (peek().place.column == 1 && at_definition()) return;
  }
}

bool Cursor::at_definition() const {
  std::size_t start = 0;
  if (at("[")) {
    while (start < 64 && !at("]", start) && !at("{", start) && peek(start).kind != Token::Kind::end) ++start;
    ++start;
  }
  if (!at_word(start)) return false;
  const auto& words = definition_words();
  const std::string_view word = peek(start).text;
  if (std::find(words.begin(), words.end(), word) == words.end()) return false;
  if (word == "callback") return at_word("interface", start + 1);
  if (word == "typedef") return peek().place.column == 1;
  return at_word(start + 1) && at("{", start + 2);
}

void Cursor::words_since(std::size_t start, std::unordered_set<std::string>& names) const {
  for (std::size_t i = start; i < position_; ++i)
    if (tokens_[i].token.kind == Token::Kind::word) names.emplace(tokens_[i].token.text);
}

}  // namespace polyglue::input::udl
