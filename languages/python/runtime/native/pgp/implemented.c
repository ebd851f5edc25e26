#include "pgp/implemented.h"

#include <structmember.h>

PyTypeObject *pgp_implemented_type;

static void implemented_dealloc(PyObject *self) {
  PyTypeObject *type = Py_TYPE(self);
  pgp_implemented_end(self);
  type->tp_free(self);
  Py_DECREF(type);
}

int pgp_implemented_ready(const char *module) {
  static char name[160];
  static PyMemberDef members[] = {
    {"__weaklistoffset__", T_PYSSIZET, offsetof(pgp_implemented, weakrefs), READONLY, NULL},
    {NULL, 0, 0, 0, NULL},
  };
  static PyType_Slot slots[] = {{Py_tp_dealloc, PGP_SLOT(implemented_dealloc)},
                                {Py_tp_new, PGP_SLOT(pgp_object_no_new)},
                                {Py_tp_members, members},
                                {0, NULL}};
  static PyType_Spec spec = {name, sizeof(pgp_implemented), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE | PGP_IMMUTABLE, slots};
  PyOS_snprintf(name, sizeof name, "%.140s._Implemented", module);
  pgp_implemented_type = pgp_make_type(&spec, PyTuple_Pack(1, pgp_object_type));
  return pgp_implemented_type ? 0 : -1;
}

/* Is what a class has by this name the method of C++ itself? -1 with an error. */
static int is_missing(PyTypeObject *type, const pgp_pure *pure) {
  PyObject *found = PyObject_GetAttrString((PyObject *)type, pure->name);
  if (!found) return -1;
  PyObject *original = PyObject_GetAttrString((PyObject *)*pure->owner, pure->name);
  const int same = !original ? -1 : found == original;
  Py_DECREF(found);
  Py_XDECREF(original);
  return same;
}

PyObject *pgp_implemented_new(PyTypeObject *type, const pgp_pure *pure) {
  PyObject *names = NULL;
  int count = 0;
  if (type->tp_flags & Py_TPFLAGS_IS_ABSTRACT) { /* abc's own: that says what is missing, too */
    PyObject *nothing = PyTuple_New(0), *made = nothing ? PyBaseObject_Type.tp_new(type, nothing, NULL) : NULL;
    Py_XDECREF(nothing);
    return made;
  }
#ifdef PGP_UNIFFI_CALLERS /* these may leave methods out that are never called */
  if (pure->name && type != *pure->owner) return type->tp_alloc(type, 0);
#endif
  for (; pure->name; ++pure) {
    const int missing = is_missing(type, pure);
    if (missing == 0) continue;
    PyObject *more = missing < 0 ? NULL : names ? PyUnicode_FromFormat("%U, '%s'", names, pure->name) : PyUnicode_FromFormat("'%s'", pure->name);
    Py_XDECREF(names);
    if (!more) return NULL;
    names = more;
    ++count;
  }
  if (!names) return type->tp_alloc(type, 0); /* all zero: no handle */
  PyErr_Format(PyExc_TypeError, "Can't instantiate abstract class %s without an implementation for abstract method%s %U", type->tp_name,
               count > 1 ? "s" : "", names);
  Py_DECREF(names);
  return NULL;
}

PyObject *pgp_no_body(const char *method) {
  PyErr_Format(PyExc_NotImplementedError, "%s has no body in C++", method);
  return NULL;
}

/* ---- the library's side ---- */

pgp_side *pgp_side_new(PyObject *object) {
  pgp_side *side = PyMem_RawMalloc(sizeof *side);
  if (!side) return (pgp_side *)PyErr_NoMemory();
  side->held = 0;
  side->weak = PyWeakref_NewRef(object, NULL);
  if (side->weak) return side;
  PyMem_RawFree(side);
  return NULL;
}

void pgp_side_release(void *user) {
  pgp_side *side = user;
  pgp_entry entry;
  pgp_enter(&entry);
  Py_DECREF(side->weak);
  PyMem_RawFree(side);
  pgp_leave(&entry);
}

PyObject *pgp_deref(PyObject *weak) {
  PyObject *object = NULL;
#if PY_VERSION_HEX >= 0x030D0000
  if (PyWeakref_GetRef(weak, &object) < 0) PyErr_Clear();
#else
  object = PyWeakref_GetObject(weak);
  if (object == Py_None) object = NULL;
  Py_XINCREF(object);
#endif
  return object;
}

