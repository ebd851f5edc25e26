#include <callbacks_c.h>

#define LIBRARY callbacks
#include "check.h"

/* What a function is given as `user`: how often it was called and released. */
typedef struct counts {
  int calls, releases;
  double sum;
} counts;

static void release_counts(void *user) { ((counts *)user)->releases++; }

static pgl_status add(void *user, int32_t left, double right, double *out) {
  ((counts *)user)->calls++;
  *out = left + right;
  return PGL_OK;
}

static void test_during_the_call(void) {
  const int32_t numbers[] = {1, 2, 3};
  const pgl_seq_i32 all = {numbers, 3};
  counts seen = {0, 0, 0};
  double out = 0;
  const callbacks_combine combine = {add, release_counts, &seen};
  const callbacks_combine unreleased = {add, NULL, &seen};
  OK(callbacks_fold(all, 0.5, &combine, &out));
  CHECK_REAL(out, 6.5);
  CHECK_INT(seen.calls, 3);
  CHECK_INT(seen.releases, 1);
  OK(callbacks_fold(all, 1, &unreleased, &out));
  CHECK_INT(seen.releases, 1);
}

/* It is released once, whatever becomes of the call. */
static void test_refused_calls_release(void) {
  const pgl_seq_i32 broken = {NULL, 3};
  const pgl_seq_i32 none = {NULL, 0};
  counts seen = {0, 0, 0};
  double out = 0;
  const callbacks_combine combine = {add, release_counts, &seen};
  const callbacks_combine empty = {NULL, release_counts, &seen};
  FAILS(PGL_ERROR_NULL, callbacks_fold(broken, 0, &combine, &out));
  CHECK_INT(seen.releases, 1);
  FAILS(PGL_ERROR_NULL, callbacks_fold(none, 0, &combine, NULL));
  CHECK_INT(seen.releases, 2);
  FAILS(PGL_ERROR_NULL, callbacks_fold(none, 0, &empty, &out));
  CHECK_MESSAGE("argument \"combine\" is null");
  CHECK_INT(seen.releases, 3);
  FAILS(PGL_ERROR_NULL, callbacks_fold(none, 0, NULL, &out));
  CHECK_INT(seen.calls, 0);
}

static pgl_status run(void *user) {
  ((counts *)user)->calls++;
  return PGL_OK;
}

static void test_empty_functions(void) {
  counts seen = {0, 0, 0};
  const callbacks_fn there = {run, release_counts, &seen}, empty = {NULL, release_counts, &seen};
  pgl_bool out = 9;
  OK(callbacks_call_if_there(&there, &out));
  CHECK_INT(out, 1);
  CHECK_INT(seen.calls, 1);
  OK(callbacks_call_if_there(NULL, &out));
  CHECK_INT(out, 0);
  OK(callbacks_call_if_there(&empty, &out));
  CHECK_INT(out, 0);
  CHECK_INT(seen.releases, 2);
  OK(callbacks_is_there(NULL, &out));
  CHECK_INT(out, 0);
  OK(callbacks_is_there(&there, &out));
  CHECK_INT(out, 1);
  FAILS(PGL_ERROR_NULL, callbacks_drop(NULL));
  OK(callbacks_drop(&there));
  CHECK_INT(seen.releases, 4);
  CHECK_INT(seen.calls, 1);
}

static pgl_status add_texts(void *user, pgl_str left, pgl_str right, pgl_status (*ret)(void *into, pgl_str value), void *into) {
  char text[64];
  pgl_str all;
  (void)user;
  all.data = text;
  all.len = left.len + right.len;
  if (left.len) memcpy(text, left.data, left.len);
  if (right.len) memcpy(text + left.len, right.data, right.len);
  return ret(into, all);
}
static pgl_status bad_text(void *user, pgl_str left, pgl_str right, pgl_status (*ret)(void *into, pgl_str value), void *into) {
  const pgl_str text = {(const char *)user, strlen((const char *)user)};
  (void)left, (void)right;
  ret(into, text); /* what it says does not matter: the call fails */
  return PGL_OK;
}
static pgl_status no_text(void *user, pgl_str left, pgl_str right, pgl_status (*ret)(void *into, pgl_str value), void *into) {
  (void)user, (void)left, (void)right, (void)ret, (void)into;
  return PGL_OK;
}
static pgl_status two_texts(void *user, pgl_str left, pgl_str right, pgl_status (*ret)(void *into, pgl_str value), void *into) {
  (void)user, (void)left, (void)right;
  CHECK_INT(ret(NULL, pgl_text("nowhere")), PGL_ERROR_NULL);
  CHECK_INT(ret(into, pgl_text("one")), PGL_OK);
  CHECK_INT(ret(into, pgl_text("two")), PGL_ERROR_ARGUMENT);
  return PGL_OK;
}

