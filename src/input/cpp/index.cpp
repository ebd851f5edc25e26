// The first walk: which declarations belong to the library, and what is said about them elsewhere.
#include <set>

#include "input/cpp/adapt.hpp"
#include "input/cpp/build.hpp"
#include "input/cpp/session.hpp"

namespace polyglue::input::cpp {
namespace {

bool private_name(llvm::StringRef name) {
  for (const char* word : {"detail", "details", "impl", "internal", "_impl", "private_", "priv"})
    if (name == word) return true;
  return name.ends_with("_detail") || name.ends_with("_internal") || name.ends_with("_impl") || name.starts_with("_");
}

bool is_foreign(const std::string& space) { return space == "std" || space.starts_with("std::") || space == "polyglue"; }

class Walk {
 public:
  explicit Walk(Context& c) : c_(c) { find_roots(); }

  void scope(const clang::DeclContext* context, bool exported) {
    for (const auto* decl : context->decls()) {
      if (const auto* linkage = llvm::dyn_cast<clang::LinkageSpecDecl>(decl)) scope(linkage, exported);
      else if (const auto* space = llvm::dyn_cast<clang::NamespaceDecl>(decl)) enter(space, exported);
      else if (exported && belongs(decl)) item(decl);
      else specialization(decl);
    }
  }

  /// Records a class under its id, and the classes inside it.
  void add_class(const clang::CXXRecordDecl* decl, const clang::NamedDecl* source, const std::string& name) {
    auto& entry = c_.index.classes[decl->getCanonicalDecl()];
    if (entry.decl) return;
    const auto* definition = decl->hasDefinition() ? decl->getDefinition() : decl;
    entry = {definition, source, qualified_name(c_, definition), name, std::nullopt};
    if (decl->isAnonymousStructOrUnion()) return;
    const auto* alias = definition->getTypedefNameForAnonDecl();
    if (!definition->getIdentifier() && alias) entry.id = qualified_name(c_, alias);
    if (!definition->hasDefinition()) return;
    if (stands_for_text(c_, {entry.id})) c_.index.converters.try_emplace(c_.ast.getCanonicalTagType(definition).getAsOpaquePtr(), definition);
    for (const auto& base : definition->bases())
      if (const auto* parent = base.getType()->getAsCXXRecordDecl())
        note_derived(parent);
    for (const auto* inner : definition->decls()) {
      if (const auto* friendly = llvm::dyn_cast<clang::FriendDecl>(inner)) {
        befriended(friendly->getFriendDecl());
        continue;
      }
      if (inner->getAccess() != clang::AS_public || inner->isImplicit()) continue;
      if (llvm::isa<clang::TagDecl, clang::TypedefNameDecl>(inner)) item(inner);
    }
  }

 private:
  /// Friends are no members, but an operator defined as a friend is the class's own.
  void befriended(const clang::NamedDecl* target) {
    if (!target || llvm::isa<clang::CXXMethodDecl>(target)) return;
    if (const auto* functions = llvm::dyn_cast<clang::FunctionTemplateDecl>(target)) {
      if (functions->getTemplatedDecl()->isThisDeclarationADefinition())
        c_.skip(target, qualified_name(c_, target), {"PG0201", "is a function template", "offer an overload that is none"});
      return;
    }
    const auto* function = llvm::dyn_cast<clang::FunctionDecl>(target);
    if (!function || function->isDeleted()) return;
    if (function->isOverloadedOperator() || is_to_string(function)) {
      if (operand(function)) return;
    }
    // Declared outside as well, it is met there.
    for (const auto* redecl : function->redecls())
      if (redecl->getFriendObjectKind() == clang::Decl::FOK_None) return;
    if (!function->isThisDeclarationADefinition() && !function->isOverloadedOperator()) return;
    const std::string name = qualified_name(c_, function);
    c_.overrides.declare(names_of(c_, function, name));
    c_.skip(function, function_id(c_, function, name),
            {"PG0235", "is a friend that nobody can call by name", "declare it outside the class too"});
  }

