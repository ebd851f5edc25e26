/* polyglue/abi.h: the part of the C ABI that every library made with Polyglue shares.
 *
 * Conventions, for all functions of all libraries:
 *  1. A function that can fail returns pgl_status: 0 is success, negative a boundary error common to
 *     all libraries (below), positive one of the library's own errors (<PREFIX>_ERROR_...). Results go
 *     to out-parameters, which are written only on success. Details of the last failure on this
 *     thread: <prefix>_last_error().
 *  2. Arguments are borrowed for the call: the library copies what it keeps.
 *  3. Values are views: structs that point into memory somebody else owns. A function whose result
 *     needs memory has a last parameter `pgl_owner **owner`; the result is valid until
 *     pgl_release(*owner). Results without an owner are valid as their function documents.
 *  4. Objects are handles: opaque, never dereferenced, checked on every call. Free each with its
 *     <prefix>_<class>_free(); freeing twice is harmless, using a freed handle is an error.
 *  5. Text is UTF-8 with a length; it need not end in NUL and may contain one.
 *  6. A function given to the library, {call, release, user}, is the library's from then on, even if the
 *     call that it was given to fails: it calls release(user) once, from any thread. `call` returns
 *     0, or a status after <prefix>_fail() if there is more to say. Its arguments are borrowed for the
 *     call; a result goes to `out`, or to C++ by `return ret(into, value)`.
 *  7. A function with a last parameter `pgl_task **task` may go on after it has returned PGL_OK. If *task is null
 *     it has finished, and its results are there. Else they come later: <prefix>_task_on_done() tells when, and
 *     the function's own ..._outcome(task, results...) gives them, once, with the status it ended with, and frees
 *     the task. To lose interest at any time: <prefix>_task_cancel(), <prefix>_task_free().
 *  8. A stream is an object whose ..._next() gives its elements, one with each call, then PGL_END. After that, and after
 *     an error, it holds nothing any more; it can be freed at any time.
 */
