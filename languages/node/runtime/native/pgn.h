/* What the glue of every library needs: arguments, results, and the memory that structs cross in. */
#ifndef PGN_H
#define PGN_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "pgn_napi.h"
#include "polyglue/abi.h"

#if defined(__GNUC__)
#define PGN_LIKELY(x) __builtin_expect(!!(x), 1)
#define PGN_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define PGN_COLD __attribute__((cold, noinline))
#else
#define PGN_LIKELY(x) (x)
#define PGN_UNLIKELY(x) (x)
#define PGN_COLD
#endif

_Static_assert(sizeof(void *) == 8, "the JavaScript of this package is for 64 bits");

/* ---- One environment: the main thread or a worker ------------------------------------------- */

typedef struct pgn_memory {
  char *data;
  size_t size;
  napi_ref buffer; /* the ArrayBuffer that is this memory */
} pgn_memory;

typedef struct pgn_state {
  pgn_memory arguments; /* structs that JavaScript wrote */
  pgn_memory result;    /* structs for JavaScript to read */
  pgl_status refused;   /* what the glue itself refused last; 0 if the library did */
  const char *why;
  struct pgn_host *host; /* of libraries that call functions of JavaScript or finish later; see pgn_host.h */
  struct pgn_pending *running; /* the innermost call of such a function */
  napi_ref *retired;     /* memories of arguments that calls of the library around it may still look at */
  size_t retired_count;
  void *made;            /* the user that was made last; see pgn_host.h */
  pgl_task *begun;       /* what the last call has not finished; see pgn_host.h */
} pgn_state;

/* ---- Structs -------------------------------------------------------------------------------- */

typedef enum {
  PGN_FLAT,     /* no pointer inside */
  PGN_TEXT,     /* {data, len} of bytes */
  PGN_LIST,     /* {data, len} of parts[0] */
  PGN_STRUCT,   /* parts at their offsets */
  PGN_OPTIONAL, /* {has, parts[0]} */
  PGN_POINTER,  /* to parts[0], or null */
  PGN_VARIANT   /* {tag, parts[tag]} */
} pgn_shape;

typedef struct pgn_type pgn_type;
typedef struct pgn_part {
  size_t offset;
  const pgn_type *type; /* null for nothing */
} pgn_part;
struct pgn_type {
  pgn_shape shape;
  size_t size;
  size_t count;
  const pgn_part *parts;
};

/* Turns the offsets in a struct that JavaScript wrote into pointers. */
void pgn_unpack(const pgn_type *type, void *value, char *base);
/* A copy of a value and all it points to, to be freed. */
void *pgn_copy(const pgn_type *type, const void *value);
/* Copies a result and all it points to into the result's memory, with offsets for pointers, and frees it. Gives what the
 * call gives to JavaScript: nothing, or 1 if that memory was replaced. */
napi_value pgn_give(napi_env env, pgn_state *state, const pgn_type *type, const void *value, pgl_owner *owner);

/* ---- Failure -------------------------------------------------------------------------------- */

/* A call that has a result gives undefined when it fails, one that has none gives 0. JavaScript asks for details then. */
PGN_COLD napi_value pgn_zero(napi_env env);
/* A stream has no more elements. */
PGN_COLD napi_value pgn_null(napi_env env);
/* The glue itself refuses something. */
PGN_COLD void pgn_refuse(pgn_state *state, pgl_status status, const char *why);

/* ---- Arguments ------------------------------------------------------------------------------ */

#define PGN_ARGUMENTS(count)                                        \
  napi_value argv[count];                                           \
  size_t argc = count;                                              \
  void *data = NULL;                                                \
  napi_get_cb_info(env, info, &argc, argv, NULL, &data);            \
  pgn_state *const state = (pgn_state *)data;                       \
  (void)state
#define PGN_NO_ARGUMENTS()                                          \
  void *data = NULL;                                                \
  size_t argc = 0;                                                  \
  napi_get_cb_info(env, info, &argc, NULL, NULL, &data);            \
  pgn_state *const state = (pgn_state *)data;                       \
  (void)state

/* JavaScript has checked types and ranges. */
static inline double pgn_to_double(napi_env env, napi_value value) {
  double result = 0;
  napi_get_value_double(env, value, &result);
  return result;
}
static inline int32_t pgn_to_i32(napi_env env, napi_value value) {
  int32_t result = 0;
  napi_get_value_int32(env, value, &result);
  return result;
}
static inline uint32_t pgn_to_u32(napi_env env, napi_value value) {
  uint32_t result = 0;
  napi_get_value_uint32(env, value, &result);
  return result;
}
static inline int64_t pgn_to_i64(napi_env env, napi_value value) {
  int64_t result = 0;
  bool lossless;
  napi_get_value_bigint_int64(env, value, &result, &lossless);
  return result;
}
static inline uint64_t pgn_to_u64(napi_env env, napi_value value) {
  uint64_t result = 0;
  bool lossless;
  napi_get_value_bigint_uint64(env, value, &result, &lossless);
  return result;
}
static inline pgl_bool pgn_to_bool(napi_env env, napi_value value) {
  bool result = false;
  napi_get_value_bool(env, value, &result);
  return result;
}
static inline size_t pgn_to_size(napi_env env, napi_value value) {
  int64_t result = 0;
  napi_get_value_int64(env, value, &result);
  return (size_t)result;
}
#define PGN_TO_HANDLE(type, value) ((type *)(uintptr_t)pgn_to_size(env, value))

