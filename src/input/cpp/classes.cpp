// Objects and records: what is special to each; their members are built in members.cpp.
#include "input/cpp/adapt.hpp"
#include "input/cpp/build.hpp"
#include "input/cpp/literals.hpp"

namespace polyglue::input::cpp {
namespace {

model::DeclInfo class_info(Context& c, const ExportedClass& entry) {
  const Names names = {entry.id, qualified_name(c, entry.source)};
  std::string scope;
  if (const auto* outer = llvm::dyn_cast<clang::CXXRecordDecl>(entry.decl->getDeclContext()))
    if (const auto* known = exported(c, outer)) scope = known->id;
  model::DeclInfo info = info_of(c, entry.source, entry.id, names, scope);
  if (const auto name = c.overrides.rename(names)) info.name = *name;
  else if (const auto name = annotation(entry.decl, "rename")) info.name = *name;
  else info.name = entry.name;
  return info;
}

bool derives_enable_shared(Context& c, const clang::CXXRecordDecl* decl) {
  for (const auto& base : decl->bases()) {
    const auto* parent = base.getType()->getAsCXXRecordDecl();
    if (!parent || !parent->hasDefinition()) continue;
    if (template_name(c, base.getType()) == "std::enable_shared_from_this" || derives_enable_shared(c, parent)) return true;
  }
  return false;
}

/// Exported bases, nearest first; a base that is not exported is replaced by its own bases.
void collect_bases(Context& c, const clang::CXXRecordDecl* decl, std::vector<model::DeclId>& out) {
  for (const auto& base : decl->bases()) {
    if (base.getAccessSpecifier() != clang::AS_public) continue;
    const auto* parent = base.getType()->getAsCXXRecordDecl();
    if (!parent || !parent->hasDefinition()) continue;
    const auto* known = exported(c, parent);
    if (known && classify(c, parent) == ClassKind::object) {
      const auto* again = exported(c, parent);
      if (std::find(out.begin(), out.end(), again->id) == out.end()) out.push_back(again->id);
    } else if (!known) {
      collect_bases(c, parent->getDefinition(), out);
    }
  }
}

model::Threads threads_of(Context& c, const ExportedClass& entry) {
  if (const auto rule = c.overrides.threads({entry.id})) return *rule;
  const auto text = annotation(entry.decl, "threads");
  if (text == "confined") return model::Threads::confined;
  if (text == "locked") return model::Threads::locked;
  if (text == "shared") return model::Threads::shared;
  return model::Threads::author;
}

}  // namespace

std::vector<model::Field> record_fields(Context& c, const clang::CXXRecordDecl* decl, const model::DeclId& id) {
  std::vector<model::Field> out;
  for (const auto& base : decl->bases())
    if (const auto* parent = base.getType()->getAsCXXRecordDecl(); parent && parent->hasDefinition() && !is_standard(parent))
      for (auto& field : record_fields(c, parent->getDefinition(), id)) out.push_back(std::move(field));
  // What a constructor of the author's fills in is known to C++ alone.
  bool own_default = false;
  for (const auto* constructor : decl->ctors()) own_default = own_default || (constructor->isDefaultConstructor() && constructor->isUserProvided());
  for (const auto* each : decl->fields()) {
    if (each->getAccess() != clang::AS_public) continue;
    const Names names = names_of(c, each);
    c.overrides.declare(names);
    Refusal why;
    auto type = map_field(c, each, why);
    if (!type) {
      c.skip(each, names.front(), std::move(why));
      continue;
    }
    model::Field field;
    field.info = info_of(c, each, names.front(), names, id);
    field.type = std::move(*type);
    if (each->hasInClassInitializer() && each->getInClassInitializer())
      field.default_value = literal_of(c, each->getInClassInitializer(), field.type);
    else if (!own_default)
      field.default_value = implicit_value(field.type);
    if (const auto* inner = each->getType()->getAsCXXRecordDecl();
        !own_default && !field.default_value && inner && model::is<model::Named>(field.type) &&
        exported(c, inner) && default_constructible(c, inner))
      field.default_value = model::Literal{model::EmptyLiteral{}};
    out.push_back(std::move(field));
  }
  return out;
}

void build_record(Context& c, const ExportedClass& entry) {
  model::Record out;
  out.info = class_info(c, entry);
  out.fields = record_fields(c, entry.decl, entry.id);
  Members members;
  build_members(c, entry, true, members);
  out.methods = std::move(members.constructors);
  for (auto& each : members.methods) out.methods.push_back(std::move(each));
  out.constants = std::move(members.constants);
  out.equality = members.equality;
  out.ordering = members.ordering;
  out.default_constructible = default_constructible(c, entry.decl);
  c.emit(std::move(out));
}

void build_object(Context& c, const ExportedClass& entry) {
  model::Object out;
  out.info = class_info(c, entry);
  const auto* decl = entry.decl;
  collect_bases(c, decl, out.bases);
  out.is_abstract = decl->isAbstract();
  out.is_polymorphic = decl->isPolymorphic();
  out.is_final = decl->hasAttr<clang::FinalAttr>();
  out.copyable = copyable(c, decl) && destructible(c, decl);
  out.movable = movable(c, decl) && destructible(c, decl);
  out.default_shared = derives_enable_shared(c, decl);
  out.threads = threads_of(c, entry);
  Members members;
  build_members(c, entry, false, members);
  if (destructible(c, decl)) out.constructors = std::move(members.constructors);
  out.methods = std::move(members.methods);
  out.constants = std::move(members.constants);
  c.emit(std::move(out));
}

void build_class(Context& c, const clang::CXXRecordDecl* decl) {
  const auto* known = exported(c, decl);
  if (!known) {
    const std::string name = qualified_name(c, decl);
    // An opaque struct that only ever stands behind pointers is no loss of its own.
    c.skip(decl, name, {"PG0223", "is declared but not defined in the headers", "list the header that defines it"});
    return;
  }
  const ExportedClass entry = *known;
  c.overrides.declare({entry.id, qualified_name(c, entry.source)});
  switch (classify(c, decl)) {
    case ClassKind::record: return build_record(c, entry);
    case ClassKind::object: break;
    case ClassKind::error: return build_error(c, entry);
    case ClassKind::custom:
      if (stands_for_text(c, {entry.id, qualified_name(c, entry.source)})) build_text(c, entry);
      return;
    case ClassKind::iterator:
      c.skip(decl, entry.id, {"PG0221", "is an iterator; hosts iterate over the range itself", ""});
      return;
  }
  if (entry.decl->isUnion()) {
    c.skip(decl, entry.id, {"PG0222", "is a union, which does not say what it holds", "use std::variant, or a polyglue::converter whose repr is one"});
    return;
  }
  build_object(c, entry);
}

}  // namespace polyglue::input::cpp
