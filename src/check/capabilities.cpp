#include <set>
#include <string>

#include "check/check.hpp"

namespace polyglue::check {
namespace {

/// Compares the whole model with what one language can do.
class Rule {
 public:
  Rule(const model::Library& library, const emit::Backend& backend, diag::Sink& sink)
      : library_(library), backend_(backend), can_(backend.capabilities), sink_(sink) {}

  void run() {
    for (const model::Decl& decl : library_.decls) std::visit([this](const auto& d) { declare(d); }, decl);
  }

 private:
  void declare(const model::Record& record) {
    if (!can_.record_methods && !record.methods.empty()) refuse(record.info, "functions of a record");
    for (const model::Field& field : record.fields) {
      type(field.info, field.type, false);
      if (!can_.recursive_records && contains(field.type, record.info.id)) refuse(field.info, "a record that contains itself");
    }
    for (const model::Function& method : record.methods) declare(method);
  }
  void declare(const model::Enum&) {}
  void declare(const model::Variant& decl) {
    if (!can_.variants) refuse(decl.info, "a variant");
    for (const model::Alternative& alternative : decl.alternatives) type(decl.info, alternative.type, false);
  }
  void declare(const model::Callback& decl) {
    for (const model::Parameter& parameter : decl.params) type(decl.info, parameter.type, true);
    type(decl.info, decl.result, true);
  }
  void declare(const model::Object& decl) {
    if (!can_.inheritance && !decl.bases.empty()) refuse(decl.info, "inheritance");
    else if (!can_.multiple_inheritance && decl.bases.size() > 1) refuse(decl.info, "more than one base class");
    for (const model::Function& constructor : decl.constructors) declare(constructor);
    for (const model::Function& method : decl.methods) declare(method);
  }
  void declare(const model::Error& decl) {
    for (const model::Field& field : decl.fields) type(field.info, field.type, false);
  }
  void declare(const model::Custom& decl) {
    if (!can_.custom_types) refuse(decl.info, "a type with a converter");
  }
  void declare(const model::Function& function) {
    if (backend_.generate && ((!can_.async && function.is_async) || (!can_.streams && function.role == model::Role::next))) return;  // left out, see left_out.cpp
    if (!can_.operators && function.role > model::Role::setter) refuse(function.info, "an operator");
    for (const model::Parameter& parameter : function.params) type(function.info, parameter.type, true);
    type(function.info, function.result, true);
  }
  void declare(const model::Constant& constant) { type(constant.info, constant.type, true); }

  void type(const model::DeclInfo& info, const model::Type& type_, bool top) {
    using namespace model;
    if (const auto* object = as<ObjectRef>(type_); object && !top && !can_.handles_in_values) refuse(info, "an object inside a value");
    if (const auto* named = as<Named>(type_); named && !can_.callbacks && library_.find_as<Callback>(named->id)) refuse(info, "a callback");
    if (const auto* sequence = as<Sequence>(type_)) type(info, *sequence->element, false);
    if (const auto* optional = as<Optional>(type_)) type(info, *optional->value, top);
    if (const auto* set = as<Set>(type_)) {
      if (!can_.sets) refuse(info, "a set");
      type(info, *set->element, false);
    }
    if (const auto* map = as<Map>(type_)) {
      if (!can_.maps) refuse(info, "a map");
      type(info, *map->key, false);
      type(info, *map->value, false);
    }
    if (const auto* tuple = as<Tuple>(type_)) {
      if (!can_.tuples) refuse(info, "a tuple");
      for (const Type& item : tuple->items) type(info, item, false);
    }
    if (!can_.timestamps && (is<Timestamp>(type_) || is<Duration>(type_))) refuse(info, "a point or span of time");
  }

  static bool contains(const model::Type& type_, const model::DeclId& id) {
    using namespace model;
    if (const auto* named = as<Named>(type_)) return named->id == id;
    if (const auto* sequence = as<Sequence>(type_)) return contains(*sequence->element, id);
    if (const auto* optional = as<Optional>(type_)) return contains(*optional->value, id);
    if (const auto* map = as<Map>(type_)) return contains(*map->value, id);
    return false;
  }

  void refuse(const model::DeclInfo& info, const std::string& what) {
    if (!reported_.insert(info.id + "\n" + what).second) return;
    sink_.error("PG0310", std::string(backend_.title) + " cannot express \"" + info.id + "\": it needs " + what, info.location,
                "write exclude = [\"" + info.id + "\"] below [export] in polyglue.toml, or leave out " + std::string(backend_.name));
  }

  const model::Library& library_;
  const emit::Backend& backend_;
  const emit::Capabilities& can_;
  diag::Sink& sink_;
  std::set<std::string> reported_;
};

}  // namespace

void capabilities(const Input& input, diag::Sink& sink) {
  for (const emit::Backend* backend : input.backends) Rule(input.library, *backend, sink).run();
}

}  // namespace polyglue::check
