// Classes that point into memory which hosts lend for one call only: string views of the library's own.
#include "input/cpp/adapt.hpp"
#include "input/cpp/build.hpp"
#include "model/spelling.hpp"

namespace polyglue::input::cpp {
namespace {

/// A pointer, reference or view that only reads what it points to.
bool reads_elsewhere(Context& c, clang::QualType type, int depth) {
  if (type->isPointerType() || type->isReferenceType()) {
    const clang::QualType pointee = type->getPointeeType();
    return pointee.isConstQualified() && !pointee->isFunctionType() && !object_of(c, pointee);
  }
  const auto* decl = type->getAsCXXRecordDecl();
  if (!decl || !decl->hasDefinition()) return false;
  if (is_standard(decl)) {
    const std::string name = template_name(c, type);
    return name == "std::basic_string_view" || name == "std::span" || name == "std::initializer_list";
  }
  return depth < 8 && points_elsewhere(c, decl, depth + 1);
}

const clang::CXXMethodDecl* getter(Context& c, const clang::CXXRecordDecl* decl, const char* name) {
  for (const auto* found : decl->lookup(&c.ast.Idents.get(name)))
    if (const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(found);
        method && method->isConst() && method->getNumParams() == 0 && method->getAccess() == clang::AS_public)
      return method;
  return nullptr;
}

/// Has data(), size() and a constructor that takes both: can stand for text or bytes.
bool is_text_like(Context& c, const clang::CXXRecordDecl* decl) {
  const auto* data = getter(c, decl, "data");
  if (!data || !getter(c, decl, "size") || !data->getReturnType()->isPointerType() ||
      !data->getReturnType()->getPointeeType()->isCharType())
    return false;
  for (const auto* constructor : decl->ctors())
    if (constructor->getNumParams() == 2 && constructor->getParamDecl(0)->getType()->isPointerType() &&
        constructor->getParamDecl(1)->getType()->isIntegerType() && constructor->getAccess() == clang::AS_public)
      return true;
  return false;
}

/// An argument that is gone after the call.
bool is_lent(const model::Parameter& param) {
  if (model::is<model::Scalar>(param.type) || model::is<model::ObjectRef>(param.type)) return false;
  return model::shows_memory(param.type) || param.passing == model::Passing::const_ref;
}

}  // namespace

bool points_elsewhere(Context& c, const clang::CXXRecordDecl* decl, int depth) {
  if (!decl->hasDefinition() || decl->hasNonTrivialDestructor()) return false;
  for (const auto& base : decl->bases())
    if (reads_elsewhere(c, base.getType(), depth)) return true;
  for (const auto* field : decl->fields())
    if (reads_elsewhere(c, field->getType(), depth)) return true;
  return false;
}

std::optional<Refusal> keeps_lent_memory(Context& c, const clang::FunctionDecl* decl, const model::Function& function) {
  const auto* method = llvm::dyn_cast<clang::CXXMethodDecl>(decl);
  const clang::CXXRecordDecl* keeper = nullptr;
  if (method && !method->isStatic()) {
    if (llvm::isa<clang::CXXConstructorDecl>(method) || !method->isConst()) keeper = method->getParent();
  } else if (object_of(c, decl->getReturnType()) && !decl->getReturnType()->isReferenceType()) {
    keeper = decl->getReturnType()->getAsCXXRecordDecl();
  }
  if (!keeper || !points_elsewhere(c, keeper, 0)) return std::nullopt;
  for (const auto& param : function.params) {
    if (!is_lent(param) || is_callback(c, param.type)) continue;
    const std::string name = qualified_name(c, keeper);
    return Refusal{"PG0236", "may keep a pointer to " + quote(param.name) + " in the " + quote(name) + ", but hosts lend it for the call only",
                   is_text_like(c, keeper->getDefinition())
                       ? "write [kind] " + quote(name) + " = \"text\" (or \"bytes\"): hosts then pass text itself"
                       : "specialise polyglue::converter<" + name + ">, or offer a class that keeps a copy"};
  }
  return std::nullopt;
}

bool stands_for_text(Context& c, const Names& names) {
  const auto kind = c.overrides.kind(names);
  return kind && (*kind == "text" || *kind == "bytes");
}

void build_text(Context& c, const ExportedClass& entry) {
  const Names names = {entry.id, qualified_name(c, entry.source)};
  const bool bytes = c.overrides.kind(names) == "bytes";
  if (!is_text_like(c, entry.decl)) {
    const auto at = c.config.kind.find(entry.id);
    c.sink.error("PG0237", quote(entry.id) + " cannot stand for text: it needs data(), size() and a constructor that takes both",
                 at == c.config.kind.end() ? model::Location{} : at->second.location, "specialise polyglue::converter<" + entry.id + ">");
    return;
  }
  const std::string repr = bytes ? "std::span<const unsigned char>" : "std::string_view";
  const std::string to = bytes ? "{reinterpret_cast<const unsigned char*>(value.data()), value.size()}" : "{value.data(), value.size()}";
  const std::string data = bytes ? "reinterpret_cast<const char*>(value.data())" : "value.data()";
  c.library.adapters.push_back(
      "template <>\nstruct polyglue::converter<" + entry.id + "> {\n  using repr = " + repr + ";\n  static repr to(const " + entry.id +
      "& value) { return " + to + "; }\n  static " + entry.id + " from(repr value) { return " + entry.id + "(" + data +
      ", value.size()); }\n};\nPOLYGLUE_RUNTIME_BEGIN\ntemplate <>\nstruct IsView<" + entry.id + "> : std::true_type {};\nPOLYGLUE_RUNTIME_END\n");
  // Its operators are the host's own on text.
  if (const auto own = c.index.operators.find(entry.decl->getCanonicalDecl()); own != c.index.operators.end())
    for (const auto* each : own->second) c.done.insert(each->getCanonicalDecl());
  model::Custom out;
  out.info = info_of(c, entry.source, entry.id, names);
  if (bytes) out.repr = {model::Bytes{}, repr};
  else out.repr = {model::String{}, repr};
  c.emit(std::move(out));
}

}  // namespace polyglue::input::cpp
