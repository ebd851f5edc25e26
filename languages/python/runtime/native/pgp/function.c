#include "pgp/function.h"

#include <structmember.h>

#include "pgp/bind.h"
#include "pgp/object.h"

typedef struct pgp_function {
  PyObject_HEAD
  vectorcallfunc call;
  void (*meth)(void);  /* in the form that `call` knows */
  PyTypeObject *owner; /* of a method; else NULL */
  const PyMethodDef *def;
  PyObject *prototype; /* a function of Python's own that looks the same: NULL until it is asked for */
  PyObject *weakrefs;
} pgp_function;

static PyTypeObject *function_type;
static PyObject *package_name;

/* ---- what it is called ---- */

static PyObject *get_qualname(PyObject *self, void *unused) {
  const pgp_function *function = (pgp_function *)self;
  (void)unused;
  if (!function->owner) return PyUnicode_FromString(function->def->ml_name);
  return PyUnicode_FromFormat("%U.%s", ((PyHeapTypeObject *)function->owner)->ht_qualname, function->def->ml_name);
}
static PyObject *get_name(PyObject *self, void *unused) {
  (void)unused;
  return PyUnicode_FromString(((pgp_function *)self)->def->ml_name);
}
static PyObject *get_module(PyObject *self, void *unused) {
  (void)self, (void)unused;
  return pgp_new_ref(package_name);
}
static const char separator[] = "\n--\n\n";

static PyObject *get_doc(PyObject *self, void *unused) {
  const char *text = strstr(((pgp_function *)self)->def->ml_doc, separator) + sizeof separator - 1;
  (void)unused;
  return *text ? PyUnicode_FromString(text) : pgp_new_ref(Py_None);
}
static PyObject *function_repr(PyObject *self) {
  PyObject *name = get_qualname(self, NULL), *text = name ? PyUnicode_FromFormat("<function %U at %p>", name, self) : NULL;
  Py_XDECREF(name);
  return text;
}
/* Pickled by name. */
static PyObject *function_reduce(PyObject *self, PyObject *unused) { return get_qualname(self, unused); }

/* ---- calls ---- */

typedef PyObject *(*fastcall)(PyObject *self, PyObject *const *args, Py_ssize_t nargs);

static PyObject *takes_nothing(PyObject *self, Py_ssize_t nargs, PyObject *kwnames) {
  PyObject *name = get_qualname(self, NULL);
  const char *text = name ? PyUnicode_AsUTF8(name) : NULL;
  if (text) pgp_takes_nothing(text, nargs, kwnames);
  Py_XDECREF(name);
  return NULL;
}
PGP_COLD static int wrong_self(PyObject *self, PyObject *const *args, Py_ssize_t nargs) {
  PyObject *name = get_qualname(self, NULL);
  const char *given = nargs < 1 ? "nothing" : Py_TYPE(args[0])->tp_name;
  if (name) PyErr_Format(PyExc_TypeError, "%U() is for %s objects, not for %s", name, ((pgp_function *)self)->owner->tp_name, given);
  Py_XDECREF(name);
  return 0;
}
static inline int takes_self(PyObject *self, PyObject *const *args, Py_ssize_t nargs) {
  return PGP_LIKELY(nargs > 0 && pgp_is_instance(args[0], ((pgp_function *)self)->owner)) || wrong_self(self, args, nargs);
}
static inline int takes_class(PyObject *self, PyObject *const *args, Py_ssize_t nargs) {
  PyTypeObject *owner = ((pgp_function *)self)->owner;
  return PGP_LIKELY(nargs > 0 && PyType_Check(args[0]) && PyType_IsSubtype((PyTypeObject *)args[0], owner)) || wrong_self(self, args, nargs);
}

