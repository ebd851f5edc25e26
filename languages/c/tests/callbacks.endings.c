/* How functions of the host fail, call what calls them, come from many threads, and end. */
#define _POSIX_C_SOURCE 200809L
#include <callbacks_c.h>

#include <pthread.h>
#include <sched.h>
#include <stdlib.h>
#include <sys/wait.h>
#include <unistd.h>

#define LIBRARY callbacks
#include "check.h"

/* What a function is given as `user`: how often it was called and released. */
typedef struct counts {
  int calls, releases;
} counts;

static void release_counts(void *user) { ((counts *)user)->releases++; }

/* ---- errors ---- */

static int tokens_alive;
static char token[] = "token";
static void release_token(void *error) {
  CHECK_STR(pgl_text((const char *)error), "token");
  --tokens_alive;
}

typedef struct failing {
  pgl_status status;
  const char *how;
  int32_t code;
} failing;

static pgl_status fail_somehow(void *user) {
  const failing *how = (const failing *)user;
  callbacks_refused fields;
  if (!strcmp(how->how, "bare")) return how->status;
  if (!strcmp(how->how, "fields")) {
    fields.code = how->code;
    fields.reason = pgl_text("full");
    return callbacks_fail(CALLBACKS_ERROR_REFUSED, pgl_text("ignored"), &fields);
  }
  if (!strcmp(how->how, "bad fields")) {
    fields.code = 1;
    fields.reason = pgl_text("\xff");
    return callbacks_fail(CALLBACKS_ERROR_REFUSED, pgl_text(""), &fields);
  }
  if (!strcmp(how->how, "no fields")) return callbacks_fail(CALLBACKS_ERROR_REFUSED, pgl_text("why"), NULL);
  if (!strcmp(how->how, "message")) return callbacks_fail(how->status, pgl_text("why"), NULL);
  if (!strcmp(how->how, "other status")) {
    callbacks_fail(PGL_ERROR_HOST, pgl_text("not this"), NULL);
    return PGL_ERROR_RANGE;
  }
  if (!strcmp(how->how, "changed its mind")) {
    ++tokens_alive;
    callbacks_fail_host(pgl_text("forgotten"), token, release_token);
    return PGL_OK;
  }
  if (!strcmp(how->how, "token")) {
    ++tokens_alive;
    return callbacks_fail_host(pgl_text("mine"), token, release_token);
  }
  if (!strcmp(how->how, "library")) return callbacks_refuse(how->code); /* passes on what a call of its own failed with */
  return PGL_OK;
}

static void check_outcome(failing how, const char *expected) {
  callbacks_fn function;
  pgl_str out;
  pgl_owner *owner = NULL;
  function.call = fail_somehow;
  function.release = NULL;
  function.user = &how;
  if (OK(callbacks_outcome(&function, &out, &owner))) check_memory(out.data, out.len, expected, strlen(expected), __FILE__, __LINE__, how.how);
  pgl_release(owner);
}

static void test_errors_that_cpp_catches(void) {
  static const char nothing_said[] = "host a function of the host failed";
  const struct {
    failing how;
    const char *expected;
  } ways[] = {{{0, "fields", 3}, "refused 3 full"},
              {{0, "library", 4}, "refused 4 asked to"},
              {{CALLBACKS_ERROR_TIRED, "message", 0}, "tired"},
              {{0, "no fields", 0}, "host why"},
              {{PGL_ERROR_HOST, "message", 0}, "host why"},
              {{0, "message", 0}, "host why"},
              {{0, "bad fields", 0}, "host argument \"reason\" is not valid UTF-8"},
              {{0, "token", 0}, "host mine"},
              {{0, "changed its mind", 0}, "done"},
              {{PGL_ERROR_IO, "bare", 0}, nothing_said},
              {{0, "other status", 0}, nothing_said},
              {{12345, "bare", 0}, nothing_said},
              {{INT32_MIN, "bare", 0}, nothing_said},
              {{INT32_MAX, "bare", 0}, nothing_said},
              {{0, "nothing", 0}, "done"}};
  for (size_t i = 0; i < sizeof ways / sizeof *ways; ++i) {
    check_outcome(ways[i].how, ways[i].expected);
    CHECK_INT(tokens_alive, 0);
  }
}

static pgl_status fail_at_two(void *user, int32_t number) {
  ((counts *)user)->calls++;
  if (number < 2) return PGL_OK;
  ++tokens_alive;
  return callbacks_fail_host(pgl_text("two is enough"), token, release_token);
}

