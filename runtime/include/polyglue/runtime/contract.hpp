// What a binding asks when it loads: is this the library it was generated for?
#pragma once

#include "polyglue/runtime/config.hpp"

POLYGLUE_RUNTIME_BEGIN

/// The symbol of this name in a table sorted by name, or null.
const pgl_symbol* find_symbol(const pgl_symbol* symbols, std::size_t count, const char* name) noexcept;

/// Compares what a binding uses with what the library has: PGL_OK, or PGL_ERROR_ABI with a message
/// that names every function that is missing or differs (the first few, then how many more).
pgl_status check_contract(const pgl_contract& contract, const pgl_symbol* used, std::size_t count) noexcept;

/// Handles not yet closed, or closed but kept alive by what borrows from them, and owners not yet
/// released.
pgl_live live() noexcept;

POLYGLUE_RUNTIME_END
