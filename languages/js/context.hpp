// What all files of the generator share: the library, the host, and what each type is in JavaScript.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "abi/abi.hpp"
#include "emit/printer.hpp"
#include "languages/js/layout.hpp"

namespace polyglue::js {

/// What one host can do. Everything else crosses as C structs in memory that both sides see.
struct Host {
  std::size_t pointer = 8;    ///< bytes of a pointer in that memory
  bool direct_values = true;  ///< text, bytes and arrays of numbers are arguments and results as they are
  /// Calls take and give numbers only, and throw when they fail. Results that are structs are read where the library left
  /// them, at $out; a call whose result has an owner gives that, for JavaScript to release.
  bool own_memory = false;
};

/// One member of a set of overloads; most sets have one.
using Overloads = std::vector<const abi::Function*>;

/// Functions of one scope, by what they become.
struct Members {
  struct Method {
    std::string name;             ///< "addNote"
    bool is_static = false;
    Overloads overloads;
  };
  struct Property {
    std::string name;
    const abi::Function* getter = nullptr;
    const abi::Function* setter = nullptr;
  };
  std::vector<Method> methods;    ///< in source order of their first overload; operators are among them
  std::vector<Property> properties;
  Overloads constructors;

  const Method* find(const std::string& name) const;
};

class Context {
 public:
  Context(const abi::Library& library, const Host& host);

  const abi::Library& library;
  const model::Library& model;
  const Host host;
  const Layout layout;
  /// Where a call leaves a result that crosses in memory.
  std::string result_at() const { return host.own_memory ? "$out" : "0"; }
  std::string package;     ///< "rox"
  std::string error_base;  ///< "RoxError"

  const abi::Type& type(abi::TypeId id) const { return library.type(id); }

  /// The package that has a type of another library; "" for this library's own, and where memory is not shared with it.
  std::string other_package(const model::DeclId& id) const;
  bool is_foreign(const model::DeclId& id) const { return !other_package(id).empty(); }
  /// Has objects of other packages in it.
  bool has_foreign(abi::TypeId id) const;
  /// Classes whose objects go to other packages, or come from there.
  std::vector<const abi::Class*> exchanged() const;

  /// Types inside arguments, and inside results, that are written to and read from memory.
  bool is_written(abi::TypeId id) const { return written_[id]; }
  bool is_read(abi::TypeId id) const { return read_[id]; }

  /// A sequence of numbers: a typed array. Its class is "" for other sequences.
  std::string typed_array(const abi::Type& type) const;
  /// Passed and returned as it is, not through memory.
  bool is_direct(abi::TypeId id) const;
  /// A function that may be absent. Its type has the function's own as its part.
  bool is_optional_callback(abi::TypeId id) const;
  const abi::Callback& callback(abi::TypeId id) const { return *library.find_callback(type(id).decl); }

  std::string error_name(const model::Error& error) const;
  /// The name of a declared record, enum or class.
  std::string name_of(const model::DeclId& id) const;
  const model::Record* record(const abi::Type& type) const { return model.find_as<model::Record>(type.decl); }
  /// Fields of a record or an error.
  const std::vector<model::Field>& fields(const model::DeclId& id) const;
  /// Sorted into what they become. Inherited ones are not among them.
  Members members(const model::DeclId& scope) const;
  /// What gives the next element of a stream; null for all other classes.
  const model::Function* next_of(const model::DeclId& id) const;
  /// Has streams whose elements come at once, or later.
  bool has_streams(bool later) const;
  /// A base that is not the first one: classes that have it get its members, not its prototype.
  bool is_secondary_base(const model::DeclId& id) const;
  /// Objects seen as this class may be of a class of JavaScript's.
  bool may_be_own(const model::DeclId& id) const;
  /// Something to be made by a constructor function: arrays of numbers are made from lists.
  bool is_list_argument(abi::TypeId id) const { return lists_[id]; }

 private:
  void use(std::vector<bool>& set, abi::TypeId id);
  void find_uses();
  void find_uses(const abi::Function& function);
  void find_uses(const abi::HostFunction& function);
  std::vector<bool> written_, read_, lists_;
};

/// The name of a function of the library as the host knows it: its C symbol without the prefix.
std::string native_name(const Context& context, const abi::Function& function);
/// Name of a scalar kind: "i32", "character".
std::string kind_name(model::Scalar scalar);
/// Which view of memory holds this scalar ("f64"), and the shift from bytes to its elements.
std::string view_name(model::Scalar scalar);
int shift_of(model::Scalar scalar);

/// Types as TypeScript writes them: of what comes out, and of what may go in.
std::string result_type(const Context& context, abi::TypeId id);
std::string argument_type(const Context& context, abi::TypeId id);
/// A function of the host as TypeScript writes it: "(left: number) => number".
std::string callback_type(const Context& context, const abi::Callback& callback);
/// The library has a name for it, which is declared; others are written where they are taken.
bool has_own_name(const model::Callback& callback);

/// A default or constant as JavaScript; none if it cannot be written there.
std::optional<std::string> literal(const Context& context, const model::Type& type, const model::Literal& value);
/// A record's field when nothing is given for it; none if it must be given.
std::optional<std::string> field_default(const Context& context, const model::Record& record, std::size_t index);

/// A documentation comment: "/** ... */\n", or "" for none.
std::string doc_comment(const Context& context, const model::DeclInfo& info, const model::Function* function = nullptr);

/// Generated JavaScript is as prettier leaves it with this printWidth.
inline constexpr std::size_t line_width = 120;

/// "head(a, b)tail" on one line if it fits, else one item per line, as prettier breaks it. `indent` is the column the
/// line starts in.
std::string list_line(const std::string& head, const std::vector<std::string>& items, const std::string& tail,
                      std::size_t indent = 0, const char* brackets = "()");

/// Breaks lines that are longer: conditions after their operators, calls after their commas.
std::string wrap_long_lines(const std::string& text);

/// Prints text that may contain "$", and a newline.
void print_line(emit::Printer& out, const std::string& text);

}  // namespace polyglue::js