static void test_text(void) {
  const pgl_str words[] = {PGL_STR("a"), PGL_STR("\xc3\xa4"), PGL_STR("c\0d")};
  const pgl_seq_str all = {words, 3};
  callbacks_fn_string_string_to_string function = {add_texts, NULL, NULL};
  pgl_str out;
  pgl_owner *owner = NULL;
  size_t i;
  OK(callbacks_join(all, &function, &out, &owner));
  CHECK_STR(out, "a\xc3\xa4" "c\0d");
  pgl_release(owner);
  function.call = two_texts;
  OK(callbacks_join(all, &function, &out, &owner));
  CHECK_STR(out, "one");
  pgl_release(owner);
  function.call = bad_text;
  for (i = 0; i < BAD_UTF8_COUNT; ++i) {
    char text[8];
    strcpy(text, check_bad_utf8[i]);
    function.user = text;
    FAILS(PGL_ERROR_UTF8, callbacks_join(all, &function, &out, &owner));
  }
  function.call = no_text;
  FAILS(PGL_ERROR_NULL, callbacks_join(all, &function, &out, &owner));
  CHECK_MESSAGE("a function of the host gave no result");
}

static pgl_status move(void *user, const callbacks_point *point, pgl_status (*ret)(void *into, const callbacks_point *value), void *into) {
  callbacks_point moved = *point;
  (void)user;
  moved.x += 1;
  CHECK_INT(ret(into, NULL), PGL_ERROR_NULL);
  return ret(into, &moved);
}
static pgl_status move_well(void *user, const callbacks_point *point, pgl_status (*ret)(void *into, const callbacks_point *value), void *into) {
  callbacks_point moved = *point;
  (void)user;
  moved.name = pgl_text("moved");
  return ret(into, &moved);
}
static pgl_status swap(void *user, callbacks_pair pair, callbacks_pair *out) {
  (void)user;
  out->a = pair.b;
  out->b = pair.a;
  return PGL_OK;
}
static pgl_status mood(void *user, callbacks_mood value, callbacks_mood *out) {
  (void)value;
  *out = *(const callbacks_mood *)user;
  return PGL_OK;
}
static pgl_status answer(void *user, char letter, pgl_bool *out) {
  CHECK_INT(letter, 'q');
  *out = *(const pgl_bool *)user;
  return PGL_OK;
}
static pgl_status twice(void *user, pgl_opt_i32 value, pgl_opt_i32 *out) {
  (void)user;
  *out = value;
  out->value *= 2;
  return PGL_OK;
}
static pgl_status reverse(void *user, pgl_seq_i32 numbers, pgl_status (*ret)(void *into, pgl_seq_i32 value), void *into) {
  int32_t turned[8];
  pgl_seq_i32 out = {turned, numbers.len};
  size_t i;
  (void)user;
  for (i = 0; i < numbers.len; ++i) turned[numbers.len - 1 - i] = numbers.data[i];
  if (!numbers.len) out.len = SIZE_MAX / 2; /* no memory is that long */
  return ret(into, out);
}
static pgl_status some_words(void *user, pgl_status (*ret)(void *into, callbacks_map_str_i32 value), void *into) {
  const callbacks_entry_str_i32 entries[] = {{PGL_STR("one"), 1}, {PGL_STR("two"), 2}};
  const callbacks_map_str_i32 words = {entries, 2};
  (void)user;
  return ret(into, words);
}
static pgl_status second(void *user, callbacks_seq_point points, pgl_status (*ret)(void *into, const callbacks_opt_point *value), void *into) {
  callbacks_opt_point found;
  memset(&found, 0, sizeof found);
  (void)user;
  CHECK_UINT(points.len, 2);
  found.has = 1;
  found.value = points.data[1];
  return ret(into, &found);
}

