#include <times.h>

#include "check.h"

int main(void) {
  pgl_timestamp time;
  pgl_duration span;
  int64_t count;
  double seconds;
  pgl_opt_duration positive;

  OK(times, times_epoch(&time));
  CHECK(time.seconds == 0 && time.nanos == 0);
  OK(times, times_tomorrow(time, &time));
  CHECK(time.seconds == 86400);
  {
    const pgl_timestamp from = {10, 500000000}, to = {9, 0}, bad = {0, 1000000000}, far = {INT64_MAX, 0};
    OK(times, times_between(from, to, &span));
    CHECK(span.seconds == -2 && span.nanos == 500000000);  /* -1.5 s */
    FAILS(times, PGL_ERROR_RANGE, times_between(from, bad, &span));
    FAILS(times, PGL_ERROR_RANGE, times_between(from, far, &span));
  }
  {
    const pgl_duration minus = {-1, 250000000}, fine = {0, 1500000};
    OK(times, times_doubled(minus, &span));  /* -0.75 s */
    CHECK(span.seconds == -2 && span.nanos == 500000000);
    OK(times, times_count_microseconds(fine, &count));
    CHECK(count == 1500);
    OK(times, times_seconds(fine, &seconds));
    CHECK(seconds > 0.00149 && seconds < 0.00151);
    OK(times, times_positive(fine, &positive));
    CHECK(positive.has == 0);
  }
  OK(times, times_nanoseconds(-1, &span));
  CHECK(span.seconds == -1 && span.nanos == 999999999);
  OK(times, times_far_future(&time));
  CHECK(time.seconds == INT64_C(253402300799));
  {
    const times_meeting meeting = {{1000, 0}, {1800, 0}};
    times_meeting later;
    const pgl_duration hour = {3600, 0};
    OK(times, times_end(&meeting, &time));
    CHECK(time.seconds == 2800);
    OK(times, times_postponed(&meeting, hour, &later));
    CHECK(later.start.seconds == 4600 && later.length.seconds == 1800);
  }
  {
    static const pgl_duration spans[] = {{1, 0}, {2, 0}};
    const pgl_seq_duration seq = {spans, 2};
    OK(times, times_total(seq, &span));
    CHECK(span.seconds == 3);
  }

  NOTHING_ALIVE(times);
  return DONE();
}
