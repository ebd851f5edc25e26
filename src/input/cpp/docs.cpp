#include "input/cpp/docs.hpp"

#include <cctype>
#include <sstream>

namespace polyglue::input::cpp {
namespace {

bool space(char c) { return std::isspace(static_cast<unsigned char>(c)) != 0; }

std::string trim(std::string_view text) {
  while (!text.empty() && space(text.front())) text.remove_prefix(1);
  while (!text.empty() && space(text.back())) text.remove_suffix(1);
  return std::string(text);
}

std::string take_word(std::string_view& rest) {
  while (!rest.empty() && space(rest.front())) rest.remove_prefix(1);
  std::size_t end = 0;
  while (end < rest.size() && !space(rest[end])) ++end;
  std::string word(rest.substr(0, end));
  rest.remove_prefix(end);
  return word;
}

/// "@c x" and "\p x" to `x`, "\b x" to **x**, "\e x" to *x*; other commands lose only their marker.
std::string inline_markup(std::string_view text) {
  std::string out;
  bool code = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '`') code = !code;
    const bool starts = (c == '\\' || c == '@') && !code && i + 1 < text.size() &&
                        (i == 0 || space(text[i - 1]) || text[i - 1] == '(');
    if (!starts) {
      out += c;
      continue;
    }
    std::size_t end = i + 1;
    while (end < text.size() && std::isalpha(static_cast<unsigned char>(text[end]))) ++end;
    const std::string_view command = text.substr(i + 1, end - i - 1);
    std::string_view mark;
    if (command == "c" || command == "p" || command == "ref" || command == "link" || command == "a") mark = "`";
    else if (command == "b") mark = "**";
    else if (command == "e" || command == "em") mark = "*";
    else if (command == "n") { i = end - 1; continue; }
    if (mark.empty()) {
      out += c;
      continue;
    }
    while (end < text.size() && space(text[end])) ++end;
    std::size_t stop = end;
    while (stop < text.size() && !space(text[stop])) ++stop;
    // Punctuation after the word belongs to the sentence, not to the code.
    while (stop > end && std::string_view(".,;:!?)").find(text[stop - 1]) != std::string_view::npos &&
           !(text[stop - 1] == ')' && text.substr(end, stop - end).find('(') != std::string_view::npos))
      --stop;
    out += mark;
    out += text.substr(end, stop - end);
    out += mark;
    i = stop - 1;
  }
  return out;
}

std::string one_line(std::string_view paragraph) {
  std::string out;
  for (char c : paragraph) {
    if (c == '\n' || c == '\t') c = ' ';
    if (c == ' ' && (out.empty() || out.back() == ' ')) continue;
    out += c;
  }
  return trim(out);
}

/// Collects lines into the section they belong to.
class Parser {
 public:
  void line(std::string_view raw) {
    std::string text = trim(raw);
    const bool command = text.size() > 1 && (text[0] == '\\' || text[0] == '@') &&
                         std::isalpha(static_cast<unsigned char>(text[1])) != 0;
    if (command && begin(text)) return;
    if (text.empty()) {
      // A blank line ends \param and its like; what follows is about the declaration again.
      if (section_ != Section::verbatim && section_ != Section::text) close();
      if (section_ == Section::text || section_ == Section::verbatim) body_ += "\n";
      return;
    }
    append(section_ == Section::verbatim ? std::string(raw) : text);
  }

  ParsedDoc finish() {
    close();
    std::string_view text = body_;
    while (!text.empty() && space(text.front())) text.remove_prefix(1);
    const std::size_t split = text.find("\n\n");
    if (result_.doc.brief.empty()) {
      result_.doc.brief = one_line(inline_markup(text.substr(0, split)));
      text = split == std::string_view::npos ? std::string_view{} : text.substr(split);
    }
    std::string details = inline_markup(trim(text));
    for (std::size_t at; (at = details.find("\n\n\n")) != std::string::npos;) details.erase(at, 1);
    result_.doc.details = std::move(details);
    return std::move(result_);
  }

 private:
  enum class Section { text, brief, param, returns, throws, deprecated, verbatim, ignored };

