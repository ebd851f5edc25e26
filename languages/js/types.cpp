// Types as TypeScript writes them.
#include <fmt/format.h>

#include "languages/js/context.hpp"
#include "languages/js/names.hpp"

namespace polyglue::js {
namespace {

using abi::Shape;
using abi::TypeId;
using model::Scalar;

std::string scalar_type(Scalar scalar) {
  switch (scalar) {
    case Scalar::boolean: return "boolean";
    case Scalar::i64: case Scalar::u64: return "bigint";
    case Scalar::character: case Scalar::codepoint: return "string";
    default: return "number";
  }
}

/// Can it stand before "[]" without parentheses?
std::string grouped(const std::string& type) { return type.find(" | ") == std::string::npos ? type : "(" + type + ")"; }

std::string spell(const Context& context, TypeId id, bool in);

/// "(left: number) => number". What comes out goes in there, and the other way round.
std::string function_type(const Context& context, const abi::Callback& callback) {
  std::string params;
  for (const abi::Param& param : callback.call.params) {
    params += fmt::format("{}{}: {}", params.empty() ? "" : ", ", parameter_name(callback.source->params[param.index].name), spell(context, param.type, false));
  }
  return fmt::format("({}) => {}", params, callback.call.result ? spell(context, *callback.call.result, true) : "void");
}

std::string spell(const Context& context, TypeId id, bool in) {
  const abi::Type& type = context.type(id);
  const auto part = [&](std::size_t i) { return spell(context, type.parts[i], in); };
  switch (type.shape) {
    case Shape::nothing: return in ? "undefined | null" : "undefined";
    case Shape::scalar: return scalar_type(*type.scalar);
    case Shape::enumeration: return context.name_of(type.decl);
    case Shape::string: return "string";
    case Shape::bytes: return in ? "Uint8Array | ArrayBuffer" : "Uint8Array";
    case Shape::timestamp: return "Date";
    case Shape::duration: return "number";
    case Shape::sequence:
      if (in) return fmt::format("Iterable<{}>", part(0));
      if (const std::string array = context.typed_array(type); !array.empty()) return array;
      return grouped(part(0)) + "[]";
    case Shape::set: return fmt::format("{}<{}>", in ? "Iterable" : "Set", part(0));
    case Shape::map:
      if (!in) return fmt::format("Map<{}, {}>", part(0), part(1));
      if (context.type(type.parts[0]).shape == Shape::string) {
        return fmt::format("Iterable<readonly [{0}, {1}]> | Readonly<Record<string, {1}>>", part(0), part(1));
      }
      return fmt::format("Iterable<readonly [{}, {}]>", part(0), part(1));
    case Shape::tuple: {
      std::string items;
      for (std::size_t i = 0; i < type.parts.size(); ++i) items += (i ? ", " : "") + part(i);
      return (in ? "readonly [" : "[") + items + "]";
    }
    case Shape::optional: case Shape::pointer: {
      const std::string inner = part(0);
      return inner + (in ? " | undefined | null" : " | undefined");
    }
    case Shape::nullable: return context.name_of(type.decl) + (in ? " | undefined | null" : " | undefined");
    case Shape::record: return context.name_of(type.decl) + (in ? "Init" : "");
    case Shape::handle: return context.name_of(type.decl);
    case Shape::callback: {
      const abi::Callback& callback = context.callback(id);
      const bool optional = context.is_optional_callback(id), named = has_own_name(*callback.source);
      const std::string text = named ? context.name_of(type.decl) : function_type(context, callback);
      return optional ? (named ? text : "(" + text + ")") + " | undefined | null" : text;
    }
    case Shape::variant: {
      std::vector<std::string> seen;
      std::string text;
      for (std::size_t i = 0; i < type.parts.size(); ++i) {
        // A plain object could be any of several records: variants take instances.
        const bool record = context.type(type.parts[i]).shape == Shape::record;
        const std::string one = record ? spell(context, type.parts[i], false) : part(i);
        bool known = false;
        for (const std::string& other : seen) known = known || other == one;
        if (known) continue;
        seen.push_back(one);
        text += (text.empty() ? "" : " | ") + one;
      }
      return text;
    }
  }
  return "unknown";
}

}  // namespace

bool has_own_name(const model::Callback& callback) { return callback.info.id.find('(') == std::string::npos; }
std::string callback_type(const Context& context, const abi::Callback& callback) { return function_type(context, callback); }

std::string result_type(const Context& context, TypeId id) { return spell(context, id, false); }
std::string argument_type(const Context& context, TypeId id) { return spell(context, id, true); }

}  // namespace polyglue::js
