#include "input/udl/udl_writer.hpp"

#include <algorithm>
#include <cmath>
#include <unordered_set>

namespace polyglue::input::udl {
namespace {

using model::Role;

std::optional<std::string> scalar(model::Scalar kind) {
  using model::Scalar;
  switch (kind) {
    case Scalar::boolean: return "boolean";
    case Scalar::i8: return "i8";
    case Scalar::u8: return "u8";
    case Scalar::i16: return "i16";
    case Scalar::u16: return "u16";
    case Scalar::i32: return "i32";
    case Scalar::u32: return "u32";
    case Scalar::i64: return "i64";
    case Scalar::u64: case Scalar::size: return "u64";
    case Scalar::f32: return "f32";
    case Scalar::f64: return "f64";
    case Scalar::character: case Scalar::codepoint: return std::nullopt;
  }
  return std::nullopt;
}

std::string whole(const model::Doc& doc) { return doc.details.empty() ? doc.brief : doc.brief + "\n\n" + doc.details; }

class UdlWriter {
 public:
  explicit UdlWriter(const model::Library& library) : library_(library) {}

  Written run() {
    for (const model::Decl& decl : library_.decls)
      if (const auto* variant = std::get_if<model::Variant>(&decl)) alternatives_of(*variant);
    find_types();
    for (const model::Decl& decl : library_.decls)
      if (const auto* function = std::get_if<model::Function>(&decl)) operation(*function, "  ", functions_);
      else if (const std::string other = library_of(model::info(decl).id); !other.empty()) mention(decl, other);
      else std::visit([&](const auto& d) { write(d); }, decl);
    // The struct of a variant that is used on its own too.
    for (const model::Decl& decl : library_.decls)
      if (const auto* record = std::get_if<model::Record>(&decl); record && alternatives_.contains(record->info.id) && named_.contains(record->info.id) && library_of(record->info.id).empty()) dictionary(*record);
    std::string text = comment(whole(library_.doc), "") + "namespace " + library_.name + " {\n" + functions_ + "};\n";
    return {text + out_, std::move(left_out_)};
  }

 private:
  void leave_out(const model::DeclInfo& info, const std::string& reason) {
    left_out_.push_back({info.id, info.location, "PG0175", reason, ""});
  }

  /// The library that a type comes from, where it is another one: they go by their namespaces.
  std::string library_of(const model::DeclId& id) const {
    const std::string scope = id.substr(0, id.find("::"));
    if (!library_.uniffi) return "";
    const auto other = library_.uniffi->other_libraries.find(scope);
    return other != library_.uniffi->other_libraries.end() ? other->second : "";
  }
  /// A type that another library's interface file describes.
  void mention(const model::Decl& decl, const std::string& library) {
    const model::DeclInfo& info = model::info(decl);
    const auto* error = std::get_if<model::Error>(&decl);
    const auto* object = std::get_if<model::Object>(&decl);
    if ((error && (root_of(info.id) != error || thrown_object(error))) || (std::holds_alternative<model::Record>(decl) && alternatives_.contains(info.id) && !named_.contains(info.id))) return;
    const auto* custom = std::get_if<model::Custom>(&decl);
    const auto repr = custom ? type(custom->repr) : std::nullopt;
    if (custom && !repr) return leave_out(info, "it is made from " + custom->repr.cpp);
    const std::string kind = custom ? *repr : std::holds_alternative<model::Record>(decl) ? "dictionary" : !object ? "enum"
                           : object->implementable ? "trait_with_foreign" : object->is_abstract ? "trait" : "interface";
    out_ += std::string("\n[") + (custom ? "Custom" : "External") + "=\"" + library + "\"]\ntypedef " + kind + " " + info.name + ";\n";
  }

  static std::string comment(const std::string& text, const std::string& indent) {
    std::string out;
    if (text.empty()) return out;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      out += indent + "///" + (end > at ? " " + text.substr(at, end - at) : "") + "\n";
      at = end + 1;
    }
    return out;
  }

