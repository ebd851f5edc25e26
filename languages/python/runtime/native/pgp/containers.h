/* Containers: one macro for each kind, which defines the conversion of one C type from that of its
 * parts. Lowering a list holds on to the items whose memory the C values point into, through the arena. */
#ifndef PGP_CONTAINERS_H
#define PGP_CONTAINERS_H

#include "pgp/array.h"
#include "pgp/scalar.h"
#include "pgp/text.h"
#include "pgp/time.h"

/* A list or tuple as it is, any other iterable as a list that the arena keeps; not text, bytes or a dict,
 * which iterate too but are never meant. Borrowed, or NULL with TypeError. */
PyObject *pgp_items(PyObject *object, const char *what, pgp_arena *arena);
/* The same for a set: sets and frozensets, and any other iterable. */
PyObject *pgp_map_items(PyObject *object, pgp_arena *arena);
/* Key and value of an item of such a list. 1, or 0 with TypeError. */
int pgp_map_pair(PyObject *item, PyObject **key, PyObject **value);
/* Says in the current error which key of a map it is about. */
PGP_COLD void pgp_error_at_key(PyObject *key);
/* Exactly `count` items of a tuple or list; borrowed, or NULL with TypeError. */
PyObject *pgp_tuple_items(PyObject *object, Py_ssize_t count);

/* ValueError. Always 0. */
PGP_COLD int pgp_size_changed(void);
/* Item of a list or tuple that may have shrunk meanwhile: a new reference, or NULL with ValueError. */
static inline PyObject *pgp_item_at(PyObject *items, Py_ssize_t index) {
#ifdef Py_GIL_DISABLED
  if (PyList_Check(items)) {
    PyObject *item = PyList_GetItemRef(items, index);
    if (PGP_LIKELY(item != NULL)) return item;
    PyErr_Clear();
  } else
#endif
  if (PGP_LIKELY(index < PySequence_Fast_GET_SIZE(items))) return pgp_new_ref(PySequence_Fast_GET_ITEM(items, index));
  return pgp_size_changed(), NULL;
}

/* The common case of an element that is a record of numbers; like pgp_quick_f64() and the like it runs no
 * Python code and borrows no memory. */
#define PGP_QUICK_RECORD(tag)                                                                       \
  (Py_TYPE(item) == py_##tag##_record.type && ((*to = ((py_##tag##_instance *)item)->value), 1))

#ifdef Py_GIL_DISABLED /* another thread may take the item away meanwhile */
#define PGP_QUICK_ITEMS(quick)
#else
#define PGP_QUICK_ITEMS(quick)                                                                      \
  if (PGP_UNLIKELY(PySequence_Fast_GET_SIZE(items) != len)) return pgp_size_changed();              \
  for (PyObject *const *source = PySequence_Fast_ITEMS(items); i < len; ++i) {                      \
    PyObject *item = source[i];                                                                     \
    if (PGP_UNLIKELY(!(quick))) break;                                                              \
    (void)item, ++to;                                                                               \
  }
#endif

#define PGP_LOWER_SEQUENCE_OF(tag, view, ctype, lower_item, what, element, quick)                   \
  int py_lower_##tag(PyObject *object, view *out, pgp_arena *arena) {                               \
    if (!PyList_CheckExact(object)) {                                                               \
      const pgp_element *described = element;                                                       \
      const void *memory;                                                                           \
      int seen = described ? pgp_array_view(described, object, &memory, &out->len, arena) : 0;      \
      if (seen) {                                                                                   \
        out->data = (ctype const *)memory;                                                          \
        return seen > 0;                                                                            \
      }                                                                                             \
    }                                                                                               \
    PyObject *items = pgp_items(object, what, arena);                                               \
    if (!items) return 0;                                                                           \
    const Py_ssize_t len = PySequence_Fast_GET_SIZE(items);                                         \
    ctype *to = (ctype *)pgp_arena_array(arena, len, sizeof(ctype));                                \
    if (!to) return 0;                                                                              \
    out->data = to;                                                                                 \
    out->len = (size_t)len;                                                                         \
    for (Py_ssize_t i = 0;; ++i, ++to) {                                                            \
      PGP_QUICK_ITEMS(quick)                                                                        \
      if (i == len) return 1;                                                                       \
      PyObject *item = pgp_item_at(items, i);                                                       \
      const int good = item && lower_item(item, to, arena);                                         \
      Py_XDECREF(item);                                                                             \
      if (PGP_UNLIKELY(!good)) {                                                                    \
        pgp_error_at_index(i);                                                                      \
        return 0;                                                                                   \
      }                                                                                             \
    }                                                                                               \
  }

