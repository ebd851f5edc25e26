// Writes generated text: raw strings with $name$ variables and blocks that keep indentation.
#pragma once

#include <cstddef>
#include <deque>
#include <functional>
#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

namespace polyglue::emit {

/// What a $name$ stands for: text, or a block that prints more with the same printer.
/// A multi-line value, and everything a block prints, keeps the indentation of the line its $name$
/// stands on. A block alone on its line that prints nothing leaves no line behind, and a value alone
/// on its line may end in a newline or not: one newline follows.
class Printer {
 public:
  using Block = std::function<void()>;
  using Value = std::variant<std::string, Block>;
  using Variables = std::initializer_list<std::pair<std::string_view, Value>>;

  /// Prints `text`. "$$" is a dollar sign. If `text` starts with a newline (as a raw string does),
  /// that newline and the common indentation of all lines are removed, and trailing blanks after
  /// the last newline too; "\n" alone is an empty line. A variable nobody defined is a programming error (aborts, naming it).
  void print(std::string_view text, Variables variables = {});

  /// Defines variables for everything printed while the returned scope lives.
  class Scope {
   public:
    Scope(Scope&& other) noexcept : printer_(std::exchange(other.printer_, nullptr)) {}
    Scope(const Scope&) = delete;
    Scope& operator=(Scope&&) = delete;
    ~Scope() { if (printer_) printer_->scopes_.pop_back(); }
   private:
    friend class Printer;
    explicit Scope(Printer* printer) : printer_(printer) {}
    Printer* printer_;
  };
  [[nodiscard]] Scope with(std::vector<std::pair<std::string, Value>> variables);

  /// Indents whole lines printed while the returned guard lives, by `columns`.
  class Indent {
   public:
    Indent(Printer& printer, int columns) : printer_(printer), size_(printer.indent_.size()) {
      printer_.indent_.append(static_cast<std::size_t>(columns), ' ');
    }
    Indent(const Indent&) = delete;
    Indent& operator=(const Indent&) = delete;
    ~Indent() { printer_.indent_.resize(size_); }
   private:
    Printer& printer_;
    std::size_t size_;
  };
  [[nodiscard]] Indent indent(int columns = 4) { return Indent(*this, columns); }

  /// What has been printed; no line ends in blanks.
  const std::string& text() const { return text_; }
  std::string take() {
    line_start_ = 0;
    return std::exchange(text_, {});
  }

 private:
  const Value* find(std::string_view name, Variables local) const;
  void put(std::string_view text);  // applies indentation at line starts
  void print_line(std::string_view line, bool ends, Variables variables);
  bool print_value(const Value& value, bool alone);
  std::size_t leading_blanks() const;

  std::string text_;
  std::size_t line_start_ = 0;  // in text_
  std::string indent_;
  // A deque, because a block runs while its own scope's value is in use and may open scopes itself.
  std::deque<std::vector<std::pair<std::string, Value>>> scopes_;
};

}  // namespace polyglue::emit
