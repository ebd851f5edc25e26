// What the runtime must know of the library's types: traits for its conversions.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "emit/naming.hpp"
#include "languages/c/shim_parts.hpp"
#include "model/spelling.hpp"

namespace polyglue::c {
namespace {

using abi::Shape;

/// Is memory of this type the same in C and C++ if only sizes and offsets agree?
bool is_plain(const abi::Library& library, const abi::Type& type) {
  if (type.shape == Shape::scalar || type.shape == Shape::enumeration) return true;
  if (type.shape != Shape::record) return false;
  for (const abi::TypeId part : type.parts) if (!is_plain(library, library.type(part))) return false;
  return !type.parts.empty();
}

/// `value` is one of the enumerators, or for flags: has no bit that none of them has.
std::string validity(const model::Enum& decl) {
  if (decl.flags) {
    std::uint64_t bits = 0;
    for (const model::Enumerator& one : decl.values) bits |= static_cast<std::uint64_t>(one.value);
    return fmt::format("(static_cast<std::uint64_t>(value) & ~UINT64_C(0x{:x})) == 0", bits);
  }
  const bool is_unsigned = decl.underlying == model::Scalar::u64;
  const auto spell = [&](std::int64_t n) {
    if (is_unsigned) return fmt::format("UINT64_C({})", static_cast<std::uint64_t>(n));
    if (n == INT64_MIN) return std::string("INT64_MIN");
    return n > INT32_MAX || n < INT32_MIN ? fmt::format("INT64_C({})", n) : std::to_string(n);
  };
  std::set<std::int64_t> values;
  for (const model::Enumerator& one : decl.values) values.insert(one.value);
  if (values.empty()) return "false";
  // Runs of neighbours become ranges.
  std::string text;
  for (auto at = values.begin(); at != values.end();) {
    const std::int64_t first = *at;
    std::int64_t last = first;
    while (++at != values.end() && *at == last + 1) last = *at;
    if (!text.empty()) text += " || ";
    const bool from_zero = first == 0 && (decl.underlying == model::Scalar::u8 || decl.underlying == model::Scalar::u16 ||
                                          decl.underlying == model::Scalar::u32 || is_unsigned);
    if (first == last) text += fmt::format("value == {}", spell(first));
    else if (from_zero) text += fmt::format("value <= {}", spell(last));
    else text += fmt::format("(value >= {} && value <= {})", spell(first), spell(last));
  }
  return text;
}

void print_enum_trait(emit::Printer& out, const abi::Library& library, const model::Enum& decl) {
  out.print(R"(
      template <>
      struct Enum<$type$> {
        static constexpr bool valid($c$ value) { return $valid$; }
      };
      )",
            {{"type", global(decl.info.id)}, {"c", abi::type_name(library, decl.info)}, {"valid", validity(decl)}});
}

void print_record_trait(emit::Printer& out, const abi::Library& library, const model::Record& decl) {
  const abi::Type& type = library.type(library.type_of({model::Named{decl.info.id}, decl.info.id}));
  const std::string cpp = global(decl.info.id);
  const auto list = [&](auto each, const char* separator) {
    std::string text;
    for (std::size_t i = 0; i < type.members.size(); ++i) text += (i ? separator : "") + each(i);
    return text;
  };
  const auto cpp_name = [&](std::size_t i) {
    // The name in C++, whatever the author renamed it to.
    const std::string& id = decl.fields[i].info.id;
    const std::size_t at = id.rfind("::");
    return at == std::string::npos ? id : id.substr(at + 2);
  };
  out.print(R"(
      template <>
      struct Record<$cpp$> {
        using c_type = $c$;
        using c_plus_plus = $cpp$;
        using fields = Fields<
            $fields$>;
        static constexpr const char* names[] = {$names$};
        $offsets$
      };
      )",
            {{"cpp", cpp}, {"c", type.name},
             {"fields", list([&](std::size_t i) {
                return fmt::format("Field<&{}::{}, &{}::{}>", cpp, cpp_name(i), type.name, type.members[i]);
              }, ",\n")},
             {"names", type.members.empty() ? "\"\"" : list([&](std::size_t i) { return "\"" + type.members[i] + "\""; }, ", ")},
             {"offsets", [&] {
                if (!is_plain(library, type)) return;
                out.print("static constexpr std::size_t offsets[] = {$list$};\n",
                          {{"list", list([&](std::size_t i) { return fmt::format("offsetof({}, {})", "c_plus_plus", cpp_name(i)); }, ", ")}});
                out.print("static constexpr std::size_t c_offsets[] = {$list$};\n",
                          {{"list", list([&](std::size_t i) { return fmt::format("offsetof({}, {})", type.name, type.members[i]); }, ", ")}});
              }}});
}

