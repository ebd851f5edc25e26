#include "pgp/arena.h"

struct pgp_block {
  pgp_block *previous;
};

struct pgp_hold {
  pgp_hold *previous;
  int count;
  int is_buffer;
  union {
    PyObject *objects[14];
    Py_buffer buffer;
  } u;
};

void pgp_arena_close_slow(pgp_arena *arena) {
  for (pgp_hold *hold = arena->holds; hold;) {
    pgp_hold *previous = hold->previous;
    if (hold->is_buffer) PyBuffer_Release(&hold->u.buffer);
    else for (int i = 0; i < hold->count; ++i) Py_DECREF(hold->u.objects[i]);
    hold = previous;
  }
  for (pgp_block *block = arena->blocks; block;) {
    pgp_block *previous = block->previous;
    PyMem_Free(block);
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
  /* A large request gets a block of its own; small ones share the next block. */
  size_t capacity = bytes > 1024 ? bytes : 4096;
  pgp_block *block = PyMem_Malloc(16 + capacity);
  if (!block) {
    PyErr_NoMemory();
    return NULL;
  }
  block->previous = arena->blocks;
  arena->blocks = block;
  char *memory = (char *)block + 16;
  if (capacity > bytes) {
    arena->next = memory + bytes;
    arena->end = memory + capacity;
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

int pgp_arena_keep(pgp_arena *arena, PyObject *object) {
  pgp_hold *hold = arena->holds;
  if (!hold || hold->is_buffer || hold->count == 14) {
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
