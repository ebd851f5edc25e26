#include "pgp/array.h"

typedef struct array {
  PyObject_HEAD
  const pgp_element *element;
  const char *data;
  Py_ssize_t len;
  pgl_owner *owner;  /* one of these three keeps `data` alive, or none for an empty array */
  void *copy;
  PyObject *base;
} array;

typedef struct iterator {
  PyObject_HEAD
  array *of;         /* null at the end */
  const char *next, *end;
  size_t size;
  PyObject *(*lift)(const void *value);
} iterator;

PyTypeObject *pgp_array_type;
static PyTypeObject *iterator_type;

static array *make(const pgp_element *element, const void *data, size_t len) {
  array *self = len > (size_t)PY_SSIZE_T_MAX / element->size ? (array *)PyErr_NoMemory()
                                                             : (array *)pgp_new_object(pgp_array_type);
  if (!self) return NULL;
  self->element = element;
  self->data = data;
  self->len = (Py_ssize_t)len;
  self->owner = NULL;
  self->copy = NULL;
  self->base = NULL;
  return self;
}

PyObject *pgp_array_own(const pgp_element *element, const void *data, size_t len, pgl_owner *owner) {
  array *self = make(element, data, len);
  if (!self) pgl_release(owner);
  else self->owner = owner;
  return (PyObject *)self;
}

PyObject *pgp_array_copy(const pgp_element *element, const void *data, size_t len) {
  array *self = make(element, NULL, len);
  if (!self || !len) return (PyObject *)self;
  self->copy = PyMem_Malloc(len * element->size);
  if (!self->copy) {
    Py_DECREF(self);
    return PyErr_NoMemory();
  }
  self->data = memcpy(self->copy, data, len * element->size);
  return (PyObject *)self;
}

static void array_dealloc(PyObject *object) {
  array *self = (array *)object;
  PyTypeObject *type = Py_TYPE(object);
  pgl_release(self->owner);
  PyMem_Free(self->copy);
  Py_XDECREF(self->base);
  PyObject_Free(object);
  Py_DECREF(type);
}

static Py_ssize_t array_length(PyObject *object) { return ((array *)object)->len; }

static PyObject *element_at(const array *self, Py_ssize_t index) {
  return self->element->lift(self->data + (size_t)index * self->element->size);
}

static PyObject *array_item(PyObject *object, Py_ssize_t index) {
  array *self = (array *)object;
  if (PGP_LIKELY(index >= 0 && index < self->len)) return element_at(self, index);
  PyErr_SetString(PyExc_IndexError, "Array index out of range");
  return NULL;
}

/* Neighbours share the memory; elements further apart are gathered. */
static PyObject *array_slice(array *self, PyObject *slice) {
  Py_ssize_t start, stop, step;
  if (PySlice_Unpack(slice, &start, &stop, &step) < 0) return NULL;
  const Py_ssize_t len = PySlice_AdjustIndices(self->len, &start, &stop, step);
  const size_t size = self->element->size;
  array *result = make(self->element, self->data + (size_t)start * size, (size_t)len);
  if (!result || !len) return (PyObject *)result;
  if (step == 1) {
    result->base = pgp_new_ref((PyObject *)self);
    return (PyObject *)result;
  }
  char *to = PyMem_Malloc((size_t)len * size);
  if (!to) {
    Py_DECREF(result);
    return PyErr_NoMemory();
  }
  for (Py_ssize_t i = 0; i < len; ++i) {
    memcpy(to + (size_t)i * size, self->data + (size_t)(start + i * step) * size, size);
  }
  result->data = result->copy = to;
  return (PyObject *)result;
}

static PyObject *array_subscript(PyObject *object, PyObject *key) {
  array *self = (array *)object;
  if (PySlice_Check(key)) return array_slice(self, key);
  if (!PyIndex_Check(key)) {
    pgp_expected("int or slice as index", key);
    return NULL;
  }
  Py_ssize_t index = PyNumber_AsSsize_t(key, PyExc_IndexError);
  if (index == -1 && PyErr_Occurred()) return NULL;
  return array_item(object, index < 0 ? index + self->len : index);
}

/* NULL for doubles, the commonest element by far, which then need no call by pointer. */
static PyObject *(*lift_of(const pgp_element *element))(const void *value) {
  return element->leaf_count == 1 && element->leaves[0].kind == 'f' && element->size == sizeof(double) ? NULL : element->lift;
}
static inline PyObject *lift_with(PyObject *(*lift)(const void *value), const void *value) {
  return lift ? lift(value) : PyFloat_FromDouble(*(const double *)value);
}

