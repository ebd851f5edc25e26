#include "languages/c/text.hpp"

#include <fmt/format.h>

namespace polyglue::c {

std::string declare(std::string_view type, std::string_view name) {
  return fmt::format("{}{}{}", type, type.ends_with('*') ? "" : " ", name);
}

std::string pointer_to(std::string_view type) { return fmt::format("{}{}*", type, type.ends_with('*') ? "" : " "); }

std::string pointer_to_const(std::string_view type) {
  return type.ends_with('*') ? fmt::format("{}const *", type) : fmt::format("const {} *", type);
}

std::string declare(const abi::Library& library, const abi::Param& param) {
  if (param.role == abi::ParamRole::owner) return "pgl_owner **" + param.name;
  if (param.role == abi::ParamRole::task) return (param.by_pointer ? "pgl_task **" : "pgl_task *") + param.name;
  if (param.role == abi::ParamRole::promise) return "pgl_promise *" + param.name;
  if (param.role == abi::ParamRole::user) return "void *" + param.name;
  const std::string& type = library.type(param.type).name;
  if (param.role == abi::ParamRole::result) return declare(pointer_to(type), param.name);
  return declare(param.by_pointer ? pointer_to_const(type) : type, param.name);
}

std::string prototype(const abi::Library& library, const abi::Function& function, std::string_view before,
                      std::size_t width) {
  std::string returns = "void";
  if (function.fallible) returns = "pgl_status";
  else if (function.returns) returns = library.type(*function.returns).name;
  std::string text = fmt::format("{}{}(", before, declare(returns, function.symbol));
  if (function.params.empty()) return text + "void)";
  std::size_t column = text.size();
  for (std::size_t i = 0; i < function.params.size(); ++i) {
    const std::string param = function.params[i].role == abi::ParamRole::methods
                                  ? pointer_to_const(library.find_interface(function.scope)->name) + function.params[i].name
                                  : declare(library, function.params[i]);
    const bool last = i + 1 == function.params.size();
    if (i > 0) {
      // Room for the comma or ");".
      if (column + 1 + param.size() + (last ? 2 : 1) > width) {
        text += "\n    ";
        column = 4;
      } else {
        text += ' ';
        ++column;
      }
    }
    text += param;
    text += last ? ")" : ",";
    column += param.size() + 1;
  }
  return text;
}

std::string host_prototype(const abi::Library& library, const abi::HostFunction& function) {
  std::vector<std::string> params;
  for (const abi::Param& param : function.params) params.push_back(declare(library, param));
  if (function.result) {
    const std::string& type = library.type(*function.result).name;
    if (!function.hands_back) {
      params.push_back(declare(pointer_to(type), "out"));
    } else {
      params.push_back(fmt::format("pgl_status (*ret)(void *into, {})", declare(function.ret_by_pointer ? pointer_to_const(type) : type, "value")));
      params.emplace_back("void *into");
    }
  }
  std::string text = fmt::format("pgl_status (*{})(void *user", function.name);
  std::size_t column = text.size() + 2;
  for (const std::string& param : params) {
    const bool fits = column + param.size() + 4 <= 100;
    text += fits ? ", " + param : ",\n    " + param;
    column = fits ? column + 2 + param.size() : 6 + param.size();
  }
  return text + ")";
}

std::string harmless(std::string_view text) {
  std::string result;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    const char next = i + 1 < text.size() ? text[i + 1] : '\0';
    result += c;
    // Also no line of a comment may end in a backslash, nor in its trigraph.
    if ((c == '*' && next == '/') || (c == '/' && next == '*')) result += ' ';
    if (c == '\\' && (next == '\n' || next == '\0')) result += ' ', result += '.';
    if (c == '?' && next == '?') result += ' ';
  }
  return result;
}

namespace {

/// Is this line part of a list, a table, a quotation or code?
bool stands_alone(std::string_view line) {
  if (line.empty()) return true;
  if (line.starts_with("- ") || line.starts_with("* ") || line.starts_with("  ") || line.starts_with('|') ||
      line.starts_with('>') || line.starts_with('#') || line.starts_with("```") || line.starts_with('\t')) {
    return true;
  }
  const std::size_t digits = line.find_first_not_of("0123456789");
  return digits != std::string_view::npos && digits > 0 && line.substr(digits).starts_with(". ");
}

}  // namespace

std::vector<std::string> fill(std::string_view text, std::size_t width) {
  std::vector<std::string> lines;
  std::string current;
  const auto flush = [&] {
    if (!current.empty()) lines.push_back(std::exchange(current, {}));
  };
  bool code = false;
  while (!text.empty()) {
    const std::size_t end = text.find('\n');
    std::string_view line = text.substr(0, end);
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    if (line.starts_with("```")) code = !code;
    if (code || stands_alone(line)) {
      flush();
      lines.emplace_back(line);
      continue;
    }
    while (!line.empty()) {
      const std::size_t blank = line.find(' ');
      const std::string_view word = line.substr(0, blank);
      line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
      if (word.empty()) continue;
      if (!current.empty() && current.size() + 1 + word.size() > width) flush();
      if (!current.empty()) current += ' ';
      current += word;
    }
  }
  flush();
  while (!lines.empty() && lines.back().empty()) lines.pop_back();
  return lines;
}

std::string comment(const std::vector<std::string>& lines) {
  if (lines.empty()) return "";
  std::string text = "/* " + harmless(lines.front());
  for (std::size_t i = 1; i < lines.size(); ++i) text += lines[i].empty() ? "\n *" : "\n * " + harmless(lines[i]);
  return text + " */\n";
}

emit::Printer::Value optional_line(emit::Printer& out, std::string text) {
  return [&out, text = std::move(text)] {
    if (!text.empty()) out.print("$text$", {{"text", text}});
  };
}

std::vector<std::string> doc_lines(const model::DeclInfo& info, std::size_t width) {
  std::vector<std::string> lines = fill(info.doc.brief, width);
  if (!info.doc.details.empty()) {
    if (!lines.empty()) lines.emplace_back();
    for (std::string& line : fill(info.doc.details, width)) lines.push_back(std::move(line));
  }
  return lines;
}

std::string c_string(std::string_view text) {
  std::string result = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    // Octal escapes end after three digits, so nothing that follows can lengthen them.
    if (c == '"' || c == '\\') result += '\\', result += c;
    else if (c == '\n') result += "\\n";
    else if (c == '?') result += "\\?";  // no trigraphs
    else if (byte < 0x20 || byte >= 0x7f) result += fmt::format("\\{:03o}", byte);
    else result += c;
  }
  return result + '"';
}

}  // namespace polyglue::c
