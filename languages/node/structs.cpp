// Descriptions of the C structs that cross in memory: where the pointers in them are.
#include <fmt/format.h>

#include "languages/node/glue.hpp"

namespace polyglue::node {

using abi::Shape;
using abi::Type;
using abi::TypeId;

namespace {

const char* shape_of(const Type& type) {
  switch (type.shape) {
    case Shape::string: case Shape::bytes: return "PGN_TEXT";
    case Shape::sequence: case Shape::set: case Shape::map: return "PGN_LIST";
    case Shape::record: case Shape::tuple: return "PGN_STRUCT";
    case Shape::optional: return "PGN_OPTIONAL";
    case Shape::pointer: return "PGN_POINTER";
    case Shape::variant: return "PGN_VARIANT";
    default: return "PGN_FLAT";
  }
}

/// Handles are numbers here: a struct of them has no pointer to follow.
bool is_flat(const js::Context& context, TypeId id) {
  const Type& type = context.type(id);
  switch (type.shape) {
    case Shape::nothing: case Shape::scalar: case Shape::enumeration: case Shape::timestamp: case Shape::duration:
    case Shape::nullable: case Shape::handle: return true;
    case Shape::string: case Shape::bytes: case Shape::sequence: case Shape::set: case Shape::map: case Shape::pointer: case Shape::callback: return false;
    case Shape::optional: case Shape::tuple: case Shape::record: case Shape::variant:
      for (const TypeId part : type.parts) if (!is_flat(context, part)) return false;
      return true;
  }
  return true;
}

std::string name_of(const Type& type) { return "node_" + type.tag; }

class Structs {
 public:
  Structs(emit::Printer& out, const js::Context& context) : out_(out), context_(context) {}

  void print() {
    for (TypeId id = 0; id < context_.library.types.size(); ++id) {
      if (!used(id)) continue;
      const Type& type = context_.type(id);
      if (type.shape == Shape::nothing) continue;
      out_.print("static const pgn_type $name$;\n", {{"name", name_of(type)}});
      if (type.shape == Shape::map) out_.print("static const pgn_type $name$_entry;\n", {{"name", name_of(type)}});
    }
    for (TypeId id = 0; id < context_.library.types.size(); ++id) if (used(id)) define(id, context_.type(id));
  }

 private:
  bool used(TypeId id) const { return context_.is_written(id) || context_.is_read(id); }

  void define(TypeId id, const Type& type) {
    if (type.shape == Shape::nothing) return;
    const js::Place& place = context_.layout.of(id);
    out_.print("\n\n_Static_assert(sizeof($ctype$) == $size$, \"$ctype$\");\n", {{"ctype", type.name}, {"size", std::to_string(place.size)}});
    const bool structure = type.shape == Shape::record || type.shape == Shape::tuple;
    for (std::size_t i = 0; structure && i < type.parts.size(); ++i) check(type.name, type.members[i], place.offsets[i]);
    if (is_flat(context_, id)) return one(name_of(type), "PGN_FLAT", type.name, {});
    std::vector<std::string> parts;
    switch (type.shape) {
      case Shape::record: case Shape::tuple:
        for (std::size_t i = 0; i < type.parts.size(); ++i) {
          if (!is_flat(context_, type.parts[i])) parts.push_back(part(place.offsets[i], type.parts[i]));
        }
        break;
      case Shape::sequence: case Shape::set: case Shape::pointer: parts.push_back(part(0, type.parts[0])); break;
      case Shape::optional:
        check(type.name, "value", place.offsets[0]);
        parts.push_back(part(place.offsets[0], type.parts[0]));
        break;
      case Shape::variant:
        check(type.name, "as", place.offsets[0]);
        for (const TypeId id_of_part : type.parts) parts.push_back(part(place.offsets[0], id_of_part));
        break;
      case Shape::map: {
        const js::Place entry = context_.layout.entry(id);
        std::vector<std::string> members;
        check(type.entry, "value", entry.offsets[1]);
        for (std::size_t i = 0; i < 2; ++i) {
          if (!is_flat(context_, type.parts[i])) members.push_back(part(entry.offsets[i], type.parts[i]));
        }
        one(name_of(type) + "_entry", members.empty() ? "PGN_FLAT" : "PGN_STRUCT", type.entry, members);
        parts.push_back(fmt::format("{{0, &{}_entry}}", name_of(type)));
        break;
      }
      default: break;
    }
    one(name_of(type), shape_of(type), type.name, parts);
  }

  void check(const std::string& type, const std::string& member, std::size_t offset) {
    out_.print("_Static_assert(offsetof($type$, $member$) == $offset$, \"$type$.$member$\");\n",
               {{"type", type}, {"member", member}, {"offset", std::to_string(offset)}});
  }

  std::string part(std::size_t at, TypeId id) const {
    const Type& type = context_.type(id);
    return type.shape == Shape::nothing ? "{0, NULL}" : fmt::format("{{{}, &{}}}", at, name_of(type));
  }

  void one(const std::string& name, const std::string& shape, const std::string& ctype, const std::vector<std::string>& parts) {
    if (!parts.empty()) {
      out_.print("static const pgn_part $name$_parts[] = {$parts$};\n",
                 {{"name", name}, {"parts", fmt::format("{}", fmt::join(parts, ", "))}});
    }
    out_.print("static const pgn_type $name$ = {$shape$, sizeof($ctype$), $count$, $parts$};\n",
               {{"name", name}, {"shape", shape}, {"ctype", ctype}, {"count", std::to_string(parts.size())},
                {"parts", parts.empty() ? "NULL" : name + "_parts"}});
  }

  emit::Printer& out_;
  const js::Context& context_;
};

}  // namespace

void print_structs(emit::Printer& out, const js::Context& context) { Structs(out, context).print(); }

std::string type_name(const js::Context& context, TypeId id) { return name_of(context.type(id)); }

std::string struct_name(const js::Context& context, TypeId id) { return is_flat(context, id) ? "" : name_of(context.type(id)); }

}  // namespace polyglue::node