static void test_records_and_numbers(void) {
  const callbacks_point point = {1, 2, PGL_STR("p")};
  const callbacks_pair pair = {1, 2};
  callbacks_fn_point_to_point change = {move, NULL, NULL};
  const callbacks_fn_pair_to_pair swapped = {swap, NULL, NULL};
  callbacks_mood given = CALLBACKS_MOOD_HAPPY, got = CALLBACKS_MOOD_CALM;
  pgl_bool yes = 1, said = 0;
  callbacks_fn_mood_to_mood moody;
  callbacks_fn_char_to_bool question;
  callbacks_point out;
  callbacks_pair pair_out;
  pgl_owner *owner = NULL;
  OK(callbacks_move_point(&point, &change, &out, &owner));
  CHECK_INT(out.x, 2);
  CHECK_STR(out.name, "p");
  pgl_release(owner);
  change.call = move_well;
  OK(callbacks_move_point(&point, &change, &out, &owner));
  CHECK_STR(out.name, "moved");
  pgl_release(owner);
  OK(callbacks_swap_pair(pair, &swapped, &pair_out));
  CHECK_REAL(pair_out.a, 2);
  moody.call = mood, moody.release = NULL, moody.user = &given;
  OK(callbacks_change_mood(CALLBACKS_MOOD_CALM, &moody, &got));
  CHECK_INT(got, CALLBACKS_MOOD_HAPPY);
  given = 77; /* no mood at all */
  FAILS(PGL_ERROR_ENUM, callbacks_change_mood(CALLBACKS_MOOD_CALM, &moody, &got));
  question.call = answer, question.release = NULL, question.user = &yes;
  OK(callbacks_ask(&question, &said));
  CHECK_INT(said, 1);
  yes = 2; /* no truth value */
  FAILS(PGL_ERROR_RANGE, callbacks_ask(&question, &said));
}

static void test_optionals_and_containers(void) {
  const pgl_opt_i32 three = {1, 3}, none = {0, 0};
  const callbacks_fn_optional_i32_to_optional_i32 doubled = {twice, NULL, NULL};
  const callbacks_fn_i32_list_to_i32_list turned = {reverse, NULL, NULL};
  const callbacks_fn_to_string_to_i32 words = {some_words, NULL, NULL};
  const callbacks_fn_point_list_to_optional_point find = {second, NULL, NULL};
  const int32_t numbers[] = {1, 2, 3};
  const pgl_seq_i32 all = {numbers, 3}, nothing = {NULL, 0};
  pgl_opt_i32 out;
  pgl_seq_i32 list;
  callbacks_map_str_i32 map;
  callbacks_opt_point found;
  pgl_owner *owner = NULL;
  OK(callbacks_maybe(three, &doubled, &out));
  CHECK_INT(out.has, 1);
  CHECK_INT(out.value, 6);
  OK(callbacks_maybe(none, &doubled, &out));
  CHECK_INT(out.has, 0);
  OK(callbacks_sort_by(all, &turned, &list, &owner));
  CHECK_SEQ(list, int32_t, 3, 2, 1);
  pgl_release(owner);
  FAILS(PGL_ERROR_LENGTH, callbacks_sort_by(nothing, &turned, &list, &owner));
  OK(callbacks_count_words(&words, &map, &owner));
  CHECK_UINT(map.len, 2);
  CHECK_STR(map.data[0].key, "one");
  pgl_release(owner);
  OK(callbacks_find_point(&find, &found, &owner));
  CHECK_INT(found.has, 1);
  CHECK_STR(found.value.name, "b");
  pgl_release(owner);
}

/* ---- objects ---- */

typedef struct kept {
  callbacks_counter *counter, *inner;
} kept;

