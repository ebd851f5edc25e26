// The members of a class, its own and those of bases that are not exported themselves.
#include <clang/AST/CXXInheritance.h>

#include <set>

#include "input/cpp/build.hpp"
#include "input/cpp/literals.hpp"

namespace polyglue::input::cpp {
namespace {

using model::Role;

class Builder {
 public:
  Builder(Context& c, const ExportedClass& entry, bool record, Members& out)
      : c_(c), decl_(entry.decl), id_(entry.id), name_(entry.name), record_(record), out_(out) {}

  void run() {
    iterates_ = !record_ && range_element(c_, decl_).has_value();
    indexed_ = has_operator(decl_, clang::OO_Subscript);
    visit(decl_, false);
    if (!record_) inherited_iteration();
    default_constructor();
    build_outside_operators(c_, decl_, id_, out_.methods, record_);
    finish_operators();
    properties();
    name_overloads(c_, out_.constructors);
    name_overloads(c_, out_.methods);
  }

 private:
  bool has_operator(const clang::CXXRecordDecl* decl, clang::OverloadedOperatorKind kind) {
    return !decl->lookup(c_.ast.DeclarationNames.getCXXOperatorName(kind)).empty();
  }

  void visit(const clang::CXXRecordDecl* decl, bool folded) {
    if (!decl->hasDefinition()) return;
    decl = decl->getDefinition();
    for (const auto* member : decl->decls()) {
      const auto* unnamed = llvm::dyn_cast<clang::FieldDecl>(member);  // an anonymous union
      if ((member->isImplicit() && !unnamed) || member->getAccess() != clang::AS_public || member->isInvalidDecl()) continue;
      if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(member)) {
        if (!folded) this->constructor(constructor);
      } else if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(member)) {
        if (!folded || found_by_name(method)) this->method(method);
      } else if (const auto* field = llvm::dyn_cast<clang::FieldDecl>(member)) {
        if (!record_) this->field(field);
      } else if (const auto* values = llvm::dyn_cast<clang::EnumDecl>(member)) {
        if (!values->getIdentifier() && !values->getTypedefNameForAnonDecl()) unnamed_enum(values);
      } else if (const auto* variable = llvm::dyn_cast<clang::VarDecl>(member)) {
        this->variable(variable);
      } else if (const auto* function = llvm::dyn_cast<clang::FunctionTemplateDecl>(member)) {
        const auto* pattern = function->getTemplatedDecl();
        if (pattern->isDeleted() || llvm::isa<clang::CXXDeductionGuideDecl>(pattern)) continue;
        skip(function, qualified_name(c_, function),
             {"PG0201", "is a function template", "offer an overload that is none"});
      } else if (const auto* used = llvm::dyn_cast<clang::UsingDecl>(member)) {
        for (const auto* shadow : used->shadows()) using_member(shadow);
      }
    }
    for (const auto& base : decl->bases()) {
      if (base.getAccessSpecifier() != clang::AS_public) continue;
      const auto* parent = base.getType()->getAsCXXRecordDecl();
      if (!parent || is_standard(parent)) continue;
      // Exported bases keep their methods; a record holds its base's fields and so its methods too.
      if (exported(c_, parent) && classify(c_, parent) == ClassKind::object && !record_) continue;
      visit(parent, true);
    }
  }

