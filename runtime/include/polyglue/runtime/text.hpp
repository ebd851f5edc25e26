// UTF-8: what may cross the border as text, and how what() is repaired.
#pragma once

#include "polyglue/runtime/config.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Whether these bytes are UTF-8: no overlong forms, no surrogates, nothing above U+10FFFF.
bool is_utf8(const char* data, std::size_t len) noexcept;

/// How many bytes repair() writes.
std::size_t repaired_size(const char* data, std::size_t len) noexcept;

/// Copies `data` to `out` with each maximal malformed part replaced by U+FFFD.
void repair(const char* data, std::size_t len, char* out) noexcept;

POLYGLUE_RUNTIME_END
