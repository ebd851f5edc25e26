#include "pgp/text.h"

int pgp_lower_path(PyObject *object, pgl_str *out, pgp_arena *arena) {
  if (PyUnicode_Check(object)) return pgp_lower_str(object, out, arena);
  PyObject *path = PyOS_FSPath(object);
  if (!path) {
    if (!PyErr_ExceptionMatches(PyExc_TypeError)) return 0;
    PyErr_Clear();
    return pgp_expected("str or os.PathLike", object);
  }
  if (!PyUnicode_Check(path)) {
    Py_DECREF(path);
    return pgp_expected("str or os.PathLike[str]", object);
  }
  return pgp_arena_keep(arena, path) && pgp_text(path, out);
}

int pgp_lower_buffer_bytes(PyObject *object, pgl_bytes *out, pgp_arena *arena) {
  if (!PyObject_CheckBuffer(object)) return pgp_expected("bytes or a buffer", object);
  Py_buffer *buffer = pgp_arena_buffer(arena, object, PyBUF_SIMPLE);
  if (!buffer) return 0;
  out->data = buffer->buf;
  out->len = (size_t)buffer->len;
  return 1;
}
