#include <pthread.h>

#include <interfaces_c.h>

#define LIBRARY interfaces
#include "check.h"

/* What an object is implemented with. */
typedef struct mine {
  int heard, released, held;
  int32_t line;
  pgl_status fails;               /* what heard() returns */
  interfaces_listener *closes;    /* what heard() frees */
  interfaces_bus *clears;         /* and clears */
} mine;

static void release_mine(void *user) { ((mine *)user)->released++; }

static pgl_status heard(void *user, interfaces_listener *self, const interfaces_event *event) {
  mine *me = (mine *)user;
  (void)self;
  me->heard++;
  me->line = event->line;
  if (me->closes) interfaces_listener_free(me->closes);
  if (me->clears) OK(interfaces_bus_clear(me->clears));
  if (me->fails == INTERFACES_ERROR_REFUSED) {
    interfaces_refused fields = {3};
    return interfaces_fail(me->fails, pgl_text("no"), &fields);
  }
  return me->fails;
}

/* Calls the body in C++, which must not lead back here. */
static pgl_status name(void *user, interfaces_listener *self, pgl_status (*ret)(void *into, pgl_str value), void *into) {
  char text[32];
  pgl_str base;
  pgl_owner *owner;
  pgl_status status = interfaces_listener_base_name(self, &base, &owner);
  (void)user;
  if (status) return status;
  snprintf(text, sizeof text, "my %.*s", (int)base.len, base.data);
  pgl_release(owner);
  return ret(into, pgl_text(text));
}

static pgl_status count(void *user, interfaces_listener *self, interfaces_counter *counter) {
  (void)user;
  OK(interfaces_counter_add(counter, 10));
  return interfaces_listener_base_count(self, counter);
}

static pgl_status changed(void *user, interfaces_listener *self, const interfaces_event *event,
                          pgl_status (*ret)(void *into, const interfaces_event *value), void *into) {
  interfaces_event other = *event;
  (void)user;
  (void)self;
  other.line++;
  return ret(into, &other);
}

#define COMMON(type) {sizeof(type), release_mine, NULL, NULL}
static const interfaces_listener_methods all_methods = {COMMON(interfaces_listener_methods), heard, name, NULL, count, changed};
static const interfaces_listener_methods few_methods = {COMMON(interfaces_listener_methods), heard, NULL, NULL, NULL, NULL};

static interfaces_listener *listener(const interfaces_listener_methods *methods, mine *me) {
  interfaces_listener *out = NULL;
  OK(interfaces_listener_implement(methods, me, &out));
  return out;
}

static interfaces_bus *new_bus(void) {
  interfaces_bus *bus = NULL;
  OK(interfaces_bus_new(&bus));
  return bus;
}

static int32_t publish(const interfaces_bus *bus, const char *topic, int32_t line) {
  const interfaces_event event = {line, {"text", 4}};
  int32_t out = -1;
  OK(interfaces_bus_publish((interfaces_bus *)bus, pgl_text(topic), &event, &out));
  return out;
}

static void test_methods_are_called(void) {
  mine me = {0}, other = {0};
  interfaces_bus *bus = new_bus();
  interfaces_listener *one = listener(&all_methods, &me), *two = listener(&few_methods, &other);
  pgl_str names;
  pgl_owner *owner;
  int64_t counted;
  OK(interfaces_bus_add(bus, one));
  OK(interfaces_bus_add(bus, two));
  CHECK_INT(publish(bus, "news", 7), 2);
  CHECK_INT(me.heard, 1);
  CHECK_INT(me.line, 8);
  CHECK_INT(other.line, 7);
  CHECK_INT(publish(bus, "quiet", 1), 0);
  OK(interfaces_bus_names(bus, &names, &owner));
  CHECK_STR(names, "my listener;listener;");
  pgl_release(owner);
  OK(interfaces_bus_count(bus, &counted));
  CHECK_INT(counted, 12);
  /* C++ keeps them: freeing the handles ends nothing. */
  interfaces_listener_free(one);
  interfaces_listener_free(two);
  CHECK_INT(publish(bus, "news", 9), 2);
  CHECK_INT(me.heard, 2);
  CHECK_INT(me.released, 0);
  OK(interfaces_bus_clear(bus));
  CHECK_INT(me.released, 1);
  CHECK_INT(other.released, 1);
  interfaces_bus_free(bus);
  CHECK_NOTHING_ALIVE();
}

