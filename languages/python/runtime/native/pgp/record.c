#include "pgp/record.h"

int pgp_field_undeletable(const pgp_field *field) {
  PyErr_Format(PyExc_AttributeError, "field '%s' cannot be deleted", field->name);
  return -1;
}

static Py_ssize_t field_count(PyObject *self) {
  return (Py_TYPE(self)->tp_basicsize - (Py_ssize_t)offsetof(pgp_boxed, fields)) / (Py_ssize_t)sizeof(PyObject *);
}

PyObject *pgp_boxed_new(const pgp_record *record) { return record->type->tp_alloc(record->type, 0); }

PyObject *pgp_boxed_construct(const pgp_record *record, PyObject *const *args, Py_ssize_t nargs,
                              PyObject *kwnames) {
  PyObject *self = pgp_boxed_new(record);
  if (!self) return NULL;
  PyObject **fields = ((pgp_boxed *)self)->fields;
  if (!pgp_bind(&record->signature, args, nargs, kwnames, fields)) {
    memset(fields, 0, (size_t)record->signature.count * sizeof *fields); /* borrowed until here */
    Py_DECREF(self);
    return NULL;
  }
  int failed = 0;
  for (int i = 0; i < record->signature.count; ++i) {
    if (fields[i]) Py_INCREF(fields[i]);
    else if (!failed) failed = !(fields[i] = record->default_value(i));
  }
  if (failed) Py_CLEAR(self);
  return self;
}

void pgp_boxed_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  PyObject_GC_UnTrack(self);
  Py_TRASHCAN_BEGIN(self, pgp_boxed_dealloc)
  pgp_boxed_clear(self);
  type->tp_free(self);
  Py_DECREF(type);
  Py_TRASHCAN_END
}

int pgp_boxed_traverse(PyObject *self, visitproc visit, void *arg) {
  Py_VISIT(Py_TYPE(self));
  for (Py_ssize_t i = 0; i < field_count(self); ++i) Py_VISIT(((pgp_boxed *)self)->fields[i]);
  return 0;
}

int pgp_boxed_clear(PyObject *self) {
  for (Py_ssize_t i = 0; i < field_count(self); ++i) Py_CLEAR(((pgp_boxed *)self)->fields[i]);
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

PyObject *pgp_boxed_compare(PyObject *left, PyObject *right, int op) {
  const Py_ssize_t count = field_count(left);
  for (Py_ssize_t i = 0; i < count; ++i) {
    PyObject *a = ((pgp_boxed *)left)->fields[i], *b = ((pgp_boxed *)right)->fields[i];
    if (!a || !b) {
      PyErr_SetString(PyExc_AttributeError, "a field was deleted");
      return NULL;
    }
    Py_INCREF(a);
    Py_INCREF(b);
    int equal = PyObject_RichCompareBool(a, b, Py_EQ);
    PyObject *result = equal < 0 ? NULL : equal ? Py_None : op == Py_EQ ? pgp_new_ref(Py_False)
                                        : op == Py_NE ? pgp_new_ref(Py_True) : PyObject_RichCompare(a, b, op);
    Py_DECREF(a);
    Py_DECREF(b);
    if (result != Py_None) return result;
  }
  return pgp_order_result(0, op);
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
  PyObject *result = NULL;
  PyObject *names = NULL, *values = NULL;
  const Py_ssize_t nargs = PyTuple_GET_SIZE(args), keywords = kwargs ? PyDict_GET_SIZE(kwargs) : 0;
  names = keywords ? PyTuple_New(keywords) : NULL;
  values = PyTuple_New(nargs + keywords);
  if (values && (names || !keywords)) {
    PyObject *key, *value;
    Py_ssize_t position = 0, i;
    for (i = 0; i < nargs; ++i) PyTuple_SET_ITEM(values, i, pgp_new_ref(PyTuple_GET_ITEM(args, i)));
    for (i = 0; i < keywords && PyDict_Next(kwargs, &position, &key, &value); ++i) {
      PyTuple_SET_ITEM(names, i, pgp_new_ref(key));
      PyTuple_SET_ITEM(values, nargs + i, pgp_new_ref(value));
    }
    result = type->tp_vectorcall((PyObject *)type, &PyTuple_GET_ITEM(values, 0), (size_t)nargs, names);
  }
  Py_XDECREF(names);
  Py_XDECREF(values);
  return result;
}

int pgp_record_ready(pgp_record *record, PyType_Spec *spec, vectorcallfunc construct) {
  record->type = pgp_make_type(spec, NULL);
  if (!record->type) return -1;
  record->type->tp_vectorcall = construct;
  PyObject *names = PyTuple_New(record->signature.count);
  for (int i = 0; names && i < record->signature.count; ++i) {
    PyObject *name = PyUnicode_InternFromString(record->signature.params[i]);
    if (!name) Py_CLEAR(names);
    else PyTuple_SET_ITEM(names, i, name);
  }
  return pgp_set_attribute(record->type, "__match_args__", names);
}
