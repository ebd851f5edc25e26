// Every type that is named exists, and stands where it may.
#include <algorithm>
#include <array>

#include "diag/suggest.hpp"
#include "input/udl/parse_types.hpp"
#include "input/udl/symbols.hpp"

namespace polyglue::input::udl {
namespace {

constexpr std::array<std::string_view, 5> trait_names = {"Debug", "Display", "Eq", "Hash", "Ord"};

class TypeCheck {
 public:
  TypeCheck(const File& file, const Symbols& symbols, Report& report) : file_(file), symbols_(symbols), report_(report) {}

  void run() {
    for (const Definition& definition : file_.definitions) std::visit([&](const auto& d) { visit(d); }, definition);
    custom_cycles();
  }

 private:
  void visit(const Namespace& definition) { for (const Operation& function : definition.functions) operation(function); }
  void visit(const Dictionary& definition) {
    traits(definition.traits);
    for (const Field& field : definition.fields) {
      type(field.type);
      if (field.default_value) check_default(*field.default_value, field.type, symbols_, report_);
    }
  }
  void visit(const Enum& definition) {
    traits(definition.traits);
    if (!definition.has_fields && !definition.traits.empty())
      report_.warning("[Traits] has no effect on an enum without fields", definition.traits.front().place, "remove it: such enums compare anyway");
    for (const Variant& variant : definition.variants)
      for (const Field& field : variant.fields) type(field.type);
  }
  void visit(const Interface& definition) {
    traits(definition.traits);
    for (const Operation& constructor : definition.constructors) operation(constructor);
    for (const Operation& method : definition.methods) operation(method);
  }
  void visit(const Typedef& definition) {
    if (definition.type && definition.is_custom()) type(*definition.type);
  }

  void operation(const Operation& operation) {
    if (operation.result) type(*operation.result);
    for (const Argument& argument : operation.arguments) {
      type(argument.type);
      const auto* builtin = std::get_if<Builtin>(&argument.type.kind);
      if ((argument.by_ref || argument.by_mut_ref) && builtin && *builtin < Builtin::string)
        report_.warning("a reference to a number has no effect", argument.name.place, "remove the attribute");
      if (argument.default_value && argument.is_optional) check_default(*argument.default_value, argument.type, symbols_, report_);
    }
    for (std::size_t i = 0; i + 1 < operation.arguments.size(); ++i)
      if (operation.arguments[i].default_value && !operation.arguments[i + 1].default_value)
        report_.warning("a default before an argument without one has no effect", operation.arguments[i].default_value->place,
                        "move the argument to the end, or give a default to `" + operation.arguments[i + 1].name.text + "` too");
    if (operation.throws) thrown(*operation.throws);
  }

  void thrown(const Name& name) {
    const Definition* definition = symbols_.find(name.text);
    if (!definition) {
      if (!file_.lost.contains(name.text)) unknown(name.text, name.place);
    } else if (std::holds_alternative<Dictionary>(*definition)) {
      report_.warning("a dictionary is thrown", name.place, "declare `" + name.text + "` as [Error] interface or [Error] enum");
    }
  }

  void traits(const std::vector<Name>& names) {
    for (const Name& name : names) {
      if (std::find(trait_names.begin(), trait_names.end(), name.text) != trait_names.end()) continue;
      std::string help = "there are Debug, Display, Eq, Hash and Ord";
      if (name.text == "PartialEq") help = "write Eq";
      else if (name.text == "PartialOrd") help = "write Ord";
      else if (const auto near = diag::nearest(name.text, {trait_names.begin(), trait_names.end()})) help = "did you mean " + *near + "?";
      report_.error("PG0164", "unknown trait `" + name.text + "`", name.place, help);
    }
  }