  bool begin(const std::string& text) {
    std::string_view rest = std::string_view(text).substr(1);
    std::size_t end = 0;
    while (end < rest.size() && std::isalpha(static_cast<unsigned char>(rest[end]))) ++end;
    const std::string_view command = rest.substr(0, end);
    rest.remove_prefix(end);
    if (section_ == Section::verbatim && command != "endcode" && command != "endverbatim") return false;
    if (command == "brief" || command == "short") start(Section::brief, rest);
    else if (command == "details") start(Section::text, rest);
    else if (command == "param" || command == "tparam") {
      close();
      if (!rest.empty() && rest[0] == '[') rest.remove_prefix(std::min(rest.find(']') + 1, rest.size()));
      key_ = take_word(rest);
      section_ = command == "param" ? Section::param : Section::ignored;
      append(trim(rest));
    } else if (command == "return" || command == "returns" || command == "result") start(Section::returns, rest);
    else if (command == "retval") { start(Section::returns, rest); }
    else if (command == "throws" || command == "throw" || command == "exception") {
      close();
      section_ = Section::throws;
      // "@throws A, B when ...": a list of types is one entry each, with the same reason.
      key_ = take_word(rest);
      while (!key_.empty() && key_.back() == ',') key_ += " " + take_word(rest);
      append(trim(rest));
    } else if (command == "deprecated") start(Section::deprecated, rest);
    else if (command == "code" || command == "verbatim") {
      close();
      section_ = Section::verbatim;
      body_ += "\n```\n";
    } else if (command == "endcode" || command == "endverbatim") {
      body_ += "```\n";
      section_ = Section::text;
    } else if (command == "note" || command == "warning" || command == "attention" || command == "remark" ||
               command == "remarks" || command == "see" || command == "sa" || command == "since" ||
               command == "pre" || command == "post" || command == "todo" || command == "invariant") {
      start(Section::text, "");
      std::string title(command == "sa" ? "see" : command);
      title[0] = char(std::toupper(static_cast<unsigned char>(title[0])));
      body_ += "\n**" + title + ":** " + trim(rest) + "\n";
    } else if (command == "file" || command == "ingroup" || command == "defgroup" || command == "addtogroup" ||
               command == "class" || command == "struct" || command == "fn" || command == "namespace" ||
               command == "author" || command == "copyright" || command == "name") {
      start(Section::ignored, "");
    } else {
      return false;
    }
    return true;
  }

  void start(Section section, std::string_view rest) {
    close();
    section_ = section;
    append(trim(rest));
  }

  void append(const std::string& text) {
    if (section_ == Section::text || section_ == Section::verbatim) {
      body_ += text + "\n";
    } else if (!text.empty()) {
      if (!pending_.empty()) pending_ += " ";
      pending_ += text;
    }
  }

  void close() {
    const std::string text = inline_markup(one_line(pending_));
    switch (section_) {
      case Section::brief: result_.doc.brief = text; break;
      case Section::param: result_.doc.params[key_] = text; break;
      case Section::returns:
        if (!result_.doc.returns.empty()) result_.doc.returns += " ";
        result_.doc.returns += text;
        break;
      case Section::throws: close_throws(text); break;
      case Section::deprecated: result_.deprecated = text; break;
      default: break;
    }
    pending_.clear();
    section_ = Section::text;
  }

  void close_throws(const std::string& text) {
    std::string name;
    std::string keys = key_;
    // A trailing ";" or "," belongs to the sentence: "InvalidNote; the chart is unchanged".
    std::istringstream words(keys);
    std::string when = text;
    while (words >> name) {
      while (!name.empty() && std::string_view(",;.:`").find(name.back()) != std::string_view::npos) name.pop_back();
      if (!name.empty() && name.front() == '`') name.erase(0, 1);
      if (!name.empty()) result_.doc.throws.emplace_back(name, when);
    }
  }

  ParsedDoc result_;
  Section section_ = Section::text;
  std::string body_, pending_, key_;
};

}  // namespace

ParsedDoc parse_doc(std::string_view text) {
  Parser parser;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    parser.line(text.substr(0, end));
    if (end == std::string_view::npos) break;
    text.remove_prefix(end + 1);
  }
  return parser.finish();
}

}  // namespace polyglue::input::cpp