  void note_derived(const clang::CXXRecordDecl* parent) {
    if (!c_.index.has_derived.insert(parent->getCanonicalDecl()).second || !parent->hasDefinition()) return;
    for (const auto& base : parent->getDefinition()->bases())
      if (const auto* next = base.getType()->getAsCXXRecordDecl()) note_derived(next);
  }

  void find_roots() {
    auto& sources = c_.ast.getSourceManager();
    // What a listed header is called without its folder tells the folder that is the library's own.
    for (const auto& header : c_.config.headers) {
      std::vector<std::string> candidates;
      for (const auto& folder : c_.config.include_paths) candidates.push_back((folder / header).string());
      const auto& search = c_.sema.getPreprocessor().getHeaderSearchInfo();
      for (auto it = search.search_dir_begin(); it != search.search_dir_end(); ++it)
        if (it->isNormalDir()) candidates.push_back(it->getDirRef()->getName().str() + "/" + header);
      candidates.push_back(header);
      for (const auto& candidate : candidates) {
        const auto file = sources.getFileManager().getOptionalFileRef(candidate);
        if (!file) continue;
        listed_.insert(&file->getFileEntry());
        const llvm::StringRef own = llvm::sys::path::parent_path(header);
        const bool system = candidate.starts_with("/usr/include/") || candidate.starts_with("/usr/local/include/");
        if (!own.empty() || !system) roots_.insert(llvm::sys::path::parent_path(candidate).str());
        break;
      }
    }
    for (const auto& folder : c_.config.include_paths) plain_roots_.insert(folder.string());
  }

  bool file_belongs(clang::FileID id) {
    if (id.isInvalid()) return false;  // declared by the compiler itself
    if (const auto known = files_.find(id); known != files_.end()) return known->second;
    bool result = false;
    const auto& sources = c_.ast.getSourceManager();
    if (const auto file = sources.getFileEntryRefForID(id)) {
      if (listed_.contains(&file->getFileEntry())) result = true;
      const std::string path = file->getName().str();
      const auto below = [&](const std::string& root) {
        return path.size() > root.size() && path.starts_with(root) && (root.ends_with("/") || path[root.size()] == '/');
      };
      for (const auto& root : roots_) result = result || below(root);
      const bool system = sources.isInSystemHeader(sources.getLocForStartOfFile(id));
      if (!system)
        for (const auto& root : plain_roots_) result = result || below(root);
      for (const char* own : {"polyglue/converter.hpp", "polyglue/task.hpp"}) result = result && path.find(own) == std::string::npos;
    }
    return files_[id] = result;
  }

  bool belongs(const clang::Decl* decl) {
    const auto& sources = c_.ast.getSourceManager();
    return file_belongs(sources.getFileID(sources.getExpansionLoc(decl->getLocation())));
  }

  void enter(const clang::NamespaceDecl* space, bool parent_exported) {
    if (space->isAnonymousNamespace()) return;
    const std::string name = qualified_name(c_, space);
    if (name == instantiate_namespace) return instances(space);
    bool exported = false;
    for (const auto& each : c_.config.namespaces) exported = exported || each == name;
    // Without a list, all that the library's own headers open.
    if (c_.config.namespaces.empty() && !is_foreign(name)) exported = !private_name(space->getName());
    if (space->isInline()) exported = exported || parent_exported;
    // "" exports the global namespace alone; a named one brings its nested ones, helpers excepted.
    if (!exported && parent_exported && space->getDeclContext()->getRedeclContext()->isNamespace())
      exported = !private_name(space->getName());
    if (exported) c_.overrides.declare({name});
    scope(space, exported);
  }

  void instances(const clang::NamespaceDecl* space) {
    for (const auto* decl : space->decls()) {
      const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl);
      if (!alias) continue;
      const clang::QualType type = alias->getUnderlyingType();
      complete(c_, type);
      const auto* record = type->getAsCXXRecordDecl();
      const auto at = c_.config.instantiate.find(alias->getNameAsString());
      if (!record || !record->hasDefinition()) {
        c_.sink.error("PG0154", "cannot instantiate " + quote(at->second.value) + ": it is not a complete class",
                      at->second.location, "include the header that defines the template");
        continue;
      }
      const clang::NamedDecl* source = record;
      if (const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(record)) {
        source = instance->getSpecializedTemplate();
        named_templates_.insert(instance->getSpecializedTemplate()->getCanonicalDecl());
      }
      add_class(record, source, alias->getNameAsString());
      c_.index.items.push_back(record);
    }
  }

