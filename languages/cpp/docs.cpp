// Documentation comments and long lines.
#include <fmt/format.h>

#include <algorithm>
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
  // Under the parenthesis where there is room, else on a line of its own.
  std::size_t longest = 0;
  for (const std::string& item : items) longest = std::max(longest, item.size() + 1);
  const bool aligned = head.size() + longest + (items.back().size() + 1 == longest ? tail.size() : 0) <= width;
  const std::string lead = "\n" + std::string(aligned ? head.size() : 4, ' ');
  std::string out = aligned ? head : head + lead;
  std::size_t column = lead.size() - 1;
  for (std::size_t i = 0; i < items.size(); ++i) {
    const std::string item = items[i] + (i + 1 < items.size() ? "," : tail);
    if (i && column + 1 + item.size() > width) {
      out += lead;
      column = lead.size() - 1;
    } else if (i) {
      out += ' ';
      ++column;
    }
    out += item;
    column += item.size();
  }
  return out;
}

std::string constructor(const std::string& head, const std::vector<std::string>& parameters, const std::string& init,
                        const std::string& after) {
  const std::string flat = list(head, parameters, ")" + after + " : " + init + " {}", 100000);
  if (flat.size() <= 106) return flat;
  std::string text = list(head, parameters, ")" + after, 106) + "\n    : ";
  // One initialiser a line where they do not fit on one; commas inside parentheses belong to their call.
  int depth = 0;
  const bool broken = init.size() > 96;
  for (std::size_t i = 0; i < init.size(); ++i) {
    depth += init[i] == '(' || init[i] == '<' ? 1 : init[i] == ')' || init[i] == '>' ? -1 : 0;
    text += init[i];
    if (broken && depth == 0 && init[i] == ',') {
      text += "\n      ";
      ++i;
    }
  }
  return text + " {}";
}

emit::Printer::Value lines(emit::Printer& out, std::string text) {
  return emit::Printer::Block([&out, text = std::move(text)] {
    if (!text.empty()) out.print("$text$", {{"text", text}});
  });
}

}  // namespace polyglue::cpp
