#include "languages/js/layout.hpp"

#include <algorithm>

namespace polyglue::js {

using abi::Shape;
using abi::TypeId;
using model::Scalar;

std::size_t aligned(std::size_t offset, std::size_t align) { return (offset + align - 1) / align * align; }

std::size_t size_of(Scalar scalar, std::size_t pointer) {
  switch (scalar) {
    case Scalar::boolean: case Scalar::i8: case Scalar::u8: case Scalar::character: return 1;
    case Scalar::i16: case Scalar::u16: return 2;
    case Scalar::i32: case Scalar::u32: case Scalar::f32: case Scalar::codepoint: return 4;
    case Scalar::i64: case Scalar::u64: case Scalar::f64: return 8;
    case Scalar::size: return pointer;
  }
  return 0;
}

// Parts stand before the types made of them, except behind pointers, whose size is known anyway.
Layout::Layout(const abi::Library& library, std::size_t pointer) : library_(library), pointer_(pointer), places_(library.types.size()) {
  for (TypeId id = 0; id < library.types.size(); ++id) place(id);
}

Place Layout::structure(const std::vector<TypeId>& parts) const {
  Place result;
  for (const TypeId part : parts) {
    const Place& inner = places_[part];
    result.offsets.push_back(aligned(result.size, inner.align));
    result.size = result.offsets.back() + inner.size;
    result.align = std::max(result.align, inner.align);
  }
  result.size = aligned(std::max<std::size_t>(result.size, 1), result.align);
  return result;
}

Place Layout::entry(TypeId map) const { return structure(library_.type(map).parts); }

void Layout::place(TypeId id) {
  const abi::Type& type = library_.type(id);
  Place& result = places_[id];
  switch (type.shape) {
    case Shape::nothing: result = {0, 1, {}}; break;
    case Shape::scalar: case Shape::enumeration: {
      const std::size_t size = size_of(*type.scalar, pointer_);
      result = {size, size, {}};
      break;
    }
    case Shape::string: case Shape::bytes: case Shape::sequence: case Shape::set: case Shape::map:
      result = {2 * pointer_, pointer_, {}};
      break;
    case Shape::timestamp: case Shape::duration: result = {16, 8, {}}; break;
    case Shape::pointer: case Shape::nullable: case Shape::handle: result = {pointer_, pointer_, {}}; break;
    case Shape::record: case Shape::tuple: result = structure(type.parts); break;
    case Shape::optional: {
      const Place& value = places_[type.parts[0]];
      const std::size_t at = aligned(1, value.align);
      result = {aligned(at + value.size, value.align), value.align, {at}};
      break;
    }
    case Shape::variant: {
      std::size_t size = 0, align = 1;
      for (const TypeId part : type.parts) {
        size = std::max(size, places_[part].size);
        align = std::max(align, places_[part].align);
      }
      const std::size_t at = aligned(4, align), whole = std::max<std::size_t>(align, 4);
      result = {aligned(at + size, whole), whole, {at}};
      break;
    }
  }
}

}  // namespace polyglue::js
