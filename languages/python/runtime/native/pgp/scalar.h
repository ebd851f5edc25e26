/* Numbers, truth values and characters. `pgp_lower_<tag>` turns a Python object into C: 1, or 0 with
 * an error set; `pgp_lift_<tag>` turns C into a new Python object. The common case is inline, the
 * rest is cold. Integers out of range are OverflowError, wrong types TypeError. */
#ifndef PGP_SCALAR_H
#define PGP_SCALAR_H

#include "pgp/arena.h"
#include "pgp/errors.h"

/* Any object that is an integer (__index__), where the fast path does not apply. */
PGP_COLD int pgp_integer_slow(PyObject *object, int64_t low, int64_t high, int64_t *out);
PGP_COLD int pgp_unsigned_slow(PyObject *object, uint64_t high, uint64_t *out);
PGP_COLD int pgp_float_slow(PyObject *object, double *out);
PGP_COLD int pgp_single_overflow(double value);
PGP_COLD int pgp_character_failed(PyObject *object);

/* The value of an int of one digit (30 bits), as nearly all are. 1, or 0 where it is not one; a bool is not, either. */
static inline int pgp_small_integer(PyObject *object, int64_t *out) {
  if (PGP_UNLIKELY(!PyLong_CheckExact(object))) return 0;
  const PyLongObject *number = (const PyLongObject *)object;
#if PY_VERSION_HEX >= 0x030C0000
  const uintptr_t tag = number->long_value.lv_tag;
  if (PGP_UNLIKELY(tag >= (2u << 3))) return 0;
  *out = (1 - (int64_t)(tag & 3)) * (int64_t)number->long_value.ob_digit[0]; /* 0 positive, 1 zero, 2 negative */
#else
  const Py_ssize_t size = Py_SIZE(object);
  if (PGP_UNLIKELY((size_t)size + 1 > 2)) return 0;
  *out = size * (int64_t)number->ob_digit[0];
#endif
  return 1;
}

/* `pgp_quick_<tag>`: the common case of an argument, in front of pgp_read(). 1, or 0 where it is another
 * one, with no error. */
#define PGP_QUICK_INTEGER(tag, type, low, high)                                            \
  static inline int pgp_quick_##tag(PyObject *object, type *out) {                         \
    int64_t value;                                                                         \
    if (PGP_UNLIKELY(!pgp_small_integer(object, &value))) return 0;                        \
    if (PGP_UNLIKELY(value < (low) || value > (high))) return 0;                           \
    *out = (type)value;                                                                    \
    return 1;                                                                              \
  }
PGP_QUICK_INTEGER(i8, int8_t, INT8_MIN, INT8_MAX)
PGP_QUICK_INTEGER(u8, uint8_t, 0, UINT8_MAX)
PGP_QUICK_INTEGER(i16, int16_t, INT16_MIN, INT16_MAX)
PGP_QUICK_INTEGER(u16, uint16_t, 0, UINT16_MAX)
PGP_QUICK_INTEGER(i32, int32_t, INT32_MIN, INT32_MAX)
PGP_QUICK_INTEGER(u32, uint32_t, 0, UINT32_MAX)
PGP_QUICK_INTEGER(i64, int64_t, INT64_MIN, INT64_MAX)
PGP_QUICK_INTEGER(u64, uint64_t, 0, INT64_MAX)
PGP_QUICK_INTEGER(size, size_t, 0, PTRDIFF_MAX)
#undef PGP_QUICK_INTEGER

static inline int pgp_quick_f64(PyObject *object, double *out) {
  if (PGP_UNLIKELY(!PyFloat_CheckExact(object))) return 0;
  *out = PyFloat_AS_DOUBLE(object);
  return 1;
}
static inline int pgp_quick_f32(PyObject *object, float *out) {
  if (PGP_UNLIKELY(!PyFloat_CheckExact(object))) return 0;
  *out = (float)PyFloat_AS_DOUBLE(object);
  return PGP_LIKELY(*out - *out == 0);
}
static inline int pgp_quick_bool(PyObject *object, pgl_bool *out) {
  *out = object == Py_True;
  return object == Py_True || object == Py_False;
}
static inline int pgp_quick_codepoint(PyObject *object, uint32_t *out) {
  if (!PyUnicode_Check(object) || PyUnicode_GET_LENGTH(object) != 1) return 0;
  *out = PyUnicode_READ_CHAR(object, 0);
  return *out < 0xD800;
}
static inline int pgp_quick_char(PyObject *object, char *out) {
  uint32_t value;
  if (!pgp_quick_codepoint(object, &value)) return 0;
  *out = (char)value;
  return value < 128;
}

#define PGP_LOWER_INTEGER(tag, type, low, high)                                            \
  static inline int pgp_lower_##tag(PyObject *object, type *out, pgp_arena *arena) {       \
    int64_t value;                                                                         \
    (void)arena;                                                                           \
    if (PGP_LIKELY(pgp_small_integer(object, &value))) {                                   \
      if (PGP_LIKELY(value >= (int64_t)(low) && value <= (int64_t)(high))) {               \
        *out = (type)value;                                                                \
        return 1;                                                                          \
      }                                                                                    \
    }                                                                                      \
    if (!pgp_integer_slow(object, low, high, &value)) return 0;                            \
    *out = (type)value;                                                                    \
    return 1;                                                                              \
  }
