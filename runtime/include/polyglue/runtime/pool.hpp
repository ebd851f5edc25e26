// Small blocks of memory for owners, arenas and objects, from lists that each thread keeps for itself.
#pragma once

#include "polyglue/runtime/config.hpp"

POLYGLUE_RUNTIME_BEGIN

/// Largest small block. Small ones are multiples of kPoolStep bytes; all are aligned like memory from operator new.
constexpr std::size_t kPooledSize = 512;
constexpr std::size_t kPoolStep = 64;
/// Large ones are twice, four times ... as large as that, so that the arrays of a call need not go to malloc() and
/// back, which tidies its heap each time; anything larger still goes to operator new and delete directly.
constexpr std::size_t kLargePools = 4;
constexpr std::size_t kPools = kPooledSize / kPoolStep + kLargePools;

/// A block of `size` bytes; throws std::bad_alloc.
void* allocate(std::size_t size);
/// The same, or null.
void* try_allocate(std::size_t size) noexcept;
/// Gives back a block; `size` is what was asked for. From any thread.
void deallocate(void* block, std::size_t size) noexcept;

POLYGLUE_RUNTIME_END
