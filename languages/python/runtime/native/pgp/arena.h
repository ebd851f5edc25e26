/* Memory that arguments need for one call: C arrays made of lists, and references to what they point
 * into. Starts on the stack. */
#ifndef PGP_ARENA_H
#define PGP_ARENA_H

#include "pgp/base.h"

typedef struct pgp_block pgp_block;
typedef struct pgp_hold pgp_hold;

#define PGP_ARENA_KEPT 8

typedef struct pgp_arena {
  char *next, *end;
  pgp_block *blocks;  /* from the heap, to be freed */
  pgp_hold *holds;    /* references beyond the first few, and buffers, to be let go */
  int kept_count;
  PyObject *kept[PGP_ARENA_KEPT];
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
  arena->kept_count = 0;
}

/* For arguments that stay as they are, and alive, until the call is over, since no Python code can run
 * before: nothing is kept. Another thread of a free-threaded build may change them. */
static inline void pgp_arena_open_brief(pgp_arena *arena) {
  pgp_arena_open(arena);
#ifndef Py_GIL_DISABLED
  arena->kept_count = -1;
#endif
}
static inline int pgp_arena_is_brief(const pgp_arena *arena) { return arena->kept_count < 0; }

void pgp_arena_close_slow(pgp_arena *arena);

static inline void pgp_arena_close(pgp_arena *arena) {
  while (arena->kept_count > 0) Py_DECREF(arena->kept[--arena->kept_count]);
  if (arena->blocks || arena->holds) pgp_arena_close_slow(arena);
}

/* `count` elements of `size` bytes; NULL with MemoryError. Never NULL for none. */
void *pgp_arena_array(pgp_arena *arena, Py_ssize_t count, size_t size);
int pgp_arena_keep_slow(pgp_arena *arena, PyObject *object);
/* Keeps `object` until the arena closes; takes over one reference in every case. 1, or 0 with MemoryError. */
static inline int pgp_arena_keep(pgp_arena *arena, PyObject *object) {
  if (PGP_UNLIKELY(arena->kept_count == PGP_ARENA_KEPT || pgp_arena_is_brief(arena))) return pgp_arena_keep_slow(arena, object);
  arena->kept[arena->kept_count++] = object;
  return 1;
}
/* A buffer of `object`, released when the arena closes; NULL with an error. */
Py_buffer *pgp_arena_buffer(pgp_arena *arena, PyObject *object, int flags);

#endif
