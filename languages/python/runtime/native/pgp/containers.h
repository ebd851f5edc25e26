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
/* Exactly `count` items of a tuple or list; borrowed, or NULL with TypeError. */
PyObject *pgp_tuple_items(PyObject *object, Py_ssize_t count);

/* Item of a list or tuple that may have shrunk meanwhile: a new reference, or NULL with ValueError. */
static inline PyObject *pgp_item_at(PyObject *items, Py_ssize_t index) {
#ifdef Py_GIL_DISABLED
  if (PyList_Check(items)) return PyList_GetItemRef(items, index);
#endif
  if (PGP_LIKELY(index < PySequence_Fast_GET_SIZE(items))) return pgp_new_ref(PySequence_Fast_GET_ITEM(items, index));
  PyErr_SetString(PyExc_ValueError, "the list changed its size during the call");
  return NULL;
}

/* Conversions of the common case that run no Python code and borrow no memory, as expressions over
 * `item` and `to`: false where the full conversion is needed. */
#define PGP_QUICK_NONE 0
#define PGP_QUICK_F64 (PyFloat_CheckExact(item) && ((*to = PyFloat_AS_DOUBLE(item)), 1))
#define PGP_QUICK_INTEGER(type, low, high)                                                          \
  (pgp_small_integer(item, &small) && small >= (int64_t)(low) && small <= (int64_t)(high) &&        \
   ((*to = (type)small), 1))
#define PGP_QUICK_RECORD(tag)                                                                       \
  (Py_TYPE(item) == py_##tag##_record.type && ((*to = ((py_##tag *)item)->value), 1))

#ifdef Py_GIL_DISABLED /* another thread may take the item away meanwhile */
#define PGP_QUICK_ITEM(quick)
#else
#define PGP_QUICK_ITEM(quick)                                  \
  if (PGP_LIKELY(i < PySequence_Fast_GET_SIZE(items))) {       \
    item = PySequence_Fast_GET_ITEM(items, i);                 \
    if (PGP_LIKELY(quick)) continue;                           \
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
    ctype *data = (ctype *)pgp_arena_array(arena, len, sizeof(ctype));                              \
    if (!data) return 0;                                                                            \
    for (Py_ssize_t i = 0; i < len; ++i) {                                                          \
      PyObject *item;                                                                               \
      ctype *to = &data[i];                                                                         \
      int64_t small;                                                                                \
      (void)small, (void)to;                                                                        \
      PGP_QUICK_ITEM(quick)                                                                         \
      item = pgp_item_at(items, i);                                                                 \
      const int good = item && lower_item(item, &data[i], arena);                                   \
      Py_XDECREF(item);                                                                             \
      if (PGP_UNLIKELY(!good)) {                                                                    \
        pgp_error_at_index(i);                                                                      \
        return 0;                                                                                   \
      }                                                                                             \
    }                                                                                               \
    out->data = data;                                                                               \
    out->len = (size_t)len;                                                                         \
    return 1;                                                                                       \
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

#define PGP_LOWER_MAP(tag, view, entry, lower_key, lower_value)                                     \
  int py_lower_##tag(PyObject *object, view *out, pgp_arena *arena) {                               \
    PyObject *items = pgp_map_items(object, arena);                                                 \
    if (!items) return 0;                                                                           \
    const Py_ssize_t len = PyList_GET_SIZE(items);                                                  \
    entry *data = (entry *)pgp_arena_array(arena, len, sizeof(entry));                              \
    if (!data) return 0;                                                                            \
    for (Py_ssize_t i = 0; i < len; ++i) {                                                          \
      PyObject *key, *value;                                                                        \
      if (!pgp_map_pair(PyList_GET_ITEM(items, i), &key, &value)) return 0;                         \
      if (PGP_UNLIKELY(!lower_key(key, &data[i].key, arena))) {                                     \
        pgp_error_at_text(".key");                                                                  \
        return 0;                                                                                   \
      }                                                                                             \
      if (PGP_UNLIKELY(!lower_value(value, &data[i].value, arena))) {                               \
        pgp_error_at_key(key);                                                                      \
        return 0;                                                                                   \
      }                                                                                             \
    }                                                                                               \
    out->data = data;                                                                               \
    out->len = (size_t)len;                                                                         \
    return 1;                                                                                       \
  }
PGP_COLD void pgp_error_at_key(PyObject *key);

#define PGP_LIFT_MAP(tag, view, lift_key, lift_value)                                       \
  PyObject *py_lift_##tag(const view *map) {                                                \
    PyObject *dict = PyDict_New();                                                          \
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
