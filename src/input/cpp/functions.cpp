#include <vector>

#include "input/cpp/adapt.hpp"
#include "input/cpp/build.hpp"
#include "input/cpp/literals.hpp"
#include "input/cpp/streams.hpp"

namespace polyglue::input::cpp {
namespace {

bool nothrow(Context& c, const clang::FunctionDecl* decl) {
  const auto* type = decl->getType()->getAs<clang::FunctionProtoType>();
  if (!type) return false;
  if (clang::isUnresolvedExceptionSpec(type->getExceptionSpecType()))
    type = c.sema.ResolveExceptionSpec(decl->getLocation(), type);
  return type && type->isNothrow();
}

model::Facts facts_of(Context& c, const clang::FunctionDecl* decl, const Names& names) {
  model::Facts facts;
  facts.nothrow = nothrow(c, decl) || annotation(decl, "nothrow");
  facts.blocking = annotation(decl, "blocking").has_value();
  facts.pure = decl->hasAttr<clang::PureAttr>() || decl->hasAttr<clang::ConstAttr>() || annotation(decl, "pure");
  // An inline method that cannot throw and can run at compile time touches neither locks nor files.
  facts.leaf = annotation(decl, "leaf").has_value() || (facts.nothrow && decl->isConstexpr());
  for (const auto& fact : c.overrides.facts(names)) {
    if (fact == "blocking") facts.blocking = true;
    if (fact == "leaf") facts.leaf = true;
    if (fact == "pure") facts.pure = true;
    if (fact == "nothrow") facts.nothrow = true;
  }
  if (facts.blocking) facts.leaf = false;
  return facts;
}

std::optional<Refusal> form_refusal(const clang::FunctionDecl* decl) {
  if (decl->isVariadic())
    return Refusal{"PG0211", "takes any number of arguments through ...", "offer an overload with a std::span or std::string"};
  if (decl->isConsteval()) return Refusal{"PG0232", "exists at compile time only", "make it constexpr"};
  if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(decl)) {
    if (method->getRefQualifier() == clang::RQ_RValue)
      return Refusal{"PG0212", "may only be called on a temporary (&&), which a handle never is", "offer an overload without &&"};
    if (method->isVolatile()) return Refusal{"PG0212", "is volatile", "offer an overload without volatile"};
    if (method->isExplicitObjectMemberFunction())
      return Refusal{"PG0212", "names its object parameter explicitly", "use an ordinary method"};
  }
  return std::nullopt;
}

/// Default arguments may stand in any declaration of the function; Clang carries them to the last.
const clang::Expr* default_argument(const clang::FunctionDecl* decl, unsigned index) {
  const auto* param = decl->getMostRecentDecl()->getParamDecl(index);
  if (!param->hasDefaultArg() || param->hasUnparsedDefaultArg()) return nullptr;
  if (param->hasUninstantiatedDefaultArg()) return param->getUninstantiatedDefaultArg();
  return param->getDefaultArg();
}

/// Whether the default is a list written in the header: no other expression than the call can give it.
bool ends_with_its_call(const model::Parameter& param) {
  return param.default_value && std::holds_alternative<model::OpaqueLiteral>(param.default_value->value) &&
         param.type.cpp.find("std::initializer_list<") != std::string::npos;
}

/// What gives the elements of a stream.
model::Function& next_of(Context& c, const model::Type& stream) {
  for (auto& decl : c.library.decls)
    if (model::info(decl).id == stream.cpp) return std::get<model::Object>(decl).methods.front();
  llvm_unreachable("a stream is declared where it is first used");
}

/// Makes a function whose result is a stream: its arguments and objects last as long as that.
bool give_stream(Context& c, const clang::FunctionDecl* decl, const StreamType& stream, const Adapter& adapter, bool has_self, model::Function& out, Refusal& why) {
  if (out.is_async) {
    why = {"PG0207", "gives a stream later", "return the stream itself: its first element may come later"};
    return false;
  }
  for (const auto& param : out.params) {
    if (auto refusal = refuse_kept(c, param)) {
      why = std::move(*refusal);
      return false;
    }
  }
  if (adapter.has_locals()) {
    why = {"PG0207", "takes what exists during the call only, and goes on after it", "take std::string_view, std::span or std::function"};
    return false;
  }
  auto type = map_stream(c, decl, stream, why);
  if (!type) return false;
  out.result = std::move(*type);
  // Its elements may come from these.
  out.keeps_alive.clear();
  if (has_self) out.keeps_alive.push_back(0);
  for (std::size_t i = 0; i < out.params.size(); ++i) {
    const auto* optional = model::as<model::Optional>(out.params[i].type);
    const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : out.params[i].type);
    if (object && object->ownership == model::Ownership::borrowed) out.keeps_alive.push_back(int(i) + 1);
  }
  return true;
}

}  // namespace

