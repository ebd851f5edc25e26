// Whether C++ has what the file says, and defaults.
#include <algorithm>

#include "emit/naming.hpp"
#include "input/udl/binder.hpp"
#include "input/udl/parse_types.hpp"

namespace polyglue::input::udl {
namespace {

std::optional<model::Scalar> scalar_of(Builtin builtin) {
  switch (builtin) {
    case Builtin::boolean: return model::Scalar::boolean;
    case Builtin::i8: return model::Scalar::i8;
    case Builtin::u8: return model::Scalar::u8;
    case Builtin::i16: return model::Scalar::i16;
    case Builtin::u16: return model::Scalar::u16;
    case Builtin::i32: return model::Scalar::i32;
    case Builtin::u32: return model::Scalar::u32;
    case Builtin::i64: return model::Scalar::i64;
    case Builtin::u64: return model::Scalar::u64;
    case Builtin::f32: return model::Scalar::f32;
    case Builtin::f64: return model::Scalar::f64;
    default: return std::nullopt;
  }
}

bool fits_builtin(Builtin builtin, const model::Type& cpp) {
  if (const auto scalar = scalar_of(builtin)) {
    const auto* found = model::as<model::Scalar>(cpp);
    return found && (*found == *scalar || (*scalar == model::Scalar::u64 && *found == model::Scalar::size));
  }
  switch (builtin) {
    case Builtin::string: return model::is<model::String>(cpp);
    case Builtin::bytes: return model::is<model::Bytes>(cpp);
    case Builtin::timestamp: return model::is<model::Timestamp>(cpp);
    default: return model::is<model::Duration>(cpp);
  }
}

/// std::vector<std::uint8_t> are bytes, unless the file says that they are numbers.
bool is_u8(const Type& type) {
  const auto* builtin = std::get_if<Builtin>(&type.kind);
  return builtin && *builtin == Builtin::u8 && !type.optional;
}

/// A smart pointer to an object, which the file may call optional.
bool may_be_null(const model::Type& type) {
  const auto* object = model::as<model::ObjectRef>(type);
  return object && (object->ownership == model::Ownership::shared || object->ownership == model::Ownership::unique);
}

}  // namespace

bool Binder::fits(const Type& type, const model::Type& cpp) const {
  if (type.optional) {
    Type inner = type;
    inner.optional = false;
    const auto* optional = model::as<model::Optional>(cpp);
    return optional ? fits(inner, *optional->value) : may_be_null(cpp) && fits(inner, cpp);
  }
  if (const auto* builtin = std::get_if<Builtin>(&type.kind)) return fits_builtin(*builtin, cpp);
  if (const auto* sequence = std::get_if<SequenceOf>(&type.kind)) {
    if (is_u8(*sequence->element) && model::is<model::Bytes>(cpp)) return true;
    const auto* found = model::as<model::Sequence>(cpp);
    return found && fits(*sequence->element, *found->element);
  }
  if (const auto* record = std::get_if<RecordOf>(&type.kind)) {
    const auto* found = model::as<model::Map>(cpp);
    return found && fits(*record->key, *found->key) && fits(*record->value, *found->value);
  }
  return fits_reference(std::get<Reference>(type.kind).name, cpp);
}

model::Type Binder::meant(const Type& type, const model::Type& cpp) const {
  model::Type out = cpp;
  if (auto* optional = std::get_if<model::Optional>(&out.kind); optional && type.optional) {
    Type inner = type;
    inner.optional = false;
    *optional->value = meant(inner, *optional->value);
  } else if (type.optional && may_be_null(cpp)) {
    out.kind = model::Optional{cpp};
  } else if (const auto* sequence = std::get_if<SequenceOf>(&type.kind)) {
    if (model::is<model::Bytes>(cpp)) out.kind = model::Sequence{model::Type{model::Scalar::u8, "std::uint8_t"}};
    else if (auto* found = std::get_if<model::Sequence>(&out.kind)) *found->element = meant(*sequence->element, *found->element);
  } else if (const auto* record = std::get_if<RecordOf>(&type.kind)) {
    if (auto* found = std::get_if<model::Map>(&out.kind)) {
      *found->key = meant(*record->key, *found->key);
      *found->value = meant(*record->value, *found->value);
    }
  } else if (const auto* reference = std::get_if<Reference>(&type.kind)) {
    if (const auto holder = holders_.find(reference->name); holder != holders_.end()) out.kind = model::Named{holder->second.variant};
    const auto* alias = symbols_.find_as<Typedef>(reference->name);
    if (alias && alias->type && !ids_.contains(reference->name)) {
      out = meant(*alias->type, cpp);
      if (has_form(*alias)) out.kind = model::Named{alias_id(*alias)};
    }
  }
  return out;
}

bool Binder::fits_reference(const std::string& name, const model::Type& cpp) const {
  const auto* custom = symbols_.find_as<Typedef>(name);
  const auto id = ids_.find(name);
  if (id == ids_.end()) {
    // An alias in C++ is the type it stands for. What has no counterpart was reported already.
    if (custom && custom->is_custom()) return fits(*custom->type, cpp);
    return true;
  }
  const auto* named = model::as<model::Named>(cpp);
  if (const auto value = value_errors_.find(name); value != value_errors_.end() && value->second.is_value) {
    if (!named || named->id != value->second.info.id) return false;
    error_values_.push_back(name);
    return true;
  }
  if (const auto holder = holders_.find(name); named && holder != holders_.end()) return named->id == holder->second.record;
  if (named) return named->id == id->second;
  const auto* object = model::as<model::ObjectRef>(cpp);
  return object && object->id == id->second;
}

bool Binder::has_form(const Typedef& custom) const {
  return std::any_of(flavour_.languages.begin(), flavour_.languages.end(), [&](const auto& language) { return language.second.custom_types.contains(custom.name.text); });
}

model::DeclId Binder::alias_id(const Typedef& custom) const { return cpp_name(namespace_of(file_)) + "::" + cpp_name(custom.name.text); }

model::Type Binder::plain(const Type& type) const {
  if (type.optional) {
    Type inner = type;
    inner.optional = false;
    return {model::Optional{plain(inner)}, ""};
  }
  if (const auto* builtin = std::get_if<Builtin>(&type.kind)) {
    if (const auto scalar = scalar_of(*builtin)) return {*scalar, ""};
    switch (*builtin) {
      case Builtin::string: return {model::String{}, ""};
      case Builtin::bytes: return {model::Bytes{}, ""};
      case Builtin::timestamp: return {model::Timestamp{}, ""};
      default: return {model::Duration{}, ""};
    }
  }
  if (const auto* sequence = std::get_if<SequenceOf>(&type.kind)) return {model::Sequence{plain(*sequence->element)}, ""};
  if (const auto* record = std::get_if<RecordOf>(&type.kind)) return {model::Map{plain(*record->key), plain(*record->value)}, ""};
  const std::string& name = std::get<Reference>(type.kind).name;
  if (const auto value = value_errors_.find(name); value != value_errors_.end()) return {model::Named{value->second.value_id()}, ""};
  if (const auto id = ids_.find(name); id != ids_.end()) {
    if (headers_.find_as<model::Object>(id->second)) return {model::ObjectRef{id->second, model::Ownership::shared, false}, ""};
    return {model::Named{id->second}, ""};
  }
  const auto* alias = symbols_.find_as<Typedef>(name);
  if (!alias || !alias->type) return {};
  return has_form(*alias) ? model::Type{model::Named{alias_id(*alias)}, ""} : plain(*alias->type);
}

std::optional<model::Literal> Binder::default_of(const Literal& literal, const Type& type) const {
  if (std::holds_alternative<Null>(literal.value)) return model::Literal{model::NullLiteral{}};
  if (const auto* truth = std::get_if<bool>(&literal.value)) return model::Literal{*truth};
  if (const auto* integer = std::get_if<Integer>(&literal.value)) {
    const auto value = value_of(*integer);
    const auto* builtin = std::get_if<Builtin>(&type.kind);
    if (!value || !builtin || !fits_in(*value, *builtin)) return std::nullopt;
    if (value->negative) return model::Literal{static_cast<std::int64_t>(0 - value->magnitude)};
    if (value->magnitude > static_cast<std::uint64_t>(INT64_MAX)) return model::Literal{value->magnitude};
    return model::Literal{static_cast<std::int64_t>(value->magnitude)};
  }
  if (const auto* floating = std::get_if<Floating>(&literal.value)) return model::Literal{std::strtod(floating->text.c_str(), nullptr)};
  if (const auto* text = std::get_if<std::string>(&literal.value)) {
    const auto* reference = std::get_if<Reference>(&type.kind);
    if (!reference) return model::Literal{*text};
    return enumerator_of(*text, reference->name);
  }
  return model::Literal{model::EmptyLiteral{}};
}

std::optional<model::Literal> Binder::enumerator_of(const std::string& text, const std::string& type) const {
  const auto same = [&](const std::string& name) { return emit::words(name) == emit::words(text); };
  const auto id = ids_.find(type);
  if (id == ids_.end() || value_errors_.contains(type)) return std::nullopt;
  if (const Enum* definition = symbols_.find_as<Enum>(type)) {
    for (const Variant& variant : definition->variants)
      if (same(variant.name.text) && variant.fields.empty()) return model::Literal{model::EnumLiteral{id->second, identifier(variant.name.text)}};
  } else if (const auto* elsewhere = headers_.find_as<model::Enum>(id->second)) {
    for (const model::Enumerator& value : elsewhere->values)
      if (same(value.info.name)) return model::Literal{model::EnumLiteral{id->second, value.info.name}};
  } else if (const auto* variant = headers_.find_as<model::Variant>(id->second)) {
    for (const model::Alternative& one : variant->alternatives) {
      const auto* named = model::as<model::Named>(one.type);
      const auto* record = named ? headers_.find_as<model::Record>(named->id) : nullptr;
      if (same(one.name) && (model::is<model::Void>(one.type) || (record && record->fields.empty()))) return model::Literal{model::EnumLiteral{id->second, one.name}};
    }
  }
  return std::nullopt;
}

std::optional<model::Literal> Binder::argument_default_of(const Literal& literal, const Type& type) const {
  const auto* text = std::get_if<std::string>(&literal.value);
  const auto* reference = std::get_if<Reference>(&type.kind);
  const Enum* definition = reference ? symbols_.find_as<Enum>(reference->name) : nullptr;
  const auto id = reference ? ids_.find(reference->name) : ids_.end();
  const auto* cpp = id == ids_.end() ? nullptr : headers_.find_as<model::Variant>(id->second);
  if (!text || !cpp) return default_of(literal, type);
  std::size_t at = cpp->alternatives.size();
  if (!definition) at = static_cast<std::size_t>(std::find_if(cpp->alternatives.begin(), cpp->alternatives.end(), [&](const auto& one) { return emit::words(one.name) == emit::words(*text); }) - cpp->alternatives.begin());
  else for (const Variant& variant : definition->variants) if (emit::words(variant.name.text) == emit::words(*text)) at = alternative_of(variant, *cpp, std::vector<bool>(cpp->alternatives.size()));
  if (at == cpp->alternatives.size()) return std::nullopt;
  const auto* named = model::as<model::Named>(cpp->alternatives[at].type);
  const auto* record = named ? headers_.find_as<model::Record>(named->id) : nullptr;
  if (record && !record->default_constructible) return std::nullopt;
  // C++ makes it, and knows what its fields are.
  const std::string made = "::" + cpp->cpp + "(::std::in_place_index<" + std::to_string(at) + ">)";
  const auto holder = holders_.find(reference->name);
  return model::Literal{model::OpaqueLiteral{holder == holders_.end() ? made : "::" + holder->second.record + "{" + made + "}"}};
}

bool Binder::comparable(const model::Type& type, int depth) const {
  if (depth > 8 || model::is<model::ObjectRef>(type)) return false;
  if (const auto* sequence = model::as<model::Sequence>(type)) return comparable(*sequence->element, depth + 1);
  if (const auto* set = model::as<model::Set>(type)) return comparable(*set->element, depth + 1);
  if (const auto* o = model::as<model::Optional>(type)) return comparable(*o->value, depth + 1);
  if (const auto* m = model::as<model::Map>(type)) return comparable(*m->key, depth + 1) && comparable(*m->value, depth + 1);
  if (const auto* named = model::as<model::Named>(type)) {
    const auto* record = headers_.find_as<model::Record>(named->id);
    if (record)
      for (const model::Field& field : record->fields)
        if (!comparable(field.type, depth + 1)) return false;
    return record || headers_.find_as<model::Enum>(named->id);
  }
  return true;
}

}  // namespace polyglue::input::udl
