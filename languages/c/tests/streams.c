#if !defined(_WIN32)
#define _POSIX_C_SOURCE 200809L
#include <sched.h>
#endif
#include <streams_c.h>

#define LIBRARY streams
#include "check.h"

static int is(pgl_str text, const char *expected) {
  return text.len == strlen(expected) && memcmp(text.data, expected, text.len) == 0;
}

static void wake(void *user) { __atomic_add_fetch((int *)user, 1, __ATOMIC_RELEASE); }

static void wait_for(pgl_task *task) {
  int woken = 0;
  pgl_bool done = 0;
  OK(streams_task_on_done(task, wake, &woken, &done));
  while (!done && !__atomic_load_n(&woken, __ATOMIC_ACQUIRE)) sched_yield();
}

/* C++ lets go in its own time. */
static void settle(void) {
  while (streams_live().handles || streams_live().owners || streams_alive()) sched_yield();
}

static void test_one_by_one(void) {
  streams_i32_stream *numbers = NULL;
  const int32_t before = streams_made();
  int32_t value = 0, sum = 0, count = 0;
  OK(streams_count(1, 1000, &numbers));
  CHECK_INT(streams_made(), before); /* nothing yet */
  OK(streams_i32_stream_next(numbers, &value));
  CHECK_INT(value, 1);
  CHECK_INT(streams_made(), before + 1);
  CHECK_INT(streams_alive(), 1);
  for (sum = value, count = 1; streams_i32_stream_next(numbers, &value) == PGL_OK; ++count) sum += value;
  CHECK_INT(count, 1000);
  CHECK_INT(sum, 500500);
  CHECK_INT(streams_alive(), 0);
  CHECK_INT(streams_i32_stream_next(numbers, &value), PGL_END);
  FAILS(PGL_ERROR_NULL, streams_i32_stream_next(numbers, NULL));
  FAILS(PGL_ERROR_NULL, streams_i32_stream_next(NULL, &value));
  streams_i32_stream_free(numbers);
  FAILS(PGL_ERROR_CLOSED, streams_i32_stream_next(numbers, &value));
  OK(streams_squares(4, &numbers));
  for (sum = 0; streams_i32_stream_next(numbers, &value) == PGL_OK;) sum += value;
  CHECK_INT(sum, 1 + 4 + 9);
  streams_i32_stream_free(numbers);
  settle();
}

static void test_closed_early(void) {
  streams_i32_stream *numbers = NULL;
  int32_t value = 0;
  OK(streams_count(1, 1000, &numbers));
  OK(streams_i32_stream_next(numbers, &value));
  CHECK_INT(streams_alive(), 1);
  streams_i32_stream_free(numbers);
  CHECK_INT(streams_alive(), 0);
  OK(streams_count(1, 1000, &numbers));
  streams_i32_stream_free(numbers);
  streams_i32_stream_free(numbers);
  settle();
}

/* What it was given need not be there any more. */
static void test_text(void) {
  char given[] = "one two three";
  const char *const expected[] = {"one", "two", "three"};
  const pgl_str text = {given, sizeof given - 1};
  streams_string_stream *words = NULL;
  pgl_str word;
  pgl_owner *owner = NULL;
  OK(streams_words(text, &words));
  memset(given, '?', sizeof given);
  for (int i = 0; i < 3; ++i) {
    OK(streams_string_stream_next(words, &word, &owner));
    CHECK(is(word, expected[i]));
    pgl_release(owner);
  }
  CHECK_INT(streams_string_stream_next(words, &word, &owner), PGL_END);
  streams_string_stream_free(words);
  settle();
}

static void test_errors_in_the_middle(void) {
  const pgl_str names[] = {PGL_STR("first"), PGL_STR("nothing"), PGL_STR("third")};
  const pgl_seq_str all = {names, 3};
  streams_song_stream *songs = NULL;
  streams_song song;
  pgl_owner *owner = NULL;
  OK(streams_songs(all, &songs));
  OK(streams_song_stream_next(songs, &song, &owner));
  CHECK_STR(song.title, "first");
  CHECK_INT(song.seconds, 5);
  pgl_release(owner);
  FAILS(STREAMS_ERROR_NOT_FOUND, streams_song_stream_next(songs, &song, &owner));
  CHECK_STR(streams_last_error_not_found()->name, "nothing");
  CHECK_INT(streams_song_stream_next(songs, &song, &owner), PGL_END);
  CHECK_INT(streams_alive(), 0);
  streams_song_stream_free(songs);
  settle();
}

static void test_objects(void) {
  const streams_song songs[] = {{PGL_STR("a"), 1}, {PGL_STR("b"), 0}};
  const streams_seq_song all = {songs, 2};
  streams_album *album = NULL, *single = NULL;
  streams_song_stream *titles = NULL;
  streams_album_stream *singles = NULL;
  streams_optional_i32_stream *lengths = NULL;
  streams_song song;
  pgl_opt_i32 length;
  pgl_owner *owner = NULL;
  OK(streams_album_new(all, &album));
  OK(streams_album_songs(album, &titles));
  OK(streams_album_singles(album, &singles));
  OK(streams_album_lengths(album, &lengths));
  streams_album_free(album); /* they still come from it */
  for (int i = 0; i < 2; ++i) {
    OK(streams_song_stream_next(titles, &song, &owner));
    CHECK(is(song.title, i ? "b" : "a"));
    pgl_release(owner);
  }
  CHECK_INT(streams_song_stream_next(titles, &song, &owner), PGL_END);
  OK(streams_optional_i32_stream_next(lengths, &length));
  CHECK(length.has && length.value == 1);
  OK(streams_optional_i32_stream_next(lengths, &length));
  CHECK(!length.has);
  CHECK_INT(streams_optional_i32_stream_next(lengths, &length), PGL_END);
  OK(streams_album_stream_next(singles, &single));
  streams_album_stream_free(singles);
  streams_song_stream_free(titles);
  OK(streams_album_songs(single, &titles));
  streams_album_free(single);
  OK(streams_song_stream_next(titles, &song, &owner));
  CHECK_STR(song.title, "a");
  pgl_release(owner);
  streams_song_stream_free(titles);
  streams_optional_i32_stream_free(lengths);
  settle();
}

