// What is plain, and its spelling.
#include "languages/c/shim_plain.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "languages/c/shim_parts.hpp"

namespace polyglue::c {
namespace {

using model::Scalar;

/// Types whose C form has the same values on every platform. `long` is not among them, which may be
/// narrower than that; nor are char and char32_t, of whose values some are refused.
bool has_fixed_width(std::string_view cpp) {
  static constexpr std::array<std::string_view, 22> known = {
      "std::int8_t", "std::int16_t", "std::int32_t", "std::int64_t", "std::uint8_t", "std::uint16_t",
      "std::uint32_t", "std::uint64_t", "std::size_t", "std::byte", "char8_t", "bool",
      "signed char", "unsigned char", "short", "unsigned short", "int", "unsigned int",
      "long long", "unsigned long long", "float", "double"};
  return std::find(known.begin(), known.end(), cpp) != known.end();
}

const model::Enum* enum_of(const abi::Library& library, const model::Type& type) {
  const auto* named = model::as<model::Named>(type);
  return named ? library.model->find_as<model::Enum>(named->id) : nullptr;
}

/// The same type in C and C++, not only one of the same values: that matters where functions are overloaded.
bool is_same(std::string_view cpp, std::string_view c) {
  if (cpp.starts_with("std::")) cpp.remove_prefix(5);
  return cpp == c;
}

}  // namespace

std::optional<PlainArgument> plain_argument(const abi::Library& library, const model::Type& type, const abi::Type& c,
                                            const std::string& name) {
  if (enum_of(library, type)) {
    return PlainArgument{fmt::format("!pgl::Enum<{}>::valid({})", type.cpp, name), "PGL_ERROR_ENUM",
                         fmt::format("static_cast<{}>({})", type.cpp, name)};
  }
  const auto* scalar = model::as<Scalar>(type);
  if (!scalar || !has_fixed_width(type.cpp)) return std::nullopt;
  if (*scalar == Scalar::boolean) return PlainArgument{name + " > 1", "PGL_ERROR_RANGE", name + " != 0"};
  return PlainArgument{"", "", is_same(type.cpp, c.name) ? name : fmt::format("static_cast<{}>({})", type.cpp, name)};
}

std::optional<std::string> plain_result(const abi::Library& library, const model::Type& type, const abi::Type& c,
                                        const std::string& expression) {
  if (enum_of(library, type) || type.cpp == "std::byte") return fmt::format("static_cast<{}>({})", c.name, expression);
  if (!model::is<Scalar>(type) || !has_fixed_width(type.cpp)) return std::nullopt;
  return expression;
}

}  // namespace polyglue::c