  /// Variants of structs become enums with fields; the structs are then part of them.
  void alternatives_of(const model::Variant& variant) {
    for (const model::Alternative& alternative : variant.alternatives)
      if (const auto* named = model::as<model::Named>(alternative.type)) alternatives_.insert(named->id);
  }

  // The types an interface file has a word for; what is made of others falls with them.
  void find_types() {
    for (const model::Decl& decl : library_.decls)
      if (std::holds_alternative<model::Record>(decl) || std::holds_alternative<model::Object>(decl) || std::holds_alternative<model::Variant>(decl) ||
          std::holds_alternative<model::Custom>(decl) || (std::holds_alternative<model::Enum>(decl) && !std::get<model::Enum>(decl).flags))
        known_.insert(model::info(decl).id);
    for (bool changed = true; changed;) {
      changed = false;
      for (const model::Decl& decl : library_.decls)
        if (known_.contains(model::info(decl).id) && !sayable(decl)) {
          known_.erase(model::info(decl).id);
          changed = true;
        }
    }
  }
  bool sayable(const model::Decl& decl) const {
    if (!library_of(model::info(decl).id).empty()) return true;
    if (const auto* record = std::get_if<model::Record>(&decl))
      return std::all_of(record->fields.begin(), record->fields.end(), [&](const model::Field& field) { return type(field.type).has_value(); });
    if (const auto* variant = std::get_if<model::Variant>(&decl))
      return std::all_of(variant->alternatives.begin(), variant->alternatives.end(), [&](const model::Alternative& one) {
        const auto* named = model::as<model::Named>(one.type);
        return model::is<model::Void>(one.type) || (named && library_.find_as<model::Record>(named->id) && known_.contains(named->id));
      });
    if (const auto* custom = std::get_if<model::Custom>(&decl)) return type(custom->repr).has_value();
    return true;
  }

  std::optional<std::string> type(const model::Type& type_) const {
    const auto list = [](const char* before, const std::optional<std::string>& inside, const char* after) {
      return inside ? std::optional(before + *inside + after) : std::nullopt;
    };
    if (const auto* kind = model::as<model::Scalar>(type_)) return scalar(*kind);
    if (model::is<model::String>(type_)) return "string";
    if (model::is<model::Bytes>(type_)) return "bytes";
    if (model::is<model::Timestamp>(type_)) return "timestamp";
    if (model::is<model::Duration>(type_)) return "duration";
    if (const auto* sequence = model::as<model::Sequence>(type_)) return list("sequence<", type(*sequence->element), ">");
    if (const auto* map = model::as<model::Map>(type_)) {
      const auto key = type(*map->key), value = type(*map->value);
      return key && value ? std::optional("record<" + *key + ", " + *value + ">") : std::nullopt;
    }
    if (const auto* optional = model::as<model::Optional>(type_)) {
      const auto inside = type(*optional->value);
      return inside && !inside->ends_with('?') ? std::optional(*inside + "?") : std::nullopt;
    }
    const auto* named = model::as<model::Named>(type_);
    const auto* object = model::as<model::ObjectRef>(type_);
    if (!named && !object) return std::nullopt;
    const model::DeclId& id = named ? named->id : object->id;
    if (!known_.contains(id)) return std::nullopt;
    named_.insert(id);
    return model::info(*library_.find(id)).name;
  }

