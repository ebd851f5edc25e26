// Functions that hosts give: std::function and its like, function pointers with their user data.
#include <algorithm>

#include "input/cpp/adapt.hpp"
#include "input/cpp/build.hpp"
#include "input/cpp/streams.hpp"
#include "model/spelling.hpp"

namespace polyglue::input::cpp {
namespace {

using config::OwnershipRule;
using model::Ownership;
using model::Passing;
using model::Type;

const void* key_of(Context& c, const clang::FunctionProtoType* type) {
  return c.ast.getCanonicalType(clang::QualType(type, 0)).getAsOpaquePtr();
}

bool is_user_data(clang::QualType type) { return type->isVoidPointerType() && !type->getPointeeType().isConstQualified(); }

const clang::FunctionProtoType* pointee_of(clang::QualType type) {
  if (!type->isPointerType()) return nullptr;
  return type->getPointeeType()->getAs<clang::FunctionProtoType>();
}

/// Which parameter of a function pointer's type is its user data: the only void*, at either end.
std::optional<unsigned> user_data_of(const clang::FunctionProtoType* type) {
  const unsigned count = type->getNumParams();
  std::optional<unsigned> found;
  for (unsigned i = 0; i < count; ++i) {
    if (!is_user_data(type->getParamType(i))) continue;
    if (found) return std::nullopt;
    found = i;
  }
  if (!found || (*found != 0 && *found + 1 != count)) return std::nullopt;
  return found;
}

/// The same type without its user data.
const clang::FunctionProtoType* without(Context& c, const clang::FunctionProtoType* type, unsigned user) {
  std::vector<clang::QualType> params(type->param_type_begin(), type->param_type_end());
  params.erase(params.begin() + user);
  clang::FunctionProtoType::ExtProtoInfo plain;
  return c.ast.getFunctionType(type->getReturnType(), params, plain)->getAs<clang::FunctionProtoType>();
}

/// Goes through aliases, pointers and the argument of std::function to where the parameters are written.
clang::FunctionProtoTypeLoc find_parameters(clang::TypeLoc at) {
  for (int depth = 0; !at.isNull() && depth < 16; ++depth) {
    if (const auto found = at.getAs<clang::FunctionProtoTypeLoc>(); !found.isNull()) return found;
    if (const auto instance = at.getAs<clang::TemplateSpecializationTypeLoc>(); !instance.isNull()) {
      if (instance.getNumArgs() == 0 || !instance.getArgLoc(0).getTypeSourceInfo()) return {};
      at = instance.getArgLoc(0).getTypeSourceInfo()->getTypeLoc();
    } else if (const auto alias = at.getAs<clang::TypedefTypeLoc>(); !alias.isNull()) {
      at = alias.getDecl()->getTypeSourceInfo()->getTypeLoc();
    } else {
      at = at.getNextTypeLoc();
    }
  }
  return {};
}

}  // namespace

bool same_crossing(const Type& a, const Type& b) {
  if (a.kind.index() != b.kind.index()) return false;
  const auto all = [](const std::vector<Type>& x, const std::vector<Type>& y) {
    return std::equal(x.begin(), x.end(), y.begin(), y.end(), same_crossing);
  };
  if (const auto* s = model::as<model::Sequence>(a)) return same_crossing(*s->element, *model::as<model::Sequence>(b)->element);
  if (const auto* s = model::as<model::Set>(a)) return same_crossing(*s->element, *model::as<model::Set>(b)->element);
  if (const auto* o = model::as<model::Optional>(a)) return same_crossing(*o->value, *model::as<model::Optional>(b)->value);
  if (const auto* t = model::as<model::Tuple>(a)) return all(t->items, model::as<model::Tuple>(b)->items);
  if (const auto* m = model::as<model::Map>(a)) {
    const auto* other = model::as<model::Map>(b);
    return same_crossing(*m->key, *other->key) && same_crossing(*m->value, *other->value);
  }
  return a.kind == b.kind;
}

namespace {

bool same_signature(const model::Callback& a, const model::Callback& b) {
  return same_crossing(a.result, b.result) &&
         std::equal(a.params.begin(), a.params.end(), b.params.begin(), b.params.end(), [](const auto& x, const auto& y) {
           return same_crossing(x.type, y.type);
         });
}

std::optional<Passed> map_argument(Context& c, clang::QualType type, const std::string& name, Refusal& why) {
  if (function_in(c, type.getNonReferenceType()) || pointee_of(type)) {
    why = {"PG0205", "takes a callback that takes a callback itself, in " + quote(name), "let it take an object with a method to call"};
    return std::nullopt;
  }
  const bool reference = type->isLValueReferenceType(), pointer = type->isPointerType();
  const clang::QualType target = pointer ? type->getPointeeType() : type.getNonReferenceType();
  const bool is_const = target.isConstQualified();
  if (auto object = object_of(c, target)) {
    if (!reference && !pointer) {
      const auto* decl = target->getAsCXXRecordDecl();
      if (!movable(c, decl) && !copyable(c, decl)) {
        why = {"PG0213", "gives the callback a " + quote(object->id) + " by value, which cannot be moved", "give a reference"};
        return std::nullopt;
      }
      object->is_const = false;
      return Passed{{*object, object->id}, Passing::value};
    }
    object->ownership = Ownership::borrowed;
    if (reference) return Passed{{*object, object->id}, is_const ? Passing::const_ref : Passing::mutable_ref};
    return Passed{{model::Optional{Type{*object, object->id}}, spell(c, type.getUnqualifiedType())},
                  is_const ? Passing::const_pointer : Passing::pointer};
  }
  if (reference && !is_const) {
    why = {"PG0205", "takes a callback that may write to its parameter " + quote(name) + " (" + spell(c, type) + ")",
           "let the callback return the value"};
    return std::nullopt;
  }
  auto mapped = map_value(c, pointer ? type : target, pointer ? Use::param : Use::result, why);
  if (!mapped) return std::nullopt;
  const bool foreign_range = model::is<model::Sequence>(*mapped) && !mapped->cpp.starts_with("std::");
  const bool writable = mapped->cpp.starts_with("std::span<") && !mapped->cpp.starts_with("std::span<const ");
  if (foreign_range || writable) {
    why = {"PG0205", "takes a callback with a " + quote(spell(c, type)) + ", which hosts cannot be given", "give it a std::vector or std::span<const T>"};
    return std::nullopt;
  }
  return Passed{std::move(*mapped), reference ? Passing::const_ref : Passing::value};
}

std::optional<Type> map_outcome(Context& c, clang::QualType type, Refusal& why) {
  if (type->isReferenceType() || function_in(c, type)) {
    why = {"PG0205", "takes a callback that returns " + quote(spell(c, type)) + ", which nobody would own", "return by value"};
    return std::nullopt;
  }
  auto mapped = map_value(c, type, Use::param, why);
  if (mapped && shows_memory(*mapped)) {
    why = {"PG0205", "takes a callback that returns " + quote(spell(c, type)) + ", memory that nobody would own", "return std::string or std::vector"};
    return std::nullopt;
  }
  return mapped;
}

/// "FnI32StringToF64".
std::string name_of(Context& c, const model::Callback& callback) {
  std::string name = "Fn";
  // An object is another thing to the host when it is lent than when it is given.
  const auto word = [&](const Type& type) {
    const auto* object = model::as<model::ObjectRef>(type);
    const bool shared = object && object->ownership == Ownership::shared, lent = !object || object->ownership == Ownership::borrowed;
    return (shared ? "Shared" : lent ? "" : "Own") + capital(word_for(c, type));
  };
  for (const auto& param : callback.params) name += word(param.type);
  if (!model::is<model::Void>(callback.result)) name += "To" + word(callback.result);
  return name;
}

}  // namespace

const clang::FunctionProtoType* function_in(Context& c, clang::QualType type) {
  const std::string name = template_name(c, type);
  if (name != "std::function" && name != "std::move_only_function" && name != "std::copyable_function") return nullptr;
  const auto arguments = arguments_of(c, type);
  if (arguments.empty() || arguments[0].getKind() != clang::TemplateArgument::Type) return nullptr;
  return arguments[0].getAsType()->getAs<clang::FunctionProtoType>();
}

void note_callback(Context& c, const clang::TypedefNameDecl* alias) {
  const clang::QualType type = alias->getUnderlyingType();
  const auto* function = function_in(c, type);
  if (!function) {
    function = pointee_of(type);
    const auto user = function ? user_data_of(function) : std::nullopt;
    if (!user) return;
    function = without(c, function, *user);
  }
  auto& entry = c.index.callbacks[key_of(c, function)];
  if (!entry.alias) entry.alias = alias;
  note_callback_names(c, alias->getTypeSourceInfo());
}

void note_callback_names(Context& c, const clang::TypeSourceInfo* source) {
  if (!source) return;
  const clang::FunctionProtoTypeLoc at = find_parameters(source->getTypeLoc());
  if (at.isNull()) return;
  const clang::FunctionProtoType* type = at.getTypePtr();
  std::optional<unsigned> user;
  if (pointee_of(source->getType())) {
    user = user_data_of(type);
    if (user) type = without(c, type, *user);
  }
  auto& entry = c.index.callbacks[key_of(c, type)];
  if (!entry.params.empty()) return;
  for (unsigned i = 0; i < at.getNumParams(); ++i)
    if (i != user) entry.params.push_back(at.getParam(i) ? at.getParam(i)->getNameAsString() : "");
}

std::optional<Type> map_callback(Context& c, const clang::FunctionProtoType* type, std::string cpp, Refusal& why) {
  const void* key = key_of(c, type);
  if (!c.index.callbacks[key].id.empty()) return Type{model::Named{c.index.callbacks[key].id}, std::move(cpp)};
  if (type->isNothrow() || type->isVariadic()) {
    why = {"PG0205", "takes the callback " + quote(cpp) + ", which is noexcept or variadic; hosts may fail", "let it be std::function<R(A...)>"};
    return std::nullopt;
  }
  const CallbackType known = c.index.callbacks[key];
  model::Callback out;
  for (unsigned i = 0; i < type->getNumParams(); ++i) {
    model::Parameter param;
    if (i < known.params.size()) param.name = known.params[i];
    if (param.name.empty()) param.name = type->getNumParams() == 1 ? "value" : "arg" + std::to_string(i);
    auto mapped = map_argument(c, type->getParamType(i), param.name, why);
    if (!mapped) return std::nullopt;
    param.type = std::move(mapped->type);
    param.passing = mapped->passing;
    out.params.push_back(std::move(param));
  }
  auto result = map_outcome(c, type->getReturnType(), why);
  if (!result) return std::nullopt;
  out.result = std::move(*result);
  if (known.alias) {
    const Names names = names_of(c, known.alias);
    c.overrides.declare(names);
    out.info = info_of(c, known.alias, qualified_name(c, known.alias), names);
    if (const auto* scope = llvm::dyn_cast<clang::CXXRecordDecl>(known.alias->getDeclContext()))
      if (const auto* entry = exported(c, scope)) out.info.scope = entry->id;
  } else {
    // One for all that cross alike, however C++ spells them.
    out.info.name = name_of(c, out);
    out.info.id = spell(c, clang::QualType(type, 0));
    int alike = 1;
    for (const auto& decl : c.library.decls) {
      const auto* other = std::get_if<model::Callback>(&decl);
      if (!other || !other->info.location.file.empty()) continue;
      if (same_signature(*other, out)) {
        c.index.callbacks[key].id = other->info.id;
        return Type{model::Named{other->info.id}, std::move(cpp)};
      }
      if (other->info.name == out.info.name) out.info.name = name_of(c, out) + std::to_string(++alike);
    }
  }
  c.index.callbacks[key].id = out.info.id;
  Type named{model::Named{out.info.id}, std::move(cpp)};
  c.emit(std::move(out));
  return named;
}

bool is_callback(const Context& c, const Type& type) {
  if (const auto* optional = model::as<model::Optional>(type)) return is_callback(c, *optional->value);
  const auto* named = model::as<model::Named>(type);
  return named && c.library.find_as<model::Callback>(named->id);
}

/// `R (*f)(A..., void*), void* user`, in either order, as one std::function<R(A...)>.
unsigned Adapter::take_callback(unsigned index, std::optional<OwnershipRule> rule, std::optional<model::Parameter>& param, Refusal& why) {
  if (index + 1 >= decl_->getNumParams()) return 0;
  const bool data_first = is_user_data(decl_->getParamDecl(index)->getType());
  const unsigned function_at = data_first ? index + 1 : index, data_at = data_first ? index : index + 1;
  const auto* pointee = pointee_of(decl_->getParamDecl(function_at)->getType());
  if (!pointee || !is_user_data(decl_->getParamDecl(data_at)->getType())) return 0;
  const auto user = user_data_of(pointee);
  if (!user) return 0;
  const std::string name = parameter_name(decl_, function_at);
  if (data_first) {
    rule = c_.overrides.ownership(names_, name);
    if (!rule && annotation(decl_->getParamDecl(function_at), "borrowed")) rule = OwnershipRule::borrowed;
    if (!rule && annotation(decl_->getParamDecl(function_at), "static")) rule = OwnershipRule::statically;
  } else if (!rule) {
    if (annotation(decl_->getParamDecl(index), "borrowed")) rule = OwnershipRule::borrowed;
    if (annotation(decl_->getParamDecl(index), "static")) rule = OwnershipRule::statically;
  }
  if (rule != OwnershipRule::borrowed && rule != OwnershipRule::statically) {
    why = {"PG0238", "takes the function pointer " + quote(name) + " and does not say how long it keeps it",
           "write [ownership] " + quote(names_.front() + "#" + name) + " = \"borrowed\" if it only calls it during the call, \"static\" if it may keep it for ever"};
    return 0;
  }
  if (pointee->isNothrow()) {
    why = {"PG0205", "takes the noexcept function pointer " + quote(name) + "; hosts may fail", "remove noexcept from its type"};
    return 0;
  }
  note_callback_names(c_, decl_->getParamDecl(function_at)->getTypeSourceInfo());
  const auto* plain = without(c_, pointee, *user);
  const std::string cpp = "std::function<" + spell(c_, clang::QualType(plain, 0)) + ">";
  auto mapped = map_callback(c_, plain, cpp, why);
  if (!mapped) return 0;
  const auto* declared = decl_->getMostRecentDecl()->getParamDecl(function_at);
  const bool nullable = annotation(decl_->getParamDecl(function_at), "nullable") || declared->hasDefaultArg();
  if (nullable) mapped = Type{model::Optional{*mapped}, cpp};
  used_ = takes_functions_ = true;
  const std::string local_name = local();
  ++locals_;
  declared_.push_back(cpp + " " + local_name);
  std::string place = "&" + local_name;
  if (rule == OwnershipRule::statically) {
    place = local_name + "Kept";
    before_ += "  static std::mutex lock;\n  static auto& all = *new std::list<" + cpp + ">;  // the library may keep it for ever\n" +
               "  std::unique_lock<std::mutex> guard(lock);\n  auto* const " + place + " = &all.emplace_back(std::move(" + local_name + "));\n  guard.unlock();\n";
  }
  std::string params, arguments;
  for (unsigned i = 0; i < pointee->getNumParams(); ++i) {
    const std::string each = i == *user ? "user" : "a" + std::to_string(i);
    params += (i ? ", " : "") + spell(c_, pointee->getParamType(i)) + " " + each;
    if (i != *user) arguments += (arguments.empty() ? "" : ", ") + ("std::forward<" + spell(c_, pointee->getParamType(i)) + ">(" + each + ")");
  }
  std::string function = "[](" + params + ") -> " + spell(c_, pointee->getReturnType()) + " { return (*static_cast<" + cpp + "*>(user))(" + arguments + "); }";
  std::string data = "static_cast<void*>(" + place + ")";
  if (nullable) {
    const std::string held = rule == OwnershipRule::statically ? "*" + place : local_name;
    function = held + " ? +" + function + " : nullptr";
    data = held + " ? " + data + " : nullptr";
  }
  arguments_.push_back(data_first ? data : function);
  arguments_.push_back(data_first ? function : data);
  param = model::Parameter{name, std::move(*mapped), Passing::value, std::nullopt};
  if (nullable) param->default_value = model::Literal{model::NullLiteral{}};
  return 2;
}

}  // namespace polyglue::input::cpp
