#include "pgp/containers.h"

static int is_text_like(PyObject *object) {
  return PyUnicode_Check(object) || PyBytes_Check(object) || PyByteArray_Check(object) || PyDict_Check(object);
}

/* Any iterable as a list; TypeError in our words where it is none. */
static PyObject *listed(PyObject *object, const char *what, pgp_arena *arena) {
  if (is_text_like(object) || (!Py_TYPE(object)->tp_iter && !PySequence_Check(object))) {
    pgp_expected(what, object);
    return NULL;
  }
  PyObject *list = PySequence_List(object);
  return list && pgp_arena_keep(arena, list) ? list : NULL;
}

int pgp_size_changed(void) {
  PyErr_SetString(PyExc_ValueError, "a container changed its size during the call");
  return 0;
}

PyObject *pgp_items(PyObject *object, const char *what, pgp_arena *arena) {
  if (PyList_CheckExact(object) || PyTuple_CheckExact(object)) return object;
  return listed(object, what, arena);
}

PyObject *pgp_map_items(PyObject *object, pgp_arena *arena) {
  PyObject *items;
  if (PyDict_Check(object)) {
    items = PyDict_Items(object);
  } else if (PyMapping_Check(object) && PyObject_HasAttrString(object, "items")) {
    items = PyMapping_Items(object);
  } else {
    return listed(object, "mapping or iterable of pairs", arena);
  }
  return items && pgp_arena_keep(arena, items) ? items : NULL;
}

int pgp_map_pair(PyObject *item, PyObject **key, PyObject **value) {
  if (!PyTuple_Check(item) || PyTuple_GET_SIZE(item) != 2) return pgp_expected("pair (key, value)", item);
  *key = PyTuple_GET_ITEM(item, 0);
  *value = PyTuple_GET_ITEM(item, 1);
  return 1;
}

PyObject *pgp_tuple_items(PyObject *object, Py_ssize_t count) {
  if (!PyTuple_Check(object) && !PyList_Check(object)) {
    pgp_expected("tuple", object);
    return NULL;
  }
  if (PySequence_Fast_GET_SIZE(object) != count) {
    PyErr_Format(PyExc_ValueError, "expected %zd items, got %zd", count, PySequence_Fast_GET_SIZE(object));
    return NULL;
  }
  return object;
}

void pgp_error_at_key(PyObject *key) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyObject *text = PyObject_Repr(key);
  PyObject *ascii = text ? PyUnicode_AsEncodedString(text, "ascii", "backslashreplace") : NULL;
  char where[80];
  PyOS_snprintf(where, sizeof where, "[%.70s]", ascii && PyBytes_GET_SIZE(ascii) <= 70 ? PyBytes_AS_STRING(ascii) : "...");
  Py_XDECREF(text);
  Py_XDECREF(ascii);
  PyErr_Clear();
  PyErr_Restore(type, value, traceback);
  pgp_error_at_text(where);
}
