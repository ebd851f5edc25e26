#include "pgp/arena.h"

#define HOLD_OBJECTS 60

struct pgp_block {
  pgp_block *previous;
  size_t size;
};

struct pgp_hold {
  pgp_hold *previous;
  int count;
  int is_buffer;
  union {
    PyObject *objects[HOLD_OBJECTS];
    Py_buffer buffer;
  } u;
};

/* Blocks that are not huge are of one size, and one of them is kept for the next call. */
#define BLOCK_HEADER 16
#define BLOCK_SIZE 16384
#ifndef Py_GIL_DISABLED
static pgp_block *spare;
#endif

static pgp_block *take_block(size_t size) {
#ifndef Py_GIL_DISABLED
  pgp_block *block = spare;
  if (size == BLOCK_SIZE && block) {
    spare = NULL;
    return block;
  }
#endif
  pgp_block *fresh = PyMem_Malloc(BLOCK_HEADER + size);
  if (fresh) fresh->size = size;
  else PyErr_NoMemory();
  return fresh;
}

static void give_block(pgp_block *block) {
#ifndef Py_GIL_DISABLED
  if (block->size == BLOCK_SIZE && !spare) {
    spare = block;
    return;
  }
#endif
  PyMem_Free(block);
}

void pgp_arena_close_slow(pgp_arena *arena) {
  for (pgp_hold *hold = arena->holds; hold;) {
    pgp_hold *previous = hold->previous;
    if (hold->is_buffer) PyBuffer_Release(&hold->u.buffer);
    else for (int i = 0; i < hold->count; ++i) Py_DECREF(hold->u.objects[i]);
    hold = previous;
  }
  for (pgp_block *block = arena->blocks; block;) {
    pgp_block *previous = block->previous;
    give_block(block);
    block = previous;
  }
  arena->holds = NULL;
  arena->blocks = NULL;
}

static void *allocate(pgp_arena *arena, size_t bytes) {
  bytes = (bytes + 15) & ~(size_t)15;
  if ((size_t)(arena->end - arena->next) >= bytes) {
    void *result = arena->next;
    arena->next += bytes;
    return result;
  }
  const size_t size = bytes > BLOCK_SIZE ? bytes : BLOCK_SIZE;
  pgp_block *block = take_block(size);
  if (!block) return NULL;
  block->previous = arena->blocks;
  arena->blocks = block;
  char *memory = (char *)block + BLOCK_HEADER;
  /* What is left of it is for the next; unless there is more left of the present one. */
  if (size - bytes > (size_t)(arena->end - arena->next)) {
    arena->next = memory + bytes;
    arena->end = memory + size;
  }
  return memory;
}

void *pgp_arena_array(pgp_arena *arena, Py_ssize_t count, size_t size) {
  if (size && (size_t)count > (PY_SSIZE_T_MAX - 64) / size) {
    PyErr_NoMemory();
    return NULL;
  }
  size_t bytes = (size_t)count * size;
  return allocate(arena, bytes ? bytes : 1);
}

int pgp_arena_keep_slow(pgp_arena *arena, PyObject *object) {
  if (pgp_arena_is_brief(arena)) {
    Py_DECREF(object);
    return 1;
  }
  pgp_hold *hold = arena->holds;
  if (!hold || hold->is_buffer || hold->count == HOLD_OBJECTS) {
    pgp_hold *fresh = allocate(arena, sizeof *fresh);
    if (!fresh) {
      Py_DECREF(object);
      return 0;
    }
    fresh->previous = hold;
    fresh->count = fresh->is_buffer = 0;
    arena->holds = hold = fresh;
  }
  hold->u.objects[hold->count++] = object;
  return 1;
}

Py_buffer *pgp_arena_buffer(pgp_arena *arena, PyObject *object, int flags) {
  pgp_hold *hold = allocate(arena, sizeof *hold);
  if (!hold || PyObject_GetBuffer(object, &hold->u.buffer, flags) < 0) return NULL;
  hold->previous = arena->holds;
  hold->count = 0;
  hold->is_buffer = 1;
  arena->holds = hold;
  return &hold->u.buffer;
}
