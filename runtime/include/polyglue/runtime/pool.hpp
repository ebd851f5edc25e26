// Small blocks of memory for owners, arenas and objects, from lists that each thread keeps for itself.
#pragma once

#include "polyglue/runtime/config.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Largest block that is kept for reuse; anything larger goes to operator new and delete directly.
constexpr std::size_t kPooledSize = 512;
/// Blocks are multiples of this many bytes and aligned like memory from operator new.
constexpr std::size_t kPoolStep = 64;

/// A block of `size` bytes; throws std::bad_alloc.
void* allocate(std::size_t size);
/// The same, or null.
void* try_allocate(std::size_t size) noexcept;
/// Gives back a block; `size` is what was asked for. From any thread.
void deallocate(void* block, std::size_t size) noexcept;

POLYGLUE_RUNTIME_END