  std::optional<std::string> literal(const model::Literal& value, const model::Type& of) const {
    if (std::holds_alternative<model::NullLiteral>(value.value)) return model::is<model::Optional>(of) ? std::optional<std::string>("null") : std::nullopt;
    if (const auto* truth = std::get_if<bool>(&value.value)) return *truth ? "true" : "false";
    if (const auto* text = std::get_if<std::string>(&value.value))
      return text->find('"') == std::string::npos ? std::optional("\"" + *text + "\"") : std::nullopt;
    if (const auto* one = std::get_if<model::EnumLiteral>(&value.value)) return "\"" + one->enumerator + "\"";
    if (std::holds_alternative<model::EmptyLiteral>(value.value)) {
      if (model::is<model::Sequence>(of)) return "[]";
      if (model::is<model::Map>(of)) return "{}";
      return std::nullopt;
    }
    const auto* number = std::get_if<double>(&value.value);
    const auto* of_scalar = model::as<model::Scalar>(of);
    const bool real = of_scalar && (*of_scalar == model::Scalar::f32 || *of_scalar == model::Scalar::f64);
    std::string out;
    if (number && !std::isfinite(*number)) return std::nullopt;
    if (number) {
      char digits[40];
      std::snprintf(digits, sizeof digits, "%.17g", *number);
      for (int precision = 1; precision < 17; ++precision) {
        char shorter[40];
        std::snprintf(shorter, sizeof shorter, "%.*g", precision, *number);
        if (std::strtod(shorter, nullptr) == *number) {
          out = shorter;
          break;
        }
      }
      if (out.empty()) out = digits;
    } else if (const auto* small = std::get_if<std::int64_t>(&value.value)) {
      out = std::to_string(*small);
    } else if (const auto* big = std::get_if<std::uint64_t>(&value.value)) {
      out = std::to_string(*big);
    } else {
      return std::nullopt;
    }
    if (real && out.find_first_of(".e") == std::string::npos) out += ".0";
    return out;
  }

  std::string fields(const model::DeclInfo& owner, const std::vector<model::Field>& all, bool with_defaults) {
    std::string out;
    for (const model::Field& field : all) {
      std::string value;
      if (field.default_value && with_defaults)
        if (const auto text = literal(*field.default_value, field.type)) value = " = " + *text;
      const auto spelled = type(field.type);
      if (with_defaults) out += comment(whole(field.info.doc), "  ") + "  " + spelled.value_or("") + " " + field.info.name + value + ";\n";
      else if (!spelled) leave_out(owner, "its field " + field.info.name + " is a " + field.type.cpp);
      else out += (out.empty() ? "" : ", ") + *spelled + " " + field.info.name;
    }
    return out;
  }

  void operation(const model::Function& function, const std::string& indent, std::string& out) {
    if (function.unique_name != function.info.name && function.role != Role::constructor) return leave_out(function.info, "there is no overloading");
    std::vector<std::string> arguments;
    bool defaults_end = false;  // those behind an argument without default have no effect
    for (auto param = function.params.rbegin(); param != function.params.rend(); ++param) {
      const auto spelled = type(param->type);
      if (!spelled) return leave_out(function.info, "its parameter " + param->name + " is a " + param->type.cpp);
      const bool changed = param->passing == model::Passing::mutable_ref && model::is<model::Bytes>(param->type);
      const auto value = param->default_value && !defaults_end ? literal(*param->default_value, param->type) : std::nullopt;
      if (!value) defaults_end = true;
      arguments.push_back((changed ? "[ByMutRef] " : "") + std::string(value ? "optional " : "") + *spelled + " " + param->name + (value ? " = " + *value : ""));
    }
    std::string result = "void";
    // Bytes that it changes come back behind its result.
    const auto changed = std::count_if(function.params.begin(), function.params.end(), [](const model::Parameter& one) {
      return one.passing == model::Passing::mutable_ref && model::is<model::Bytes>(one.type);
    });
    const auto* all = changed ? model::as<model::Tuple>(function.result) : nullptr;
    const model::Type given = !changed ? function.result : all && all->items.size() > static_cast<std::size_t>(changed) ? all->items[0] : model::Type{};
    if (!model::is<model::Void>(given)) {
      const auto spelled = type(given);
      if (!spelled) return leave_out(function.info, "its result is a " + function.result.cpp);
      result = *spelled;
    }
    const auto* made = model::as<model::ObjectRef>(function.result);
    const bool factory = function.is_static && made && made->id + "::" == function.info.id.substr(0, made->id.size() + 2);
    if (function.is_static && !factory) return leave_out(function.info, "there are no static methods but constructors");
    std::string attributes;
    if (factory && function.info.name != "new") attributes = "Name=" + function.info.name;
    // Overloads are called "Shop", "Shop_with_name_size"; the file has a name for all but the first.
    if (function.role == Role::constructor && function.unique_name.find("_with_") != std::string::npos)
      attributes = "Name=" + function.unique_name.substr(function.unique_name.find("_with_") + 1);
    const model::DeclId thrown = function.expected_error ? *function.expected_error : function.throws.empty() ? "" : function.throws.front();
    if (const model::Object* object = thrown_object(library_.find_as<model::Error>(thrown))) attributes += (attributes.empty() ? "" : ", ") + ("Throws=" + object->info.name);
    else if (const model::Error* root = root_of(thrown)) attributes += (attributes.empty() ? "" : ", ") + ("Throws=" + root->info.name);
    if (function.is_async) attributes = attributes.empty() ? "Async" : "Async, " + attributes;
    out += comment(whole(function.info.doc), indent);
    if (!attributes.empty()) out += indent + "[" + attributes + "]\n";
    out += indent + (factory || function.role == Role::constructor ? "constructor" : result + " " + function.info.name) + "(";
    for (auto argument = arguments.rbegin(); argument != arguments.rend(); ++argument) out += (argument == arguments.rbegin() ? "" : ", ") + *argument;
    out += ");\n";
  }

