#include "languages/rust/arguments.hpp"

#include "languages/rust/callbacks.hpp"

#include <fmt/format.h>

namespace polyglue::rust {
namespace {

using abi::Shape;
using model::Scalar;

/// How one type is passed.
struct Form {
  std::string type;  ///< "&str"
  std::string call;  ///< with $ for the expression of the argument
  std::string held;  ///< without `impl`; "" for the same
};

class Forms {
 public:
  Forms(const Crate& crate, std::string lifetime) : crate_(crate), lifetime_(std::move(lifetime)) {}

  Form of(const model::Type& given) const {
    const model::Type& type = crate_.represented(given);
    const Shape shape = crate_.c(type).shape;
    switch (shape) {
      case Shape::scalar: return scalar(type);
      case Shape::enumeration: return enumeration(type);
      case Shape::string:
        if (is_path(type)) return {"impl AsRef<std::path::Path>", "pgl::path($.as_ref())", reference("std::path::Path")};
        return {reference("str"), "pgl::text($)", ""};
      case Shape::timestamp: return {"std::time::SystemTime", "pgl::instant($)", ""};
      case Shape::duration: return {"impl Into<crate::pgl::SignedDuration>", "pgl::duration($)", "crate::pgl::SignedDuration"};
      case Shape::bytes: return {reference(array_size(type).empty() ? "[u8]" : value_type(crate_, type)), "pgl::plain($)", ""};
      case Shape::sequence: return sequence(type);
      case Shape::record: return record(type);
      case Shape::optional: case Shape::nullable: return optional(type);
      case Shape::tuple: return tuple(type);
      case Shape::handle: return object(*model::as<model::ObjectRef>(type));
      default: return {reference(value_type(crate_, type)), "pgl::lower($, &mut scratch)", ""};
    }
  }

  std::string reference(const std::string& type) const { return "&" + lifetime_ + type; }

 private:
  Form scalar(const model::Type& type) const {
    const Scalar scalar = *model::as<Scalar>(type);
    const std::string name(scalar_name(scalar));
    return {name, scalar == Scalar::boolean ? "u8::from($)" : scalar == Scalar::codepoint ? "u32::from($)" : "$", ""};
  }

  Form enumeration(const model::Type& type) const {
    const auto* decl = crate_.library.model->find_as<model::Enum>(model::as<model::Named>(type)->id);
    const std::string number = decl->underlying == Scalar::boolean ? "u8" : std::string(scalar_name(decl->underlying));
    return {crate_.path(decl->info.id), decl->flags || decl->values.empty() ? "$.bits()" : number + "::from($)", ""};
  }

  Form sequence(const model::Type& type) const {
    const model::Type& element = crate_.represented(*model::as<model::Sequence>(type)->element);
    const std::string size = array_size(type);
    const auto array = [&](const std::string& of) { return reference(size.empty() ? "[" + of + "]" : "[" + of + "; " + size + "]"); };
    if (is_path(element)) return {array("impl AsRef<std::path::Path>"), "pgl::paths($, &mut scratch)", array(reference("std::path::Path"))};
    if (model::is<model::String>(element)) return {array("impl AsRef<str>"), "pgl::texts($, &mut scratch)", array(reference("str"))};
    if (const auto* object = model::as<model::ObjectRef>(element)) {
      if (object->ownership == model::Ownership::unique) return {crate_.prelude("Vec") + "<" + crate_.path(object->id) + ">", "pgl::lower(&$, &mut scratch)", ""};
      return {array(reference(crate_.path(object->id))), "pgl::lower($, &mut scratch)", ""};
    }
    return {array(value_type(crate_, element)), crate_.is_plain(element) ? "pgl::plain($)" : "pgl::lower($, &mut scratch)", ""};
  }

  Form record(const model::Type& type) const {
    const std::string name = value_type(crate_, type);
    const model::Record& decl = *crate_.record(type);
    if (crate_.is_mirror(decl)) return {name, "$", ""};
    if (crate_.is_copy(type)) return {name, "pgl::lower(&$, &mut scratch)", ""};
    return {reference(name), "pgl::lower($, &mut scratch)", ""};
  }

  Form object(const model::ObjectRef& object) const {
    if (crate_.is_foreign(object.id)) {
      const bool given = object.ownership == model::Ownership::unique;
      return {given ? crate_.path(object.id) : reference(crate_.path(object.id)), given ? "pgl::lower(&$, &mut scratch)" : "pgl::lower($, &mut scratch)", ""};
    }
    if (object.ownership == model::Ownership::unique) return {crate_.path(object.id), "pgl::handle(&$)", ""};
    return {reference(crate_.path(object.id)), "pgl::handle($)", ""};
  }

  /// What stands for a value inside an optional or a tuple.
  std::string inner(const model::Type& type) const {
    const Form form = of(type);
    return form.held.empty() ? form.type : form.held;
  }

  Form optional(const model::Type& type) const {
    const model::Type& value = crate_.represented(*model::as<model::Optional>(type)->value);
    const auto* sequence = model::as<model::Sequence>(value);
    // Elements that are borrowed in another form than they are kept.
    const bool plain = !sequence || (!model::is<model::ObjectRef>(*sequence->element));
    const std::string form = sequence && plain ? reference(array_size(value).empty() ? "[" + value_type(crate_, *sequence->element) + "]" : value_type(crate_, value))
                                               : inner(value);
    return {crate_.prelude("Option") + "<" + form + ">", "pgl::lower(&$, &mut scratch)", ""};
  }

