#include "input/udl/header_writer.hpp"

#include <array>
#include <set>
#include <unordered_set>

#include "emit/naming.hpp"
#include "input/udl/spelling.hpp"

namespace polyglue::input::udl {
namespace {

/// What in the text needs which header.
constexpr std::array<std::pair<std::string_view, std::string_view>, 18> headers = {{
    {"std::chrono", "chrono"}, {"std::strong_ordering", "compare"}, {"std::int", "cstdint"}, {"std::uint", "cstdint"},
    {"std::size_t", "cstddef"}, {"std::exception", "exception"}, {"std::hash", "functional"}, {"std::future", "future"}, {"std::shared_ptr", "memory"},
    {"std::unique_ptr", "memory"}, {"std::optional", "optional"}, {"std::span", "span"}, {"std::runtime_error", "stdexcept"},
    {"std::string_view", "string_view"}, {"std::string", "string"}, {"std::unordered_map", "unordered_map"},
    {"std::move", "utility"}, {"std::variant", "variant"},
}};

class Writer {
 public:
  explicit Writer(const File& file) : file_(file), symbols_(file), spelling_(symbols_) {}

  std::string run() {
    for (const Definition& definition : file_.definitions)
      if (const auto* interface = std::get_if<Interface>(&definition)) out_ += "class " + cpp_name(interface->name.text) + ";\n";
      else if (const auto* dictionary = std::get_if<Dictionary>(&definition)) out_ += "struct " + cpp_name(dictionary->name.text) + ";\n";
    // So that what an enum contains can contain it.
    for (const Definition& definition : file_.definitions) {
      const auto* enumeration = std::get_if<Enum>(&definition);
      if (!enumeration || !contains_itself(*enumeration)) continue;
      out_ += "namespace " + space_of(*enumeration) + " {\n";
      for (const Variant& variant : enumeration->variants) out_ += "struct " + cpp_name(variant.name.text) + ";\n";
      out_ += "}  // namespace " + space_of(*enumeration) + "\n";
      alias(*enumeration);
    }
    for (const Definition& definition : file_.definitions) value(definition);
    for (const Definition& definition : file_.definitions)
      if (const auto* interface = std::get_if<Interface>(&definition)) type(*interface);
    std::string doc;
    for (const Definition& definition : file_.definitions)
      if (const auto* name_space = std::get_if<Namespace>(&definition)) {
        if (!name_space->doc.empty()) doc = name_space->doc;
        for (const Operation& function : name_space->functions) {
          out_ += "\n";
          comment(function.doc, "");
          out_ += spelling_.operation(function) + ";\n";
        }
      }
    const std::string ns = cpp_name(namespace_of(file_));
    std::string body = std::exchange(out_, "");
    const std::string name = file_.path.substr(file_.path.find_last_of('/') + 1);
    out_ = "// What " + name + " exports. Add what the classes need; `polyglue check` compares both.\n";
    if (!doc.empty()) out_ += "//\n" + commented(doc, "//");
    out_ += "#pragma once\n\n";
    std::set<std::string> includes;
    const std::string all = body + hashes_;
    for (const auto& [used, header] : headers) if (all.find(used) != std::string::npos) includes.insert(std::string(header));
    if (all.find("std::vector") != std::string::npos) includes.insert("vector");
    for (const std::string& header : includes) out_ += "#include <" + header + ">\n";
    while (body.starts_with('\n')) body.erase(0, 1);
    out_ += "\nnamespace " + ns + " {\n\n" + body + "\n}  // namespace " + ns + "\n" + hashes_;
    return std::move(out_);
  }

 private:
  static std::string commented(const std::string& text, const std::string& marker) {
    std::string out;
    for (std::size_t at = 0; at <= text.size();) {
      const std::size_t end = std::min(text.find('\n', at), text.size());
      out += marker + (end > at ? " " + text.substr(at, end - at) : "");
      // A backslash at the end would continue the comment.
      out += text[end > at ? end - 1 : at] == '\\' ? " \n" : "\n";
      at = end + 1;
    }
    return out;
  }
  void comment(const std::string& doc, const std::string& indent) {
    if (!doc.empty()) out_ += commented(doc, indent + "///");
  }

