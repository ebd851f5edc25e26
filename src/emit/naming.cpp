#include "emit/naming.hpp"

namespace polyglue::emit {
namespace {

// Bytes beyond ASCII belong to letters without case: C++ identifiers may hold them.
bool is_upper(char c) { return c >= 'A' && c <= 'Z'; }
bool is_lower(char c) { return c >= 'a' && c <= 'z'; }
bool is_word(char c) {
  return is_upper(c) || is_lower(c) || (c >= '0' && c <= '9') || static_cast<unsigned char>(c) >= 0x80;
}
char to_lower(char c) { return is_upper(c) ? static_cast<char>(c - 'A' + 'a') : c; }
char to_upper(char c) { return is_lower(c) ? static_cast<char>(c - 'a' + 'A') : c; }

/// Splits one run of word characters, appending to `out`.
void split_run(std::string_view run, std::vector<std::string>& out) {
  enum class Mode { boundary, lower, upper } mode = Mode::boundary;
  std::size_t start = 0;
  const auto emit = [&](std::size_t end) {
    std::string word(run.substr(start, end - start));
    for (char& c : word) c = to_lower(c);
    out.push_back(std::move(word));
    start = end;
    mode = Mode::boundary;
  };
  for (std::size_t i = 0; i + 1 < run.size(); ++i) {
    const Mode next_mode = is_lower(run[i]) ? Mode::lower : is_upper(run[i]) ? Mode::upper : mode;
    if (next_mode == Mode::lower && is_upper(run[i + 1])) {
      emit(i + 1);
    } else if (mode == Mode::upper && is_upper(run[i]) && is_lower(run[i + 1])) {
      emit(i);
    } else {
      mode = next_mode;
    }
  }
  emit(run.size());
}

std::string join(std::string_view identifier, char separator) {
  std::string out;
  for (const std::string& word : words(identifier)) {
    if (!out.empty()) out += separator;
    out += word;
  }
  return out;
}

}  // namespace

std::vector<std::string> words(std::string_view identifier) {
  std::vector<std::string> out;
  std::size_t at = 0;
  while (at < identifier.size()) {
    if (!is_word(identifier[at])) {
      ++at;
      continue;
    }
    std::size_t end = at;
    while (end < identifier.size() && is_word(identifier[end])) ++end;
    split_run(identifier.substr(at, end - at), out);
    at = end;
  }
  return out;
}

std::string snake(std::string_view identifier) { return join(identifier, '_'); }
std::string kebab(std::string_view identifier) { return join(identifier, '-'); }

std::string shouty(std::string_view identifier) {
  std::string out = snake(identifier);
  for (char& c : out) c = to_upper(c);
  return out;
}

std::string pascal(std::string_view identifier) {
  std::string out;
  for (std::string& word : words(identifier)) {
    word.front() = to_upper(word.front());
    out += word;
  }
  return out;
}

std::string camel(std::string_view identifier) {
  std::string out;
  for (std::string& word : words(identifier)) {
    if (!out.empty()) word.front() = to_upper(word.front());
    out += word;
  }
  return out;
}

std::string escape(std::string name, const Keywords& keywords) {
  if (keywords.contains(name)) name += '_';
  return name;
}

}  // namespace polyglue::emit