static void test_identity(void) {
  mine me = {0};
  interfaces_bus *bus = new_bus();
  interfaces_listener *one = listener(&few_methods, &me), *back = NULL, *theirs = NULL;
  OK(interfaces_bus_add(bus, one));
  OK(interfaces_bus_last(bus, &back));
  CHECK(interfaces_user(back, release_mine) == &me);
  CHECK(interfaces_user(one, release_mine) == &me);
  CHECK(interfaces_user(one, NULL) == NULL);
  CHECK(interfaces_user(NULL, release_mine) == NULL);
  CHECK(interfaces_identity(back) == interfaces_identity(one));
  OK(interfaces_make_listener(&theirs));
  CHECK(interfaces_user(theirs, release_mine) == NULL);
  CHECK(interfaces_user(bus, release_mine) == NULL);
  interfaces_listener_free(theirs);
  interfaces_listener_free(one);
  CHECK(interfaces_user(one, release_mine) == NULL);
  interfaces_bus_free(bus);
  CHECK_INT(me.released, 0);
  interfaces_listener_free(back);
  CHECK_INT(me.released, 1);
  CHECK_NOTHING_ALIVE();
}

static void test_weak(void) {
  mine me = {0};
  pgl_bool watched = 2;
  interfaces_bus *bus = new_bus();
  interfaces_listener *one = listener(&few_methods, &me);
  OK(interfaces_bus_watch(bus, one));
  OK(interfaces_bus_is_watched(bus, &watched));
  CHECK_INT(watched, 1);
  interfaces_listener_free(one);
  CHECK_INT(me.released, 1);
  OK(interfaces_bus_is_watched(bus, &watched));
  CHECK_INT(watched, 0);
  interfaces_bus_free(bus);
  CHECK_NOTHING_ALIVE();
}

static void test_errors(void) {
  mine me = {0};
  pgl_str text;
  pgl_owner *owner;
  int32_t out;
  const interfaces_event event = {1, {"", 0}};
  interfaces_bus *bus = new_bus();
  interfaces_listener *one = listener(&few_methods, &me);
  OK(interfaces_outcome(one, &text, &owner));
  CHECK_STR(text, "done");
  pgl_release(owner);
  me.fails = INTERFACES_ERROR_REFUSED;
  OK(interfaces_outcome(one, &text, &owner));
  CHECK_STR(text, "refused 3");
  pgl_release(owner);
  OK(interfaces_bus_add(bus, one));
  FAILS(INTERFACES_ERROR_REFUSED, interfaces_bus_publish(bus, pgl_text("news"), &event, &out));
  CHECK_INT(interfaces_last_error_refused()->code, 3);
  FAILS(INTERFACES_ERROR_REFUSED, interfaces_bus_publish_on_thread(bus, pgl_text("news"), &event, &out));
  me.fails = PGL_ERROR_HOST;
  FAILS(PGL_ERROR_HOST, interfaces_bus_publish(bus, pgl_text("news"), &event, &out));
  FAILS(PGL_ERROR_HOST, interfaces_listener_heard(one, &event));
  interfaces_bus_free(bus);
  interfaces_listener_free(one);
  CHECK_INT(me.released, 1);
  CHECK_NOTHING_ALIVE();
}

