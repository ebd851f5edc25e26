// The generated header from top to bottom.
#include <fmt/format.h>

#include <algorithm>
#include <functional>

#include "emit/naming.hpp"
#include "emit/other_name.hpp"
#include "embedded/cpp_runtime_files.hpp"
#include "languages/c/c_backend.hpp"
#include "languages/cpp/cpp_backend.hpp"
#include "languages/cpp/members.hpp"

namespace polyglue::cpp {
namespace {

/// Values and objects so that each stands after what it contains.
class Types {
 public:
  Types(emit::Printer& out, const Client& client) : out_(out), client_(client) {}

  void print() {
    for (const model::Decl& decl : client_.library.model->decls) visit(model::info(decl).id);
  }

 private:
  void visit(const model::DeclId& id) {
    const model::Decl* decl = client_.library.model->find(id);
    if (!decl || client_.is_foreign(id) || !seen_.insert(id).second) return;
    if (const auto* record = std::get_if<model::Record>(decl)) {
      for (const model::Field& field : record->fields) contain(field.type, false);
      defaults(record->methods);
      print_record(out_, client_, *record);
    } else if (const auto* variant = std::get_if<model::Variant>(decl)) {
      for (const model::Alternative& alternative : variant->alternatives) contain(alternative.type, false);
      print_variant(*variant);
    } else if (const auto* callback = std::get_if<model::Callback>(decl)) {
      print_callback(out_, client_, *callback);
    } else if (const auto* object = std::get_if<model::Object>(decl)) {
      for (const model::DeclId& base : object->bases) visit(base);
      defaults(object->constructors);
      defaults(object->methods);
      print_object(out_, client_, *object);
    } else if (const auto* error = std::get_if<model::Error>(decl)) {
      if (error->base) visit(*error->base);
      for (const model::Field& field : error->fields) contain(field.type, false);
      print_error(out_, client_, *client_.library.find_error(id));
      out_.print("};\n");
    }
  }

  /// Types of default arguments must be complete.
  void defaults(const std::vector<model::Function>& functions) {
    for (const model::Function& function : functions) {
      for (const model::Parameter& parameter : function.params) {
        if (parameter.default_value) contain(parameter.type, false);
      }
    }
  }

  /// `behind`: in a vector or behind a pointer, where the name is enough if the type is being defined.
  void contain(const model::Type& type, bool behind) {
    if (const auto* named = model::as<model::Named>(type)) {
      if (const auto* custom = client_.library.model->find_as<model::Custom>(named->id)) contain(custom->repr, behind);
      else visit(named->id);
    } else if (const auto* object = model::as<model::ObjectRef>(type)) {
      visit(object->id);
    } else if (const auto* sequence = model::as<model::Sequence>(type)) {
      contain(*sequence->element, true);
    } else if (const auto* set = model::as<model::Set>(type)) {
      contain(*set->element, true);
    } else if (const auto* map = model::as<model::Map>(type)) {
      contain(*map->key, true);
      contain(*map->value, true);
    } else if (const auto* tuple = model::as<model::Tuple>(type)) {
      for (const model::Type& item : tuple->items) contain(item, behind);
    } else if (const auto* optional = model::as<model::Optional>(type)) {
      contain(*optional->value, behind);
    }
  }

  void print_variant(const model::Variant& variant) {
    const Spelling spelling(client_);
    std::vector<std::string> items;
    for (const model::Alternative& alternative : variant.alternatives) {
      items.push_back(model::is<model::Void>(alternative.type) ? "std::monostate" : spelling.value(alternative.type));
    }
    out_.print("\n\n$doc$\n$text$\n", {{"doc", lines(out_, doc(variant.info))},
                                     {"text", list("using " + client_.name(variant.info.id) + " = std::variant<", items, ">;")}});
  }

  emit::Printer& out_;
  const Client& client_;
  std::set<model::DeclId> seen_;
};

void print_forward(emit::Printer& out, const Client& client) {
  out.print("\n");
  for (const model::Decl& decl : client.library.model->decls) {
    const model::DeclId& id = model::info(decl).id;
    if (const std::string other = client.other_prefix(id); !other.empty()) {
      if (!std::holds_alternative<model::Function>(decl) && !std::holds_alternative<model::Constant>(decl) && !std::holds_alternative<model::Custom>(decl))
        out.print("using $name$ = ::$other$_client::$there$;\n",
                  {{"name", client.name(id)}, {"other", other}, {"there", identifier(emit::name_there(*client.library.model, model::info(decl)))}});
      continue;
    }
    const std::string keyword = std::holds_alternative<model::Record>(decl) ? "struct"
                                : std::holds_alternative<model::Object>(decl) || std::holds_alternative<model::Error>(decl) ? "class" : "";
    if (!keyword.empty()) out.print("$keyword$ $name$;\n", {{"keyword", keyword}, {"name", client.name(id)}});
  }
}

void print_hashes(emit::Printer& out, const Client& client) {
  emit::Printer text;
  for (const model::Decl& decl : client.library.model->decls) {
    if (client.is_foreign(model::info(decl).id)) continue;
    for (const abi::Function* function : client.library.functions_of(model::info(decl).id)) {
      if (!function->source || function->source->role != model::Role::hash) continue;
      text.print(R"(

          template <>
          struct std::hash<$name$> {
            std::size_t operator()(const $name$& value) const { return static_cast<std::size_t>(value.hash()); }
          };
          )",
                 {{"name", "::" + client.name_space + "::" + client.name(model::info(decl).id)}});
    }
  }
  if (!text.text().empty()) out.print("\n\n#if !POLYGLUE_NO_EXCEPTIONS$text$#endif\n", {{"text", text.text()}});
}

bool is_deprecated(const abi::Library& library) {
  return std::any_of(library.functions.begin(), library.functions.end(),
                     [](const abi::Function& f) { return f.source && f.source->info.deprecated; });
}

/// Preprocessor lines begin at the margin, access labels one column in, and no empty line stands beside a brace.
std::string tidy(const std::string& text) {
  std::string out;
  std::string last = "{";
  std::size_t at = 0;
  bool empty = false;
  while (at < text.size()) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    std::string line = text.substr(at, end - at);
    at = end + 1;
    const std::size_t first = line.find_first_not_of(' ');
    if (first == std::string::npos) {
      empty = true;
      continue;
    }
    if (line[first] == '#') line.erase(0, first);
    const std::string word = line.substr(std::min(first, line.size()));
    if (word == "private:" || word == "protected:") line = " " + word;
    const bool opens = last.back() == '{' || last == " public:" || last == " private:" || last == " protected:";
    const bool inside = first != 0;  // at namespace level braces stand apart
    const bool closes = inside && (word[0] == '}' || word == "#endif");
    if (empty && !(opens && inside) && !closes && !out.empty()) out += '\n';
    empty = false;
    out += line + '\n';
    last = line;
  }
  return out;
}

