#include "input/cpp/adapt.hpp"

#include <algorithm>
#include <cctype>

#include "emit/naming.hpp"
#include "input/cpp/build.hpp"

namespace polyglue::input::cpp {
namespace {

using config::OwnershipRule;
using model::Type;

bool names_length(const std::string& name) {
  static constexpr const char* last[] = {"size", "len", "length", "count", "n", "sz", "num", "bytes", "nbytes", "capacity"};
  const auto all = emit::words(name);
  if (all.empty()) return false;
  return all.front() == "n" || all.front() == "num" || std::any_of(std::begin(last), std::end(last), [&](const char* word) { return all.back() == word; });
}

bool names_last(const std::string& name) {
  const auto all = emit::words(name);
  return !all.empty() && (all.back() == "end" || all.back() == "last" || all.front() == "end" || all.front() == "last");
}

bool is_text(Context& c, clang::QualType pointee) { return c.ast.hasSameUnqualifiedType(pointee, c.ast.CharTy); }

bool is_stream(const Context& c, clang::QualType type, const char* name) {
  if (!type->isLValueReferenceType() || template_name(c, type.getNonReferenceType()) != name) return false;
  const auto arguments = arguments_of(c, type.getNonReferenceType());
  return !arguments.empty() && c.ast.hasSameType(arguments[0].getAsType(), c.ast.CharTy);
}

bool is_writable(clang::QualType type) {
  if (!type->isPointerType() && !type->isLValueReferenceType()) return false;
  return !type->getPointeeType().isConstQualified() && !type->getPointeeType()->isVoidType();
}

bool is_value_object(const Type& type) {
  const auto* object = model::as<model::ObjectRef>(type);
  return !object || object->ownership != model::Ownership::borrowed;
}

}  // namespace

Range range_at(Context& c, const clang::FunctionDecl* function, unsigned index) {
  const clang::QualType type = function->getParamDecl(index)->getType();
  if (!type->isPointerType() || index + 1 >= function->getNumParams()) return Range::none;
  const clang::QualType pointee = type->getPointeeType();
  if (pointee->isFunctionType()) return Range::none;
  const clang::QualType next = function->getParamDecl(index + 1)->getType();
  const std::string name = parameter_name(function, index + 1);
  if (next->isPointerType()) {
    if (!c.ast.hasSameType(type, next) || pointee->isVoidType()) return Range::none;
    return names_last(name) || (!is_text(c, pointee) && !object_of(c, pointee)) ? Range::last : Range::none;
  }
  if (!next->isIntegerType() || next->isBooleanType() || next->isEnumeralType() || next->isCharType()) return Range::none;
  if (names_length(name)) return Range::length;
  // Text ends at its null: a number after it may mean anything. Other memory has no end of its own.
  if (fixed_typedef(next) != "size_t" || object_of(c, pointee)) return Range::none;
  return is_text(c, pointee) && pointee.isConstQualified() && !name.starts_with("arg") ? Range::none : Range::length;
}

unsigned Adapter::take(unsigned index, std::optional<model::Parameter>& param, Refusal& why) {
  last_passed_ = false;
  const auto* decl = decl_->getParamDecl(index);
  const std::string name = parameter_name(decl_, index);
  auto rule = c_.overrides.ownership(names_, name);
  if (!rule && annotation(decl, "out")) rule = OwnershipRule::out;
  if (!rule && annotation(decl, "inout")) rule = OwnershipRule::inout;
  const bool pointer_out = rule == OwnershipRule::owned && decl->getType()->isPointerType() && decl->getType()->getPointeeType()->isPointerType();
  if (rule == OwnershipRule::inout && take_memory(index, param)) return 1;
  // A pattern may also fit parameters that nothing can be written to.
  if ((rule == OwnershipRule::out || rule == OwnershipRule::inout || pointer_out) && is_writable(decl->getType()))
    return take_out(index, rule == OwnershipRule::inout, param, why) ? 1 : 0;
  if (const unsigned taken = take_callback(index, rule, param, why); taken || !why.code.empty()) return taken;
  if (take_stream(index, rule == OwnershipRule::borrowed, param, why)) return 1;
  if (!why.code.empty()) return 0;
  return take_range(index, param) ? 2 : 0;
}

void Adapter::pass(unsigned index) {
  const clang::QualType type = decl_->getParamDecl(index)->getType();
  const std::string name = local();
  ++locals_;
  declared_.push_back(spell(c_, type.getUnqualifiedType()) + " " + name);
  last_passed_ = true;
  const bool moves = !type->isLValueReferenceType() && !type->isScalarType();
  arguments_.push_back(moves ? "std::move(" + name + ")" : name);
}

bool Adapter::take_range(unsigned index, std::optional<model::Parameter>& param) {
  const Range range = range_at(c_, decl_, index);
  if (range == Range::none) return false;
  const clang::QualType pointee = decl_->getParamDecl(index)->getType()->getPointeeType();
  if (!pointee.isConstQualified() || (range == Range::last && !names_last(parameter_name(decl_, index + 1)))) return false;
  Type type;
  if (is_text(c_, pointee)) {
    type = {model::String{}, "std::string_view"};
  } else if (pointee->isVoidType()) {
    type = {model::Bytes{}, "std::span<const std::byte>"};
  } else if (c_.ast.hasSameUnqualifiedType(pointee, c_.ast.UnsignedCharTy)) {
    type = {model::Bytes{}, "std::span<const unsigned char>"};
  } else {
    Refusal ignored;
    auto element = map_value(c_, pointee.getUnqualifiedType(), Use::param, ignored);
    if (!element || model::is<model::ObjectRef>(*element) || model::is<model::String>(*element)) return false;
    const std::string cpp = "std::span<const " + element->cpp + ">";
    if (element->cpp == "std::byte") type = {model::Bytes{}, cpp};
    else type = {model::Sequence{std::move(*element)}, cpp};
  }
  used_ = true;
  const std::string name = local();
  ++locals_;
  declared_.push_back(type.cpp + " " + name);
  arguments_.push_back(name + ".data()");
  const clang::QualType next = decl_->getParamDecl(index + 1)->getType();
  if (range == Range::last) {
    arguments_.push_back(name + ".data() + " + name + ".size()");
  } else {
    const std::string length = spell(c_, next.getUnqualifiedType());
    if (c_.ast.getTypeSize(next) < 64 || next->isSignedIntegerType())
      before_ += "  if (!std::in_range<" + length + ">(" + name + ".size())) throw std::length_error(\"" + parameter_name(decl_, index) + "\");\n";
    arguments_.push_back("static_cast<" + length + ">(" + name + ".size())");
  }
  param = model::Parameter{parameter_name(decl_, index), std::move(type), model::Passing::value, std::nullopt};
  return true;
}

bool Adapter::take_stream(unsigned index, bool only_for_the_call, std::optional<model::Parameter>& param, Refusal& why) {
  const clang::QualType type = decl_->getParamDecl(index)->getType();
  const bool out = is_stream(c_, type, "std::basic_ostream");
  if (!out && !is_stream(c_, type, "std::basic_istream")) return false;
  // The stream is gone after the call; an object that may change may keep it.
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(decl_);
  const bool constructor = method && llvm::isa<clang::CXXConstructorDecl>(method);
  if (constructor || (method && !method->isStatic() && !method->isConst() && !only_for_the_call)) {
    const std::string name = parameter_name(decl_, index);
    why = {"PG0224", "may keep the stream in " + quote(name),
           constructor ? "offer a function that takes or gives text"
                       : "write [ownership] " + quote(names_.front() + "#" + name) + " = \"borrowed\" if it only uses it during the call"};
    return false;
  }
  used_ = true;
  const std::string name = local();
  ++locals_;
  if (out) {
    before_ += "  std::ostringstream " + name + ";\n";
    outs_.push_back({{model::String{}, "std::string"}, "std::move(" + name + ").str()"});
    arguments_.push_back(name);
    return true;
  }
  declared_.push_back("std::string_view " + name);
  before_ += "  std::istringstream " + name + "Stream{std::string(" + name + ")};\n";
  arguments_.push_back(name + "Stream");
  param = model::Parameter{parameter_name(decl_, index), {model::String{}, "std::string_view"}, model::Passing::value, std::nullopt};
  return true;
}

/// The type of what is written to `place`; fills in `out`.
std::optional<Type> Adapter::out_type(clang::QualType type, const std::string& place, Out& out, Refusal& why) {
  out.value = "std::move(" + place + ")";
  if (type->isPointerType()) {
    const clang::QualType pointee = type->getPointeeType();
    if (auto object = object_of(c_, pointee)) {
      object->ownership = model::Ownership::unique;
      object->is_const = false;
      const std::string cpp = "std::unique_ptr<" + object->id + ">";
      out.value = cpp + "(" + place + ")";
      return Type{model::Optional{Type{*object, cpp}}, cpp};
    }
    if (is_text(c_, pointee) && pointee.isConstQualified()) {
      out.value = "(" + place + " ? std::optional<std::string>(" + place + ") : std::nullopt)";
      return Type{model::Optional{Type{model::String{}, "std::string"}}, "std::optional<std::string>"};
    }
  }
  auto mapped = map_value(c_, type, Use::result, why);
  if (mapped && !is_value_object(*mapped)) return std::nullopt;
  return mapped;
}

bool Adapter::take_out(unsigned index, bool read, std::optional<model::Parameter>& param, Refusal& why) {
  const clang::QualType type = decl_->getParamDecl(index)->getType();
  const std::string shown = parameter_name(decl_, index);
  const clang::QualType target = type->isPointerType() ? type->getPointeeType() : type.getNonReferenceType();
  Out out;
  const std::string name = local();
  auto mapped = out_type(target, name, out, why);
  if (!mapped) return false;
  const auto* record = target->getAsCXXRecordDecl();
  if (record && !is_standard(record) && !(read ? copyable(c_, record) : default_constructible(c_, record) && movable(c_, record))) {
    why = {"PG0208", "writes into parameter " + quote(shown) + " a " + quote(spell(c_, target)) + ", which cannot be made before the call",
           "return it instead"};
    return false;
  }
  used_ = true;
  ++locals_;
  out.type = std::move(*mapped);
  if (read) {
    auto given = map_value(c_, target, Use::param, why);
    if (!given) return false;
    declared_.push_back(spell(c_, target) + " " + name);
    param = model::Parameter{shown, std::move(*given), model::Passing::value, std::nullopt};
  } else {
    before_ += "  " + spell(c_, target) + " " + name + "{};\n";
  }
  arguments_.push_back((type->isPointerType() ? "&" : "") + name);
  outs_.push_back(std::move(out));
  return true;
}

/// Bytes of the caller's that C++ changes where they are: hosts get them anew.
bool Adapter::take_memory(unsigned index, std::optional<model::Parameter>& param) {
  const clang::QualType type = decl_->getParamDecl(index)->getType().getNonReferenceType();
  const auto arguments = arguments_of(c_, type);
  if (template_name(c_, type) != "std::span" || arguments.empty() || arguments[0].getKind() != clang::TemplateArgument::Type) return false;
  Refusal ignored;
  const auto mapped = map_value(c_, type, Use::result, ignored);
  const clang::QualType element = arguments[0].getAsType();
  if (!mapped || !model::is<model::Bytes>(*mapped) || element.isConstQualified()) return false;
  used_ = true;
  const std::string name = local(), cpp = "std::vector<" + spell(c_, element) + ">";
  ++locals_;
  declared_.push_back(cpp + " " + name);
  arguments_.push_back(name);
  outs_.push_back({{model::Bytes{}, cpp}, "std::move(" + name + ")"});
  param = model::Parameter{parameter_name(decl_, index), {model::Bytes{}, cpp}, model::Passing::value, std::nullopt};
  return true;
}

bool Adapter::finish(model::Function& function, Refusal& why) {
  const bool constructor = function.role == model::Role::constructor;
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(decl_);
  const bool has_self = method && !function.is_static && !constructor;
  const auto join = [](const std::vector<std::string>& all) {
    std::string out;
    for (const auto& each : all) out += (out.empty() ? "" : ", ") + each;
    return out;
  };
  std::string call = function.cpp_name + "(" + join(arguments_) + ")";
  if (has_self) {
    declared_.insert(declared_.begin(), std::string(function.is_const ? "const " : "") + function.info.scope + "& self");
    call = "self." + call;
  }
  std::string result = constructor ? function.info.scope : "decltype(auto)";
  std::string body = before_;
  if (!completes_.empty()) {
    result = "polyglue::runtime::Completion<" + completes_ + ">";
    body += "  return " + result + "::start([&](auto done) { " + call + "; });\n";
  } else if (outs_.empty()) {
    body += "  return " + call + ";\n";
  } else if (constructor) {
    why = {"PG0208", "writes into a parameter of a constructor", "offer a function that returns the object and the value"};
    return false;
  } else {
    // A function that returns its stream says nothing with that.
    const bool nothing = model::is<model::Void>(function.result) || is_stream(c_, decl_->getReturnType(), "std::basic_ostream");
    std::vector<Type> types;
    std::vector<std::string> values;
    if (!nothing) {
      if (function.expected_error || !is_value_object(function.result) || decl_->getReturnType()->isPointerType()) {
        why = {"PG0208", "writes into a parameter and returns " + quote(spell(c_, decl_->getReturnType())) + " as well", "return both as a struct or std::tuple"};
        return false;
      }
      body += "  " + function.result.cpp + " result = " + call + ";\n";
      types.push_back(function.result);
      values.emplace_back("std::move(result)");
    } else {
      body += "  " + call + ";\n";
    }
    for (auto& out : outs_) {
      types.push_back(std::move(out.type));
      values.push_back(std::move(out.value));
    }
    if (types.size() == 1) {
      function.result = std::move(types[0]);
    } else {
      std::vector<std::string> spelled;
      for (const auto& type : types) spelled.push_back(type.cpp);
      function.result = {model::Tuple{std::move(types)}, "std::tuple<" + join(spelled) + ">"};
    }
    function.result_passing = model::Passing::value;
    result = function.result.cpp;
    body += "  return " + (values.size() == 1 ? values[0] : "{" + join(values) + "}") + ";\n";
  }
  std::string name;
  for (const char ch : decl_->getDeclName().getAsString()) name += std::isalnum(static_cast<unsigned char>(ch)) ? ch : '_';
  if (constructor) name = "make";
  name += "_" + std::to_string(c_.library.adapters.size() + 1);
  const auto text = [&](const std::string& with) { return "inline " + result + " " + name + "(" + join(declared_) + ") {\n" + with + "}\n"; };
  std::string all = text(body);
  // The shim calls once with the last argument and once without, where only C++ knows its default.
  if (!function.params.empty() && function.params.back().default_value &&
      std::holds_alternative<model::OpaqueLiteral>(function.params.back().default_value->value)) {
    if (!last_passed_) {
      function.params.back().default_value.reset();
    } else {
      const std::string full = "(" + join(arguments_) + ")";
      declared_.pop_back();
      arguments_.pop_back();
      body.replace(body.rfind(full), full.size(), "(" + join(arguments_) + ")");
      all += text(body);
    }
  }
  const std::string space = c_.library.prefix + "_adapters";
  c_.library.adapters.push_back("namespace " + space + " {\n" + all + "}\n");
  function.cpp_name = space + "::" + name;
  function.is_adapter = true;
  return true;
}

}  // namespace polyglue::input::cpp
