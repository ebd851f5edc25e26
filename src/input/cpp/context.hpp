// What all parts of the front end share during one run: the tree, the configuration, and the index
// of what the library declares.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <utility>
#include <vector>

#include "config/config.hpp"
#include "diag/diagnostic.hpp"
#include "input/cpp/clang.hpp"
#include "input/cpp/overrides.hpp"
#include "model/model.hpp"

namespace polyglue::input::cpp {

/// Why a declaration cannot come through, and what would help: becomes a model::Skipped.
struct Refusal {
  std::string code;
  std::string reason;
  std::string hint;
};

/// What a class is on the other side of the boundary.
enum class ClassKind { record, object, error, custom, iterator };

/// A class that crosses, under the name hosts will know it by.
struct ExportedClass {
  const clang::CXXRecordDecl* decl = nullptr;
  const clang::NamedDecl* source = nullptr;  ///< where its documentation and place are: the class or its alias
  model::DeclId id;
  std::string name;
  std::optional<ClassKind> kind;             ///< empty until asked for
};

/// An alias of a std::variant.
struct VariantAlias {
  model::DeclId id;
  const clang::TypedefNameDecl* decl = nullptr;
  bool emitted = false;
};

/// What is known of a callback's type R(A...) beside it.
struct CallbackType {
  const clang::TypedefNameDecl* alias = nullptr;  ///< that names it first
  std::vector<std::string> params;                ///< names of its parameters where they were written
  model::DeclId id;                               ///< of its declaration, once there is one
};

/// The library's declarations, found in one walk before anything is translated, so that the meaning
/// of a type does not depend on the order of declarations.
struct Index {
  std::vector<const clang::Decl*> items;  ///< exported declarations, in source order
  llvm::DenseMap<const clang::CXXRecordDecl*, ExportedClass> classes;
  llvm::DenseMap<const clang::EnumDecl*, model::DeclId> enums;
  llvm::DenseMap<const void*, VariantAlias> variants;                     ///< by canonical type
  llvm::DenseMap<const void*, CallbackType> callbacks;                    ///< by canonical R(A...)
  llvm::DenseMap<const void*, const clang::CXXRecordDecl*> converters;    ///< T -> converter<T>
  std::set<std::string> tasks;                                            ///< templates with polyglue::task_traits
  llvm::DenseSet<const void*> hashed;                                     ///< T with std::hash<T>
  llvm::DenseMap<const clang::Decl*, std::vector<const clang::FunctionDecl*>> operators;  ///< by first operand
  llvm::DenseSet<const clang::CXXRecordDecl*> has_derived;
  llvm::DenseSet<const clang::EnumDecl*> flag_enums;                      ///< those with an operator|
};

struct Context {
  clang::ASTContext& ast;
  clang::Sema& sema;
  const config::Config& config;
  diag::Sink& sink;
  Overrides overrides;
  clang::PrintingPolicy policy;
  Index index;
  model::Library library;
  llvm::DenseMap<const void*, std::string> expected_errors;  ///< E by canonical type -> id of its Error
  llvm::DenseSet<const clang::CXXRecordDecl*> classifying;
  llvm::DenseSet<const clang::CXXRecordDecl*> ranging;       ///< ranges whose elements are being looked at
  llvm::DenseSet<const clang::Decl*> done;                   ///< functions that became part of a class

  Context(clang::ASTContext& ast, clang::Sema& sema, const config::Config& config, diag::Sink& sink);

  void skip(const clang::NamedDecl* decl, const std::string& id, Refusal why);
  void emit(model::Decl decl) { library.decls.push_back(std::move(decl)); }
};

// --- names.cpp ---------------------------------------------------------------------------------

/// "rox::Chart": without inline namespaces; template instances with their arguments.
std::string qualified_name(const Context& c, const clang::NamedDecl* decl);
/// "rox::decode(std::string_view)".
std::string function_id(const Context& c, const clang::FunctionDecl* decl, const std::string& qualified);
/// All names configuration may use for a declaration.
Names names_of(const Context& c, const clang::NamedDecl* decl);
Names names_of(const Context& c, const clang::FunctionDecl* decl, const std::string& qualified);
/// Declared in std or a namespace below it.
bool is_standard(const clang::Decl* decl);
model::Location location_of(const Context& c, clang::SourceLocation at);
/// Names, place, documentation, deprecation, rename: what every declaration has.
model::DeclInfo info_of(const Context& c, const clang::NamedDecl* decl, std::string id, const Names& names,
                        std::string scope = "");
/// The value of `PG_name` on the declaration: "" for one without value.
std::optional<std::string> annotation(const clang::Decl* decl, llvm::StringRef name);
/// An enumerator as hosts see it: without what it repeats of its enum's name (LEVEL_LOW of Level), or the
/// k that some styles put before constants.
std::string enumerator_name(const Context& c, const clang::EnumConstantDecl* decl);
std::string parameter_name(const clang::FunctionDecl* decl, unsigned index);
/// Resolves the exceptions named in the documentation to declared errors.
std::vector<model::DeclId> documented_errors(Context& c, const clang::DeclContext* scope, const model::Doc& doc);

// --- spelling.cpp ------------------------------------------------------------------------------

/// The type as C++ text that is valid in any scope, typedefs of fixed-width integers kept.
std::string spell(const Context& c, clang::QualType type);
/// `std::size_t` and the fixed-width names, where the type was written with one of them.
llvm::StringRef fixed_typedef(clang::QualType type);
/// Template arguments of an instance, packs flattened, as written where that is known.
std::vector<clang::TemplateArgument> arguments_of(const Context& c, clang::QualType type);
/// "std::vector" for std::__cxx11::vector and the like; "" for what is no instance of a class template.
std::string template_name(const Context& c, clang::QualType type);
/// Instantiates a class template that so far was only named. False where it cannot be complete.
bool complete(Context& c, clang::QualType type);

/// "is" / "a T": quotes a name for a message.
inline std::string quote(const std::string& text) { return "\"" + text + "\""; }

}  // namespace polyglue::input::cpp
