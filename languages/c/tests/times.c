#include <times_c.h>

#define LIBRARY times
#include "check.h"

#include <stdint.h>

static pgl_timestamp at(int64_t seconds, uint32_t nanos) {
  pgl_timestamp result;
  memset(&result, 0, sizeof result);
  result.seconds = seconds;
  result.nanos = nanos;
  return result;
}

static pgl_duration span(int64_t seconds, uint32_t nanos) {
  pgl_duration result;
  memset(&result, 0, sizeof result);
  result.seconds = seconds;
  result.nanos = nanos;
  return result;
}

#define IS(time, s, n)              \
  do {                              \
    CHECK_INT((time).seconds, (s)); \
    CHECK_UINT((time).nanos, (n));  \
  } while (0)

static void test_instants(void) {
  pgl_timestamp out;
  OK(times_epoch(&out));
  IS(out, 0, 0);
  OK(times_tomorrow(at(1, 5), &out));
  IS(out, 86401, 5);
  OK(times_tomorrow(at(-86401, 999999999), &out)); /* before 1970 */
  IS(out, -1, 999999999);
  OK(times_far_future(&out));
  IS(out, INT64_C(253402300799), 0);
}

static void test_spans(void) {
  pgl_duration out;
  int64_t count = 0;
  double real = 0;
  OK(times_between(at(10, 0), at(12, 500000000), &out));
  IS(out, 2, 500000000);
  OK(times_between(at(12, 500000000), at(10, 0), &out)); /* -2.5 s */
  IS(out, -3, 500000000);
  OK(times_doubled(span(1, 500000000), &out));
  IS(out, 3, 0);
  OK(times_doubled(span(-1, 999000000), &out)); /* -1 ms */
  IS(out, -1, 998000000);
  OK(times_nanoseconds(-1, &out));
  IS(out, -1, 999999999);
  OK(times_nanoseconds(INT64_MAX, &out));
  IS(out, INT64_C(9223372036), 854775807);
  OK(times_nanoseconds(INT64_MIN, &out));
  IS(out, -INT64_C(9223372037), 145224192);
  OK(times_count_microseconds(span(1, 2000), &count));
  CHECK_INT(count, 1000002);
  OK(times_seconds(span(-1, 250000000), &real));
  CHECK_REAL(real, -0.75);
}

/* What a C++ type cannot hold is refused. */
static void test_ranges(void) {
  pgl_timestamp time = at(7, 7);
  pgl_duration out = span(7, 7);
  int64_t count = 42;
  FAILS(PGL_ERROR_RANGE, times_doubled(span(1, 1000000000), &out)); /* nanos are below 10^9 */
  FAILS(PGL_ERROR_RANGE, times_tomorrow(at(0, UINT32_MAX), &time));
  FAILS(PGL_ERROR_RANGE, times_tomorrow(at(INT64_MAX, 0), &time)); /* system_clock counts nanoseconds */
  FAILS(PGL_ERROR_RANGE, times_tomorrow(at(INT64_MIN, 0), &time));
  FAILS(PGL_ERROR_RANGE, times_count_microseconds(span(INT64_MAX, 0), &count));
  FAILS(PGL_ERROR_RANGE, times_count_microseconds(span(INT64_MIN, 0), &count));
  OK(times_count_microseconds(span(INT64_C(9223372036854), 0), &count));
  CHECK_INT(count, INT64_C(9223372036854000000));
  IS(time, 7, 7);
  IS(out, 7, 7);
  FAILS(PGL_ERROR_NULL, times_epoch(NULL));
}

static void test_in_record(void) {
  times_meeting meeting, out;
  pgl_timestamp end;
  memset(&meeting, 0, sizeof meeting);
  meeting.start = at(INT64_C(253402300799), 0);
  meeting.length = span(1800, 0);
  OK(times_end(&meeting, &end));
  IS(end, INT64_C(253402300799) + 1800, 0);
  OK(times_postponed(&meeting, span(-99, 0), &out));
  IS(out.start, INT64_C(253402300700), 0);
  IS(out.length, 1800, 0);
  meeting.start.nanos = 1000000000;
  FAILS(PGL_ERROR_RANGE, times_end(&meeting, &end));
  CHECK(strstr(times_last_error()->message.data, "meeting.start") != NULL);
  FAILS(PGL_ERROR_NULL, times_end(NULL, &end));
}

static void test_in_containers(void) {
  pgl_duration spans[3];
  pgl_seq_duration in;
  pgl_duration total;
  pgl_opt_duration positive;
  spans[0] = span(1, 0);
  spans[1] = span(-5, 0);
  spans[2] = span(100, 0);
  in.data = spans;
  in.len = 3;
  OK(times_total(in, &total));
  IS(total, 96, 0);
  OK(times_positive(span(1, 0), &positive));
  CHECK_UINT(positive.has, 1);
  IS(positive.value, 1, 0);
  OK(times_positive(span(-1, 0), &positive));
  CHECK_UINT(positive.has, 0);
  spans[1].nanos = 4000000000U;
  FAILS(PGL_ERROR_RANGE, times_total(in, &total));
  CHECK(strstr(times_last_error()->message.data, "spans[1]") != NULL);
}

TESTS(test_instants, test_spans, test_ranges, test_in_record, test_in_containers)
