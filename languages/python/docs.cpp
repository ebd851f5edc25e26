#include "languages/python/docs.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>

#include "emit/naming.hpp"
#include "languages/python/literals.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {
namespace {

std::string indented(const std::string& text, const std::string& by) {
  std::string result;
  for (const char c : text) {
    result += c;
    if (c == '\n') result += by;
  }
  return result;
}

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
    result += ", " + field_name(param.name);
    if (param.default_value) result += "=" + signature_literal(context, param.type, *param.default_value);
  }
  return result;
}

}  // namespace

std::string one_line(const model::Doc& doc) {
  std::string text = doc.brief;
  if (!doc.details.empty()) text += (text.empty() ? "" : " ") + doc.details;
  std::replace(text.begin(), text.end(), '\n', ' ');
  return text;
}

std::string docstring(const Context& context, const model::DeclInfo& info, const model::Function* function) {
  const model::Doc& doc = info.doc;
  std::string text;
  add(text, doc.brief);
  add(text, doc.details);
  if (info.deprecated) add(text, "Deprecated" + (info.deprecated->empty() ? "." : ": " + *info.deprecated));
  if (!function) return text;
  const bool silent = text.empty();
  std::string args;
  for (const model::Parameter& param : function->params) {
    const auto found = doc.params.find(param.name);
    if (found != doc.params.end() && !found->second.empty()) {
      args += fmt::format("\n    {}: {}", field_name(param.name), indented(found->second, "        "));
    }
  }
  if (!args.empty()) add(text, "Args:" + args);
  if (!doc.returns.empty()) add(text, "Returns:\n    " + indented(doc.returns, "    "));
  std::string raises;
  for (const auto& [type, when] : doc.throws) {
    raises += "\n    " + error_word(context, type) + (when.empty() ? "" : ": " + indented(when, "        "));
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
  return text;
}

std::string docstring(const Context& context, const Overloads& overloads) {
  if (overloads.size() == 1) return docstring(context, overloads[0]->source->info, overloads[0]->source);
  std::string text;
  for (const abi::Function* one : overloads) {
    const model::Function& source = *one->source;
    const std::string params = parameter_list(context, source);
    const std::string name = source.role == model::Role::constructor ? class_name(source.info.name) : function_name(source);
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

std::string record_signature(const Context& context, const model::Record& record) {
  std::string result;
  for (std::size_t i = 0; i < record.fields.size(); ++i) {
    const auto value = field_default(context, record, i);
    if (!value && result.find('=') != std::string::npos && result.find("*, ") == std::string::npos) result += ", *";
    result += (result.empty() ? "" : ", ") + field_name(record.fields[i].info.name);
    if (value) result += "=" + signature_literal(context, record.fields[i].type, *value);
  }
  return "(" + result + ")";
}

}  // namespace polyglue::python
