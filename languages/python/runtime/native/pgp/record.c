#include "pgp/record.h"

int pgp_field_undeletable(const pgp_field *field) {
  PyErr_Format(PyExc_AttributeError, "field '%s' cannot be deleted", field->name);
  return -1;
}

static PyObject **text_at(PyObject *self, void *closure) {
  return (PyObject **)(void *)((char *)self + ((const pgp_field *)closure)->offset);
}

PyObject *pgp_own_text(PyObject *object) {
  if (PGP_LIKELY(PyUnicode_CheckExact(object))) return pgp_new_ref(object);
  if (PyUnicode_Check(object)) return PyUnicode_FromObject(object);
  pgp_expected("str", object);
  return NULL;
}

PyObject *pgp_text_field(PyObject *self, PyObject *const *field) {
  PyObject *text;
  (void)self;
  PGP_BEGIN_EXCLUSIVE(self)
  text = *field;
  Py_XINCREF(text);
  PGP_END_EXCLUSIVE()
  if (PGP_UNLIKELY(!text)) PyErr_SetString(PyExc_AttributeError, "the record is not complete");
  return text;
}

PyObject *pgp_get_text(PyObject *self, void *closure) { return pgp_text_field(self, text_at(self, closure)); }

int pgp_set_text(PyObject *self, PyObject *object, void *closure) {
  if (!object) return pgp_field_undeletable(closure);
  PyObject *text = pgp_own_text(object), *old;
  if (!text) {
    pgp_error_at_text(((const pgp_field *)closure)->name);
    return -1;
  }
  PGP_BEGIN_EXCLUSIVE(self)
  old = *text_at(self, closure);
  *text_at(self, closure) = text;
  PGP_END_EXCLUSIVE()
  Py_XDECREF(old);
  return 0;
}

static PyObject *names_of(PyObject *self) {
  return PyObject_GetAttrString((PyObject *)Py_TYPE(self), "__match_args__");
}

/* All fields, as a tuple in order. */
static PyObject *values_of(PyObject *self, PyObject *names) {
  PyObject *values = PyTuple_New(PyTuple_GET_SIZE(names));
  for (Py_ssize_t i = 0; values && i < PyTuple_GET_SIZE(names); ++i) {
    PyObject *value = PyObject_GetAttr(self, PyTuple_GET_ITEM(names, i));
    if (!value) Py_CLEAR(values);
    else PyTuple_SET_ITEM(values, i, value);
  }
  return values;
}

PyObject *pgp_record_compare(PyObject *left, PyObject *right, int op) {
  PyObject *names = names_of(left), *result = NULL;
  PyObject *a = names ? values_of(left, names) : NULL, *b = a ? values_of(right, names) : NULL;
  if (b) result = PyObject_RichCompare(a, b, op);
  Py_XDECREF(names);
  Py_XDECREF(a);
  Py_XDECREF(b);
  return result;
}

PyObject *pgp_record_repr(PyObject *self) {
  const char *dot = strrchr(Py_TYPE(self)->tp_name, '.');
  const int depth = Py_ReprEnter(self); /* a record inside itself */
  if (depth) return depth < 0 ? NULL : PyUnicode_FromFormat("%s(...)", dot ? dot + 1 : Py_TYPE(self)->tp_name);
  PyObject *names = names_of(self), *values = names ? values_of(self, names) : NULL;
  PyObject *text = values ? PyUnicode_FromFormat("%s(", dot ? dot + 1 : Py_TYPE(self)->tp_name) : NULL;
  for (Py_ssize_t i = 0; text && i < PyTuple_GET_SIZE(names); ++i) {
    PyObject *more = PyUnicode_FromFormat("%U%s%U=%R", text, i ? ", " : "", PyTuple_GET_ITEM(names, i),
                                          PyTuple_GET_ITEM(values, i));
    Py_DECREF(text);
    text = more;
  }
  PyObject *result = text ? PyUnicode_FromFormat("%U)", text) : NULL;
  Py_XDECREF(text);
  Py_XDECREF(names);
  Py_XDECREF(values);
  Py_ReprLeave(self);
  return result;
}

PyObject *pgp_record_reduce(PyObject *self, PyObject *unused) {
  (void)unused;
  PyObject *names = names_of(self), *values = names ? values_of(self, names) : NULL;
  Py_XDECREF(names);
  return values ? Py_BuildValue("(ON)", (PyObject *)Py_TYPE(self), values) : NULL;
}

PyObject *pgp_record_copy(PyObject *self, PyObject *unused) {
  (void)unused;
  return pgp_record_replace(self, NULL, 0, NULL);
}

PyObject *pgp_record_replace(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames) {
  PyObject *names = names_of(self), *values = names ? values_of(self, names) : NULL, *changes = NULL, *result = NULL;
  if (!values || !(changes = PyDict_New())) goto done;
  if (nargs) {
    PyErr_SetString(PyExc_TypeError, "__replace__() takes keyword arguments only");
    goto done;
  }
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(names); ++i) {
    if (PyDict_SetItem(changes, PyTuple_GET_ITEM(names, i), PyTuple_GET_ITEM(values, i)) < 0) goto done;
  }
  for (Py_ssize_t i = 0; kwnames && i < PyTuple_GET_SIZE(kwnames); ++i) {
    if (PyDict_SetItem(changes, PyTuple_GET_ITEM(kwnames, i), args[i]) < 0) goto done;
  }
  Py_CLEAR(values);
  values = PyTuple_New(0);
  if (values) result = PyObject_Call((PyObject *)Py_TYPE(self), values, changes);
done:
  Py_XDECREF(names);
  Py_XDECREF(values);
  Py_XDECREF(changes);
  return result;
}

/* Not reached by calling the class, which has tp_vectorcall; by __new__ and copyreg it may be. */
PyObject *pgp_record_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  PyObject *values = args, *names, *result;
  if (!pgp_spread(&values, &names, kwargs)) return NULL;
  result = type->tp_vectorcall((PyObject *)type, &PyTuple_GET_ITEM(values, 0), (size_t)PyTuple_GET_SIZE(args), names);
  Py_DECREF(values);
  Py_XDECREF(names);
  return result;
}

int pgp_record_ready(pgp_record *record, PyType_Spec *spec, vectorcallfunc construct) {
  record->type = pgp_make_type(spec, NULL);
  if (!record->type) return -1;
  record->type->tp_vectorcall = construct;
  return pgp_set_attribute(record->type, "__match_args__", pgp_parameter_names(record->signature));
}
