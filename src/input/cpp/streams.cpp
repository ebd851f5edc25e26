// Streams: what functions return to be gone through once, its elements made as they are asked for. Generators, views and
// other single-pass ranges; asynchronous ones by polyglue::async_stream_traits.
#include "input/cpp/streams.hpp"

#include "input/cpp/build.hpp"

namespace polyglue::input::cpp {
namespace {

using model::Type;

/// The template that a specialisation of traits is for.
std::string traits_of(const Context& c, const clang::ClassTemplateSpecializationDecl* traits) {
  const auto& argument = traits->getTemplateArgs()[0];
  if (argument.getKind() != clang::TemplateArgument::Type) return {};
  const auto* written = argument.getAsType()->getAs<clang::TemplateSpecializationType>();
  const auto* decl = written ? written->getTemplateName().getAsTemplateDecl() : nullptr;
  return decl ? qualified_name(c, decl) : template_name(c, argument.getAsType());
}

/// Whether polyglue::async_stream_traits know the template.
bool has_traits(const Context& c, const std::string& name) {
  for (const auto* space : c.ast.getTranslationUnitDecl()->lookup(&c.ast.Idents.get("polyglue"))) {
    const auto* context = llvm::dyn_cast<clang::NamespaceDecl>(space);
    if (!context) continue;
    for (const auto* found : context->lookup(&c.ast.Idents.get("async_stream_traits"))) {
      const auto* traits = llvm::dyn_cast<clang::ClassTemplateDecl>(found);
      if (!traits) continue;
      llvm::SmallVector<clang::ClassTemplatePartialSpecializationDecl*, 4> partial;
      const_cast<clang::ClassTemplateDecl*>(traits)->getPartialSpecializations(partial);
      for (const auto* one : partial)
        if (traits_of(c, one) == name) return true;
      for (const auto* one : traits->specializations())
        if (one->isExplicitSpecialization() && traits_of(c, one) == name) return true;
    }
  }
  return false;
}

bool is_single_pass(Context& c, const clang::CXXRecordDecl* range) {
  const auto iterator = range_iterator(c, range);
  const auto* type = iterator && !(*iterator)->isPointerType() ? (*iterator)->getAsCXXRecordDecl() : nullptr;
  if (!type) return false;
  for (const char* name : {"iterator_concept", "iterator_category"}) {
    for (const auto* found : type->lookup(&c.ast.Idents.get(name))) {
      const auto* alias = llvm::dyn_cast<clang::TypedefNameDecl>(found);
      const auto* tag = alias ? alias->getUnderlyingType()->getAsCXXRecordDecl() : nullptr;
      if (tag) return qualified_name(c, tag) == "std::input_iterator_tag";
    }
  }
  return !copyable(c, type);
}

/// The C++ type that keeps an element: one spelling for all that are the same.
std::string kept_as(const Type& element) {
  static constexpr const char* scalars[] = {"bool",         "std::int8_t",   "std::uint8_t", "std::int16_t",  "std::uint16_t", "std::int32_t", "std::uint32_t",
                                            "std::int64_t", "std::uint64_t", "std::size_t",  "float",         "double",        "char",         "char32_t"};
  if (const auto* scalar = model::as<model::Scalar>(element); scalar && element.cpp != "std::byte") return scalars[std::size_t(*scalar)];
  return model::is<model::String>(element) ? "std::string" : element.cpp;
}

bool is_taken(const Context& c, const std::string& name) {
  for (const auto& [decl, entry] : c.index.classes)
    if (entry.name == name) return true;
  for (const auto& decl : c.library.decls)
    if (model::info(decl).name == name && !std::holds_alternative<model::Function>(decl)) return true;
  return false;
}

}  // namespace

std::optional<StreamType> stream_in(Context& c, clang::QualType type) {
  const auto* decl = type->getAsCXXRecordDecl();
  if (!decl || !complete(c, type) || exported(c, decl)) return std::nullopt;
  const std::string name = template_name(c, type);
  if (!name.empty() && has_traits(c, name)) {
    const auto arguments = arguments_of(c, type);
    if (arguments.empty() || arguments[0].getKind() != clang::TemplateArgument::Type) return std::nullopt;
    return StreamType{arguments[0].getAsType(), true};
  }
  if (c.index.converters.contains(c.ast.getCanonicalType(type.getUnqualifiedType()).getAsOpaquePtr())) return std::nullopt;
  const auto element = range_reference(c, decl);
  if (!element) return std::nullopt;
  const bool known = is_standard(decl) && (name == "std::generator" || qualified_name(c, decl).starts_with("std::ranges::"));
  if (!known && (is_standard(decl) || !is_single_pass(c, decl))) return std::nullopt;
  return StreamType{*element, false};
}

std::optional<Type> map_stream(Context& c, const clang::FunctionDecl* function, const StreamType& stream, Refusal& why) {
  const clang::QualType given = stream.element.getNonReferenceType().getUnqualifiedType();
  auto element = map_value(c, given, Use::result, why);
  if (!element) return std::nullopt;
  if (model::is<model::Void>(*element)) {
    why = {"PG0207", "gives a stream of nothing", "give values"};
    return std::nullopt;
  }
  const auto* held = model::as<model::ObjectRef>(*element);
  const bool by_value = held && held->ownership == model::Ownership::value;
  if (stream.element->isLValueReferenceType() && !(by_value ? copyable(c, given->getAsCXXRecordDecl()) : value_copyable(c, given))) {
    why = {"PG0213", "gives references to " + quote(spell(c, given)) + " one by one, which cannot be copied", "give std::shared_ptr"};
    return std::nullopt;
  }
  const bool leads_on = model::is<model::ObjectRef>(*element) && view_like(c, given);
  element->cpp = kept_as(*element);
  if (points_into(c, *element) || (stream.is_async && leads_on)) {
    why = {"PG0207", "gives " + quote(spell(c, given)) + " one by one, which would point into memory that may be gone by then",
           "give values that own what they hold"};
    return std::nullopt;
  }

  model::Object object;
  object.info.id = std::string(stream.is_async ? "polyglue::async_stream<" : "polyglue::stream<") + element->cpp + ">";
  const Type result{model::ObjectRef{object.info.id}, object.info.id};
  if (c.library.find_as<model::Object>(object.info.id)) return result;
  const std::string name = capital(word_for(c, *element)) + (stream.is_async ? "AsyncStream" : "Stream");
  object.info.name = name;
  for (int i = 2; is_taken(c, object.info.name); ++i) object.info.name = name + std::to_string(i);
  object.info.location = location_of(c, function->getLocation());
  object.info.doc.brief = "Elements that are made one by one, as they are asked for.";
  object.is_final = object.movable = true;
  object.threads = model::Threads::shared;
  model::Function next;
  next.info.id = object.info.id + "::next()";
  next.info.scope = object.info.id;
  next.info.location = object.info.location;
  next.info.name = next.unique_name = next.cpp_name = "next";
  next.role = model::Role::next;
  next.is_async = stream.is_async;
  next.result = std::move(*element);
  if (leads_on) next.keeps_alive = {0};
  object.methods.push_back(std::move(next));
  c.emit(std::move(object));
  return result;
}

}  // namespace polyglue::input::cpp