  /// std::hash<T> and polyglue::converter<T> stand outside the library's namespaces.
  void specialization(const clang::Decl* decl) {
    const auto* instance = llvm::dyn_cast<clang::ClassTemplateSpecializationDecl>(decl);
    if (!instance || !instance->isExplicitSpecialization() || instance->getTemplateArgs().size() == 0) return;
    const auto& argument = instance->getTemplateArgs()[0];
    if (argument.getKind() != clang::TemplateArgument::Type) return;
    const void* key = c_.ast.getCanonicalType(argument.getAsType()).getAsOpaquePtr();
    const auto* primary = instance->getSpecializedTemplate();
    if (is_standard(primary) && primary->getName() == "hash") c_.index.hashed.insert(key);
    if (primary->getName() == "task_traits" && qualified_name(c_, primary) == "polyglue::task_traits") {
      if (const auto* written = argument.getAsType()->getAs<clang::TemplateSpecializationType>()) {
        if (const auto* task = written->getTemplateName().getAsTemplateDecl()) c_.index.tasks.insert(qualified_name(c_, task));
      } else if (const std::string name = template_name(c_, argument.getAsType()); !name.empty()) {
        c_.index.tasks.insert(name);
      }
    }
    if (primary->getName() != "converter" || qualified_name(c_, primary) != "polyglue::converter") return;
    if (c_.index.converters.try_emplace(key, instance->getDefinition() ? instance->getDefinition() : instance).second)
      c_.index.items.push_back(instance);
  }

  bool operand(const clang::FunctionDecl* function) {
    // operator<<(std::ostream&, const T&) belongs to T, everything else to its first operand.
    const bool out = function->getOverloadedOperator() == clang::OO_LessLess && function->getNumParams() == 2;
    for (unsigned i = 0; i < function->getNumParams() && i < (out ? 2u : 1u); ++i) {
      const clang::QualType type = function->getParamDecl(i)->getType().getNonReferenceType();
      const clang::TagDecl* tag = type->getAsTagDecl();
      if (!tag || is_standard(tag)) continue;
      auto& list = c_.index.operators[tag->getCanonicalDecl()];
      const auto* canonical = function->getCanonicalDecl();
      for (const auto* known : list)
        if (known->getCanonicalDecl() == canonical) return true;
      list.push_back(function);
      if (const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(tag))
        if (function->getOverloadedOperator() == clang::OO_Pipe) c_.index.flag_enums.insert(enumeration->getCanonicalDecl());
      return true;
    }
    return false;
  }

  void item(const clang::Decl* decl) {
    if (decl->isImplicit() || decl->isInvalidDecl()) return;
    if (const auto* record = llvm::dyn_cast<clang::CXXRecordDecl>(decl)) {
      if (llvm::isa<clang::ClassTemplatePartialSpecializationDecl>(record)) return;
      if (llvm::isa<clang::ClassTemplateSpecializationDecl>(record)) return specialization(record);
      const auto* alias = record->getTypedefNameForAnonDecl();
      if (!record->getIdentifier() && !alias) return;
      if (record->getInstantiatedFromMemberClass()) complete(c_, c_.ast.getCanonicalTagType(record));
      if (!record->isThisDeclarationADefinition() && !record->getInstantiatedFromMemberClass()) {
        if (!record->hasDefinition() && record->isFirstDecl()) c_.index.items.push_back(record);
        return;
      }
      if (left_out(record)) return;
      add_class(record, alias ? static_cast<const clang::NamedDecl*>(alias) : record,
                alias && !record->getIdentifier() ? alias->getNameAsString() : record->getNameAsString());
    } else if (const auto* enumeration = llvm::dyn_cast<clang::EnumDecl>(decl)) {
      if (!enumeration->isThisDeclarationADefinition() || left_out(enumeration)) return;
      if (enumeration->getIdentifier() || enumeration->getTypedefNameForAnonDecl())
        c_.index.enums[enumeration->getCanonicalDecl()] = qualified_name(c_, enumeration);
    } else if (const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(decl)) {
      if (!alias_target(alias)) return;
    } else if (const auto* function = llvm::dyn_cast<clang::FunctionDecl>(decl)) {
      if (llvm::isa<clang::CXXMethodDecl, clang::CXXDeductionGuideDecl>(function) || function->isFunctionTemplateSpecialization()) return;
      if (function->isOverloadedOperator() || is_to_string(function)) operand(function);
      if (function->getCanonicalDecl() != function && seen_.contains(function->getCanonicalDecl())) return;
      seen_.insert(function->getCanonicalDecl());
    } else if (!llvm::isa<clang::VarDecl, clang::FunctionTemplateDecl, clang::ClassTemplateDecl, clang::VarTemplateDecl>(decl)) {
      return;
    }
    c_.index.items.push_back(decl);
  }

