#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#include <sched.h>
#endif
#include <tasks_c.h>

#define LIBRARY tasks
#include "check.h"

/* A host: counts how often it was woken, from whatever thread. */
typedef struct host {
  int woken;
} host;

static void wake(void *user) { __atomic_add_fetch(&((host *)user)->woken, 1, __ATOMIC_RELEASE); }

static void wait_for(pgl_task *task) {
  host me = {0};
  pgl_bool done = 0;
  OK(tasks_task_on_done(task, wake, &me, &done));
  while (!done && !__atomic_load_n(&me.woken, __ATOMIC_ACQUIRE)) sched_yield();
  if (!done) CHECK_INT(me.woken, 1);
}

/* C++ lets go in its own time, a moment after it has woken the host. */
static void settle(void) {
  while (tasks_live().handles || tasks_live().owners) sched_yield();
}

static void test_finished_at_once(void) {
  int32_t sum = 0;
  pgl_task *task = (pgl_task *)&sum;
  OK(tasks_add(2, 3, &sum, &task));
  CHECK(!task);
  CHECK_INT(sum, 5);
  FAILS(PGL_ERROR_NULL, tasks_add(2, 3, &sum, NULL));
  FAILS(PGL_ERROR_NULL, tasks_add(2, 3, NULL, &task));
}

/* What it was given need not be there any more. */
static void test_text(void) {
  char name[] = "Ada";
  const pgl_str given = {name, 3};
  pgl_str text;
  pgl_owner *owner = NULL;
  pgl_task *task = NULL;
  OK(tasks_greet(given, &text, &owner, &task));
  memset(name, '?', sizeof name);
  if (task) {
    wait_for(task);
    OK(tasks_greet_outcome(task, &text, &owner));
  }
  CHECK_STR(text, "hello Ada");
  pgl_release(owner);
  FAILS(task ? PGL_ERROR_CLOSED : PGL_ERROR_NULL, tasks_greet_outcome(task, &text, &owner));
  settle();
}

static void test_records_and_errors(void) {
  const pgl_str name = PGL_STR("song"), nothing = PGL_STR("nothing");
  tasks_song song;
  pgl_owner *owner = NULL;
  pgl_task *task = NULL;
  OK(tasks_find(name, &song, &owner, &task));
  if (task) {
    wait_for(task);
    OK(tasks_find_outcome(task, &song, &owner));
  }
  CHECK_STR(song.title, "song");
  CHECK_INT(song.tags.len, 2);
  pgl_release(owner);
  pgl_status status = tasks_find(nothing, &song, &owner, &task);
  if (!status) {
    wait_for(task);
    status = tasks_find_outcome(task, &song, &owner);
  }
  CHECK_INT(status, TASKS_ERROR_NOT_FOUND);
  CHECK_STR(tasks_last_error_not_found()->name, "nothing");
  FAILS(TASKS_ERROR_NOT_FOUND, tasks_refuse(nothing, &song, &owner, &task));
  settle();
}

static void test_futures(void) {
  const int64_t numbers[] = {1, 2, 3};
  const pgl_seq_i64 all = {numbers, 3};
  int64_t total = 0;
  int32_t value = 0;
  pgl_task *task = NULL;
  OK(tasks_total(all, &total, &task));
  if (task) {
    wait_for(task);
    OK(tasks_total_outcome(task, &total));
  }
  CHECK_INT(total, 6);
  OK(tasks_twice(21, &value, &task));
  CHECK(task != NULL);
  wait_for(task);
  OK(tasks_twice_outcome(task, &value));
  CHECK_INT(value, 42);
  FAILS(PGL_ERROR_ABANDONED, tasks_forget(&value, &task));
  settle();
}