  Form tuple(const model::Type& type) const {
    std::string items;
    const auto& parts = model::as<model::Tuple>(type)->items;
    for (const model::Type& part : parts) {
      const model::Type& item = crate_.represented(part);
      const bool simple = model::is<Scalar>(item) || model::is<model::String>(item) || crate_.is_copy(item);
      items += (items.empty() ? "" : ", ") + (simple ? inner(item) : reference(value_type(crate_, item)));
    }
    return {"(" + items + (parts.size() == 1 ? ",)" : ")"), "pgl::lower(&$, &mut scratch)", ""};
  }

  const Crate& crate_;
  std::string lifetime_;
};

std::string replaced(std::string text, const std::string& name) {
  text.replace(text.find('$'), 1, name);
  return text;
}

/// A default as an expression of the form that is passed.
std::string fallback(const Crate& crate, const model::Type& given, const model::Literal& value, const std::string& form) {
  const model::Type& type = crate.represented(given);
  std::string text = literal(crate, type, value);
  const bool empty = text.ends_with("Default::default()");
  if (text.empty()) return "";
  if (model::is<model::Sequence>(type) || model::is<model::Bytes>(type)) {
    if (!empty || !array_size(type).empty()) return "";
    if (form.find("impl ") != std::string::npos) return "&[\"\"; 0]";
    return "&[]";
  }
  if (empty && form.starts_with("&")) return "&" + value_type(crate, type) + "::default()";
  if (empty) return form + "::default()";
  if (model::is<model::Optional>(type) && text != "None" && form.find('&') != std::string::npos) return "";
  return text;
}

/// A function for C++ to call. Its type is one of Rust's own, so that calls of it are compiled into what C++ calls.
void take_function(const Crate& crate, const abi::Param& param, const model::Parameter& parameter, std::size_t before, std::size_t indent, Argument& result) {
  const Closure given = closure(crate, *crate.library.find_callback(crate.library.type(param.type).decl));
  const std::string number = before ? std::to_string(before + 1) : "", type = "F" + number, answer = "A" + number;
  result.generics = {type, answer};
  result.bounds = {function_bound(given, type, answer, indent), answer + ": crate::pgl::Answer<" + given.gives + ">"};
  if (!param.has_default && !model::is<model::Optional>(parameter.type)) {
    result.type = result.held = type;
    result.call = "&" + given.function + "(" + result.name + ")";
    return;
  }
  result.type = crate.prelude("Option") + "<" + type + ">";
  result.call = "pgl::pointer(&" + result.name + ".map(" + given.function + "))";
  if (!param.has_default && !parameter.default_value) return;
  result.fallback = "None::<fn(" + given.takes + ")" + (given.gives == "()" ? "" : " -> " + given.gives) + ">";
  result.held = crate.prelude("Option") + "<" + crate.prelude("Box") + "<dyn Fn(" + given.takes + ") -> std::result::Result<" + given.gives +
                ", crate::pgl::BoxError> + Send + Sync>>";
  result.held_fallback = "None";
}

}  // namespace

Argument argument(const Crate& crate, const abi::Param& param, const model::Parameter& parameter, const std::string& lifetime,
                  std::size_t functions, std::size_t indent) {
  Argument result;
  result.source = &parameter;
  result.name = function_name(parameter.name);
  for (const char* own : {"out", "owner", "room", "scratch", "with"}) if (result.name == own) result.name += '_';
  if (crate.library.type(param.type).shape == abi::Shape::callback) {
    take_function(crate, param, parameter, functions, indent, result);
    return result;
  }
  const Forms forms(crate, lifetime);
  Form form = forms.of(parameter.type);
  const auto* optional = model::as<model::Optional>(parameter.type);
  const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : parameter.type);
  const bool changes = object && !object->is_const && object->ownership == model::Ownership::borrowed && crate.is_exclusive(object->id) &&
                       (parameter.passing == model::Passing::mutable_ref || parameter.passing == model::Passing::pointer);
  if (changes && !optional) form.type = "&" + lifetime + "mut " + crate.path(object->id);
  if (param.has_default) {
    // Only C++ knows the default: none selects it.
    const Form held = forms.of(parameter.type);
    const std::string inner = held.held.empty() ? held.type : held.held;
    result.type = crate.prelude("Option") + "<" + inner + ">";
    std::string mapped;
    if (held.call != "$") {
      const bool function = held.call.ends_with("($)") && held.call.find('(') == held.call.size() - 3;
      mapped = ".map(" + (function ? held.call.substr(0, held.call.size() - 3) : "|value| " + replaced(held.call, "value")) + ")";
    }
    result.call = "pgl::pointer(&" + result.name + mapped + ")";
    result.fallback = "None";
    result.held = result.type;
    result.held_fallback = "None";
    return result;
  }
  result.type = form.type;
  result.call = (param.by_pointer ? "&" : "") + replaced(form.call, result.name);
  // A reference to the struct itself.
  if (param.by_pointer && result.call == "&" + result.name && form.type.starts_with("&")) result.call = result.name;
  result.held = form.held.empty() ? form.type : form.held;
  if (parameter.default_value) {
    result.fallback = fallback(crate, parameter.type, *parameter.default_value, result.type);
    // What has no place to borrow from is held by value.
    const bool by_reference = result.held.starts_with("&") && !model::is<model::String>(crate.represented(parameter.type)) && result.fallback != "&[]" &&
                              result.fallback != "&[\"\"; 0]";
    if (by_reference) result.held = value_type(crate, parameter.type);
    result.held_fallback = result.fallback == "&[\"\"; 0]" ? "&[]" : by_reference ? crate.prelude("Default") + "::default()" : result.fallback;
  }
  return result;
}

}  // namespace polyglue::rust
