#include "languages/python/docs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <string_view>
#include <vector>

#include "emit/naming.hpp"
#include "languages/c/text.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/mentions.hpp"
#include "languages/python/names.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python {
namespace {

/// Lines of text, without their ends.
std::vector<std::string> lines_of(const std::string& text) {
  std::vector<std::string> lines;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    lines.push_back(text.substr(at, end - at));
    at = end + 1;
  }
  return lines;
}

/// May the line be part of a paragraph? Not what is empty, indented, an item of a list, a row or a fence.
bool is_prose(const std::string& line) {
  if (line.empty() || line.starts_with("```") || std::string_view(" -*+|>#@").find(line[0]) != std::string_view::npos) return false;
  const std::size_t digits = std::min(line.find_first_not_of("0123456789"), line.size());
  return digits == 0 || digits == line.size() || (line[digits] != '.' && line[digits] != ')');
}

/// The paragraphs of a comment as one line each: it was broken for the width of its header.
std::string joined(const std::string& text) {
  std::string result;
  bool fenced = false, open = false;  // inside of code; the last line is prose
  for (const std::string& line : lines_of(text)) {
    if (line.starts_with("```")) fenced = !fenced;
    const bool prose = !fenced && is_prose(line);
    if (!result.empty()) result += open && prose ? ' ' : '\n';
    result += line;
    open = prose;
  }
  return result;
}

/// Long lines are broken at spaces; what follows keeps the indentation, and stands deeper below an item.
std::string filled(const std::string& text) {
  constexpr std::size_t limit = 76;
  std::string result;
  bool items = false;  // below "Args:" or "Raises:"
  for (std::string line : lines_of(text)) {
    const std::size_t indent = std::min(line.find_first_not_of(' '), line.size());
    if (!indent && !line.empty()) items = line == "Args:" || line == "Raises:";
    const bool bullet = line.compare(indent, 2, "- ") == 0;
    const std::string blanks(indent + (bullet ? 2 : items && indent == 4 ? 4 : 0), ' ');
    while (line.size() > limit) {
      std::size_t space = line.rfind(' ', limit);
      if (space == std::string::npos || space <= blanks.size()) space = line.find(' ', limit);
      if (space == std::string::npos) break;
      result += line.substr(0, space) + "\n";
      line = blanks + line.substr(space + 1);
    }
    result += line + "\n";
  }
  if (!result.empty()) result.pop_back();
  return result;
}

std::string indented(const std::string& text, const std::string& by) {
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') result += by;
  }
  return result;
}

/// A comment as it stands.
std::string written(const model::Doc& doc) { return doc.details.empty() ? doc.brief : doc.brief + "\n\n" + doc.details; }

std::string error_word(const Context& context, const std::string& written) {
  for (const abi::Error& error : context.library.errors) {
    const model::DeclInfo& info = error.source->info;
    if (written == info.id || written == info.name || info.id.ends_with("::" + written)) return context.error_name(*error.source);
  }
  if (written.ends_with("out_of_range")) return "IndexError";
  if (written.ends_with("invalid_argument") || written.ends_with("domain_error") || written.ends_with("length_error")) return "ValueError";
  if (written.ends_with("bad_alloc")) return "MemoryError";
  if (written.ends_with("filesystem_error") || written.ends_with("system_error")) return "OSError";
  return written;
}

void add(std::string& text, const std::string& paragraph) {
  if (paragraph.empty()) return;
  if (!text.empty()) text += "\n\n";
  text += paragraph;
}

std::string parameter_list(const Context& context, const model::Function& function) {
  std::string result;
  for (const model::Parameter& param : function.params) {
    result += ", " + context.spell.field(param.name);
    if (param.default_value) result += "=" + signature_literal(context, param.type, *param.default_value);
  }
  return result;
}

}  // namespace

std::string package_docstring(const Context& context) {
  if (context.is_uniffi && !context.model.doc.brief.empty()) return written(context.model.doc);
  std::string text = joined(context.model.doc.brief);
  add(text, joined(context.model.doc.details));
  return text.empty() ? context.model.name + " " + context.model.version + "." : filled(text);
}

std::string one_paragraph(const Context& context, const model::DeclInfo& info) {
  std::string text = info.doc.brief;
  if (!info.doc.details.empty()) text += (text.empty() ? "" : " ") + info.doc.details;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return filled(mentioned(context, text, info, nullptr));
}