static void test_callbacks(void) {
  const pgl_str name = PGL_STR("song"), nothing = PGL_STR("nothing");
  tasks_song song;
  pgl_owner *owner = NULL;
  pgl_task *task = NULL;
  OK(tasks_fetch(name, &song, &owner, &task));
  if (task) {
    wait_for(task);
    OK(tasks_fetch_outcome(task, &song, &owner));
  }
  CHECK_STR(song.title, "song");
  pgl_release(owner);
  OK(tasks_look_up(name, &song, &owner, &task));
  CHECK(!task);
  CHECK_INT(song.seconds, 60);
  pgl_release(owner);
  FAILS(TASKS_ERROR_NOT_FOUND, tasks_look_up(nothing, &song, &owner, &task));
  settle();
}

static void test_cancelling(void) {
  host me = {0};
  pgl_bool done = 0;
  int32_t value = 0, stops = 0, now = 0;
  pgl_task *task = NULL;
  OK(tasks_stopped(&stops));
  OK(tasks_until_stopped(&value, &task));
  CHECK(task != NULL);
  OK(tasks_task_on_done(task, wake, &me, &done));
  CHECK_INT(done, 0);
  FAILS(PGL_ERROR_ARGUMENT, tasks_task_on_done(task, wake, &me, &done));
  FAILS(PGL_ERROR_ARGUMENT, tasks_until_stopped_outcome(task, &value));
  CHECK_MESSAGE("argument \"task\" has not finished");
  tasks_task_cancel(task);
  tasks_task_cancel(task);
  CHECK_INT(me.woken, 1);
  FAILS(PGL_ERROR_CANCELLED, tasks_until_stopped_outcome(task, &value));
  FAILS(PGL_ERROR_CLOSED, tasks_until_stopped_outcome(task, &value));
  tasks_task_cancel(task);
  tasks_task_free(task);
  while (now == stops) {
    OK(tasks_stopped(&now));
    sched_yield();
  }
  OK(tasks_until_stopped(&value, &task));
  tasks_task_free(task); /* cancels */
  while (now == stops + 1) {
    OK(tasks_stopped(&now));
    sched_yield();
  }
  settle();
}

/* A task of one function is none of another. */
static void test_wrong_tasks(void) {
  tasks_barrier *barrier = NULL;
  pgl_task *task = NULL;
  int32_t value = 0;
  OK(tasks_barrier_new(&barrier));
  OK(tasks_barrier_pass(barrier, 1, &value, &task));
  FAILS(PGL_ERROR_WRONG_TYPE, tasks_add_outcome(task, &value));
  FAILS(PGL_ERROR_WRONG_TYPE, tasks_barrier_pass((tasks_barrier *)task, 1, &value, &task));
  FAILS(PGL_ERROR_NULL, tasks_add_outcome(NULL, &value));
  FAILS(PGL_ERROR_WRONG_TYPE, tasks_add_outcome((pgl_task *)barrier, &value));
  FAILS(PGL_ERROR_NULL, tasks_task_on_done(task, NULL, NULL, NULL));
  tasks_task_cancel((pgl_task *)barrier);
  tasks_task_free((pgl_task *)barrier);
  pgl_bool done = 1;
  OK(tasks_task_on_done(task, NULL, NULL, &done));
  CHECK(!done);
  OK(tasks_barrier_open(barrier, &value));
  OK(tasks_task_on_done(task, NULL, NULL, &done));
  CHECK(done);
  OK(tasks_barrier_pass_outcome(task, &value));
  CHECK_INT(value, 1);
  tasks_barrier_free(barrier);
  settle();
}