#ifndef POLYGLUE_ABI_H
#define POLYGLUE_ABI_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#ifdef __cplusplus
extern "C" {
#endif

/* Version of these conventions; a library and its user must agree on it. */
#define PGL_ABI_VERSION 1

typedef int32_t pgl_status;

enum {
  PGL_OK = 0,
  PGL_ERROR_NULL = -1,          /* a pointer that must not be null is null */
  PGL_ERROR_CLOSED = -2,        /* the handle was closed, or never was one */
  PGL_ERROR_WRONG_TYPE = -3,    /* the handle is of another class */
  PGL_ERROR_READ_ONLY = -4,     /* the handle gives read access only */
  PGL_ERROR_UTF8 = -5,          /* text is not valid UTF-8 */
  PGL_ERROR_ENUM = -6,          /* a number that is no value of the enum, or a tag of the variant */
  PGL_ERROR_RANGE = -7,         /* a number outside the range of the C++ type */
  PGL_ERROR_LENGTH = -8,        /* a length that no memory can have */
  PGL_ERROR_MEMORY = -9,        /* out of memory */
  PGL_ERROR_THREAD = -10,       /* the object belongs to another thread */
  PGL_ERROR_INDEX = -11,        /* std::out_of_range: no such element */
  PGL_ERROR_ARGUMENT = -12,     /* std::invalid_argument, std::domain_error, std::length_error */
  PGL_ERROR_ABI = -13,          /* the library does not have what its user was compiled against */
  PGL_ERROR_IO = -14,           /* std::filesystem_error, std::ios_base::failure, std::system_error */
  PGL_ERROR_HANDLES = -15,      /* too many objects alive */
  PGL_ERROR_HOST = -16,         /* a function that the caller's side gave to the library failed */
  PGL_ERROR_HOST_GONE = -17,    /* such a function can no longer be called: its side has ended */
  PGL_ERROR_CANCELLED = -18,    /* the task was cancelled, or the library stopped it */
  PGL_ERROR_ABANDONED = -19,    /* the library let go of a task without finishing it */
  PGL_END = -20,                /* a stream has no more elements; no failure, so <prefix>_last_error() knows nothing of it */
  PGL_ERROR_UNEXPECTED = -99    /* an exception that the library does not declare */
};

/* Truth in structs: 0 or 1, one byte on every platform. Any other value is refused on entry. */
typedef uint8_t pgl_bool;

/* Keeps the memory of a result alive. */
typedef struct pgl_owner pgl_owner;
struct pgl_owner {
  void (*release)(pgl_owner *owner);
};

/* Frees a result; null is allowed. Call once, from any thread. */
static inline void pgl_release(pgl_owner *owner) {
  if (owner) owner->release(owner);
}

/* Work that goes on after the function that began it has returned. A handle, as those of objects are. */
typedef struct pgl_task pgl_task;

/* Text, UTF-8. `data` may be null only if `len` is 0. */
typedef struct pgl_str { const char *data; size_t len; } pgl_str;
/* Bytes. */
typedef struct pgl_bytes { const uint8_t *data; size_t len; } pgl_bytes;

/* An instant: seconds since 1970-01-01T00:00:00Z and nanoseconds (0 to 999,999,999) after it. */
typedef struct pgl_timestamp { int64_t seconds; uint32_t nanos; } pgl_timestamp;
/* A span of time: seconds, negative ones too, and nanoseconds (0 to 999,999,999) on top. */
typedef struct pgl_duration { int64_t seconds; uint32_t nanos; } pgl_duration;

/* Sequences and optionals of the types above and of numbers: pgl_seq_i32 {data, len},
 * pgl_opt_i32 {has, value}. When `has` is 0, `value` is all zero. */
#define PGL_VALUE_TYPES(name, type)                                              \
  typedef struct pgl_seq_##name { const type *data; size_t len; } pgl_seq_##name; \
  typedef struct pgl_opt_##name { pgl_bool has; type value; } pgl_opt_##name
PGL_VALUE_TYPES(bool, pgl_bool);
PGL_VALUE_TYPES(i8, int8_t);
PGL_VALUE_TYPES(u8, uint8_t);
PGL_VALUE_TYPES(i16, int16_t);
PGL_VALUE_TYPES(u16, uint16_t);
PGL_VALUE_TYPES(i32, int32_t);
PGL_VALUE_TYPES(u32, uint32_t);
PGL_VALUE_TYPES(i64, int64_t);
PGL_VALUE_TYPES(u64, uint64_t);
PGL_VALUE_TYPES(size, size_t);
PGL_VALUE_TYPES(f32, float);
PGL_VALUE_TYPES(f64, double);
PGL_VALUE_TYPES(char, char);
PGL_VALUE_TYPES(codepoint, uint32_t);
PGL_VALUE_TYPES(str, pgl_str);
PGL_VALUE_TYPES(bytes, pgl_bytes);
PGL_VALUE_TYPES(timestamp, pgl_timestamp);
PGL_VALUE_TYPES(duration, pgl_duration);
#undef PGL_VALUE_TYPES

/* What is known of the last failed call on a thread. Everything it points to is valid until the
 * next failing call on the same thread. */
typedef struct pgl_error {
  pgl_status status;    /* what that call returned */
  pgl_str message;      /* for people; UTF-8 (bytes of what() that are not are replaced), and a NUL behind it */
  const void *payload;  /* for status > 0: the error's fields, a <prefix>_<error> struct; else null */
  pgl_str type;         /* C++ type of an exception the library does not declare; else empty */
  void *host_error;     /* for an error of a function given to the library: what it gave to <prefix>_fail_host() */
  void (*host_release)(void *error);  /* with the release function it gave, which tells whose error it is; else null */
} pgl_error;

/* One exported function and the hash of everything its signature touches, structs included.
 * A user compares the hashes of the functions it uses; see <prefix>_contract(). */
typedef struct pgl_symbol { const char *name; uint64_t hash; } pgl_symbol;
typedef struct pgl_contract {
  uint32_t abi_version;       /* PGL_ABI_VERSION of the library */
  uint32_t symbol_count;
  const pgl_symbol *symbols;  /* sorted by name */
  pgl_str library;            /* name of the library, for messages */
  pgl_str version;
} pgl_contract;

/* Live counts, for leak tests: both are 0 when everything was closed and released. */
typedef struct pgl_live { uint64_t handles; uint64_t owners; } pgl_live;

/* Of a method that the caller implements and whose result comes later: resolved, failed or freed once, from any thread. */
typedef struct pgl_promise pgl_promise;

/* What every struct of methods begins with: the caller's side of an object that it implements. */
typedef struct pgl_methods {
  size_t size;                   /* of the whole struct, as in sizeof(rox_renderer_methods) */
  void (*release)(void *user);   /* the object is gone, and user with it: called once, from any thread; may be null */
  /* Both or neither. With them, `user` may be collected as long as only its own handle keeps the object: hold() says
   * that C++ has come to own the object and so `user` must live, let_go() takes that back. They come in pairs, from
   * any thread. Without them, `user` lives as long as the object. */
  void (*hold)(void *user);
  void (*let_go)(void *user);
} pgl_methods;

/* An object on its way to another library that knows its class as well, from ..._to_shared() to ..._from_shared(). The one who got it
 * calls release(), once, whether the other library took the object or not. */
typedef struct pgl_shared {
  size_t size;                   /* of this struct */
  const char *type;              /* the class, as C++ calls it: "rox::Chart" */
  size_t type_size;              /* of its instances, as in sizeof(rox::Chart) */
  const char *standard_library;  /* whose std::shared_ptr it is */
  const void *pointer;           /* a std::shared_ptr<void> to it */
  void (*release)(struct pgl_shared *shared);
} pgl_shared;

/* For code that calls a library. */

/* "literal" as text: PGL_STR("hello"). In C++ and for text that is not a literal: pgl_text(). */
#define PGL_STR(literal) {"" literal, sizeof("" literal) - 1}

/* Text that ends in NUL; null is empty text. */
static inline pgl_str pgl_text(const char *text) {
  pgl_str view;
  view.data = text;
  view.len = text ? strlen(text) : 0;
  return view;
}

/* Copies text into the caller's buffer, cut if it is too small, and ends it with NUL. Returns the
 * length of the text without NUL, so that a result >= capacity means that it was cut:
 *
 *     pgl_str title;
 *     char buffer[64];
 *     if (rox_chart_title(chart, &title) == PGL_OK) pgl_copy(title, buffer, sizeof buffer);
 */
static inline size_t pgl_copy(pgl_str text, char *buffer, size_t capacity) {
  if (capacity) {
    const size_t len = text.len < capacity ? text.len : capacity - 1;
    if (len) memcpy(buffer, text.data, len);
    buffer[len] = 0;
  }
  return text.len;
}

/* The same for bytes, without a NUL. */
static inline size_t pgl_copy_bytes(pgl_bytes bytes, void *buffer, size_t capacity) {
  const size_t len = bytes.len < capacity ? bytes.len : capacity;
  if (len) memcpy(buffer, bytes.data, len);
  return bytes.len;
}

/* Used by generated headers. */
#ifdef __cplusplus
#define PGL_CAST(type, pointer) reinterpret_cast<type>(pointer)
#else
#define PGL_CAST(type, pointer) ((type)(pointer))
#endif
#if defined(PGL_NO_DEPRECATED)
#define PGL_DEPRECATED(message)
#elif defined(__GNUC__)
#define PGL_DEPRECATED(message) __attribute__((deprecated(message)))
#elif defined(_MSC_VER)
#define PGL_DEPRECATED(message) __declspec(deprecated(message))
#else
#define PGL_DEPRECATED(message)
#endif

#ifdef __cplusplus
}
#endif

#endif