std::string docstring(const Context& context, const model::DeclInfo& info, const model::Function* function) {
  const model::Doc& doc = info.doc;
  std::string text;
  // An interface file's lines stay as they are, as with UniFFI.
  const auto prose = [&](const std::string& written) { return mentioned(context, context.is_uniffi ? written : joined(written), info, function); };
  add(text, prose(doc.brief));
  add(text, prose(doc.details));
  if (info.deprecated) add(text, "Deprecated" + (info.deprecated->empty() ? "." : ": " + *info.deprecated));
  if (!function) return context.is_uniffi ? text : filled(text);
  const bool silent = text.empty();
  std::string args;
  for (const model::Parameter& param : function->params) {
    const auto found = doc.params.find(param.name);
    if (found != doc.params.end() && !found->second.empty()) {
      args += fmt::format("\n    {}: {}", context.spell.field(param.name), indented(prose(found->second), "        "));
    }
  }
  if (!args.empty()) add(text, "Args:" + args);
  if (!doc.returns.empty()) add(text, "Returns:\n    " + indented(prose(doc.returns), "    "));
  std::string raises;
  for (const auto& [type, when] : doc.throws) {
    raises += "\n    " + error_word(context, type) + (when.empty() ? "" : ": " + indented(prose(when), "        "));
  }
  std::vector<model::DeclId> declared = function->throws;
  if (function->expected_error) declared.push_back(*function->expected_error);
  for (const model::DeclId& id : declared) {
    const auto* error = context.model.find_as<model::Error>(id);
    if (!error) continue;
    const std::string name = context.error_name(*error);
    const bool said = std::any_of(doc.throws.begin(), doc.throws.end(),
                                  [&](const auto& t) { return error_word(context, t.first) == name; });
    if (!said) raises += "\n    " + name;
  }
  if (!raises.empty()) add(text, "Raises:" + raises);
  // Sections need a first line above them.
  if (silent && !text.empty()) {
    std::string title;
    for (const std::string& word : emit::words(info.name)) title += (title.empty() ? "" : " ") + word;
    if (title.empty()) title = "operator";
    title[0] = static_cast<char>(std::toupper(static_cast<unsigned char>(title[0])));
    text = title + ".\n\n" + text;
  }
  return context.is_uniffi ? text : filled(text);
}

std::string docstring(const Context& context, const Overloads& overloads) {
  if (overloads.size() == 1) return docstring(context, overloads[0]->source->info, overloads[0]->source);
  std::string text;
  for (const abi::Function* one : overloads) {
    const model::Function& source = *one->source;
    const std::string params = parameter_list(context, source);
    const std::string name = source.role == model::Role::constructor ? context.spell.type(source.info.name) : context.spell.function(source);
    std::string paragraph = fmt::format("{}({})", name, params.empty() ? "" : params.substr(2));
    const std::string doc = docstring(context, source.info, &source);
    if (!doc.empty()) paragraph += "\n    " + indented(doc, "    ");
    add(text, paragraph);
  }
  return text;
}

std::string signed_docstring(const Context& context, const std::string& name, const std::string& self,
                             const Overloads& overloads) {
  const std::string doc = docstring(context, overloads);
  if (overloads.size() != 1) return doc;
  std::string params = parameter_list(context, *overloads[0]->source);
  if (self.empty()) params = params.empty() ? "" : params.substr(2);
  else params = self + ", /" + params;
  return fmt::format("{}({})\n--\n\n{}", name, params, doc);
}

bool is_described(const Context& context, const Overloads& overloads) {
  return overloads.size() == 1 && (context.is_uniffi || overloads[0]->source->is_async);
}

bool has_described(const Context& context) { return context.is_uniffi || context.library.has_tasks(); }

bool has_described(const Context& context, const Members& members) {
  return std::any_of(members.methods.begin(), members.methods.end(), [&](const Members::Method& method) { return is_described(context, method.overloads); });
}

std::string function_doc(const Context& context, const std::string& name, const std::string& self, const Overloads& overloads) {
  const std::string plain = signed_docstring(context, name, self, overloads);
  if (!is_described(context, overloads)) return c_string(plain);
  const model::Function& source = *overloads[0]->source;
  const std::string first = self == "$self" ? "self" : self == "$type" ? "cls" : "", params = parameter_list(context, source);
  const std::string untyped = "(" + (first.empty() && !params.empty() ? params.substr(2) : first + params) + ")";
  const std::string line = fmt::format("{}def {}{}", source.is_async ? "async " : "", name, context.is_uniffi ? uniffi::signature(context, source, first) : untyped);
  return c_string(line + plain.substr(plain.find("\n--\n\n")));
}

std::string record_signature(const Context& context, const model::Record& record) {
  std::string result;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto value = field_default(context, record, i);
    if (!value && result.find('=') != std::string::npos && result.find("*, ") == std::string::npos) result += ", *";
    result += (result.empty() ? "" : ", ") + context.spell.field(record.fields[i].info.name);
    if (value) result += "=" + signature_literal(context, record.fields[i].type, *value);
  }
  return "(" + result + ")";
}

}  // namespace polyglue::python
