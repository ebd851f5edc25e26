#include "input/cpp/interfaces.hpp"

#include <algorithm>
#include <functional>
#include <unordered_map>

#include "input/cpp/build.hpp"
#include "model/spelling.hpp"

namespace polyglue::input::cpp {
namespace {

using model::Ownership;
using model::Passing;
using model::Type;

bool is_pure(const clang::CXXMethodDecl* method) { return method->isPureVirtual(); }

std::string without_spaces(std::string text) {
  std::erase(text, ' ');
  return text;
}

/// What the runtime can make, to be given a value later.
bool can_be_promised(const std::string& cpp) {
  return cpp.starts_with("std::future<") || cpp.starts_with("std::shared_future<") || cpp.starts_with("polyglue::task<");
}

class Finder {
 public:
  Finder(Context& c, model::Object& object, const ExportedClass& entry) : c_(c), object_(object), entry_(entry), decl_(entry.decl) {}

  void run() {
    std::string why = refusal();
    if (why.empty()) why = collect();
    if (why.empty()) why = constructors();
    object_.implementable = why.empty();
    if (object_.implementable) return;
    object_.virtuals.clear();
    object_.base_constructors.clear();
    c_.skip(entry_.source, entry_.id, {"PG0240", "cannot be implemented by hosts: " + why,
                                       "if they need not, write [kind] " + quote(entry_.id) + " = \"object\""});
  }

 private:
  std::string refusal() {
    if (decl_->hasAttr<clang::FinalAttr>()) return "it is final";
    const auto* destructor = decl_->getDestructor();
    if (!destructor || !destructor->isVirtual()) return "it has no virtual destructor";
    if (destructor->getAccess() != clang::AS_public) return "its destructor is not public";
    if (destructor->hasAttr<clang::FinalAttr>()) return "its destructor is final";
    return "";
  }

  /// Every virtual method, where it is first declared: bases before derived classes.
  std::string collect() {
    std::string why;
    visit(decl_, [&](const clang::CXXMethodDecl* first) {
      if (!why.empty()) return;
      const auto* last = first->getCorrespondingMethodInClass(decl_, true);
      if (!last) last = first;
      if (last->hasAttr<clang::FinalAttr>() || (!is_pure(last) && is_hidden(decl_, last))) return;
      std::string bad;
      const model::Object* owner = nullptr;
      model::Function* method = find(first, last, owner);
      if (last->getAccess() != clang::AS_public) {
        bad = last->getAccess() == clang::AS_private ? "is private" : "is protected";
      } else if (!method) {
        bad = "does not come through";
      } else {
        bad = refusal(*method, last);
      }
      if (bad.empty()) {
        method->facts.leaf = false;
        object_.virtuals.push_back({owner->info.id, method->info.id, is_pure(last)});
      } else if (is_pure(last)) {
        why = "its pure virtual " + quote(last->getNameAsString()) + " " + bad;
      }
    });
    return why;
  }

  void visit(const clang::CXXRecordDecl* decl, const std::function<void(const clang::CXXMethodDecl*)>& f) {
    for (const auto& base : decl->bases()) {
      const auto* parent = base.getType()->getAsCXXRecordDecl();
      if (parent && parent->hasDefinition()) visit(parent->getDefinition(), f);
    }
    for (const auto* method : decl->methods()) {
      if (!method->isVirtual() || method->size_overridden_methods() || llvm::isa<clang::CXXDestructorDecl>(method)) continue;
      if (seen_.insert(method->getCanonicalDecl()).second) f(method);
    }
  }

  /// Whether a class calls another method by the name: then there is no way to the body of this one.
  static bool is_hidden(const clang::CXXRecordDecl* decl, const clang::CXXMethodDecl* method) {
    bool hidden = false;
    for (const clang::NamedDecl* found : decl->lookup(method->getDeclName())) {
      if (found->getUnderlyingDecl()->getCanonicalDecl() == method->getCanonicalDecl()) return false;
      hidden = true;
    }
    if (hidden) return true;
    for (const auto& base : decl->bases()) {
      const auto* parent = base.getType()->getAsCXXRecordDecl();
      if (parent && parent->hasDefinition() && is_hidden(parent->getDefinition(), method)) return true;
    }
    return false;
  }

  /// The method as hosts call it: of this class, or of the base that declares it.
  model::Function* find(const clang::CXXMethodDecl* first, const clang::CXXMethodDecl* last, const model::Object*& owner) {
    std::vector<model::DeclId> open = {object_.info.id};
    for (std::size_t i = 0; i < open.size(); ++i) {
      model::Object* object = object_named(open[i]);
      if (!object) continue;
      for (model::Function& method : object->methods) {
        if (method.is_static || method.is_free_operator) continue;
        if (!is(method, first) && !is(method, last)) continue;
        owner = object;
        return &method;
      }
      open.insert(open.end(), object->bases.begin(), object->bases.end());
    }
    return nullptr;
  }
  bool is(const model::Function& method, const clang::CXXMethodDecl* decl) {
    const std::string id = function_id(c_, decl, qualified_name(c_, decl));
    return method.info.id == id || method.info.id == id + " const";
  }
  model::Object* object_named(const model::DeclId& id) {
    for (model::Decl& decl : c_.library.decls)
      if (auto* object = std::get_if<model::Object>(&decl); object && object->info.id == id) return object;
    return nullptr;
  }

