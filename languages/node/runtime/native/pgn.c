#include "pgn.h"

enum {
  FIRST = 4096,            /* bytes of a memory at first */
  KEPT = 1 << 20,          /* and those it may keep once it was larger */
  BY_REFERENCE = 1 << 16   /* results from this size on are not copied */
};

/* ---- Memory --------------------------------------------------------------------------------- */

static size_t rounded(size_t size) { return (size + 7) & ~(size_t)7; }

/* Replaces a memory by one of this size; its content is copied as far as it fits. The old one is kept if `old` is not null. */
static bool resize(napi_env env, pgn_memory *memory, size_t size, napi_ref *old) {
  void *data = NULL;
  napi_value buffer = NULL;
  napi_ref reference = NULL;
  size = rounded(size); /* for the arrays that JavaScript sees it as */
  if (napi_create_arraybuffer(env, size, &data, &buffer) || napi_create_reference(env, buffer, 1, &reference)) return false;
  if (memory->data) memcpy(data, memory->data, memory->size < size ? memory->size : size);
  if (old) *old = memory->buffer;
  else if (memory->buffer) napi_delete_reference(env, memory->buffer);
  memory->data = (char *)data;
  memory->size = size;
  memory->buffer = reference;
  return true;
}

static napi_value buffer_of(napi_env env, const pgn_memory *memory) {
  napi_value result = NULL;
  if (memory->buffer) napi_get_reference_value(env, memory->buffer, &result);
  return result;
}

napi_value pgn_set_arguments(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  const size_t size = pgn_to_size(env, argv[0]);
  if (!state->running) {
    while (state->retired_count) napi_delete_reference(env, state->retired[--state->retired_count]);
    resize(env, &state->arguments, size < FIRST ? FIRST : size, NULL);
  } else if (size > state->arguments.size) {
    /* Calls of the library wait for a function of JavaScript: their arguments stay where they are. */
    napi_ref *retired = (napi_ref *)realloc(state->retired, (state->retired_count + 1) * sizeof *retired);
    if (retired) {
      state->retired = retired;
      if (resize(env, &state->arguments, size, &retired[state->retired_count])) ++state->retired_count;
    }
  }
  return buffer_of(env, &state->arguments);
}

napi_value pgn_get_result(napi_env env, napi_callback_info info) {
  PGN_NO_ARGUMENTS();
  if (!state->result.data) resize(env, &state->result, FIRST, NULL);
  return buffer_of(env, &state->result);
}

/* ---- Structs -------------------------------------------------------------------------------- */

/* Bytes of all that a value points to. */
static size_t measure(const pgn_type *type, const char *value) {
  size_t total = 0;
  switch (type->shape) {
    case PGN_FLAT: return 0;
    case PGN_TEXT: return rounded(((const pgl_str *)value)->len);
    case PGN_LIST: {
      const pgl_str *list = (const pgl_str *)value;
      const pgn_type *item = type->parts[0].type;
      total = rounded(list->len * item->size);
      if (item->shape == PGN_FLAT) return total;
      for (size_t i = 0; i < list->len; ++i) total += measure(item, list->data + i * item->size);
      return total;
    }
    case PGN_STRUCT:
      for (size_t i = 0; i < type->count; ++i) total += measure(type->parts[i].type, value + type->parts[i].offset);
      return total;
    case PGN_OPTIONAL: return *value ? measure(type->parts[0].type, value + type->parts[0].offset) : 0;
    case PGN_POINTER: {
      const char *target = *(const char *const *)value;
      return target ? rounded(type->parts[0].type->size) + measure(type->parts[0].type, target) : 0;
    }
    case PGN_VARIANT: {
      const pgn_part *part = &type->parts[*(const int32_t *)value];
      return part->type ? measure(part->type, value + part->offset) : 0;
    }
  }
  return 0;
}

