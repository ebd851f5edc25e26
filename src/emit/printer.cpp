#include "emit/printer.hpp"

#include <algorithm>
#include <cstdio>
#include <cstdlib>

namespace polyglue::emit {
namespace {

constexpr std::string_view blanks = " \t";

[[noreturn]] void fail(const char* what, std::string_view name, std::string_view line) {
  std::fprintf(stderr, "polyglue: internal error: printer: %s '%.*s' in template line: %.*s\n", what,
               static_cast<int>(name.size()), name.data(), static_cast<int>(line.size()), line.data());
  std::abort();
}

/// Calls `visit(line, ends)` for each line, `ends` telling whether a newline follows it.
template <class Visit>
void each_line(std::string_view text, Visit visit) {
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    if (end == std::string_view::npos) {
      visit(text, false);
      return;
    }
    visit(text.substr(0, end), true);
    text.remove_prefix(end + 1);
  }
}

/// The indentation all lines that are not blank share.
std::size_t common_indentation(std::string_view text) {
  std::size_t common = std::string_view::npos;
  each_line(text, [&](std::string_view line, bool) {
    const std::size_t first = line.find_first_not_of(blanks);
    if (first != std::string_view::npos) common = std::min(common, first);
  });
  return common == std::string_view::npos ? 0 : common;
}

}  // namespace

void Printer::print(std::string_view text, Variables variables) {
  std::size_t common = 0;
  if (text.size() > 1 && text.front() == '\n') {
    text.remove_prefix(1);
    const std::size_t last = text.find_last_not_of(blanks);
    if (last == std::string_view::npos) return;
    if (text[last] == '\n') text = text.substr(0, last + 1);
    common = common_indentation(text);
  }
  each_line(text, [&](std::string_view line, bool ends) {
    const std::size_t first = line.find_first_not_of(blanks);
    line.remove_prefix(std::min({common, first, line.size()}));
    print_line(line, ends, variables);
  });
}

void Printer::print_line(std::string_view line, bool ends, Variables variables) {
  std::size_t at = 0;
  while (at < line.size()) {
    const std::size_t dollar = line.find('$', at);
    if (dollar == std::string_view::npos) break;
    put(line.substr(at, dollar - at));
    const std::size_t close = line.find('$', dollar + 1);
    if (close == std::string_view::npos) fail("no second $ after", line.substr(dollar), line);
    if (close == dollar + 1) {
      put("$");
    } else {
      const std::string_view name = line.substr(dollar + 1, close - dollar - 1);
      const Value* value = find(name, variables);
      if (!value) fail("undefined variable", name, line);
      const bool alone = close + 1 == line.size() && line.find_first_not_of(blanks) == dollar &&
                         leading_blanks() == text_.size() - line_start_;
      // The value wrote its own line end, or there is no line to end.
      if (!print_value(*value, alone)) return;
    }
    at = close + 1;
  }
  if (at < line.size()) put(line.substr(at));
  if (ends) put("\n");
}

/// Prints a value under the indentation of the line it stands on; false if no newline shall follow.
bool Printer::print_value(const Value& value, bool alone) {
  const std::size_t start = line_start_;
  const std::string* plain = std::get_if<std::string>(&value);
  if (plain && plain->find('\n') == std::string::npos) {
    put(*plain);
    return true;
  }
  std::string outer = indent_;
  if (text_.size() > line_start_) indent_.assign(text_, line_start_, leading_blanks());
  if (plain) put(*plain); else std::get<Block>(value)();
  indent_ = std::move(outer);
  if (!alone) return true;
  if (line_start_ != start) return text_.size() != line_start_;
  // Still on the same line: nothing but blanks means that the block printed nothing.
  if (leading_blanks() != text_.size() - line_start_) return true;
  text_.resize(line_start_);
  return false;
}

std::size_t Printer::leading_blanks() const {
  const std::size_t first = text_.find_first_not_of(blanks, line_start_);
  return (first == std::string::npos ? text_.size() : first) - line_start_;
}

const Printer::Value* Printer::find(std::string_view name, Variables local) const {
  for (const auto& [key, value] : local)
    if (key == name) return &value;
  for (auto scope = scopes_.rbegin(); scope != scopes_.rend(); ++scope)
    for (const auto& [key, value] : *scope)
      if (key == name) return &value;
  return nullptr;
}

void Printer::put(std::string_view text) {
  each_line(text, [&](std::string_view line, bool ends) {
    if (!line.empty()) {
      if (text_.size() == line_start_) text_ += indent_;
      text_ += line;
    }
    if (!ends) return;
    std::size_t end = text_.size();
    while (end > line_start_ && (text_[end - 1] == ' ' || text_[end - 1] == '\t')) --end;
    text_.resize(end);
    text_ += '\n';
    line_start_ = text_.size();
  });
}

Printer::Scope Printer::with(std::vector<std::pair<std::string, Value>> variables) {
  scopes_.push_back(std::move(variables));
  return Scope(this);
}

}  // namespace polyglue::emit
