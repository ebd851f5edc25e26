#include <classes_client/classes.hpp>
#include <type_traits>
#include <utility>

#include "check.hpp"

namespace api = classes_client;
using api::Counter;

TEST(constructors_and_methods) {
  Counter counter;
  EQUAL(counter.value(), 0);
  EQUAL(counter.increment(), 1);
  EQUAL(Counter(5).add(2).add(3).value(), 10);
  counter.reset();
  EQUAL(counter.value(), 0);
  EQUAL(Counter::limit, 1000);
}

TEST(objects_as_arguments) {
  Counter a(1), b(2);
  EQUAL(Counter::sum(a, b).value(), 3);
  a.take_from(b);
  EQUAL(a.value(), 3);
  EQUAL(b.value(), 0);
  a.take_from(a);
  EQUAL(a.value(), 0);
}

TEST(objects_move_and_do_not_copy) {
  static_assert(!std::is_copy_constructible_v<Counter> && std::is_nothrow_move_constructible_v<Counter>);
  Counter a(7);
  Counter b = std::move(a);
  EQUAL(b.value(), 7);
  REFUSES(PGL_ERROR_NULL, a.value());
  a = std::move(b);
  EQUAL(a.value(), 7);
  a = Counter(8);
  EQUAL(a.value(), 8);
}

TEST(a_handle_that_was_closed) {
  Counter counter(1);
  classes_counter_free(counter.pgl_handle());
  REFUSES(PGL_ERROR_CLOSED, counter.value());
}

TEST(handles_go_to_c_and_come_back) {
  Counter counter(3);
  classes_counter* handle = counter.pgl_release();
  int32_t value = 0;
  EQUAL(classes_counter_value(handle, &value), PGL_OK);
  const Counter again(polyglue::client::adopt, handle);
  EQUAL(again.value(), 3);
}

TEST(get_and_set) {
  api::Thermostat thermostat;
  EQUAL(thermostat.get_target(), 20.0);
  thermostat.set_target(25.5);
  CHECK(thermostat.is_heating());
  thermostat.set_name("b\xc3\xbcro");
  EQUAL(thermostat.get_name(), "b\xc3\xbcro");
}

TEST(public_fields_and_nested_types) {
  api::Job job("write");
  EQUAL(job.title(), "write");
  job.set_title("read");
  job.set_priority(9);
  EQUAL(job.title(), "read");
  EQUAL(job.priority(), 9);
  EQUAL(job.id(), 7);
  CHECK(job.state() == api::Job::State::idle);
  job.run();
  CHECK(job.state() == api::Job::State::done);
  EQUAL(job.runs(), 1);
}

CHECK_MAIN(classes_live)