  static bool is_to_string(const clang::FunctionDecl* function) {
    return function->getIdentifier() && function->getName() == "to_string" && function->getNumParams() == 1;
  }

  /// True where the alias names something new: a variant or an instance of a class template.
  bool alias_target(const clang::TypedefNameDecl* alias) {
    const clang::QualType type = alias->getUnderlyingType();
    if (type->isDependentType()) return false;
    if (alias->getIdentifier()) note_callback(c_, alias);
    const auto* instance = llvm::dyn_cast_or_null<clang::ClassTemplateSpecializationDecl>(type->getAsCXXRecordDecl());
    if (!instance || type.isConstQualified() || !alias->getIdentifier()) return false;
    const std::string name = template_name(c_, type);
    if (name == "std::variant") {
      auto& entry = c_.index.variants[c_.ast.getCanonicalType(type).getAsOpaquePtr()];
      if (entry.decl) return false;
      entry = {qualified_name(c_, alias), alias, false};
      return true;
    }
    // Only the library's own templates: `using Names = std::vector<...>` stays what it is.
    if (!belongs(instance->getSpecializedTemplate()) ||
        !in_exported_namespace(c_, instance->getSpecializedTemplate()->getDeclContext()) ||
        alias->getDeclContext()->isRecord())
      return false;
    if (!complete(c_, type) || c_.index.classes.count(instance->getCanonicalDecl())) return false;
    named_templates_.insert(instance->getSpecializedTemplate()->getCanonicalDecl());
    add_class(instance, alias, alias->getNameAsString());
    return true;
  }

  bool left_out(const clang::NamedDecl* decl) {
    const Names names = names_of(c_, decl);
    const bool skip = annotation(decl, "skip").has_value() || c_.overrides.excluded(names) ||
                      (c_.overrides.only_others(names) && !annotation(decl, "export"));
    if (!skip) return false;
    c_.overrides.declare(names);
    c_.skip(decl, names.front(), {"PG0220", "is left out by configuration or annotation", ""});
    return true;
  }

 public:
  const llvm::DenseSet<const clang::Decl*>& named_templates() const { return named_templates_; }

 private:
  Context& c_;
  std::set<std::string> roots_, plain_roots_;
  llvm::DenseSet<const clang::FileEntry*> listed_;
  llvm::DenseMap<clang::FileID, bool> files_;
  llvm::DenseSet<const clang::Decl*> seen_, named_templates_;
};

}  // namespace

bool in_exported_namespace(const Context& c, const clang::DeclContext* scope) {
  const auto* space = scope->getEnclosingNamespaceContext();
  std::string name;
  if (const auto* named = llvm::dyn_cast<clang::NamespaceDecl>(space)) name = qualified_name(c, named);
  if (c.config.namespaces.empty()) return !is_foreign(name);
  for (const auto& each : c.config.namespaces)
    if (name == each || (!each.empty() && name.starts_with(each + "::"))) return true;
  return false;
}

void build_index(Context& c) {
  Walk walk(c);
  bool global = c.config.namespaces.empty();
  for (const auto& each : c.config.namespaces) global = global || each.empty();
  walk.scope(c.ast.getTranslationUnitDecl(), global);
  for (const auto* decl : walk.named_templates()) c.done.insert(decl);
}

}  // namespace polyglue::input::cpp