/* PyFloat_FromDouble() for one of many: without looking among the hundred that the interpreter keeps ready. */
static inline PyObject *one_of_many_doubles(double value) {
#if PGP_MAKES_OBJECTS
  PyFloatObject *object = (PyFloatObject *)PyObject_Malloc(sizeof(PyFloatObject));
  if (PGP_UNLIKELY(!object)) return PyErr_NoMemory();
  object->ob_base.ob_refcnt = 1;
  object->ob_base.ob_type = &PyFloat_Type;
  object->ob_fval = value;
  return (PyObject *)object;
#else
  return PyFloat_FromDouble(value);
#endif
}
static PyObject *doubles_to_list(const double *data, Py_ssize_t len) {
  PyObject *list = PyList_New(len);
  for (Py_ssize_t i = 0; list && i < len; ++i) {
    PyObject *item = one_of_many_doubles(data[i]);
    if (PGP_UNLIKELY(!item)) Py_CLEAR(list);
    else PyList_SET_ITEM(list, i, item);
  }
  return list;
}

static PyObject *array_tolist(PyObject *object, PyObject *unused) {
  array *self = (array *)object;
  (void)unused;
  PyObject *(*lift)(const void *) = lift_of(self->element);
  if (!lift) return doubles_to_list((const double *)(const void *)self->data, self->len);
  PyObject *list = PyList_New(self->len);
  const size_t size = self->element->size;
  const char *data = self->data;
  for (Py_ssize_t i = 0; list && i < self->len; ++i, data += size) {
    PyObject *item = lift(data);
    if (PGP_UNLIKELY(!item)) Py_CLEAR(list);
    else PyList_SET_ITEM(list, i, item);
  }
  return list;
}

static PyObject *array_concat(PyObject *object, PyObject *other) {
  PyObject *left = array_tolist(object, NULL), *result = NULL;
  PyObject *right = left ? PySequence_List(other) : NULL;
  if (right) result = PySequence_Concat(left, right);
  Py_XDECREF(left);
  Py_XDECREF(right);
  return result;
}

/* Equal to another Array, a list or a tuple with equal elements. */
static PyObject *array_compare(PyObject *object, PyObject *other, int op) {
  array *self = (array *)object;
  const int is_array = Py_TYPE(other) == pgp_array_type;
  if ((op != Py_EQ && op != Py_NE) || (!is_array && !PyList_Check(other) && !PyTuple_Check(other))) {
    Py_RETURN_NOTIMPLEMENTED;
  }
  int equal = PySequence_Size(other) == self->len;
  for (Py_ssize_t i = 0; equal == 1 && i < self->len; ++i) {
    PyObject *left = element_at(self, i), *right = left ? PySequence_GetItem(other, i) : NULL;
    if (left && !right && PyErr_ExceptionMatches(PyExc_IndexError)) { /* a list that shrank meanwhile */
      PyErr_Clear();
      equal = 0;
    } else {
      equal = right ? PyObject_RichCompareBool(left, right, Py_EQ) : -1;
    }
    Py_XDECREF(left);
    Py_XDECREF(right);
  }
  if (equal < 0) return NULL;
  return PyBool_FromLong(op == Py_EQ ? equal : !equal);
}

static PyObject *array_repr(PyObject *object) {
  array *self = (array *)object;
  const Py_ssize_t shown = 6;
  if (self->len <= 2 * shown) {
    PyObject *list = array_tolist(object, NULL);
    PyObject *text = list ? PyUnicode_FromFormat("Array(%R)", list) : NULL;
    Py_XDECREF(list);
    return text;
  }
  PyObject *text = PyUnicode_FromString("Array([");
  for (Py_ssize_t i = 0; text && i < shown; ++i) {
    PyObject *item = element_at(self, i);
    PyObject *more = item ? PyUnicode_FromFormat("%U%R, ", text, item) : NULL;
    Py_XDECREF(item);
    Py_DECREF(text);
    text = more;
  }
  if (!text) return NULL;
  PyObject *result = PyUnicode_FromFormat("%U...], len=%zd)", text, self->len);
  Py_DECREF(text);
  return result;
}