static pgl_status use_counter(void *user, callbacks_counter *counter) {
  kept *all = (kept *)user;
  all->counter = counter;
  OK(callbacks_counter_add(counter, 2));
  OK(callbacks_counter_inner(counter, &all->inner)); /* a child of what is only lent */
  OK(callbacks_counter_add(all->inner, 1));
  return PGL_OK;
}
static pgl_status use_optional(void *user, callbacks_counter *counter) {
  ((kept *)user)->counter = counter;
  return counter ? callbacks_counter_add(counter, 2) : PGL_OK;
}
static void test_lent_objects(void) {
  kept all = {NULL, NULL};
  callbacks_counter *counter = NULL;
  int64_t value = 0;
  const callbacks_fn_counter use = {use_counter, NULL, &all};
  const callbacks_fn_optional_counter optional = {use_optional, NULL, &all};
  OK(callbacks_counter_new(1, &counter));
  OK(callbacks_with_counter(counter, &use));
  OK(callbacks_counter_value(counter, &value));
  CHECK_INT(value, 3);
  /* Both handles ended with the call, the child's too. */
  CHECK(all.counter != counter);
  FAILS(PGL_ERROR_CLOSED, callbacks_counter_value(all.counter, &value));
  FAILS(PGL_ERROR_CLOSED, callbacks_counter_value(all.inner, &value));
  callbacks_counter_free(all.counter);
  callbacks_counter_free(all.inner);
  callbacks_counter_free(counter);
  OK(callbacks_with_new_counter(1, &optional, &value));
  CHECK_INT(value, 42);
  FAILS(PGL_ERROR_CLOSED, callbacks_counter_value(all.counter, &value));
  OK(callbacks_with_new_counter(0, &optional, &value));
  CHECK(all.counter == NULL);
}

static pgl_status read_only(void *user, callbacks_counter *counter, int64_t *out) {
  (void)user;
  FAILS(PGL_ERROR_READ_ONLY, callbacks_counter_add(counter, 1));
  return callbacks_counter_value(counter, out);
}
static pgl_status keep_counter(void *user, callbacks_counter *counter) {
  ((kept *)user)->counter = counter;
  return PGL_OK;
}
static pgl_status drop_and_fail(void *user, callbacks_counter *counter) {
  (void)user;
  callbacks_counter_free(counter);
  return callbacks_fail(PGL_ERROR_HOST, pgl_text("no room"), NULL);
}
static pgl_status get_counter(void *user, int32_t index, pgl_status (*ret)(void *into, callbacks_counter *value), void *into) {
  (void)index;
  return ret(into, ((kept *)user)->counter);
}
static pgl_status make_counter(void *user, pgl_status (*ret)(void *into, callbacks_counter *value), void *into) {
  return ret(into, ((kept *)user)->counter);
}

static void test_objects_given_and_taken(void) {
  kept all = {NULL, NULL};
  int64_t value = 0;
  callbacks_counter *out = NULL;
  const callbacks_fn_counter_to_i64 read = {read_only, NULL, NULL};
  const callbacks_fn_own_counter keep = {keep_counter, NULL, &all}, drop = {drop_and_fail, NULL, NULL};
  const callbacks_fn_shared_counter keep_shared = {keep_counter, NULL, &all};
  const callbacks_fn_i32_to_shared_counter get = {get_counter, NULL, &all};
  const callbacks_fn_to_own_counter make = {make_counter, NULL, &all};
  OK(callbacks_read_counter(&read, &value));
  CHECK_INT(value, 7);
  OK(callbacks_give_counter(9, &keep));
  OK(callbacks_counter_value(all.counter, &value));
  CHECK_INT(value, 9);
  /* Shared: the handle stays the caller's own. */
  OK(callbacks_sum_of(3, &get, &value));
  CHECK_INT(value, 27);
  OK(callbacks_counter_value(all.counter, &value));
  /* Taken out of its handle. */
  OK(callbacks_pass_on(&make, &out));
  FAILS(PGL_ERROR_CLOSED, callbacks_counter_value(all.counter, &value));
  FAILS(PGL_ERROR_CLOSED, callbacks_pass_on(&make, &out));
  FAILS(PGL_ERROR_CLOSED, callbacks_sum_of(1, &get, &value));
  OK(callbacks_counter_value(out, &value));
  CHECK_INT(value, 9);
  callbacks_counter_free(out);
  all.counter = NULL;
  FAILS(PGL_ERROR_NULL, callbacks_sum_of(1, &get, &value));
  OK(callbacks_share_counter(&keep_shared, &value));
  OK(callbacks_counter_value(all.counter, &value));
  CHECK_INT(value, 5);
  callbacks_counter_free(all.counter);
  FAILS(PGL_ERROR_HOST, callbacks_give_counter(9, &drop));
  CHECK_MESSAGE("no room");
}