void print_variant_trait(emit::Printer& out, const abi::Library& library, const model::Variant& decl) {
  const abi::Type& type = library.type(library.type_of({model::Named{decl.info.id}, decl.cpp}));
  out.print(R"(
      template <>
      struct Variant<$c$> {
        template <std::size_t I, class C>
        static constexpr auto& member(C& variant) {
          $members$
        }
      };
      )",
            {{"c", type.name}, {"members", [&] {
                bool first = true;
                for (std::size_t i = 0; i < type.parts.size(); ++i) {
                  if (library.type(type.parts[i]).shape == Shape::nothing) continue;
                  out.print("$else$if constexpr (I == $i$) return (variant.as.$member$);\n",
                            {{"else", std::exchange(first, false) ? "" : "else "}, {"i", std::to_string(i)}, {"member", type.members[i]}});
                }
                if (first) out.print("return variant.tag;\n");
              }}});
}

void visit(const model::Type& type, const std::function<void(const model::Type&)>& f) {
  f(type);
  if (const auto* s = model::as<model::Sequence>(type)) visit(*s->element, f);
  if (const auto* s = model::as<model::Set>(type)) visit(*s->element, f);
  if (const auto* o = model::as<model::Optional>(type)) visit(*o->value, f);
  if (const auto* m = model::as<model::Map>(type)) visit(*m->key, f), visit(*m->value, f);
  if (const auto* t = model::as<model::Tuple>(type)) for (const model::Type& item : t->items) visit(item, f);
}

void visit(const std::vector<model::Function>& functions, const std::function<void(const model::Type&)>& f) {
  for (const model::Function& function : functions) {
    visit(function.result, f);
    for (const model::Parameter& param : function.params) visit(param.type, f);
  }
}

}  // namespace

/// Whether objects that C++ sees as this class may be of a class of the host's.
static bool may_be_implemented(const abi::Library& library, const abi::Class& entry) {
  if (!entry.source->is_polymorphic) return false;
  return entry.source->implementable || std::any_of(entry.descendants.begin(), entry.descendants.end(), [&](const model::DeclId& id) {
    return library.find_interface(id) != nullptr;
  });
}

std::string global(const std::string& id) { return "::" + id; }

void visit_types(const model::Library& library, const std::function<void(const model::Type&)>& f) {
  for (const model::Decl& decl : library.decls) {
    if (const auto* record = std::get_if<model::Record>(&decl)) {
      for (const model::Field& field : record->fields) visit(field.type, f);
      visit(record->methods, f);
    } else if (const auto* error = std::get_if<model::Error>(&decl)) {
      for (const model::Field& field : error->fields) visit(field.type, f);
    } else if (const auto* object = std::get_if<model::Object>(&decl)) {
      visit(object->constructors, f);
      visit(object->methods, f);
    } else if (const auto* variant = std::get_if<model::Variant>(&decl)) {
      for (const model::Alternative& alternative : variant->alternatives) visit(alternative.type, f);
    } else if (const auto* callback = std::get_if<model::Callback>(&decl)) {
      for (const model::Parameter& param : callback->params) visit(param.type, f);
      visit(callback->result, f);
    } else if (const auto* custom = std::get_if<model::Custom>(&decl)) {
      visit(custom->repr, f);
    } else if (const auto* function = std::get_if<model::Function>(&decl)) {
      visit(std::vector<model::Function>{*function}, f);
    }
  }
}

