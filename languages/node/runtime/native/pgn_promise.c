/* Methods of JavaScript's whose results come later: the library waits for a promise of its own. JavaScript knows it by the
 * address of what is kept of it here, until it has answered or the environment ends. */
#include "pgn_environment.h"

struct pgn_promise {
  struct pgn_host *host; /* counted */
  pgl_promise *promise;
  bool open, watched; /* JavaScript still needs it; the library does, to say that nobody wants the result any more */
  pgn_promise *before, *after; /* of all that are open */
  pgn_promise *next;           /* of those that nobody wants */
};

/* The mutex is held. */
static void take_out(struct pgn_host *host, pgn_promise *one) {
  one->open = false;
  if (one->after) one->after->before = one->before;
  *(one->before ? &one->before->after : &host->promises) = one->after;
}

static void drop_unless(bool needed, pgn_promise *one) {
  if (needed) return;
  struct pgn_host *const host = one->host;
  free(one);
  pgn_drop_host(host);
}

/* From any thread, once. */
static void ended(void *user, pgl_bool stopped) {
  pgn_promise *const one = (pgn_promise *)user;
  struct pgn_host *const host = one->host;
  pthread_mutex_lock(&host->mutex);
  const bool tell = stopped && one->open && !host->closed;
  if (tell) {
    one->next = host->stopped;
    host->stopped = one;
    if (!one->next) napi_call_threadsafe_function(host->wake, NULL, PGN_NONBLOCKING);
  } else {
    one->watched = false;
  }
  const bool needed = tell || one->open;
  pthread_mutex_unlock(&host->mutex);
  drop_unless(needed, one);
}

/* ---- What the glue calls, on JavaScript's thread ---------------------------------------------- */

napi_value pgn_new_promise(napi_env env, pgn_state *state, pgl_promise *promise) {
  struct pgn_host *const host = state->host;
  pgn_promise *const one = (pgn_promise *)calloc(1, sizeof *one);
  if (!one) {
    pgn_refuse(state, PGL_ERROR_MEMORY, "out of memory");
    return NULL;
  }
  one->host = host;
  one->promise = promise;
  one->open = true;
  atomic_fetch_add(&host->users, 1);
  pthread_mutex_lock(&host->mutex);
  one->after = host->promises;
  if (one->after) one->after->before = one;
  host->promises = one;
  pthread_mutex_unlock(&host->mutex);
  return pgn_from_size(env, (size_t)(uintptr_t)one);
}

pgl_promise *pgn_promise_of(napi_env env, napi_value value) { return PGN_TO_HANDLE(pgn_promise, value)->promise; }

void pgn_drain_promises(napi_env env, struct pgn_host *host) {
  napi_value self = NULL, drain = NULL, all = NULL, result = NULL;
  pthread_mutex_lock(&host->mutex);
  pgn_promise *stopped = host->stopped;
  host->stopped = NULL;
  pthread_mutex_unlock(&host->mutex);
  if (!stopped) return;
  uint32_t count = 0;
  napi_create_array_with_length(env, 0, &all);
  for (pgn_promise *one = stopped; one; one = one->next) {
    if (one->open) napi_set_element(env, all, count++, pgn_from_size(env, (size_t)(uintptr_t)one));
  }
  napi_get_undefined(env, &self);
  napi_get_reference_value(env, host->drain_promises, &drain);
  napi_call_function(env, self, drain, 1, &all, &result);
  while (stopped) { /* not before: their addresses must be nobody else's meanwhile */
    pgn_promise *const next = stopped->next;
    pthread_mutex_lock(&host->mutex);
    stopped->watched = false;
    const bool needed = stopped->open;
    pthread_mutex_unlock(&host->mutex);
    drop_unless(needed, stopped);
    stopped = next;
  }
}

void pgn_end_promises(struct pgn_host *host) {
  static const char gone[] = "the thread of JavaScript that was to give the result has ended";
  for (;;) {
    pthread_mutex_lock(&host->mutex);
    pgn_promise *const one = host->promises;
    if (one) take_out(host, one);
    pgn_promise *const stopped = one ? NULL : host->stopped;
    if (stopped) host->stopped = stopped->next;
    pthread_mutex_unlock(&host->mutex);
    if (stopped) {
      drop_unless(false, stopped);
    } else if (one) {
      /* The library's function may end it, so it is not looked at any more. */
      pgl_promise *const promise = one->promise;
      pthread_mutex_lock(&host->mutex);
      const bool needed = one->watched;
      pthread_mutex_unlock(&host->mutex);
      drop_unless(needed, one);
      host->library->promise_fail(promise, PGL_ERROR_HOST_GONE, pgl_text(gone), NULL);
    } else {
      return;
    }
  }
}

/* ---- What JavaScript calls -------------------------------------------------------------------- */

napi_value pgn_answered(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  pgn_promise *const one = PGN_TO_HANDLE(pgn_promise, argv[0]);
  struct pgn_host *const host = state->host;
  pgl_promise *const promise = one->promise;
  pthread_mutex_lock(&host->mutex);
  take_out(host, one);
  const bool needed = one->watched;
  pthread_mutex_unlock(&host->mutex);
  drop_unless(needed, one);
  pgn_scope scope;
  pgn_enter(state, &scope);
  host->library->promise_free(promise);
  pgn_leave(state, &scope);
  return NULL;
}

napi_value pgn_watch(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  pgn_promise *const one = PGN_TO_HANDLE(pgn_promise, argv[0]);
  one->watched = true; /* nobody else knows it yet */
  if (!state->host->library->promise_on_end(one->promise, ended, one)) return NULL;
  pthread_mutex_lock(&one->host->mutex);
  one->watched = false;
  pthread_mutex_unlock(&one->host->mutex);
  return NULL;
}

napi_value pgn_on_stopped(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  napi_create_reference(env, argv[0], 1, &state->host->drain_promises);
  return NULL;
}
