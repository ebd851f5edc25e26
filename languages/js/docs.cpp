// Documentation comments in the form editors show.
#include <fmt/format.h>

#include <algorithm>

#include "languages/js/context.hpp"
#include "languages/js/names.hpp"

namespace polyglue::js {
namespace {

std::string harmless(std::string text) {
  for (std::size_t at = 0; (at = text.find("*/", at)) != std::string::npos;) text.replace(at, 2, "* /");
  return text;
}

std::string one_line(std::string text) {
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string error_word(const Context& context, const std::string& written) {
  for (const abi::Error& error : context.library.errors) {
    const model::DeclInfo& info = error.source->info;
    if (written == info.id || written == info.name || info.id.ends_with("::" + written)) return context.error_name(*error.source);
  }
  for (const char* range : {"out_of_range", "invalid_argument", "domain_error", "length_error", "bad_alloc"}) {
    if (written.ends_with(range)) return "RangeError";
  }
  if (written.ends_with("filesystem_error") || written.ends_with("system_error")) return context.error_base;
  return written;
}

void add(std::vector<std::string>& lines, const std::string& text) {
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
}

}  // namespace

std::string doc_comment(const Context& context, const model::DeclInfo& info, const model::Function* function) {
  const model::Doc& doc = info.doc;
  std::vector<std::string> lines;
  if (!doc.brief.empty()) add(lines, doc.brief);
  if (!doc.details.empty()) {
    if (!lines.empty()) lines.emplace_back();
    add(lines, doc.details);
  }
  std::vector<std::string> tags;
  if (function) {
    for (const model::Parameter& param : function->params) {
      const auto found = doc.params.find(param.name);
      if (found != doc.params.end() && !found->second.empty()) {
        tags.push_back(fmt::format("@param {} {}", parameter_name(param.name), one_line(found->second)));
      }
    }
    if (!doc.returns.empty()) tags.push_back("@returns " + one_line(doc.returns));
    std::vector<std::string> said;
    for (const auto& [type, when] : doc.throws) {
      said.push_back(error_word(context, type));
      tags.push_back(fmt::format("@throws {{{}}}{}{}", said.back(), when.empty() ? "" : " ", one_line(when)));
    }
    std::vector<model::DeclId> declared = function->throws;
    if (function->expected_error) declared.push_back(*function->expected_error);
    for (const model::DeclId& id : declared) {
      const auto* error = context.model.find_as<model::Error>(id);
      if (!error || std::find(said.begin(), said.end(), context.error_name(*error)) != said.end()) continue;
      tags.push_back(fmt::format("@throws {{{}}}", context.error_name(*error)));
    }
  }
  if (info.deprecated) tags.push_back("@deprecated" + (info.deprecated->empty() ? "" : " " + one_line(*info.deprecated)));
  if (!tags.empty() && !lines.empty()) lines.emplace_back();
  lines.insert(lines.end(), tags.begin(), tags.end());
  if (lines.empty()) return "";
  if (lines.size() == 1) return "/** " + harmless(lines[0]) + " */\n";
  std::string text = "/**\n";
  for (const std::string& line : lines) text += line.empty() ? " *\n" : " * " + harmless(line) + "\n";
  return text + " */\n";
}

}  // namespace polyglue::js
