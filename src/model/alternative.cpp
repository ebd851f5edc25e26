#include "model/alternative.hpp"

namespace polyglue::model {

std::optional<std::size_t> alternative_of(const Library& library, const EnumLiteral& literal) {
  const auto* variant = library.find_as<Variant>(literal.enum_id);
  for (std::size_t i = 0; variant && i < variant->alternatives.size(); ++i)
    if (variant->alternatives[i].name == literal.enumerator) return i;
  return std::nullopt;
}

}  // namespace polyglue::model