static void test_errors_that_pass_through(void) {
  counts seen = {0, 0};
  const callbacks_fn_i32 visit = {fail_at_two, release_counts, &seen};
  failing how = {0, "fields", 8};
  callbacks_fn function;
  pgl_bool out = 0;
  const callbacks_refused *fields;
  FAILS(PGL_ERROR_HOST, callbacks_count_to(10, &visit));
  CHECK_INT(seen.calls, 3);
  CHECK_INT(seen.releases, 1);
  CHECK_MESSAGE("two is enough");
  CHECK_INT(tokens_alive, 1); /* the last error keeps it */
  CHECK_STR(pgl_text((const char *)callbacks_last_error()->host_error), "token");
  CHECK(callbacks_last_error()->host_release == release_token);
  callbacks_forget_error();
  CHECK_INT(tokens_alive, 0);
  CHECK_INT(callbacks_last_error()->status, PGL_OK);
  CHECK(callbacks_last_error()->host_error == NULL);
  FAILS(PGL_ERROR_HOST, callbacks_count_to(10, &visit));
  CHECK_INT(tokens_alive, 1);
  function.call = fail_somehow, function.release = NULL, function.user = &how;
  FAILS(CALLBACKS_ERROR_REFUSED, callbacks_call_if_there(&function, &out));
  CHECK_INT(tokens_alive, 0);
  CHECK(callbacks_last_error()->host_error == NULL);
  CHECK_MESSAGE("refused: full");
  fields = callbacks_last_error_refused();
  if (CHECK(fields != NULL)) {
    CHECK_INT(fields->code, 8);
    CHECK_STR(fields->reason, "full");
  }
  how.how = "bare";
  how.status = PGL_ERROR_INDEX;
  FAILS(PGL_ERROR_INDEX, callbacks_call_if_there(&function, &out));
  how.status = 4711; /* no status of this library */
  FAILS(PGL_ERROR_HOST, callbacks_call_if_there(&function, &out));
  /* Not inside of a function: nothing is kept. */
  ++tokens_alive;
  CHECK_INT(callbacks_fail_host(pgl_text("nobody"), token, release_token), PGL_ERROR_HOST);
  CHECK_INT(tokens_alive, 0);
  CHECK_INT(callbacks_fail(PGL_ERROR_HOST, pgl_text("nobody"), NULL), PGL_ERROR_HOST);
}

/* ---- calls inside calls ---- */

typedef struct nesting {
  int depth, deepest;
  callbacks_guarded *guarded;
} nesting;

static pgl_status deeper(void *user, int32_t left) {
  nesting *self = (nesting *)user;
  callbacks_fn_i32 again;
  pgl_status status;
  again.call = deeper, again.release = NULL, again.user = user;
  if (++self->depth > self->deepest) self->deepest = self->depth;
  if (left == 0 && self->guarded) status = callbacks_fail(PGL_ERROR_HOST, pgl_text("at the bottom"), NULL);
  else status = callbacks_nest(left, &again);
  self->depth--;
  return status;
}

static pgl_status run_again(void *user) {
  nesting *self = (nesting *)user;
  callbacks_fn again;
  if (++self->depth == 5) return PGL_OK;
  again.call = run_again, again.release = NULL, again.user = user;
  return callbacks_guarded_run(self->guarded, &again);
}

static void test_nesting(void) {
  nesting deep = {0, 0, NULL}, locked = {0, 0, NULL};
  const callbacks_fn_i32 next = {deeper, NULL, &deep};
  callbacks_fn again;
  int32_t runs = 0;
  OK(callbacks_nest(100, &next));
  CHECK_INT(deep.deepest, 100);
  OK(callbacks_guarded_new(&locked.guarded));
  deep.guarded = locked.guarded;
  FAILS(PGL_ERROR_HOST, callbacks_nest(100, &next));
  CHECK_MESSAGE("at the bottom");
  /* A locked object may be used by the function it calls. */
  again.call = run_again, again.release = NULL, again.user = &locked;
  OK(callbacks_guarded_run(locked.guarded, &again));
  OK(callbacks_guarded_runs(locked.guarded, &runs));
  CHECK_INT(runs, 5);
  callbacks_guarded_free(locked.guarded);
}

static pgl_status close_bus(void *user, pgl_str topic, const callbacks_point *point) {
  callbacks_bus **bus = (callbacks_bus **)user;
  size_t size = 0;
  (void)topic, (void)point;
  callbacks_bus_free(*bus);
  FAILS(PGL_ERROR_CLOSED, callbacks_bus_size(*bus, &size));
  return PGL_OK;
}

static pgl_status hear(void *user, pgl_str topic, const callbacks_point *point) {
  (void)topic, (void)point;
  ((counts *)user)->calls++;
  return PGL_OK;
}

static void test_closing_the_object_that_calls(void) {
  const callbacks_point point = {5, 0, PGL_STR("")};
  callbacks_bus *bus = NULL;
  counts seen = {0, 0};
  callbacks_bus_listener closes;
  const callbacks_bus_listener counted = {hear, release_counts, &seen};
  closes.call = close_bus, closes.release = NULL, closes.user = &bus;
  OK(callbacks_bus_new(&bus));
  OK(callbacks_bus_listen(bus, &closes));
  OK(callbacks_bus_listen(bus, &counted));
  OK(callbacks_bus_publish(bus, pgl_text("news"), &point)); /* goes on to the second one */
  CHECK_INT(seen.calls, 1);
  CHECK_INT(seen.releases, 1);
}

