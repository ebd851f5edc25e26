#include <cmath>
#include <times_client/times.hpp>

#include "check.hpp"

namespace api = times_client;
using namespace std::chrono;
using namespace std::chrono_literals;

TEST(spans) {
  EQUAL(api::doubled(1500ms), 3s);
  EQUAL(api::doubled(-1ms), -2ms);
  EQUAL(api::nanoseconds(-1), -1ns);
  EQUAL(api::nanoseconds(INT64_MIN), nanoseconds(INT64_MIN));
  EQUAL(api::count_microseconds(3s), 3000000);
  EQUAL(api::seconds(duration<double>(1.5)), 1.5);
  EQUAL(api::total({1s, 2s}), 3s);
  CHECK(api::positive(1s) == 1s);
  CHECK(!api::positive(-1s));
}

TEST(instants) {
  EQUAL(api::epoch(), system_clock::time_point());
  const auto now = system_clock::now();
  EQUAL(api::between(now, api::tomorrow(now)), hours(24));
  EQUAL(api::far_future().time_since_epoch(), seconds(253402300799));
}

TEST(inside_records) {
  api::Meeting meeting;
  EQUAL(meeting.length, minutes(30));
  meeting.start += hours(1);
  EQUAL(api::end(meeting).time_since_epoch(), minutes(90));
  EQUAL(api::postponed(meeting, 60s).start.time_since_epoch(), minutes(61));
}

TEST(no_number) {
  REFUSES(PGL_ERROR_RANGE, api::seconds(duration<double>(NAN)));
}

CHECK_MAIN(times_live)