/* ---- stored ---- */

static pgl_status hear(void *user, pgl_str topic, const callbacks_point *point) {
  counts *seen = (counts *)user;
  seen->calls++;
  seen->sum += point->x;
  return topic.len == 4 && memcmp(topic.data, "fail", 4) == 0 ? callbacks_fail(PGL_ERROR_HOST, pgl_text("heard enough"), NULL) : PGL_OK;
}

static void test_stored(void) {
  const callbacks_point point = {5, 0, PGL_STR("")};
  counts one = {0, 0, 0}, two = {0, 0, 0};
  const callbacks_bus_listener first = {hear, release_counts, &one}, next = {hear, release_counts, &two};
  callbacks_bus *bus = NULL;
  size_t size = 0;
  OK(callbacks_bus_new_with_first(&first, &bus));
  OK(callbacks_bus_listen(bus, &next));
  OK(callbacks_bus_size(bus, &size));
  CHECK_UINT(size, 2);
  OK(callbacks_bus_publish(bus, pgl_text("news"), &point));
  CHECK_INT(one.calls + two.calls, 2);
  OK(callbacks_bus_publish_on_thread(bus, pgl_text("news"), &point));
  CHECK_REAL(one.sum, 10);
  FAILS(PGL_ERROR_HOST, callbacks_bus_publish_on_thread(bus, pgl_text("fail"), &point));
  CHECK_MESSAGE("heard enough");
  CHECK_INT(one.releases + two.releases, 0);
  OK(callbacks_bus_clear(bus));
  CHECK_INT(one.releases + two.releases, 2);
  OK(callbacks_bus_publish(bus, pgl_text("news"), &point));
  CHECK_INT(one.calls, 3);
  OK(callbacks_bus_listen(bus, &next));
  callbacks_bus_free(bus); /* lets go of it */
  CHECK_INT(two.releases, 2);
}

/* ---- function pointers ---- */

static pgl_status weigh(void *user, int32_t number, int32_t *out) {
  *out = number * *(const int32_t *)user;
  return number == 13 ? callbacks_fail(PGL_ERROR_HOST, pgl_text("unlucky"), NULL) : PGL_OK;
}
static pgl_status write_line(void *user, pgl_str line) {
  pgl_copy(line, (char *)user, 32);
  return PGL_OK;
}

static void test_function_pointers(void) {
  static char logged[32] = "";
  int32_t factor = 10, sum = 0;
  const int32_t numbers[] = {1, 2, 3}, unlucky[] = {1, 13};
  const pgl_seq_i32 all = {numbers, 3}, bad = {unlucky, 2};
  callbacks_fn_i32_to_i32 weight;
  const callbacks_fn_string logger = {write_line, NULL, logged};
  weight.call = weigh, weight.release = NULL, weight.user = &factor;
  OK(callbacks_sum_with(all, &weight, &sum));
  CHECK_INT(sum, 60);
  FAILS(PGL_ERROR_HOST, callbacks_sum_with(bad, &weight, &sum));
  CHECK_MESSAGE("unlucky");
  OK(callbacks_log(pgl_text("nobody listens")));
  OK(callbacks_set_logger(&logger));
  OK(callbacks_log(pgl_text("hello")));
  CHECK_STR(pgl_text(logged), "hello");
}

TESTS(test_during_the_call, test_refused_calls_release, test_empty_functions, test_text, test_records_and_numbers,
      test_optionals_and_containers, test_lent_objects, test_objects_given_and_taken, test_stored, test_function_pointers)