/* ---- threads ---- */

enum { many = 64 };
typedef struct crowd {
  callbacks_bus *bus;
  pthread_barrier_t together;
  int calls;
} crowd;

/* All are inside at the same time, each in a thread that the library made. */
static pgl_status meet(void *user, pgl_str topic, const callbacks_point *point) {
  crowd *all = (crowd *)user;
  (void)topic, (void)point;
  pthread_barrier_wait(&all->together);
  __atomic_fetch_add(&all->calls, 1, __ATOMIC_SEQ_CST);
  return PGL_OK;
}
static void *publish_twice(void *user) {
  const callbacks_point point = {5, 0, PGL_STR("")};
  size_t i;
  for (i = 0; i < 2; ++i) {
    if (callbacks_bus_publish_on_thread(((crowd *)user)->bus, pgl_text("news"), &point)) return user;
  }
  return NULL;
}

static void test_many_threads_at_once(void) {
  pthread_t threads[many];
  crowd all = {0};
  callbacks_bus_listener listener;
  void *failed = NULL;
  size_t i;
  pthread_barrier_init(&all.together, NULL, many);
  listener.call = meet, listener.release = NULL, listener.user = &all;
  OK(callbacks_bus_new_with_first(&listener, &all.bus));
  for (i = 0; i < many; ++i) CHECK_INT(pthread_create(&threads[i], NULL, publish_twice, &all), 0);
  for (i = 0; i < many; ++i) {
    CHECK_INT(pthread_join(threads[i], &failed), 0);
    CHECK(failed == NULL);
  }
  CHECK_INT(all.calls, 2 * many);
  callbacks_bus_free(all.bus);
  pthread_barrier_destroy(&all.together);
}

/* ---- the end ---- */

static pgl_status count_calls(void *user, pgl_str topic, const callbacks_point *point) {
  (void)topic, (void)point;
  __atomic_fetch_add((int *)user, 1, __ATOMIC_SEQ_CST);
  return PGL_OK;
}
static void *publish_for_ever(void *bus) {
  const callbacks_point point = {5, 0, PGL_STR("")};
  while (callbacks_bus_publish_on_thread((callbacks_bus *)bus, pgl_text("news"), &point) != PGL_ERROR_HOST_GONE) continue;
  return NULL;
}
/* LeakSanitizer asks: it cannot tell what threads that begin or end just then still have. */
static int has_threads_at_exit;
__attribute__((visibility("default"))) int __lsan_is_turned_off(void);
int __lsan_is_turned_off(void) { return has_threads_at_exit; }

static void exit_while_threads_call(int is_tidy) {
  static int calls;
  static callbacks_bus *bus;
  const callbacks_bus_listener listener = {count_calls, NULL, &calls};
  pthread_t thread;
  size_t i;
  has_threads_at_exit = 1;
  alarm(30); /* a process that hangs ends, and fails */
  if (callbacks_bus_new_with_first(&listener, &bus)) _exit(1);
  for (i = 0; i < 4; ++i) {
    if (pthread_create(&thread, NULL, publish_for_ever, bus)) _exit(2);
  }
  while (__atomic_load_n(&calls, __ATOMIC_SEQ_CST) < 8) sched_yield();
  if (is_tidy && !callbacks_close_host(10000)) _exit(3);
  exit(0);
}

/* POLYGLUE_EXITS says how many. */
static void test_processes_end_while_threads_call(void) {
  const char *said = getenv("POLYGLUE_EXITS");
  const int rounds = said ? atoi(said) : 20;
  int i, result;
  fflush(stdout);
  for (i = 0; i < rounds; ++i) {
    const pid_t child = fork();
    if (child == 0) exit_while_threads_call(i % 2);
    result = -1;
    CHECK(waitpid(child, &result, 0) == child);
    if (!CHECK(result == 0)) break;
  }
}

/* The last test: after it no function of this program can be called. */
static void test_closing_the_host(void) {
  counts seen = {0, 0};
  const callbacks_fn_i32 visit = {fail_at_two, release_counts, &seen};
  CHECK(callbacks_close_host(1000));
  FAILS(PGL_ERROR_HOST_GONE, callbacks_count_to(10, &visit));
  CHECK_INT(seen.calls, 0);
  CHECK_INT(seen.releases, 0); /* there is nobody left to tell */
  CHECK(callbacks_close_host(0));
}

TESTS(test_errors_that_cpp_catches, test_errors_that_pass_through, test_nesting, test_closing_the_object_that_calls,
      test_many_threads_at_once, test_processes_end_while_threads_call, test_closing_the_host)
