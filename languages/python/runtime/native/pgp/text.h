/* Text, paths and bytes. */
#ifndef PGP_TEXT_H
#define PGP_TEXT_H

#include "pgp/arena.h"
#include "pgp/errors.h"

/* Text of a str, valid as long as the str. Lone surrogates are UnicodeEncodeError. */
static inline int pgp_text(PyObject *object, pgl_str *out) {
  if (PGP_LIKELY(PyUnicode_Check(object))) {
    Py_ssize_t len;
#if PY_VERSION_HEX < 0x030C0000
    if (PGP_LIKELY(PyUnicode_IS_READY(object) && PyUnicode_IS_COMPACT_ASCII(object))) {
#else
    if (PGP_LIKELY(PyUnicode_IS_COMPACT_ASCII(object))) {
#endif
      out->data = (const char *)PyUnicode_DATA(object);
      out->len = (size_t)PyUnicode_GET_LENGTH(object);
      return 1;
    }
    out->data = PyUnicode_AsUTF8AndSize(object, &len);
    out->len = (size_t)len;
    return out->data != NULL;
  }
  return pgp_expected("str", object);
}

/* The common case: ASCII, or text whose UTF-8 the str has ready. */
static inline int pgp_quick_str(PyObject *object, pgl_str *out) {
  if (PGP_UNLIKELY(!PyUnicode_CheckExact(object))) return 0;
  const PyASCIIObject *text = (const PyASCIIObject *)object;
#if PY_VERSION_HEX < 0x030C0000
  if (PGP_LIKELY(text->state.compact && text->state.ascii && text->state.ready)) {
#else
  if (PGP_LIKELY(text->state.compact && text->state.ascii)) {
#endif
    out->data = (const char *)(text + 1);
    out->len = (size_t)text->length;
    return 1;
  }
#if PY_VERSION_HEX < 0x030C0000
  if (PGP_UNLIKELY(!text->state.ready)) return 0;
#endif
#ifndef Py_GIL_DISABLED /* there another thread may be putting it in place */
  out->data = ((PyCompactUnicodeObject *)object)->utf8;
  out->len = (size_t)((PyCompactUnicodeObject *)object)->utf8_length;
  return out->data != NULL;
#else
  return 0;
#endif
}

/* Text that the arena keeps alive: for elements of containers. */
static inline int pgp_lower_str(PyObject *object, pgl_str *out, pgp_arena *arena) {
  return pgp_text(object, out) && pgp_arena_keep(arena, pgp_new_ref(object));
}

static inline PyObject *pgp_lift_str(const pgl_str *text) {
  return PyUnicode_DecodeUTF8(text->data ? text->data : "", (Py_ssize_t)text->len, NULL);
}

/* A path: str or any os.PathLike[str]. */
int pgp_lower_path(PyObject *object, pgl_str *out, pgp_arena *arena);

/* Bytes of any object with the buffer protocol, without a copy, kept by the arena. */
int pgp_lower_buffer_bytes(PyObject *object, pgl_bytes *out, pgp_arena *arena);

static inline int pgp_lower_bytes(PyObject *object, pgl_bytes *out, pgp_arena *arena) {
  if (PGP_LIKELY(PyBytes_CheckExact(object))) {
    out->data = (const uint8_t *)PyBytes_AS_STRING(object);
    out->len = (size_t)PyBytes_GET_SIZE(object);
    return pgp_arena_keep(arena, pgp_new_ref(object));
  }
  return pgp_lower_buffer_bytes(object, out, arena);
}

/* An argument of its own, which its caller keeps alive. */
static inline int pgp_bytes_argument(PyObject *object, pgl_bytes *out, pgp_arena *arena) {
  if (PGP_UNLIKELY(!PyBytes_CheckExact(object))) return pgp_lower_buffer_bytes(object, out, arena);
  out->data = (const uint8_t *)PyBytes_AS_STRING(object);
  out->len = (size_t)PyBytes_GET_SIZE(object);
  return 1;
}

static inline PyObject *pgp_lift_bytes(const pgl_bytes *bytes) {
  return PyBytes_FromStringAndSize((const char *)bytes->data, (Py_ssize_t)bytes->len);
}

#endif
