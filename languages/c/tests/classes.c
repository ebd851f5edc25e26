#include <classes.h>

#include "check.h"

int main(void) {
  classes_counter *counter, *other, *sum, *self;
  classes_thermostat *thermostat;
  classes_job *job;
  classes_job_state state;
  int32_t number;
  double target;
  pgl_bool heating;
  pgl_str text;

  OK(classes, classes_counter_new(&counter));
  OK(classes, classes_counter_new_with_start(40, &other));
  OK(classes, classes_counter_increment(counter, &number));
  CHECK(number == 1);
  OK(classes, classes_counter_add(counter, 4, &self));
  CHECK(classes_identity(self) == classes_identity(counter) && self != counter);
  OK(classes, classes_counter_value(self, &number));
  CHECK(number == 5);
  OK(classes, classes_counter_sum(counter, other, &sum));
  OK(classes, classes_counter_value(sum, &number));
  CHECK(number == 45);
  OK(classes, classes_counter_take_from(counter, other));
  OK(classes, classes_counter_value(other, &number));
  CHECK(number == 0);
  OK(classes, classes_counter_reset(counter));
  CHECK(CLASSES_COUNTER_LIMIT == 1000);
  CHECK(classes_class_of(counter) == CLASSES_CLASS_COUNTER);
  CHECK(classes_class_of(NULL) == 0);
  classes_counter_free(counter);
  /* What was borrowed from it is still good. */
  OK(classes, classes_counter_value(self, &number));
  CHECK(number == 0);
  classes_counter_free(self);
  classes_counter_free(sum);
  classes_counter_free(other);

  OK(classes, classes_thermostat_new(&thermostat));
  OK(classes, classes_thermostat_target(thermostat, &target));
  CHECK(target == 20);
  OK(classes, classes_thermostat_set_target(thermostat, 22.5));
  OK(classes, classes_thermostat_is_heating(thermostat, &heating));
  CHECK(heating == 1);
  OK(classes, classes_thermostat_set_name(thermostat, pgl_text("attic")));
  OK(classes, classes_thermostat_name(thermostat, &text));
  CHECK(text_is(text, "attic"));

  OK(classes, classes_job_new(pgl_text("wash"), &job));
  OK(classes, classes_job_title(job, &text));
  CHECK(text_is(text, "wash"));
  OK(classes, classes_job_set_title(job, pgl_text("dry")));
  OK(classes, classes_job_title(job, &text));
  CHECK(text_is(text, "dry"));
  OK(classes, classes_job_set_priority(job, 9));
  OK(classes, classes_job_priority(job, &number));
  CHECK(number == 9);
  OK(classes, classes_job_id(job, &number));
  CHECK(number == 7);
  OK(classes, classes_job_state_(job, &state));
  CHECK(state == CLASSES_JOB_STATE_IDLE);
  OK(classes, classes_job_run(job));
  OK(classes, classes_job_state_(job, &state));
  CHECK(state == CLASSES_JOB_STATE_DONE);

  /* A handle of another class. */
  FAILS(classes, PGL_ERROR_WRONG_TYPE, classes_job_run((classes_job *)(void *)thermostat));
  /* No handle at all. */
  FAILS(classes, PGL_ERROR_CLOSED, classes_job_run((classes_job *)(void *)&number));
  classes_thermostat_free(thermostat);
  classes_job_free(job);

  NOTHING_ALIVE(classes);
  return DONE();
}
