#define _POSIX_C_SOURCE 200809L
#include "pgn_environment.h"

#include <time.h>

/* How long other threads wait while one and the same call of the library keeps JavaScript's thread. */
enum { PATIENCE_MS = 1000, SLICE_MS = 50 };

static pthread_mutex_t all_mutex = PTHREAD_MUTEX_INITIALIZER;
static struct pgn_host *all;

void pgn_drop_host(struct pgn_host *host) {
  if (atomic_fetch_sub(&host->users, 1) != 1) return;
  pthread_mutex_lock(&all_mutex);
  struct pgn_host **at = &all;
  while (*at && *at != host) at = &(*at)->next;
  if (*at) *at = host->next;
  pthread_mutex_unlock(&all_mutex);
  pthread_cond_destroy(&host->changed);
  pthread_mutex_destroy(&host->mutex);
  free(host);
}

void pgn_drop_held(pgn_held *held) {
  struct pgn_host *host = held->host;
  free(held);
  pgn_drop_host(host);
}

/* ---- Held values ---------------------------------------------------------------------------- */

bool pgn_hold(napi_env env, pgn_state *state, napi_value value, void **user) {
  pgn_held *held = (pgn_held *)calloc(1, sizeof *held);
  if (!held || napi_create_reference(env, value, 1, &held->reference)) {
    free(held);
    pgn_refuse(state, PGL_ERROR_MEMORY, "out of memory");
    return false;
  }
  held->host = state->host;
  held->number = ++state->host->held_count;
  atomic_fetch_add(&state->host->users, 1);
  *user = held;
  return true;
}

void pgn_let_go(void *user) {
  pgn_held *held = (pgn_held *)user;
  struct pgn_host *host = held->host;
  pthread_mutex_lock(&host->mutex);
  const bool closed = host->closed, here = pgn_is_here(host);
  if (!closed && !here) {
    held->next = host->released;
    host->released = held;
    if (!held->next) napi_call_threadsafe_function(host->wake, NULL, PGN_NONBLOCKING);
  }
  pthread_mutex_unlock(&host->mutex);
  if (!closed && !here) return;
  if (!closed) napi_delete_reference(host->env, held->reference);
  pgn_drop_held(held);
}

napi_value pgn_held_value(napi_env env, const pgn_state *state, void *user) {
  const pgn_held *held = (const pgn_held *)user;
  napi_value result = NULL;
  if (held && held->host == state->host) napi_get_reference_value(env, held->reference, &result);
  return result;
}

/* ---- Failure -------------------------------------------------------------------------------- */

static void say(pgn_pending *call, pgl_status status, const char *message, size_t length) {
  free(call->message);
  call->told = status;
  call->message = (char *)malloc(length + 1);
  call->message_length = call->message ? length : 0;
  if (call->message) memcpy(call->message, message, length);
}

static void tell(napi_env env, pgn_pending *call, pgl_status status, napi_value message) {
  size_t length = 0;
  napi_get_value_string_utf8(env, message, NULL, 0, &length);
  char *text = (char *)malloc(length + 1);
  if (text) napi_get_value_string_utf8(env, message, text, length + 1, &length);
  free(call->message);
  call->told = status;
  call->message = text;
  call->message_length = text ? length : 0;
}

/* What was told is not of a call, but of a promise. C++ goes on in it. */
static void fail_promise(pgn_state *state, pgl_promise *promise, pgn_pending *told) {
  const pgn_library *const library = state->host->library;
  const pgl_str message = {told->message, told->message_length};
  pgn_scope scope;
  pgn_enter(state, &scope);
  if (told->error) library->promise_fail_host(promise, message, told->error, pgn_let_go);
  else library->promise_fail(promise, told->told, message, told->fields);
  pgn_leave(state, &scope);
  free(told->message);
  free(told->fields);
}