  /// The object that an error is, see Binder::thrown().
  const model::Object* thrown_object(const model::Error* error) const {
    const bool is_itself = error && error->accessors.size() == 1 && error->accessors[0].empty();
    const auto* object = is_itself ? model::as<model::ObjectRef>(error->fields[0].type) : nullptr;
    return object ? library_.find_as<model::Object>(object->id) : nullptr;
  }

  const model::Error* root_of(const model::DeclId& id) const {
    const model::Error* error = library_.find_as<model::Error>(id);
    for (std::size_t steps = 0; error && error->base && steps < library_.decls.size(); ++steps) {
      const model::Error* base = library_.find_as<model::Error>(*error->base);
      if (!base) break;
      error = base;
    }
    return error;
  }

  std::string traits(const std::vector<model::Function>& methods, bool equality, bool ordering) {
    std::string out;
    const auto add = [&](bool there, const char* name) { if (there) out += (out.empty() ? "" : ", ") + std::string(name); };
    const auto has = [&](Role role) { return std::any_of(methods.begin(), methods.end(), [&](const auto& method) { return method.role == role; }); };
    add(has(Role::to_text), "Display");
    add(equality || has(Role::equal), "Eq");
    add(has(Role::hash), "Hash");
    add(ordering || has(Role::less) || has(Role::compare), "Ord");
    return out.empty() ? "" : "[Traits=(" + out + ")]\n";
  }
  /// An abstract class is a trait, which callers may implement where they may.
  std::string traits_of(const model::Object& object) {
    const std::string all = traits(object.methods, false, false);
    if (!object.is_abstract) return all;
    const std::string kind = object.implementable ? "Trait, WithForeign" : "Trait";
    return all.empty() ? "[" + kind + "]\n" : "[" + kind + ", " + all.substr(1);
  }
  static bool is_trait(Role role) {
    return role == Role::to_text || role == Role::equal || role == Role::hash || role == Role::less || role == Role::compare;
  }

