#include "abi/hash.hpp"

#include <algorithm>
#include <string>
#include <vector>

#include "abi/names.hpp"

namespace polyglue::abi {
namespace {

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  for (int i = 0; i < 8; ++i) {
    seed ^= value & 0xff;
    seed *= 0x100000001b3u;
    value >>= 8;
  }
  return seed;
}

/// Hashes of all types, parts included. A type inside itself counts there by its name.
std::vector<std::uint64_t> hash_types(const Library& library) {
  std::vector<std::uint64_t> hashes(library.types.size(), 0);
  for (TypeId id = 0; id < library.types.size(); ++id) {
    const Type& type = library.types[id];
    std::uint64_t hash = fnv1a(type.name);
    hash = mix(hash, static_cast<std::uint64_t>(type.shape));
    hash = mix(hash, type.size);
    if (type.scalar) hash = mix(hash, static_cast<std::uint64_t>(*type.scalar));
    for (const std::string& member : type.members) hash = fnv1a(member, hash);
    for (const TypeId part : type.parts) {
      hash = part < id ? mix(hash, hashes[part]) : fnv1a(library.types[part].name, hash);
    }
    hashes[id] = hash;
  }
  return hashes;
}

}  // namespace

std::uint64_t fnv1a(std::string_view text, std::uint64_t seed) {
  for (const char c : text) {
    seed ^= static_cast<unsigned char>(c);
    seed *= 0x100000001b3u;
  }
  // Separates "ab","c" from "a","bc" where texts are chained.
  return seed * 0x100000001b3u;
}

void hash_contract(Library& library) {
  const std::vector<std::uint64_t> types = hash_types(library);
  const auto with_params = [&](std::uint64_t hash, const std::vector<Param>& params) {
    for (const Param& param : params) {
      hash = mix(hash, static_cast<std::uint64_t>(param.role) * 4 + (param.by_pointer ? 2 : 0) + (param.has_default ? 1 : 0));
      if (has_type(param.role)) hash = mix(hash, types[param.type]);
    }
    return hash;
  };
  const auto add = [&](Function& function) {
    std::uint64_t hash = fnv1a(function.symbol);
    hash = mix(hash, function.fallible ? 1 : 0);
    if (function.returns) hash = mix(hash, types[*function.returns]);
    function.hash = with_params(hash, function.params);
    library.contract.push_back({function.symbol, function.hash});
  };
  for (Function& function : library.functions) add(function);
  for (Function& outcome : library.outcomes) add(outcome);
  for (Interface& interface : library.interfaces) {
    std::uint64_t hash = fnv1a(interface.name);
    for (Method& method : interface.methods) {
      hash = with_params(fnv1a(method.call.name, hash), method.call.params);
      if (method.call.result) hash = mix(hash, types[*method.call.result] + (method.call.hands_back ? 1 : 0));
      if (method.base) add(*method.base);
      if (method.resolve) add(*method.resolve);
    }
    library.contract.push_back({interface.name, hash});
    for (Function& function : interface.constructors) add(function);
  }
  for (const model::Decl& decl : library.model->decls) {
    const auto* enumeration = std::get_if<model::Enum>(&decl);
    if (!enumeration) continue;
    const std::string name = type_name(library, enumeration->info);
    for (const model::Enumerator& value : enumeration->values) {
      library.contract.push_back({name + "." + value.info.name, mix(fnv1a(name), static_cast<std::uint64_t>(value.value))});
    }
  }
  for (const Error& error : library.errors) {
    std::uint64_t hash = mix(fnv1a(error.constant), static_cast<std::uint64_t>(error.status));
    if (error.payload) hash = mix(hash, types[*error.payload]);
    library.contract.push_back({error.constant, hash});
  }
  std::sort(library.contract.begin(), library.contract.end(),
            [](const Symbol& a, const Symbol& b) { return a.name < b.name; });
}

}  // namespace polyglue::abi
