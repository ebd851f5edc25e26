/* Functions of JavaScript that the library calls: on its thread directly, from other threads by its event loop. And what
 * the library finishes later, which comes by the event loop, too. */
#ifndef PGN_HOST_H
#define PGN_HOST_H

#include "pgn.h"

/* A function or an error of JavaScript that the library has: what it knows as `user`. */
typedef struct pgn_held pgn_held;

/* An error of the library that JavaScript can raise. */
typedef struct pgn_raised {
  pgl_status status;
  const pgn_type *fields; /* or null */
} pgn_raised;

/* What the library has for its hosts; null where it has no use for it. */
typedef struct pgn_library {
  pgl_status (*fail)(pgl_status status, pgl_str message, const void *fields);
  pgl_status (*fail_host)(pgl_str message, void *error, void (*release)(void *error));
  bool (*close)(uint32_t milliseconds);
  const pgn_raised *raised;
  size_t raised_count;
  pgl_status (*task_on_done)(pgl_task *task, void (*wake)(void *user), void *user, pgl_bool *done);
  void (*task_free)(pgl_task *task);
  void *(*user)(const void *handle, void (*release)(void *user));
  bool (*regained)(const void *handle);
  pgl_status (*promise_fail)(pgl_promise *promise, pgl_status status, pgl_str message, const void *fields);
  pgl_status (*promise_fail_host)(pgl_promise *promise, pgl_str message, void *error, void (*release)(void *error));
  void (*promise_free)(pgl_promise *promise);
  pgl_status (*promise_on_end)(pgl_promise *promise, void (*ended)(void *user, pgl_bool stopped), void *user);
} pgn_library;

/* Once for each environment, before any function is held. */
bool pgn_start_host(napi_env env, pgn_state *state, const pgn_library *library);

/* Holds a value; false without memory. */
bool pgn_hold(napi_env env, pgn_state *state, napi_value value, void **user);
/* The library lets go of it: once, on any thread. */
void pgn_let_go(void *user);
/* What is held, if it is this environment's; else null. */
napi_value pgn_held_value(napi_env env, const pgn_state *state, void *user);

/* What calls a function with arguments as the library gave them: for pgn_call(). */
typedef pgl_status (*pgn_run)(napi_env env, pgn_state *state, napi_value function, const void *arguments);

/* For `run`: the call itself. A status if it failed; JavaScript has told why. */
pgl_status pgn_invoke(napi_env env, pgn_state *state, napi_value function, size_t argc, napi_value *argv, napi_value *result);
/* Puts structs where JavaScript reads them; the argument says whether that memory was replaced. */
bool pgn_give_frame(napi_env env, pgn_state *state, const pgn_type *type, const void *value, napi_value *argument);
/* The status of what the glue itself refused. */
pgl_status pgn_refused(pgn_state *state);

/* Without a promise it is the call that runs which fails. */
napi_value pgn_fail(napi_env env, napi_callback_info info);      /* $fail(status, message, at, promise) */
napi_value pgn_fail_host(napi_env env, napi_callback_info info); /* $failHost(message, error, promise) */
napi_value pgn_exit(napi_env env, napi_callback_info info);      /* $exit() */

/* Objects whose methods the library calls: what it knows as `user`, and what it does with that, on any thread. */
void *pgn_new_object(pgn_state *state); /* null without memory */
void pgn_object_hold(void *user);
void pgn_object_let_go(void *user);
void pgn_object_release(void *user);
/* What is called for a method, by its number. */
napi_value pgn_method(napi_env env, const pgn_state *state, uint32_t index);
/* A struct of methods with those alone that are overridden: an address. */
napi_value pgn_choose_methods(napi_env env, napi_value flags, const void *all, size_t size);
napi_value pgn_set_methods(napi_env env, napi_callback_info info); /* $setMethods(list) */
napi_value pgn_attach(napi_env env, napi_callback_info info);      /* $attach(object): it belongs to the last user that was made */
napi_value pgn_user(napi_env env, napi_callback_info info);        /* $user(handle): the object behind it; undefined if that is not one */
napi_value pgn_regained(napi_env env, napi_callback_info info);    /* $regained(handle): whether it owns the object */

/* For results that come later. A wait is a number to JavaScript. */
napi_value pgn_begun(napi_env env, napi_callback_info info);    /* $begun(): for the task of the call before; 0 if that failed */
napi_value pgn_on_done(napi_env env, napi_callback_info info);  /* $onDone(wait): whether the outcome is there; else it is woken later */
napi_value pgn_give_up(napi_env env, napi_callback_info info);  /* $giveUp(wait): instead of taking the outcome */
napi_value pgn_on_woken(napi_env env, napi_callback_info info); /* $onWoken(function of a list of waits) */
/* For whoever asks for the outcome: the task, once, of a wait that is over. */
pgl_task *pgn_take_task(napi_env env, napi_value wait);

/* For methods whose results the library waits for. Its promise is a number to JavaScript, until that has answered. */
napi_value pgn_new_promise(napi_env env, pgn_state *state, pgl_promise *promise); /* null without memory */
pgl_promise *pgn_promise_of(napi_env env, napi_value promise);
napi_value pgn_answered(napi_env env, napi_callback_info info);   /* $answered(promise): the last that is said of it */
napi_value pgn_watch(napi_env env, napi_callback_info info);      /* $watch(promise): once; tells when the library wants no result any more */
napi_value pgn_on_stopped(napi_env env, napi_callback_info info); /* $onStopped(function of a list of promises) */

/* What functions of JavaScript share that one call of the library calls: a scope of its own for each of them, and to look the
 * function up, would cost more than some of them do. */
typedef struct pgn_scope {
  napi_handle_scope scope; /* or null */
  unsigned calls;
  uint64_t number; /* of the function that was called last */
  napi_value function, undefined;
  struct pgn_scope *outer;
} pgn_scope;

/* Around calls into the library that may call back. */
void pgn_enter(pgn_state *state, pgn_scope *scope);
void pgn_leave(pgn_state *state, pgn_scope *scope);

#endif
