// Documentation comments and long lines.
#include <fmt/format.h>

#include <sstream>

#include "languages/cpp/client.hpp"

namespace polyglue::cpp {
namespace {

/// Appends `text` as `///` lines filled to `width`; what follows the first line is indented by `indent`.
void add(std::string& out, const std::string& text, const std::string& indent = "", std::size_t width = 100) {
  std::istringstream lines(text);
  std::string line;
  bool first = true;
  while (std::getline(lines, line)) {
    // Lists, code and the like keep their lines.
    std::string filled = first ? "" : indent;
    if (line.find_first_not_of(' ') == std::string::npos) {
      out += "///\n";
      continue;
    }
    const std::size_t blanks = line.find_first_not_of(' ');
    const std::string lead = line.substr(0, blanks);
    filled += lead;
    std::istringstream words(line);
    std::string word;
    bool any = false;
    const auto flush = [&] {
      // A backslash at the end would continue the comment on the next line.
      if (!filled.empty() && filled.back() == '\\') filled += '.';
      out += "/// " + filled + "\n";
    };
    while (words >> word) {
      if (any && filled.size() + 1 + word.size() > width) {
        flush();
        filled = indent + lead;
        any = false;
      }
      filled += (any ? " " : "") + word;
      any = true;
    }
    flush();
    first = false;
  }
}

std::string about(const model::DeclInfo& info) {
  std::string text = info.doc.brief;
  if (!info.doc.details.empty()) text += (text.empty() ? "" : "\n\n") + info.doc.details;
  return text;
}

}  // namespace

std::string doc(const model::DeclInfo& info, const std::vector<std::string>& more) {
  std::string out;
  add(out, about(info));
  for (const std::string& line : more) add(out, line);
  return out;
}

std::string doc(const Client& client, const model::Function& function, const std::vector<std::string>& more) {
  std::string out = doc(function.info, more);
  const model::Doc& doc = function.info.doc;
  for (const model::Parameter& parameter : function.params) {
    const auto found = doc.params.find(parameter.name);
    if (found != doc.params.end()) add(out, "@param " + identifier(parameter.name) + " " + found->second, "  ");
  }
  if (!doc.returns.empty()) add(out, "@return " + doc.returns, "  ");
  for (const auto& [type, when] : doc.throws) add(out, "@throws " + type + (when.empty() ? "" : " " + when), "  ");
  const auto said = [&](const std::string& name) {
    for (const auto& [type, when] : doc.throws) {
      if (type == name || (type.size() > name.size() && type.compare(type.size() - name.size(), name.size(), name) == 0)) return true;
    }
    return false;
  };
  std::vector<model::DeclId> declared = function.throws;
  if (function.expected_error) declared.push_back(*function.expected_error);
  for (const model::DeclId& id : declared) {
    const auto* error = client.library.model->find_as<model::Error>(id);
    if (error && !said(error->info.name)) add(out, "@throws " + client.name(id));
  }
  return out;
}

std::string deprecated(const model::DeclInfo& info) {
  if (!info.deprecated) return "";
  return info.deprecated->empty() ? "[[deprecated]] " : "[[deprecated(" + quoted(*info.deprecated) + ")]] ";
}

std::string list(const std::string& head, const std::vector<std::string>& items, const std::string& tail, std::size_t width) {
  std::string flat = head;
  for (std::size_t i = 0; i < items.size(); ++i) flat += (i ? ", " : "") + items[i];
  flat += tail;
  if (flat.size() <= width || items.empty()) return flat;
  std::string out = head + "\n    ";
  std::size_t column = 4;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + (i + 1 < items.size() ? "," : tail);
    if (i && column + 1 + item.size() > width) {
      out += "\n    ";
      column = 4;
    } else if (i) {
      out += ' ';
      ++column;
    }
    out += item;
    column += item.size();
  }
  return out;
}

}  // namespace polyglue::cpp