/* The object stays as long as somebody waits there. */
static void test_many_in_flight(void) {
  enum { count = 1000 };
  static pgl_task *tasks[count];
  tasks_barrier *barrier = NULL;
  host me = {0};
  int32_t value = 0;
  OK(tasks_barrier_new(&barrier));
  for (int i = 0; i < count; ++i) {
    pgl_bool done = 1;
    OK(tasks_barrier_pass(barrier, i, &value, &tasks[i]));
    OK(tasks_task_on_done(tasks[i], wake, &me, &done));
  }
  tasks_task_cancel(tasks[3]);
  CHECK_INT(me.woken, 1);
  OK(tasks_barrier_open(barrier, &value));
  CHECK_INT(value, count);
  CHECK_INT(me.woken, count);
  tasks_barrier_free(barrier);
  for (int i = 0; i < count; ++i) {
    const pgl_status status = tasks_barrier_pass_outcome(tasks[i], &value);
    if (i == 3) CHECK_INT(status, PGL_ERROR_CANCELLED);
    else CHECK_INT(status == PGL_OK && value == i, 1);
  }
  settle();
}

static tasks_player *open_player(const char *name) {
  tasks_player *player = NULL;
  pgl_task *task = NULL;
  OK(tasks_player_open(pgl_text(name), &player, &task));
  if (task) {
    wait_for(task);
    OK(tasks_player_open_outcome(task, &player));
  }
  return player;
}

static void test_objects(void) {
  tasks_player *player = open_player("short"), *other = open_player("longest"), *again = NULL;
  pgl_task *task = NULL;
  pgl_str title;
  pgl_owner *owner = NULL;
  int32_t played = 0;
  OK(tasks_player_play(player, 5, &played, &task));
  if (task) {
    wait_for(task);
    OK(tasks_player_play_outcome(task, &played));
  }
  CHECK_INT(played, 5);
  OK(tasks_player_again(player, &again, &task));
  if (task) {
    wait_for(task);
    OK(tasks_player_again_outcome(task, &again));
  }
  OK(tasks_player_title(again, &title));
  CHECK_STR(title, "short");
  tasks_player_free(again);
  OK(tasks_longer(player, other, &title, &owner, &task));
  tasks_player_free(player); /* still used */
  tasks_player_free(other);
  if (task) {
    wait_for(task);
    OK(tasks_longer_outcome(task, &title, &owner));
  }
  CHECK_STR(title, "longest");
  pgl_release(owner);
  settle();
}

static pgl_status report(void *user, double done) {
  double *last = (double *)user;
  CHECK(done > *last);
  *last = done;
  return PGL_OK;
}

static pgl_status tired(void *user, double done) {
  (void)user, (void)done;
  return tasks_fail(PGL_ERROR_HOST, pgl_text("enough"), NULL);
}

static void test_progress(void) {
  const pgl_str names[] = {PGL_STR("a"), PGL_STR("b"), PGL_STR("c")};
  const pgl_seq_str all = {names, 3};
  double last = 0;
  const tasks_fn_f64 progress = {report, NULL, &last}, failing = {tired, NULL, NULL};
  int32_t seconds = 0;
  pgl_task *task = NULL;
  OK(tasks_analyse(all, &progress, &seconds, &task));
  if (task) {
    wait_for(task);
    OK(tasks_analyse_outcome(task, &seconds));
  }
  CHECK_INT(seconds, 3 * 180);
  CHECK_REAL(last, 1);
  pgl_status status = tasks_analyse(all, &failing, &seconds, &task);
  if (!status) {
    wait_for(task);
    status = tasks_analyse_outcome(task, &seconds);
  }
  CHECK_INT(status, PGL_ERROR_HOST);
  OK(tasks_pause(&task));
  if (task) {
    wait_for(task);
    OK(tasks_pause_outcome(task));
  }
  settle();
}

/* ---- async methods that the caller implements ---- */

typedef struct source {
  pgl_promise *promise;  /* of the call that was last */
  int calls, released;
  int cancelled, ended;
  pgl_status fails;      /* what fetch() returns */
  int32_t at_once;       /* or resolves with */
} source;