/* ---- asynchronous ---- */

static pgl_status next_tick(streams_i32_async_stream *ticks, int32_t *value) {
  pgl_task *task = NULL;
  const pgl_status status = streams_i32_async_stream_next(ticks, value, &task);
  if (status || !task) return status;
  wait_for(task);
  return streams_i32_async_stream_next_outcome(task, value);
}

static void test_in_time(void) {
  streams_i32_async_stream *ticks = NULL;
  const int32_t before = streams_made();
  pgl_task *task = NULL;
  int32_t value = 0, sum = 0;
  OK(streams_ticks(10, &ticks));
  CHECK_INT(streams_alive(), 0);
  OK(streams_i32_async_stream_next(ticks, &value, &task));
  CHECK(!task); /* there at once */
  CHECK_INT(value, 1);
  CHECK_INT(streams_made(), before + 1); /* no more than was asked for */
  while (next_tick(ticks, &value) == PGL_OK) sum += value;
  CHECK_INT(sum, 54);
  CHECK_INT(streams_made(), before + 10);
  CHECK_INT(streams_alive(), 0);
  CHECK_INT(next_tick(ticks, &value), PGL_END);
  streams_i32_async_stream_free(ticks);
  settle();
}

static void test_errors_in_time(void) {
  const pgl_str names[] = {PGL_STR("first"), PGL_STR("nothing")};
  const pgl_seq_str all = {names, 2};
  streams_song_async_stream *songs = NULL;
  streams_song song;
  pgl_owner *owner = NULL;
  pgl_task *task = NULL;
  pgl_status status = PGL_OK;
  OK(streams_search(all, &songs));
  for (int i = 0; i < 2; ++i) {
    status = streams_song_async_stream_next(songs, &song, &owner, &task);
    if (!status && task) {
      wait_for(task);
      status = streams_song_async_stream_next_outcome(task, &song, &owner);
    }
    if (i) break;
    CHECK_STR(song.title, "first");
    pgl_release(owner);
  }
  CHECK_INT(status, STREAMS_ERROR_NOT_FOUND);
  CHECK_STR(streams_last_error_not_found()->name, "nothing");
  streams_song_async_stream_free(songs);
  settle();
}

static void test_who_wants_no_more(void) {
  streams_i32_async_stream *numbers = NULL;
  const int32_t before = streams_stopped();
  pgl_task *task = NULL, *second = NULL;
  int32_t value = 0;
  /* an element, by cancelling its task */
  OK(streams_until_stopped(&numbers));
  OK(next_tick(numbers, &value));
  OK(streams_i32_async_stream_next(numbers, &value, &task));
  CHECK(task);
  FAILS(PGL_ERROR_ARGUMENT, streams_i32_async_stream_next(numbers, &value, &second)); /* one at a time */
  streams_task_cancel(task);
  FAILS(PGL_ERROR_CANCELLED, streams_i32_async_stream_next_outcome(task, &value));
  CHECK_INT(next_tick(numbers, &value), PGL_END);
  while (streams_alive()) sched_yield();
  CHECK_INT(streams_stopped(), before + 1);
  streams_i32_async_stream_free(numbers);
  /* all of it, while one is on its way */
  OK(streams_until_stopped(&numbers));
  OK(next_tick(numbers, &value));
  OK(streams_i32_async_stream_next(numbers, &value, &task));
  streams_i32_async_stream_free(numbers);
  wait_for(task);
  CHECK_INT(streams_i32_async_stream_next_outcome(task, &value), PGL_END);
  FAILS(PGL_ERROR_CLOSED, streams_i32_async_stream_next(numbers, &value, &task));
  /* while none is */
  OK(streams_until_stopped(&numbers));
  OK(next_tick(numbers, &value));
  streams_i32_async_stream_free(numbers);
  settle();
}

static pgl_status next_text(streams_string_async_stream *heard, pgl_str *text, pgl_owner **owner, pgl_task **task) {
  return streams_string_async_stream_next(heard, text, owner, task);
}

static void test_from_elsewhere(void) {
  streams_channel *channel = NULL;
  streams_string_async_stream *heard = NULL;
  pgl_task *task = NULL;
  pgl_str text;
  pgl_owner *owner = NULL;
  OK(streams_channel_new(&channel));
  OK(streams_channel_listen(channel, &heard));
  OK(streams_channel_send(channel, pgl_text("one")));
  OK(next_text(heard, &text, &owner, &task));
  CHECK(!task);
  CHECK_STR(text, "one");
  pgl_release(owner);
  OK(next_text(heard, &text, &owner, &task));
  CHECK(task);
  OK(streams_channel_send(channel, pgl_text("two")));
  wait_for(task);
  OK(streams_string_async_stream_next_outcome(task, &text, &owner));
  CHECK_STR(text, "two");
  pgl_release(owner);
  OK(streams_channel_finish(channel));
  CHECK_INT(next_text(heard, &text, &owner, &task), PGL_END);
  streams_channel_free(channel);
  streams_string_async_stream_free(heard);
  settle();
}

TESTS(test_one_by_one, test_closed_early, test_text, test_errors_in_the_middle, test_objects, test_in_time, test_errors_in_time,
      test_who_wants_no_more, test_from_elsewhere)