  void write(const model::Record& record) { if (!alternatives_.contains(record.info.id)) dictionary(record); }
  void dictionary(const model::Record& record) {
    if (!known_.contains(record.info.id)) {
      for (const model::Field& field : record.fields)
        if (!type(field.type)) return leave_out(record.info, "its field " + field.info.name + " is a " + field.type.cpp);
    }
    out_ += "\n" + comment(whole(record.info.doc), "") + traits(record.methods, record.equality, record.ordering) + "dictionary " + record.info.name + " {\n" +
            fields(record.info, record.fields, true) + "};\n";
    for (const model::Function& method : record.methods)
      if (!is_trait(method.role)) leave_out(method.info, "dictionaries have no methods");
    constants(record.constants);
  }
  void write(const model::Enum& decl) {
    if (decl.flags) return leave_out(decl.info, "values that combine have no form");
    out_ += "\n" + comment(whole(decl.info.doc), "") + "enum " + decl.info.name + " {\n";
    for (const model::Enumerator& value : decl.values) out_ += comment(whole(value.info.doc), "  ") + "  \"" + value.info.name + "\",\n";
    out_ += "};\n";
  }
  void write(const model::Variant& variant) {
    if (!known_.contains(variant.info.id)) return leave_out(variant.info, "an alternative is no struct, or one that has no form");
    out_ += "\n" + comment(whole(variant.info.doc), "") + "[Enum]\ninterface " + variant.info.name + " {\n";
    for (const model::Alternative& alternative : variant.alternatives) {
      const auto* named = model::as<model::Named>(alternative.type);
      const auto* record = named ? library_.find_as<model::Record>(named->id) : nullptr;
      if (record) out_ += comment(whole(record->info.doc), "  ");
      out_ += "  " + (record ? record->info.name : "Empty") + "(" + (record ? fields(record->info, record->fields, false) : "") + ");\n";
    }
    out_ += "};\n";
  }
  void write(const model::Object& object) {
    for (const model::DeclId& base : object.bases) leave_out(object.info, "there is no inheritance: " + base + " is lost");
    std::string body;
    for (const model::Function& constructor : object.constructors) operation(constructor, "  ", body);
    for (const model::Function& method : object.methods) {
      if (is_trait(method.role)) continue;
      if (method.role == Role::function || method.role == Role::length || method.role == Role::contains || (method.role == Role::getter && !method.is_field)) operation(method, "  ", body);
      else leave_out(method.info, method.is_field ? "interfaces have no fields" : "interfaces have no operators, properties or iteration");
    }
    constants(object.constants);
    out_ += "\n" + comment(whole(object.info.doc), "") + traits_of(object) + "interface " + object.info.name + " {\n" + body + "};\n";
  }
  void write(const model::Error& error) {
    if (root_of(error.info.id) != &error || thrown_object(&error)) return;  // a variant of its root, or an interface
    if (error.wraps) return leave_out(error.info, "the error of a std::expected that is no exception");
    out_ += "\n" + comment(whole(error.info.doc), "") + "[Error]\ninterface " + error.info.name + " {\n";
    for (const model::Field& field : error.fields) leave_out(field.info, "the fields of an error are those of its variants");
    for (const model::Decl& decl : library_.decls) {
      const auto* variant = std::get_if<model::Error>(&decl);
      if (!variant || variant == &error || root_of(variant->info.id) != &error) continue;
      out_ += comment(whole(variant->info.doc), "  ") + "  " + variant->info.name + "(" + fields(variant->info, variant->fields, false) + ");\n";
    }
    out_ += "};\n";
  }
  void write(const model::Callback& callback) { leave_out(callback.info, "there are no function types"); }
  void write(const model::Custom& custom) {
    const auto spelled = type(custom.repr);
    if (!spelled) return leave_out(custom.info, "it is made from " + custom.repr.cpp);
    out_ += "\n[Custom]\ntypedef " + *spelled + " " + custom.info.name + ";\n";
  }
  void write(const model::Function&) {}
  void write(const model::Constant& constant) { constants({constant}); }
  void constants(const std::vector<model::Constant>& all) {
    for (const model::Constant& constant : all) leave_out(constant.info, "there are no constants");
  }

  const model::Library& library_;
  std::unordered_set<model::DeclId> known_;         ///< types an interface file has a form for
  std::unordered_set<model::DeclId> alternatives_;  ///< structs of variants
  mutable std::unordered_set<model::DeclId> named_; ///< types that something mentions
  std::string out_, functions_;
  std::vector<model::Skipped> left_out_;
};

}  // namespace

Written udl_text(const model::Library& library) { return UdlWriter(library).run(); }

}  // namespace polyglue::input::udl