static void release_source(void *user) { ((source *)user)->released++; }
static void ended(void *user, pgl_bool cancelled) {
  __atomic_add_fetch(cancelled ? &((source *)user)->cancelled : &((source *)user)->ended, 1, __ATOMIC_RELEASE);
}
static tasks_song song_of(int32_t seconds) {
  tasks_song song = {PGL_STR("mine"), 0, {NULL, 0}};
  song.seconds = seconds;
  return song;
}
static pgl_status fetch(void *user, tasks_source *self, pgl_str name, pgl_promise *promise) {
  source *me = (source *)user;
  (void)self;
  (void)name;
  me->calls++;
  if (me->fails) return me->fails;
  if (me->at_once) {
    const tasks_song song = song_of(me->at_once);
    return tasks_source_resolve_fetch(promise, &song);
  }
  __atomic_store_n(&me->promise, promise, __ATOMIC_RELEASE);
  return tasks_promise_on_end(promise, ended, me);
}
static pgl_status size(void *user, tasks_source *self, pgl_promise *promise) { return fetch(user, self, pgl_text(""), promise); }
static const tasks_source_methods source_methods = {{sizeof(tasks_source_methods), release_source, NULL, NULL}, fetch, size, NULL};

static tasks_source *new_source(source *me) {
  tasks_source *out = NULL;
  OK(tasks_source_implement(&source_methods, me, &out));
  return out;
}
static pgl_promise *taken(source *me) {
  while (!__atomic_load_n(&me->promise, __ATOMIC_ACQUIRE)) sched_yield();
  return __atomic_exchange_n(&me->promise, NULL, __ATOMIC_ACQ_REL);
}

static void test_methods_answer_later(void) {
  const pgl_str names[] = {PGL_STR("a"), PGL_STR("b")};
  const pgl_seq_str all = {names, 2};
  const tasks_song song = song_of(21);
  tasks_song bad = song_of(1);
  source me = {0};
  tasks_source *mine = new_source(&me);
  pgl_task *task = NULL;
  int32_t seconds = 0;
  OK(tasks_duration(mine, all, &seconds, &task));
  CHECK(task);
  CHECK_INT(me.calls, 1);
  pgl_promise *first = taken(&me);
  bad.title.data = "\xff";
  bad.title.len = 1;
  FAILS(PGL_ERROR_UTF8, tasks_source_resolve_fetch(first, &bad));
  FAILS(PGL_ERROR_NULL, tasks_source_resolve_fetch(first, NULL));
  FAILS(PGL_ERROR_WRONG_TYPE, tasks_source_resolve_size(first, 3));
  FAILS(PGL_ERROR_ARGUMENT, tasks_promise_on_end(first, ended, &me));
  OK(tasks_source_resolve_fetch(first, &song));
  CHECK_INT(me.ended, 1);
  FAILS(PGL_ERROR_CLOSED, tasks_source_resolve_fetch(first, &song));
  FAILS(PGL_ERROR_CLOSED, tasks_promise_fail(first, PGL_ERROR_IO, pgl_text(""), NULL));
  tasks_promise_free(first);
  CHECK_INT(me.calls, 2); /* C++ went on in that call */
  OK(tasks_source_resolve_fetch(taken(&me), &song));
  wait_for(task);
  OK(tasks_duration_outcome(task, &seconds));
  CHECK_INT(seconds, 42);
  me.at_once = 5;
  OK(tasks_duration(mine, all, &seconds, &task));
  CHECK(!task);
  CHECK_INT(seconds, 10);
  OK(tasks_source_flush(mine, &task)); /* C++'s own */
  CHECK(!task);
  OK(tasks_source_base_flush(mine, &task));
  FAILS(PGL_ERROR_NULL, tasks_source_resolve_fetch(NULL, &song));
  tasks_source_free(mine);
  CHECK_INT(me.released, 1);
  settle();
}