/* Copies all that the copy of a value points to behind `*end`. */
static void pack(const pgn_type *type, char *value, char *base, char **end) {
  switch (type->shape) {
    case PGN_FLAT: return;
    case PGN_TEXT: case PGN_LIST: {
      pgl_str *list = (pgl_str *)value;
      const pgn_type *item = type->shape == PGN_TEXT ? NULL : type->parts[0].type;
      const size_t size = list->len * (item ? item->size : 1);
      char *copy = *end;
      if (size) memcpy(copy, list->data, size);
      *end += rounded(size);
      list->data = (const char *)(uintptr_t)(copy - base);
      if (!item || item->shape == PGN_FLAT) return;
      for (size_t i = 0; i < list->len; ++i) pack(item, copy + i * item->size, base, end);
      return;
    }
    case PGN_STRUCT:
      for (size_t i = 0; i < type->count; ++i) pack(type->parts[i].type, value + type->parts[i].offset, base, end);
      return;
    case PGN_OPTIONAL:
      if (*value) pack(type->parts[0].type, value + type->parts[0].offset, base, end);
      return;
    case PGN_POINTER: {
      char **target = (char **)value;
      if (!*target) return;
      char *copy = *end;
      memcpy(copy, *target, type->parts[0].type->size);
      *end += rounded(type->parts[0].type->size);
      *target = (char *)(uintptr_t)(copy - base);
      pack(type->parts[0].type, copy, base, end);
      return;
    }
    case PGN_VARIANT: {
      const pgn_part *part = &type->parts[*(const int32_t *)value];
      if (part->type) pack(part->type, value + part->offset, base, end);
      return;
    }
  }
}

void pgn_unpack(const pgn_type *type, void *value, char *base) {
  char *at = (char *)value;
  switch (type->shape) {
    case PGN_FLAT: return;
    case PGN_TEXT: case PGN_LIST: {
      pgl_str *list = (pgl_str *)value;
      char *data = base + (uintptr_t)list->data;
      list->data = data;
      if (type->shape == PGN_TEXT || type->parts[0].type->shape == PGN_FLAT) return;
      for (size_t i = 0; i < list->len; ++i) pgn_unpack(type->parts[0].type, data + i * type->parts[0].type->size, base);
      return;
    }
    case PGN_STRUCT:
      for (size_t i = 0; i < type->count; ++i) pgn_unpack(type->parts[i].type, at + type->parts[i].offset, base);
      return;
    case PGN_OPTIONAL:
      if (*at) pgn_unpack(type->parts[0].type, at + type->parts[0].offset, base);
      return;
    case PGN_POINTER: {
      char **target = (char **)value;
      if (!*target) return;
      *target = base + (uintptr_t)*target;
      pgn_unpack(type->parts[0].type, *target, base);
      return;
    }
    case PGN_VARIANT: {
      const pgn_part *part = &type->parts[*(const int32_t *)value];
      if (part->type) pgn_unpack(part->type, at + part->offset, base);
      return;
    }
  }
}

void *pgn_copy(const pgn_type *type, const void *value) {
  char *copy = (char *)malloc(rounded(type->size) + measure(type, (const char *)value));
  if (!copy) return NULL;
  memcpy(copy, value, type->size);
  char *end = copy + rounded(type->size);
  pack(type, copy, copy, &end);
  pgn_unpack(type, copy, copy);
  return copy;
}

napi_value pgn_give(napi_env env, pgn_state *state, const pgn_type *type, const void *value, pgl_owner *owner) {
  pgn_memory *memory = &state->result;
  const size_t size = rounded(type->size) + measure(type, (const char *)value);
  const bool replace = size > memory->size || (memory->size > KEPT && size <= FIRST);
  if (replace && !resize(env, memory, size < FIRST ? FIRST : size + size / 2, NULL)) {
    pgl_release(owner);
    pgn_refuse(state, PGL_ERROR_MEMORY, "out of memory");
    return pgn_zero(env);
  }
  memcpy(memory->data, value, type->size);
  char *end = memory->data + rounded(type->size);
  pack(type, memory->data, memory->data, &end);
  pgl_release(owner);
  return replace ? pgn_from_i32(env, 1) : NULL;
}

