// Parameters that hosts see in another form than C++ does: a pointer and its length become one argument,
// a stream becomes text, what the function writes becomes a result. The C++ that goes between is an adapter.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "input/cpp/types.hpp"

namespace polyglue::input::cpp {

class Adapter {
 public:
  /// `first` is 1 where the first C++ parameter is the object itself.
  Adapter(Context& c, const clang::FunctionDecl* decl, const Names& names, unsigned first)
      : c_(c), decl_(decl), names_(names), first_(first) {}

  /// How many C++ parameters from `index` on were taken over, 0 for an ordinary one. What hosts give for
  /// them, if anything, is left in `param`. A refusal is left in `why`.
  unsigned take(unsigned index, std::optional<model::Parameter>& param, Refusal& why);
  /// An ordinary parameter.
  void pass(unsigned index);
  /// A callback that is called once, with the result: its type. False with a refusal if it is none.
  bool take_completion(unsigned index, clang::QualType& result, Refusal& why);
  /// The last one passed is not given after all: C++ has a default for it.
  void leave_out() {
    if (!declared_.empty()) declared_.pop_back(), arguments_.pop_back();
  }

  bool used() const { return used_; }
  bool has_outs() const { return !outs_.empty(); }
  /// What it passes on ends when it returns.
  bool has_locals() const { return !before_.empty() || !outs_.empty() || takes_functions_; }
  /// Makes `function`, complete but for its outs, call the adapter, and adds that to the library.
  bool finish(model::Function& function, Refusal& why);

 private:
  struct Out {
    model::Type type;
    std::string value;  ///< C++ expression, after the call
  };

  bool take_range(unsigned index, std::optional<model::Parameter>& param);
  unsigned take_callback(unsigned index, std::optional<config::OwnershipRule> rule, std::optional<model::Parameter>& param, Refusal& why);
  bool take_stream(unsigned index, bool only_for_the_call, std::optional<model::Parameter>& param, Refusal& why);
  bool take_out(unsigned index, bool read, std::optional<model::Parameter>& param, Refusal& why);
  bool take_memory(unsigned index, std::optional<model::Parameter>& param);
  std::optional<model::Type> out_type(clang::QualType type, const std::string& place, Out& out, Refusal& why);
  std::string local() const { return "p" + std::to_string(locals_); }

  Context& c_;
  const clang::FunctionDecl* decl_;
  const Names& names_;
  unsigned first_;
  bool used_ = false, last_passed_ = false, takes_functions_ = false;
  int locals_ = 0;
  std::vector<std::string> declared_, arguments_;  ///< of the adapter; of the call it makes
  std::string before_;
  std::string completes_;  ///< the result of a callback that is called once
  std::vector<Out> outs_;
};

/// Pointers that only mean something together: memory and its length, first and last.
enum class Range { none, length, last };
Range range_at(Context& c, const clang::FunctionDecl* function, unsigned index);

// --- views.cpp ---------------------------------------------------------------------------------

/// Whether values of the class only read memory of others, as string views do.
bool points_elsewhere(Context& c, const clang::CXXRecordDecl* decl, int depth);
/// Why `function` must not be given what hosts lend: what it makes would point there after the call.
std::optional<Refusal> keeps_lent_memory(Context& c, const clang::FunctionDecl* decl, const model::Function& function);
/// [kind] says that the class is text or bytes.
bool stands_for_text(Context& c, const Names& names);
void build_text(Context& c, const ExportedClass& entry);

}  // namespace polyglue::input::cpp
