/* The part of Node-API that the glue uses. Node-API is a stable binary interface: these declarations are all
 * it takes to build an addon for every version of Node.js, so that no headers have to be installed. */
#ifndef PGN_NAPI_H
#define PGN_NAPI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#define PGN_NAPI_VERSION 8

#if defined(_WIN32)
#define PGN_IMPORT __declspec(dllimport)
#define PGN_EXPORT __declspec(dllexport)
#else
#define PGN_IMPORT
#define PGN_EXPORT __attribute__((visibility("default")))
#endif

typedef struct napi_env__ *napi_env;
typedef struct napi_value__ *napi_value;
typedef struct napi_ref__ *napi_ref;
typedef struct napi_callback_info__ *napi_callback_info;
typedef struct napi_handle_scope__ *napi_handle_scope;
typedef struct napi_threadsafe_function__ *napi_threadsafe_function;
typedef int napi_status; /* 0 is success */

typedef napi_value (*napi_callback)(napi_env env, napi_callback_info info);
typedef void (*napi_finalize)(napi_env env, void *data, void *hint);
typedef void (*napi_threadsafe_function_call_js)(napi_env env, napi_value function, void *context, void *data);

typedef enum { napi_undefined, napi_null, napi_boolean, napi_number } napi_valuetype;
typedef enum {
  napi_int8_array, napi_uint8_array, napi_uint8_clamped_array, napi_int16_array, napi_uint16_array,
  napi_int32_array, napi_uint32_array, napi_float32_array, napi_float64_array, napi_bigint64_array,
  napi_biguint64_array
} napi_typedarray_type;

typedef struct {
  const char *utf8name;
  napi_value name;
  napi_callback method, getter, setter;
  napi_value value;
  int attributes;
  void *data;
} napi_property_descriptor;

typedef struct {
  uint64_t lower, upper;
} napi_type_tag;

#define PGN_NAPI(name, ...) extern PGN_IMPORT napi_status name(napi_env env, __VA_ARGS__)
PGN_NAPI(napi_get_cb_info, napi_callback_info info, size_t *argc, napi_value *argv, napi_value *self, void **data);
PGN_NAPI(napi_define_properties, napi_value object, size_t count, const napi_property_descriptor *properties);
PGN_NAPI(napi_set_instance_data, void *data, napi_finalize finalize, void *hint);
PGN_NAPI(napi_throw_error, const char *code, const char *message);
PGN_NAPI(napi_create_object, napi_value *result);
PGN_NAPI(napi_type_tag_object, napi_value object, const napi_type_tag *tag);
PGN_NAPI(napi_check_object_type_tag, napi_value object, const napi_type_tag *tag, bool *result);
PGN_NAPI(napi_wrap, napi_value object, void *native, napi_finalize finalize, void *hint, napi_ref *result);
PGN_NAPI(napi_remove_wrap, napi_value object, void **native);
PGN_NAPI(napi_typeof, napi_value value, napi_valuetype *result);
PGN_NAPI(napi_get_value_bool, napi_value value, bool *result);
PGN_NAPI(napi_get_value_double, napi_value value, double *result);
PGN_NAPI(napi_get_value_int32, napi_value value, int32_t *result);
PGN_NAPI(napi_get_value_uint32, napi_value value, uint32_t *result);
PGN_NAPI(napi_get_value_int64, napi_value value, int64_t *result);
PGN_NAPI(napi_get_value_bigint_int64, napi_value value, int64_t *result, bool *lossless);
PGN_NAPI(napi_get_value_bigint_uint64, napi_value value, uint64_t *result, bool *lossless);
PGN_NAPI(napi_get_value_string_utf8, napi_value value, char *buffer, size_t size, size_t *length);
PGN_NAPI(napi_get_value_string_utf16, napi_value value, uint16_t *buffer, size_t size, size_t *length);
PGN_NAPI(napi_get_boolean, bool value, napi_value *result);
PGN_NAPI(napi_create_double, double value, napi_value *result);
PGN_NAPI(napi_create_int32, int32_t value, napi_value *result);
PGN_NAPI(napi_create_uint32, uint32_t value, napi_value *result);
PGN_NAPI(napi_create_bigint_int64, int64_t value, napi_value *result);
PGN_NAPI(napi_create_bigint_uint64, uint64_t value, napi_value *result);
PGN_NAPI(napi_create_string_latin1, const char *text, size_t length, napi_value *result);
PGN_NAPI(napi_create_string_utf16, const uint16_t *units, size_t length, napi_value *result);
PGN_NAPI(napi_create_array_with_length, size_t length, napi_value *result);
PGN_NAPI(napi_set_element, napi_value object, uint32_t index, napi_value value);
PGN_NAPI(napi_get_element, napi_value object, uint32_t index, napi_value *result);
PGN_NAPI(napi_create_arraybuffer, size_t size, void **data, napi_value *result);
PGN_NAPI(napi_create_external_arraybuffer, void *data, size_t size, napi_finalize finalize, void *hint, napi_value *result);
PGN_NAPI(napi_create_typedarray, napi_typedarray_type type, size_t length, napi_value buffer, size_t offset, napi_value *result);
PGN_NAPI(napi_get_typedarray_info, napi_value array, napi_typedarray_type *type, size_t *length, void **data,
         napi_value *buffer, size_t *offset);
PGN_NAPI(napi_create_reference, napi_value value, uint32_t count, napi_ref *result);
PGN_NAPI(napi_reference_ref, napi_ref reference, uint32_t *count);
PGN_NAPI(napi_reference_unref, napi_ref reference, uint32_t *count);
PGN_NAPI(napi_delete_reference, napi_ref reference);
PGN_NAPI(napi_get_reference_value, napi_ref reference, napi_value *result);
PGN_NAPI(napi_get_undefined, napi_value *result);
PGN_NAPI(napi_get_null, napi_value *result);
PGN_NAPI(napi_call_function, napi_value self, napi_value function, size_t argc, const napi_value *argv, napi_value *result);
PGN_NAPI(napi_get_and_clear_last_exception, napi_value *result);
PGN_NAPI(napi_open_handle_scope, napi_handle_scope *result);
PGN_NAPI(napi_close_handle_scope, napi_handle_scope scope);
PGN_NAPI(napi_add_env_cleanup_hook, void (*hook)(void *data), void *data);
PGN_NAPI(napi_create_threadsafe_function, napi_value function, napi_value resource, napi_value name, size_t most_waiting,
         size_t threads, void *data, napi_finalize finalize, void *context, napi_threadsafe_function_call_js call,
         napi_threadsafe_function *result);
PGN_NAPI(napi_ref_threadsafe_function, napi_threadsafe_function function);
PGN_NAPI(napi_unref_threadsafe_function, napi_threadsafe_function function);
#undef PGN_NAPI

/* From any thread. */
enum { PGN_NONBLOCKING = 0, PGN_ABORT = 1 };
extern PGN_IMPORT napi_status napi_call_threadsafe_function(napi_threadsafe_function function, void *data, int mode);
extern PGN_IMPORT napi_status napi_release_threadsafe_function(napi_threadsafe_function function, int mode);

#endif