#define PGP_LIFT_SEQUENCE(tag, view, ctype, lift_item)                            \
  PyObject *py_lift_##tag(const view *value) {                                    \
    PyObject *list = PyList_New((Py_ssize_t)value->len);                          \
    for (size_t i = 0; list && i < value->len; ++i) {                             \
      PyObject *item = lift_item(&value->data[i]);                                \
      if (PGP_UNLIKELY(!item)) Py_CLEAR(list);                                    \
      else PyList_SET_ITEM(list, (Py_ssize_t)i, item);                            \
    }                                                                             \
    return list;                                                                  \
  }

#define PGP_LIFT_SET(tag, view, ctype, lift_item)                                 \
  PyObject *py_lift_##tag(const view *value) {                                    \
    PyObject *set = PySet_New(NULL);                                              \
    for (size_t i = 0; set && i < value->len; ++i) {                              \
      PyObject *item = lift_item(&value->data[i]);                                \
      if (PGP_UNLIKELY(!item || PySet_Add(set, item) < 0)) Py_CLEAR(set);         \
      Py_XDECREF(item);                                                           \
    }                                                                             \
    return set;                                                                   \
  }

/* The entries of a dict are taken without making a list of tuples. Converting may run Python code, which
 * may change the dict and drop what it had. In free-threaded builds another thread may do so at any time. */
#ifdef Py_GIL_DISABLED
#define PGP_IS_WALKED(object) 0
#else
#define PGP_IS_WALKED(object) PGP_LIKELY(PyDict_CheckExact(object))
#endif

#define PGP_LOWER_MAP(tag, view, entry, lower_key, lower_value)                                     \
  static int py_lower_entry_##tag(PyObject *key, PyObject *value, entry *to, pgp_arena *arena) {    \
    if (PGP_UNLIKELY(!lower_key(key, &to->key, arena))) return pgp_error_at_text(".key"), 0;        \
    if (PGP_UNLIKELY(!lower_value(value, &to->value, arena))) return pgp_error_at_key(key), 0;      \
    return 1;                                                                                       \
  }                                                                                                 \
  int py_lower_##tag(PyObject *object, view *out, pgp_arena *arena) {                               \
    const int walked = PGP_IS_WALKED(object);                                                       \
    PyObject *items = walked ? NULL : pgp_map_items(object, arena), *key, *value;                   \
    if (!walked && !items) return 0;                                                                \
    const Py_ssize_t len = walked ? PyDict_GET_SIZE(object) : PyList_GET_SIZE(items);               \
    entry *data = (entry *)pgp_arena_array(arena, len, sizeof(entry));                              \
    if (PGP_UNLIKELY(!data)) return 0;                                                              \
    Py_ssize_t i = 0;                                                                               \
    for (Py_ssize_t position = 0; walked && PyDict_Next(object, &position, &key, &value); ++i) {    \
      if (PGP_UNLIKELY(i == len)) return pgp_size_changed();                                        \
      Py_INCREF(key);                                                                               \
      Py_INCREF(value);                                                                             \
      const int good = py_lower_entry_##tag(key, value, &data[i], arena);                           \
      Py_DECREF(key);                                                                               \
      Py_DECREF(value);                                                                             \
      if (PGP_UNLIKELY(!good)) return 0;                                                            \
    }                                                                                               \
    for (; !walked && i < len; ++i) {                                                               \
      if (!pgp_map_pair(PyList_GET_ITEM(items, i), &key, &value)) return 0;                         \
      if (PGP_UNLIKELY(!py_lower_entry_##tag(key, value, &data[i], arena))) return 0;               \
    }                                                                                               \
    if (PGP_UNLIKELY(i != len)) return pgp_size_changed();                                          \
    out->data = data;                                                                               \
    out->len = (size_t)len;                                                                         \
    return 1;                                                                                       \
  }

/* A dict that will have that many items, and need not grow until it has them, where the interpreter can do that. */
static inline PyObject *pgp_new_dict(size_t len) {
#if PY_VERSION_HEX < 0x030D0000 && !defined(PYPY_VERSION)
  if (len > 8 && len <= PTRDIFF_MAX) return _PyDict_NewPresized((Py_ssize_t)len);
#else
  (void)len;
#endif
  return PyDict_New();
}

#define PGP_LIFT_MAP(tag, view, lift_key, lift_value)                                       \
  PyObject *py_lift_##tag(const view *map) {                                                \
    PyObject *dict = pgp_new_dict(map->len);                                                \
    for (size_t i = 0; dict && i < map->len; ++i) {                                         \
      PyObject *key = lift_key(&map->data[i].key);                                          \
      PyObject *value = key ? lift_value(&map->data[i].value) : NULL;                       \
      if (PGP_UNLIKELY(!value || PyDict_SetItem(dict, key, value) < 0)) Py_CLEAR(dict);     \
      Py_XDECREF(key);                                                                      \
      Py_XDECREF(value);                                                                    \
    }                                                                                       \
    return dict;                                                                            \
  }

