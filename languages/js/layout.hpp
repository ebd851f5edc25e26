// Where the parts of each C struct stand, for hosts with pointers of 4 or 8 bytes.
#pragma once

#include <cstddef>
#include <vector>

#include "abi/abi.hpp"

namespace polyglue::js {

struct Place {
  std::size_t size = 0, align = 1;
  /// Of record and tuple members, of a map's entry {key, value}, of an optional's value, of a variant's union.
  std::vector<std::size_t> offsets;
};

/// Places of all types of a library.
class Layout {
 public:
  Layout(const abi::Library& library, std::size_t pointer);
  const Place& of(abi::TypeId id) const { return places_[id]; }
  /// A map's entry struct.
  Place entry(abi::TypeId map) const;
  std::size_t pointer() const { return pointer_; }

 private:
  void place(abi::TypeId id);
  /// The place of what another type is made of, which may come later where types contain each other.
  const Place& part(abi::TypeId id);
  Place structure(const std::vector<abi::TypeId>& parts);
  const abi::Library& library_;
  std::size_t pointer_;
  std::vector<Place> places_;
};

/// Bytes of a scalar.
std::size_t size_of(model::Scalar scalar, std::size_t pointer);
std::size_t aligned(std::size_t offset, std::size_t align);

}  // namespace polyglue::js
