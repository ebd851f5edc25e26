/* What a careful author writes by hand against Node-API: the floor of every comparison. Objects are wrapped and
 * tagged, records are plain objects, errors are thrown from C++. The C side of benchlib is the library of the C ABI, so that
 * both do the same work. */
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>

#include <benchlib_c.h>

#include "pgn_napi.h"

extern napi_status napi_define_class(napi_env env, const char *name, size_t length, napi_callback constructor, void *data,
                                     size_t count, const napi_property_descriptor *properties, napi_value *result);
extern napi_status napi_wrap(napi_env env, napi_value object, void *native, napi_finalize finalize, void *hint, napi_ref *result);
extern napi_status napi_unwrap(napi_env env, napi_value object, void **result);
extern napi_status napi_set_named_property(napi_env env, napi_value object, const char *name, napi_value value);
extern napi_status napi_get_named_property(napi_env env, napi_value object, const char *name, napi_value *result);
extern napi_status napi_create_string_utf8(napi_env env, const char *text, size_t length, napi_value *result);
extern napi_status napi_create_object(napi_env env, napi_value *result);

static napi_value noop(napi_env env, napi_callback_info info) {
  (void)env, (void)info;
  benchlib_noop();
  return NULL;
}

static napi_value add(napi_env env, napi_callback_info info) {
  napi_value argv[2], result = NULL;
  size_t argc = 2;
  int32_t a, b, out;
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  if (napi_get_value_int32(env, argv[0], &a) || napi_get_value_int32(env, argv[1], &b)) {
    napi_throw_error(env, NULL, "expected two numbers");
    return NULL;
  }
  if (benchlib_add(a, b, &out)) napi_throw_error(env, NULL, "failed");
  else napi_create_int32(env, out, &result);
  return result;
}

static napi_value length(napi_env env, napi_callback_info info) {
  napi_value argv[1], result = NULL;
  size_t argc = 1, size = 0, out;
  char small[256];
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  if (napi_get_value_string_utf8(env, argv[0], small, sizeof small, &size)) {
    napi_throw_error(env, NULL, "expected a string");
    return NULL;
  }
  char *text = small;
  if (size >= sizeof small - 4) {
    napi_get_value_string_utf8(env, argv[0], NULL, 0, &size);
    text = (char *)malloc(size + 1);
    napi_get_value_string_utf8(env, argv[0], text, size + 1, &size);
  }
  benchlib_length((pgl_str){text, size}, &out);
  if (text != small) free(text);
  napi_create_double(env, (double)out, &result);
  return result;
}

static napi_value greet(napi_env env, napi_callback_info info) {
  napi_value result = NULL;
  pgl_str out;
  pgl_owner *owner = NULL;
  (void)info;
  benchlib_greet_33(&out, &owner);
  napi_create_string_utf8(env, out.data, out.len, &result);
  pgl_release(owner);
  return result;
}

static double number(napi_env env, napi_value object, const char *name) {
  napi_value value;
  double result = 0;
  napi_get_named_property(env, object, name, &value);
  napi_get_value_double(env, value, &result);
  return result;
}

static void set_number(napi_env env, napi_value object, const char *name, double number) {
  napi_value value;
  napi_create_double(env, number, &value);
  napi_set_named_property(env, object, name, value);
}

static napi_value scale(napi_env env, napi_callback_info info) {
  napi_value argv[2], result = NULL;
  size_t argc = 2;
  double factor;
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  const benchlib_vec3 in = {number(env, argv[0], "x"), number(env, argv[0], "y"), number(env, argv[0], "z")};
  benchlib_vec3 out;
  napi_get_value_double(env, argv[1], &factor);
  benchlib_scale(&in, factor, &out);
  napi_create_object(env, &result);
  set_number(env, result, "x", out.x);
  set_number(env, result, "y", out.y);
  set_number(env, result, "z", out.z);
  return result;
}

static napi_value sum(napi_env env, napi_callback_info info) {
  napi_value argv[1], result = NULL;
  size_t argc = 1;
  pgl_seq_f64 values = {NULL, 0};
  void *data = NULL;
  double out;
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  if (napi_get_typedarray_info(env, argv[0], NULL, &values.len, &data, NULL, NULL)) {
    napi_throw_error(env, NULL, "expected a Float64Array");
    return NULL;
  }
  values.data = (const double *)data;
  benchlib_sum(values, &out);
  napi_create_double(env, out, &result);
  return result;
}

