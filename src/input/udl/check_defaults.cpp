// Whether a default fits its type.
#include <array>
#include <limits>

#include "emit/naming.hpp"
#include "input/udl/parse_types.hpp"
#include "input/udl/symbols.hpp"

namespace polyglue::input::udl {
namespace {

bool is_integer(Builtin builtin) { return builtin >= Builtin::i8 && builtin <= Builtin::u64; }
bool is_unsigned(Builtin builtin) {
  return builtin == Builtin::u8 || builtin == Builtin::u16 || builtin == Builtin::u32 || builtin == Builtin::u64;
}
int bits(Builtin builtin) {
  switch (builtin) {
    case Builtin::i8: case Builtin::u8: return 8;
    case Builtin::i16: case Builtin::u16: return 16;
    case Builtin::i32: case Builtin::u32: return 32;
    default: return 64;
  }
}

/// The values some type's default may have, for messages.
std::string wanted(const Type& type, const Symbols& symbols) {
  if (const auto* builtin = std::get_if<Builtin>(&type.kind)) {
    if (*builtin == Builtin::boolean) return "write true or false";
    if (is_integer(*builtin)) return "write a whole number";
    if (*builtin == Builtin::f32 || *builtin == Builtin::f64) return "write a number with a dot, such as 1.0";
    if (*builtin == Builtin::string) return "write text in quotes";
  }
  if (std::holds_alternative<SequenceOf>(type.kind)) return "write []";
  if (std::holds_alternative<RecordOf>(type.kind)) return "write {}";
  if (const auto* reference = std::get_if<Reference>(&type.kind))
    if (symbols.find_as<Enum>(reference->name)) return "write one of its values in quotes";
  return "leave the default out, or make the type optional with null as its default";
}

}  // namespace

std::optional<IntegerValue> value_of(const Integer& integer) {
  std::string_view digits = integer.text;
  IntegerValue out;
  if (digits.starts_with('-')) {
    out.negative = true;
    digits.remove_prefix(1);
  }
  unsigned base = 10;
  if (digits.starts_with("0x") || digits.starts_with("0X")) {
    base = 16;
    digits.remove_prefix(2);
  } else if (digits.size() > 1 && digits.starts_with('0')) {
    base = 8;
  }
  for (const char c : digits) {
    const unsigned digit = static_cast<unsigned>(c <= '9' ? c - '0' : (c | 0x20) - 'a' + 10);
    if (digit >= base || out.magnitude > (std::numeric_limits<std::uint64_t>::max() - digit) / base) return std::nullopt;
    out.magnitude = out.magnitude * base + digit;
  }
  return out;
}

bool fits_in(const IntegerValue& value, Builtin builtin) {
  const int width = bits(builtin);
  if (is_unsigned(builtin)) return width == 64 || value.magnitude >> width == 0;
  const std::uint64_t limit = std::uint64_t{1} << (width - 1);
  return value.negative ? value.magnitude <= limit : value.magnitude < limit;
}

void check_default(const Literal& literal, const Type& type, const Symbols& symbols, Report& report) {
  const std::string text = to_text(literal);
  const auto refuse = [&](std::string help) {
    report.error("PG0167", "`" + text + "` is no default for " + to_text(type), literal.place, std::move(help));
  };
  const auto* builtin = std::get_if<Builtin>(&type.kind);
  const auto* reference = std::get_if<Reference>(&type.kind);
  if (reference && !symbols.find(reference->name)) return;
  if (std::holds_alternative<Null>(literal.value)) {
    if (!type.optional) refuse("write " + to_text(type) + "? for a value that may be absent");
  } else if (std::holds_alternative<bool>(literal.value)) {
    if (!builtin || *builtin != Builtin::boolean) refuse(wanted(type, symbols));
  } else if (const auto* integer = std::get_if<Integer>(&literal.value)) {
    if (builtin && (*builtin == Builtin::f32 || *builtin == Builtin::f64)) return refuse("write " + text + ".0");
    if (!builtin || !is_integer(*builtin)) return refuse(wanted(type, symbols));
    const auto value = value_of(*integer);
    if (value && value->negative && is_unsigned(*builtin)) return refuse("the type holds no negative numbers; take i" + std::to_string(bits(*builtin)));
    if (!value && text.find_first_of("89") != std::string::npos && text.find_first_of("xX") == std::string::npos && text.find('0') <= 1)
      return refuse("a number that begins with 0 is octal: its digits are 0 to 7");
    if (!value || !fits_in(*value, *builtin)) report.warning("the default " + text + " is out of the range of " + std::string(name_of(*builtin)), literal.place,
                                                          "it is left out: callers have to give the value");
  } else if (std::holds_alternative<Floating>(literal.value)) {
    if (!builtin || (*builtin != Builtin::f32 && *builtin != Builtin::f64)) refuse(wanted(type, symbols));
  } else if (const auto* value = std::get_if<std::string>(&literal.value)) {
    if (builtin && *builtin == Builtin::string) return;
    const Enum* definition = reference ? symbols.find_as<Enum>(reference->name) : nullptr;
    const Typedef* elsewhere = reference ? symbols.find_as<Typedef>(reference->name) : nullptr;
    if (elsewhere && elsewhere->kind == Typedef::Kind::enumeration && !elsewhere->type) return;
    if (!definition) return refuse(wanted(type, symbols));
    for (const Variant& variant : definition->variants)
      if (variant.name.text == *value || emit::words(variant.name.text) == emit::words(*value)) return;
    std::string list;
    for (const Variant& variant : definition->variants) {
      if (list.size() > 60) { list += ", ..."; break; }
      list += (list.empty() ? "there are " : ", ") + variant.name.text;
    }
    report.warning("`" + definition->name.text + "` has no value \"" + *value + "\"", literal.place, "it is left out: callers have to give the value; " + list);
  } else if (std::holds_alternative<EmptySequence>(literal.value)) {
    if (!std::holds_alternative<SequenceOf>(type.kind)) refuse(wanted(type, symbols));
  } else if (!std::holds_alternative<RecordOf>(type.kind)) {
    refuse(wanted(type, symbols));
  }
}

}  // namespace polyglue::input::udl