/* ---- Failure -------------------------------------------------------------------------------- */

napi_value pgn_zero(napi_env env) { return pgn_from_i32(env, 0); }

napi_value pgn_null(napi_env env) {
  napi_value result = NULL;
  napi_get_null(env, &result);
  return result;
}

void pgn_refuse(pgn_state *state, pgl_status status, const char *why) {
  state->refused = status;
  state->why = why;
}

/* ---- Arrays --------------------------------------------------------------------------------- */

bool pgn_array_open(napi_env env, pgn_state *state, napi_value value, size_t element, pgn_text *array) {
  size_t length = 0;
  const void *data = pgn_to_array(env, value, &length);
  char *copy = array->small;
  array->large = NULL;
  if (length * element > sizeof array->small) copy = array->large = (char *)malloc(length * element);
  if (!copy) {
    pgn_refuse(state, PGL_ERROR_MEMORY, "out of memory");
    return false;
  }
  if (length) memcpy(copy, data, length * element);
  array->view.data = copy;
  array->view.len = length;
  return true;
}

static void release_owner(napi_env env, void *data, void *owner) {
  (void)env, (void)data;
  pgl_release((pgl_owner *)owner);
}

napi_value pgn_from_array(napi_env env, pgn_state *state, napi_typedarray_type type, const void *data, size_t length,
                          size_t element, pgl_owner *owner) {
  const size_t size = length * element;
  napi_value buffer = NULL, result = NULL;
  void *copy = NULL;
  if (size >= BY_REFERENCE && owner &&
      napi_create_external_arraybuffer(env, (void *)(uintptr_t)data, size, release_owner, owner, &buffer) == 0) {
    napi_create_typedarray(env, type, length, buffer, 0, &result);
    return result;
  }
  if (napi_create_arraybuffer(env, size, &copy, &buffer) == 0) {
    if (size) memcpy(copy, data, size);
    napi_create_typedarray(env, type, length, buffer, 0, &result);
  }
  if (!result) pgn_refuse(state, PGL_ERROR_MEMORY, "out of memory");
  pgl_release(owner);
  return result;
}

/* ---- Objects on their way to another library ------------------------------------------------ */

/* The same in every package: no other object has it. */
static const napi_type_tag shared_tag = {0x706f6c79676c7565, 0x7368617265642e31};

static void end_shared(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  ((pgl_shared *)data)->release((pgl_shared *)data);
}

napi_value pgn_from_shared(napi_env env, pgl_shared *shared) {
  napi_value result = NULL;
  if (napi_create_object(env, &result) == 0 && napi_wrap(env, result, shared, end_shared, NULL, NULL) == 0) {
    napi_type_tag_object(env, result, &shared_tag);
    return result;
  }
  shared->release(shared);
  return NULL;
}

pgl_shared *pgn_to_shared(napi_env env, napi_value value) {
  bool is_shared = false;
  void *shared = NULL;
  napi_check_object_type_tag(env, value, &shared_tag, &is_shared);
  if (is_shared) napi_remove_wrap(env, value, &shared);
  return (pgl_shared *)shared;
}

/* ---- The module ----------------------------------------------------------------------------- */

static void end(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  free(((pgn_state *)data)->retired);
  free(data);
}

pgn_state *pgn_start(napi_env env, napi_value exports, const pgn_function *functions, size_t count) {
  pgn_state *state = (pgn_state *)calloc(1, sizeof *state);
  napi_property_descriptor *properties = (napi_property_descriptor *)calloc(count, sizeof *properties);
  bool good = state && properties && napi_set_instance_data(env, state, end, NULL) == 0;
  if (good) {
    for (size_t i = 0; i < count; ++i) {
      properties[i].utf8name = functions[i].name;
      properties[i].method = functions[i].call;
      properties[i].data = state;
    }
    good = napi_define_properties(env, exports, count, properties) == 0;
  } else {
    free(state);
    napi_throw_error(env, "ERR_OUT_OF_MEMORY", "out of memory");
  }
  free(properties);
  return good ? state : NULL;
}
