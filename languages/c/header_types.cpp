// Enums, handles and structs of the C header.
#include <fmt/format.h>

#include <set>
#include <utility>

#include "emit/naming.hpp"
#include "languages/c/c_backend.hpp"
#include "languages/c/header_parts.hpp"
#include "languages/c/text.hpp"

namespace polyglue::c {
namespace {

using abi::Shape;
using abi::TypeId;

/// An enumerator's value; C99's enum constants are ints, so others become macros.
bool is_int(const model::Enum& decl, std::int64_t value) {
  if (decl.underlying == model::Scalar::u64 && value < 0) return false;
  return value >= INT32_MIN && value <= INT32_MAX;
}

void print_enum(emit::Printer& out, const abi::Library& library, const model::Enum& decl) {
  const std::string name = abi::type_name(library, decl.info);
  std::vector<std::string> lines = doc_lines(decl.info);
  if (decl.flags) lines.emplace_back("Values combine with |.");
  out.print(R"(

      $comment$
      typedef $integer$ $name$;
      )",
            {{"comment", optional_line(out, comment(lines))}, {"integer", std::string(abi::scalar_name(decl.underlying))}, {"name", name}});
  std::vector<const model::Enumerator*> constants, macros;
  for (const model::Enumerator& value : decl.values) (is_int(decl, value.value) ? constants : macros).push_back(&value);
  if (!constants.empty()) {
    out.print("enum {\n");
    for (const model::Enumerator* value : constants) {
      const std::string text = fmt::format("  {} = {}{}", abi::enumerator_name(library, decl, *value), value->value,
                                           value == constants.back() ? "" : ",");
      const std::vector<std::string> doc = doc_lines(value->info);
      if (doc.size() == 1 && text.size() + doc[0].size() + 8 <= 100) {
        out.print("$text$  /* $doc$ */\n", {{"text", text}, {"doc", harmless(doc[0])}});
      } else {
        if (!doc.empty()) out.print("  $comment$\n", {{"comment", optional_line(out, comment(doc))}});
        out.print("$text$\n", {{"text", text}});
      }
    }
    out.print("};\n");
  }
  for (const model::Enumerator* value : macros) {
    const bool is_unsigned = decl.underlying == model::Scalar::u64 || decl.underlying == model::Scalar::u32;
    out.print("$comment$\n#define $name$ $value$\n",
              {{"comment", optional_line(out, comment(doc_lines(value->info)))},
               {"name", abi::enumerator_name(library, decl, *value)},
               {"value", is_unsigned ? fmt::format("UINT64_C({})", static_cast<std::uint64_t>(value->value))
                                     : fmt::format("INT64_C({})", value->value)}});
  }
}

/// Prints struct definitions so that each stands after what it contains by value.
class Structs {
 public:
  Structs(emit::Printer& out, const abi::Library& library)
      : out_(out), library_(library), states_(library.types.size(), State::untouched) {}

  void print_all() {
    for (TypeId id = 0; id < library_.types.size(); ++id) {
      print(id);
      // Entries that had to wait for the record they are part of.
      for (const abi::Type* map : std::exchange(late_, {})) entry(*map);
    }
  }

 private:
  enum class State : std::uint8_t { untouched, open, done };

  void print(TypeId id) {
    if (states_[id] != State::untouched) return;
    states_[id] = State::open;
    const abi::Type& type = library_.type(id);
    if (!type.shared) define(type);
    states_[id] = State::done;
  }

  void define(const abi::Type& type) {
    switch (type.shape) {
      case Shape::record:
        contain(type);
        record(type);
        return;
      case Shape::variant:
        contain(type);
        variant(type);
        return;
      case Shape::tuple: {
        contain(type);
        std::string body;
        for (std::size_t i = 0; i < type.parts.size(); ++i) body += member(type.parts[i], type.members[i]);
        one_line(type.name, body.empty() ? "uint8_t unused_; " : body);
        return;
      }
      case Shape::optional:
        contain(type);
        one_line(type.name, "pgl_bool has; " + member(type.parts[0], "value"));
        return;
      case Shape::sequence: case Shape::set:
        refer(type.parts[0]);
        one_line(type.name, fmt::format("{}; size_t len; ", declare(pointer_to_const(library_.type(type.parts[0]).name), "data")));
        return;
      case Shape::pointer:
        refer(type.parts[0]);
        return;
      case Shape::map:
        map(type);
        return;
      case Shape::callback:
        contain(type);
        if (const abi::Callback* found = library_.find_callback(type.decl); found && library_.type(found->type).tag == type.tag) callback(*found);
        return;
      default: return;
    }
  }

  std::string member(TypeId id, const std::string& name) { return declare(library_.type(id).name, name) + "; "; }