static PyObject *call_list(PyObject *object, const char *method, PyObject *arg) {
  PyObject *list = array_tolist(object, NULL);
  PyObject *result = list ? PyObject_CallMethod(list, method, arg ? "(O)" : NULL, arg) : NULL;
  Py_XDECREF(list);
  return result;
}
static PyObject *array_index(PyObject *self, PyObject *value) { return call_list(self, "index", value); }
static PyObject *array_count(PyObject *self, PyObject *value) { return call_list(self, "count", value); }
static PyObject *array_reversed(PyObject *self, PyObject *unused) {
  (void)unused;
  return call_list(self, "__reversed__", NULL);
}
/* Pickled and copied as the list it equals. */
static PyObject *array_reduce(PyObject *self, PyObject *unused) {
  PyObject *list = array_tolist(self, unused);
  return list ? Py_BuildValue("(O(N))", (PyObject *)&PyList_Type, list) : NULL;
}

static int array_buffer(PyObject *object, Py_buffer *view, int flags) {
  static char nothing[1];
  array *self = (array *)object;
  if ((flags & PyBUF_WRITABLE) == PyBUF_WRITABLE) {
    view->obj = NULL;
    PyErr_SetString(PyExc_BufferError, "an Array is read-only");
    return -1;
  }
  view->obj = pgp_new_ref(object);
  view->buf = self->len ? (void *)(uintptr_t)self->data : nothing;
  view->itemsize = (Py_ssize_t)self->element->size;
  view->len = self->len * view->itemsize;
  view->readonly = 1;
  view->ndim = 1;
  view->format = (flags & PyBUF_FORMAT) == PyBUF_FORMAT ? (char *)(uintptr_t)self->element->format : NULL;
  view->shape = (flags & PyBUF_ND) == PyBUF_ND ? &self->len : NULL;
  view->strides = (flags & PyBUF_STRIDES) == PyBUF_STRIDES ? &view->itemsize : NULL;
  view->suboffsets = NULL;
  view->internal = NULL;
  return 0;
}

static PyObject *array_iterate(PyObject *object) {
  array *self = (array *)object;
  iterator *result = (iterator *)pgp_new_object(iterator_type);
  if (!result) return NULL;
  result->of = (array *)pgp_new_ref(object);
  result->size = self->element->size;
  result->next = self->data;
  result->end = self->data + (size_t)self->len * result->size;
  result->lift = lift_of(self->element);
  return (PyObject *)result;
}

static PyObject *iterator_next(PyObject *object) {
  iterator *self = (iterator *)object;
  const char *at = self->next;
  if (PGP_LIKELY(at != self->end)) {
    self->next = at + self->size;
    return lift_with(self->lift, at);
  }
#ifndef Py_GIL_DISABLED /* two threads may share an iterator: there the array stays until the end */
  Py_CLEAR(self->of);
#endif
  return NULL;
}

static PyObject *iterator_hint(PyObject *object, PyObject *unused) {
  iterator *self = (iterator *)object;
  (void)unused;
  return PyLong_FromSize_t((size_t)(self->end - self->next) / self->size);
}

static void iterator_dealloc(PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
  Py_XDECREF(((iterator *)object)->of);
  PyObject_Free(object);
  Py_DECREF(type);
}

