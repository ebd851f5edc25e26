// The declared types of a file, by name, and the rules that a tree has to follow.
#pragma once

#include <string>
#include <unordered_map>

#include "input/udl/report.hpp"

namespace polyglue::input::udl {

/// The first definition of every type; the namespace is none.
class Symbols {
 public:
  explicit Symbols(const File& file);

  const Definition* find(const std::string& name) const;
  template <class Kind>
  const Kind* find_as(const std::string& name) const {
    const Definition* definition = find(name);
    return definition ? std::get_if<Kind>(definition) : nullptr;
  }
  const std::vector<std::string_view>& names() const { return names_; }

 private:
  std::unordered_map<std::string, const Definition*> types_;
  std::vector<std::string_view> names_;
};

/// Everything that can be said of a file without knowing its implementation: errors, and warnings about
/// what is accepted and yet doubtful. What UniFFI reads and nobody can use is taken out of the file, with a warning.
void check(File& file, Report& report);

/// The parts of check().
void check_names(File& file, Report& report);
void check_types(const File& file, const Symbols& symbols, Report& report);
/// Whether a default fits its type.
void check_default(const Literal& literal, const Type& type, const Symbols& symbols, Report& report);

/// An integer's value: none where it has no such value or more than 64 bits.
struct IntegerValue {
  bool negative = false;
  std::uint64_t magnitude = 0;
};
std::optional<IntegerValue> value_of(const Integer& integer);
bool fits_in(const IntegerValue& value, Builtin type);

}  // namespace polyglue::input::udl