napi_value pgn_fail(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(4);
  const bool later = pgn_is_given(env, argv[3]);
  pgn_pending alone = {0};
  pgn_pending *call = later ? &alone : state->running;
  const pgl_status status = pgn_to_i32(env, argv[0]);
  if (!call) return NULL;
  tell(env, call, status, argv[1]);
  const pgn_library *library = state->host->library;
  for (size_t i = 0; i < library->raised_count; ++i) {
    const pgn_type *fields = library->raised[i].fields;
    if (library->raised[i].status != status || !fields) continue;
    char *value = state->arguments.data + pgn_to_u32(env, argv[2]);
    pgn_unpack(fields, value, state->arguments.data);
    free(call->fields);
    call->fields = pgn_copy(fields, value);
  }
  if (later) fail_promise(state, pgn_promise_of(env, argv[3]), call);
  return NULL;
}

napi_value pgn_fail_host(napi_env env, napi_callback_info info) {
  PGN_ARGUMENTS(3);
  const bool later = pgn_is_given(env, argv[2]);
  pgn_pending alone = {0};
  pgn_pending *call = later ? &alone : state->running;
  void *error = NULL;
  if (!call) return NULL;
  tell(env, call, PGL_ERROR_HOST, argv[0]);
  if (pgn_hold(env, state, argv[1], &error)) call->error = (pgn_held *)error;
  if (later) fail_promise(state, pgn_promise_of(env, argv[2]), call);
  return NULL;
}

pgl_status pgn_refused(pgn_state *state) {
  const pgl_status status = state->refused ? state->refused : PGL_ERROR_HOST;
  state->refused = 0;
  say(state->running, status, state->why, strlen(state->why));
  return status;
}

/* On the thread of the call: the library notes what JavaScript told. */
pgl_status pgn_conclude(struct pgn_host *host, pgn_pending *call) {
  if (!call->told) return call->status;
  const pgl_str message = {call->message, call->message_length};
  if (call->error) {
    call->status = host->library->fail_host(message, call->error, pgn_let_go);
  } else {
    call->status = host->library->fail(call->told, message, call->fields);
  }
  free(call->message);
  free(call->fields);
  return call->status;
}

/* ---- Inside of the library ------------------------------------------------------------------- */

static void close_scope(struct pgn_host *host, pgn_scope *scope) {
  if (scope->scope) napi_close_handle_scope(host->env, scope->scope);
  scope->scope = NULL;
}

bool pgn_renew_scope(struct pgn_host *host, pgn_scope *scope) {
  close_scope(host, scope);
  if (napi_open_handle_scope(host->env, &scope->scope)) return false;
  scope->calls = 0;
  scope->number = 0;
  napi_get_undefined(host->env, &scope->undefined);
  return true;
}

void pgn_enter(pgn_state *state, pgn_scope *scope) {
  scope->scope = NULL;
  scope->outer = state->host->scope;
  state->host->scope = scope;
  pgn_get_on(state->host, true);
}

void pgn_leave(pgn_state *state, pgn_scope *scope) {
  struct pgn_host *const host = state->host;
  atomic_store_explicit(&host->inside, false, memory_order_relaxed);
  close_scope(host, scope);
  host->scope = scope->outer;
}

/* ---- Calls ---------------------------------------------------------------------------------- */

void pgn_say_collected(pgn_pending *call) {
  static const char collected[] = "the object that the library calls was collected";
  call->status = call->held->is_object ? PGL_ERROR_CLOSED : PGL_ERROR_HOST;
  say(call, call->status, collected, sizeof collected - 1);
}

static void run_alone(struct pgn_host *host, pgn_pending *call) {
  pgn_scope scope = {0};
  pgn_run_now(host, call, &scope);
  close_scope(host, &scope);
}

/* The mutex is held. */
static void unlink_call(struct pgn_host *host, pgn_pending *call) {
  pgn_pending *before = NULL;
  for (pgn_pending *at = host->first; at && at != call; at = at->next) before = at;
  *(before ? &before->next : &host->first) = call->next;
  if (host->last == call) host->last = before;
}