/* isinstance(x, collections.abc.Sequence) */
static int register_sequence(PyObject *type) {
  PyObject *abc = PyImport_ImportModule("collections.abc");
  PyObject *sequence = abc ? PyObject_GetAttrString(abc, "Sequence") : NULL;
  PyObject *done = sequence ? PyObject_CallMethod(sequence, "register", "O", type) : NULL;
  Py_XDECREF(abc);
  Py_XDECREF(sequence);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

int pgp_array_ready(const char *module) {
  static PyMethodDef methods[] = {
      {"tolist", array_tolist, METH_NOARGS, "tolist($self, /)\n--\n\nThe elements as a list."},
      {"index", array_index, METH_O, "index($self, value, /)\n--\n\nPosition of the first element equal to value."},
      {"count", array_count, METH_O, "count($self, value, /)\n--\n\nHow many elements equal value."},
      {"__reversed__", array_reversed, METH_NOARGS, NULL},
      {"__reduce__", array_reduce, METH_NOARGS, NULL},
      {"__class_getitem__", Py_GenericAlias, METH_O | METH_CLASS, NULL},
      {NULL, NULL, 0, NULL}};
  static char doc[] =
      "An immutable sequence of numbers or records in the library's own memory.\n\n"
      "Equal to a list or tuple with equal elements. numpy.asarray(array) and memoryview(array) see the\n"
      "memory without a copy.";
  static PyType_Slot slots[] = {{Py_tp_dealloc, PGP_SLOT(array_dealloc)}, {Py_sq_length, PGP_SLOT(array_length)},
                                {Py_sq_item, PGP_SLOT(array_item)}, {Py_mp_length, PGP_SLOT(array_length)},
                                {Py_mp_subscript, PGP_SLOT(array_subscript)}, {Py_sq_concat, PGP_SLOT(array_concat)},
                                {Py_tp_richcompare, PGP_SLOT(array_compare)}, {Py_tp_hash, PGP_SLOT(PyObject_HashNotImplemented)},
                                {Py_tp_repr, PGP_SLOT(array_repr)}, {Py_tp_iter, PGP_SLOT(array_iterate)},
                                {Py_tp_methods, methods}, {Py_bf_getbuffer, PGP_SLOT(array_buffer)},
                                {Py_tp_doc, doc}, {0, NULL}};
  static PyMethodDef iterator_methods[] = {{"__length_hint__", iterator_hint, METH_NOARGS, NULL},
                                           {NULL, NULL, 0, NULL}};
  static PyType_Slot iterator_slots[] = {{Py_tp_dealloc, PGP_SLOT(iterator_dealloc)}, {Py_tp_iter, PGP_SLOT(PyObject_SelfIter)},
                                         {Py_tp_iternext, PGP_SLOT(iterator_next)}, {Py_tp_methods, iterator_methods},
                                         {0, NULL}};
  static char name[160], iterator_name[160];
  /* DISALLOW_INSTANTIATION is 3.10; tp_new is cleared by hand for 3.9. */
  static PyType_Spec spec = {name, sizeof(array), 0, Py_TPFLAGS_DEFAULT, slots};
  static PyType_Spec iterator_spec = {iterator_name, sizeof(iterator), 0, Py_TPFLAGS_DEFAULT, iterator_slots};
  PyOS_snprintf(name, sizeof name, "%.140s.Array", module);
  PyOS_snprintf(iterator_name, sizeof iterator_name, "%.140s._ArrayIterator", module);
  pgp_array_type = (PyTypeObject *)PyType_FromSpec(&spec);
  iterator_type = (PyTypeObject *)PyType_FromSpec(&iterator_spec);
  if (!pgp_array_type || !iterator_type) return -1;
  pgp_array_type->tp_new = iterator_type->tp_new = NULL;
#ifdef Py_TPFLAGS_SEQUENCE
  pgp_array_type->tp_flags |= Py_TPFLAGS_SEQUENCE; /* match statements */
#endif
  if (register_sequence((PyObject *)pgp_array_type) < 0) return -1;
#ifdef Py_TPFLAGS_IMMUTABLETYPE
  pgp_array_type->tp_flags |= Py_TPFLAGS_IMMUTABLETYPE;
#endif
  PyType_Modified(pgp_array_type);
  return 0;
}

int pgp_array_view(const pgp_element *element, PyObject *object, const void **data, size_t *len,
                   pgp_arena *arena) {
  if (Py_TYPE(object) == pgp_array_type && ((array *)object)->element == element) {
    *data = ((array *)object)->data;
    *len = (size_t)((array *)object)->len;
    return pgp_arena_keep(arena, pgp_new_ref(object)) ? 1 : -1;
  }
  if (!PyObject_CheckBuffer(object)) return 0;
  Py_buffer *buffer = pgp_arena_buffer(arena, object, PyBUF_FORMAT | PyBUF_C_CONTIGUOUS);
  if (!buffer) { /* not contiguous, say: element by element then */
    PyErr_Clear();
    return 0;
  }
  if (buffer->ndim != 1 || (size_t)buffer->itemsize != element->size ||
      !pgp_format_matches(buffer->format ? buffer->format : "B", buffer->itemsize, element) ||
      (uintptr_t)buffer->buf % (element->size % 8 == 0 ? 8 : element->size % 4 == 0 ? 4 : element->size % 2 == 0 ? 2 : 1)) {
    return 0;
  }
  *data = buffer->buf;
  *len = (size_t)buffer->shape[0];
  return 1;
}