/* A map whose keys Python cannot hash: a list of pairs. */
#define PGP_LIFT_PAIRS(tag, view, lift_key, lift_value)                                     \
  PyObject *py_lift_##tag(const view *map) {                                                \
    PyObject *list = PyList_New((Py_ssize_t)map->len);                                      \
    for (size_t i = 0; list && i < map->len; ++i) {                                         \
      PyObject *key = lift_key(&map->data[i].key);                                          \
      PyObject *value = key ? lift_value(&map->data[i].value) : NULL;                       \
      PyObject *pair = value ? PyTuple_Pack(2, key, value) : NULL;                          \
      Py_XDECREF(key);                                                                      \
      Py_XDECREF(value);                                                                    \
      if (PGP_UNLIKELY(!pair)) Py_CLEAR(list);                                              \
      else PyList_SET_ITEM(list, (Py_ssize_t)i, pair);                                      \
    }                                                                                       \
    return list;                                                                            \
  }

#define PGP_LOWER_OPTIONAL(tag, view, lower_item)                                           \
  int py_lower_##tag(PyObject *object, view *out, pgp_arena *arena) {                       \
    memset(out, 0, sizeof *out);                                                            \
    if (object == Py_None) return 1;                                                        \
    out->has = 1;                                                                           \
    return lower_item(object, &out->value, arena);                                          \
  }

#define PGP_LIFT_OPTIONAL(tag, view, lift_item)                                             \
  PyObject *py_lift_##tag(const view *value) {                                              \
    return value->has ? lift_item(&value->value) : pgp_new_ref(Py_None);                    \
  }

/* An optional record that contains itself: a pointer, null for None. */
#define PGP_LOWER_POINTER(tag, ctype, lower_item)                                           \
  int py_lower_##tag(PyObject *object, const ctype **out, pgp_arena *arena) {               \
    *out = NULL;                                                                            \
    if (object == Py_None) return 1;                                                        \
    ctype *value = (ctype *)pgp_arena_array(arena, 1, sizeof(ctype));                       \
    *out = value;                                                                           \
    return value && lower_item(object, value, arena);                                       \
  }

#define PGP_LIFT_POINTER(tag, ctype, lift_item)                                             \
  PyObject *py_lift_##tag(const ctype *const *value) {                                      \
    return *value ? lift_item(*value) : pgp_new_ref(Py_None);                               \
  }

#endif