  /// What a struct holds by value stands above it.
  void contain(const abi::Type& type) {
    for (const TypeId part : type.parts) print(part);
  }

  /// Of what is behind a pointer only the name is needed.
  void refer(TypeId id) {
    const abi::Type& type = library_.type(id);
    if (states_[id] == State::done || type.shared) return;
    switch (type.shape) {
      case Shape::record: case Shape::tuple: case Shape::variant: case Shape::optional:
      case Shape::sequence: case Shape::set: case Shape::map:
        forward(type.name);
        return;
      default: return;
    }
  }
  void forward(const std::string& name) {
    if (declared_.insert(name).second) out_.print("\n\ntypedef struct $name$ $name$;\n", {{"name", name}});
  }

  void map(const abi::Type& type) {
    contain(type);
    const bool recursive = states_[type.parts[0]] == State::open || states_[type.parts[1]] == State::open;
    if (recursive) {
      forward(type.entry);
      late_.push_back(&type);
    } else {
      entry(type);
    }
    one_line(type.name, fmt::format("const {} *data; size_t len; ", type.entry));
  }
  void entry(const abi::Type& map) {
    one_line(map.entry, member(map.parts[0], "key") + member(map.parts[1], "value"));
  }

  /// "typedef struct name { ... } name;", or "struct name { ... };" after a forward declaration.
  void one_line(const std::string& name, const std::string& body) {
    const bool first = declared_.insert(name).second;
    const std::string tail = first ? fmt::format("}} {};", name) : "};";
    const std::string head = fmt::format("{}struct {} {{", first ? "typedef " : "", name);
    if (head.size() + body.size() + tail.size() + 1 <= 100) {
      out_.print("$head$ $body$$tail$\n", {{"head", head}, {"body", body}, {"tail", tail}});
    } else {
      out_.print("$head$\n  $body$\n$tail$\n", {{"head", head}, {"body", body}, {"tail", tail}});
    }
  }

  /// Opens a struct of several lines; returns what closes it.
  std::string open(const std::string& name, const std::vector<std::string>& doc) {
    const bool first = declared_.insert(name).second;
    out_.print("\n\n$comment$\n$typedef$struct $name$ {\n",
               {{"comment", optional_line(out_, comment(doc))}, {"typedef", first ? "typedef " : ""}, {"name", name}});
    return first ? "} " + name + ";\n" : "};\n";
  }

  void record(const abi::Type& type) {
    const auto* record = library_.model->find_as<model::Record>(type.decl);
    const auto* error = library_.model->find_as<model::Error>(type.decl);
    const std::vector<model::Field>& fields = record ? record->fields : error->fields;
    std::vector<std::string> doc = record ? doc_lines(record->info) : doc_lines(error->info);
    if (error) {
      doc.push_back(fmt::format("Fields of {}.", library_.find_error(type.decl)->constant));
    }
    const std::string close = open(type.name, doc);
    for (std::size_t i = 0; i < type.parts.size(); ++i) {
      field(declare(library_.type(type.parts[i]).name, type.members[i]) + ";", doc_lines(fields[i].info));
    }
    if (type.parts.empty()) out_.print("  uint8_t unused_;  /* C has no empty struct */\n");
    out_.print(close);
  }

  void callback(const abi::Callback& callback) {
    const std::string close = open(callback.name, host_function_doc(library_, callback.source->info, callback.call, callback.source->params, callback.source->result));
    out_.print("  $call$;\n  void (*release)(void *user);  /* or null; called once, from any thread, when the library lets go of it */\n  void *user;\n",
               {{"call", host_prototype(library_, callback.call)}});
    out_.print(close);
  }

  void field(const std::string& text, const std::vector<std::string>& doc) {
    if (doc.size() == 1 && text.size() + doc[0].size() + 10 <= 100) {
      out_.print("  $text$  /* $doc$ */\n", {{"text", text}, {"doc", harmless(doc[0])}});
      return;
    }
    if (!doc.empty()) out_.print("  $comment$\n", {{"comment", optional_line(out_, comment(doc))}});
    out_.print("  $text$\n", {{"text", text}});
  }

