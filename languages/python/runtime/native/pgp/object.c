#include "pgp/object.h"

PyTypeObject *pgp_object_type;
static destructor python_dealloc; /* of all classes that are made in Python */

static void object_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}

int pgp_object_ready(const char *module) {
  static char name[160], plain_name[160];
  static PyType_Slot none[] = {{0, NULL}};
  static PyType_Spec plain = {plain_name, 0, 0, Py_TPFLAGS_DEFAULT, none};
  static PyType_Slot slots[] = {{Py_tp_dealloc, PGP_SLOT(object_dealloc)}, {Py_tp_new, PGP_SLOT(pgp_object_no_new)}, {0, NULL}};
  static PyType_Spec spec = {name, sizeof(pgp_object), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | PGP_IMMUTABLE,
                             slots};
  PyOS_snprintf(name, sizeof name, "%.140s._Object", module);
  PyOS_snprintf(plain_name, sizeof plain_name, "%.140s._Plain", module);
  PyTypeObject *made = pgp_make_type(&plain, NULL);
  if (!made) return -1;
  python_dealloc = made->tp_dealloc;
  Py_DECREF((PyObject *)made);
  pgp_object_type = pgp_make_type(&spec, NULL);
  return pgp_object_type ? 0 : -1;
}

PyObject *pgp_object_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  (void)args;
  (void)kwargs;
  return type->tp_alloc(type, 0); /* all zero: no handle */
}

int pgp_can_construct(PyObject *object, PyTypeObject *type) {
  PyTypeObject *own = Py_TYPE(object);
  PyObject *all = own->tp_mro; /* the nearest class of C++ stands first */
  for (Py_ssize_t i = 0; i < PyTuple_GET_SIZE(all); ++i) {
    PyTypeObject *each = (PyTypeObject *)PyTuple_GET_ITEM(all, i);
    if (each->tp_dealloc == python_dealloc || !PyType_IsSubtype(each, pgp_object_type) || PyType_IsSubtype(type, each)) continue;
    PyErr_Format(PyExc_TypeError, "%s.__init__() cannot make a %s, which derives from %s", type->tp_name, own->tp_name, each->tp_name);
    return 0;
  }
  return 1;
}

PyObject *pgp_object_no_new(PyTypeObject *type, PyObject *args, PyObject *kwargs) {
  (void)args;
  (void)kwargs;
#ifdef PGP_UNIFFI_CALLERS
  (void)type;
  PyErr_SetString(PyExc_ValueError, "This class has no default constructor");
#else
  PyErr_Format(PyExc_TypeError, "%s has no constructor", type->tp_name);
#endif
  return NULL;
}

PyObject *pgp_object_closed(PyObject *self, void *unused) {
  (void)unused;
  return PyBool_FromLong(((pgp_object *)self)->closed);
}

PyObject *pgp_object_enter(PyObject *self, PyObject *unused) {
  (void)unused;
  if (((pgp_object *)self)->closed) {
    PyErr_Format(PyExc_ValueError, "%s is closed", Py_TYPE(self)->tp_name);
    return NULL;
  }
  return pgp_new_ref(self);
}

PyObject *pgp_object_repr(PyObject *self, const char *const *properties) {
  if (((pgp_object *)self)->closed) return PyUnicode_FromFormat("<%s closed>", Py_TYPE(self)->tp_name);
  PyObject *text = PyUnicode_FromFormat("<%s", Py_TYPE(self)->tp_name);
  int shown = 0;
  for (; text && properties && *properties; ++properties) {
    PyObject *value = PyObject_GetAttrString(self, *properties);
    if (!value) {
      if (!PyErr_ExceptionMatches(PyExc_Exception)) break;
      PyErr_Clear(); /* a repr is for debugging: it says what it can */
      continue;
    }
    PyObject *more = PyUnicode_FromFormat("%U %s=%R", text, *properties, value);
    Py_DECREF(value);
    Py_DECREF(text);
    text = more;
    ++shown;
  }
  if (!text) return NULL;
  PyObject *result = shown ? PyUnicode_FromFormat("%U>", text) : PyUnicode_FromFormat("%U object at %p>", text, self);
  Py_DECREF(text);
  return result;
}

PyObject *pgp_object_of(PyObject *type, PyObject *object) {
  PyTypeObject *wanted = (PyTypeObject *)type;
  if (!object || PyType_IsSubtype(Py_TYPE(object), wanted)) return object;
  PyObject *result = wanted->tp_alloc(wanted, 0);
  if (result && !pgp_can_construct(result, Py_TYPE(object))) Py_CLEAR(result);
  if (result) {
    ((pgp_object *)result)->handle = ((pgp_object *)object)->handle;
    ((pgp_object *)result)->closed = 0;
    ((pgp_object *)object)->handle = NULL;
  }
  Py_DECREF(object);
  return result;
}

PyTypeObject *pgp_make_type(PyType_Spec *spec, PyObject *bases) {
  PyObject *type = PyType_FromSpecWithBases(spec, bases);
  Py_XDECREF(bases);
  return (PyTypeObject *)type;
}

int pgp_set_attribute(PyTypeObject *type, const char *name, PyObject *value) {
  if (!value) return -1;
  int failed = PyDict_SetItemString(type->tp_dict, name, value);
  Py_DECREF(value);
  PyType_Modified(type);
  return failed;
}

int pgp_add(PyObject *module, const char *name, PyObject *value) {
  if (!value) return -1;
  if (PyModule_AddObject(module, name, value) == 0) return 0;
  Py_DECREF(value);
  return -1;
}

int pgp_set_qualname(PyObject *type, const char *name) {
  PyObject *text = PyUnicode_FromString(name);
  if (!text) return -1;
  Py_XDECREF(((PyHeapTypeObject *)type)->ht_qualname);
  ((PyHeapTypeObject *)type)->ht_qualname = text;
  return 0;
}