/* C++ owns it, or lends it: it can be used as long as that is so. */
static void use_own(pgp_implemented *self) {
  self->base.handle = self->own;
  self->base.closed = PGP_GIVEN;
}

PyObject *pgp_side_object(void *user) {
  PyObject *object = pgp_deref(((pgp_side *)user)->weak);
  if (object && PGP_UNLIKELY(((pgp_object *)object)->closed)) {
    PGP_BEGIN_EXCLUSIVE(object)
    if (((pgp_object *)object)->closed) use_own((pgp_implemented *)object);
    PGP_END_EXCLUSIVE()
  }
  return object;
}

void pgp_side_hold(void *user) {
  pgp_side *side = user;
  pgp_entry entry;
  pgp_enter(&entry);
  if (pgp_deref(side->weak)) { /* the reference stays */
    PGP_BEGIN_EXCLUSIVE(side->weak)
    ++side->held;
    PGP_END_EXCLUSIVE()
  }
  pgp_leave(&entry);
}

void pgp_side_let_go(void *user) {
  pgp_side *side = user;
  pgp_entry entry;
  int was_held;
  pgp_enter(&entry);
  PGP_BEGIN_EXCLUSIVE(side->weak)
  was_held = side->held > 0;
  side->held -= was_held;
  PGP_END_EXCLUSIVE()
  PyObject *object = was_held ? pgp_deref(side->weak) : NULL;
  if (object) {
    Py_DECREF(object);
    Py_DECREF(object); /* with it the side may go */
  }
  pgp_leave(&entry);
}

PyObject *pgp_side_wrap(void *user, void *handle, bool (*regained)(const void *handle), int *taken) {
  PyObject *object = pgp_deref(((pgp_side *)user)->weak);
  pgp_implemented *self = (pgp_implemented *)object;
  *taken = 0;
  if (!object) return NULL;
  PGP_BEGIN_EXCLUSIVE(object)
  if (self->base.closed && regained(handle)) {
    self->base.handle = handle;
    self->base.closed = 0;
    *taken = 1;
  } else if (self->base.closed) {
    use_own(self);
  }
  PGP_END_EXCLUSIVE()
  return object;
}

void pgp_give_away(PyObject *object) {
  pgp_object *self = (pgp_object *)object;
  self->closed = 1;
  if (pgp_implements(object)) use_own((pgp_implemented *)object);
}

/* ---- calls from C++ ---- */

/* Else functions in C that call each other through C++ would never meet the limit. */
static int enter_method(PyObject **args, size_t count) {
  for (size_t i = 1; i <= count; ++i) if (!args[i]) return 0;
  return !Py_EnterRecursiveCall(" in a method that C++ calls");
}
static PyObject *leave_method(PyObject *result) {
  Py_LeaveRecursiveCall();
  return result;
}

PyObject *pgp_call_method(PyObject *name, PyObject **args, size_t count) {
  return enter_method(args, count) ? leave_method(PyObject_VectorcallMethod(name, args + 1, count | PY_VECTORCALL_ARGUMENTS_OFFSET, NULL)) : NULL;
}
PyObject *pgp_call_getter(PyObject *name, PyObject **args) { return enter_method(args, 1) ? leave_method(PyObject_GetAttr(args[1], name)) : NULL; }
PyObject *pgp_call_setter(PyObject *name, PyObject **args) {
  return enter_method(args, 2) ? leave_method(PyObject_SetAttr(args[1], name, args[2]) < 0 ? NULL : pgp_new_ref(Py_None)) : NULL;
}
PyObject *pgp_call_length(PyObject **args) {
  if (!enter_method(args, 1)) return NULL;
  const Py_ssize_t length = PyObject_Size(args[1]);
  return leave_method(length < 0 ? NULL : PyLong_FromSsize_t(length));
}
PyObject *pgp_call_text(PyObject **args) { return enter_method(args, 1) ? leave_method(PyObject_Str(args[1])) : NULL; }
PyObject *pgp_call_contains(PyObject **args) {
  if (!enter_method(args, 2)) return NULL;
  const int found = PySequence_Contains(args[1], args[2]);
  return leave_method(found < 0 ? NULL : PyBool_FromLong(found));
}