  void using_member(const clang::UsingShadowDecl* shadow) {
    const clang::NamedDecl* target = shadow->getTargetDecl();
    if (const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(target)) {
      if (!constructor->isCopyOrMoveConstructor() && !constructor->isDefaultConstructor()) this->constructor(constructor);
    } else if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(target)) {
      // Of a public exported base the method comes by inheritance; of any other, through this line.
      if (!exported(c_, method->getParent()) || !public_base(decl_, method->getParent())) this->method(method);
    }
  }

  bool public_base(const clang::CXXRecordDecl* of, const clang::CXXRecordDecl* wanted) {
    for (const auto& base : of->bases()) {
      const auto* parent = base.getType()->getAsCXXRecordDecl();
      if (!parent || !parent->hasDefinition() || base.getAccessSpecifier() != clang::AS_public) continue;
      if (parent->getCanonicalDecl() == wanted->getCanonicalDecl() || public_base(parent->getDefinition(), wanted)) return true;
    }
    return false;
  }

  /// Whether `object.name` finds a base's method: no class nearer hides it, and no other base has the name as well.
  bool found_by_name(const clang::CXXMethodDecl* method) {
    if (!method->getIdentifier()) return true;
    const clang::DeclarationName name = method->getDeclName();
    if (!decl_->getDefinition()->lookup(name).empty()) return false;
    clang::CXXBasePaths paths(/*FindAmbiguities=*/true, /*RecordPaths=*/true, /*DetectVirtual=*/false);
    const auto has_name = [&](const clang::CXXBaseSpecifier* base, clang::CXXBasePath&) {
      const auto* parent = base->getType()->getAsCXXRecordDecl();
      return parent && parent->hasDefinition() && !parent->getDefinition()->lookup(name).empty();
    };
    if (!decl_->getDefinition()->lookupInBases(has_name, paths)) return true;
    const auto* wanted = method->getParent()->getCanonicalDecl();
    for (const clang::CXXBasePath& path : paths) {
      if (path.back().Base->getType()->getAsCXXRecordDecl()->getCanonicalDecl() != wanted) return false;
    }
    return method->isStatic() || !paths.isAmbiguous(c_.ast.getCanonicalType(paths.front().back().Base->getType()).getUnqualifiedType());
  }

  /// Iteration that comes from a base: from std::vector it is ours to offer, from an exported class it is there already.
  void inherited_iteration() {
    if (!iterates_ || iterated_ || decl_->getNumBases() == 0) return;
    std::vector<const clang::CXXRecordDecl*> todo = {decl_};
    for (std::size_t i = 0; i < todo.size(); ++i)
      for (const auto& base : todo[i]->bases()) {
        const auto* parent = base.getType()->getAsCXXRecordDecl();
        if (!parent || !parent->hasDefinition()) continue;
        if (exported(c_, parent) && range_element(c_, parent)) return;
        todo.push_back(parent->getDefinition());
      }
    iterate(nullptr, {id_ + "::begin"});
  }

  void skip(const clang::NamedDecl* decl, const std::string& id, Refusal why) { c_.skip(decl, id, std::move(why)); }

  bool left_out(const clang::NamedDecl* decl, const Names& names, const std::string& id) {
    c_.overrides.declare(names);
    if (!annotation(decl, "skip") && !c_.overrides.excluded(names) &&
        !(c_.overrides.only_others(names) && !annotation(decl, "export")))
      return false;
    skip(decl, id, {"PG0220", "is left out by configuration or annotation", ""});
    return true;
  }

  void constructor(const clang::CXXConstructorDecl* decl) {
    if (decl->isDeleted() || decl->isCopyOrMoveConstructor() || decl_->isAbstract()) return;
    const std::string qualified = id_ + "::" + decl_->getNameAsString();
    const Names names = names_of(c_, decl, qualified_name(c_, decl));
    const std::string id = function_id(c_, decl, qualified);
    if (left_out(decl, names, id)) return;
    // Aggregates and default-constructible records are made from their fields.
    if (record_ && decl->isDefaultConstructor()) return;
    Refusal why;
    auto made = make_function(c_, {decl, id_, Role::constructor, false}, why);
    if (!made) return skip(decl, id, std::move(why));
    made->info.id = id;
    made->info.name = name_;
    if (const auto name = c_.overrides.rename(names)) made->info.name = *name;
    else if (const auto name = annotation(decl, "rename")) made->info.name = *name;
    out_.constructors.push_back(std::move(*made));
  }

  void default_constructor() {
    if (record_ || !out_.constructors.empty() || decl_->hasUserDeclaredConstructor()) return;
    if (!default_constructible(c_, decl_) || !destructible(c_, decl_)) return;
    model::Function made;
    made.info.id = id_ + "::" + decl_->getNameAsString() + "()";
    made.info.name = name_;
    made.info.scope = id_;
    made.info.location = location_of(c_, decl_->getLocation());
    made.role = Role::constructor;
    made.cpp_name = id_;
    made.result.cpp = "void";
    out_.constructors.push_back(std::move(made));
  }

  /// An override says nothing that its exported base does not.
  bool inherited(const clang::CXXMethodDecl* method) {
    for (const auto* base : method->overridden_methods()) {
      const auto* parent = base->getParent();
      if (base->getAccess() == clang::AS_public && exported(c_, parent) && classify(c_, parent) == ClassKind::object &&
          c_.ast.hasSameType(base->getReturnType(), method->getReturnType()))
        return true;
      if (inherited(base)) return true;
    }
    return false;
  }

  Role named_role(const clang::CXXMethodDecl* method) {
    if (!method->getIdentifier() || method->isStatic()) return Role::function;
    const llvm::StringRef name = method->getName();
    const unsigned params = method->getNumParams();
    if ((name == "size" || name == "length") && params == 0 && method->isConst() && (iterates_ || indexed_) &&
        method->getReturnType()->isIntegerType()) {
      // Of a class that has both, size() stays a method: it must not take the other's name.
      const bool both = name == "size" && !method->getParent()->lookup(&c_.ast.Idents.get("length")).empty();
      if (!both) return Role::length;
    }
    if (name == "contains" && params == 1 && method->isConst() && method->getReturnType()->isBooleanType())
      return Role::contains;
    if (name == "to_string" && params == 0 && method->isConst()) return Role::to_text;
    return Role::function;
  }

  void method(const clang::CXXMethodDecl* method) {
    if (llvm::isa<clang::CXXDestructorDecl>(method) || method->isDeleted() || inherited(method)) return;
    const auto* canonical = method->getCanonicalDecl();
    if (!seen_.insert(canonical).second) return;
    const std::string qualified = qualified_name(c_, method);
    const Names names = names_of(c_, method, qualified);
    const std::string id = function_id(c_, method, qualified);
    for (const auto& name : names)
      for (unsigned i = 0; i < method->getNumParams(); ++i) c_.overrides.declare({name + "#" + parameter_name(method, i)});
    const bool iterator_name = method->getIdentifier() && is_iterator_name(method->getName());
    if (iterates_ && iterator_name && method->getNumParams() == 0) {
      c_.overrides.declare(names);
      if (method->getName() == "begin" && !iterated_) iterate(method, names);
      return;
    }
    OperatorMeaning meaning;
    if (method->isOverloadedOperator() || llvm::isa<clang::CXXConversionDecl>(method)) {
      meaning = meaning_of(c_, method, method->getNumParams());
      if (meaning.redundant) {
        c_.overrides.declare(names);
        return;
      }
    } else {
      meaning.role = named_role(method);
    }
    if (shadowed_by_twin(c_, method)) {
      c_.overrides.declare(names);
      if (meaning.role == Role::index) set_index(method, id, names);
      return;
    }
    if (left_out(method, names, id)) return;
    if (!meaning.role) return skip(method, id, std::move(meaning.refusal));
    if (record_ && !method->isStatic() && !method->isConst()) {
      return skip(method, id, {"PG0219", "changes the record it is called on, but hosts hold copies of records",
                               "write [kind] " + quote(id_) + " = \"object\", or make it const"});
    }
    Refusal why;
    auto made = make_function(c_, {method, id_, *meaning.role, false}, why);
    if (!made) return skip(method, id, std::move(why));
    if (made->role == Role::to_text && !model::is<model::String>(made->result)) made->role = Role::function;
    if (const auto* twin = const_twin(method)) (void)twin, made->info.id += method->isConst() ? " const" : "";
    if (!ids_.insert(made->info.id).second) return;
    if (annotation(method, "property")) annotated_.insert(made->info.id);
    out_.methods.push_back(std::move(*made));
    if (meaning.role == Role::index && !method->isConst()) set_index(method, id, names);
  }

  static bool is_iterator_name(llvm::StringRef name) {
    for (const char* each : {"begin", "end", "cbegin", "cend", "rbegin", "rend", "crbegin", "crend"})
      if (name == each) return true;
    return false;
  }

  /// A method with the same parameters but for const, both of which are kept.
  const clang::CXXMethodDecl* const_twin(const clang::CXXMethodDecl* method) {
    for (const auto* found : method->getParent()->lookup(method->getDeclName())) {
      const auto* other = llvm::dyn_cast<clang::CXXMethodDecl>(found);
      if (!other || other == method || other->isConst() == method->isConst() ||
          other->getNumParams() != method->getNumParams() || shadowed_by_twin(c_, other))
        continue;
      bool same = true;
      for (unsigned i = 0; i < other->getNumParams(); ++i)
        same = same && c_.ast.hasSameType(other->getParamDecl(i)->getType(), method->getParamDecl(i)->getType());
      if (same) return other;
    }
    return nullptr;
  }

  /// `T& operator[](K)` of a value type writes as well as reads.
  void set_index(const clang::CXXMethodDecl* method, const std::string& id, const Names& names) {
    const clang::QualType result = method->getReturnType();
    if (!result->isLValueReferenceType() || result.getNonReferenceType().isConstQualified() || record_) return;
    if (object_of(c_, result)) return;
    Refusal ignored;
    auto key = map_param(c_, method, 0, names, ignored);
    auto value = map_value(c_, result.getNonReferenceType(), Use::field, ignored);
    if (!key || !value) return;
    model::Function made;
    made.info = info_of(c_, method, id + "=", names, id_);
    made.role = Role::set_index;
    made.cpp_name = "operator[]";
    made.params.push_back({parameter_name(method, 0), std::move(key->type), key->passing, std::nullopt});
    made.params.push_back({"value", std::move(*value), model::Passing::value, std::nullopt});
    if (made.params[0].name == "value") made.params[0].name = "key";
    made.result.cpp = "void";
    if (ids_.insert(made.info.id).second) out_.methods.push_back(std::move(made));
  }

  void iterate(const clang::NamedDecl* begin, const Names& names) {
    const bool own = begin != nullptr;
    if (!own) begin = decl_;
    iterated_ = true;
    Refusal why;
    const clang::QualType element = *range_element(c_, decl_);
    const std::string id = id_ + "::begin()";
    if (left_out(begin, names, id)) return;
    auto value = map_value(c_, element.getUnqualifiedType(), Use::result, why);
    if (value && model::is<model::ObjectRef>(*value) && !copyable(c_, element->getAsCXXRecordDecl())) {
      why = {"PG0213", "iterates over objects that cannot be copied", "offer a method that gives the n-th by reference"};
      value.reset();
    }
    if (!value) return skip(begin, id, std::move(why));
    model::Function made;
    made.info = info_of(c_, begin, id, names, id_);
    if (!own) made.info.doc = {};
    made.info.name = "iterate";
    made.role = Role::iterate;
    made.cpp_name = "begin";
    made.is_const = true;
    if (model::is<model::ObjectRef>(*value) && view_like(c_, element)) made.keeps_alive = {0};
    const std::string cpp = "std::vector<" + value->cpp + ">";
    made.result = {model::Sequence{std::move(*value)}, cpp};
    out_.methods.push_back(std::move(made));
  }

  void field(const clang::FieldDecl* field) {
    if (!field->getIdentifier()) {
      if (field->isAnonymousStructOrUnion())
        skip(field, id_ + "::(anonymous)", {"PG0222", "is an anonymous union or struct", "use std::variant, or a polyglue::converter whose repr is one"});
      return;
    }
    const Names names = names_of(c_, field);
    if (left_out(field, names, names.front())) return;
    Refusal why;
    const clang::QualType type = field->getType();
    std::optional<model::Type> mapped;
    const bool object = object_of(c_, type).has_value() && !type->isPointerType();
    mapped = map_value(c_, type, Use::field, why);
    if (!mapped) return skip(field, names.front(), std::move(why));
    model::Function getter;
    getter.info = info_of(c_, field, names.front(), names, id_);
    getter.role = Role::getter;
    getter.cpp_name = field->getNameAsString();
    getter.is_const = true;
    getter.is_field = true;
    getter.property = getter.info.name;
    getter.result = std::move(*mapped);
    getter.result_passing = model::Passing::const_ref;
    if (auto* reference = std::get_if<model::ObjectRef>(&getter.result.kind); reference && object) {
      reference->ownership = model::Ownership::borrowed;
      reference->is_const = type.getNonReferenceType().isConstQualified();
      getter.result_passing = model::Passing::mutable_ref;
      getter.is_const = false;
      getter.keeps_alive = {0};
    } else if (model::is<model::Scalar>(getter.result)) {
      getter.result_passing = model::Passing::value;
    }
    getter.facts.nothrow = model::is<model::Scalar>(getter.result);
    getter.facts.leaf = true;
    if (const auto* held = model::as<model::ObjectRef>(getter.result); held && held->ownership == model::Ownership::unique)
      return skip(field, names.front(), {"PG0213", "is a std::unique_ptr, which cannot be read without moving it out",
                                         "offer a method that returns a reference"});
    model::Function setter = getter;
    out_.methods.push_back(std::move(getter));
    const auto* held = model::as<model::ObjectRef>(setter.result);
    if (type.isConstQualified() || type->isReferenceType() || (held && held->ownership == model::Ownership::borrowed)) return;
    setter.role = Role::setter;
    setter.info.id += "=";
    setter.is_const = false;
    setter.info.name = "set_" + setter.info.name;
    setter.params.push_back({"value", setter.result, model::Passing::value, std::nullopt});
    setter.result = {model::Void{}, "void"};
    setter.result_passing = model::Passing::value;
    setter.keeps_alive.clear();
    out_.methods.push_back(std::move(setter));
  }

  void unnamed_enum(const clang::EnumDecl* decl) {
    for (const auto* each : decl->enumerators()) {
      const Names names = names_of(c_, each);
      if (left_out(each, names, names.front())) continue;
      out_.constants.push_back(constant_of(info_of(c_, each, names.front(), names, id_), each));
    }
  }

  void variable(const clang::VarDecl* variable) {
    const Names names = names_of(c_, variable);
    if (left_out(variable, names, names.front())) return;
    Refusal why;
    if (auto constant = make_constant(c_, variable, id_, why)) {
      out_.constants.push_back(std::move(*constant));
      return;
    }
    // A constant that is no literal is read from C++.
    Refusal refusal;
    auto mapped = variable->getType().isConstQualified() || variable->isConstexpr()
                      ? map_value(c_, variable->getType(), Use::field, refusal) : std::nullopt;
    if (!mapped) return skip(variable, names.front(), std::move(why));
    // An object lives as long as the library does.
    if (auto* object = std::get_if<model::ObjectRef>(&mapped->kind)) {
      if (!object_of(c_, variable->getType()) || variable->getType()->isPointerType()) return skip(variable, names.front(), std::move(why));
      object->ownership = model::Ownership::borrowed;
      object->is_const = true;
    }
    model::Function getter;
    getter.info = info_of(c_, variable, names.front(), names, id_);
    getter.role = Role::getter;
    getter.cpp_name = names.front();
    getter.is_field = true;
    getter.is_static = true;
    getter.property = getter.info.name;
    getter.result = std::move(*mapped);
    getter.result_passing = model::Passing::const_ref;
    getter.facts.leaf = true;
    out_.methods.push_back(std::move(getter));
  }

  /// A defaulted <=> brings == with it; what a record compares by is a flag unless it is the author's own rule.
  void finish_operators() {
    bool equal = false, compare = false, defaulted_compare = false;
    for (const auto& each : out_.methods) {
      equal = equal || each.role == Role::equal;
      compare = compare || each.role == Role::compare || each.role == Role::less;
    }
    const auto defaulted = [&](clang::OverloadedOperatorKind kind) {
      for (const auto* found : decl_->lookup(c_.ast.DeclarationNames.getCXXOperatorName(kind)))
        if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(found); method && method->isDefaulted()) return true;
      if (const auto outside = c_.index.operators.find(decl_->getCanonicalDecl()); outside != c_.index.operators.end())
        for (const auto* each : outside->second)
          if (each->getOverloadedOperator() == kind && each->isDefaulted()) return true;
      return false;
    };
    defaulted_compare = defaulted(clang::OO_Spaceship);
    out_.equality = equal || defaulted_compare;
    out_.ordering = compare;
    if (record_) {
      const bool plain_equal = defaulted(clang::OO_EqualEqual) || (!equal && defaulted_compare);
      std::erase_if(out_.methods, [&](const auto& each) {
        return (each.role == Role::equal && plain_equal) || (each.role == Role::compare && defaulted_compare);
      });
      return;
    }
    if (!equal && defaulted_compare) {
      for (const auto& each : out_.methods)
        if (each.role == Role::compare) {
          model::Function copy = each;
          copy.role = Role::equal;
          copy.info.name = copy.cpp_name = "operator==";
          copy.info.id = id_ + "::operator==(const " + id_ + "&)";
          copy.result = {model::Scalar::boolean, "bool"};
          out_.methods.push_back(std::move(copy));
          break;
        }
    }
  }

  /// Turns get/set methods into properties, where configuration or annotations ask for it.
  void properties() {
    if (record_) return;
    Names names = {id_};
    const std::vector<std::string> wanted = c_.overrides.properties(names);
    const auto pair_name = [](const std::string& name, const char* prefix) -> std::string {
      const std::string p = prefix;
      if (!name.starts_with(p) || name.size() <= p.size()) return {};
      std::string rest = name.substr(p.size());
      if (rest[0] == '_') return rest.substr(1);
      if (!std::isupper(static_cast<unsigned char>(rest[0]))) return {};
      rest[0] = char(std::tolower(static_cast<unsigned char>(rest[0])));
      return rest;
    };
    const bool every = std::find(wanted.begin(), wanted.end(), "*") != wanted.end();
    std::set<std::string> getters;
    const auto is_getter = [](const model::Function& f) {
      return f.role == Role::function && f.is_const && !f.is_static && f.params.empty() && !model::is<model::Void>(f.result);
    };
    const auto is_setter = [](const model::Function& f) {
      return f.role == Role::function && !f.is_const && !f.is_static && f.params.size() == 1;
    };
    const auto property_of = [&](const model::Function& f) {
      const std::string stripped = pair_name(f.info.name, "get");
      return stripped.empty() ? f.info.name : stripped;
    };
    const auto setter_of = [&](const model::Function& f) {
      const std::string stripped = pair_name(f.info.name, "set");
      return stripped.empty() ? f.info.name : stripped;
    };
    std::set<std::string> settable;
    for (const auto& f : out_.methods)
      if (is_setter(f)) settable.insert(setter_of(f));
    for (auto& f : out_.methods) {
      if (!is_getter(f)) continue;
      const std::string property = property_of(f);
      const bool asked = annotated_.contains(f.info.id) || std::find(wanted.begin(), wanted.end(), property) != wanted.end() ||
                         std::find(wanted.begin(), wanted.end(), f.info.name) != wanted.end();
      if (!asked && !(every && settable.contains(property))) continue;
      f.role = Role::getter;
      f.property = property;
      getters.insert(property);
    }
    std::set<std::string> set;
    for (auto& f : out_.methods) {
      if (!is_setter(f) || !getters.contains(setter_of(f))) continue;
      if (!set.insert(setter_of(f)).second) continue;
      f.role = Role::setter;
      f.property = setter_of(f);
    }
    for (const auto& name : wanted)
      if (name != "*" && !getters.contains(name) && !getters.contains(pair_name(name, "get")))
        c_.sink.error("PG0152", "[properties] names " + quote(name) + " of " + quote(id_) +
                                    ", which has no const method of that name without parameters",
                      c_.config.properties.contains(id_) ? c_.config.properties.at(id_).location : model::Location{},
                      "name a getter such as title() or get_title()");
  }

  Context& c_;
  const clang::CXXRecordDecl* decl_;
  model::DeclId id_;
  std::string name_;
  bool record_;
  Members& out_;
  bool iterates_ = false, indexed_ = false, iterated_ = false;
  llvm::DenseSet<const clang::Decl*> seen_;
  std::set<std::string> ids_, annotated_;
};

}  // namespace

void build_members(Context& c, const ExportedClass& entry, bool record, Members& out) {
  Builder(c, entry, record, out).run();
}

}  // namespace polyglue::input::cpp
