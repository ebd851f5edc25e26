// One description of every struct of the model, used to write and to read JSON.
#pragma once

#include "model/model.hpp"

namespace polyglue::model {

// visit_fields(v, x) calls v(key, member) for each member, in the order JSON shows them. `x` is const
// for writing and not for reading.
template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Location>
void visit_fields(V& v, T& x) { v("file", x.file); v("line", x.line); v("column", x.column); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Doc>
void visit_fields(V& v, T& x) {
  v("brief", x.brief); v("details", x.details); v("params", x.params); v("returns", x.returns); v("throws", x.throws);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, DeclInfo>
void visit_fields(V& v, T& x) {
  v("id", x.id); v("name", x.name); v("scope", x.scope); v("doc", x.doc); v("deprecated", x.deprecated);
  v("location", x.location);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Field>
void visit_fields(V& v, T& x) { v("info", x.info); v("type", x.type); v("default", x.default_value); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Parameter>
void visit_fields(V& v, T& x) {
  v("name", x.name); v("type", x.type); v("passing", x.passing); v("default", x.default_value);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Facts>
void visit_fields(V& v, T& x) {
  v("nothrow", x.nothrow); v("blocking", x.blocking); v("leaf", x.leaf); v("pure", x.pure);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Function>
void visit_fields(V& v, T& x) {
  v("info", x.info); v("role", x.role); v("cpp_name", x.cpp_name); v("unique_name", x.unique_name);
  v("property", x.property); v("is_static", x.is_static); v("is_const", x.is_const); v("is_field", x.is_field);
  v("is_free_operator", x.is_free_operator); v("is_adapter", x.is_adapter);
  v("is_virtual", x.is_virtual); v("is_pure", x.is_pure); v("is_async", x.is_async); v.where_set("stop_token", x.stop_token);
  v.where_set("returns_cpp", x.returns_cpp); v("params", x.params); v("result", x.result);
  v("result_passing", x.result_passing); v("expected_error", x.expected_error); v("throws", x.throws);
  v("keeps_alive", x.keeps_alive); v("facts", x.facts);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Constant>
void visit_fields(V& v, T& x) { v("info", x.info); v("type", x.type); v("value", x.value); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Record>
void visit_fields(V& v, T& x) {
  v("info", x.info); v("fields", x.fields); v("methods", x.methods); v("constants", x.constants);
  v("equality", x.equality); v("ordering", x.ordering); v("default_constructible", x.default_constructible);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Enumerator>
void visit_fields(V& v, T& x) { v("info", x.info); v("value", x.value); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Enum>
void visit_fields(V& v, T& x) {
  v("info", x.info); v("underlying", x.underlying); v("scoped", x.scoped); v("flags", x.flags); v("values", x.values);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Alternative>
void visit_fields(V& v, T& x) { v("name", x.name); v("type", x.type); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Variant>
void visit_fields(V& v, T& x) { v("info", x.info); v("cpp", x.cpp); v("alternatives", x.alternatives); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Callback>
void visit_fields(V& v, T& x) { v("info", x.info); v("params", x.params); v("result", x.result); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Virtual>
void visit_fields(V& v, T& x) { v("owner", x.owner); v("method", x.method); v("is_pure", x.is_pure); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Object>
void visit_fields(V& v, T& x) {
  v("info", x.info); v("bases", x.bases); v("is_abstract", x.is_abstract); v("is_polymorphic", x.is_polymorphic);
  v("is_final", x.is_final); v("copyable", x.copyable); v("movable", x.movable);
  v("implementable", x.implementable); v("virtuals", x.virtuals); v("base_constructors", x.base_constructors);
  v("default_shared", x.default_shared);
  v("threads", x.threads); v("constructors", x.constructors); v("methods", x.methods); v("constants", x.constants);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Error>
void visit_fields(V& v, T& x) {
  v("info", x.info); v("base", x.base); v("is_exception", x.is_exception);
  v("derives_std_exception", x.derives_std_exception); v("fields", x.fields); v("accessors", x.accessors);
  v("factory", x.factory); v("wraps", x.wraps);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Custom>
void visit_fields(V& v, T& x) { v("info", x.info); v("repr", x.repr); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Skipped>
void visit_fields(V& v, T& x) {
  v("id", x.id); v("location", x.location); v("code", x.code); v("reason", x.reason); v("hint", x.hint);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, CustomForm>
void visit_fields(V& v, T& x) { v("type_name", x.type_name); v("imports", x.imports); v("lift", x.lift); v("lower", x.lower); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, LanguageForm>
void visit_fields(V& v, T& x) {
  v("custom_types", x.custom_types); v("external_packages", x.external_packages); v("rename", x.rename); v("exclude", x.exclude);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Alias>
void visit_fields(V& v, T& x) { v("name", x.name); v("type", x.type); }

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, UniffiFlavour>
void visit_fields(V& v, T& x) {
  v("name_space", x.name_space); v("flat_errors", x.flat_errors); v("debug_text", x.debug_text); v("aliases", x.aliases);
  v("field_order", x.field_order); v("languages", x.languages); v("other_libraries", x.other_libraries);
}

template <class V, class T> requires std::is_same_v<std::remove_const_t<T>, Library>
void visit_fields(V& v, T& x) {
  v("name", x.name); v("version", x.version); v("prefix", x.prefix); v("doc", x.doc); v("includes", x.includes); v("adapters", x.adapters);
  v("decls", x.decls); v("skipped", x.skipped); v.where_set("uniffi", x.uniffi);
}

}  // namespace polyglue::model
