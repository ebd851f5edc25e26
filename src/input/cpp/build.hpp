// Declarations to model declarations. Each function emits into Context::library or records why not.
#pragma once

#include <optional>
#include <string>
#include <unordered_set>
#include <vector>

#include "input/cpp/context.hpp"
#include "input/cpp/types.hpp"

namespace polyglue::input::cpp {

// --- index.cpp: the first walk -----------------------------------------------------------------
void build_index(Context& c);
bool in_exported_namespace(const Context& c, const clang::DeclContext* scope);

// --- functions.cpp -----------------------------------------------------------------------------

/// How one C++ function shall appear.
struct FunctionRequest {
  const clang::FunctionDecl* decl = nullptr;
  model::DeclId scope;            ///< id of the class it is a member of on our side, or ""
  model::Role role = model::Role::function;
  bool self_is_first = false;     ///< a free operator whose first operand is the object
};
std::optional<model::Function> make_function(Context& c, const FunctionRequest& request, Refusal& why);
void build_free_function(Context& c, const clang::FunctionDecl* decl);

// --- overloads.cpp -----------------------------------------------------------------------------

/// Gives each function of one scope its unique_name.
void name_overloads(const std::vector<model::Function*>& functions);
/// The same for members, without those that drop_lists() names.
void name_overloads(Context& c, std::vector<model::Function>& functions);
/// Of functions of one name that take the same from hosts, those that differ by taking a std::initializer_list: skips them.
std::unordered_set<model::DeclId> drop_lists(Context& c, const std::vector<model::Function*>& functions);
/// Of a const and a non-const method with equal parameters, true where `method` is the one to drop.
bool shadowed_by_twin(Context& c, const clang::CXXMethodDecl* method);

// --- operators.cpp -----------------------------------------------------------------------------

/// What an operator, conversion or well-known method is; nothing for an ordinary function.
struct OperatorMeaning {
  std::optional<model::Role> role;
  bool redundant = false;         ///< hosts derive it from another one
  Refusal refusal;                ///< why it has no role
};
OperatorMeaning meaning_of(Context& c, const clang::FunctionDecl* decl, unsigned operands_besides_self);
/// Free and friend operators, to_string, std::hash of a class.
void build_outside_operators(Context& c, const clang::CXXRecordDecl* decl, const model::DeclId& id,
                             std::vector<model::Function>& methods, bool record);
bool is_operator_name(const model::Function& function);

// --- members.cpp: what records and objects have in common --------------------------------------

struct Members {
  std::vector<model::Function> constructors;
  std::vector<model::Function> methods;
  std::vector<model::Constant> constants;
  bool equality = false;
  bool ordering = false;
};
void build_members(Context& c, const ExportedClass& entry, bool record, Members& out);

// --- one file each -----------------------------------------------------------------------------
void build_class(Context& c, const clang::CXXRecordDecl* decl);
void build_record(Context& c, const ExportedClass& entry);
void build_object(Context& c, const ExportedClass& entry);
void build_error(Context& c, const ExportedClass& entry);
/// Gives the errors what hosts need to raise them, if hosts can be called at all.
void build_factories(Context& c);
void build_expected_error(Context& c, clang::QualType type);
void build_custom(Context& c, const clang::CXXRecordDecl* converter);
void build_enum(Context& c, const clang::EnumDecl* decl);
void build_variable(Context& c, const clang::VarDecl* decl);
/// A value of an enum without name: 64 bits, signed where that holds it.
model::Constant constant_of(model::DeclInfo info, const clang::EnumConstantDecl* decl);
std::optional<model::Constant> make_constant(Context& c, const clang::VarDecl* decl, const model::DeclId& scope, Refusal& why);
std::vector<model::Field> record_fields(Context& c, const clang::CXXRecordDecl* decl, const model::DeclId& id);

// --- reach.cpp ---------------------------------------------------------------------------------

/// Leaves out what needs an object that nothing gives to a host.
void drop_unreachable(model::Library& library);

// --- order.cpp ---------------------------------------------------------------------------------

/// Puts types before those that hold them by value; otherwise keeps the order.
void sort_declarations(model::Library& library);

}  // namespace polyglue::input::cpp