std::optional<model::Function> make_function(Context& c, const FunctionRequest& request, Refusal& why) {
  const clang::FunctionDecl* decl = request.decl;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(decl);
  const auto* constructor = llvm::dyn_cast<clang::CXXConstructorDecl>(decl);
  const std::string qualified = qualified_name(c, decl);
  const Names names = names_of(c, decl, qualified);
  if (auto refusal = form_refusal(decl)) {
    why = std::move(*refusal);
    return std::nullopt;
  }

  model::Function out;
  out.info = info_of(c, decl, function_id(c, decl, qualified), names, request.scope);
  out.role = request.role;
  out.is_static = method && method->isStatic();
  out.is_const = method ? method->isConst() && !out.is_static : false;
  out.is_free_operator = request.self_is_first;
  out.is_virtual = method && method->isVirtual();
  out.is_pure = method && method->isPureVirtual();
  const bool has_self = request.self_is_first || (method && !out.is_static && !constructor);
  if (method && !out.is_static && !constructor) out.cpp_name = decl->getDeclName().getAsString();
  else out.cpp_name = qualified;
  if (llvm::isa<clang::CXXConversionDecl>(decl)) {
    out.info.name = out.cpp_name = "operator bool";
    out.info.id = request.scope + "::operator bool()";
  }
  if (constructor) out.cpp_name = request.scope;
  const bool assigns = decl->getOverloadedOperator() == clang::OO_Equal;
  if (assigns && out.info.name == "operator=") out.info.name = "assign";
  if (request.self_is_first) {
    const clang::QualType self = decl->getParamDecl(0)->getType();
    out.is_const = !self->isReferenceType() || self.getNonReferenceType().isConstQualified();
    // An operator is found by argument-dependent lookup; spelled in full it might be a friend nobody can name.
    if (decl->isOverloadedOperator()) out.cpp_name = decl->getDeclName().getAsString();
  }

  const unsigned first = request.self_is_first ? 1 : 0;
  const bool adaptable = request.role == model::Role::function || constructor;
  Adapter adapter(c, decl, names, first);
  clang::QualType result_type = return_type(c, decl, why);
  if (result_type.isNull()) return std::nullopt;
  const bool completes = says_async(c, decl, names);
  if (const auto later = comes_later(c, result_type)) {
    out.is_async = true;
    out.returns_cpp = spell(c, result_type);
    result_type = *later;
  } else if (completes) {
    out.is_async = true;
  }
  std::vector<int> places(decl->getNumParams() + 1, -1);  // by C++'s place, 0 for the object itself: the place that hosts know
  places[0] = 0;
  for (unsigned i = first; i < decl->getNumParams(); ++i) {
    if (out.is_async && !out.stop_token && is_stop_token(c, decl->getParamDecl(i)->getType())) {
      out.stop_token = int(out.params.size());
      adapter.pass(i);
      continue;
    }
    if (completes && i + 1 == decl->getNumParams()) {
      if (!adapter.take_completion(i, result_type, why)) return std::nullopt;
      continue;
    }
    if (adaptable) {
      std::optional<model::Parameter> taken;
      if (const unsigned count = adapter.take(i, taken, why)) {
        if (taken) {
          out.params.push_back(std::move(*taken));
          for (unsigned k = 0; k < count; ++k) places[i + k + 1 - first] = int(out.params.size());
        }
        i += count - 1;
        continue;
      }
      if (!why.code.empty()) return std::nullopt;
      adapter.pass(i);
    }
    auto mapped = map_param(c, decl, i, names, why);
    if (!mapped) {
      // A parameter hosts cannot give, but need not.
      if (default_argument(decl, i) && i > first && i + 1 == decl->getNumParams() && (why.code == "PG0209" || why.code == "PG0205")) {
        adapter.leave_out();
        why = {};
        break;
      }
      return std::nullopt;
    }
    model::Parameter param;
    param.name = parameter_name(decl, i);
    param.type = std::move(mapped->type);
    param.passing = mapped->passing;
    if (const auto* value = default_argument(decl, i)) param.default_value = literal_of(c, value, param.type);
    if ((i + 1 < decl->getNumParams() || out.stop_token) && ends_with_its_call(param)) {
      param.default_value.reset();
      for (auto& before : out.params) before.default_value.reset();
    }
    // A callback that is empty by default may be so.
    if (is_callback(c, param.type) && param.default_value && !std::holds_alternative<model::OpaqueLiteral>(param.default_value->value)) {
      if (!model::is<model::Optional>(param.type)) param.type = {model::Optional{param.type}, param.type.cpp};
      param.default_value = model::Literal{model::NullLiteral{}};
    }
    // `const char* text = nullptr` says itself that null is a value.
    if (param.default_value && std::holds_alternative<model::NullLiteral>(param.default_value->value) &&
        model::is<model::String>(param.type) && param.type.cpp.ends_with("*"))
      param.type = {model::Optional{param.type}, param.type.cpp};
    out.params.push_back(std::move(param));
    places[i + 1 - first] = int(out.params.size());
  }

  const bool expected = template_name(c, result_type) == "std::expected" || template_name(c, result_type) == "tl::expected";
  const auto stream = constructor ? std::nullopt : stream_in(c, expected ? arguments_of(c, result_type).at(0).getAsType() : result_type);

  if (constructor) {
    out.keeps_alive = constructor_keeps(c, constructor, names);
    out.result.cpp = "void";
  } else if (request.role == model::Role::compare) {
    out.result = {model::Scalar::i32, "int"};
  } else if (assigns) {
    out.result.cpp = "void";  // in C++ the object itself
  } else if (request.role == model::Role::to_bool) {
    out.result = {model::Scalar::boolean, "bool"};
  } else if (request.role == model::Role::to_text && decl->isOverloadedOperator()) {
    out.result = {model::String{}, "std::string"};
    out.params.clear();
  } else if (stream && !expected) {
    out.result.cpp = "void";  // see below
  } else {
    auto result = map_result(c, decl, result_type, has_self, first, names, why);
    // A stream that came in goes out again.
    if (!result && adapter.has_outs() && why.code == "PG0224") result = Returned{{model::Void{}, "void"}, model::Passing::value, {}, {}};
    if (!result) return std::nullopt;
    out.result = std::move(result->type);
    out.result_passing = result->passing;
    out.expected_error = std::move(result->expected_error);
    out.keeps_alive = std::move(result->keeps_alive);
  }
  for (int& index : out.keeps_alive) index = places.at(std::size_t(index));
  std::erase(out.keeps_alive, -1);
  if (stream && !give_stream(c, decl, *stream, adapter, has_self, out, why)) return std::nullopt;
  if (auto refusal = keeps_lent_memory(c, decl, out)) {
    why = std::move(*refusal);
    return std::nullopt;
  }
  if (out.is_async) {
    auto refusal = refuse_later(c, decl, out, result_type->isReferenceType());
    if (!refusal && adapter.has_locals())
      refusal = Refusal{"PG0207", "takes what exists during the call only, and goes on after it", "take std::string_view, std::span or std::function"};
    if (refusal) {
      why = std::move(*refusal);
      return std::nullopt;
    }
  }
  if (adapter.used() && !adapter.finish(out, why)) return std::nullopt;
  out.facts = facts_of(c, decl, names);
  if (stream && out.facts.blocking) next_of(c, out.result).facts.blocking = true;
  if (nothrow(c, decl) && std::any_of(out.params.begin(), out.params.end(), [&](const auto& param) { return is_callback(c, param.type); })) {
    why = {"PG0239", "is noexcept and calls the host, whose errors would end the program", "remove noexcept"};
    return std::nullopt;
  }
  out.throws = documented_errors(c, decl->getDeclContext(), out.info.doc);
  out.unique_name = out.info.name;
  return out;
}