static napi_value make_samples(napi_env env, napi_callback_info info) {
  napi_value argv[1], result = NULL;
  size_t argc = 1;
  uint32_t count;
  benchlib_seq_sample out;
  pgl_owner *owner = NULL;
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  napi_get_value_uint32(env, argv[0], &count);
  benchlib_make_samples(count, &out, &owner);
  napi_create_array_with_length(env, out.len, &result);
  for (size_t i = 0; i < out.len; ++i) {
    napi_value item;
    napi_create_object(env, &item);
    set_number(env, item, "x", out.data[i].x);
    set_number(env, item, "y", out.data[i].y);
    set_number(env, item, "z", out.data[i].z);
    set_number(env, item, "tag", out.data[i].tag);
    napi_set_element(env, result, (uint32_t)i, item);
  }
  pgl_release(owner);
  return result;
}

/* A call that C++ makes of a function of JavaScript, on the thread of both. */
struct step {
  napi_env env;
  napi_value function, undefined;
};

static pgl_status step_call(void *user, int32_t value, int32_t *out) {
  const struct step *step = (const struct step *)user;
  napi_value argument, result;
  if (napi_create_int32(step->env, value, &argument) ||
      napi_call_function(step->env, step->undefined, step->function, 1, &argument, &result) ||
      napi_get_value_int32(step->env, result, out))
    return PGL_ERROR_HOST;
  return PGL_OK;
}

static napi_value fold(napi_env env, napi_callback_info info) {
  napi_value argv[2], result = NULL;
  size_t argc = 2;
  int32_t count;
  int64_t out;
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  if (napi_get_value_int32(env, argv[0], &count)) {
    napi_throw_error(env, NULL, "expected a number");
    return NULL;
  }
  struct step step = {env, argv[1], NULL};
  napi_get_undefined(env, &step.undefined);
  const benchlib_fn_i32_to_i32 callback = {step_call, NULL, &step};
  /* What a callback throws is pending already. */
  if (!benchlib_fold(count, &callback, &out)) napi_create_bigint_int64(env, out, &result);
  return result;
}

static napi_value checked(napi_env env, napi_callback_info info) {
  napi_value argv[1], result = NULL;
  size_t argc = 1;
  int32_t value, out;
  napi_get_cb_info(env, info, &argc, argv, NULL, NULL);
  napi_get_value_int32(env, argv[0], &value);
  if (benchlib_checked(value, &out)) {
    char message[256];
    benchlib_last_error_message(message, sizeof message);
    napi_throw_error(env, "NEGATIVE", message);
    return NULL;
  }
  napi_create_int32(env, out, &result);
  return result;
}

static void counter_end(napi_env env, void *data, void *hint) {
  (void)env, (void)hint;
  benchlib_counter_free((benchlib_counter *)data);
}

static napi_value counter_new(napi_env env, napi_callback_info info) {
  napi_value self;
  size_t argc = 0;
  benchlib_counter *counter;
  napi_get_cb_info(env, info, &argc, NULL, &self, NULL);
  benchlib_counter_new(&counter);
  napi_wrap(env, self, counter, counter_end, NULL, NULL);
  return self;
}

static napi_value counter_inc(napi_env env, napi_callback_info info) {
  napi_value argv[1], self, result = NULL;
  size_t argc = 1;
  int64_t by, out;
  bool lossless;
  void *counter;
  napi_get_cb_info(env, info, &argc, argv, &self, NULL);
  if (napi_unwrap(env, self, &counter) || napi_get_value_bigint_int64(env, argv[0], &by, &lossless)) {
    napi_throw_error(env, NULL, "expected a bigint");
    return NULL;
  }
  benchlib_counter_inc((benchlib_counter *)counter, by, &out);
  napi_create_bigint_int64(env, out, &result);
  return result;
}

PGN_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports);
PGN_EXPORT napi_value napi_register_module_v1(napi_env env, napi_value exports) {
  const napi_property_descriptor methods[] = {{"inc", NULL, counter_inc, NULL, NULL, NULL, 0, NULL}};
  napi_value counter;
  napi_define_class(env, "Counter", (size_t)-1, counter_new, NULL, 1, methods, &counter);
  const napi_property_descriptor properties[] = {
      {"noop", NULL, noop, NULL, NULL, NULL, 0, NULL},     {"add", NULL, add, NULL, NULL, NULL, 0, NULL},
      {"length", NULL, length, NULL, NULL, NULL, 0, NULL}, {"greet33", NULL, greet, NULL, NULL, NULL, 0, NULL},
      {"scale", NULL, scale, NULL, NULL, NULL, 0, NULL},   {"sum", NULL, sum, NULL, NULL, NULL, 0, NULL},
      {"makeSamples", NULL, make_samples, NULL, NULL, NULL, 0, NULL},
      {"checked", NULL, checked, NULL, NULL, NULL, 0, NULL}, {"fold", NULL, fold, NULL, NULL, NULL, 0, NULL},
      {"Counter", NULL, NULL, NULL, NULL, counter, 0, NULL},
  };
  napi_define_properties(env, exports, sizeof properties / sizeof properties[0], properties);
  return exports;
}