static void test_what_is_refused(void) {
  mine me = {0};
  interfaces_listener *out = NULL;
  interfaces_listener_methods wrong = few_methods;
  interfaces_shape_methods shape = {COMMON(interfaces_shape_methods), NULL, NULL};
  interfaces_shape *no_shape = NULL;
  FAILS(PGL_ERROR_NULL, interfaces_listener_implement(NULL, &me, &out));
  CHECK_MESSAGE("argument \"methods\" is null");
  wrong.common.size = sizeof(pgl_methods);
  FAILS(PGL_ERROR_ARGUMENT, interfaces_listener_implement(&wrong, &me, &out));
  CHECK_MESSAGE("argument \"methods\" has another size than the library's");
  CHECK_INT(me.released, 0);
  wrong = few_methods;
  wrong.heard = NULL;
  FAILS(PGL_ERROR_NULL, interfaces_listener_implement(&wrong, &me, &out));
  CHECK_MESSAGE("argument \"methods->heard\" is null");
  CHECK_INT(me.released, 1);
  wrong = few_methods;
  wrong.common.hold = release_mine;
  FAILS(PGL_ERROR_ARGUMENT, interfaces_listener_implement(&wrong, &me, &out));
  CHECK_INT(me.released, 2);
  FAILS(PGL_ERROR_NULL, interfaces_listener_implement(&few_methods, &me, NULL));
  CHECK_INT(me.released, 3);
  FAILS(PGL_ERROR_NULL, interfaces_shape_implement(&shape, &me, pgl_text("x"), &no_shape));
  CHECK_INT(me.released, 4);
  FAILS(PGL_ERROR_NULL, interfaces_listener_base_name(NULL, NULL, NULL));
  CHECK_NOTHING_ALIVE();
}

/* ---- owned by C++ alone ---- */

static pgl_status area(void *user, interfaces_shape *self, double *out) {
  (void)self;
  ((mine *)user)->heard++;
  *out = 12;
  return PGL_OK;
}
static const interfaces_shape_methods shape_methods = {COMMON(interfaces_shape_methods), area, NULL};

static interfaces_shape *new_shape(mine *me) {
  interfaces_shape *out = NULL;
  OK(interfaces_shape_implement(&shape_methods, me, pgl_text("blob"), &out));
  return out;
}

static void test_given_and_taken_back(void) {
  mine me = {0};
  interfaces_frame *frame = NULL;
  interfaces_shape *shape = new_shape(&me), *back = NULL, *shared = NULL;
  double out;
  pgl_str text;
  pgl_owner *owner;
  OK(interfaces_frame_new(&frame));
  OK(interfaces_shape_label(shape, &text));
  CHECK_STR(text, "blob");
  OK(interfaces_area_of(shape, &out));
  CHECK_REAL(out, 12);
  OK(interfaces_frame_put(frame, shape));
  FAILS(PGL_ERROR_CLOSED, interfaces_area_of(shape, &out));
  OK(interfaces_frame_area(frame, &out));
  CHECK_REAL(out, 12);
  OK(interfaces_frame_describe(frame, &text, &owner));
  CHECK_STR(text, "blob of 12");
  pgl_release(owner);
  OK(interfaces_frame_take(frame, &back));
  CHECK(interfaces_user(back, release_mine) == &me);
  /* Shared now, so it can no longer be given away. */
  OK(interfaces_same(back, &shared));
  FAILS(PGL_ERROR_ARGUMENT, interfaces_frame_put(frame, back));
  CHECK_MESSAGE("argument \"shape\" is lent or shared, so it cannot be given away");
  interfaces_shape_free(shared);
  OK(interfaces_frame_put(frame, back));
  CHECK_INT(me.released, 0);
  OK(interfaces_frame_drop(frame));
  CHECK_INT(me.released, 1);
  interfaces_frame_free(frame);
  CHECK_NOTHING_ALIVE();
}

/* ---- a base that has its own ---- */

static pgl_status height(void *user, interfaces_prism *self, double *out) {
  (void)user;
  (void)self;
  *out = 3;
  return PGL_OK;
}
static const interfaces_prism_methods prism_methods = {COMMON(interfaces_prism_methods), NULL, NULL, height};

static void test_chain_of_bases(void) {
  mine me = {0};
  interfaces_prism *prism = NULL;
  double out;
  pgl_str text;
  pgl_owner *owner;
  OK(interfaces_prism_implement(&prism_methods, &me, 5, &prism));
  OK(interfaces_volume_of(prism, &out));
  CHECK_REAL(out, 15);
  OK(interfaces_area_of(interfaces_prism_as_shape(prism), &out));
  CHECK_REAL(out, 5);
  OK(interfaces_describe(interfaces_prism_as_shape(prism), &text, &owner));
  CHECK_STR(text, "prism of 5");
  pgl_release(owner);
  interfaces_prism_free(prism);
  CHECK_INT(me.released, 1);
  CHECK_NOTHING_ALIVE();
}

/* ---- a concrete class ---- */

