// Is this the library that the program was compiled against?
#ifndef POLYGLUE_CLIENT_CONTRACT_HPP
#define POLYGLUE_CLIENT_CONTRACT_HPP

#include <atomic>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "polyglue/client/error.hpp"

namespace polyglue::client {
inline namespace POLYGLUE_CLIENT_MODE {
namespace detail {

/// What differs between what a program uses and what a library has. Both lists are sorted by name.
inline std::vector<std::string> differences(const pgl_contract& library, const pgl_symbol* used, std::size_t count) {
  std::vector<std::string> found;
  if (library.abi_version != PGL_ABI_VERSION) {
    found.push_back("ABI version " + std::to_string(library.abi_version));
    return found;
  }
  const pgl_symbol* have = library.symbols;
  const pgl_symbol* const end = have + library.symbol_count;
  for (const pgl_symbol* want = used; want != used + count; ++want) {
    const std::string_view name = want->name;
    while (have != end && std::string_view(have->name) < name) ++have;
    const bool missing = have == end || std::string_view(have->name) != name;
    if (missing || have->hash != want->hash) found.emplace_back(name);
  }
  return found;
}

inline contract_error make_contract_error(const pgl_contract& library, std::vector<std::string> symbols) {
  std::string message = text(library.library) + " " + text(library.version) + " is not what this program was compiled against:";
  std::size_t shown = 0;
  for (const std::string& symbol : symbols) {
    if (++shown > 5) break;
    message += (shown == 1 ? " " : ", ") + symbol;
  }
  if (symbols.size() > 5) message += " and " + std::to_string(symbols.size() - 5) + " more";
  message += symbols.size() == 1 ? " differs" : " differ";
  return contract_error(message, std::move(symbols));
}

}  // namespace detail
}  // namespace POLYGLUE_CLIENT_MODE
}  // namespace polyglue::client

#endif
