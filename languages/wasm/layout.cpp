// Proof that the structs are where JavaScript writes and reads them.
#include "languages/wasm/glue.hpp"

namespace polyglue::wasm {

using abi::Shape;
using abi::Type;
using abi::TypeId;

namespace {

class Layouts {
 public:
  Layouts(emit::Printer& out, const js::Context& context) : out_(out), context_(context) {}

  void print() {
    for (TypeId id = 0; id < context_.library.types.size(); ++id) {
      if (context_.is_written(id) || context_.is_read(id)) one(id, context_.type(id));
    }
  }

 private:
  void one(TypeId id, const Type& type) {
    const js::Place& place = context_.layout.of(id);
    switch (type.shape) {
      case Shape::record: case Shape::tuple:
        size(type.name, place.size);
        for (std::size_t i = 0; i < type.parts.size(); ++i) offset(type.name, type.members[i], place.offsets[i]);
        return;
      case Shape::optional:
        size(type.name, place.size);
        return offset(type.name, "value", place.offsets[0]);
      case Shape::variant:
        size(type.name, place.size);
        return offset(type.name, "as", place.offsets[0]);
      case Shape::map: {
        const js::Place entry = context_.layout.entry(id);
        size(type.entry, entry.size);
        return offset(type.entry, "value", entry.offsets[1]);
      }
      default: return;
    }
  }

  void size(const std::string& type, std::size_t bytes) {
    out_.print("static_assert(sizeof($type$) == $size$);\n", {{"type", type}, {"size", std::to_string(bytes)}});
  }
  void offset(const std::string& type, const std::string& member, std::size_t bytes) {
    out_.print("static_assert(offsetof($type$, $member$) == $offset$);\n",
               {{"type", type}, {"member", member}, {"offset", std::to_string(bytes)}});
  }

  emit::Printer& out_;
  const js::Context& context_;
};

}  // namespace

void print_layout(emit::Printer& out, const js::Context& context) { Layouts(out, context).print(); }

}  // namespace polyglue::wasm
