// What the parts of the generator share: names, spelling of types, and who may change what.
#pragma once

#include <map>
#include <set>
#include <string>
#include <string_view>
#include <vector>

#include "abi/abi.hpp"
#include "emit/printer.hpp"

namespace polyglue::rust {

/// The arguments of a function that have defaults, as a struct.
struct Options {
  struct Field { std::string name, type, value, doc; };
  std::string name;    ///< "GreetOptions"
  std::string of;      ///< the function, as a link
  bool borrows = false;
  std::vector<Field> fields;
};

/// The library and the names its declarations have in the crate.
class Crate {
 public:
  explicit Crate(const abi::Library& library);

  const abi::Library& library;
  std::string package;  ///< "rox"
  std::string error;    ///< "Error", or another name where the library has a type of that name
  std::string result;   ///< "Result"

  /// The name of a declared type: "Note"; a nested one with its class in front: "JobState". Errors have
  /// names of their own, in the module `errors`.
  const std::string& name(const model::DeclId& id) const;
  /// The same from everywhere in the crate: "crate::Note".
  std::string path(const model::DeclId& id) const { return "crate::" + name(id); }
  /// The crate that has a type of another library: "styles"; "" for this library's own. Durations are types of each crate's own, and so
  /// is what has them inside.
  const std::string& other_crate(const model::DeclId& id) const;
  bool is_foreign(const model::DeclId& id) const { return !other_crate(id).empty(); }
  bool has_foreign() const { return !foreign_.empty(); }
  /// The trait that programs implement a class with: "ShapeImpl".
  const std::string& trait_name(const model::DeclId& id) const { return traits_.at(id); }
  bool is_taken(const std::string& name) const { return taken_.count(name) != 0; }
  /// Takes a name at the top of the crate, with "_" behind it as often as needed.
  std::string take(std::string name);
  /// A name for the options of a function.
  std::string options_name(const std::string& scope, const std::string& function);
  /// A name of Rust's prelude: "Option", or in full where the library has a type of that name.
  std::string prelude(const std::string& name) const;

  /// Nobody else can change an object of this class while a program holds it: methods that change it take
  /// `&mut self`, and what others give may be borrowed. See sharing.cpp.
  bool is_exclusive(const model::DeclId& id) const { return shared_.count(id) == 0; }

  /// C++ lends objects to functions of the program: they end with the call, and what was made from them does, too.
  bool lends() const { return lends_; }

  /// Errors can go to another thread: none has an object inside.
  bool errors_are_send() const;

  /// In memory as its C form is.
  bool is_plain(const model::Type& type) const;
  /// A record of nothing but numbers: the Rust struct is the C struct.
  bool is_mirror(const model::Record& record) const;
  bool is_copy(const model::Type& type) const;
  bool is_clone(const model::Type& type) const;
  /// Can values be compared with ==?
  bool has_equality(const model::Type& type) const;
  /// Is == an equivalence, as for keys? Then values can be hashed and are ordered, too.
  bool is_total(const model::Type& type, bool ordered) const {
    std::set<model::DeclId> inside;
    return is_total(type, ordered, inside);
  }
  bool has_objects(const model::Type& type) const { return c(type).has_handles; }

  const abi::Type& c(const model::Type& type) const { return library.type(library.type_of(type)); }
  /// What a type stands for where it has a converter.
  const model::Type& represented(const model::Type& type) const;
  const model::Record* record(const model::Type& type) const;

  std::vector<Options> options;  ///< of the functions printed so far

 private:
  void find_foreign();
  void find_shared();
  bool is_total(const model::Type& type, bool ordered, std::set<model::DeclId>& inside) const;

