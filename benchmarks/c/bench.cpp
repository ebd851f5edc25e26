// The C ABI beside the bare C++ call: both in libraries of their own, so nothing is inlined, and timed in
// turns. Prints one line a shape: key, bare ns, checked ns (best of the rounds), and the medians.
#include <time.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>
#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "benchlib_c.h"
#include "benchlib.hpp"
#include "callbacks.hpp"
#include "streams.hpp"

namespace {

double now() {
  timespec time;
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &time);
  return static_cast<double>(time.tv_sec) * 1e9 + static_cast<double>(time.tv_nsec);
}

/// Keeps a value from being optimised away.
template <class T>
void keep(const T& value) {
  asm volatile("" : : "r,m"(value) : "memory");
}

void must(pgl_status status) {
  if (status != PGL_OK) std::abort();
}

using Loop = std::function<void(long)>;

struct Shape {
  const char* key;
  Loop bare;
  Loop checked;
};

/// A loop around `call`, which is inlined into it.
template <class Call>
Loop loop(Call call) {
  return [call](long count) mutable {
    for (long i = 0; i < count; ++i) call();
  };
}

double time_one(const Loop& loop, long count) {
  const double start = now();
  loop(count);
  return (now() - start) / static_cast<double>(count);
}

long calibrate(const Loop& loop, double nanoseconds) {
  long count = 1;
  while (time_one(loop, count) * static_cast<double>(count) < nanoseconds) count *= 2;
  return count;
}

double median(std::vector<double> values) {
  std::nth_element(values.begin(), values.begin() + values.size() / 2, values.end());
  return values[values.size() / 2];
}

std::vector<Shape> shapes() {
  using namespace benchlib;
  static Counter counter;
  static benchlib_counter* handle;
  must(benchlib_counter_new(&handle));
  static const std::string text = greet_33();
  static const std::vector<double> numbers = iota(1000);
  static const std::vector<Sample> samples = make_samples(1000);
  static const auto* c_samples = reinterpret_cast<const benchlib_sample*>(samples.data());
  static const Person person = make_person();
  static const benchlib_person c_person = {{person.name.data(), person.name.size()}, person.id, person.age,
                                           person.height, person.active};
  return {
      {"noop", loop([] { noop(); }), loop([] { must(benchlib_noop()); })},
      {"add", loop([] { keep(add(3, 4)); }),
       loop([] {
         std::int32_t out;
         must(benchlib_add(3, 4, &out));
         keep(out);
       })},
      {"add_noexcept", loop([] { keep(add_noexcept(3, 4)); }), loop([] { keep(benchlib_add_noexcept(3, 4)); })},
      {"method", loop([] { keep(counter.inc(1)); }),
       loop([] {
         std::int64_t out;
         must(benchlib_counter_inc(handle, 1, &out));
         keep(out);
       })},
      {"lifecycle",
       loop([] {
         auto made = std::make_unique<Counter>();
         keep(made.get());
       }),
       loop([] {
         benchlib_counter* made;
         must(benchlib_counter_new(&made));
         benchlib_counter_free(made);
       })},
      {"text_in", loop([] { keep(length(text)); }),
       loop([] {
         std::size_t out;
         must(benchlib_length({text.data(), text.size()}, &out));
         keep(out);
       })},
      {"text_out", loop([] { keep(greet_33().size()); }),
       loop([] {
         pgl_str out;
         pgl_owner* owner;
         must(benchlib_greet_33(&out, &owner));
         keep(out.len);
         pgl_release(owner);
       })},
      {"vec3", loop([] { keep(scale({1, 2, 3}, 2).z); }),
       loop([] {
         const benchlib_vec3 vector = {1, 2, 3};
         benchlib_vec3 out;
         must(benchlib_scale(&vector, 2, &out));
         keep(out.z);
       })},
      {"person_out", loop([] { keep(make_person().age); }),
       loop([] {
         benchlib_person out;
         pgl_owner* owner;
         must(benchlib_make_person(&out, &owner));
         keep(out.age);
         pgl_release(owner);
       })},
      // The bare caller has a Person already; the shim has to make one from the view.
      {"person_in", loop([] { keep(age_of(Person(person))); }),
       loop([] {
         std::int32_t out;
         must(benchlib_age_of(&c_person, &out));
         keep(out);
       })},
      {"array_in", loop([] { keep(sum(numbers)); }),
       loop([] {
         double out;
         must(benchlib_sum({numbers.data(), numbers.size()}, &out));
         keep(out);
       })},
      {"array_out", loop([] { keep(iota(1000).back()); }),
       loop([] {
         pgl_seq_f64 out;
         pgl_owner* owner;
         must(benchlib_iota(1000, &out, &owner));
         keep(out.data[999]);
         pgl_release(owner);
       })},
      {"records_in", loop([] { keep(sum_tags(samples)); }),
       loop([] {
         std::int64_t out;
         must(benchlib_sum_tags({c_samples, samples.size()}, &out));
         keep(out);
       })},
      {"records_out", loop([] { keep(make_samples(1000).back().tag); }),
       loop([] {
         benchlib_seq_sample out;
         pgl_owner* owner;
         must(benchlib_make_samples(1000, &out, &owner));
         keep(out.data[999].tag);
         pgl_release(owner);
       })},
      {"fold", loop([] { keep(fold(1000, [](std::int32_t value) { return value ^ 1; })); }),
       loop([] {
         const benchlib_fn_i32_to_i32 step = {[](void*, std::int32_t value, std::int32_t* out) -> pgl_status {
                                                *out = value ^ 1;
                                                return PGL_OK;
                                              },
                                              nullptr, nullptr};
         std::int64_t out;
         must(benchlib_fold(1000, &step, &out));
         keep(out);
       })},
      {"stream",
       loop([] {
         for (const std::int32_t value : count_up(1000)) keep(value);
       }),
       loop([] {
         benchlib_i32_stream* stream;
         must(benchlib_count_up(1000, &stream));
         pgl_status status;
         for (std::int32_t value; (status = benchlib_i32_stream_next(stream, &value)) == PGL_OK;) keep(value);
         if (status != PGL_END) std::abort();
         benchlib_i32_stream_free(stream);
       })},
      {"error",
       loop([] {
         try {
           keep(checked(-1));
         } catch (const NegativeValue& error) {
           keep(error.what());
         }
       }),
       loop([] {
         std::int32_t out;
         if (benchlib_checked(-1, &out) != BENCHLIB_ERROR_NEGATIVE_VALUE) std::abort();
         keep(benchlib_last_error()->message.data);
       })},
  };
}

}  // namespace

int main(int argc, char** argv) {
  const int rounds = argc > 1 ? std::atoi(argv[1]) : 41;
  for (const Shape& shape : shapes()) {
    const double slice = rounds > 1 ? 1e6 : 1e4;
    const long bare_count = calibrate(shape.bare, slice), checked_count = calibrate(shape.checked, slice);
    std::vector<double> bare, checked;
    for (int round = 0; round < rounds; ++round) {
      bare.push_back(time_one(shape.bare, bare_count));
      checked.push_back(time_one(shape.checked, checked_count));
    }
    std::printf("%s %f %f %f %f\n", shape.key, *std::min_element(bare.begin(), bare.end()),
                *std::min_element(checked.begin(), checked.end()), median(bare), median(checked));
    std::fflush(stdout);
  }
}
