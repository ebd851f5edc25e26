/* Objects of JavaScript whose methods the library calls. As long as only JavaScript has one, it can be collected; the library
 * holds it while C++ owns it, too. */
#include "pgn_environment.h"

typedef struct pgn_object {
  pgn_held held;  /* stands first; its reference is weak unless the library holds it */
  int change;     /* of how often it is held, where another thread said so */
  bool released;  /* and that the object in C++ has ended */
  bool listed;
  struct pgn_object *next;
} pgn_object;

/* ---- What the library says, on any thread ---------------------------------------------------- */

/* On JavaScript's thread. */
static void apply(pgn_object *object, napi_env env, int change) {
  uint32_t count = 0;
  for (; change > 0; --change) napi_reference_ref(env, object->held.reference, &count);
  for (; change < 0; ++change) napi_reference_unref(env, object->held.reference, &count);
}

/* The mutex is held. */
static void list(struct pgn_host *host, pgn_object *object) {
  if (object->listed) return;
  object->listed = true;
  object->next = host->objects;
  host->objects = object;
  if (!object->next) napi_call_threadsafe_function(host->wake, NULL, PGN_NONBLOCKING);
}

static void change(void *user, int by) {
  pgn_object *const object = (pgn_object *)user;
  struct pgn_host *const host = object->held.host;
  pthread_mutex_lock(&host->mutex);
  const bool now = pgn_is_here(host) && !host->closed && !object->listed && object->held.reference;
  if (!now) {
    object->change += by;
    if (!host->closed && object->held.reference) list(host, object);
  }
  pthread_mutex_unlock(&host->mutex);
  if (now) apply(object, host->env, by);
}

void pgn_object_hold(void *user) { change(user, 1); }
void pgn_object_let_go(void *user) { change(user, -1); }

void pgn_object_release(void *user) {
  pgn_object *const object = (pgn_object *)user;
  struct pgn_host *const host = object->held.host;
  pthread_mutex_lock(&host->mutex);
  const bool closed = host->closed, now = !closed && pgn_is_here(host) && !object->listed;
  object->released = true;
  if (!closed && !now) list(host, object);
  const bool drop = now || (closed && !object->listed);
  pthread_mutex_unlock(&host->mutex);
  if (now && object->held.reference) napi_delete_reference(host->env, object->held.reference);
  if (drop) pgn_drop_held(&object->held);
}

/* ---- On JavaScript's thread ------------------------------------------------------------------ */

void pgn_drain_objects(napi_env env, struct pgn_host *host) {
  for (;;) {
    pthread_mutex_lock(&host->mutex);
    pgn_object *const object = host->objects;
    int by = 0;
    bool released = false;
    if (object) {
      host->objects = object->next;
      object->listed = false;
      by = object->change;
      object->change = 0;
      released = object->released;
    }
    pthread_mutex_unlock(&host->mutex);
    if (!object) return;
    if (!released) {
      apply(object, env, by);
      continue;
    }
    napi_delete_reference(env, object->held.reference);
    pgn_drop_held(&object->held);
  }
}

void pgn_end_objects(struct pgn_host *host) {
  for (;;) {
    pthread_mutex_lock(&host->mutex);
    pgn_object *const object = host->objects;
    bool released = false;
    if (object) {
      host->objects = object->next;
      object->listed = false;
      released = object->released;
    }
    pthread_mutex_unlock(&host->mutex);
    if (!object) return;
    if (released) pgn_drop_held(&object->held);
  }
}

void *pgn_new_object(pgn_state *state) {
  pgn_object *const object = (pgn_object *)calloc(1, sizeof *object);
  if (!object) {
    pgn_refuse(state, PGL_ERROR_MEMORY, "out of memory");
    return NULL;
  }
  object->held.host = state->host;
  object->held.is_object = true;
  atomic_fetch_add(&state->host->users, 1);
  state->made = object;
  return object;
}

napi_value pgn_attach(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  pgn_object *const object = (pgn_object *)state->made;
  state->made = NULL;
  if (napi_create_reference(env, argv[0], 0, &object->held.reference)) return NULL;
  apply(object, env, object->change);
  object->change = 0;
  return NULL;
}

napi_value pgn_user(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  return pgn_held_value(env, state, state->host->library->user(PGN_TO_HANDLE(void, argv[0]), pgn_object_release));
}

napi_value pgn_regained(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  return pgn_from_bool(env, state->host->library->regained(PGN_TO_HANDLE(void, argv[0])));
}

/* ---- Methods --------------------------------------------------------------------------------- */

napi_value pgn_set_methods(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  napi_create_reference(env, argv[0], 1, &state->host->methods);
  return NULL;
}

napi_value pgn_method(napi_env env, const pgn_state *state, uint32_t index) {
  napi_value methods = NULL, method = NULL;
  napi_get_reference_value(env, state->host->methods, &methods);
  napi_get_element(env, methods, index, &method);
  return method;
}

/* Structs of methods stay for ever: one for each set of methods that some class overrides. */
typedef struct pgn_methods {
  struct pgn_methods *next;
  const void *all;
  void *some;
} pgn_methods;

napi_value pgn_choose_methods(napi_env env, napi_value flags, const void *all, size_t size) {
  static pthread_mutex_t mutex = PTHREAD_MUTEX_INITIALIZER;
  static pgn_methods *known;
  pgn_methods *const made = (pgn_methods *)calloc(1, sizeof *made + size);
  if (!made) return NULL;
  made->all = all;
  made->some = made + 1;
  memcpy(made->some, all, size);
  const size_t count = (size - sizeof(pgl_methods)) / sizeof(void (*)(void));
  for (size_t i = 0; i < count; ++i) {
    napi_value flag = NULL;
    napi_get_element(env, flags, (uint32_t)i, &flag);
    if (!pgn_to_bool(env, flag)) memset((char *)made->some + sizeof(pgl_methods) + i * sizeof(void (*)(void)), 0, sizeof(void (*)(void)));
  }
  pthread_mutex_lock(&mutex);
  pgn_methods *found = known;
  while (found && (found->all != all || memcmp(found->some, made->some, size))) found = found->next;
  if (!found) {
    made->next = known;
    found = known = made;
  }
  pthread_mutex_unlock(&mutex);
  if (found != made) free(made);
  return pgn_from_size(env, (size_t)(uintptr_t)found->some);
}
