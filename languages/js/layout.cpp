#include "languages/js/layout.hpp"

#include <algorithm>
#include <utility>

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

Layout::Layout(const abi::Library& library, std::size_t pointer) : library_(library), pointer_(pointer), places_(library.types.size()) {
  for (TypeId id = 0; id < library.types.size(); ++id) place(id);
}

const Place& Layout::part(TypeId id) {
  if (places_[id].size == 0) place(id);
  return places_[id];
}

Place Layout::structure(const std::vector<TypeId>& parts) {
  Place result;
  for (const TypeId id : parts) {
    const Place inner = part(id);
    result.offsets.push_back(aligned(result.size, inner.align));
    result.size = result.offsets.back() + inner.size;
    result.align = std::max(result.align, inner.align);
  }
  result.size = aligned(std::max<std::size_t>(result.size, 1), result.align);
  return result;
}

void Layout::place(TypeId id) {
  const abi::Type& type = library_.type(id);
  Place result;
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
    case Shape::callback: result = {3 * pointer_, pointer_, {}}; break;
    case Shape::record: case Shape::tuple: result = structure(type.parts); break;
    case Shape::optional: {
      const Place value = part(type.parts[0]);
      const std::size_t at = aligned(1, value.align);
      result = {aligned(at + value.size, value.align), value.align, {at}};
      break;
    }
    case Shape::variant: {
      std::size_t size = 0, align = 1;
      for (const TypeId alternative : type.parts) {
        size = std::max(size, part(alternative).size);
        align = std::max(align, part(alternative).align);
      }
      const std::size_t at = aligned(4, align), whole = std::max<std::size_t>(align, 4);
      result = {aligned(at + size, whole), whole, {at}};
      break;
    }
  }
  places_[id] = std::move(result);
}

Place Layout::entry(TypeId map) const {
  const Place &key = of(library_.type(map).parts[0]), &value = of(library_.type(map).parts[1]);
  const std::size_t at = aligned(key.size, value.align), align = std::max(key.align, value.align);
  return {aligned(at + value.size, align), align, {0, at}};
}

}  // namespace polyglue::js
