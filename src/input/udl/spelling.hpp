// How C++ would naturally declare what an interface file says: for headers to start from, and for messages.
#pragma once

#include <string>

#include "input/udl/symbols.hpp"

namespace polyglue::input::udl {

/// A name as C++ can have it: without hyphens, and not a keyword.
std::string cpp_name(const std::string& name);

class Spelling {
 public:
  explicit Spelling(const Symbols& symbols) : symbols_(symbols) {}

  /// Whether a dictionary or enum holds values of another, at any depth; a type may hold itself.
  bool holds(const std::string& outer, const std::string& inner) const;
  /// Of a field, an element or a result: "std::optional<std::string>". `inside` is the dictionary or
  /// variant whose field it is: what contains itself needs a pointer.
  std::string value(const Type& type, const std::string& inside = "") const;
  /// Of an argument: "std::string_view", "const Profile&"; what outlives the call is taken by value.
  std::string parameter(const Argument& argument, bool outlives = false) const;
  /// "double score(const Profile& a, std::string_view b)"; a constructor: "Db(std::string_view path)";
  /// one with a name: "static std::shared_ptr<Db> open(std::string_view path)"; asynchronous ones give a std::future.
  std::string operation(const Operation& operation, const std::string& owner = "") const;
  /// "struct Profile { std::string name; std::vector<double> scores; };", on one line.
  std::string definition(const Definition& definition) const;
  /// "struct Circle { double radius; };", or of an error "class Locked : public DbError { ... };".
  std::string variant(const Variant& variant, const Enum& owner) const;
  /// The text of a default: "1.5", "Color::red"; empty where C++ needs none.
  std::string literal(const Literal& literal, const Type& type) const;

 private:
  const Symbols& symbols_;
};

}  // namespace polyglue::input::udl