static PyObject *call_function(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
  return ((pgp_fastcall)((pgp_function *)self)->meth)(NULL, args, PyVectorcall_NARGS(nargsf), kwnames);
}
static PyObject *call_function_of_nothing(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
  const Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
  if (PGP_UNLIKELY(kwnames && PyTuple_GET_SIZE(kwnames))) return takes_nothing(self, nargs, kwnames);
  return ((fastcall)((pgp_function *)self)->meth)(NULL, args, nargs);
}
static PyObject *call_method(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
  const Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
  return takes_self(self, args, nargs) ? ((pgp_fastcall)((pgp_function *)self)->meth)(args[0], args + 1, nargs - 1, kwnames) : NULL;
}
static PyObject *call_method_of_nothing(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
  const Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
  if (!takes_self(self, args, nargs)) return NULL;
  if (PGP_UNLIKELY(nargs > 1 || (kwnames && PyTuple_GET_SIZE(kwnames)))) return takes_nothing(self, nargs - 1, kwnames);
  return ((PyCFunction)((pgp_function *)self)->meth)(args[0], NULL);
}
static PyObject *call_class_method(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
  const Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
  return takes_class(self, args, nargs) ? ((pgp_fastcall)((pgp_function *)self)->meth)(args[0], args + 1, nargs - 1, kwnames) : NULL;
}
static PyObject *call_class_method_of_nothing(PyObject *self, PyObject *const *args, size_t nargsf, PyObject *kwnames) {
  const Py_ssize_t nargs = PyVectorcall_NARGS(nargsf);
  if (!takes_class(self, args, nargs)) return NULL;
  if (PGP_UNLIKELY(kwnames && PyTuple_GET_SIZE(kwnames))) return takes_nothing(self, nargs - 1, kwnames);
  return ((fastcall)((pgp_function *)self)->meth)(args[0], args + 1, nargs - 1);
}

static PyObject *bind_to(PyObject *self, PyObject *object, PyObject *type) {
  (void)type;
  return object && object != Py_None ? PyMethod_New(self, object) : pgp_new_ref(self);
}

/* ---- what it looks like ---- */

/* The names that it is written with: the package's, and the modules that hints need. */
static PyObject *known_names(void) {
  static PyObject *names;
  if (names) return names;
  PyObject *package = PyImport_GetModule(package_name), *made = package ? PyDict_Copy(PyModule_GetDict(package)) : PyErr_Occurred() ? NULL : PyDict_New();
  Py_XDECREF(package);
  for (const char *const *one = (const char *const[]){"datetime", "typing", NULL}; made && *one; ++one) {
    PyObject *module = PyImport_ImportModule(*one), *name = PyUnicode_FromFormat("_%s", *one);
    if (!module || !name || PyDict_SetItem(made, name, module) < 0) Py_CLEAR(made);
    Py_XDECREF(module);
    Py_XDECREF(name);
  }
  return names = made;
}

static PyObject *make_prototype(const PyMethodDef *def) {
  PyCompilerFlags flags = {CO_FUTURE_ANNOTATIONS, PY_MINOR_VERSION};
  const char *end = strstr(def->ml_doc, separator);
  PyObject *names = known_names(), *made = NULL, *found = names ? PyDict_New() : NULL;
  PyObject *text = found ? PyBytes_FromStringAndSize(def->ml_doc, end - def->ml_doc) : NULL;
  if (text) PyBytes_ConcatAndDel(&text, PyBytes_FromString(": ..."));
  PyObject *code = text ? Py_CompileStringFlags(PyBytes_AS_STRING(text), "<signature>", Py_file_input, &flags) : NULL;
  PyObject *done = code ? PyEval_EvalCode(code, names, found) : NULL;
  if (done) made = PyMapping_GetItemString(found, def->ml_name);
  Py_XDECREF(done);
  Py_XDECREF(code);
  Py_XDECREF(text);
  Py_XDECREF(found);
  return made;
}

/* An attribute that functions of Python have, `name`. */
static PyObject *get_looks(PyObject *self, void *name) {
  pgp_function *function = (pgp_function *)self;
  PyObject *made = function->prototype ? NULL : make_prototype(function->def), *unused = NULL;
  if (!function->prototype && !made) return NULL;
  PGP_BEGIN_EXCLUSIVE(self)
  if (function->prototype) unused = made;
  else function->prototype = made;
  PGP_END_EXCLUSIVE()
  Py_XDECREF(unused);
  return PyObject_GetAttrString(function->prototype, (const char *)name);
}

/* ---- the class ---- */

static void function_dealloc(PyObject *self) {
  pgp_function *function = (pgp_function *)self;
  PyTypeObject *type = Py_TYPE(self);
  if (function->weakrefs) PyObject_ClearWeakRefs(self);
  Py_XDECREF(function->prototype);
  Py_XDECREF((PyObject *)function->owner);
  type->tp_free(self);
  Py_DECREF(type);
}

