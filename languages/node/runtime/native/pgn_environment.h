/* One environment as threads of the library see it: for the glue itself. */
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
typedef struct pgn_pending {
  pgn_held *held;
  pgn_run run;
  const void *arguments;
  pgl_status status;
  pgl_status told; /* by JavaScript; 0 if nothing */
  char *message;
  size_t message_length;
  void *fields;
  pgn_held *error;
  enum { WAITING, RUNNING, DONE } progress;
  bool abandoned; /* who waited for it is gone, and with it what the arguments point to */
  struct pgn_pending *next;
} pgn_pending;

/* The scope that functions of JavaScript run in which one call of the library calls: a scope of its own for each of them would
 * cost more than some of them do. */
typedef struct pgn_scope {
  napi_handle_scope scope; /* or null */
  unsigned calls;
} pgn_scope;

/* One environment as threads of the library see it. It outlives the environment as long as something is held. */
struct pgn_host {
  atomic_size_t users;
  const pgn_library *library;
  napi_env env;
  pgn_state *state;
  pthread_t thread;
  pgn_pending *current; /* the innermost call that runs on JavaScript's thread */
  atomic_bool inside;   /* JavaScript's thread is inside the library, not in a function that it called */
  atomic_uint serial;   /* how often that began; only JavaScript's thread changes it */
  pgn_scope scope;      /* of the call that it is inside of */

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
  bool is_object; /* see pgn_object.c */
  pgn_held *next;
};

void pgn_drop_host(struct pgn_host *host);
void pgn_drop_held(pgn_held *held);

#endif
