// C++ types to model types.
#pragma once

#include <optional>

#include "input/cpp/context.hpp"

namespace polyglue::input::cpp {

/// Where a type stands; some cross one way only.
enum class Use { param, result, field };

/// The meaning of a type that is no reference. Raw pointers to objects depend on who owns them and
/// are decided in passing.cpp, not here.
std::optional<model::Type> map_value(Context& c, clang::QualType type, Use use, Refusal& why);

/// The same for a field of a record, which may also be a C array.
std::optional<model::Type> map_field(Context& c, const clang::FieldDecl* field, Refusal& why);

/// Types of namespace std; `handled` is false for classes of anybody else.
std::optional<model::Type> map_standard(Context& c, clang::QualType type, const std::string& name, Use use,
                                        Refusal& why);

/// A word for a type, to name a variant's alternative and what has no name of its own.
std::string word_for(Context& c, const model::Type& type);

/// A reference to the class instance, for exported objects; nothing for any other type.
std::optional<model::ObjectRef> object_of(Context& c, clang::QualType type);

/// What `*begin()` of a range gives, without reference. Empty where the class has no begin() and end().
std::optional<clang::QualType> range_element(Context& c, const clang::CXXRecordDecl* decl);

// --- classify.cpp ------------------------------------------------------------------------------

/// What an exported class is; only for classes of the index.
ClassKind classify(Context& c, const clang::CXXRecordDecl* decl);
const ExportedClass* exported(Context& c, const clang::CXXRecordDecl* decl);
bool is_exception(const clang::CXXRecordDecl* decl);
bool copyable(Context& c, const clang::CXXRecordDecl* decl);
/// The same for any type: containers are copyable when what they hold is.
bool value_copyable(Context& c, clang::QualType type);
bool movable(Context& c, const clang::CXXRecordDecl* decl);
bool default_constructible(Context& c, const clang::CXXRecordDecl* decl);
bool destructible(Context& c, const clang::CXXRecordDecl* decl);
/// Whether values of the class may point into something else: it holds a pointer, reference or view.
bool view_like(Context& c, clang::QualType type);
/// A class that hosts shall implement, if they can: it is abstract, or its author says so.
bool is_interface(Context& c, const clang::CXXRecordDecl* decl);
/// Why a class cannot cross when it is not in the index.
Refusal foreign_class(Context& c, clang::QualType type);

// --- callbacks.cpp -----------------------------------------------------------------------------

/// R(A...) of std::function<R(A...)> and its like, or null.
const clang::FunctionProtoType* function_in(Context& c, clang::QualType type);
/// Remembers an alias of such a type, and the names its parameters have in `source`.
void note_callback(Context& c, const clang::TypedefNameDecl* alias);
void note_callback_names(Context& c, const clang::TypeSourceInfo* source);
/// The callback of this type, which C++ spells `cpp`. Declares it on first use.
std::optional<model::Type> map_callback(Context& c, const clang::FunctionProtoType* type, std::string cpp, Refusal& why);
/// Whether hosts give and get the same for both, whatever C++ makes of it.
bool same_crossing(const model::Type& a, const model::Type& b);
/// Whether the parameter's type is one.
bool is_callback(const Context& c, const model::Type& type);

// --- later.cpp ---------------------------------------------------------------------------------

/// The T of std::future<T>, polyglue::task<T> and what task_traits know.
std::optional<clang::QualType> comes_later(const Context& c, clang::QualType type);
/// Said to call its last parameter once, with the result.
bool says_async(const Context& c, const clang::FunctionDecl* decl, const Names& names);
bool is_stop_token(const Context& c, clang::QualType type);
/// Why a function whose result comes later cannot be one for hosts.
std::optional<Refusal> refuse_later(const Context& c, const clang::FunctionDecl* decl, const model::Function& function, bool by_reference);

// --- passing.cpp -------------------------------------------------------------------------------

struct Passed {
  model::Type type;
  model::Passing passing = model::Passing::value;
};
std::optional<Passed> map_param(Context& c, const clang::FunctionDecl* function, unsigned index, const Names& names,
                                Refusal& why);

/// Everything about what a function gives back.
struct Returned {
  model::Type type;
  model::Passing passing = model::Passing::value;
  std::optional<model::DeclId> expected_error;
  std::vector<int> keeps_alive;
};
/// What the function returns, as written or deduced; a null type if that cannot be known.
clang::QualType return_type(Context& c, const clang::FunctionDecl* function, Refusal& why);
/// A result of this type. `first_param` is 1 where the first C++ parameter is the object itself (free operators).
std::optional<Returned> map_result(Context& c, const clang::FunctionDecl* function, clang::QualType type, bool has_self,
                                   unsigned first_param, const Names& names, Refusal& why);
/// Objects a constructor's new object must keep alive.
std::vector<int> constructor_keeps(Context& c, const clang::CXXConstructorDecl* constructor, const Names& names);

}  // namespace polyglue::input::cpp
