// The parts of bind(), by kind of declaration.
#pragma once

#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

#include "input/udl/bind.hpp"
#include "input/udl/spelling.hpp"
#include "input/udl/symbols.hpp"

namespace polyglue::input::udl {

class Binder {
 public:
  Binder(const File& file, const model::Library& headers, Report& report, std::map<std::string, model::LanguageForm> languages)
      : file_(file), headers_(headers), report_(report), symbols_(file), spelling_(symbols_) {
    flavour_.languages = std::move(languages);
  }

  std::optional<model::Library> run();

 private:
  // bind.cpp: what belongs together
  void index();
  void pair_types();
  void pair(const Definition& definition);
  void pair_error(const Enum& definition, const std::string& fits);
  void pair_enum(const Enum& definition, const std::string& fits);
  /// A struct around a std::variant crosses as that.
  void hold(const std::string& name, const model::Record& record);
  /// The one declaration of a kind with this name; complaints where there is none.
  template <class Kind>
  const model::Decl* counterpart(const Name& name, const char* what, const std::string& fits);
  /// Whether C++ has it where the file says: in the namespace of another library, or in none of these.
  bool is_in_its_library(const std::string& name, const model::DeclInfo& info) const;
  template <class Kind>
  bool there_is(const Name& name) const;
  void missing(const std::string& what, const Name& name, const std::string& fits);
  void differs(const std::string& message, const Place& place, const model::Location& in_headers, std::string help);
  /// The declaration of a typedef, as it is, and all that it needs.
  void include(const model::DeclId& id);
  void emit(const model::DeclId& id, model::Decl decl);
  /// Where languages import the types of other libraries from.
  void note_packages();
  /// What every declaration takes from the file.
  void take_over(model::DeclInfo& info, const Name& name, const std::string& doc) const;

  // bind_types.cpp
  /// Whether `cpp` is what C++ has for `type`.
  bool fits(const Type& type, const model::Type& cpp) const;
  /// `cpp` as the file means it: bytes that it calls a sequence of u8 are one, and a pointer that it calls
  /// optional may be null.
  model::Type meant(const Type& type, const model::Type& cpp) const;
  bool fits_reference(const std::string& name, const model::Type& cpp) const;
  /// A custom type for which C++ has an alias and no converter, and yet a language has a type of its own.
  bool has_form(const Typedef& custom) const;
  model::DeclId alias_id(const Typedef& custom) const;
  /// What the file calls `type`, where C++ has no say.
  model::Type plain(const Type& type) const;
  std::optional<model::Literal> default_of(const Literal& literal, const Type& type) const;
  /// The value of an enum, or the variant without fields, that is called `text`.
  std::optional<model::Literal> enumerator_of(const std::string& text, const std::string& type) const;
  /// The same of an argument, which may leave more to C++.
  std::optional<model::Literal> argument_default_of(const Literal& literal, const Type& type) const;
  /// Which alternative of a std::variant is this variant: their number where there is none.
  static std::size_t alternative_of(const Variant& variant, const model::Variant& cpp, const std::vector<bool>& used);
  bool comparable(const model::Type& type, int depth = 0) const;

  // bind_values.cpp
  void record(const Dictionary& definition);
  void enumeration(const Enum& definition, const model::DeclId& id);
  void variant(const Enum& definition, const model::DeclId& id);
  /// The errors that the file uses as values, too: their enum or std::variant, which is called DiskErrorValue.
  void values_of_errors();

