#include <string>
#include <unordered_map>
#include <unordered_set>

#include "abi/names.hpp"
#include "check/check.hpp"
#include "emit/naming.hpp"

namespace polyglue::check {
namespace {

using model::DeclInfo;

/// Names that must differ in every language, which converts them to its own case.
class Clashes {
 public:
  Clashes(const model::Library& library, diag::Sink& sink)
      : library_(library), sink_(sink), names_(library) {}

  void run() {
    for (const model::Decl& decl : library_.decls) std::visit([this](const auto& d) { declare(d); }, decl);
  }

 private:
  struct First { const DeclInfo* info; bool is_error; };

  void declare(const model::Record& record) {
    type(record.info, false);
    members("field", record.info, record.fields);
    members("constant", record.info, record.constants);
    functions(record.info, record.methods);
  }
  void declare(const model::Enum& decl) {
    type(decl.info, false);
    members("enumerator", decl.info, decl.values);
  }
  void declare(const model::Variant& decl) { type(decl.info, false); }
  void declare(const model::Callback& decl) {
    type(decl.info, false);
    parameters(decl.info, decl.params);
  }
  void declare(const model::Custom& decl) { has_words(decl.info); }
  void declare(const model::Error& decl) {
    type(decl.info, true);
    members("field", decl.info, decl.fields);
  }
  void declare(const model::Object& decl) {
    type(decl.info, false);
    members("constant", decl.info, decl.constants);
    functions(decl.info, decl.constructors);
    functions(decl.info, decl.methods);
    const std::string prefix = abi::qualified(library_, decl.info) + "_";
    const auto taken = symbols_.find(prefix + "free");
    if (taken == symbols_.end()) return;
    sink_.error("PG0305", "\"" + taken->second.info->id + "\" would be " + prefix + "free in C, which closes a handle",
                taken->second.info->location, rename_help(*taken->second.info));
  }
  void declare(const model::Function& function) {
    if (!has_words(function.info)) return;
    symbol(names_.symbol(library_.prefix, function), function.info, false);
    parameters(function.info, function.params);
  }
  void declare(const model::Constant& constant) {
    if (has_words(constant.info)) name("constant", "", constants_, constant.info);
  }

  static std::string rename_help(const DeclInfo& info) {
    return "write \"" + info.id + "\" = \"another_name\" below [rename] in polyglue.toml";
  }

  bool has_words(const DeclInfo& info) {
    if (!emit::words(info.name).empty()) return true;
    sink_.error("PG0307", "nothing is left of the name of \"" + info.id + "\" after case conversion", info.location, rename_help(info));
    return false;
  }

  void type(const DeclInfo& info, bool is_error) {
    if (has_words(info)) symbol(abi::qualified(library_, info), info, is_error);
  }

  void functions(const DeclInfo& scope, const std::vector<model::Function>& all) {
    const std::string prefix = abi::qualified(library_, scope);
    for (const model::Function& function : all) {
      if (function.role == model::Role::function && !has_words(function.info)) continue;
      symbol(names_.symbol(prefix, function), function.info, false);
      parameters(function.info, function.params);
    }
  }

  void symbol(const std::string& name, const DeclInfo& info, bool is_error) {
    const auto [first, is_new] = symbols_.try_emplace(name, First{&info, is_error});
    if (is_new) return;
    const bool errors = is_error && first->second.is_error;
    clash(errors ? "PG0303" : "PG0301",
          (errors ? "the errors \"" : "\"") + first->second.info->id + "\" and \"" + info.id + "\" are both " + name + " in C",
          *first->second.info, info);
  }

  using Names = std::unordered_map<std::string, const DeclInfo*>;

  template <class Member>
  void members(const char* what, const DeclInfo& scope, const std::vector<Member>& all) {
    Names names;
    for (const Member& member : all)
      if (has_words(member.info)) name(what, " of \"" + scope.id + "\"", names, member.info);
  }

  void name(const char* what, const std::string& where, Names& names, const DeclInfo& info) {
    const auto [first, is_new] = names.try_emplace(emit::snake(info.name), &info);
    if (is_new) return;
    clash("PG0301", std::string("the ") + what + "s \"" + first->second->name + "\" and \"" + info.name + "\"" + where +
          " get the same name after case conversion", *first->second, info);
  }

  void parameters(const DeclInfo& info, const std::vector<model::Parameter>& all) {
    std::unordered_map<std::string, std::string> names;
    for (const model::Parameter& parameter : all) {
      const auto [first, is_new] = names.try_emplace(abi::member_name(parameter.name), parameter.name);
      if (is_new) continue;
      sink_.error("PG0301", "the parameters \"" + first->second + "\" and \"" + parameter.name + "\" of \"" + info.id +
                  "\" get the same name after case conversion", info.location, "rename one of them in the header");
    }
  }

  void clash(const char* code, std::string message, const DeclInfo& first, const DeclInfo& second) {
    diag::Diagnostic diagnostic{code, diag::Severity::error, std::move(message), second.location,
                                static_cast<int>(second.name.size()), {}, rename_help(second)};
    diagnostic.notes.push_back({"\"" + first.id + "\" is declared here", first.location});
    sink_.add(std::move(diagnostic));
  }

  const model::Library& library_;
  diag::Sink& sink_;
  abi::Symbols names_;
  std::unordered_map<std::string, First> symbols_;
  Names constants_;
};

}  // namespace

void name_clashes(const Input& input, diag::Sink& sink) { Clashes(input.library, sink).run(); }

}  // namespace polyglue::check
