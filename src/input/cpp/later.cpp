// Functions whose result comes later: as a future, a coroutine's task, or by a callback that is called once.
#include "input/cpp/adapt.hpp"
#include "input/cpp/streams.hpp"
#include "model/spelling.hpp"

namespace polyglue::input::cpp {
namespace {

using model::Type;

bool names_view(const std::string& cpp) {
  for (const char* word : {"string_view", "std::span<", "std::initializer_list<", "*"})
    if (cpp.find(word) != std::string::npos) return true;
  return false;
}

/// What the shim can keep a copy of, as long as it takes: everything that owns what it holds, and a view that is
/// an argument by itself.
bool keepable(const Context& c, const model::Parameter& param) {
  const Type& type = param.type;
  const auto* optional = model::as<model::Optional>(type);
  const Type& value = optional ? *optional->value : type;
  if (model::is<model::ObjectRef>(value) || is_callback(c, type)) return true;
  if (model::is<model::String>(value)) return true;
  if (model::is<model::Bytes>(type)) return true;
  if (const auto* sequence = model::as<model::Sequence>(type)) {
    const bool bits = model::shows_memory(type) && sequence->element->cpp == "bool";
    return !bits && !points_into(c, *sequence->element);
  }
  return !points_into(c, type);
}

}  // namespace

bool points_into(const Context& c, const Type& type, int depth) {
  if (depth > 8) return false;
  const auto inner = [&](const Type& each) { return points_into(c, each, depth + 1); };
  if (model::is<model::String>(type) || model::is<model::Bytes>(type)) return names_view(type.cpp);
  if (const auto* s = model::as<model::Sequence>(type)) return names_view(type.cpp) || inner(*s->element);
  if (const auto* s = model::as<model::Set>(type)) return inner(*s->element);
  if (const auto* o = model::as<model::Optional>(type)) return inner(*o->value);
  if (const auto* m = model::as<model::Map>(type)) return inner(*m->key) || inner(*m->value);
  if (const auto* o = model::as<model::ObjectRef>(type)) return o->ownership == model::Ownership::borrowed;
  if (const auto* t = model::as<model::Tuple>(type)) {
    for (const auto& item : t->items) if (inner(item)) return true;
  }
  const auto* named = model::as<model::Named>(type);
  if (!named) return false;
  if (const auto* record = c.library.find_as<model::Record>(named->id)) {
    for (const auto& field : record->fields) if (inner(field.type)) return true;
  }
  if (const auto* variant = c.library.find_as<model::Variant>(named->id)) {
    for (const auto& each : variant->alternatives) if (inner(each.type)) return true;
  }
  return false;
}

std::optional<clang::QualType> comes_later(const Context& c, clang::QualType type) {
  const std::string name = template_name(c, type);
  const bool known = name == "std::future" || name == "std::shared_future" || c.index.tasks.contains(name);
  if (!known) return std::nullopt;
  const auto arguments = arguments_of(c, type);
  if (arguments.empty() || arguments[0].getKind() != clang::TemplateArgument::Type) return std::nullopt;
  return arguments[0].getAsType();
}

bool says_async(const Context& c, const clang::FunctionDecl* decl, const Names& names) {
  if (annotation(decl, "async")) return true;
  const auto facts = c.overrides.facts(names);
  return std::find(facts.begin(), facts.end(), "async") != facts.end();
}

bool is_stop_token(const Context& c, clang::QualType type) {
  const auto* decl = type.getNonReferenceType()->getAsCXXRecordDecl();
  return decl && qualified_name(c, decl) == "std::stop_token";
}

std::optional<Refusal> refuse_kept(const Context& c, const model::Parameter& param) {
  if (keepable(c, param)) return std::nullopt;
  return Refusal{"PG0207", "takes views inside of " + quote(param.name) + ", which cannot be kept until it has finished", "take a value that owns what it holds"};
}

std::optional<Refusal> refuse_later(const Context& c, const clang::FunctionDecl* decl, const model::Function& function, bool by_reference) {
  const std::string hint = "offer a function that waits";
  if (function.role != model::Role::function)
    return Refusal{"PG0207", "is an operator, property or constructor whose result comes later", "offer a function with a name"};
  if (by_reference || points_into(c, function.result))
    return Refusal{"PG0207", "gives " + quote(spell(c, decl->getReturnType())) + " later, which would point into memory that may be gone by then",
                   "give a value that owns what it holds"};
  if (!function.keeps_alive.empty())
    return Refusal{"PG0207", "gives later an object that points into another", "write [keep_alive] " + quote(qualified_name(c, decl)) + " = \"none\" if it does not"};
  for (const auto& param : function.params)
    if (auto refusal = refuse_kept(c, param)) return refusal;
  return std::nullopt;
}

/// `std::function<void(T)>` and its like at `index`: the result of the function, its type in `result`.
bool Adapter::take_completion(unsigned index, clang::QualType& result, Refusal& why) {
  const clang::QualType type = decl_->getParamDecl(index)->getType().getNonReferenceType();
  const auto* function = function_in(c_, type);
  const std::string name = parameter_name(decl_, index);
  const auto refuse = [&](const std::string& reason) {
    why = {"PG0207", reason, "let the last parameter be std::function<void(T)>, std::function<void(std::exception_ptr, T)> or std::function<void(std::expected<T, E>)>"};
    return false;
  };
  if (!function || index + 1 != decl_->getNumParams()) return refuse("is said to be async, but its last parameter is no std::function");
  if (!function->getReturnType()->isVoidType() || function->isNothrow()) return refuse("takes " + quote(name) + ", which is async and so returns nothing and may throw");
  if (!decl_->getReturnType()->isVoidType() || llvm::isa<clang::CXXConstructorDecl>(decl_)) return refuse("returns something beside what it gives to " + quote(name));
  unsigned first = 0;
  const auto* record = function->getNumParams() ? function->getParamType(0).getNonReferenceType()->getAsCXXRecordDecl() : nullptr;
  if (record && record->getName() == "exception_ptr") first = 1;
  if (function->getNumParams() > first + 1) return refuse("gives more than one value to " + quote(name));
  result = function->getNumParams() == first ? c_.ast.VoidTy : function->getParamType(first).getNonReferenceType().getUnqualifiedType();
  used_ = true;
  completes_ = spell(c_, result);
  arguments_.push_back(spell(c_, type.getUnqualifiedType()) + "(std::move(done))");
  return true;
}

}  // namespace polyglue::input::cpp
