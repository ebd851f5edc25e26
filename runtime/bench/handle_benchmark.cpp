// What the checks cost, beside the same calls without them.
//   cmake --build <build> --target polyglue_runtime_benchmark && <build>/runtime/polyglue_runtime_benchmark
#include <benchmark/benchmark.h>

#include <cstring>
#include <new>
#include <thread>

#include "example_api.h"
#include "example_api.hpp"

namespace {

/// As the floor of an exported method: a call through a pointer the compiler cannot see through.
__attribute__((noinline)) pgl_status bare_value(demo::Counter* self, int64_t* out) {
  *out = self->value();
  return PGL_OK;
}
__attribute__((noinline)) pgl_status bare_add(demo::Counter* self, int64_t by, int64_t* out) {
  try {
    *out = self->add(by);
    return PGL_OK;
  } catch (...) {
    return PGL_ERROR_UNEXPECTED;
  }
}
__attribute__((noinline)) pgl_status bare_new(int64_t start, demo::Counter** out) {
  *out = new demo::Counter(start);
  return PGL_OK;
}
__attribute__((noinline)) void bare_delete(demo::Counter* self) { delete self; }

void BM_bare_method(benchmark::State& state) {
  demo::Counter counter(1);
  demo::Counter* self = &counter;
  int64_t out = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(self);
    benchmark::DoNotOptimize(bare_value(self, &out));
    benchmark::DoNotOptimize(out);
  }
}
void BM_method(benchmark::State& state) {
  demo_counter* self = nullptr;
  demo_counter_new(1, &self);
  int64_t out = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(self);
    benchmark::DoNotOptimize(demo_counter_value(self, &out));
    benchmark::DoNotOptimize(out);
  }
  demo_counter_close(self);
}
void BM_bare_method_with_try(benchmark::State& state) {
  demo::Counter counter(1);
  demo::Counter* self = &counter;
  int64_t out = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(self);
    benchmark::DoNotOptimize(bare_add(self, 1, &out));
    benchmark::DoNotOptimize(out);
  }
}
void BM_method_with_try(benchmark::State& state) {
  demo_counter* self = nullptr;
  demo_counter_new(1, &self);
  int64_t out = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(self);
    benchmark::DoNotOptimize(demo_counter_add(self, 1, &out));
    benchmark::DoNotOptimize(out);
  }
  demo_counter_close(self);
}
void BM_bare_new_delete(benchmark::State& state) {
  for (auto _ : state) {
    demo::Counter* self = nullptr;
    bare_new(1, &self);
    benchmark::DoNotOptimize(self);
    bare_delete(self);
  }
}
void BM_new_close(benchmark::State& state) {
  for (auto _ : state) {
    demo_counter* self = nullptr;
    demo_counter_new(1, &self);
    benchmark::DoNotOptimize(self);
    demo_counter_close(self);
  }
}
void BM_lend_close(benchmark::State& state) {
  demo_chart* chart = nullptr;
  demo_chart_new(&chart);
  for (auto _ : state) {
    demo_counter* counter = nullptr;
    demo_chart_counter(chart, &counter);
    benchmark::DoNotOptimize(counter);
    demo_counter_close(counter);
  }
  demo_chart_close(chart);
}
void BM_close_on_another_thread(benchmark::State& state) {
  // Objects another thread made: the closer pays the barrier.
  for (auto _ : state) {
    state.PauseTiming();
    demo_counter* made[256];
    std::thread([&] { for (auto& self : made) demo_counter_new(1, &self); }).join();
    state.ResumeTiming();
    for (auto* self : made) demo_counter_close(self);
  }
  state.SetItemsProcessed(state.iterations() * 256);
}
void BM_bare_string(benchmark::State& state) {
  demo::Chart chart;
  for (auto _ : state) {
    std::string text = chart.describe();
    benchmark::DoNotOptimize(text.data());
  }
}
void BM_string_with_owner(benchmark::State& state) {
  demo_chart* chart = nullptr;
  demo_chart_new(&chart);
  for (auto _ : state) {
    pgl_str text;
    pgl_owner* owner;
    demo_base_describe(reinterpret_cast<demo_base*>(chart), &text, &owner);
    benchmark::DoNotOptimize(text.data);
    pgl_release(owner);
  }
  demo_chart_close(chart);
}
void BM_string_by_reference(benchmark::State& state) {
  demo_chart* chart = nullptr;
  demo_chart_new(&chart);
  demo_chart_set_title(chart, {"a title of thirty-three characters", 33});
  for (auto _ : state) {
    pgl_str text;
    demo_chart_title(chart, &text);
    benchmark::DoNotOptimize(text.data);
  }
  demo_chart_close(chart);
}
void BM_bare_error(benchmark::State& state) {
  demo::Counter counter(1);
  int64_t out = 0;
  for (auto _ : state) benchmark::DoNotOptimize(bare_add(&counter, 2000, &out));
}
void BM_error(benchmark::State& state) {
  demo_counter* self = nullptr;
  demo_counter_new(1, &self);
  int64_t out = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(demo_counter_add(self, 2000, &out));
    benchmark::DoNotOptimize(demo_last_error()->message.data);
  }
  demo_counter_close(self);
}
void BM_refused(benchmark::State& state) {
  int64_t out = 0;
  for (auto _ : state) benchmark::DoNotOptimize(demo_counter_value(nullptr, &out));
}

BENCHMARK(BM_bare_method);
BENCHMARK(BM_method);
BENCHMARK(BM_bare_method_with_try);
BENCHMARK(BM_method_with_try);
BENCHMARK(BM_bare_new_delete);
BENCHMARK(BM_new_close);
BENCHMARK(BM_lend_close);
BENCHMARK(BM_close_on_another_thread);
BENCHMARK(BM_bare_string);
BENCHMARK(BM_string_with_owner);
BENCHMARK(BM_string_by_reference);
BENCHMARK(BM_bare_error);
BENCHMARK(BM_error);
BENCHMARK(BM_refused);

}  // namespace

BENCHMARK_MAIN();