  void type(const Type& type_) {
    if (const auto* sequence = std::get_if<SequenceOf>(&type_.kind)) return type(*sequence->element);
    if (const auto* record = std::get_if<RecordOf>(&type_.kind)) {
      const auto* key = std::get_if<Builtin>(&record->key->kind);
      if (key && (*key == Builtin::f32 || *key == Builtin::f64))
        report_.warning("a map keyed by floating-point numbers", record->key->place, "numbers that are almost equal are different keys");
      type(*record->key);
      return type(*record->value);
    }
    const auto* reference = std::get_if<Reference>(&type_.kind);
    if (reference && !symbols_.find(reference->name) && !file_.lost.contains(reference->name)) unknown(reference->name, type_.place);
  }

  void unknown(const std::string& name, const Place& place) {
    if (report_.full()) return;  // a suggestion takes time that grows with the number of names
    std::string help;
    if (const auto usual = usual_name(name); !usual.empty()) {
      help = "write " + std::string(usual);
    } else if (name == "void" || name == "undefined") {
      report_.error("PG0163", "`" + name + "` is the result of a function only", place, "");
      return;
    } else if (name == "any" || name == "object") {
      help = name == "any" ? "say what it is: an [Enum] interface can hold one of several types" : "name the interface it belongs to";
    } else if (const auto near = diag::nearest(name, candidates())) {
      help = "did you mean `" + *near + "`?";
    } else {
      help = "declare it as a dictionary, enum or interface, or with a typedef if a header defines it";
    }
    report_.error("PG0163", "unknown type `" + name + "`", Place{place.line, place.column, std::max(place.length, static_cast<int>(name.size()))}, help);
  }

  std::vector<std::string_view> candidates() const {
    std::vector<std::string_view> out = symbols_.names();
    out.insert(out.end(), builtin_names().begin(), builtin_names().end());
    return out;
  }

  // A custom type that is made from itself would never end.
  void custom_cycles() {
    std::unordered_map<std::string, int> state;  // 1 on the way, 2 done
    for (const Definition& definition : file_.definitions)
      if (const auto* custom = std::get_if<Typedef>(&definition)) follow(*custom, state);
  }
  void follow(const Typedef& start, std::unordered_map<std::string, int>& state) {
    // A chain, walked without recursion: it may be as long as the file.
    std::vector<const Typedef*> chain;
    std::vector<const Typedef*> open = {&start};
    while (!open.empty()) {
      const Typedef* next = open.back();
      if (!next) {
        state[chain.back()->name.text] = 2;
        chain.pop_back();
        open.pop_back();
        continue;
      }
      open.pop_back();
      int& mark = state[next->name.text];
      if (mark == 1) report_.error("PG0169", "`" + next->name.text + "` is made from itself", next->name.place, "make it from another type");
      if (mark != 0 || !next->type || !next->is_custom()) continue;
      mark = 1;
      chain.push_back(next);
      open.push_back(nullptr);
      references(*next->type, open);
    }
  }
  void references(const Type& type_, std::vector<const Typedef*>& out) const {
    if (const auto* sequence = std::get_if<SequenceOf>(&type_.kind)) return references(*sequence->element, out);
    if (const auto* record = std::get_if<RecordOf>(&type_.kind)) {
      references(*record->key, out);
      return references(*record->value, out);
    }
    if (const auto* reference = std::get_if<Reference>(&type_.kind))
      if (const auto* custom = symbols_.find_as<Typedef>(reference->name)) out.push_back(custom);
  }

  const File& file_;
  const Symbols& symbols_;
  Report& report_;
};

}  // namespace

Symbols::Symbols(const File& file) {
  for (const Definition& definition : file.definitions) {
    if (std::holds_alternative<Namespace>(definition)) continue;
    const std::string& name = name_of(definition).text;
    if (types_.emplace(name, &definition).second) names_.push_back(name);
  }
}

const Definition* Symbols::find(const std::string& name) const {
  const auto found = types_.find(name);
  return found == types_.end() ? nullptr : found->second;
}

void check_types(const File& file, const Symbols& symbols, Report& report) { TypeCheck(file, symbols, report).run(); }

void check(File& file, Report& report) {
  check_names(file, report);
  check_types(file, Symbols(file), report);
}

}  // namespace polyglue::input::udl
