// Documentation comments, and lists as rustfmt breaks them.
#include <fmt/format.h>

#include <algorithm>
#include <sstream>

#include "languages/rust/crate.hpp"

namespace polyglue::rust {
namespace {

constexpr std::size_t width = 96;

/// Adds a paragraph, filled to lines of `width`; lists and code stay as they are.
void add(std::string& out, const std::string& text, std::string_view start, const std::string& indent = "") {
  if (text.empty()) return;
  if (!out.empty()) out += std::string(start) + "\n";
  std::istringstream all(text);
  std::string line;
  bool code = false;
  while (std::getline(all, line)) {
    if (line.starts_with("```")) code = !code;
    const std::size_t blanks = std::min(line.find_first_not_of(' '), line.size());
    if (code || blanks >= 4 || line.size() + start.size() + 1 <= width) {
      out += line.empty() ? std::string(start) + "\n" : std::string(start) + " " + line + "\n";
      continue;
    }
    std::istringstream words(line);
    std::string word, filled = line.substr(0, blanks);
    bool any = false;
    while (words >> word) {
      if (any && start.size() + 1 + filled.size() + 1 + word.size() > width) {
        out += std::string(start) + " " + filled + "\n";
        filled = indent;
        any = false;
      }
      filled += (any ? " " : "") + word;
      any = true;
    }
    out += std::string(start) + " " + filled + "\n";
  }
}

std::string about(const model::DeclInfo& info) {
  std::string text = info.doc.brief;
  if (!info.doc.details.empty()) text += (text.empty() ? "" : "\n\n") + info.doc.details;
  return markdown(text);
}

/// "std::invalid_argument" as the program sees it.
std::string error_word(const Crate& crate, const std::string& written) {
  for (const abi::Error& error : crate.library.errors) {
    const model::DeclInfo& info = error.source->info;
    if (written == info.id || written == info.name || info.id.ends_with("::" + written)) return "`" + crate.error + "::" + crate.name(info.id) + "`";
  }
  const auto ends = [&](std::string_view name) { return written.ends_with(name); };
  const char* kind = ends("out_of_range") ? "OutOfRange"
                     : ends("invalid_argument") || ends("domain_error") || ends("length_error") ? "InvalidArgument"
                     : ends("bad_alloc") ? "Memory"
                     : ends("filesystem_error") || ends("system_error") ? "Io" : nullptr;
  return kind ? std::string("`FailureKind::") + kind + "`" : "`" + written + "`";
}

}  // namespace

std::string markdown(std::string_view text) {
  std::string out;
  bool code = false, block = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text.compare(i, 3, "```") == 0) block = !block;
    if (text[i] == '`' && !block) code = !code;
    if (text[i] == '\n' && i + 1 < text.size() && text[i + 1] == '\n') code = false;
    if (!code && !block && (text[i] == '[' || text[i] == ']' || text[i] == '<' || text[i] == '>' || text[i] == '*')) {
      const bool list = text[i] == '*' && (i == 0 || text[i - 1] == '\n') && i + 1 < text.size() && text[i + 1] == ' ';
      if (!list) out += '\\';
    }
    // Addresses are links where they stand in angle brackets.
    const bool address = !code && !block && (text.compare(i, 7, "http://") == 0 || text.compare(i, 8, "https://") == 0);
    if (address) {
      const std::size_t end = std::min(text.find_first_of(" \n<>()\"'`", i), text.size());
      out += "<" + std::string(text.substr(i, end - i)) + ">";
      i = end - 1;
      continue;
    }
    out += text[i];
  }
  return code || block ? std::string(text) + (block ? "\n```" : "`") : out;
}

std::string doc(const model::DeclInfo& info, const std::vector<std::string>& more, std::string_view start) {
  std::string out;
  add(out, about(info), start);
  for (const std::string& line : more) add(out, line, start);
  return out;
}

std::string doc(const Crate& crate, const model::Function& function, const std::vector<std::string>& more) {
  std::string out;
  const model::Doc& doc = function.info.doc;
  add(out, about(function.info), "///");
  std::string items;
  for (const model::Parameter& parameter : function.params) {
    const auto found = doc.params.find(parameter.name);
    if (found == doc.params.end()) continue;
    if (items.empty() && !out.empty()) out += "///\n";
    items = " ";
    std::string item;
    add(item, "* `" + function_name(parameter.name) + "`: " + markdown(found->second), "///", "  ");
    out += item;
  }
  if (!doc.returns.empty()) add(out, "Gives " + markdown(doc.returns) + ".", "///");
  for (const std::string& line : more) add(out, line, "///");
  std::string errors;
  std::set<std::string> said;
  const auto fails = [&](const std::string& word, const std::string& when) {
    if (!said.insert(word).second && when.empty()) return;
    errors += "/// * " + word + (when.empty() ? "" : " " + markdown(when)) + "\n";
  };
  for (const auto& [type, when] : doc.throws) fails(error_word(crate, type), when);
  std::vector<model::DeclId> declared = function.throws;
  if (function.expected_error) declared.push_back(*function.expected_error);
  for (const model::DeclId& id : declared) {
    if (crate.library.model->find_as<model::Error>(id)) fails(error_word(crate, id), "");
  }
  if (!errors.empty()) out += std::string(out.empty() ? "" : "///\n") + "/// # Errors\n///\n" + errors;
  return out;
}

