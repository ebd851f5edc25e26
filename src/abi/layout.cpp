// Sizes on 64-bit targets. The generated header asserts them, so a mistake here fails to compile.
#include <algorithm>

#include "abi/types.hpp"

namespace polyglue::abi {
namespace {

constexpr std::size_t word = 8;

std::size_t scalar_size(model::Scalar scalar) {
  switch (scalar) {
    case model::Scalar::boolean: case model::Scalar::i8: case model::Scalar::u8:
    case model::Scalar::character: return 1;
    case model::Scalar::i16: case model::Scalar::u16: return 2;
    case model::Scalar::i32: case model::Scalar::u32: case model::Scalar::f32:
    case model::Scalar::codepoint: return 4;
    case model::Scalar::i64: case model::Scalar::u64: case model::Scalar::f64:
    case model::Scalar::size: return 8;
  }
  return word;
}

std::size_t round_up(std::size_t n, std::size_t align) { return (n + align - 1) / align * align; }

/// Places one member behind the others.
std::size_t place(Type& type, std::size_t size, std::size_t align) {
  const std::size_t offset = round_up(type.size, align);
  type.size = offset + size;
  type.align = std::max(type.align, align);
  return offset;
}

}  // namespace

void lay_out(Type& type, const std::vector<Type>& types) {
  type.size = 0;
  type.align = 1;
  switch (type.shape) {
    case Shape::nothing: return;
    case Shape::scalar: case Shape::enumeration:
      type.size = type.align = scalar_size(*type.scalar);
      return;
    case Shape::string: case Shape::bytes: case Shape::sequence: case Shape::set: case Shape::map:
      type.size = 2 * word;
      type.align = word;
      return;
    case Shape::timestamp: case Shape::duration:
      type.size = 16;
      type.align = 8;
      return;
    case Shape::pointer: case Shape::nullable: case Shape::handle:
      type.size = type.align = word;
      return;
    case Shape::callback:
      type.size = 3 * word;
      type.align = word;
      return;
    case Shape::optional:
      type.offsets = {place(type, 1, 1), place(type, types[type.parts[0]].size, types[type.parts[0]].align)};
      break;
    case Shape::record: case Shape::tuple:
      for (const TypeId part : type.parts) {
        type.offsets.push_back(place(type, types[part].size, types[part].align));
      }
      if (type.parts.empty()) type.size = 1;  // C has no empty struct: one byte stands in
      break;
    case Shape::variant: {
      std::size_t size = 1, align = 1;  // an empty alternative is one byte
      for (const TypeId part : type.parts) {
        size = std::max(size, types[part].size);
        align = std::max(align, types[part].align);
      }
      place(type, 4, 4);
      type.offsets = {0, place(type, round_up(size, align), align)};
      break;
    }
  }
  type.size = round_up(type.size, type.align);
  type.by_value = type.size <= 2 * word;
}

}  // namespace polyglue::abi
