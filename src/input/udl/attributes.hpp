// `[Throws=X, Async, Traits=(Eq, Hash)]`: the attributes of one item.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "input/udl/cursor.hpp"

namespace polyglue::input::udl {

/// Every attribute that is asked for is allowed; finish() reports all others.
class Attributes {
 public:
  /// Reads the list at the cursor, if there is one.
  explicit Attributes(Cursor& cursor);

  bool present() const { return !attributes_.empty(); }
  bool has(std::string_view name) const { return find(name) != nullptr; }
  /// Where the attribute stands, which is there.
  Place place(std::string_view name) const { return find(name)->name.place; }

  bool flag(std::string_view name);
  /// The X of `Name=X` or `Name="X"`.
  std::optional<Name> value(std::string_view name);
  /// The items of `Name=(A, B)`.
  std::vector<Name> list(std::string_view name);
  /// `Custom`, or `Custom="library"`: whether it is there, and what it says.
  std::optional<std::string> optional_value(std::string_view name);
  /// Complains of two attributes that exclude each other.
  void exclusive(std::string_view one, std::string_view other);
  /// Complains of all attributes nobody asked for; `item` is "a dictionary".
  void finish(const std::string& item);
  /// Warns of all attributes: they may stand there and mean nothing.
  void ignore(const std::string& item);

 private:
  struct Attribute {
    enum class Form : std::uint8_t { bare, value, list };
    Name name;
    Form form = Form::bare;
    std::vector<Name> values;
  };
  const Attribute* find(std::string_view name) const;
  const Attribute* ask(std::string_view name, Attribute::Form form, const std::string& example);
  void read_one();

  Cursor& cursor_;
  std::vector<Attribute> attributes_;
  std::vector<std::string_view> asked_;
};

}  // namespace polyglue::input::udl