std::string doc_lines(const model::Library& model) {
  model::DeclInfo info;
  info.doc = model.doc;
  return doc(info);
}

}  // namespace

void print_definitions(emit::Printer& out, const Client& client) {
  for (const model::Decl& decl : client.library.model->decls) {
    const auto* record = std::get_if<model::Record>(&decl);
    const auto* object = std::get_if<model::Object>(&decl);
    if ((!record && !object) || client.is_foreign(model::info(decl).id)) continue;
    const std::set<std::string> hidden = record ? names_inside(*record) : names_inside(*object);
    const Spelling spelling(client, hidden);
    if (const abi::Interface* interface = client.library.find_interface(model::info(decl).id)) print_methods_definitions(out, client, spelling, *interface);
    for (const Member& member : members(client, spelling, model::info(decl).id, hidden)) {
      out.print("\n\n$text$\n", {{"text", member.definition(client)}});
    }
  }
  const Spelling spelling(client);
  for (const Member& member : members(client, spelling, "", {})) {
    out.print("\n\n$doc$\n$declaration$;\n$definition$\n",
              {{"doc", lines(out, doc(client, *member.function->source, member.notes))}, {"declaration", member.declaration()}, {"definition", member.definition(client)}});
  }
}

std::string header_path(const abi::Library& library) { return library.prefix + "_client/" + library.prefix + ".hpp"; }

std::string header(const abi::Library& library) {
  const Client client(library);
  emit::Printer out;
  const auto names = out.with({{"x", library.prefix}, {"X", library.shouty}, {"ns", client.name_space}});
  const bool quiet = is_deprecated(library);
  out.print(R"(
      // $name$ $version$ for C++17 and later, through its C interface: any compiler, any standard library, with
      // exceptions and without. Generated by Polyglue; do not edit.
      #ifndef $X$_CLIENT_HPP
      #define $X$_CLIENT_HPP

      #include <$header$>
      $others$

      #include <cstddef>
      #include <cstdint>
      #include <functional>
      #include <limits>
      #include <optional>
      #include <ostream>
      #include <polyglue/client.hpp>
      #include <string>
      #include <string_view>
      #include <utility>
      #include <vector>

      #if defined(__GNUC__)
      $quiet$
      #endif

      $doc$
      namespace $ns$ {
      inline namespace POLYGLUE_CLIENT_MODE {

      namespace pgl = ::polyglue::client;
      )",
            {{"name", library.model->name}, {"version", library.model->version}, {"header", c::header_name(library)},
             {"doc", lines(out, doc_lines(*library.model))},
             {"others", [&] { for (const std::string& other : client.other_prefixes()) out.print("#include <$x$_client/$x$.hpp>\n", {{"x", other}}); }},
             {"quiet", quiet ? "#pragma GCC diagnostic push\n// Functions that are deprecated call C functions that are.\n"
                               "#pragma GCC diagnostic ignored \"-Wdeprecated-declarations\""
                             : "#pragma GCC diagnostic push"}});
  print_forward(out, client);
  print_enums(out, client);
  print_constants(out, client);
  Types(out, client).print();
  out.print(R"(

      }  // namespace POLYGLUE_CLIENT_MODE
      }  // namespace $ns$

      namespace polyglue::client {
      )");
  print_converters(out, client);
  out.print(R"(

      }  // namespace polyglue::client

      namespace $ns$ {
      inline namespace POLYGLUE_CLIENT_MODE {

      namespace pgl_detail {
      )");
  print_raise(out, client);
  print_host(out, client);
  if (library.has_tasks()) {
    out.print("\n\ninline constexpr pgl::task_calls tasks = {&$x$_task_on_done, &$x$_task_cancel, &$x$_task_free};\n");
  }
  out.print("\n\n}  // namespace pgl_detail\n");
  print_definitions(out, client);
  out.print(R"(

      }  // namespace POLYGLUE_CLIENT_MODE
      }  // namespace $ns$
      )");
  print_hashes(out, client);
  out.print(R"(

      #if defined(__GNUC__)
      #pragma GCC diagnostic pop
      #endif

      #endif
      )");
  return tidy(out.take());
}

emit::FileSet header_files(const abi::Library& library) {
  emit::FileSet files;
  for (const auto& [path, text] : embedded::cpp_runtime_files()) files.add(std::string(path), std::string(text));
  files.add(header_path(library), header(library));
  return files;
}

}  // namespace polyglue::cpp
