// The lowered interface: every decision about the C ABI, made once. The C header, the shim and every
// language read this and only spell it.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

#include "model/model.hpp"

namespace polyglue::abi {

/// What a C type is made of, and so how it is lowered and lifted.
enum class Shape : std::uint8_t {
  nothing,    ///< no value; only as a variant's alternative
  scalar,     ///< a number, by value
  enumeration,///< the enum's underlying integer, validated on entry
  string,     ///< pgl_str
  bytes,      ///< pgl_bytes
  timestamp,  ///< pgl_timestamp
  duration,   ///< pgl_duration
  sequence,   ///< {const T *data; size_t len}            parts: element
  set,        ///< like sequence                           parts: element
  map,        ///< {const Entry *data; size_t len}         parts: key, value; entry struct: {key, value}
  tuple,      ///< struct {item0, item1, ...}              parts: items
  optional,   ///< {pgl_bool has; T value}                 parts: value
  pointer,    ///< const T *, null for none: an optional record that contains itself   parts: value
  nullable,   ///< a handle that may be null: an optional object                       parts: handle
  record,     ///< a plain struct, members = fields         parts: field types
  variant,    ///< {int32_t tag; union {...} as}            parts: alternatives
  handle,     ///< <prefix>_<class> *
  callback,   ///< struct {call, release, user}: see Library::callbacks; an optional one has its callback as part and
              ///< is the same struct, where a null `call` stands for none
};

using TypeId = std::size_t;

/// One C type. `parts` refer to types that stand before it in Library::types, except the part of a
/// pointer or of a sequence/map inside a recursive record.
struct Type {
  Shape shape = Shape::nothing;
  std::string name;             ///< as C writes it: "int32_t", "pgl_str", "rox_note", "rox_seq_note", "rox_chart *"
  std::string tag;              ///< for composing names: "i32", "str", "note", "seq_note"
  std::string entry;            ///< map: its entry struct's name, "rox_entry_str_i32"
  std::vector<TypeId> parts;
  std::vector<std::string> members;  ///< C member names of record, tuple ("item0") and variant's union
  std::optional<model::Scalar> scalar;  ///< scalar: which; enumeration: the underlying one
  model::DeclId decl;           ///< record, enumeration, variant, handle: the declaration (for error payloads too)
  bool shared = false;          ///< defined in polyglue/abi.h, not in the library's header
  /// No pointer and no handle inside: copied as memory, needs no owner, may cross as an array.
  bool flat = false;
  bool has_handles = false;     ///< a handle somewhere inside; each belongs to the receiver of a result
  /// Something inside is checked on entry: bool, enum, text, length, time, handle.
  bool checked = false;
  /// Passed by value (at most two machine words on 64-bit targets), else as `const T *`.
  bool by_value = false;
  std::size_t size = 0, align = 1;  ///< on 64-bit targets
  std::vector<std::size_t> offsets; ///< of record and tuple members, on 64-bit targets
};

/// What a C parameter carries.
enum class ParamRole : std::uint8_t {
  self,      ///< handle of the object (by value), or `const rox_note *` for a record's method
  argument,
  result,    ///< `T *out`, written on success
  owner,     ///< `pgl_owner **owner`, after all that bring or take values
  methods,   ///< `const rox_renderer_methods *methods`, of a function that makes an object of the host's class
  user,      ///< `void *user`, which the methods get
  task,      ///< `pgl_task **task`, last in an async function; `pgl_task *task`, first in its outcome
  promise,   ///< `pgl_promise *promise`, last in an async method of the host's; first in what resolves it
};

/// Whether such a parameter has a type of the interface.
constexpr bool has_type(ParamRole role) { return role <= ParamRole::result; }

struct Param {
  ParamRole role = ParamRole::argument;
  std::string name;             ///< C identifier, unique in the function: "self", "column", "out", "owner"
  TypeId type = 0;              ///< the value's type; see has_type()
  bool by_pointer = false;      ///< spelled `const T *name` (argument, self) or `T *name` (result)
  std::size_t index = 0;        ///< argument: which of model::Function::params
  /// The default exists in C++ only: always passed as `const T *name`, null selects it.
  bool has_default = false;
};

/// A function of the host that C++ calls: the type of `call` in a callback, or of one method of an interface.
/// In C: `pgl_status (*name)(void *user, arguments..., result)`. Values are views borrowed for the call.
/// Objects are the host's to free, but for those that C++ keeps (ObjectRef::ownership borrowed): they end with the call.
/// A method's first parameter is `self`, the object itself, whose handle ends with it.
struct HostFunction {
  std::string name;             ///< "call", or the method's
  const model::Function* source = nullptr;  ///< the method; null for a callback
  std::vector<Param> params;    ///< arguments; Param::index counts in the source's parameters
  std::optional<TypeId> result; ///< none = void
  /// The result is handed to C++ by `ret(into, value)`, two more parameters, which copies it: it has memory or is
  /// an object. Else it is written to `T *out`.
  bool hands_back = false;
  bool ret_by_pointer = false;  ///< ret takes `const T *value`
  /// The result comes later, by Method::resolve; the last parameter is `pgl_promise *promise`, and there is no other for it.
  bool is_async = false;
};

/// One callback type. In C: `struct name {call; void (*release)(void *user); void *user}`.
struct Callback {
  const model::Callback* source = nullptr;
  std::string name;             ///< "rox_progress"
  TypeId type = 0;
  HostFunction call;
};

/// What the shim does for one C function, beside calling C++.
enum class FunctionKind : std::uint8_t {
  call,         ///< function, method, constructor, operator, getter, ...: see model::Function::role
  free,         ///< closes a handle, at most once: `void f(T *self)`
  implement,    ///< constructor of an object whose virtual methods are the host's: see Interface
  base,         ///< a virtual method's body in C++, whatever overrides it: what `super` means
  outcome,      ///< takes the outcome of a task that has finished, and closes it: see Library::outcomes
  resolve,      ///< gives the result of an async method that the host implements, and closes the promise: see Method
};

/// One exported C function. Its C declaration is: `returns symbol(params)`.
struct Function {
  FunctionKind kind = FunctionKind::call;
  std::string symbol;           ///< "rox_chart_add_note"
  const model::Function* source = nullptr;  ///< null for free
  model::DeclId scope;          ///< the object or record it belongs to, else ""
  std::vector<Param> params;    ///< in C order: self, arguments, result, owner
  bool fallible = true;         ///< returns pgl_status; else returns `returns` directly (or void)
  std::optional<TypeId> returns;///< direct return: nothrow function of numbers and enums only
  std::optional<TypeId> result; ///< type of the result, by out-parameter or direct; none = void
  /// The result needs memory: the last parameter is `pgl_owner **owner` (null is a valid owner).
  bool has_owner = false;
  /// The result points into memory of the library that changes or ends with `self` (or is static, for a
  /// free function): hosts copy it first. What may lead into the call's own temporaries is owned instead.
  bool borrows = false;
  /// C++ may call functions of the host meanwhile: the glue must hold no lock of its own that these may want,
  /// and any object may be closed before it returns.
  bool calls_back = false;
  /// An async function: it returns its outcome, or `*task` is not null and this function, one of Library::outcomes,
  /// will say what came of it.
  std::optional<std::size_t> outcome;
  std::uint64_t hash = 0;       ///< over the full type graph of the signature

