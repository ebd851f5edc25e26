// How parameters and results pass: by value or reference, and who owns the object behind a pointer.
#include "input/cpp/adapt.hpp"

namespace polyglue::input::cpp {
namespace {

using config::OwnershipRule;
using model::Ownership;
using model::Passing;

std::optional<OwnershipRule> annotated(const clang::Decl* decl) {
  if (annotation(decl, "owned")) return OwnershipRule::owned;
  if (annotation(decl, "borrowed")) return OwnershipRule::borrowed;
  if (annotation(decl, "static")) return OwnershipRule::statically;
  if (annotation(decl, "copy")) return OwnershipRule::copied;
  return std::nullopt;
}

/// `[[clang::lifetimebound]]` after the parameter list speaks of the object itself.
bool self_lifetimebound(const clang::FunctionDecl* function) {
  const auto* source = function->getTypeSourceInfo();
  if (!source) return false;
  for (clang::TypeLoc at = source->getTypeLoc(); !at.isNull(); at = at.getNextTypeLoc())
    if (const auto attributed = at.getAs<clang::AttributedTypeLoc>();
        !attributed.isNull() && llvm::isa_and_nonnull<clang::LifetimeBoundAttr>(attributed.getAttr()))
      return true;
  return false;
}

/// What the declaration itself says the result borrows from: 0 = self, n = n-th parameter.
std::vector<int> lifetimebound(const clang::FunctionDecl* function, unsigned first_param) {
  std::vector<int> out;
  if (self_lifetimebound(function)) out.push_back(0);
  for (unsigned i = 0; i < function->getNumParams(); ++i)
    if (function->getParamDecl(i)->hasAttr<clang::LifetimeBoundAttr>()) out.push_back(int(i + 1 - first_param));
  return out;
}

/// Parameters that are objects the host keeps a handle to.
std::vector<int> object_params(Context& c, const clang::FunctionDecl* function, unsigned first_param) {
  std::vector<int> out;
  for (unsigned i = first_param; i < function->getNumParams(); ++i) {
    const clang::QualType type = function->getParamDecl(i)->getType();
    const bool indirect = type->isReferenceType() || type->isPointerType();
    const clang::QualType target = type->isPointerType() ? type->getPointeeType() : type.getNonReferenceType();
    if (object_of(c, target) && (indirect || view_like(c, target))) out.push_back(int(i + 1 - first_param));
  }
  return out;
}

/// Is the object that a function is called on a record? That is made anew for every call.
bool self_is_record(Context& c, const clang::FunctionDecl* function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(function);
  const clang::QualType self = method && !method->isStatic() ? clang::QualType(c.ast.getCanonicalTagType(method->getParent()))
                                                             : function->getParamDecl(0)->getType().getNonReferenceType();
  const auto* decl = self->getAsCXXRecordDecl();
  return decl && exported(c, decl) && !object_of(c, self);
}

/// Applies `[keep_alive]`; without an entry, `inferred` stands.
std::vector<int> keep_alive(Context& c, const clang::FunctionDecl* function, unsigned first_param, const Names& names,
                            std::vector<int> inferred, bool has_self) {
  const auto rule = c.overrides.keep_alive(names);
  if (!rule) return inferred;
  if (*rule == "none") return {};
  if (*rule == "self") return has_self ? std::vector<int>{0} : inferred;
  for (unsigned i = first_param; i < function->getNumParams(); ++i)
    if (parameter_name(function, i) == *rule) return {int(i + 1 - first_param)};
  c.sink.error("PG0151", "[keep_alive] names the parameter " + quote(*rule) + " of " + quote(names.front()) +
                             ", which has none of that name", {c.config.file.string(), 0, 0},
               "write \"self\", \"none\" or the name of a parameter; what self keeps alive stays alive with it");
  return inferred;
}

struct Target {
  clang::QualType type;
  Passing passing;
};

Target take_apart(clang::QualType type) {
  if (type->isRValueReferenceType()) return {type.getNonReferenceType(), Passing::rvalue_ref};
  if (type->isLValueReferenceType()) {
    const clang::QualType target = type.getNonReferenceType();
    return {target, target.isConstQualified() ? Passing::const_ref : Passing::mutable_ref};
  }
  if (type->isPointerType()) {
    const clang::QualType target = type->getPointeeType();
    return {target, target.isConstQualified() ? Passing::const_pointer : Passing::pointer};
  }
  return {type, Passing::value};
}

/// Said by annotation or under [facts].
bool says(Context& c, const clang::FunctionDecl* function, const Names& names, const char* fact) {
  if (annotation(function, fact)) return true;
  const auto facts = c.overrides.facts(names);
  return std::find(facts.begin(), facts.end(), fact) != facts.end();
}

/// What to write about a parameter that the function may write to.
std::string out_line(const Names& names, const std::string& param) {
  return "write [ownership] " + quote(names.front() + "#" + param) + " = \"out\" if the function only writes it, \"inout\" if it reads it too";
}

/// Of a method: the pattern that speaks for its whole class.
std::string whole_class(const clang::FunctionDecl* function, const Names& names) {
  if (!llvm::isa<clang::CXXMethodDecl>(function)) return "";
  const std::string& name = names.front();
  return "; " + quote(name.substr(0, name.rfind("::")) + "::*") + " speaks for the whole class";
}

std::string ownership_line(const Names& names, const std::string& rule) {
  return "write [ownership] " + quote(names.back()) + " = " + quote(rule);
}

}  // namespace

std::optional<Passed> map_param(Context& c, const clang::FunctionDecl* function, unsigned index, const Names& names,
                                Refusal& why) {
  const auto* param = function->getParamDecl(index);
  const clang::QualType type = param->getOriginalType()->isArrayType() ? param->getType() : param->getType();
  const auto [target, passing] = take_apart(type);
  const std::string name = parameter_name(function, index);
  if (range_at(c, function, index) != Range::none) {
    why = {"PG0233", "takes a pointer in " + quote(name) + " and how far it reaches in " +
           quote(parameter_name(function, index + 1)) + ", which hosts cannot be trusted to keep in step",
           target.isConstQualified() ? "offer an overload with std::string_view or std::span"
                                     : "offer a function that returns what this one writes there"};
    return std::nullopt;
  }
  if (const auto* callback = function_in(c, target)) {
    if (passing == Passing::mutable_ref || type->isPointerType()) {
      why = {"PG0205", "takes a reference to the callback in " + quote(name) + ", which it may replace", "take it by value or const reference"};
      return std::nullopt;
    }
    note_callback_names(c, param->getTypeSourceInfo());
    auto mapped = map_callback(c, callback, spell(c, target.getUnqualifiedType()), why);
    if (!mapped) return std::nullopt;
    if (annotation(param, "nullable")) mapped = model::Type{model::Optional{*mapped}, mapped->cpp};
    return Passed{std::move(*mapped), passing};
  }
  auto object = object_of(c, target);
  if (!object) {
    if (passing == Passing::mutable_ref) {
      Refusal inner;
      auto value = map_value(c, target, Use::param, inner);
      if (!value && (inner.code == "PG0224" || inner.code == "PG0205")) why = inner;
      else
        why = {"PG0208", "may write to parameter " + quote(name) + " (" + spell(c, type) + ")", out_line(names, name)};
      return std::nullopt;
    }
    // map_value knows which pointers are values by themselves: text and optional records.
    auto value = map_value(c, type->isPointerType() ? type : target, Use::param, why);
    if (!value) {
      // A pointer to something that could be returned: most likely the function writes there.
      Refusal inner;
      if (passing == Passing::pointer && why.code == "PG0209" && !target->isVoidType() && !c.ast.hasSameType(target, c.ast.CharTy) &&
          (target->isPointerType() ? object_of(c, target->getPointeeType()).has_value() : map_value(c, target, Use::result, inner).has_value()))
        why = {"PG0208", "may write to parameter " + quote(name) + " (" + spell(c, type) + ")", out_line(names, name)};
      return std::nullopt;
    }
    if (const auto* held = model::as<model::ObjectRef>(*value);
        held && held->ownership == Ownership::unique && passing == Passing::const_ref) {
      why = {"PG0213", "takes a reference to a std::unique_ptr in " + quote(name), "take the object by reference"};
      return std::nullopt;
    }
    const bool text = type->isPointerType() && model::is<model::String>(*value);
    return Passed{std::move(*value), text ? Passing::value : passing};
  }
  const auto* decl = target->getAsCXXRecordDecl();
  std::optional<OwnershipRule> rule = c.overrides.ownership(names, name);
  if (!rule) rule = annotated(param);
  switch (passing) {
    case Passing::const_ref:
    case Passing::mutable_ref:
      object->ownership = Ownership::borrowed;
      return Passed{{*object, object->id}, passing};
    case Passing::pointer:
    case Passing::const_pointer: {
      if (rule == OwnershipRule::owned) {
        object->ownership = Ownership::unique;
        return Passed{{*object, "std::unique_ptr<" + spell(c, target) + ">"}, Passing::pointer};
      }
      object->ownership = Ownership::borrowed;
      model::Type inner{*object, object->id};
      return Passed{{model::Optional{std::move(inner)}, spell(c, type.getUnqualifiedType())}, passing};
    }
    default:
      if (!copyable(c, decl)) {
        why = {"PG0213", "takes " + quote(object->id) + " by value in parameter " + quote(name) +
               ", but the class cannot be copied out of its handle", "take a reference or std::unique_ptr<" + object->id + ">"};
        return std::nullopt;
      }
      object->is_const = false;
      return Passed{{*object, object->id}, passing};
  }
}

clang::QualType return_type(Context& c, const clang::FunctionDecl* function, Refusal& why) {
  if (function->getReturnType()->isUndeducedType())
    c.sema.DeduceReturnType(const_cast<clang::FunctionDecl*>(function), clang::SourceLocation(), false);
  if (!function->getReturnType()->isUndeducedType()) return function->getReturnType();
  why = {"PG0231", "has a deduced result that cannot be known from the headers", "write the result type out"};
  return {};
}

std::optional<Returned> map_result(Context& c, const clang::FunctionDecl* function, clang::QualType type, bool has_self,
                                   unsigned first_param, const Names& names, Refusal& why) {
  Returned out;
  complete(c, type.getNonReferenceType());
  const std::string name = template_name(c, type);
  if (name == "std::expected" || name == "tl::expected") {
    const auto arguments = arguments_of(c, type);
    auto value = map_value(c, arguments.at(0).getAsType(), Use::result, why);
    if (!value) return std::nullopt;
    const clang::QualType error = arguments.at(1).getAsType();
    const auto found = c.expected_errors.find(c.ast.getCanonicalType(error.getUnqualifiedType()).getAsOpaquePtr());
    if (found == c.expected_errors.end()) {
      map_value(c, error, Use::result, why);
      if (why.code.empty()) why = foreign_class(c, error);
      return std::nullopt;
    }
    out.type = std::move(*value);
    out.expected_error = found->second;
    if (view_like(c, arguments.at(0).getAsType()) && model::is<model::ObjectRef>(out.type)) {
      out.keeps_alive = object_params(c, function, first_param);
      if (has_self) out.keeps_alive = {0};
    }
    out.keeps_alive = keep_alive(c, function, first_param, names, out.keeps_alive, has_self);
    return out;
  }

  const auto [target, passing] = take_apart(type);
  out.passing = passing;
  std::optional<OwnershipRule> rule = c.overrides.ownership(names);
  if (!rule) rule = annotated(function);
  const std::vector<int> bound = lifetimebound(function, first_param);
  auto object = object_of(c, target);

  if (!object || passing == Passing::value || passing == Passing::rvalue_ref) {
    const bool pointer = passing == Passing::pointer || passing == Passing::const_pointer;
    if (pointer && !object && target->isRecordType() && (rule == OwnershipRule::copied || rule == OwnershipRule::borrowed || !bound.empty())) {
      auto value = map_value(c, target, Use::result, why);
      if (!value) return std::nullopt;
      out.type = {model::Optional{std::move(*value)}, spell(c, type.getUnqualifiedType())};
      return out;
    }
    auto value = map_value(c, pointer ? type : target, Use::result, why);
    if (!value) {
      if (pointer && target->isRecordType() && exported(c, target->getAsCXXRecordDecl()))
        why = {"PG0202", "returns " + quote(spell(c, type)) + ", a raw pointer whose ownership is unknown",
               ownership_line(names, "copy") + " if the value shall be copied"};
      return std::nullopt;
    }
    if (type->isLValueReferenceType() && !value_copyable(c, target)) {
      why = {"PG0213", "returns a reference to " + quote(spell(c, target)) + ", which cannot be copied",
             "return a reference to the object itself"};
      return std::nullopt;
    }
    if (model::is<model::String>(*value) && pointer) out.passing = Passing::value;
    // A null C string is an error at the boundary; it has no optional form.
    if (says(c, function, names, "nullable") && !model::is<model::Optional>(*value) && value->cpp != "const char*") {
      const std::string cpp = value->cpp;
      value = model::Type{model::Optional{std::move(*value)}, cpp};
    }
    out.type = std::move(*value);
    // A by-value cursor, node or iterator may point into what it came from.
    std::vector<int> inferred = bound;
    if (inferred.empty() && view_like(c, target) && !model::is<model::String>(out.type)) {
      inferred = object_params(c, function, first_param);
      if (has_self) inferred.insert(inferred.begin(), 0);
    }
    const auto holds_objects = [&](auto&& self, const model::Type& t) -> bool {
      if (model::is<model::ObjectRef>(t)) return true;
      if (const auto* s = model::as<model::Sequence>(t)) return self(self, *s->element);
      if (const auto* s = model::as<model::Set>(t)) return self(self, *s->element);
      if (const auto* o = model::as<model::Optional>(t)) return self(self, *o->value);
      if (const auto* m = model::as<model::Map>(t)) return self(self, *m->key) || self(self, *m->value);
      if (const auto* u = model::as<model::Tuple>(t))
        for (const auto& item : u->items)
          if (self(self, item)) return true;
      return false;
    };
    if (!holds_objects(holds_objects, out.type)) inferred = bound;
    out.keeps_alive = keep_alive(c, function, first_param, names, inferred, has_self);
    return out;
  }

  // A reference or pointer to an object.
  const auto* decl = target->getAsCXXRecordDecl();
  const bool pointer = passing == Passing::pointer || passing == Passing::const_pointer;
  std::vector<int> keeps = bound;
  if (!rule && !bound.empty()) rule = OwnershipRule::borrowed;
  if (!rule && has_self && !pointer) rule = OwnershipRule::borrowed;
  if (!rule) {
    const auto objects = object_params(c, function, first_param);
    if (pointer)
      why = {"PG0202", "returns " + quote(spell(c, type)) + ", a raw pointer whose ownership is unknown",
             ownership_line(names, "owned") + ", " + quote("borrowed") + ", " + quote("static") + " or " + quote("copy") +
                 whole_class(function, names)};
    else
      why = {"PG0210", "returns a reference to " + quote(object->id) + " and does not say what it belongs to",
             ownership_line(names, objects.empty() ? "static" : "borrowed") + " or add [[clang::lifetimebound]]"};
    return std::nullopt;
  }
  switch (*rule) {
    case OwnershipRule::owned:
      if (!pointer) {
        why = {"PG0210", "returns a reference, which the caller cannot own", ownership_line(names, "borrowed")};
        return std::nullopt;
      }
      object->ownership = Ownership::unique;
      object->is_const = false;
      break;
    case OwnershipRule::copied:
      if (!copyable(c, decl)) {
        why = {"PG0213", "shall be copied, but " + quote(object->id) + " cannot be", ownership_line(names, "borrowed")};
        return std::nullopt;
      }
      object->ownership = Ownership::value;
      object->is_const = false;
      keeps = view_like(c, target) && has_self ? std::vector<int>{0} : std::vector<int>{};
      break;
    case OwnershipRule::borrowed:
      object->ownership = Ownership::borrowed;
      if (keeps.empty()) {
        if (has_self) keeps = {0};
        else keeps = object_params(c, function, first_param);
        if (keeps.size() > 1) keeps.resize(1);
      }
      if (keeps.empty() && c.overrides.keep_alive(names) == std::nullopt) {
        why = {"PG0210", "shall be borrowed, but there is no object it could belong to", ownership_line(names, "static")};
        return std::nullopt;
      }
      if (has_self && keeps == std::vector<int>{0} && self_is_record(c, function)) {
        why = {"PG0210", "returns a reference to " + quote(object->id) + " out of a record, which is made anew for every call",
               ownership_line(names, "copy") + ", or " + quote("static") + " if it never belongs to the record"};
        return std::nullopt;
      }
      break;
    case OwnershipRule::statically: object->ownership = Ownership::borrowed; break;
    case OwnershipRule::out: case OwnershipRule::inout: break;  // said of parameters only
  }
  model::Type result{*object, object->id};
  if (object->ownership == Ownership::unique) result.cpp = "std::unique_ptr<" + object->id + ">";
  const bool nullable = pointer && !says(c, function, names, "nonnull");
  out.type = nullable ? model::Type{model::Optional{std::move(result)}, spell(c, type.getUnqualifiedType())} : std::move(result);
  out.keeps_alive = keep_alive(c, function, first_param, names, keeps, has_self);
  return out;
}

std::vector<int> constructor_keeps(Context& c, const clang::CXXConstructorDecl* constructor, const Names& names) {
  std::vector<int> keeps = lifetimebound(constructor, 0);
  if (keeps.empty() && view_like(c, c.ast.getCanonicalTagType(constructor->getParent()))) keeps = object_params(c, constructor, 0);
  return keep_alive(c, constructor, 0, names, keeps, false);
}

}  // namespace polyglue::input::cpp