void build_free_function(Context& c, const clang::FunctionDecl* decl) {
  if (c.done.contains(decl->getCanonicalDecl()) || decl->isDeleted() || decl->isMain()) return;
  const std::string qualified = qualified_name(c, decl);
  const Names names = names_of(c, decl, qualified);
  c.overrides.declare(names);
  const std::string id = function_id(c, decl, qualified);
  for (unsigned i = 0; i < decl->getNumParams(); ++i)
    for (const auto& name : names) c.overrides.declare({name + "#" + parameter_name(decl, i)});
  if (annotation(decl, "skip") || c.overrides.excluded(names) ||
      (c.overrides.only_others(names) && !annotation(decl, "export"))) {
    c.skip(decl, id, {"PG0220", "is left out by configuration or annotation", ""});
    return;
  }
  Refusal why;
  if (decl->getLiteralIdentifier()) {
    c.skip(decl, id, {"PG0215", "is a literal operator, which only C++ has", "offer a named function"});
    return;
  }
  if (decl->isOverloadedOperator()) {
    const auto* first = decl->getNumParams() ? decl->getParamDecl(0)->getType().getNonReferenceType()->getAs<clang::EnumType>() : nullptr;
    // The operators of a flag enum are what makes it one.
    if (first && c.index.flag_enums.contains(first->getDecl()->getCanonicalDecl())) return;
    c.skip(decl, id, {"PG0215", "is an operator whose first operand is no exported class", "offer a named function"});
    return;
  }
  auto function = make_function(c, {decl, "", model::Role::function, false}, why);
  if (!function) {
    c.skip(decl, id, std::move(why));
    return;
  }
  c.emit(std::move(*function));
}

}  // namespace polyglue::input::cpp
