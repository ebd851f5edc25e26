#include "pgp/enums.h"

static PyObject *number_of(const pgp_enum *self, int64_t value) {
  return self->is_unsigned ? PyLong_FromUnsignedLongLong((uint64_t)value) : PyLong_FromLongLong(value);
}

/* enum.<base>(name, [(member, value), ...], module=..., qualname=...) */
static PyObject *make_class(const pgp_enum *self, const char *module) {
  PyObject *result = NULL, *enums = PyImport_ImportModule("enum"), *members = PyList_New(self->count);
  for (int i = 0; members && i < self->count; ++i) {
    PyObject *value = number_of(self, self->values[i].value);
    PyObject *pair = value ? Py_BuildValue("(sN)", self->values[i].name, value) : NULL;
    if (!pair) Py_CLEAR(members);
    else PyList_SET_ITEM(members, i, pair);
  }
  PyObject *base = enums ? PyObject_GetAttrString(enums, self->base) : NULL;
  PyObject *args = members ? Py_BuildValue("(sO)", self->name, members) : NULL;
  PyObject *kwargs = Py_BuildValue("{ssss}", "module", module, "qualname", self->qualname);
  if (base && args && kwargs) result = PyObject_Call(base, args, kwargs);
  Py_XDECREF(enums);
  Py_XDECREF(members);
  Py_XDECREF(base);
  Py_XDECREF(args);
  Py_XDECREF(kwargs);
  return result;
}

static int set_doc(PyObject *object, const char *doc) {
  PyObject *text = doc && *doc ? PyUnicode_FromString(doc) : NULL;
  if (!text) return PyErr_Occurred() ? -1 : 0;
  int failed = PyObject_SetAttrString(object, "__doc__", text);
  Py_DECREF(text);
  return failed;
}

static int fill_tables(pgp_enum *self, PyObject *type) {
  int64_t low = 0, high = 0;
  for (int i = 0; i < self->count; ++i) {
    int64_t value = self->values[i].value;
    if (i == 0 || value < low) low = value;
    if (i == 0 || value > high) high = value;
  }
  const uint64_t span = self->count ? (uint64_t)high - (uint64_t)low + 1 : 0;
  const uint64_t dense = span && span <= 1024 ? span : 0;
  size_t slots = 4;
  while (slots < (size_t)self->count * 2) slots *= 2;
  self->low = low;
  self->dense = dense ? PyMem_Calloc((size_t)dense, sizeof *self->dense) : NULL;
  self->slots = PyMem_Calloc(slots, sizeof *self->slots);
  if ((dense && !self->dense) || !self->slots) return PyErr_NoMemory(), -1;
  self->mask = slots - 1;
  for (int i = 0; i < self->count; ++i) {
    PyObject *member = PyObject_GetAttrString(type, self->values[i].name); /* kept for good */
    if (!member) return -1;
    size_t slot = pgp_enum_hash(member) & self->mask;
    while (self->slots[slot].member && self->slots[slot].member != member) slot = (slot + 1) & self->mask;
    if (self->slots[slot].member) continue; /* an alias: the first name counts */
    self->slots[slot].member = member;
    self->slots[slot].value = self->values[i].value;
    if (dense) self->dense[(uint64_t)self->values[i].value - (uint64_t)low] = member;
    if (set_doc(member, self->values[i].doc) < 0) return -1;
  }
  self->dense_count = dense;
  return 0;
}

PyObject *pgp_enum_ready(pgp_enum *self, const char *module) { return pgp_enum_adopt(self, make_class(self, module)); }

PyObject *pgp_enum_adopt(pgp_enum *self, PyObject *type) {
  if (!type) return NULL;
  if (set_doc(type, self->doc) < 0 || fill_tables(self, type) < 0) {
    Py_DECREF(type);
    return NULL;
  }
  self->type = (PyTypeObject *)type;
  return type;
}

/* A member outside the table: a combination of flags. */
int pgp_enum_value_slow(const pgp_enum *self, PyObject *object, int64_t *out) {
#ifdef PGP_UNIFFI_CALLERS
  if (Py_TYPE(object) != self->type) return PyErr_Format(PyExc_ValueError, "%R is no member of %s", object, self->name), 0;
#else
  if (Py_TYPE(object) != self->type) return pgp_expected(self->name, object);
#endif
  PyObject *number = PyObject_GetAttrString(object, "_value_");
  if (!number) return 0;
  *out = self->is_unsigned ? (int64_t)PyLong_AsUnsignedLongLong(number) : (int64_t)PyLong_AsLongLong(number);
  Py_DECREF(number);
  return !(*out == -1 && PyErr_Occurred());
}

PyObject *pgp_enum_member_slow(const pgp_enum *self, int64_t value) {
  for (size_t i = 0; i <= self->mask; ++i) {
    if (self->slots[i].member && self->slots[i].value == value) return pgp_new_ref(self->slots[i].member);
  }
  PyObject *number = number_of(self, value);
  PyObject *member = number ? PyObject_CallFunctionObjArgs((PyObject *)self->type, number, NULL) : NULL;
  Py_XDECREF(number);
  return member; /* a combination of flags; else ValueError of the enum module */
}
