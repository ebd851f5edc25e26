#include "cli/listing.hpp"

#include "abi/names.hpp"
#include "emit/naming.hpp"

namespace polyglue::cli {
namespace {

class Lister {
 public:
  Lister(const model::Library& library, std::vector<Line>& out) : library_(library), names_(library), out_(out) {}

  void operator()(const model::Record& d) {
    add("record", d.info, abi::qualified(library_, d.info));
    fields(d.fields);
    functions(d.info, d.methods);
    constants(d.constants);
  }
  void operator()(const model::Enum& d) {
    const std::string name = abi::qualified(library_, d.info);
    add(d.flags ? "flags" : "enum", d.info, name);
    for (const model::Enumerator& value : d.values) add("enumerator", value.info, emit::shouty(name + "_" + value.info.name), 1);
  }
  void operator()(const model::Variant& d) { add("variant", d.info, abi::qualified(library_, d.info)); }
  void operator()(const model::Callback& d) { add("callback", d.info, abi::qualified(library_, d.info)); }
  void operator()(const model::Object& d) {
    add(d.implementable ? "interface" : "object", d.info, abi::qualified(library_, d.info));
    functions(d.info, d.constructors);
    functions(d.info, d.methods);
    constants(d.constants);
  }
  void operator()(const model::Error& d) {
    add("error", d.info, library_.prefix.empty() ? "" : emit::shouty(library_.prefix + "_error_" + d.info.name));
    fields(d.fields);
  }
  void operator()(const model::Custom& d) { add("custom", d.info, d.repr.cpp); }
  void operator()(const model::Function& d) { add("function", d.info, names_.symbol(library_.prefix, d)); }
  void operator()(const model::Constant& d) { add("constant", d.info, emit::shouty(abi::qualified(library_, d.info))); }

 private:
  void add(const char* kind, const model::DeclInfo& info, std::string as, int depth = 0) {
    out_.push_back({kind, info.id.empty() ? info.name : info.id, std::move(as), depth, info.location});
  }
  void fields(const std::vector<model::Field>& all) {
    for (const model::Field& field : all) add("field", field.info, abi::member_name(field.info.name), 1);
  }
  void constants(const std::vector<model::Constant>& all) {
    for (const model::Constant& constant : all) add("constant", constant.info, emit::shouty(abi::qualified(library_, constant.info)), 1);
  }
  void functions(const model::DeclInfo& scope, const std::vector<model::Function>& all) {
    const std::string prefix = abi::qualified(library_, scope);
    for (const model::Function& function : all) add(kind_of(function), function.info, names_.symbol(prefix, function), 1);
  }
  static const char* kind_of(const model::Function& function) {
    switch (function.role) {
      case model::Role::constructor: return "constructor";
      case model::Role::getter: return "getter";
      case model::Role::setter: return "setter";
      case model::Role::function: case model::Role::next: return function.is_static ? "static" : "method";
      default: return "operator";
    }
  }

  const model::Library& library_;
  abi::Symbols names_;
  std::vector<Line>& out_;
};

}  // namespace

std::vector<Line> list_exported(const model::Library& library) {
  std::vector<Line> out;
  Lister lister(library, out);
  for (const model::Decl& decl : library.decls) std::visit(lister, decl);
  return out;
}

std::size_t count_exported(const model::Library& library) { return list_exported(library).size(); }

}  // namespace polyglue::cli
