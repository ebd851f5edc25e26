/* Classes of C++ that classes of Python derive from: C++ calls what Python overrides. */
#ifndef PGP_IMPLEMENTED_H
#define PGP_IMPLEMENTED_H

#include "pgp/callback.h"

/* An instance of such a class, whether Python or C++ implements it. */
typedef struct pgp_implemented {
  pgp_object base;
  PyObject *weakrefs;
  PyObject *loop;       /* a weak reference to the event loop for its async methods, or null */
  void *own;            /* where Python implements it: the handle that ends with the object in C++ */
  int32_t class_number; /* and the class of C++ that it derives from; else 0 */
} pgp_implemented;

/* In pgp_object.closed: C++ alone owns the object, and `handle` is its own one. */
#define PGP_GIVEN 2

/* Their common base. */
extern PyTypeObject *pgp_implemented_type;
int pgp_implemented_ready(const char *module);

/* A new instance of an exact type, which may be NULL, is one that C++ implements. */
static inline PyObject *pgp_implemented_begin(PyObject *object) {
  pgp_implemented *self = (pgp_implemented *)object;
  if (PGP_UNLIKELY(!self)) return NULL;
  self->weakrefs = NULL;
  self->loop = NULL;
  self->own = NULL;
  self->class_number = 0;
  return object;
}
/* First in tp_dealloc. */
static inline void pgp_implemented_end(PyObject *object) {
  if (((pgp_implemented *)object)->weakrefs) PyObject_ClearWeakRefs(object);
  Py_CLEAR(((pgp_implemented *)object)->loop);
}

/* A new reference to what a weak one refers to; NULL without an error if it is gone. */
PyObject *pgp_deref(PyObject *weak);

/* The class of C++ that this object of Python's derives from, 0 if C++ implements it. */
static inline int32_t pgp_implements(PyObject *object) {
  return PyType_IsSubtype(Py_TYPE(object), pgp_implemented_type) ? ((pgp_implemented *)object)->class_number : 0;
}

/* A method without a body in C++, and the class that declares it. */
typedef struct pgp_pure {
  const char *name;
  PyTypeObject **owner;
} pgp_pure;
/* tp_new, where `pure` ends with a null name: TypeError if one of them is not overridden. */
PyObject *pgp_implemented_new(PyTypeObject *type, const pgp_pure *pure);
/* super() of a method that C++ has no body for. Always NULL, with NotImplementedError. */
PyObject *pgp_no_body(const char *method);

/* ---- the library's side: `user` of pgl_methods ---- */

typedef struct pgp_side {
  PyObject *weak;  /* refers to the Python object */
  Py_ssize_t held; /* so many references to it are the library's */
} pgp_side;

pgp_side *pgp_side_new(PyObject *object);
/* Of pgl_methods; from any thread. */
void pgp_side_release(void *user);
void pgp_side_hold(void *user);
void pgp_side_let_go(void *user);
/* For a call from C++: a new reference; NULL without an error if it is gone. Where its handle was closed, it has its own. */
PyObject *pgp_side_object(void *user);
/* The Python object that a handle stands for, as a new reference; NULL without an error if it is gone. It takes the handle
 * over where its own one was closed or given away: then *taken. */
PyObject *pgp_side_wrap(void *user, void *handle, bool (*regained)(const void *handle), int *taken);

/* C++ has taken the object out of its handle. */
void pgp_give_away(PyObject *object);

/* ---- calls from C++: args[1] is the object, args[2] and so on the arguments, of which NULL could not be converted ---- */

PyObject *pgp_call_method(PyObject *name, PyObject **args, size_t count);
PyObject *pgp_call_getter(PyObject *name, PyObject **args);
PyObject *pgp_call_setter(PyObject *name, PyObject **args);
PyObject *pgp_call_length(PyObject **args);
PyObject *pgp_call_text(PyObject **args);
PyObject *pgp_call_contains(PyObject **args);

#endif
