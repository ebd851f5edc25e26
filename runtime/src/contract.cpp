#include "polyglue/runtime/contract.hpp"

#include <cstring>

#include "message.hpp"

POLYGLUE_RUNTIME_BEGIN

const pgl_symbol* find_symbol(const pgl_symbol* symbols, std::size_t count, const char* name) noexcept {
  while (count) {
    const std::size_t middle = count / 2;
    const int order = std::strcmp(symbols[middle].name, name);
    if (!order) return symbols + middle;
    if (order < 0) {
      symbols += middle + 1;
      count -= middle + 1;
    } else {
      count = middle;
    }
  }
  return nullptr;
}

pgl_status check_contract(const pgl_contract& contract, const pgl_symbol* used, std::size_t count) noexcept {
  constexpr std::size_t kNamed = 8;
  std::size_t wrong = 0;
  Message message;
  message.add(contract.library.data, contract.library.len);
  if (contract.abi_version != PGL_ABI_VERSION) {
    message.add(" has version ");
    message.add_number(contract.abi_version);
    message.add(" of the C conventions, its user has ");
    message.add_number(PGL_ABI_VERSION);
    return message.set_last(PGL_ERROR_ABI);
  }
  message.add(" is not what its user was made for:");
  for (std::size_t i = 0; i < count; ++i) {
    const pgl_symbol* found = find_symbol(contract.symbols, contract.symbol_count, used[i].name);
    if (found && found->hash == used[i].hash) continue;
    if (++wrong > kNamed) continue;
    message.add(wrong == 1 ? " " : ", ");
    message.add(used[i].name);
    message.add(found ? " has changed" : " is missing");
  }
  if (!wrong) return PGL_OK;
  if (wrong > kNamed) {
    message.add(", and ");
    message.add_number(wrong - kNamed);
    message.add(" more");
  }
  return message.set_last(PGL_ERROR_ABI);
}

POLYGLUE_RUNTIME_END
