// What a careful author writes by hand: exports with numbers for arguments, around the library's C ABI, which is compiled in
// as it is for ours, so that both do the same work. Its objects are the ABI's handles, which are checked there.
#include <cmath>

#define BENCHLIB_C_API static
#include "benchlib_shim.cpp"

#define EXPORT(name) extern "C" __attribute__((export_name(#name)))

static union {
  char text[4096];
  double numbers[512];
} scratch;
static pgl_owner *owner;
static bool has_failed;

/// Notes whether a call failed whose result cannot say so.
static bool failed(pgl_status status) {
  if (!__builtin_expect(status != PGL_OK, 0)) return false;
  has_failed = true;
  return true;
}

EXPORT(scratch) void *hand_scratch(void) { return &scratch; }
EXPORT(allocate) void *hand_allocate(size_t size) { return malloc(size); }
EXPORT(deallocate) void hand_deallocate(void *block) { free(block); }
EXPORT(release) void hand_release(void) { pgl_release(owner); }

EXPORT(failed) bool hand_failed(void) {
  const bool result = has_failed;
  has_failed = false;
  return result;
}

EXPORT(noop) pgl_status hand_noop(void) { return benchlib_noop(); }

EXPORT(add) int32_t hand_add(int32_t a, int32_t b) {
  int32_t out = 0;
  return failed(benchlib_add(a, b, &out)) ? INT32_MIN : out;
}

EXPORT(counter_new) benchlib_counter *hand_counter_new(void) {
  benchlib_counter *out = nullptr;
  benchlib_counter_new(&out);
  return out;
}
EXPORT(counter_free) void hand_counter_free(benchlib_counter *self) { benchlib_counter_free(self); }
EXPORT(counter_inc) int64_t hand_counter_inc(benchlib_counter *self, int64_t by) {
  int64_t out = 0;
  return failed(benchlib_counter_inc(self, by, &out)) ? INT64_MIN : out;
}

EXPORT(length) size_t hand_length(const char *data, size_t size) {
  size_t out = 0;
  return failed(benchlib_length({data, size}, &out)) ? SIZE_MAX : out;
}

EXPORT(greet_33) pgl_status hand_greet_33(pgl_str *out) { return benchlib_greet_33(out, &owner); }

EXPORT(scale) pgl_status hand_scale(benchlib_vec3 *vector, double factor) { return benchlib_scale(vector, factor, vector); }

EXPORT(sum) double hand_sum(const double *data, size_t size) {
  double out = 0;
  return failed(benchlib_sum({data, size}, &out)) ? NAN : out;
}

EXPORT(make_samples) pgl_status hand_make_samples(size_t count, benchlib_seq_sample *out) { return benchlib_make_samples(count, out, &owner); }

/// Not a number if it has thrown.
extern "C" __attribute__((import_module("hand"), import_name("step"))) double hand_step(int32_t value);
EXPORT(fold) int64_t hand_fold(int32_t count) {
  const benchlib_fn_i32_to_i32 step = {[](void *, int32_t value, int32_t *out) -> pgl_status {
                                         const double result = hand_step(value);
                                         if (std::isnan(result)) return PGL_ERROR_HOST;
                                         *out = static_cast<int32_t>(result);
                                         return PGL_OK;
                                       },
                                       nullptr, nullptr};
  int64_t out = 0;
  return failed(benchlib_fold(count, &step, &out)) ? INT64_MIN : out;
}

EXPORT(checked) pgl_status hand_checked(int32_t value, int32_t *out) { return benchlib_checked(value, out); }
EXPORT(last_message) const pgl_str *hand_last_message(void) { return &benchlib_last_error()->message; }
