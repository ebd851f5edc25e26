/* Memory that arguments need for one call: C arrays made of lists, and references to what they point
 * into. Starts on the stack. */
#ifndef PGP_ARENA_H
#define PGP_ARENA_H

#include "pgp/base.h"

typedef struct pgp_block pgp_block;
typedef struct pgp_hold pgp_hold;

typedef struct pgp_arena {
  char *next, *end;
  pgp_block *blocks;  /* from the heap, to be freed */
  pgp_hold *holds;    /* references and buffers, to be let go */
  union {
    char bytes[256];
    double align_double;
    int64_t align_integer;
    void *align_pointer;
  } first;
} pgp_arena;

static inline void pgp_arena_open(pgp_arena *arena) {
  arena->next = arena->first.bytes;
  arena->end = arena->first.bytes + sizeof arena->first.bytes;
  arena->blocks = NULL;
  arena->holds = NULL;
}

void pgp_arena_close_slow(pgp_arena *arena);

static inline void pgp_arena_close(pgp_arena *arena) {
  if (arena->blocks || arena->holds) pgp_arena_close_slow(arena);
}

/* `count` elements of `size` bytes; NULL with MemoryError. Never NULL for none. */
void *pgp_arena_array(pgp_arena *arena, Py_ssize_t count, size_t size);
/* Keeps `object` until the arena closes; takes over one reference in every case. 1, or 0 with MemoryError. */
int pgp_arena_keep(pgp_arena *arena, PyObject *object);
/* A buffer of `object`, released when the arena closes; NULL with an error. */
Py_buffer *pgp_arena_buffer(pgp_arena *arena, PyObject *object, int flags);

#endif
