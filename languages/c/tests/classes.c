#include <classes_c.h>

#define LIBRARY classes
#include "check.h"

static int32_t value_of(classes_counter *counter) {
  int32_t value = -1;
  OK(classes_counter_value(counter, &value));
  return value;
}

static void test_constructors(void) {
  classes_counter *zero, *five;
  OK(classes_counter_new(&zero));
  OK(classes_counter_new_with_start(5, &five));
  CHECK(zero != five);
  CHECK_INT(value_of(zero), 0);
  CHECK_INT(value_of(five), 5);
  CHECK_UINT(classes_live().handles, 2);
  classes_counter_free(zero);
  classes_counter_free(five);
}

static void test_methods(void) {
  classes_counter *counter, *other, *sum;
  int32_t value = 0;
  OK(classes_counter_new(&counter));
  OK(classes_counter_new_with_start(10, &other));
  OK(classes_counter_increment(counter, &value));
  OK(classes_counter_increment(counter, &value));
  CHECK_INT(value, 2);
  OK(classes_counter_sum(counter, other, &sum));
  CHECK_INT(value_of(sum), 12);
  OK(classes_counter_take_from(counter, other));
  CHECK_INT(value_of(counter), 12);
  CHECK_INT(value_of(other), 0);
  CHECK_INT(value_of(sum), 12);
  OK(classes_counter_reset(counter));
  CHECK_INT(value_of(counter), 0);
  OK(classes_counter_take_from(counter, counter)); /* itself */
  CHECK_INT(CLASSES_COUNTER_LIMIT, 1000);
  classes_counter_free(counter);
  classes_counter_free(other);
  classes_counter_free(sum);
}

/* A reference to itself is a second handle of the same object, which keeps it alive. */
static void test_reference_to_self(void) {
  classes_counter *counter, *same;
  OK(classes_counter_new(&counter));
  OK(classes_counter_add(counter, 3, &same));
  CHECK_INT(value_of(same), 3);
  CHECK(classes_identity(counter) == classes_identity(same));
  CHECK(classes_identity(counter) != 0);
  OK(classes_counter_reset(same));
  CHECK_INT(value_of(counter), 0);
  classes_counter_free(counter);
  CHECK_INT(value_of(same), 0);
  classes_counter_free(same);
  CHECK(classes_identity(same) == 0);
}

static void test_properties(void) {
  classes_thermostat *thermostat;
  double target = 0;
  pgl_str name;
  pgl_bool heating = 9;
  OK(classes_thermostat_new(&thermostat));
  OK(classes_thermostat_target(thermostat, &target));
  CHECK_REAL(target, 20);
  OK(classes_thermostat_is_heating(thermostat, &heating));
  CHECK_UINT(heating, 0);
  OK(classes_thermostat_set_target(thermostat, 22.5));
  OK(classes_thermostat_target(thermostat, &target));
  CHECK_REAL(target, 22.5);
  OK(classes_thermostat_is_heating(thermostat, &heating));
  CHECK_UINT(heating, 1);
  OK(classes_thermostat_name(thermostat, &name));
  CHECK_STR(name, "hall");
  OK(classes_thermostat_set_name(thermostat, pgl_text("k\xc3\xbc" "che")));
  OK(classes_thermostat_name(thermostat, &name));
  CHECK_STR(name, "k\xc3\xbc" "che");
  FAILS(PGL_ERROR_UTF8, classes_thermostat_set_name(thermostat, pgl_text("\xff")));
  classes_thermostat_free(thermostat);
}

static void test_fields(void) {
  classes_job *job;
  pgl_str title;
  int32_t number = 0;
  classes_job_state state = 9;
  OK(classes_job_new(pgl_text("sweep"), &job));
  OK(classes_job_title(job, &title));
  CHECK_STR(title, "sweep");
  OK(classes_job_set_title(job, pgl_text("mop")));
  OK(classes_job_title(job, &title));
  CHECK_STR(title, "mop");
  OK(classes_job_priority(job, &number));
  CHECK_INT(number, 5);
  OK(classes_job_set_priority(job, -1));
  OK(classes_job_priority(job, &number));
  CHECK_INT(number, -1);
  OK(classes_job_id(job, &number));
  CHECK_INT(number, 7);
  OK(classes_job_get_state(job, &state));
  CHECK_UINT(state, CLASSES_JOB_STATE_IDLE);
  OK(classes_job_run(job));
  OK(classes_job_runs(job, &number));
  CHECK_INT(number, 1);
  OK(classes_job_get_state(job, &state));
  CHECK_UINT(state, CLASSES_JOB_STATE_DONE);
  classes_job_free(job);
}

