// What all files of the generator share: the library, and how each C type is spelled in the glue.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "abi/abi.hpp"
#include "emit/printer.hpp"
#include "languages/python/names.hpp"

namespace polyglue::python {

/// One member of a set of overloads; most sets have one.
using Overloads = std::vector<const abi::Function*>;

/// Functions of one scope, by what they become.
struct Members {
  struct Method {
    std::string name;             ///< "add_note"
    bool is_static = false;
    Overloads overloads;
  };
  struct Property {
    std::string name;
    const abi::Function* getter = nullptr;
    const abi::Function* setter = nullptr;
  };
  struct Operator {
    model::Role role;
    Overloads overloads;
  };
  std::vector<Method> methods;    ///< in source order of their first overload
  std::vector<Property> properties;
  std::vector<Operator> operators;
  Overloads constructors;

  const Operator* find(model::Role role) const;
};

class Context {
 public:
  explicit Context(const abi::Library& library);

  const abi::Library& library;
  const model::Library& model;
  Spelling spell;
  std::string package;    ///< "rox"
  std::string extension;  ///< "_rox"
  std::string prefix;     ///< of C symbols: "rox"
  std::string error_base; ///< Python name of the base of all errors
  std::string array_name;     ///< "Array", or "RoxArray" where the library has an Array
  std::string internal_error; ///< "InternalError" likewise
  bool declares_error_base = false;  ///< the library itself has an error of that name
  bool is_uniffi = false;    ///< callers find what UniFFI's modules have: see uniffi.hpp

  std::map<std::string, std::string> spellings;  ///< of declarations, by C++ name: for comments

  const abi::Type& type(abi::TypeId id) const { return library.type(id); }
  /// Has the class, or a class above it, a member that Python calls `name`?
  bool has_member(const model::Object& object, const std::string& name) const;

  /// Conversion functions, `int f(PyObject *, T *, pgp_arena *)` and `PyObject *f(const T *)`.
  std::string lower(abi::TypeId id) const;
  std::string lift(abi::TypeId id) const;
  /// Types of arguments and of what is in them; types of results and of what is in them.
  bool is_lowered(abi::TypeId id) const { return lowered_[id]; }
  bool is_lifted(abi::TypeId id) const { return lifted_[id]; }
  /// Its Python object is immutable and holds no memory: numbers, enums, times, optionals and tuples of them.
  bool is_plain(const abi::Type& type) const;
  /// A record whose C struct stands in the Python object itself.
  bool is_inline(const abi::Type& type) const;
  /// How a field of a record stands in the Python object: as a C value, as a str, as any object.
  enum class Field { value, text, object };
  Field field(const abi::Type& record, std::size_t index) const;
  /// A record whose Python object can be part of a cycle: the garbage collector has to know it.
  bool is_collected(const abi::Type& record) const;
  /// Sequences of it become Array.
  bool is_element(abi::TypeId id) const;
  /// The Python object can be in a set.
  bool is_hashable(abi::TypeId id) const;
  /// An expression: does the object `expr` fit this type? `strict` is a C expression, too.
  std::string fits(abi::TypeId id, const model::Type* source, const std::string& expr, const std::string& strict) const;

  /// "Chart.Kind": with the classes around it.
  std::string qualified_name(const model::DeclInfo& info) const;
  /// The type of a record's class, as C: "py_note_record.type".
  std::string record_type(const abi::Type& type) const;
  /// A callback that may be None.
  bool is_optional_callback(abi::TypeId id) const;
  /// A call that may wait for other threads: those it calls back from want the GIL. Memory that it gives out of an
  /// object has to be copied before they run, so then it keeps the GIL.
  bool releases_gil(const abi::Function& function) const;

  /// A class that Python implements, and how it sees one of its virtual methods.
  struct Override {
    const abi::Interface* interface;
    const abi::Method* method;
  };
  /// All of them that may override a function; most have none.
  std::vector<Override> overrides(const abi::Function& function) const;
  /// Objects of the class may be Python's: it, or one above it, is implementable.
  bool is_extended(const model::DeclId& object) const;
  /// C statement without its semicolon: C++ has taken the object `expr` out of its handle.
  std::string give_away(const std::string& expr) const;
  /// What Python calls a method or property of a class.
  std::string method_name(const model::Function& function) const;

  /// The name of an error's class in Python.
  std::string error_name(const model::Error& error) const;
  /// Classes, records and enums declared inside this one; "" for the top level.
  std::vector<const model::Decl*> nested(const model::DeclId& scope) const;
  /// Sorted into what they become. Inherited ones are not among them.
  Members members(const model::DeclId& scope) const;

 private:
  void use(std::vector<bool>& set, abi::TypeId id);
  std::string own_name(const std::string& name) const;
  void find_uses();
  std::vector<bool> lowered_, lifted_;
  std::map<const model::Function*, std::vector<Override>> overrides_;
};

/// A path takes os.PathLike too.
bool is_path(const model::Type& type);
/// Fields of a record or error.
const std::vector<model::Field>& fields_of(const model::Library& library, const model::DeclId& id);

}  // namespace polyglue::python
