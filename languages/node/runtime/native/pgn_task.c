/* Results that come later. The library wakes waits from any thread; all that were woken go to JavaScript in one turn. */
#include "pgn_environment.h"

/* One piece of work that the library has not finished: JavaScript knows it by its address. Both have to be done with it:
 * the library wakes it once, if it was asked to; JavaScript takes the outcome or gives it up. */
struct pgn_wait {
  struct pgn_host *host; /* counted */
  pgl_task *task;
  bool given_up, drained;   /* JavaScript's, but for its end */
  bool ended;               /* the environment's end has taken it out */
  pgn_wait *before, *after; /* of all */
  pgn_wait *next;           /* of those woken */
};

/* ---- All of an environment ------------------------------------------------------------------- */

static void add(struct pgn_host *host, pgn_wait *one) {
  pthread_mutex_lock(&host->mutex);
  one->after = host->waits.all;
  if (one->after) one->after->before = one;
  host->waits.all = one;
  pthread_mutex_unlock(&host->mutex);
}

/* The mutex is held. */
static void take_out(pgn_waits *waits, pgn_wait *one) {
  if (one->after) one->after->before = one->before;
  *(one->before ? &one->before->after : &waits->all) = one->after;
}

static void drop(pgn_wait *one) {
  struct pgn_host *const host = one->host;
  free(one);
  pgn_drop_host(host);
}

static void end(pgn_wait *one) {
  pthread_mutex_lock(&one->host->mutex);
  take_out(&one->host->waits, one);
  pthread_mutex_unlock(&one->host->mutex);
  drop(one);
}

/* ---- Waking ---------------------------------------------------------------------------------- */

/* From any thread, once for every wait. */
static void wake(void *user) {
  pgn_wait *const one = (pgn_wait *)user;
  struct pgn_host *const host = one->host;
  pthread_mutex_lock(&host->mutex);
  const bool closed = host->closed, last = closed && one->ended;
  if (closed) {
    one->drained = true;
  } else {
    one->next = host->waits.woken;
    host->waits.woken = one;
    /* Only the first one tells: the others come along. */
    if (!one->next) napi_call_threadsafe_function(host->wake, NULL, PGN_NONBLOCKING);
  }
  pthread_mutex_unlock(&host->mutex);
  if (last) drop(one);
}

/* As long as anything is to come, the environment stays alive. */
static void count(napi_env env, struct pgn_host *host, size_t after) {
  const size_t before = host->waits.count;
  host->waits.count = after;
  if (!before && after) napi_ref_threadsafe_function(env, host->wake);
  if (before && !after) napi_unref_threadsafe_function(env, host->wake);
}

void pgn_drain_waits(napi_env env, struct pgn_host *host) {
  size_t length = 0, wanted = 0;
  pthread_mutex_lock(&host->mutex);
  pgn_wait *woken = host->waits.woken;
  host->waits.woken = NULL;
  for (pgn_wait *one = woken; one; one = one->next) {
    one->drained = true;
    ++length;
    if (!one->given_up) ++wanted;
  }
  pthread_mutex_unlock(&host->mutex);
  if (!length) return;
  count(env, host, host->waits.count - length);
  napi_value all = NULL, drain = NULL, self = NULL, result = NULL;
  napi_create_array_with_length(env, wanted, &all);
  /* The last one that was woken comes first. */
  while (woken) {
    pgn_wait *const one = woken;
    woken = one->next;
    if (one->given_up) end(one);
    else napi_set_element(env, all, (uint32_t)--wanted, pgn_from_size(env, (size_t)(uintptr_t)one));
  }
  napi_get_undefined(env, &self);
  napi_get_reference_value(env, host->waits.drain, &drain);
  napi_call_function(env, self, drain, 1, &all, &result);
}

void pgn_end_waits(struct pgn_host *host) {
  pgn_waits *const waits = &host->waits;
  pgl_task *some[64];
  size_t length;
  do {
    length = 0;
    pthread_mutex_lock(&host->mutex);
    while (waits->all && length < sizeof some / sizeof some[0]) {
      pgn_wait *const one = waits->all;
      take_out(waits, one);
      one->ended = true;
      some[length++] = one->task;
      if (one->drained) drop(one);
    }
    pthread_mutex_unlock(&host->mutex);
    /* That wakes the others, which end then. */
    for (size_t i = 0; i < length; ++i) host->library->task_free(some[i]);
  } while (length);
  while (waits->woken) {
    pgn_wait *const one = waits->woken;
    waits->woken = one->next;
    drop(one);
  }
}

/* ---- What JavaScript calls ------------------------------------------------------------------- */

static pgn_wait *to_wait(napi_env env, napi_value value) { return PGN_TO_HANDLE(pgn_wait, value); }

napi_value pgn_begun(napi_env env, napi_callback_info info) {
  PGN_NO_ARGUMENTS();
  pgl_task *const task = state->begun;
  state->begun = NULL;
  if (!task) return pgn_zero(env);
  pgn_wait *const one = (pgn_wait *)calloc(1, sizeof *one);
  if (!one) {
    state->host->library->task_free(task);
    pgn_refuse(state, PGL_ERROR_MEMORY, "out of memory");
    return pgn_zero(env);
  }
  one->host = state->host;
  one->task = task;
  atomic_fetch_add(&one->host->users, 1);
  add(one->host, one);
  return pgn_from_size(env, (size_t)(uintptr_t)one);
}

napi_value pgn_on_done(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  struct pgn_host *const host = state->host;
  pgn_wait *const one = to_wait(env, argv[0]);
  pgl_bool done = 0;
  count(env, host, host->waits.count + 1);
  if (!host->library->task_on_done(one->task, wake, one, &done) && !done) return pgn_from_bool(env, false);
  count(env, host, host->waits.count - 1);
  one->drained = true;
  return pgn_from_bool(env, true);
}

pgl_task *pgn_take_task(napi_env env, napi_value wait) {
  pgn_wait *const one = to_wait(env, wait);
  pgl_task *const task = one->task;
  end(one);
  return task;
}

napi_value pgn_give_up(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  pgn_wait *const one = to_wait(env, argv[0]);
  one->given_up = true;
  state->host->library->task_free(one->task); /* which wakes it, unless that is on its way */
  return NULL;
}

napi_value pgn_on_woken(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(1);
  napi_create_reference(env, argv[0], 1, &state->host->waits.drain);
  return NULL;
}
