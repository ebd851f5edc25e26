// The tokens of a file, read one after the other; comments of documentation stand beside the token they precede.
#pragma once

#include <string>
#include <string_view>
#include <unordered_set>
#include <vector>

#include "input/udl/lexer.hpp"

namespace polyglue::input::udl {

class Cursor {
 public:
  /// Thrown after a syntax error was reported; whoever can go on catches it.
  struct Failed {};

  Cursor(std::string_view text, Report& report);

  const Token& peek(std::size_t ahead = 0) const { return tokens_[std::min(position_ + ahead, tokens_.size() - 1)].token; }
  bool at_end() const { return peek().kind == Token::Kind::end; }
  bool at(std::string_view symbol, std::size_t ahead = 0) const {
    return peek(ahead).kind == Token::Kind::symbol && peek(ahead).text == symbol;
  }
  bool at_word(std::size_t ahead = 0) const { return peek(ahead).kind == Token::Kind::word; }
  bool at_word(std::string_view word, std::size_t ahead = 0) const { return at_word(ahead) && peek(ahead).text == word; }

  Token take();
  bool accept(std::string_view symbol);
  /// The symbol, or a complaint that names what it belongs to: "after the field".
  void expect(std::string_view symbol, const std::string& where);
  /// A name, without the one underscore it may begin with.
  Name name(const std::string& what);
  /// The documentation before the next token.
  std::string take_doc();
  /// A `;`. Where it is missing, that is reported and nothing is skipped.
  void semicolon(const std::string& after);

  [[noreturn]] void fail(std::string message, std::string help = "");
  [[noreturn]] void fail_expected(const std::string& wanted, std::string help = "");
  /// "`;`", "the end of the file", "\"text\"": the next token, for messages.
  std::string found() const;

  /// Skips what a broken member leaves behind: past its `;`, or to the `}` that closes the body.
  void skip_member();
  /// Skips what a broken definition leaves behind, to where the next one seems to begin.
  void skip_definition();
  /// `interface X {` and its like, where it would be a member: the body before was not closed.
  bool at_definition() const;

  std::size_t position() const { return position_; }
  /// Adds the names read since then.
  void words_since(std::size_t start, std::unordered_set<std::string>& names) const;

  Report& report;

 private:
  struct Documented {
    Token token;
    std::string doc;
    Place doc_place;
  };
  std::vector<Documented> tokens_;
  std::size_t position_ = 0;
  Place last_;  ///< of the token before
};

/// The words that begin a definition.
const std::vector<std::string_view>& definition_words();

}  // namespace polyglue::input::udl