  const Param* param(ParamRole role) const;
};

/// One class. A handle of a derived class is accepted wherever one of its ancestors' is: in C it takes
/// a cast of the pointer, which changes nothing.
struct Class {
  const model::Object* source = nullptr;
  std::string name;             ///< C struct tag: "rox_chart"
  TypeId handle = 0;
  std::vector<std::size_t> functions;  ///< indices into Library::functions, free last
  std::vector<model::DeclId> ancestors;  ///< all exported bases, nearest first, without duplicates
  std::vector<model::DeclId> descendants;///< all exported derived classes, most derived first
};

/// One virtual method of an interface.
struct Method {
  HostFunction call;
  bool is_pure = false;         ///< must be there; another one may be null, for the body in C++
  std::optional<Function> base; ///< that body, unless it is pure
  std::optional<Function> resolve;  ///< async: how the host gives the result
};

/// A class that hosts may implement or derive from. In C: a struct of functions, `name`, and functions that make objects
/// of it. What these are in C is printed from here alone: Library::functions has none of them.
struct Interface {
  const model::Object* source = nullptr;
  std::string name;             ///< "rox_renderer_methods"
  std::vector<Method> methods;  ///< bases' first
  std::vector<Function> constructors;  ///< FunctionKind::implement, one per base constructor
};

/// One declared error.
struct Error {
  const model::Error* source = nullptr;
  std::string name;             ///< "rox_invalid_column": its payload struct, where there are fields
  std::string constant;         ///< "ROX_ERROR_INVALID_COLUMN"
  std::int32_t status = 0;      ///< positive; by a hash of the id, so that adding errors moves none
  std::optional<TypeId> payload;///< a record type, members = fields; none without fields
};

/// What a user was compiled against: a function's name with its hash, an enumerator's with its value's
/// ("rox_note_kind.tap"), an error's constant with its payload's. Adding one is compatible; a changed or
/// missing one is not.
struct Symbol {
  std::string name;
  std::uint64_t hash = 0;
};

/// A library, lowered. Points into the model it was made from, which must outlive it.
struct Library {
  const model::Library* model = nullptr;
  std::string prefix;           ///< "rox"
  std::string shouty;           ///< "ROX"
  std::vector<Type> types;      ///< in the order C needs
  std::vector<Function> functions;  ///< in header order
  std::vector<Function> outcomes;   ///< of the async functions, in their order; `functions` has none of them
  std::vector<Class> classes;   ///< bases before derived
  std::vector<Callback> callbacks;  ///< in source order
  std::vector<Interface> interfaces;  ///< in the order of their classes
  std::vector<Error> errors;    ///< bases before derived
  std::vector<Symbol> contract; ///< sorted by name

