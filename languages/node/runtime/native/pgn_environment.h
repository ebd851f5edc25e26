/* One environment as threads of the library see it, and how they call functions of JavaScript. */
#ifndef PGN_ENVIRONMENT_H
#define PGN_ENVIRONMENT_H

#include <pthread.h>
#include <stdatomic.h>

#include "pgn_host.h"

/* ---- Results that come later: pgn_task.c ---------------------------------------------------- */

typedef struct pgn_wait pgn_wait;

/* Those that wait for tasks. The lists are guarded by the host's mutex, the rest is for JavaScript's thread. */
typedef struct pgn_waits {
  pgn_wait *all, *woken;
  size_t count;   /* of those that the library will wake */
  napi_ref drain; /* what JavaScript gave to $onWoken() */
} pgn_waits;

/* On JavaScript's thread: tells it of all that were woken. */
void pgn_drain_waits(napi_env env, struct pgn_host *host);
/* The environment ends: gives up all that is not finished. `closed` is set, the mutex not held. */
void pgn_end_waits(struct pgn_host *host);

/* ---- Objects whose methods the library calls: pgn_object.c ----------------------------------- */

struct pgn_object;
/* On JavaScript's thread: what other threads said. */
void pgn_drain_objects(napi_env env, struct pgn_host *host);
/* The environment ends. `closed` is set, the mutex not held. */
void pgn_end_objects(struct pgn_host *host);

/* ---- Promises of the library's: pgn_promise.c ----------------------------------------------- */

typedef struct pgn_promise pgn_promise;
/* On JavaScript's thread: tells it of all that the library does not want any more. */
void pgn_drain_promises(napi_env env, struct pgn_host *host);
/* The environment ends: there will be no more results. `closed` is set, the mutex not held. */
void pgn_end_promises(struct pgn_host *host);

/* ---- The environment ------------------------------------------------------------------------ */

/* A call that runs, or waits for JavaScript's thread. It says here why it failed. */
typedef struct pgn_pending pgn_pending;
struct pgn_pending {
  pgn_held *held;
  pgn_run run;
  const void *arguments;
  napi_value self; /* undefined */
  pgl_status status;
  pgl_status told; /* by JavaScript; 0 if nothing */
  char *message;
  size_t message_length;
  void *fields;
  pgn_held *error;
  enum { PGN_WAITING, PGN_RUNNING, PGN_DONE } progress;
  bool abandoned; /* who waited for it is gone, and with it what the arguments point to */
  struct pgn_pending *next;
};

/* One environment as threads of the library see it. It outlives the environment as long as something is held. */
struct pgn_host {
  atomic_size_t users;
  const pgn_library *library;
  napi_env env;
  pgn_state *state;
  pthread_t thread;
  atomic_bool inside;   /* JavaScript's thread is inside the library, not in a function that it called */
  atomic_uint serial;   /* how often that began; only JavaScript's thread changes it */
  pgn_scope *scope;     /* of the innermost call that it is inside of */
  uint64_t held_count;  /* of functions, ever */

  pthread_mutex_t mutex;
  pthread_cond_t changed;
  napi_threadsafe_function wake;
  bool closed; /* all below are guarded by the mutex */
  bool leaving; /* other threads are not served any more: the process may wait for their end */
  pgn_pending *first, *last;
  pgn_pending *waiting, *running; /* the call of another thread that runs, and the copy of it that is worked on */
  pgn_held *released;
  pgn_waits waits;
  struct pgn_object *objects; /* of which other threads said something */
  napi_ref methods; /* what is called for the methods of objects: a list */
  pgn_promise *promises, *stopped; /* open ones; those that are wanted no more */
  napi_ref drain_promises; /* what JavaScript gave to $onStopped() */

  struct pgn_host *next; /* of all */
};

struct pgn_held {
  struct pgn_host *host;
  napi_ref reference;
  uint64_t number; /* of a function: no other has had it; else 0 */
  bool is_object;  /* see pgn_object.c */
  pgn_held *next;
};

void pgn_drop_host(struct pgn_host *host);
void pgn_drop_held(pgn_held *held);

static inline bool pgn_is_here(const struct pgn_host *host) { return pthread_equal(host->thread, pthread_self()); }

/* Other threads see that JavaScript's gets on. */
static inline void pgn_get_on(struct pgn_host *host, bool inside) {
  const unsigned serial = atomic_load_explicit(&host->serial, memory_order_relaxed);
  atomic_store_explicit(&host->serial, serial + 1, memory_order_relaxed);
  atomic_store_explicit(&host->inside, inside, memory_order_relaxed);
}

/* ---- Calls ---------------------------------------------------------------------------------- */

/* How many functions of JavaScript share a scope, which keeps what they were given and gave. */
enum { PGN_MOST_IN_SCOPE = 64 };

/* False if there is none. */
bool pgn_renew_scope(struct pgn_host *host, pgn_scope *scope);
PGN_COLD void pgn_say_collected(pgn_pending *call);
/* For calls from other threads, and for those that no call of the library is around. */
void pgn_run_outside(struct pgn_host *host, pgn_pending *call);
/* On the thread of the call that failed: the library notes what JavaScript told. */
PGN_COLD pgl_status pgn_conclude(struct pgn_host *host, pgn_pending *call);

static inline void pgn_run_now(struct pgn_host *host, pgn_pending *call, pgn_scope *scope) {
  pgn_pending *const outer = host->state->running;
  if (PGN_UNLIKELY(!scope->scope || ++scope->calls == PGN_MOST_IN_SCOPE) && !pgn_renew_scope(host, scope)) {
    call->status = PGL_ERROR_HOST;
    return;
  }
  host->state->running = call;
  call->self = scope->undefined;
  if (PGN_UNLIKELY(!scope->number || call->held->number != scope->number)) {
    scope->number = call->held->number;
    scope->function = NULL;
    napi_get_reference_value(host->env, call->held->reference, &scope->function);
  }
  if (PGN_LIKELY(scope->function != NULL)) call->status = call->run(host->env, host->state, scope->function, call->arguments);
  else pgn_say_collected(call);
  host->state->running = outer;
}

/* Calls the held function by `run`, on the thread of JavaScript, and waits for it. Here, so that `run` becomes a part of what the
 * library calls. */
static inline pgl_status pgn_call(void *user, pgn_run run, const void *arguments) {
  pgn_held *const held = (pgn_held *)user;
  struct pgn_host *const host = held->host;
  pgn_pending call = {.held = held, .run = run, .arguments = arguments, .progress = PGN_RUNNING};
  if (PGN_LIKELY(pgn_is_here(host) && !host->closed && atomic_load_explicit(&host->inside, memory_order_relaxed))) {
    atomic_store_explicit(&host->inside, false, memory_order_relaxed);
    pgn_run_now(host, &call, host->scope);
    pgn_get_on(host, true);
  } else {
    pgn_run_outside(host, &call);
  }
  return PGN_LIKELY(!call.status) ? PGL_OK : pgn_conclude(host, &call);
}

#endif