PGP_LOWER_INTEGER(i8, int8_t, INT8_MIN, INT8_MAX)
PGP_LOWER_INTEGER(u8, uint8_t, 0, UINT8_MAX)
PGP_LOWER_INTEGER(i16, int16_t, INT16_MIN, INT16_MAX)
PGP_LOWER_INTEGER(u16, uint16_t, 0, UINT16_MAX)
PGP_LOWER_INTEGER(i32, int32_t, INT32_MIN, INT32_MAX)
PGP_LOWER_INTEGER(u32, uint32_t, 0, UINT32_MAX)
PGP_LOWER_INTEGER(i64, int64_t, INT64_MIN, INT64_MAX)
#undef PGP_LOWER_INTEGER

#define PGP_LOWER_UNSIGNED(tag, type, high)                                          \
  static inline int pgp_lower_##tag(PyObject *object, type *out, pgp_arena *arena) { \
    int64_t value;                                                                   \
    uint64_t large;                                                                  \
    (void)arena;                                                                     \
    if (PGP_LIKELY(pgp_small_integer(object, &value) && value >= 0 &&                \
                   (uint64_t)value <= (uint64_t)(high))) {                           \
      *out = (type)value;                                                            \
      return 1;                                                                      \
    }                                                                                \
    if (!pgp_unsigned_slow(object, high, &large)) return 0;                          \
    *out = (type)large;                                                              \
    return 1;                                                                        \
  }
PGP_LOWER_UNSIGNED(u64, uint64_t, UINT64_MAX)
PGP_LOWER_UNSIGNED(size, size_t, SIZE_MAX)
#undef PGP_LOWER_UNSIGNED

static inline int pgp_lower_f64(PyObject *object, double *out, pgp_arena *arena) {
  (void)arena;
  if (PGP_LIKELY(PyFloat_CheckExact(object))) {
    *out = PyFloat_AS_DOUBLE(object);
    return 1;
  }
  return pgp_float_slow(object, out);
}

static inline int pgp_lower_f32(PyObject *object, float *out, pgp_arena *arena) {
  double value;
  if (!pgp_lower_f64(object, &value, arena)) return 0;
  *out = (float)value;
  /* A finite number that is infinite as a float would be another number. */
  if (PGP_UNLIKELY(*out - *out != 0 && value - value == 0)) return pgp_single_overflow(value);
  return 1;
}

static inline int pgp_lower_bool(PyObject *object, pgl_bool *out, pgp_arena *arena) {
  (void)arena;
  if (PGP_LIKELY(object == Py_True || object == Py_False)) {
    *out = object == Py_True;
    return 1;
  }
#ifdef PGP_UNIFFI_CALLERS
  const int truth = PyObject_IsTrue(object);
  *out = truth > 0;
  return truth >= 0;
#else
  return pgp_expected("bool", object);
#endif
}

static inline int pgp_lower_codepoint(PyObject *object, uint32_t *out, pgp_arena *arena) {
  (void)arena;
  if (PGP_LIKELY(PyUnicode_Check(object) && PyUnicode_GET_LENGTH(object) == 1)) {
    *out = PyUnicode_READ_CHAR(object, 0);
    if (PGP_LIKELY(*out < 0xD800 || *out > 0xDFFF)) return 1;
  }
  return pgp_character_failed(object);
}

static inline int pgp_lower_char(PyObject *object, char *out, pgp_arena *arena) {
  uint32_t value;
  if (!pgp_lower_codepoint(object, &value, arena)) return 0;
  if (PGP_UNLIKELY(value > 127)) {
    PyErr_SetString(PyExc_ValueError, "expected one ASCII character");
    return 0;
  }
  *out = (char)value;
  return 1;
}

static inline PyObject *pgp_lift_i8(const int8_t *value) { return PyLong_FromLong(*value); }
static inline PyObject *pgp_lift_u8(const uint8_t *value) { return PyLong_FromLong(*value); }
static inline PyObject *pgp_lift_i16(const int16_t *value) { return PyLong_FromLong(*value); }
static inline PyObject *pgp_lift_u16(const uint16_t *value) { return PyLong_FromLong(*value); }
static inline PyObject *pgp_lift_i32(const int32_t *value) { return PyLong_FromLong(*value); }
static inline PyObject *pgp_lift_u32(const uint32_t *value) { return PyLong_FromUnsignedLong(*value); }
static inline PyObject *pgp_lift_i64(const int64_t *value) {
#if LONG_MAX >= INT64_MAX
  return PyLong_FromLong((long)*value);
#else
  return PyLong_FromLongLong(*value);
#endif
}
static inline PyObject *pgp_lift_u64(const uint64_t *value) {
#if LONG_MAX >= INT64_MAX
  if (PGP_LIKELY(*value <= LONG_MAX)) return PyLong_FromLong((long)*value);
#endif
  return PyLong_FromUnsignedLongLong(*value);
}
static inline PyObject *pgp_lift_size(const size_t *value) {
  if (PGP_LIKELY(*value <= LONG_MAX)) return PyLong_FromLong((long)*value);
  return PyLong_FromSize_t(*value);
}
static inline PyObject *pgp_lift_f32(const float *value) { return PyFloat_FromDouble((double)*value); }
static inline PyObject *pgp_lift_f64(const double *value) { return PyFloat_FromDouble(*value); }
static inline PyObject *pgp_lift_bool(const pgl_bool *value) { return pgp_new_ref(*value ? Py_True : Py_False); }
static inline PyObject *pgp_lift_codepoint(const uint32_t *value) { return PyUnicode_FromOrdinal((int)*value); }
static inline PyObject *pgp_lift_char(const char *value) { return PyUnicode_FromOrdinal((unsigned char)*value); }

#endif