static void test_methods_fail_later(void) {
  const tasks_not_found fields = {PGL_STR("x")};
  source me = {0};
  tasks_source *mine = new_source(&me);
  pgl_task *task = NULL;
  pgl_str text;
  pgl_owner *owner = NULL;
  OK(tasks_title_of(mine, pgl_text("x"), &text, &owner, &task));
  OK(tasks_promise_fail(taken(&me), TASKS_ERROR_NOT_FOUND, pgl_text("none"), &fields));
  OK(tasks_title_of_outcome(task, &text, &owner));
  CHECK_STR(text, "no x");
  pgl_release(owner);
  OK(tasks_title_of(mine, pgl_text("x"), &text, &owner, &task));
  OK(tasks_promise_fail_host(taken(&me), pgl_text("mine"), &me, release_source));
  FAILS(PGL_ERROR_HOST, tasks_title_of_outcome(task, &text, &owner));
  CHECK(tasks_last_error()->host_error == &me);
  tasks_forget_error();
  CHECK_INT(me.released, 1);
  OK(tasks_title_of(mine, pgl_text("x"), &text, &owner, &task));
  tasks_promise_free(taken(&me));
  FAILS(PGL_ERROR_ABANDONED, tasks_title_of_outcome(task, &text, &owner));
  CHECK_INT(me.ended, 3);
  me.fails = PGL_ERROR_IO;
  FAILS(PGL_ERROR_IO, tasks_title_of(mine, pgl_text("x"), &text, &owner, &task));
  tasks_source_free(mine);
  settle();
}

static void test_methods_are_cancelled(void) {
  source me = {0};
  tasks_source *mine = new_source(&me);
  pgl_task *task = NULL;
  pgl_str text;
  pgl_owner *owner = NULL;
  int32_t number = 0;
  OK(tasks_title_of(mine, pgl_text("x"), &text, &owner, &task));
  tasks_task_cancel(task);
  CHECK_INT(me.cancelled, 1);
  OK(tasks_promise_fail(taken(&me), PGL_ERROR_CANCELLED, pgl_text(""), NULL));
  FAILS(PGL_ERROR_CANCELLED, tasks_title_of_outcome(task, &text, &owner));
  /* By the token of a future, in another thread. */
  OK(tasks_count(mine, &number, &task));
  pgl_promise *promise = taken(&me);
  tasks_task_free(task);
  while (__atomic_load_n(&me.cancelled, __ATOMIC_ACQUIRE) != 2) sched_yield();
  OK(tasks_source_resolve_size(promise, 3)); /* it may come all the same */
  CHECK_INT(me.ended, 0);
  OK(tasks_count(mine, &number, &task));
  OK(tasks_source_resolve_size(taken(&me), 3));
  if (task) {
    wait_for(task);
    OK(tasks_count_outcome(task, &number));
  }
  CHECK_INT(number, 3);
  tasks_source_free(mine);
  settle();
}

/* Last: nothing is called any more. */
static void test_the_end_of_the_host(void) {
  source me = {0};
  tasks_source *mine = new_source(&me);
  pgl_task *task = NULL;
  pgl_str text;
  pgl_owner *owner = NULL;
  const tasks_song song = song_of(1);
  OK(tasks_title_of(mine, pgl_text("x"), &text, &owner, &task));
  pgl_promise *promise = taken(&me);
  CHECK(tasks_close_host(1000));
  FAILS(PGL_ERROR_HOST_GONE, tasks_title_of_outcome(task, &text, &owner));
  FAILS(PGL_ERROR_CLOSED, tasks_source_resolve_fetch(promise, &song));
  tasks_promise_free(promise);
  FAILS(PGL_ERROR_HOST_GONE, tasks_title_of(mine, pgl_text("x"), &text, &owner, &task));
  tasks_source_free(mine);
  settle();
}

TESTS(test_finished_at_once, test_text, test_records_and_errors, test_futures, test_callbacks, test_cancelling, test_wrong_tasks,
      test_many_in_flight, test_objects, test_progress, test_methods_answer_later, test_methods_fail_later, test_methods_are_cancelled,
      test_the_end_of_the_host)
