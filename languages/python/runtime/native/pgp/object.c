#include "pgp/object.h"

PyTypeObject *pgp_object_type;
static destructor python_dealloc; /* of all classes that are made in Python */
static const pgp_class *const *all_classes;

/* Of an instance with a handle. */
static const pgp_class *class_of(const pgp_object *self) { return all_classes[self->number]; }

static void object_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  type->tp_free(self);
  Py_DECREF(type);
}

PyObject *pgp_object_close(PyObject *self, PyObject *unused) {
  (void)unused;
  PGP_BEGIN_EXCLUSIVE(self)
  if (pgp_object_closing(self) && ((pgp_object *)self)->handle) class_of((pgp_object *)self)->free(((pgp_object *)self)->handle);
  PGP_END_EXCLUSIVE()
  Py_RETURN_NONE;
}

static PyObject *object_enter(PyObject *self, PyObject *unused) {
  (void)unused;
  if (((pgp_object *)self)->closed) {
    PyErr_Format(PyExc_ValueError, "%s is closed", Py_TYPE(self)->tp_name);
    return NULL;
  }
  return pgp_new_ref(self);
}

static PyObject *object_exit(PyObject *self, PyObject *const *args, Py_ssize_t nargs) {
  (void)args;
  (void)nargs;
  return pgp_object_close(self, NULL);
}

static PyObject *object_closed(PyObject *self, void *unused) {
  (void)unused;
  return PyBool_FromLong(((pgp_object *)self)->closed);
}

