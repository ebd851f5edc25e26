// Declarations in the order their users need. Works on the model alone.
#include <unordered_map>

#include "input/cpp/build.hpp"

namespace polyglue::input::cpp {
namespace {

class Sorter {
 public:
  explicit Sorter(std::vector<model::Decl>& decls) : decls_(decls), state_(decls.size()) {
    for (std::size_t i = 0; i < decls.size(); ++i) index_.emplace(model::info(decls[i]).id, i);
  }

  std::vector<model::Decl> run() {
    for (std::size_t i = 0; i < decls_.size(); ++i) visit(i);
    std::vector<model::Decl> out;
    out.reserve(decls_.size());
    for (const std::size_t i : order_) out.push_back(std::move(decls_[i]));
    return out;
  }

 private:
  void id(const model::DeclId& id) {
    if (const auto found = index_.find(id); found != index_.end()) visit(found->second);
  }

  void type(const model::Type& t) {
    if (const auto* named = model::as<model::Named>(t)) id(named->id);
    else if (const auto* s = model::as<model::Sequence>(t)) type(*s->element);
    else if (const auto* s = model::as<model::Set>(t)) type(*s->element);
    else if (const auto* o = model::as<model::Optional>(t)) type(*o->value);
    else if (const auto* m = model::as<model::Map>(t)) type(*m->key), type(*m->value);
    else if (const auto* u = model::as<model::Tuple>(t))
      for (const auto& item : u->items) type(item);
  }

  void visit(std::size_t i) {
    // Already placed, or a cycle through a container: either order is right.
    if (state_[i]) return;
    state_[i] = true;
    std::visit([this](const auto& decl) { needs(decl); }, decls_[i]);
    order_.push_back(i);
  }

  void needs(const model::Record& d) { for (const auto& field : d.fields) type(field.type); }
  void needs(const model::Variant& d) { for (const auto& each : d.alternatives) type(each.type); }
  void needs(const model::Callback& d) {
    for (const auto& param : d.params) type(param.type);
    type(d.result);
  }
  void needs(const model::Custom& d) { type(d.repr); }
  void needs(const model::Constant& d) { type(d.type); }
  void needs(const model::Enum&) {}
  void needs(const model::Object& d) {
    for (const auto& base : d.bases) id(base);
    for (const auto& each : d.constructors) needs(each);
    for (const auto& each : d.methods) needs(each);
  }
  void needs(const model::Error& d) {
    if (d.base) id(*d.base);
    for (const auto& field : d.fields) type(field.type);
  }
  void needs(const model::Function& d) {
    for (const auto& param : d.params) type(param.type);
    type(d.result);
    if (d.expected_error) id(*d.expected_error);
  }

  std::vector<model::Decl>& decls_;
  std::vector<bool> state_;
  std::vector<std::size_t> order_;
  std::unordered_map<model::DeclId, std::size_t> index_;
};

}  // namespace

void sort_declarations(model::Library& library) { library.decls = Sorter(library.decls).run(); }

}  // namespace polyglue::input::cpp