static pgl_status twice(void *user, interfaces_gauge *self, int32_t by, int32_t *out) {
  ((mine *)user)->heard++;
  return interfaces_gauge_base_step(self, 2 * by, out);
}
static pgl_status deeper(void *user, interfaces_gauge *self, int32_t by, int32_t *out) {
  ((mine *)user)->heard++;
  *out = by;
  return interfaces_gauge_nest(self, by - 1);
}
static const interfaces_gauge_methods twice_methods = {COMMON(interfaces_gauge_methods), twice};
static const interfaces_gauge_methods deep_methods = {COMMON(interfaces_gauge_methods), deeper};

static void test_concrete_class(void) {
  mine me = {0}, deep = {0};
  interfaces_gauge *gauge = NULL, *plain = NULL;
  int32_t out;
  OK(interfaces_gauge_implement(&twice_methods, &me, 100, &gauge));
  OK(interfaces_gauge_run(gauge, 3, &out));
  CHECK_INT(out, 106);
  OK(interfaces_step(gauge, 5, &out));
  CHECK_INT(out, 116);
  OK(interfaces_gauge_base_step(gauge, 1, &out));
  CHECK_INT(out, 117);
  CHECK_INT(me.heard, 4);
  interfaces_gauge_free(gauge);
  OK(interfaces_gauge_new(1, &plain));
  OK(interfaces_gauge_base_step(plain, 1, &out));
  CHECK_INT(out, 2);
  interfaces_gauge_free(plain);
  OK(interfaces_gauge_implement(&deep_methods, &deep, 0, &gauge));
  OK(interfaces_gauge_nest(gauge, 100));
  CHECK_INT(deep.heard, 100);
  interfaces_gauge_free(gauge);
  CHECK_INT(me.released, 1);
  CHECK_NOTHING_ALIVE();
}

/* ---- an object that ends in a call of its own ---- */

static void test_ends_while_called(void) {
  mine me = {0}, other = {0};
  interfaces_bus *bus = new_bus();
  const interfaces_event event = {1, {"", 0}};
  interfaces_listener *one = listener(&few_methods, &me), *two = listener(&few_methods, &other);
  me.closes = one;
  OK(interfaces_listener_heard(one, &event));
  CHECK_INT(me.heard, 1);
  CHECK_INT(me.released, 1);
  OK(interfaces_bus_add(bus, two));
  other.closes = two;
  other.clears = bus;
  CHECK_INT(publish(bus, "news", 1), 1);
  CHECK_INT(other.heard, 1);
  CHECK_INT(other.released, 1);
  interfaces_bus_free(bus);
  CHECK_NOTHING_ALIVE();
}

static pgl_status drops_frame(void *user, interfaces_shape *self, double *out) {
  *out = 1;
  (void)self;
  return interfaces_frame_drop((interfaces_frame *)user);
}
static int drops;
static void count_drop(void *user) {
  (void)user;
  ++drops;
}
static const interfaces_shape_methods dropping_methods = {{sizeof(interfaces_shape_methods), count_drop, NULL, NULL}, drops_frame, NULL};

static void test_owner_drops_it_while_called(void) {
  interfaces_frame *frame = NULL;
  interfaces_shape *shape = NULL;
  double out;
  OK(interfaces_frame_new(&frame));
  OK(interfaces_shape_implement(&dropping_methods, frame, pgl_text("x"), &shape));
  OK(interfaces_frame_put(frame, shape));
  OK(interfaces_frame_area(frame, &out));
  CHECK_INT(drops, 1);
  interfaces_frame_free(frame);
  CHECK_NOTHING_ALIVE();
}

/* ---- user is collected: C++ holds it only while it owns the object ---- */

static void hold_mine(void *user) { ((mine *)user)->held++; }
static void let_go_mine(void *user) { ((mine *)user)->held--; }
static const interfaces_listener_methods collected = {{sizeof(interfaces_listener_methods), release_mine, hold_mine, let_go_mine}, heard, NULL, NULL, NULL, NULL};
static const interfaces_shape_methods collected_shape = {{sizeof(interfaces_shape_methods), release_mine, hold_mine, let_go_mine}, area, NULL};