void print_shim_includes(emit::Printer& out, const abi::Library& library) {
  std::set<std::string> headers = {"call", "contract", "convert", "error"};
  if (!library.classes.empty()) headers.insert("object");
  if (!library.callbacks.empty()) headers.insert("callback");
  if (!library.interfaces.empty()) headers.insert("interface");
  if (library.has_tasks()) headers.insert("start");
  if (library.has_promises()) headers.insert("promise");
  for (const model::Decl& decl : library.model->decls) {
    if (std::holds_alternative<model::Record>(decl)) headers.insert("convert/record");
    if (std::holds_alternative<model::Variant>(decl)) headers.insert("convert/variant");
    if (std::holds_alternative<model::Custom>(decl)) headers.insert("convert/custom");
    if (const auto* object = std::get_if<model::Object>(&decl); object && model::next_of(*object)) headers.insert("stream");
    if (library.model->uniffi && std::holds_alternative<model::Object>(decl)) headers.insert("shared");
  }
  visit_types(*library.model, [&](const model::Type& type) {
    const auto spelled = [&](std::string_view text) { return type.cpp.find(text) != std::string::npos; };
    if (model::is<model::String>(type)) headers.insert(spelled("path") ? "convert/path" : model::is_recoded(type) ? "convert/wide" : "convert/string");
    if (model::is<model::Timestamp>(type) || model::is<model::Duration>(type)) headers.insert("convert/chrono");
    if (model::is<model::Map>(type)) headers.insert("convert/map");
    if (model::is<model::Set>(type)) headers.insert("convert/set");
    if (model::is<model::Tuple>(type)) headers.insert("convert/tuple");
    if (model::is<model::Optional>(type)) headers.insert(spelled("std::optional") ? "convert/optional" : "convert/pointer");
    if (model::is<model::Sequence>(type) || model::is<model::Bytes>(type)) {
      const auto begins = [&](std::string_view text) { return type.cpp.starts_with(text); };
      headers.insert("convert/sequence");
      if (begins("std::initializer_list<")) headers.insert("convert/initializer_list");
      else if (!begins("std::vector<") && !begins("std::span<")) headers.insert("convert/list");
    }
    if (spelled("unique_ptr") || spelled("shared_ptr")) headers.insert("convert/pointer");
  });
  for (const abi::Function& function : library.functions) {
    if (function.source && function.source->role == model::Role::to_text && function.source->cpp_name == "operator<<") headers.insert("streamed");
  }
  for (const std::string& header : headers) out.print("#include <polyglue/runtime/$name$.hpp>\n", {{"name", header}});
}

void print_traits(emit::Printer& out, const abi::Library& library) {
  out.print("POLYGLUE_RUNTIME_BEGIN\n\n");
  for (const model::Decl& decl : library.model->decls) {
    if (const auto* enumeration = std::get_if<model::Enum>(&decl)) print_enum_trait(out, library, *enumeration);
  }
  for (const abi::Class& entry : library.classes) {
    static constexpr const char* threads[] = {"author", "confined", "locked", "shared"};
    out.print(R"(
        template <>
        struct Class<$cpp$> {
          using handle = $c$;
          static constexpr Threads threads = Threads::$threads$;
          static constexpr bool exact = $exact$;
          $implemented$
          static const ClassInfo info;
        };
        )",
              {{"cpp", global(entry.source->info.id)}, {"c", entry.name}, {"exact", entry.descendants.empty() ? "true" : "false"},
               {"implemented", [&] { if (may_be_implemented(library, entry)) out.print("static constexpr bool implemented = true;\n"); }},
               {"threads", threads[static_cast<std::size_t>(entry.source->threads)]}});
  }
  for (const model::Decl& decl : library.model->decls) {
    if (const auto* record = std::get_if<model::Record>(&decl)) print_record_trait(out, library, *record);
    if (const auto* variant = std::get_if<model::Variant>(&decl)) print_variant_trait(out, library, *variant);
    // What crosses as itself is an alias, which the compiler takes for that.
    if (const auto* custom = std::get_if<model::Custom>(&decl); custom && custom->repr.cpp != custom->info.id) {
      out.print("template <>\nstruct Custom<$cpp$> : std::true_type {};\n", {{"cpp", global(custom->info.id)}});
    }
  }
  for (const abi::Callback& callback : library.callbacks) {
    std::string parameters;
    for (const abi::Param& param : callback.call.params) parameters += fmt::format("{}\"{}\"", parameters.empty() ? "" : ", ", param.name);
    out.print("template <>\nstruct Callback<$c$> {\n  static constexpr const char* names[] = {$names$};\n};\n",
              {{"c", callback.name}, {"names", parameters.empty() ? "\"\"" : parameters}});
  }
  print_payload_declarations(out, library);
  out.print("\n\nPOLYGLUE_RUNTIME_END\n");
}

void print_layout_asserts(emit::Printer& out, const abi::Library& library) {
  bool first = true;
  for (const abi::Type& type : library.types) {
    if (type.shared || (type.shape != Shape::record && type.shape != Shape::tuple && type.shape != Shape::optional &&
                        type.shape != Shape::variant)) continue;
    if (std::exchange(first, false)) {
      out.print(R"(

          // The structs of the header as every language sees them, on 64-bit targets.
          )");
    }
    std::string condition = fmt::format("sizeof({0}) == {1} && alignof({0}) == {2}", type.name, type.size, type.align);
    if (type.shape != Shape::variant) {
      for (std::size_t i = 0; i < type.offsets.size(); ++i) {
        condition += fmt::format(" &&\n    offsetof({}, {}) == {}", type.name, type.members[i], type.offsets[i]);
      }
    } else {
      condition += fmt::format(" &&\n    offsetof({}, as) == {}", type.name, type.offsets[1]);
    }
    out.print("static_assert(sizeof(void*) != 8 ||\n    ($condition$));\n", {{"condition", condition}});
  }
}

}  // namespace polyglue::c