  std::map<model::DeclId, std::string> names_, traits_, foreign_;
  std::set<std::string> taken_;
  std::set<model::DeclId> shared_;
  bool lends_ = false;
};

/// Identifiers that are no keywords: "type" -> "type_".
std::string function_name(const std::string& name);
std::string type_name(const std::string& name);
std::string constant_name(const std::string& name);
/// An enumerator: without the enum's own name in front, "level_low" of Level -> "Low".
std::vector<std::string> enumerator_names(const model::Enum& decl);
/// The package's name as crates.io wants it.
std::string package_name(const model::Library& library);

/// Types as fields and results have them: "Vec<crate::Note>".
std::string value_type(const Crate& crate, const model::Type& type);
/// "std::array<T, 4>" -> "4"; "" for any other spelling.
std::string array_size(const model::Type& type);
bool is_path(const model::Type& type);
/// The C form: "pgl::Slice<rox_note>", from outside of `ffi` with `place` "ffi::" in front of the library's own.
std::string c_type(const Crate& crate, abi::TypeId id, const std::string& place = "");
/// An expression for a default or a constant; "" where it cannot be spelled.
std::string literal(const Crate& crate, const model::Type& type, const model::Literal& literal);
/// Whether Rust's own default of the type is this.
bool is_default(const Crate& crate, const model::Type& type, const model::Literal& literal);
/// A string literal.
std::string string_literal(std::string_view text);
std::string_view scalar_name(model::Scalar scalar);

/// `///` lines of a declaration; ends in a newline unless empty.
std::string doc(const model::DeclInfo& info, const std::vector<std::string>& more = {}, std::string_view start = "///");
/// The same with parameters, result and errors.
std::string doc(const Crate& crate, const model::Function& function, const std::vector<std::string>& more = {});
/// Text as Markdown that means nothing but itself outside of `code`.
std::string markdown(std::string_view text);
/// `#[deprecated(note = "...")]`, or nothing.
std::string deprecated(const model::DeclInfo& info);
/// "head(a, b, c)tail" as rustfmt breaks it: on one line, or one item a line.
std::string list(const std::string& head, const std::vector<std::string>& items, const std::string& tail, std::size_t indent);
/// What a file imports of the crate: the lines before `body`.
std::string uses(const std::string& body);
/// No empty line beside a brace, and no two of them.
std::string tidy(const std::string& text);
/// "pub use styles::{Card, Sheet};" as rustfmt breaks it.
std::string use_of(const std::string& path, std::vector<std::string> names);
/// "let x = call(a, b);": on one line, the call on a line of its own, or one item a line.
std::string assignment(const std::string& head, const std::string& call, const std::vector<std::string>& items, const std::string& tail,
                       std::size_t indent);
/// "Name { a: 1, b: 2 }", on one line or one field a line.
std::string literal_of(const std::string& name, const std::vector<std::string>& fields, std::size_t indent);
/// "head = Name { a: 1, b: 2 };" as rustfmt breaks it.
std::string constant_of(const std::string& head, const std::string& name, const std::vector<std::string>& fields, std::size_t indent);
/// A variable that prints whole lines, or none.
emit::Printer::Value lines(emit::Printer& out, std::string text);

// The files of the crate.
std::string ffi_file(const Crate& crate);
std::string enums_file(const Crate& crate);
std::string constants_file(const Crate& crate);
std::string records_file(Crate& crate);
std::string variants_file(const Crate& crate);
/// The structs of errors, and what makes them of statuses.
std::string errors_file(const Crate& crate);
/// The enum over them, and its alternative for all other failures.
std::string error_enum(const Crate& crate);
std::string failure_variant(const Crate& crate);
std::string contract_file(const Crate& crate);
/// How C++ calls functions of the program.
std::string callbacks_file(const Crate& crate);
/// How C++ calls what programs implement its classes with.
std::string interfaces_file(const Crate& crate);
/// How values look in C.
std::string values_file(const Crate& crate);
/// Types of other libraries, by the crates that have them.
std::string others_file(const Crate& crate);
std::string functions_file(Crate& crate);
/// Of the functions that the others have printed.
std::string options_file(const Crate& crate);
/// Counts what is alive.
std::string live_file(const Crate& crate);
std::string class_file(Crate& crate, const abi::Class& entry);

/// `pub const MAX_KEYS: i32 = 18;`
void print_constant(emit::Printer& out, const Crate& crate, const model::Constant& constant);
/// What programs implement a class with.
void print_trait(emit::Printer& out, const Crate& crate, const abi::Interface& interface);
/// Functions and operators of an object or record.
void print_members(emit::Printer& out, Crate& crate, const model::DeclId& scope);

}  // namespace polyglue::rust