static void test_collected(void) {
  mine me = {0}, given = {0};
  interfaces_bus *bus = new_bus();
  interfaces_frame *frame = NULL;
  interfaces_listener *one = listener(&collected, &me), *back = NULL;
  interfaces_shape *shape = NULL;
  pgl_bool watched;
  CHECK_INT(me.held, 0);
  OK(interfaces_bus_add(bus, one));
  OK(interfaces_bus_add(bus, one));
  CHECK_INT(me.held, 1);
  OK(interfaces_bus_watch(bus, one));
  OK(interfaces_bus_is_watched(bus, &watched));
  CHECK_INT(watched, 1);
  OK(interfaces_bus_last(bus, &back));
  CHECK_INT(publish(bus, "news", 1), 2);
  OK(interfaces_bus_clear(bus));
  CHECK_INT(me.held, 1);
  interfaces_listener_free(back);
  CHECK_INT(me.held, 0);
  OK(interfaces_bus_add(bus, one));
  CHECK_INT(me.held, 1);
  /* Closed while C++ has it: nothing dangles, and it ends with the last owner. */
  interfaces_listener_free(one);
  CHECK_INT(me.released, 0);
  CHECK_INT(publish(bus, "news", 1), 1);
  interfaces_bus_free(bus);
  CHECK_INT(me.held, 0);
  CHECK_INT(me.released, 1);

  OK(interfaces_frame_new(&frame));
  OK(interfaces_shape_implement(&collected_shape, &given, pgl_text("x"), &shape));
  OK(interfaces_frame_put(frame, shape));
  CHECK_INT(given.held, 1);
  OK(interfaces_frame_take(frame, &shape));
  CHECK_INT(given.held, 1);
  CHECK(interfaces_regained(shape));
  CHECK(interfaces_regained(shape));
  CHECK(!interfaces_regained(interfaces_own(shape)));
  CHECK_INT(given.held, 0);
  OK(interfaces_frame_put(frame, shape));
  CHECK_INT(given.held, 1);
  interfaces_frame_free(frame);
  CHECK_INT(given.held, 0);
  CHECK_INT(given.released, 1);
  CHECK_NOTHING_ALIVE();
}

/* ---- threads ---- */

static pgl_status count_heard(void *user, interfaces_listener *self, const interfaces_event *event) {
  (void)self;
  (void)event;
  __atomic_fetch_add((int *)user, 1, __ATOMIC_SEQ_CST);
  return PGL_OK;
}
static const interfaces_listener_methods counting = {{sizeof(interfaces_listener_methods), NULL, NULL, NULL}, count_heard, NULL, NULL, NULL, NULL};

static void *publish_often(void *bus) {
  int i;
  for (i = 0; i < 50; ++i) publish((const interfaces_bus *)bus, "news", i);
  return NULL;
}

static void test_foreign_threads(void) {
  enum { threads = 64 };
  pthread_t running[threads];
  interfaces_bus *bus = new_bus();
  interfaces_listener *one = NULL;
  int heard_by_all = 0, i;
  OK(interfaces_listener_implement(&counting, &heard_by_all, &one));
  OK(interfaces_bus_add(bus, one));
  interfaces_listener_free(one);
  for (i = 0; i < threads; ++i) CHECK_INT(pthread_create(&running[i], NULL, publish_often, bus), 0);
  for (i = 0; i < threads; ++i) CHECK_INT(pthread_join(running[i], NULL), 0);
  CHECK_INT(heard_by_all, threads * 50);
  interfaces_bus_free(bus);
  CHECK_NOTHING_ALIVE();
}

/* Last: nothing is called any more. */
static void test_end_of_the_host(void) {
  mine me = {0};
  const interfaces_event event = {1, {"", 0}};
  interfaces_listener *one = listener(&few_methods, &me);
  CHECK(interfaces_close_host(1000));
  FAILS(PGL_ERROR_HOST_GONE, interfaces_listener_heard(one, &event));
  interfaces_listener_free(one);
  CHECK_INT(me.released, 0);
  CHECK_NOTHING_ALIVE();
}

TESTS(test_methods_are_called, test_identity, test_weak, test_errors, test_what_is_refused, test_given_and_taken_back, test_chain_of_bases,
      test_concrete_class, test_ends_while_called, test_owner_drops_it_while_called, test_collected, test_foreign_threads, test_end_of_the_host)