static void wait_a_slice(struct pgn_host *host) {
  struct timespec until;
  clock_gettime(CLOCK_REALTIME, &until);
  until.tv_nsec += SLICE_MS * 1000000L;
  if (until.tv_nsec >= 1000000000L) {
    until.tv_nsec -= 1000000000L;
    ++until.tv_sec;
  }
  pthread_cond_timedwait(&host->changed, &host->mutex, &until);
}

/* From another thread: the event loop runs it. If JavaScript's thread does not come back from one call of the library, it
 * may be that this call waits for us: then we give up. */
static void run_there(struct pgn_host *host, pgn_pending *call) {
  static const char stuck[] = "JavaScript's thread is inside a call of the library and cannot run a function meanwhile";
  unsigned serial = atomic_load(&host->serial);
  int waited = 0;
  pthread_mutex_lock(&host->mutex);
  call->status = PGL_ERROR_HOST_GONE;
  call->progress = host->closed || host->leaving ? PGN_DONE : PGN_WAITING;
  if (call->progress == PGN_WAITING) {
    if (host->last) host->last->next = call;
    else host->first = call;
    host->last = call;
    napi_call_threadsafe_function(host->wake, NULL, PGN_NONBLOCKING);
  }
  while (call->progress != PGN_DONE) {
    wait_a_slice(host);
    if (call->progress != PGN_WAITING) continue;
    const unsigned now = atomic_load(&host->serial);
    waited = now == serial && atomic_load(&host->inside) ? waited + SLICE_MS : 0;
    serial = now;
    if (waited < PATIENCE_MS) continue;
    unlink_call(host, call);
    call->progress = PGN_DONE;
    call->status = PGL_ERROR_THREAD;
    say(call, PGL_ERROR_THREAD, stuck, sizeof stuck - 1);
  }
  pthread_mutex_unlock(&host->mutex);
}

void pgn_run_outside(struct pgn_host *host, pgn_pending *call) {
  if (!pgn_is_here(host)) return run_there(host, call);
  if (host->closed) {
    call->status = PGL_ERROR_HOST_GONE;
    return;
  }
  run_alone(host, call);
  pgn_get_on(host, false);
}

pgl_status pgn_invoke(napi_env env, pgn_state *state, napi_value function, size_t argc, napi_value *argv, napi_value *result) {
  pgn_pending *const call = state->running;
  napi_value thrown = NULL;
  if (PGN_UNLIKELY(napi_call_function(env, call->self, function, argc, argv, result))) {
    /* All that JavaScript throws is told; what comes out is the end of a stack or of the thread. */
    static const char ended[] = "JavaScript ended the function";
    napi_get_and_clear_last_exception(env, &thrown);
    if (!call->told) say(call, PGL_ERROR_HOST, ended, sizeof ended - 1);
  }
  return call->abandoned ? PGL_ERROR_HOST_GONE : call->told;
}

bool pgn_give_frame(napi_env env, pgn_state *state, const pgn_type *type, const void *value, napi_value *argument) {
  const napi_value given = pgn_give(env, state, type, value, NULL);
  if (state->refused) return false;
  *argument = pgn_from_bool(env, given != NULL);
  return true;
}

static void drop_failure(pgn_pending *call) {
  free(call->message);
  free(call->fields);
}