  const Type& type(TypeId id) const { return types[id]; }
  const Class* find_class(const model::DeclId& id) const;
  const Error* find_error(const model::DeclId& id) const;
  const Callback* find_callback(const model::DeclId& id) const;
  const Interface* find_interface(const model::DeclId& id) const;
  /// Hosts can give functions to this library, so there is <prefix>_fail() and what belongs to it.
  bool calls_hosts() const { return !callbacks.empty() || !interfaces.empty(); }
  /// Functions of this library may go on after they have returned, so there is <prefix>_task_cancel() and what belongs to it.
  bool has_tasks() const { return !outcomes.empty(); }
  /// Hosts may implement async methods, so there is <prefix>_promise_fail() and what belongs to it.
  bool has_promises() const;
  /// Some classes are streams.
  bool has_streams() const;
  /// Type of a model type; every type in the model's functions, fields, constants has one.
  TypeId type_of(const model::Type& type) const;
  /// Functions of a scope (object or record), or free ones for "".
  std::vector<const Function*> functions_of(const model::DeclId& scope) const;

  /// Keys of `type_of`, made by lower(): the canonical text of a model type without C++ spelling.
  std::unordered_map<std::string, TypeId> type_ids;
  std::unordered_map<model::DeclId, std::size_t> class_index, callback_index, interface_index, error_index;
  std::unordered_map<model::DeclId, std::vector<std::size_t>> scope_functions;
};

/// Lowers a model that has passed the checks. Deterministic; linear in the size of the model.
Library lower(const model::Library& model);

/// C name of an enumerator: "ROX_NOTE_KIND_TAP".
std::string enumerator_name(const Library& library, const model::Enum& decl, const model::Enumerator& value);
/// C name of a declared type: "rox_note_kind".
std::string type_name(const Library& library, const model::DeclInfo& info);
/// C name of a constant: "ROX_CHART_MAX_KEYS".
std::string constant_name(const Library& library, const model::Constant& constant);
/// The text `type_of` looks types up by: what crosses, not how C++ spells it.
std::string key(const model::Type& type);
/// C spelling of a scalar: "int32_t", "pgl_bool", "size_t".
std::string_view scalar_name(model::Scalar scalar);

}  // namespace polyglue::abi