static inline bool pgn_is_given(napi_env env, napi_value value) {
  napi_valuetype type = napi_undefined;
  napi_typeof(env, value, &type);
  return type != napi_undefined;
}

/* Text of at most so many units is made on the stack. */
enum { PGN_SHORT = 256 };
typedef struct pgn_text {
  pgl_str view;
  char *large; /* to be freed */
  _Alignas(16) char small[3 * PGN_SHORT];
} pgn_text;

/* False if it was refused: it is not Unicode, or there is no memory. */
bool pgn_text_open(napi_env env, pgn_state *state, napi_value value, pgn_text *text);
static inline void pgn_text_close(pgn_text *text) {
  if (PGN_UNLIKELY(text->large != NULL)) free(text->large);
}

/* Typed arrays, in place. */
static inline void *pgn_to_array(napi_env env, napi_value value, size_t *length) {
  void *data = NULL;
  napi_get_typedarray_info(env, value, NULL, length, &data, NULL, NULL);
  return data;
}

/* A copy of one, which what the call calls back cannot take away. The view's length counts elements. */
bool pgn_array_open(napi_env env, pgn_state *state, napi_value value, size_t element, pgn_text *array);

/* ---- Results -------------------------------------------------------------------------------- */

/* Room for the owner of a result that is converted and released at once. Where the shim was compiled without
 * POLYGLUE_OWNER_ROOM it does not look at `owner` before it sets it. */
#ifndef POLYGLUE_OWNER_ROOM
#define POLYGLUE_OWNER_ROOM 1
#endif
typedef union pgn_room {
  pgl_owner owner;
  char bytes[POLYGLUE_OWNER_ROOM];
  max_align_t align;
} pgn_room;

static inline napi_value pgn_from_double(napi_env env, double value) {
  napi_value result = NULL;
  napi_create_double(env, value, &result);
  return result;
}
static inline napi_value pgn_from_i32(napi_env env, int32_t value) {
  napi_value result = NULL;
  napi_create_int32(env, value, &result);
  return result;
}
static inline napi_value pgn_from_u32(napi_env env, uint32_t value) {
  napi_value result = NULL;
  napi_create_uint32(env, value, &result);
  return result;
}
static inline napi_value pgn_from_i64(napi_env env, int64_t value) {
  napi_value result = NULL;
  napi_create_bigint_int64(env, value, &result);
  return result;
}
static inline napi_value pgn_from_u64(napi_env env, uint64_t value) {
  napi_value result = NULL;
  napi_create_bigint_uint64(env, value, &result);
  return result;
}
static inline napi_value pgn_from_bool(napi_env env, bool value) {
  napi_value result = NULL;
  napi_get_boolean(env, value, &result);
  return result;
}
/* Lengths and handles, which a number holds exactly. */
static inline napi_value pgn_from_size(napi_env env, size_t value) {
  return value <= INT32_MAX ? pgn_from_i32(env, (int32_t)value) : pgn_from_double(env, (double)value);
}
/* Null without memory. */
napi_value pgn_from_text(napi_env env, pgl_str text);
/* A typed array over the owner's memory if it is large, else a copy. Takes the owner, which may be null. */
napi_value pgn_from_array(napi_env env, pgn_state *state, napi_typedarray_type type, const void *data, size_t length,
                          size_t element, pgl_owner *owner);

/* ---- Objects on their way to another library ------------------------------------------------ */

/* An object of JavaScript's around it, which frees it in the end. */
napi_value pgn_from_shared(napi_env env, pgl_shared *shared);
/* What such an object of any library has, which is the caller's to release then; null for all other values. */
pgl_shared *pgn_to_shared(napi_env env, napi_value value);

/* ---- The module ----------------------------------------------------------------------------- */

napi_value pgn_set_arguments(napi_env env, napi_callback_info info); /* $arguments(size) */
napi_value pgn_get_result(napi_env env, napi_callback_info info);    /* $result() */
typedef struct pgn_function {
  const char *name;
  napi_callback call;
} pgn_function;
/* Makes the state of this environment and puts the functions on `exports`. Null if that failed. */
pgn_state *pgn_start(napi_env env, napi_value exports, const pgn_function *functions, size_t count);

#endif