/* "<rox.Chart key_count=4>", "<rox.Chart closed>" */
static PyObject *object_repr(PyObject *self) {
  if (((pgp_object *)self)->closed) return PyUnicode_FromFormat("<%s closed>", Py_TYPE(self)->tp_name);
  PyObject *text = PyUnicode_FromFormat("<%s", Py_TYPE(self)->tp_name);
  const char *name = ((pgp_object *)self)->handle ? class_of((pgp_object *)self)->shown : NULL;
  int shown = 0;
  for (; text && name && *name; name += strlen(name) + 1) {
    PyObject *value = PyObject_GetAttrString(self, name);
    if (!value) {
      if (!PyErr_ExceptionMatches(PyExc_Exception)) break;
      PyErr_Clear(); /* a repr is for debugging: it says what it can */
      continue;
    }
    PyObject *more = PyUnicode_FromFormat("%U %s=%R", text, name, value);
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

int pgp_object_ready(const char *module) {
  static char name[160], plain_name[160];
  static PyType_Slot none[] = {{0, NULL}};
  static PyType_Spec plain = {plain_name, 0, 0, Py_TPFLAGS_DEFAULT, none};
  static PyMethodDef methods[] = {
    {"close", pgp_object_close, METH_NOARGS,
     "close($self, /)\n--\n\nFrees the object now. Closing again is harmless; any other use raises ValueError."},
    {"__enter__", object_enter, METH_NOARGS, NULL},
    {"__exit__", PGP_CFUNCTION(object_exit), METH_FASTCALL, NULL},
    {NULL, NULL, 0, NULL},
  };
  static PyGetSetDef properties[] = {
    {"closed", object_closed, NULL, "Whether the object was freed.", NULL},
    {NULL, NULL, NULL, NULL, NULL},
  };
  static PyType_Slot slots[] = {{Py_tp_dealloc, PGP_SLOT(object_dealloc)}, {Py_tp_new, PGP_SLOT(pgp_object_no_new)},
                                {Py_tp_repr, PGP_SLOT(object_repr)},       {Py_tp_methods, methods},
                                {Py_tp_getset, properties},                {0, NULL}};
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

PyObject *pgp_object_of(PyObject *type, PyObject *object) {
  PyTypeObject *wanted = (PyTypeObject *)type;
  if (!object || PyType_IsSubtype(Py_TYPE(object), wanted)) return object;
  PyObject *result = wanted->tp_alloc(wanted, 0);
  if (result && !pgp_can_construct(result, Py_TYPE(object))) Py_CLEAR(result);
  if (result) {
    ((pgp_object *)result)->handle = ((pgp_object *)object)->handle;
    ((pgp_object *)result)->closed = 0;
    ((pgp_object *)result)->number = ((pgp_object *)object)->number;
    ((pgp_object *)object)->handle = NULL;
  }
  Py_DECREF(object);
  return result;
}

PyObject *pgp_object_construct(PyObject *object, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames, const pgp_class *class) {
  pgp_object *self = (pgp_object *)object;
  if (!pgp_can_construct(object, *class->type)) return NULL;
  void *handle = class->construct(object, args, nargs, kwnames);
  if (!handle) return NULL;
  void *old = self->closed ? NULL : self->handle;
  const pgp_class *old_class = class_of(self);
  self->handle = handle;
  self->closed = 0;
  self->number = class->number;
  const int failed = class->constructed && class->constructed(object) < 0;
  if (old) old_class->free(old);
  if (failed) return NULL;
  Py_RETURN_NONE;
}

int pgp_object_init(PyObject *object, PyObject *args, PyObject *kwargs, const pgp_class *class) {
  PyObject *values = args, *names, *done;
  if (!pgp_spread(&values, &names, kwargs)) return -1;
  done = pgp_object_construct(object, &PyTuple_GET_ITEM(values, 0), PyTuple_GET_SIZE(args), names, class);
  Py_DECREF(values);
  Py_XDECREF(names);
  Py_XDECREF(done);
  return done ? 0 : -1;
}

static PyObject *bases_of(const pgp_class *class) {
  Py_ssize_t count = 0;
  if (!class->bases) return PyTuple_Pack(1, pgp_object_type);
  while (class->bases[count]) ++count;
  PyObject *bases = PyTuple_New(count);
  for (Py_ssize_t i = 0; bases && i < count; ++i) PyTuple_SET_ITEM(bases, i, pgp_new_ref((PyObject *)*class->bases[i]));
  return bases;
}

static int class_ready(const pgp_class *class) {
  PyType_Slot slots[96], *next = slots;
  PyType_Spec spec = {class->name, class->size, 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | PGP_IMMUTABLE, slots};
  PyObject *bases = bases_of(class);
  *next++ = (PyType_Slot){Py_tp_dealloc, PGP_SLOT(class->dealloc)};
  *next++ = (PyType_Slot){Py_tp_new, PGP_SLOT(class->make ? class->make : pgp_object_no_new)};
  *next++ = (PyType_Slot){Py_tp_doc, (void *)(uintptr_t)class->doc};
  if (class->init) *next++ = (PyType_Slot){Py_tp_init, PGP_SLOT(class->init)};
  if (class->methods) *next++ = (PyType_Slot){Py_tp_methods, class->methods};
  if (class->properties) *next++ = (PyType_Slot){Py_tp_getset, class->properties};
  for (const PyType_Slot *more = class->slots; more && more->slot; ++more) *next++ = *more;
  *next = (PyType_Slot){0, NULL};
  *class->type = bases ? pgp_make_type(&spec, bases) : NULL;
  if (!*class->type) return -1;
  if (class->call) (*class->type)->tp_vectorcall = class->call;
  return class->ready ? class->ready() : 0;
}

int pgp_classes_ready(const pgp_class *const *classes, size_t count) {
  all_classes = classes;
  for (size_t i = 0; i < count; ++i) {
    if (class_ready(classes[i]) < 0) return -1;
  }
  return 0;
}

int pgp_add_classes(PyObject *module, const pgp_class *const *classes, size_t count) {
  for (size_t i = 0; i < count; ++i) {
    if (!classes[i]->is_nested && pgp_add(module, strrchr(classes[i]->name, '.') + 1, pgp_new_ref((PyObject *)*classes[i]->type)) < 0) return -1;
  }
  return 0;
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
