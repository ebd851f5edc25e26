#include "polyglue/runtime/owner.hpp"

#include "polyglue/runtime/handle.hpp"

POLYGLUE_RUNTIME_BEGIN

void* Arena::grow(std::size_t size, std::size_t align) {
  const std::size_t header = (sizeof(Block) + align - 1) & ~(align - 1);
  if (size > PTRDIFF_MAX - header) throw std::bad_alloc();
  // Small ones double within the pool; a large one gets what it needs.
  std::size_t total = block_ ? block_->size * 2 : 128;
  if (total > kPooledSize) total = block_->size >= kPooledSize ? 8 * kPooledSize : kPooledSize;
  if (total < header + size) total = header + size;
  auto* block = static_cast<Block*>(runtime::allocate(total));
  block->next = block_;
  block->size = total;
  block_ = block;
  used_ = header + size;
  return reinterpret_cast<char*>(block) + header;
}

void Arena::clear() noexcept {
  while (Block* block = block_) {
    block_ = block->next;
    deallocate(block, block->size);
  }
  used_ = 0;
}

std::uintptr_t& Lowering::next_handle() {
  auto* made = static_cast<Made*>(arena_->allocate(sizeof(Made), alignof(Made)));
  made->handle = 0;
  made->next = made_;
  made_ = made;
  return made->handle;
}

void Lowering::undo() noexcept {
  for (Made* made = made_; made; made = made->next) {
    if (const ClassInfo* type = class_of(made->handle)) close(made->handle, *type);
  }
}

Lowering no_lowering(nullptr);

ArenaOwner* ArenaOwner::allocated() {
  auto* owner = new (allocate(sizeof(ArenaOwner))) ArenaOwner{{&release}, {}};
  if (Thread* thread = Thread::get()) count(thread->owners, 1);
  return owner;
}

void ArenaOwner::release(pgl_owner* base) noexcept {
  auto* owner = reinterpret_cast<ArenaOwner*>(base);
  owner->~ArenaOwner();
  deallocate(owner, sizeof(ArenaOwner));
  if (Thread* thread = Thread::get()) count(thread->owners, -1);
}

void ArenaOwner::leave(pgl_owner* base) noexcept { reinterpret_cast<ArenaOwner*>(base)->~ArenaOwner(); }

POLYGLUE_RUNTIME_END
