// Hints: what the types and functions of the interface file are called in Python.
#include <fmt/format.h>

#include "languages/python/literals.hpp"
#include "languages/python/uniffi.hpp"

namespace polyglue::python::uniffi {

std::string hint(const Context& context, const model::Type& type) {
  struct Visitor {
    const Context& context;
    std::string operator()(const model::Void&) const { return "None"; }
    std::string operator()(model::Scalar scalar) const {
      switch (scalar) {
        case model::Scalar::boolean: return "bool";
        case model::Scalar::f32: case model::Scalar::f64: return "float";
        case model::Scalar::character: case model::Scalar::codepoint: return "str";
        default: return "int";
      }
    }
    std::string operator()(const model::String&) const { return "str"; }
    std::string operator()(const model::Bytes&) const { return "bytes"; }
    std::string operator()(const model::Timestamp&) const { return "_datetime.datetime"; }
    std::string operator()(const model::Duration&) const { return "_datetime.timedelta"; }
    std::string operator()(const model::Sequence& s) const { return "list[" + hint(context, *s.element) + "]"; }
    std::string operator()(const model::Set& s) const { return "set[" + hint(context, *s.element) + "]"; }
    std::string operator()(const model::Map& m) const { return "dict[" + hint(context, *m.key) + ", " + hint(context, *m.value) + "]"; }
    std::string operator()(const model::Tuple& t) const {
      std::string items;
      for (const model::Type& item : t.items) items += (items.empty() ? "" : ", ") + hint(context, item);
      return "tuple[" + (items.empty() ? "()" : items) + "]";
    }
    std::string operator()(const model::Optional& o) const { return "_typing.Optional[" + hint(context, *o.value) + "]"; }
    std::string operator()(const model::Named& n) const { return named(n.id); }
    std::string operator()(const model::ObjectRef& o) const { return named(o.id); }
    std::string named(const model::DeclId& id) const {
      const model::Decl* decl = context.model.find(id);
      if (const auto* callback = decl ? std::get_if<model::Callback>(decl) : nullptr) {
        std::string arguments;
        for (const model::Parameter& one : callback->params) arguments += (arguments.empty() ? "" : ", ") + hint(context, one.type);
        return "_typing.Callable[[" + arguments + "], " + (model::is<model::Void>(callback->result) ? "object" : hint(context, callback->result)) + "]";
      }
      if (const model::Error* error = value_error(context, id)) return error_path(context, *error);
      return decl ? context.qualified_name(model::info(*decl)) : "object";
    }
  };
  return std::visit(Visitor{context}, type.kind);
}

std::vector<std::string> parameters(const Context& context, const model::Function& source, const std::string& first, std::string* handed_on) {
  std::vector<std::string> out;
  if (!first.empty()) out.push_back(first);
  for (const model::Parameter& parameter : source.params) {
    const std::string name = context.spell.field(parameter.name);
    out.push_back(name + ": " + (is_changed(context, parameter) ? "bytearray" : hint(context, parameter.type)));
    if (parameter.default_value) out.back() += " = " + py_literal(context, parameter.type, *parameter.default_value);
    if (handed_on) *handed_on += (handed_on->empty() ? "" : ", ") + name;
  }
  return out;
}

std::string signature(const Context& context, const model::Function& source, const std::string& first) {
  // A constructor has no result, as UniFFI's __init__() has none.
  const bool makes = source.role == model::Role::constructor && first == "self";
  return fmt::format("({}){}", fmt::join(parameters(context, source, first), ", "), makes ? "" : " -> " + hint(context, shown_result(context, source)));
}

}  // namespace polyglue::python::uniffi