  void variant(const abi::Type& type) {
    const auto* decl = library_.model->find_as<model::Variant>(type.decl);
    out_.print("\n\n$comment$\nenum {\n", {{"comment", optional_line(out_, comment({"Tags of " + type.name + "."}))}});
    for (std::size_t i = 0; i < type.parts.size(); ++i) {
      out_.print("  $tag$ = $i$$comma$\n", {{"tag", tag_name(type, i)}, {"i", std::to_string(i)},
                                            {"comma", i + 1 < type.parts.size() ? "," : ""}});
    }
    out_.print("};\n");
    const std::string close = open(type.name, decl ? doc_lines(decl->info) : std::vector<std::string>{});
    out_.print("  int32_t tag;  /* which member of `as` is there */\n  union {\n");
    bool any = false;
    for (std::size_t i = 0; i < type.parts.size(); ++i) {
      const abi::Type& part = library_.type(type.parts[i]);
      if (part.shape == Shape::nothing) continue;
      any = true;
      out_.print("    $member$;\n", {{"member", declare(part.name, type.members[i])}});
    }
    if (!any) out_.print("    uint8_t nothing;\n");
    out_.print("  } as;\n");
    out_.print(close);
  }

  emit::Printer& out_;
  const abi::Library& library_;
  std::vector<State> states_;
  std::set<std::string> declared_;
  std::vector<const abi::Type*> late_;
};

}  // namespace

std::vector<std::string> host_function_doc(const abi::Library& library, const model::DeclInfo& info, const abi::HostFunction& function,
                                           const std::vector<model::Parameter>& parameters, const model::Type& result) {
  std::vector<std::string> lines = doc_lines(info);
  const auto object_of = [](const model::Type& type) {
    const auto* optional = model::as<model::Optional>(type);
    return model::as<model::ObjectRef>(optional ? *optional->value : type);
  };
  for (const abi::Param& param : function.params) {
    if (param.role != abi::ParamRole::argument) continue;
    const model::Parameter& parameter = parameters[param.index];
    const auto found = info.doc.params.find(parameter.name);
    std::string text = found == info.doc.params.end() ? "" : found->second;
    const auto add = [&](const std::string& more) { text += text.empty() ? more : "; " + more; };
    if (const model::ObjectRef* object = object_of(parameter.type)) {
      if (model::is<model::Optional>(parameter.type)) add("null for none");
      const abi::Class* entry = library.find_class(object->id);
      if (object->ownership == model::Ownership::borrowed) add("lent for the call");
      else if (entry) add("yours to free with " + entry->name + "_free()");
    } else if (library.type(param.type).has_handles) {
      add("each object in it is yours to free");
    }
    if (!text.empty()) add_item(lines, param.name, text);
  }
  if (!info.doc.returns.empty() && !function.is_async) add_item(lines, function.hands_back ? "value" : "*out", info.doc.returns);
  if (function.hands_back) {
    const model::ObjectRef* object = object_of(result);
    const bool taken = object && object->ownership == model::Ownership::unique, shared = object && object->ownership == model::Ownership::shared;
    lines.push_back(std::string("Give the result by `return ret(into, value);`, which ") +
                    (taken ? "takes the object out of its handle." : shared ? "shares the object." : "copies it."));
  }
  // Alone, they need no indentation.
  if (!lines.empty() && lines[0].starts_with("  ")) {
    for (std::string& line : lines) if (line.starts_with("  ")) line.erase(0, 2);
  }
  return lines;
}

std::string tag_name(const abi::Type& variant, std::size_t alternative) {
  return emit::shouty(variant.name) + "_" + emit::shouty(variant.members[alternative]);
}

void print_enums(emit::Printer& out, const abi::Library& library) {
  bool first = true;
  for (const model::Decl& decl : library.model->decls) {
    const auto* enumeration = std::get_if<model::Enum>(&decl);
    if (!enumeration) continue;
    if (std::exchange(first, false)) out.print("\n\n$section$\n", {{"section", section("Enums")}});
    print_enum(out, library, *enumeration);
  }
}

void print_handles(emit::Printer& out, const abi::Library& library) {
  if (library.classes.empty()) return;
  out.print("\n\n$section$\n", {{"section", section("Classes")}});
  for (const abi::Class& entry : library.classes) {
    std::vector<std::string> doc = doc_lines(entry.source->info);
    for (const model::DeclId& base : entry.ancestors) {
      if (const abi::Class* ancestor = library.find_class(base)) {
        doc.push_back(fmt::format("Derives from {}: see {}().", ancestor->name, cast_name(library, entry, *ancestor, "as")));
      }
    }
    out.print("\n\n$comment$\ntypedef struct $name$ $name$;\n", {{"comment", optional_line(out, comment(doc))}, {"name", entry.name}});
  }
}

void print_structs(emit::Printer& out, const abi::Library& library) {
  emit::Printer structs;
  Structs(structs, library).print_all();
  if (structs.text().empty()) return;
  out.print("\n\n$section$\n\n", {{"section", section("Values")}});
  out.print("$text$\n", {{"text", structs.text().substr(structs.text()[0] == '\n' ? 1 : 0)}});
}

}  // namespace polyglue::c