  // bind_errors.cpp
  /// An error that C++ has as a value of this type.
  struct ValueError {
    model::DeclInfo info;
    std::string cpp;                              ///< the type as C++ spells it
    std::string path;                             ///< ".kind": what says which it is, in a struct
    const model::Enum* values = nullptr;          ///< and is one of these,
    const model::Variant* alternatives = nullptr; ///< or these;
    const model::Record* single = nullptr;        ///< or there is one alone
    std::string text;                             ///< "::lib::to_string(error)"; "" where nothing says it
    bool is_value = true;                         ///< can be an argument or a result, too: it has nothing beside that
    const model::DeclId& value_id() const { return is_value && alternatives ? alternatives->info.id : info.id; }
  };
  std::optional<ValueError> value_error(const Enum& definition) const;
  void error(const Enum& definition);
  void error(const Enum& definition, const ValueError& cpp);
  /// The error that an object is when it is thrown: it holds the object.
  void thrown(const Name& name);
  const model::Error* find_variant_of_error(const Variant& variant, const model::DeclId& base) const;
  /// Whether callers implement something.
  bool calls_hosts() const;
  void keep_traits(const std::vector<Name>& traits, std::vector<model::Function>& methods) const;
  /// Whether something else has this name, in whatever case: names in C have one alone.
  bool is_taken(const std::string& name) const;
  void note_debug(const std::vector<Name>& traits, const model::DeclId& id);
  void note_order(const std::string& key, const std::vector<std::size_t>& positions);
  /// The fields in C++ that the file's fields are; none where they differ.
  std::optional<std::vector<std::size_t>> match_fields(const std::vector<Field>& fields, const std::vector<model::Field>& cpp,
                                                       const Name& owner, const model::DeclInfo& info, const std::string& fits_text);

  // bind_functions.cpp
  void object(const Interface& definition);
  /// What of a class hosts implement: the methods of the file.
  void implementable(const Interface& definition, const model::Object& cpp, model::Object& out);
  std::optional<model::Function> function(const Operation& operation, const std::vector<const model::Function*>& candidates,
                                          const std::string& owner, const model::Location& owner_location);
  std::string mismatch(const Operation& operation, const model::Function& candidate) const;
  /// Whether the file says that it throws this error, or one that this derives from.
  bool may_fail_with(const Operation& operation, const model::DeclId& error) const;
  void methods_of(const model::Object& object, const std::string& key, std::vector<const model::Function*>& out) const;
  model::Function described(const Operation& operation, const model::Function& cpp);
  void drop_changed(const Operation& operation, model::Function& function);

  const File& file_;
  const model::Library& headers_;
  Report& report_;
  Symbols symbols_;
  Spelling spelling_;
  std::unordered_map<std::string, std::vector<const model::Decl*>> by_name_;  ///< key(): see there
  std::unordered_map<std::string, model::DeclId> ids_;                       ///< of the file's types
  std::unordered_map<model::DeclId, model::Decl> types_;                     ///< what comes out, by id
  std::unordered_map<std::string, model::DeclId> thrown_;                     ///< the errors of objects that are thrown, by the object's name
  struct Holder { model::DeclId record, variant; };
  std::unordered_map<std::string, Holder> holders_;                           ///< structs around a std::variant, by the enum's or error's name
  std::unordered_map<std::string, ValueError> value_errors_;                  ///< by the error's name
  mutable std::vector<std::string> error_values_;                            ///< those that are used as values
  std::vector<model::Decl> errors_;                                          ///< these, and those that are values
  std::vector<std::string> adapters_;                                        ///< the C++ they need
  std::unordered_set<std::string> names_;                                    ///< keys of what comes out
  std::unordered_set<std::string> declared_;                                 ///< keys of the file's types
  std::vector<model::Decl> functions_;
  std::unordered_set<model::DeclId> told_;                                   ///< skipped declarations that a message names
  model::UniffiFlavour flavour_;                                             ///< what the file says beyond the API
};

/// Names that differ in case conventions alone have the same key: "add_note", "addNote". So has "other::addNote".
std::string key(const std::string& name);

/// A name of the file as identifiers can be: "deep-blue" is deep_blue, "other::Kind" is OtherKind.
std::string identifier(const std::string& name);

/// "a record": what a declaration is, for messages.
const char* kind_of(const model::Decl& decl);

}  // namespace polyglue::input::udl
