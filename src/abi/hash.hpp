// Contract hashes: what a user was compiled against.
#pragma once

#include <cstdint>
#include <string_view>

#include "abi/abi.hpp"

namespace polyglue::abi {

/// FNV-1a, 64 bits. Source: the constants of the FNV specification (Fowler, Noll, Vo).
std::uint64_t fnv1a(std::string_view text, std::uint64_t seed = 0xcbf29ce484222325u);

/// Fills Function::hash and Library::contract.
void hash_contract(Library& library);

}  // namespace polyglue::abi