int pgp_function_ready(const char *package) {
  static char name[160];
  static PyMemberDef members[] = {
    {"__vectorcalloffset__", T_PYSSIZET, offsetof(pgp_function, call), READONLY, NULL},
    {"__weaklistoffset__", T_PYSSIZET, offsetof(pgp_function, weakrefs), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
  };
  static PyGetSetDef looks[] = {
    {"__name__", get_name, NULL, NULL, NULL},
    {"__qualname__", get_qualname, NULL, NULL, NULL},
    {"__module__", get_module, NULL, NULL, NULL},
    {"__doc__", get_doc, NULL, NULL, NULL},
    {"__annotations__", get_looks, NULL, NULL, (void *)(uintptr_t)"__annotations__"},
    {"__code__", get_looks, NULL, NULL, (void *)(uintptr_t)"__code__"},
    {"__defaults__", get_looks, NULL, NULL, (void *)(uintptr_t)"__defaults__"},
    {"__kwdefaults__", get_looks, NULL, NULL, (void *)(uintptr_t)"__kwdefaults__"},
    {"__globals__", get_looks, NULL, NULL, (void *)(uintptr_t)"__globals__"},
    {NULL, NULL, NULL, NULL, NULL},
  };
  static PyMethodDef methods[] = {{"__reduce__", function_reduce, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
  static PyType_Slot slots[] = {{Py_tp_dealloc, PGP_SLOT(function_dealloc)}, {Py_tp_repr, PGP_SLOT(function_repr)},
                                {Py_tp_call, PGP_SLOT(PyVectorcall_Call)},   {Py_tp_descr_get, PGP_SLOT(bind_to)},
                                {Py_tp_members, members},                    {Py_tp_getset, looks},
                                {Py_tp_methods, methods},                    {0, NULL}};
  static PyType_Spec spec = {name, sizeof(pgp_function), 0,
                             Py_TPFLAGS_DEFAULT | Py_TPFLAGS_HAVE_VECTORCALL | Py_TPFLAGS_METHOD_DESCRIPTOR | PGP_IMMUTABLE, slots};
  PyOS_snprintf(name, sizeof name, "%.140s._Function", package);
  if (!(package_name = PyUnicode_FromString(package)) || !(function_type = pgp_make_type(&spec, NULL))) return -1;
  function_type->tp_new = NULL;
  return 0;
}

static int is_described(const PyMethodDef *def) {
  return def->ml_doc && (!strncmp(def->ml_doc, "def ", 4) || !strncmp(def->ml_doc, "async def ", 10));
}

static PyObject *function_new(const PyMethodDef *def, PyTypeObject *owner) {
  pgp_function *self = (pgp_function *)pgp_new_object(function_type);
  if (!self) return NULL;
  const int keywords = def->ml_flags & METH_KEYWORDS, is_free = !owner || (def->ml_flags & METH_STATIC);
  self->call = is_free                      ? (keywords ? call_function : call_function_of_nothing)
               : def->ml_flags & METH_CLASS ? (keywords ? call_class_method : call_class_method_of_nothing)
                                            : (keywords ? call_method : call_method_of_nothing);
  self->meth = (void (*)(void))def->ml_meth;
  self->owner = owner;
  Py_XINCREF((PyObject *)owner);
  self->def = def;
  self->prototype = self->weakrefs = NULL;
  return (PyObject *)self;
}

int pgp_add_functions(PyObject *module, PyMethodDef *functions) {
  for (PyMethodDef *one = functions; one->ml_name; ++one) {
    PyObject *own = PyModule_GetNameObject(module);
    PyObject *made = !own ? NULL : is_described(one) ? function_new(one, NULL) : PyCFunction_NewEx(one, module, own);
    Py_XDECREF(own);
    if (pgp_add(module, one->ml_name, made) < 0) return -1;
  }
  return 0;
}

int pgp_add_methods(PyTypeObject *type, PyMethodDef *methods) {
  for (const PyMethodDef *one = methods; one->ml_name; ++one) {
    if (!is_described(one)) continue;
    PyObject *function = function_new(one, type), *made = function;
    if (function && one->ml_flags & METH_CLASS) made = PyClassMethod_New(function);
    if (function && one->ml_flags & METH_STATIC) made = PyStaticMethod_New(function);
    if (made != function) Py_DECREF(function);
    if (pgp_set_attribute(type, one->ml_name, made) < 0) return -1;
  }
  return 0;
}
