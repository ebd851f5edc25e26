// The module as a whole.
#include "languages/js/module.hpp"

#include <algorithm>

#include "embedded/js_runtime.hpp"
#include "emit/other_name.hpp"
#include "languages/js/codec.hpp"
#include "languages/js/names.hpp"
#include "languages/js/shell.hpp"

namespace polyglue::js {
namespace {

/// The items between the braces of "import { a, b as c } from "./x.mjs";" and of "export { a, b };".
std::vector<std::string> items_of(const std::string& statement) {
  std::vector<std::string> items;
  const std::size_t close = statement.find('}');
  for (std::size_t at = statement.find('{') + 1; at < close;) {
    const std::size_t end = std::min(statement.find(',', at), close);
    const std::size_t first = statement.find_first_not_of(" \n", at), last = statement.find_last_not_of(" \n", end - 1);
    if (first < end) items.push_back(statement.substr(first, last + 1 - first));
    at = end + 1;
  }
  return items;
}

std::string require_statement(const std::string& statement) {
  std::vector<std::string> items = items_of(statement);
  for (std::string& item : items) {
    if (const std::size_t as = item.find(" as "); as != std::string::npos) item.replace(as, 4, ": ");
  }
  const std::size_t from = statement.find('"', statement.find('}'));
  std::string file = statement.substr(from, statement.find('"', from + 1) - from + 1);
  if (const std::size_t ending = file.find(".mjs"); ending != std::string::npos) file.replace(ending, 4, ".js");
  return list_line("const ", items, " = require(" + file + ");", 0, "{}");
}

/// The names of the runtime that the text uses.
std::vector<std::string> used(const std::string& text, const std::vector<std::string>& names) {
  std::vector<std::string> result;
  const auto is_word = [](char c) { return std::isalnum(static_cast<unsigned char>(c)) || c == '_' || c == '$'; };
  for (const std::string& name : names) {
    const std::string word = "$" + name;
    for (std::size_t at = 0; (at = text.find(word, at)) != std::string::npos; at += word.size()) {
      const bool starts = at == 0 || (!is_word(text[at - 1]) && text[at - 1] != '.');
      if (starts && (at + word.size() == text.size() || !is_word(text[at + word.size()]))) {
        result.push_back(name + " as " + word);
        break;
      }
    }
  }
  return result;
}

std::string import_statement(const std::string& text, const std::string& file, const std::vector<std::string>& names) {
  const auto found = used(text, names);
  if (found.empty()) return "";
  return list_line("import ", found, " from \"./runtime/" + file + "\";", 0, "{}") + "\n";
}

void print_constants(emit::Printer& out, const Context& context) {
  for (const model::Decl& decl : context.model.decls) {
    const auto* constant = std::get_if<model::Constant>(&decl);
    if (!constant) continue;
    const auto value = literal(context, constant->type, constant->value);
    if (value) out.print("\n\n$doc$const $name$ = $value$;\n", {{"doc", doc_comment(context, constant->info)},
                                                             {"name", constant_name(constant->info.name)}, {"value", *value}});
  }
}

}  // namespace

std::vector<std::string> exported_names(const Context& context) {
  std::vector<std::string> names = {context.error_base, "InternalError", "SystemError"};
  for (const model::Decl& decl : context.model.decls) {
    const model::DeclInfo& info = model::info(decl);
    if (const auto* constant = std::get_if<model::Constant>(&decl)) {
      if (literal(context, constant->type, constant->value)) names.push_back(constant_name(info.name));
    } else if (const auto* error = std::get_if<model::Error>(&decl)) {
      names.push_back(context.error_name(*error));
    } else if (std::holds_alternative<model::Record>(decl) || std::holds_alternative<model::Enum>(decl) || std::holds_alternative<model::Object>(decl)) {
      names.push_back(type_name(context.model, info));
    }
  }
  for (const Members::Method& method : context.members("").methods) names.push_back(method.name);
  return names;
}

std::string foreign_name(const Context& context, const model::DeclInfo& info, const std::string& ending) {
  const std::string name = type_name(context.model, info), there = class_name(emit::name_there(context.model, info));
  return name.ends_with(there) && name != there && info.scope.empty() ? there + ending + " as " + name + ending : name + ending;
}

std::map<std::string, std::vector<std::string>> foreign_names(const Context& context) {
  std::map<std::string, std::vector<std::string>> names;
  for (const model::Decl& decl : context.model.decls) {
    const model::DeclInfo& info = model::info(decl);
    const std::string package = context.other_package(info.id);
    if (package.empty()) continue;
    if (const auto* error = std::get_if<model::Error>(&decl)) names[package].push_back(context.error_name(*error));
    else if (std::holds_alternative<model::Record>(decl) || std::holds_alternative<model::Enum>(decl) || std::holds_alternative<model::Object>(decl))
      names[package].push_back(foreign_name(context, info));
  }
  return names;
}

std::uint32_t contract_number(const abi::Library& library) {
  std::uint64_t hash = 0xcbf29ce484222325u;  // FNV-1a
  const auto add = [&](std::uint8_t byte) { hash = (hash ^ byte) * 0x100000001b3u; };
  for (const abi::Symbol& symbol : library.contract) {
    for (const char c : symbol.name) add(static_cast<std::uint8_t>(c));
    for (int shift = 0; shift < 64; shift += 8) add(static_cast<std::uint8_t>(symbol.hash >> shift));
  }
  return static_cast<std::uint32_t>(hash ^ (hash >> 32));
}

std::string module_text(const Context& context) {
  emit::Printer out, before;
  const auto is_own = [&](const auto* one) { return one && !context.is_foreign(one->info.id); };
  for (const model::Decl& decl : context.model.decls) if (const auto* one = std::get_if<model::Enum>(&decl); is_own(one)) print_enum(out, context, *one);
  print_errors(out, context);
  for (const model::Decl& decl : context.model.decls) if (const auto* one = std::get_if<model::Record>(&decl); is_own(one)) print_record(out, before, context, *one);
  for (const abi::Class& entry : context.library.classes) print_class(out, before, context, entry);
  print_constants(out, context);
  for (const Members::Method& method : context.members("").methods) {
    out.print("\n\n$doc$", {{"doc", method.overloads.size() == 1 ? doc_comment(context, method.overloads[0]->source->info, method.overloads[0]->source) : ""}});
    Frame frame;
    frame.head = "function " + method.name;
    print_function(out, before, context, frame, method.overloads);
  }
  emit::Printer codec;
  print_codec(codec, context);
  print_host_functions(codec, context);
  const std::string contract = context.host.own_memory ? "\n$checkContract(" + std::to_string(contract_number(context.library)) + ");\n" : "";
  const std::string body = contract + wrap_long_lines(out.take() + before.take() + codec.take());

  std::string imports;
  for (const auto& [package, names] : foreign_names(context)) imports += list_line("import ", names, " from " + js_string(package) + ";", 0, "{}") + "\n";
  imports +=
      import_statement(body, "host.mjs", {"native", "memory", "result", "checkContract", "lastError", "onFailure", "out", "release", "hold", "begun", "newUser", "setMethods", "failWith", "failHost", "writeSize", "writeView", "readSize", "readHandle"}) +
      import_statement(body, "values.mjs", {"mismatch", "isCharacter", "isCodePoint", "isInteger", "isList", "isListOf", "isPlain", "list",
                                           "entries", "attached", "bytes", "equal", "noOverload", "optional", "writeText", "writeBytes", "writeArray", "writeDate", "writeDuration", "readText",
                                           "readBytes", "readArray", "readDate", "readDuration"}) +
      import_statement(body, "objects.mjs", {"NativeObject", "handle", "gone", "adopt", "adopter", "mine", "mixIn", "sharedBase"}) +
      import_statement(body, "exchange.mjs", {"dismiss", "exchange", "foreign", "guests"}) +
      import_statement(body, "implement.mjs", {"attach", "borrow", "giveBack", "implementer", "isAbstract", "ownObject"}) +
      import_statement(body, "later.mjs", {"isOptions", "signalOf", "wait"}) +
      import_statement(body, "answers.mjs", {"Call"}) +
      import_statement(body, "streams.mjs", {"Stream", "endOf"}) +
      import_statement(body, "later_streams.mjs", {"AsyncStream", "checkStop", "stopBy", "waitFor"}) +
      import_statement(body, "errors.mjs", {"borderError", "messageOf", "named"});
  return "// " + context.model.name + " " + context.model.version + ". Generated by Polyglue; do not edit.\n" + imports + body +
         "\n" + list_line("export ", exported_names(context), ";", 0, "{}") + "\n";
}

emit::FileSet runtime_files(const Context& context) {
  const abi::Library& library = context.library;
  const std::map<std::string_view, bool> some = {{"later.mjs", library.has_tasks()}, {"answers.mjs", library.has_promises()}, {"implement.mjs", !library.interfaces.empty()},
                                                 {"exchange.mjs", !context.exchanged().empty()},
                                                 {"streams.mjs", context.has_streams(false) || context.has_streams(true)},
                                                 {"later_streams.mjs", context.has_streams(true)}};
  emit::FileSet files;
  for (const auto& [path, text] : embedded::js_runtime()) {
    const auto found = some.find(path);
    if (found == some.end() || found->second) files.add(std::string(path), std::string(text));
  }
  return files;
}

std::string to_commonjs(const std::string& text) {
  std::string result = "\"use strict\";\n\n";
  for (std::size_t at = 0; at < text.size();) {
    std::size_t end = text.find('\n', at);
    const bool imports = text.compare(at, 8, "import {") == 0, exports = text.compare(at, 8, "export {") == 0;
    if (imports || exports) {
      end = text.find(";\n", at) + 1;
      const std::string statement = text.substr(at, end - at);
      result += imports ? require_statement(statement) : list_line("module.exports = ", items_of(statement), ";", 0, "{}");
    } else {
      result += text.substr(at, end - at);
    }
    result += "\n";
    at = end + 1;
  }
  return result;
}

}  // namespace polyglue::js
