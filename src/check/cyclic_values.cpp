#include <algorithm>
#include <string>
#include <unordered_map>
#include <vector>

#include "check/check.hpp"

namespace polyglue::check {
namespace {

/// Searches the graph "holds by value" for a cycle. Sequences, maps and optionals end the search: they
/// hold what is inside through a pointer, or can be empty.
class Search {
 public:
  Search(const model::Library& library, diag::Sink& sink) : library_(library), sink_(sink) {}

  void visit(const model::DeclId& id) {
    const model::Decl* decl = library_.find(id);
    if (!decl) return;
    State& state = states_[id];
    if (state == State::done) return;
    if (state == State::open) {
      report(id);
      return;
    }
    state = State::open;
    path_.push_back(id);
    if (const auto* record = std::get_if<model::Record>(decl))
      for (const model::Field& field : record->fields) visit_type(field.type);
    if (const auto* variant = std::get_if<model::Variant>(decl))
      for (const model::Alternative& alternative : variant->alternatives) visit_type(alternative.type);
    if (const auto* custom = std::get_if<model::Custom>(decl)) visit_type(custom->repr);
    path_.pop_back();
    states_[id] = State::done;
  }

 private:
  enum class State { fresh, open, done };

  void visit_type(const model::Type& type) {
    if (const auto* named = model::as<model::Named>(type)) visit(named->id);
    if (const auto* tuple = model::as<model::Tuple>(type))
      for (const model::Type& item : tuple->items) visit_type(item);
  }

  void report(const model::DeclId& id) {
    std::string chain;
    for (auto step = std::find(path_.begin(), path_.end(), id); step != path_.end(); ++step) chain += "\"" + *step + "\" holds ";
    sink_.error("PG0302", chain + "\"" + id + "\" by value, so it has no size", model::info(*library_.find(id)).location,
                "hold it through std::vector or std::unique_ptr");
  }

  const model::Library& library_;
  diag::Sink& sink_;
  std::unordered_map<model::DeclId, State> states_;
  std::vector<model::DeclId> path_;
};

}  // namespace

void cyclic_values(const Input& input, diag::Sink& sink) {
  Search search(input.library, sink);
  for (const model::Decl& decl : input.library.decls) search.visit(model::info(decl).id);
}

}  // namespace polyglue::check
