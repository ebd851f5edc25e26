// A library with the names that one language has for it.
#include <algorithm>
#include <unordered_set>

#include "input/udl/uniffi_toml.hpp"

namespace polyglue::input::udl {
namespace {

class Form {
 public:
  Form(model::Library library, const model::LanguageForm& form) : out_(std::move(library)), form_(form) {}

  model::Library run() {
    for (model::Decl& decl : out_.decls) std::visit([&](auto& one) { visit(one); }, decl);
    std::erase_if(out_.decls, [&](const model::Decl& decl) {
      return std::holds_alternative<model::Function>(decl) && excluded_.contains(model::info(decl).id);
    });
    if (out_.uniffi)
      for (model::Alias& alias : out_.uniffi->aliases) rename(alias.name, alias.name);
    out_.make_index();
    return std::move(out_);
  }

 private:
  bool excludes(const std::string& key) const { return std::find(form_.exclude.begin(), form_.exclude.end(), key) != form_.exclude.end(); }
  void rename(const std::string& key, std::string& name) const {
    if (const auto found = form_.rename.find(key); found != form_.rename.end()) name = found->second;
  }
  void rename(const std::string& scope, std::vector<model::Field>& fields) const {
    for (model::Field& field : fields) rename(scope + "." + field.info.name, field.info.name);
  }
  /// `scope` is "" or "Type."; a constructor without a name is called "new".
  void function(const std::string& scope, model::Function& one) const {
    const bool constructor = one.role == model::Role::constructor;
    const std::string key = scope + (constructor ? "new" : one.info.name);
    for (model::Parameter& parameter : one.params) rename(key + "." + parameter.name, parameter.name);
    if (constructor || one.role != model::Role::function) return;
    rename(key, one.info.name);
    if (form_.rename.contains(key)) one.unique_name = one.info.name;
  }

  void visit(model::Function& one) {
    if (excludes(one.info.name)) excluded_.insert(one.info.id);
    function("", one);
  }
  void visit(model::Object& one) {
    const std::string scope = one.info.name + ".";
    std::erase_if(one.methods, [&](const model::Function& method) { return method.role == model::Role::function && excludes(scope + method.info.name); });
    if (excludes(scope + "new")) one.constructors.clear();
    for (model::Function& method : one.methods) function(scope, method);
    for (model::Function& constructor : one.constructors) function(scope, constructor);
    rename(one.info.name, one.info.name);
    for (auto* list : {&one.constructors, &one.base_constructors})
      for (model::Function& constructor : *list) constructor.info.name = constructor.unique_name = one.info.name;
  }
  void visit(model::Record& one) {
    // A variant's struct has its fields renamed with the enum.
    rename(one.info.name, one.fields);
    rename(one.info.name, one.info.name);
  }
  void visit(model::Enum& one) {
    for (model::Enumerator& value : one.values) {
      const std::string before = value.info.name;
      rename(one.info.name + "." + before, value.info.name);
      defaults(one.info.id, before, value.info.name);
    }
    rename(one.info.name, one.info.name);
  }
  void visit(model::Callback& one) { rename(one.info.name, one.info.name); }
  void visit(model::Variant& one) {
    for (model::Alternative& alternative : one.alternatives) {
      const std::string key = one.info.name + "." + alternative.name, before = alternative.name;
      if (const auto* named = model::as<model::Named>(alternative.type))
        for (model::Decl& decl : out_.decls)
          if (auto* record = std::get_if<model::Record>(&decl); record && record->info.id == named->id) rename(key, record->fields);
      rename(key, alternative.name);
      defaults(one.info.id, before, alternative.name);
      if (!out_.uniffi || alternative.name == before) continue;
      auto& order = out_.uniffi->field_order;
      if (auto node = order.extract(one.info.id + "::" + before)) {
        node.key() = one.info.id + "::" + alternative.name;
        order.insert(std::move(node));
      }
    }
    rename(one.info.name, one.info.name);
  }
  void visit(model::Error& one) {
    const auto* base = one.base ? out_.find_as<model::Error>(*one.base) : nullptr;
    const std::string key = base ? base_name(*base) + "." + one.info.name : one.info.name;
    rename(key, one.fields);
    if (!base) original_[one.info.id] = one.info.name;
    rename(key, one.info.name);
  }
  void visit(model::Custom& one) { rename(one.info.name, one.info.name); }
  void visit(model::Constant&) {}

  /// The name of an error in the interface file, whether or not it was renamed already.
  std::string base_name(const model::Error& base) const {
    const auto found = original_.find(base.info.id);
    return found == original_.end() ? base.info.name : found->second;
  }
  /// Defaults name enumerators.
  void defaults(const model::DeclId& id, const std::string& before, const std::string& after) {
    if (before == after) return;
    const auto change = [&](std::optional<model::Literal>& literal) {
      auto* one = literal ? std::get_if<model::EnumLiteral>(&literal->value) : nullptr;
      if (one && one->enum_id == id && one->enumerator == before) one->enumerator = after;
    };
    const auto all = [&](std::vector<model::Function>& functions) {
      for (model::Function& one : functions) for (model::Parameter& parameter : one.params) change(parameter.default_value);
    };
    for (model::Decl& decl : out_.decls) {
      if (auto* one = std::get_if<model::Function>(&decl)) for (model::Parameter& parameter : one->params) change(parameter.default_value);
      if (auto* object = std::get_if<model::Object>(&decl)) all(object->methods), all(object->constructors);
      if (auto* record = std::get_if<model::Record>(&decl)) for (model::Field& field : record->fields) change(field.default_value);
    }
  }

  model::Library out_;
  const model::LanguageForm& form_;
  std::unordered_set<model::DeclId> excluded_;
  std::unordered_map<model::DeclId, std::string> original_;
};

}  // namespace

model::Library in_language(const model::Library& library, const model::LanguageForm& form) { return Form(library, form).run(); }

}  // namespace polyglue::input::udl