/* On JavaScript's thread, from its event loop. */
static void on_wake(napi_env env, napi_value function, void *context, void *data) {
  struct pgn_host *const host = (struct pgn_host *)context;
  (void)function, (void)data;
  if (!env) return; /* the environment ends */
  pthread_mutex_lock(&host->mutex);
  pgn_held *released = host->released;
  host->released = NULL;
  while (host->first) {
    pgn_pending *call = host->first;
    unlink_call(host, call);
    call->progress = PGN_RUNNING;
    pgn_pending copy = *call;
    host->waiting = call;
    host->running = &copy;
    pthread_mutex_unlock(&host->mutex);
    run_alone(host, &copy);
    pthread_mutex_lock(&host->mutex);
    host->waiting = host->running = NULL;
    if (copy.abandoned) {
      drop_failure(&copy);
    } else {
      *call = copy;
      call->progress = PGN_DONE;
      pthread_cond_broadcast(&host->changed);
    }
  }
  pthread_mutex_unlock(&host->mutex);
  while (released) {
    pgn_held *next = released->next;
    napi_delete_reference(env, released->reference);
    pgn_drop_held(released);
    released = next;
  }
  pgn_drain_objects(env, host);
  pgn_drain_promises(env, host);
  pgn_drain_waits(env, host);
}

/* ---- The end -------------------------------------------------------------------------------- */

/* Nobody waits any more. The mutex is held. */
static void send_away(struct pgn_host *host) {
  while (host->first) {
    pgn_pending *call = host->first;
    unlink_call(host, call);
    call->status = PGL_ERROR_HOST_GONE;
    call->progress = PGN_DONE;
  }
  if (host->running) {
    host->running->abandoned = true;
    host->waiting->status = PGL_ERROR_HOST_GONE;
    host->waiting->progress = PGN_DONE;
    host->waiting = host->running = NULL;
  }
  pthread_cond_broadcast(&host->changed);
}

napi_value pgn_exit(napi_env env, napi_callback_info info) {
  PGN_NO_ARGUMENTS();
  pthread_mutex_lock(&state->host->mutex);
  state->host->leaving = true;
  send_away(state->host);
  pthread_mutex_unlock(&state->host->mutex);
  return NULL;
}

/* From now on its functions are gone. */
static void close_host(struct pgn_host *host) {
  pthread_mutex_lock(&host->mutex);
  host->closed = true;
  send_away(host);
  pgn_held *released = host->released;
  host->released = NULL;
  pthread_mutex_unlock(&host->mutex);
  while (released) {
    pgn_held *next = released->next;
    pgn_drop_held(released);
    released = next;
  }
}

static void on_environment_end(void *data) {
  struct pgn_host *const host = (struct pgn_host *)data;
  close_host(host);
  pgn_end_waits(host);
  pgn_end_promises(host);
  pgn_end_objects(host);
  napi_release_threadsafe_function(host->wake, PGN_ABORT);
  pgn_drop_host(host);
}

/* process.exit() ends no environment. */
static void on_exit_of_process(void) {
  pthread_mutex_lock(&all_mutex);
  bool (*close)(uint32_t) = all ? all->library->close : NULL;
  for (struct pgn_host *host = all; host; host = host->next) {
    atomic_fetch_add(&host->users, 1); /* for ever */
    close_host(host);
  }
  pthread_mutex_unlock(&all_mutex);
  if (close) close(0);
}

static void at_exit(void) { atexit(on_exit_of_process); }

bool pgn_start_host(napi_env env, pgn_state *state, const pgn_library *library) {
  static pthread_once_t once = PTHREAD_ONCE_INIT;
  struct pgn_host *host = (struct pgn_host *)calloc(1, sizeof *host);
  if (!host) return false;
  atomic_init(&host->users, 1);
  host->library = library;
  host->env = env;
  host->state = state;
  host->thread = pthread_self();
  pthread_mutex_init(&host->mutex, NULL);
  pthread_cond_init(&host->changed, NULL);
  if (napi_create_threadsafe_function(env, NULL, NULL, pgn_from_text(env, pgl_text("polyglue")), 0, 1, NULL, NULL, host, on_wake,
                                      &host->wake) ||
      napi_add_env_cleanup_hook(env, on_environment_end, host)) {
    free(host);
    return false;
  }
  napi_unref_threadsafe_function(env, host->wake);
  state->host = host;
  pthread_once(&once, at_exit);
  pthread_mutex_lock(&all_mutex);
  host->next = all;
  all = host;
  pthread_mutex_unlock(&all_mutex);
  return true;
}