static void test_classes(void) {
  classes_counter *counter;
  classes_thermostat *thermostat;
  OK(classes_counter_new(&counter));
  OK(classes_thermostat_new(&thermostat));
  CHECK_INT(classes_class_of(counter), CLASSES_CLASS_COUNTER);
  CHECK_INT(classes_class_of(thermostat), CLASSES_CLASS_THERMOSTAT);
  CHECK(classes_is_a(counter, CLASSES_CLASS_COUNTER));
  CHECK(!classes_is_a(counter, CLASSES_CLASS_THERMOSTAT));
  CHECK(!classes_is_a(counter, 0) && !classes_is_a(counter, -1));
  CHECK_INT(classes_class_of(NULL), 0);
  CHECK(!classes_is_a(NULL, CLASSES_CLASS_COUNTER));
  CHECK(classes_identity(NULL) == 0);
  classes_counter_free(counter);
  classes_thermostat_free(thermostat);
  CHECK_INT(classes_class_of(counter), 0);
  CHECK(!classes_is_a(counter, CLASSES_CLASS_COUNTER));
}

static void test_null_handles(void) {
  int32_t value = 42;
  classes_counter *counter, *out = NULL;
  OK(classes_counter_new(&counter));
  FAILS(PGL_ERROR_NULL, classes_counter_value(NULL, &value));
  FAILS(PGL_ERROR_NULL, classes_counter_reset(NULL));
  FAILS(PGL_ERROR_NULL, classes_counter_sum(counter, NULL, &out));
  FAILS(PGL_ERROR_NULL, classes_counter_sum(NULL, counter, &out));
  FAILS(PGL_ERROR_NULL, classes_counter_take_from(counter, NULL));
  FAILS(PGL_ERROR_NULL, classes_counter_value(counter, NULL));
  FAILS(PGL_ERROR_NULL, classes_counter_new(NULL));
  CHECK_INT(value, 42);
  CHECK(out == NULL);
  classes_counter_free(NULL);
  classes_counter_free(counter);
}

static void test_closed_handles(void) {
  int32_t value = 42;
  classes_counter *counter, *later, *out = NULL;
  OK(classes_counter_new(&counter));
  classes_counter_free(counter);
  classes_counter_free(counter); /* harmless */
  FAILS(PGL_ERROR_CLOSED, classes_counter_value(counter, &value));
  OK(classes_counter_new_with_start(1, &later)); /* most likely at the same place of the table */
  CHECK(later != counter);
  FAILS(PGL_ERROR_CLOSED, classes_counter_value(counter, &value));
  FAILS(PGL_ERROR_CLOSED, classes_counter_sum(later, counter, &out));
  classes_counter_free(counter); /* does not touch the new one */
  CHECK_INT(value_of(later), 1);
  CHECK_INT(value, 42);
  classes_counter_free(later);
}

static void test_forged_handles(void) {
  static const uintptr_t numbers[] = {1, 2, 0xdeadbeef, ~(uintptr_t)0, ~(uintptr_t)0 >> 1, ~(uintptr_t)0 >> 11, (uintptr_t)1 << (sizeof(uintptr_t) * 8 - 1)};
  size_t i;
  int32_t value;
  classes_counter *counter;
  OK(classes_counter_new(&counter));
  for (i = 0; i < sizeof numbers / sizeof *numbers; ++i) {
    classes_counter *forged = FORGED(classes_counter, numbers[i]);
    FAILS(PGL_ERROR_CLOSED, classes_counter_value(forged, &value));
    FAILS(PGL_ERROR_CLOSED, classes_counter_take_from(counter, forged));
    CHECK_INT(classes_class_of(forged), 0);
    classes_counter_free(forged);
  }
  FAILS(PGL_ERROR_CLOSED, classes_counter_value((classes_counter *)(void *)&value, &value)); /* a real pointer */
  classes_counter_free((classes_counter *)(void *)&value);
  classes_counter_free(counter);
}

static void test_wrong_class(void) {
  int32_t value = 42;
  classes_counter *counter;
  classes_job *job;
  OK(classes_counter_new(&counter));
  OK(classes_job_new(pgl_text("x"), &job));
  FAILS(PGL_ERROR_WRONG_TYPE, classes_counter_value((classes_counter *)(void *)job, &value));
  FAILS(PGL_ERROR_WRONG_TYPE, classes_counter_take_from(counter, (classes_counter *)(void *)job));
  FAILS(PGL_ERROR_WRONG_TYPE, classes_job_run((classes_job *)(void *)counter));
  classes_counter_free((classes_counter *)(void *)job); /* left alone */
  OK(classes_job_run(job));
  CHECK_INT(value, 42);
  classes_counter_free(counter);
  classes_job_free(job);
}

/* Handles stay within 53 bits, so that a number of any language holds one. */
static void test_many(void) {
  enum { COUNT = 5000 };
  static classes_counter *all[COUNT];
  int32_t i;
  for (i = 0; i < COUNT; ++i) {
    if (classes_counter_new_with_start(i, &all[i]) != PGL_OK) break;
    CHECK(((uint64_t)(uintptr_t)all[i] >> 53) == 0);
  }
  CHECK_INT(i, COUNT);
  CHECK_UINT(classes_live().handles, COUNT);
  for (i = 0; i < COUNT; ++i) {
    CHECK_INT(value_of(all[i]), i);
    classes_counter_free(all[i]);
  }
}

TESTS(test_constructors, test_methods, test_reference_to_self, test_properties, test_fields, test_classes, test_null_handles,
      test_closed_handles, test_forged_handles, test_wrong_class, test_many)