  /// Values stand behind what they are made of.
  void value(const Definition& definition) {
    if (!written_.insert(name_of(definition).text).second) return;
    if (const auto* dictionary = std::get_if<Dictionary>(&definition)) {
      needs(dictionary->fields, dictionary->name.text);
      write(*dictionary);
    } else if (const auto* enumeration = std::get_if<Enum>(&definition)) {
      for (const Variant& variant : enumeration->variants) needs(variant.fields, enumeration->name.text);
      if (enumeration->is_error) error(*enumeration);
      else if (enumeration->has_fields) write(*enumeration);
      else flat(*enumeration);
    } else if (const auto* alias = std::get_if<Typedef>(&definition)) {
      if (alias->type && alias->is_custom()) needs(*alias->type, alias->name.text);
      write(*alias);
    }
  }
  void needs(const std::vector<Field>& fields, const std::string& owner) { for (const Field& field : fields) needs(field.type, owner); }
  void needs(const Type& type, const std::string& owner, bool declared_will_do = false) {
    if (const auto* sequence = std::get_if<SequenceOf>(&type.kind)) return needs(*sequence->element, owner, true);
    if (const auto* record = std::get_if<RecordOf>(&type.kind)) {
      needs(*record->key, owner);
      return needs(*record->value, owner, true);
    }
    const auto* reference = std::get_if<Reference>(&type.kind);
    const Definition* other = reference ? symbols_.find(reference->name) : nullptr;
    // What contains its owner in turn stands behind a pointer or in a container.
    if (other && !((declared_will_do || type.optional) && spelling_.holds(reference->name, owner))) value(*other);
  }
  bool contains_itself(const Enum& enumeration) const { return enumeration.has_fields && !enumeration.is_error && spelling_.holds(enumeration.name.text, enumeration.name.text); }
  /// A namespace of their own: enums may have variants of the same name.
  static std::string space_of(const Enum& enumeration) { return emit::snake(enumeration.name.text) + "_variants"; }
  void alias(const Enum& enumeration) {
    std::string list;
    for (const Variant& variant : enumeration.variants) list += (list.empty() ? "" : ", ") + space_of(enumeration) + "::" + cpp_name(variant.name.text);
    comment(enumeration.doc, "");
    out_ += "using " + cpp_name(enumeration.name.text) + " = std::variant<" + list + ">;\n";
  }

  /// A field, with the value it begins with.
  void field(const Field& field, const std::string& owner, const std::string& indent) {
    comment(field.doc, indent);
    std::string start = field.default_value ? spelling_.literal(*field.default_value, field.type) : "";
    const auto* integer = field.default_value ? std::get_if<Integer>(&field.default_value->value) : nullptr;
    if (integer && field.type.kind.index() == 0 && std::get<Builtin>(field.type.kind) == Builtin::u64) start += "u";
    if (start.empty() && !field.type.optional) {
      const auto* builtin = std::get_if<Builtin>(&field.type.kind);
      const auto* reference = std::get_if<Reference>(&field.type.kind);
      const Enum* plain = reference ? symbols_.find_as<Enum>(reference->name) : nullptr;
      if (builtin && *builtin < Builtin::string) start = *builtin == Builtin::boolean ? "false" : "0";
      else if (plain && !plain->has_fields && !plain->is_error) start = cpp_name(plain->name.text) + "::" + cpp_name(plain->variants.front().name.text);
    }
    out_ += indent + spelling_.value(field.type, owner) + " " + cpp_name(field.name.text) + (start.empty() ? "" : " = " + start) + ";\n";
  }

  void write(const Dictionary& dictionary) {
    const std::string name = cpp_name(dictionary.name.text);
    out_ += "\n";
    comment(dictionary.doc, "");
    out_ += "struct " + name + " {\n";
    for (const Field& one : dictionary.fields) field(one, dictionary.name.text, "  ");
    traits(dictionary.traits, name, true);
    out_ += "};\n";
    free_traits(dictionary.traits, name);
  }

  void flat(const Enum& enumeration) {
    out_ += "\n";
    comment(enumeration.doc, "");
    out_ += "enum class " + cpp_name(enumeration.name.text) + " {\n";
    std::set<std::string> names;  // the same value twice is one
    for (const Variant& value : enumeration.variants) {
      if (!names.insert(cpp_name(value.name.text)).second) continue;
      comment(value.doc, "  ");
      out_ += "  " + cpp_name(value.name.text) + ",\n";
    }
    out_ += "};\n";
  }

  void write(const Enum& enumeration) {
    out_ += "\nnamespace " + space_of(enumeration) + " {\n";
    for (const Variant& variant : enumeration.variants) {
      comment(variant.doc, "");
      out_ += "struct " + cpp_name(variant.name.text) + " {";
      if (!variant.fields.empty()) out_ += "\n";
      for (const Field& one : variant.fields) field(one, enumeration.name.text, "  ");
      out_ += "};\n";
    }
    out_ += "}  // namespace " + space_of(enumeration) + "\n";
    if (!contains_itself(enumeration)) alias(enumeration);
  }