  /// Why a method that hosts can call cannot call them.
  std::string refusal(const model::Function& method, const clang::CXXMethodDecl* decl) {
    if (method.facts.nothrow) return "is noexcept, and an error of the host could not pass through it";
    if (method.is_async && (!method.returns_cpp || !can_be_promised(*method.returns_cpp)))
      return "has a result that comes later in a form that hosts cannot give";
    if (method.is_adapter || method.is_field || method.params.size() + (method.stop_token ? 1 : 0) != decl->getNumParams())
      return "takes its parameters in another form than hosts give them";
    if (method.role != model::Role::function && method.role != model::Role::getter && method.role != model::Role::setter &&
        method.role != model::Role::to_text && method.role != model::Role::length && method.role != model::Role::contains)
      return "is an operator";
    if (decl->getRefQualifier() != clang::RQ_None) return "is for certain values only (& or &&)";
    if (method.expected_error) return "returns a std::expected";
    for (std::size_t i = 0; i < method.params.size(); ++i) {
      const model::Parameter& param = method.params[i];
      const auto* object = model::as<model::ObjectRef>(param.type);
      const auto* declared = decl->getParamDecl(unsigned(i) + (method.stop_token && int(i) >= *method.stop_token ? 1 : 0));
      const std::string spelled = without_spaces(spell(c_, declared->getType().getUnqualifiedType()));
      const bool writable = param.type.cpp.starts_with("std::span<") && !param.type.cpp.starts_with("std::span<const ");
      const bool foreign = model::is<model::Sequence>(param.type) && !param.type.cpp.starts_with("std::");
      if (is_callback(c_, param.type)) return "takes a function in " + quote(param.name);
      if (writable || foreign || (param.passing == Passing::mutable_ref && !(object && object->ownership == Ownership::borrowed)) ||
          spelled != without_spaces(model::declared(param.type, param.passing)))
        return "takes a " + quote(spell(c_, declared->getType())) + ", which hosts cannot be given";
      if (method.is_async && object && object->ownership == Ownership::borrowed)
        return "takes a " + quote(spell(c_, declared->getType())) + ", which is lent for the call, and goes on after it";
    }
    if (model::is<model::Void>(method.result)) return "";
    const auto* object = model::as<model::ObjectRef>(method.result);
    const clang::QualType result = method.is_async ? *comes_later(c_, decl->getReturnType()) : decl->getReturnType();
    const std::string spelled = without_spaces(spell(c_, result.getUnqualifiedType()));
    if (method.result_passing != Passing::value || shows_memory(method.result) || (object && object->ownership == Ownership::borrowed))
      return "returns " + quote(spell(c_, decl->getReturnType())) + ", which nobody would own";
    const bool uncopyable = object && object->ownership == Ownership::value && !copyable(c_, result->getAsCXXRecordDecl());
    if (uncopyable || spelled != without_spaces(method.result.cpp)) return "returns " + quote(spell(c_, decl->getReturnType())) + ", which hosts cannot give";
    return "";
  }

  /// Those that a derived class may call.
  std::string constructors() {
    object_.base_constructors = object_.constructors;
    bool declared = false;
    for (const auto* constructor : decl_->ctors()) {
      if (constructor->isImplicit() || constructor->isDeleted() || constructor->isCopyOrMoveConstructor()) continue;
      declared = true;
      const bool is_public = constructor->getAccess() == clang::AS_public;
      if (constructor->getAccess() == clang::AS_private || (is_public && !decl_->isAbstract())) continue;
      const Names names = names_of(c_, constructor, qualified_name(c_, constructor));
      c_.overrides.declare(names);
      if (annotation(constructor, "skip") || c_.overrides.excluded(names)) continue;
      Refusal why;
      auto made = make_function(c_, {constructor, entry_.id, model::Role::constructor, false}, why);
      if (!made) continue;
      made->info.id = function_id(c_, constructor, entry_.id + "::" + decl_->getNameAsString());
      made->info.name = entry_.name;
      object_.base_constructors.push_back(std::move(*made));
    }
    if (object_.base_constructors.empty() && !declared && !decl_->hasUserDeclaredConstructor() && default_constructs()) {
      model::Function made;
      made.info.id = entry_.id + "::" + decl_->getNameAsString() + "()";
      made.info.name = entry_.name;
      made.info.scope = entry_.id;
      made.info.location = object_.info.location;
      made.role = model::Role::constructor;
      made.cpp_name = entry_.id;
      made.result.cpp = "void";
      object_.base_constructors.push_back(std::move(made));
    }
    if (object_.base_constructors.empty()) return "it has no public or protected constructor that comes through";
    name_overloads(c_, object_.base_constructors);
    return "";
  }

  bool default_constructs() {
    const auto* constructor = c_.sema.LookupDefaultConstructor(const_cast<clang::CXXRecordDecl*>(decl_));
    return constructor && !constructor->isDeleted();
  }

  Context& c_;
  model::Object& object_;
  const ExportedClass& entry_;
  const clang::CXXRecordDecl* decl_;
  llvm::DenseSet<const clang::CXXMethodDecl*> seen_;
};

}  // namespace

void build_interfaces(Context& c) {
  std::unordered_map<model::DeclId, const ExportedClass*> classes;
  for (const auto& [key, entry] : c.index.classes)
    if (entry.decl) classes.emplace(entry.id, &entry);
  for (std::size_t i = 0; i < c.library.decls.size(); ++i) {
    auto* object = std::get_if<model::Object>(&c.library.decls[i]);
    const auto found = object ? classes.find(object->info.id) : classes.end();
    if (found != classes.end() && is_interface(c, found->second->decl)) Finder(c, *object, *found->second).run();
  }
}

}  // namespace polyglue::input::cpp