std::string deprecated(const model::DeclInfo& info) {
  if (!info.deprecated) return "";
  return info.deprecated->empty() ? "#[deprecated]" : "#[deprecated(note = " + string_literal(*info.deprecated) + ")]";
}

std::string list(const std::string& head, const std::vector<std::string>& items, const std::string& tail, std::size_t indent) {
  std::string flat = head;
  for (std::size_t i = 0; i < items.size(); ++i) flat += (i ? ", " : "") + items[i];
  flat += tail;
  // rustfmt's width is 100 columns; lines that belong to the last item count by themselves.
  if (indent + flat.size() <= 100 || items.empty()) return flat;
  std::string out = head;
  for (const std::string& item : items) out += "\n    " + item + ",";
  const bool opens = tail.ends_with(" {") && indent + tail.size() > 100;
  return out + "\n" + (opens ? tail.substr(0, tail.size() - 2) + "\n{" : tail);
}

std::string uses(const std::string& body) {
  const auto names = [&](const std::string& name) {
    for (std::size_t at = 0; (at = body.find(name, at)) != std::string::npos; ++at) {
      if (at == 0 || (body[at - 1] != ':' && body[at - 1] != '_')) return true;
    }
    return false;
  };
  const bool ffi = names("ffi::"), pgl = names("pgl::");
  return ffi && pgl ? "use crate::{ffi, pgl};\n\n" : ffi ? "use crate::ffi;\n\n" : pgl ? "use crate::pgl;\n\n" : "";
}

std::string tidy(const std::string& text) {
  std::istringstream in(text);
  std::string out, line, last = "{";
  bool empty = false;
  while (std::getline(in, line)) {
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string::npos) {
      empty = true;
      continue;
    }
    const bool opens = last.back() == '{' || last.back() == '(' || last.back() == '[';
    const bool closes = line[first] == '}' || line[first] == ']';
    if (empty && !opens && !closes) out += '\n';
    empty = false;
    out += line + '\n';
    last = line;
  }
  return out;
}

std::string assignment(const std::string& head, const std::string& call, const std::vector<std::string>& items, const std::string& tail,
                       std::size_t indent) {
  const std::string flat = list(call, items, tail, 0);
  if (indent + head.size() + 1 + flat.size() <= 100 && flat.find('\n') == std::string::npos) return head + " " + flat;
  if (indent + 4 + flat.size() <= 100 && flat.find('\n') == std::string::npos) return head + "\n    " + flat;
  return list(head + " " + call, items, tail, 100);
}

std::string literal_of(const std::string& name, const std::vector<std::string>& fields, std::size_t indent) {
  std::string flat = name + " { ", broken = name + " {\n";
  for (const std::string& field : fields) {
    flat += (&field == &fields.front() ? "" : ", ") + field;
    broken += "    " + field + ",\n";
  }
  return indent + flat.size() + 2 <= 100 ? flat + " }" : broken + "}";
}

std::string constant_of(const std::string& head, const std::string& name, const std::vector<std::string>& fields, std::size_t indent) {
  const std::string broken = literal_of(name, fields, 100), first = broken.substr(0, broken.find('\n'));
  const std::string flat = fmt::format("{} {{ {} }};", name, fmt::join(fields, ", "));
  if (indent + head.size() + 3 + flat.size() <= 100) return head + " = " + flat;
  if (indent + 4 + flat.size() <= 100) return head + " =\n    " + flat;
  if (indent + head.size() + 3 + first.size() <= 100) return head + " = " + broken + ";";
  std::string deeper = broken;
  for (std::size_t at = 0; (at = deeper.find('\n', at)) != std::string::npos;) deeper.insert(++at, "    ");
  return head + " =\n    " + deeper + ";";
}

emit::Printer::Value lines(emit::Printer& out, std::string text) {
  return emit::Printer::Block([&out, text = std::move(text)] {
    if (!text.empty()) out.print("$text$", {{"text", text}});
  });
}

}  // namespace polyglue::rust