  void error(const Enum& enumeration) {
    const std::string name = cpp_name(enumeration.name.text);
    out_ += "\n";
    comment(enumeration.doc, "");
    out_ += "class " + name + " : public std::runtime_error {\n public:\n  using std::runtime_error::runtime_error;\n";
    for (const Variant& variant : enumeration.variants) out_ += "  class " + cpp_name(variant.name.text) + ";\n";
    out_ += "};\n";
    for (const Variant& variant : enumeration.variants) {
      out_ += "\n";
      comment(variant.doc, "");
      const std::string own = cpp_name(variant.name.text);
      out_ += "class " + name + "::" + own + " : public " + name + " {\n public:\n";
      if (variant.fields.empty()) {
        out_ += "  using " + name + "::" + name + ";\n";
      } else {
        std::string parameters, initialisers;
        for (const Field& one : variant.fields) {
          const std::string member = cpp_name(one.name.text);
          parameters += ", " + spelling_.value(one.type) + " " + member + "_";
          initialisers += ", " + member + "(std::move(" + member + "_))";
        }
        out_ += "  " + own + "(const std::string& message" + parameters + ") : " + name + "(message)" + initialisers + " {}\n";
        for (const Field& one : variant.fields) out_ += "  " + spelling_.value(one.type) + " " + cpp_name(one.name.text) + ";\n";
      }
      out_ += "};\n";
    }
  }

  void write(const Typedef& alias) {
    const std::string name = cpp_name(alias.name.text);
    out_ += "\n";
    comment(alias.doc, "");
    if (alias.type && alias.is_custom()) {
      out_ += "// Or a class of its own, with a polyglue::converter.\nusing " + name + " = " + spelling_.value(*alias.type) + ";\n";
      return;
    }
    out_ += alias.origin == Typedef::Origin::other_library ? "// Of another library, " + alias.library + ": include its header instead.\n"
                                                           : "// The interface file says that this is defined elsewhere: include it instead.\n";
    if (alias.kind == Typedef::Kind::dictionary) out_ += "struct " + name + " {};\n";
    else if (alias.kind == Typedef::Kind::enumeration) out_ += "enum class " + name + " {};\n";
    else out_ += "class " + name + ";\n";
  }

  void type(const Interface& interface) {
    const std::string name = cpp_name(interface.name.text);
    const bool is_abstract = interface.kind != Interface::Kind::object;
    out_ += "\n";
    comment(interface.doc, "");
    bool is_thrown = false;
    each_operation(file_, [&](const Operation& operation) { is_thrown = is_thrown || (operation.throws && operation.throws->text == interface.name.text); });
    out_ += "class " + name + (is_thrown ? " : public std::exception" : "") + " {\n public:\n";
    if (is_abstract) out_ += "  virtual ~" + name + "() = default;\n";
    for (const auto* list : {&interface.constructors, &interface.methods})
      for (const Operation& operation : *list) {
        comment(operation.doc, "  ");
        out_ += std::string("  ") + (is_abstract ? "virtual " : "") + spelling_.operation(operation, interface.name.text) + (is_abstract ? " = 0" : "") + ";\n";
      }
    traits(interface.traits, name, false);
    out_ += "};\n";
    free_traits(interface.traits, name);
  }

  void traits(const std::vector<Name>& traits, const std::string& name, bool by_members) {
    const std::string rest = by_members ? ") const = default;\n" : ") const;\n";
    for (const Name& trait : traits) {
      if (trait.text == "Eq") out_ += "  bool operator==(const " + name + "&" + rest;
      if (trait.text == "Ord") out_ += std::string(by_members ? "  auto" : "  std::strong_ordering") + " operator<=>(const " + name + "&" + rest;
    }
  }
  void free_traits(const std::vector<Name>& traits, const std::string& name) {
    bool text = false;
    for (const Name& trait : traits) {
      if (trait.text == "Display" || trait.text == "Debug") text = true;
      if (trait.text == "Hash")
        hashes_ += "\ntemplate <>\nstruct std::hash<" + cpp_name(namespace_of(file_)) + "::" + name + "> {\n  std::size_t operator()(const " +
                   cpp_name(namespace_of(file_)) + "::" + name + "&) const;\n};\n";
    }
    if (text) out_ += "std::string to_string(const " + name + "&);\n";
  }

  const File& file_;
  Symbols symbols_;
  Spelling spelling_;
  std::string out_, hashes_;
  std::unordered_set<std::string> written_;
};

}  // namespace

std::string header_text(const File& file) { return Writer(file).run(); }

}  // namespace polyglue::input::udl
