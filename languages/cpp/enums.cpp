// Enums and constants.
#include <fmt/format.h>

#include "languages/cpp/client.hpp"

namespace polyglue::cpp {
namespace {

void print_enum(emit::Printer& out, const Client& client, const model::Enum& decl) {
  const std::string name = client.name(decl.info.id);
  const Spelling spelling(client);
  out.print("\n\n$doc$\nenum class $deprecated$$name$ : $type$ {\n",
            {{"doc", lines(out, doc(decl.info))}, {"deprecated", deprecated(decl.info)}, {"name", name},
             {"type", spelling.value({decl.underlying, ""})}});
  for (const model::Enumerator& value : decl.values) {
    const bool is_unsigned = decl.underlying == model::Scalar::u64 || decl.underlying == model::Scalar::size;
    std::string number = spelling.literal({is_unsigned ? model::Scalar::u64 : model::Scalar::i64, ""}, {value.value});
    if (decl.underlying == model::Scalar::boolean) number = value.value ? "true" : "false";
    out.print("  $doc$\n  $name$ = $number$,\n",
              {{"doc", lines(out, doc(value.info))}, {"name", identifier(value.info.name)}, {"number", number}});
  }
  out.print("};\n");
  if (!decl.flags) return;
  const auto names = out.with({{"E", name}, {"N", spelling.value({decl.underlying, ""})}});
  for (const char op : {'|', '&', '^'}) {
    out.print(R"(
        [[nodiscard]] constexpr $E$ operator$op$($E$ a, $E$ b) noexcept {
          return static_cast<$E$>(static_cast<$N$>(static_cast<$N$>(a) $op$ static_cast<$N$>(b)));
        }
        constexpr $E$& operator$op$=($E$& a, $E$ b) noexcept { return a = a $op$ b; }
        )",
              {{"op", std::string(1, op)}});
  }
  // Only bits that mean something: others would be refused.
  std::uint64_t known = 0;
  for (const model::Enumerator& value : decl.values) known |= static_cast<std::uint64_t>(value.value);
  out.print(R"(
      [[nodiscard]] constexpr $E$ operator~($E$ a) noexcept {
        return static_cast<$E$>(static_cast<$N$>(static_cast<$N$>(~static_cast<$N$>(a)) & static_cast<$N$>($known$)));
      }
      )",
            {{"known", spelling.literal({model::Scalar::u64, ""}, {known & 0x7fffffffffffffffu ? static_cast<std::int64_t>(known) : std::int64_t{0}})}});
}

}  // namespace

void print_enums(emit::Printer& out, const Client& client) {
  for (const model::Decl& decl : client.library.model->decls) {
    if (const auto* enumeration = std::get_if<model::Enum>(&decl); enumeration && !client.is_foreign(enumeration->info.id)) print_enum(out, client, *enumeration);
  }
}

void print_constant(emit::Printer& out, const Spelling& spelling, const model::Constant& constant, bool in_class) {
  const std::string value = spelling.literal(constant.type, constant.value);
  std::string type = spelling.value(constant.type);
  if (model::is<model::String>(constant.type)) type = "std::string_view";
  if (value.empty()) {
    out.print("// $name$: a value that only the library's own C++ can spell.\n", {{"name", identifier(constant.info.name)}});
    return;
  }
  out.print("$doc$\n$deprecated$$where$ constexpr $type$ $name$ = $value$;\n",
            {{"doc", lines(out, doc(constant.info))}, {"deprecated", deprecated(constant.info)}, {"where", in_class ? "static" : "inline"},
             {"type", type}, {"name", identifier(constant.info.name)}, {"value", value}});
}

void print_constants(emit::Printer& out, const Client& client) {
  const Spelling spelling(client);
  bool first = true;
  for (const model::Decl& decl : client.library.model->decls) {
    const auto* constant = std::get_if<model::Constant>(&decl);
    if (!constant || client.is_foreign(constant->info.id)) continue;
    if (first) out.print("\n");
    first = false;
    print_constant(out, spelling, *constant, false);
  }
}

}  // namespace polyglue::cpp
