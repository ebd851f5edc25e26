/* Instances of classes. All have this layout, so that any of them can be bases of one class. */
#ifndef PGP_OBJECT_H
#define PGP_OBJECT_H

#include "pgp/bind.h"
#include "pgp/errors.h"

typedef struct pgp_object {
  PyObject_HEAD
  void *handle;    /* of the C ABI; stays (stale) after closing, so that a use is refused there */
  uint8_t closed;
  int32_t number;  /* of the class that the handle is of */
} pgp_object;

#define PGP_HANDLE(object, type) ((type *)((pgp_object *)(object))->handle)

/* Freed instances of one exact type, ready for use; each holds its reference to the type.
 * Free-threaded builds have none: there the allocator is per thread already. */
#ifdef Py_GIL_DISABLED
#define PGP_POOL_SIZE 0
#else
#define PGP_POOL_SIZE 64
#endif
typedef struct pgp_pool {
  int count;
#if PGP_POOL_SIZE
  PyObject *free[PGP_POOL_SIZE];
#endif
} pgp_pool;

/* A new instance of exactly `type`, its fields not set. */
static inline PyObject *pgp_pool_take(pgp_pool *pool, PyTypeObject *type) {
#if PGP_POOL_SIZE
  if (PGP_LIKELY(pool->count > 0)) {
    PyObject *object = pool->free[--pool->count];
#if defined(Py_REF_DEBUG) || defined(Py_TRACE_REFS)
    _Py_NewReference(object);
#else
    Py_SET_REFCNT(object, 1);
#endif
    return object;
  }
#else
  (void)pool;
#endif
  return pgp_new_object(type);
}

/* For tp_dealloc, whatever the instance's type. */
static inline void pgp_pool_give(pgp_pool *pool, PyTypeObject *exact, PyObject *object) {
  PyTypeObject *type = Py_TYPE(object);
#if PGP_POOL_SIZE
  if (PGP_LIKELY(type == exact && pool->count < PGP_POOL_SIZE)) {
    pool->free[pool->count++] = object;
    return;
  }
#else
  (void)pool;
  (void)exact;
#endif
  type->tp_free(object);
  Py_DECREF(type);
}

/* The base of all classes: nothing but the layout. */
extern PyTypeObject *pgp_object_type;
int pgp_object_ready(const char *module);

/* tp_new: an instance without a handle, for classes derived in Python; __init__ makes it. */
PyObject *pgp_object_new(PyTypeObject *type, PyObject *args, PyObject *kwargs);
/* For __init__() of `type`, which makes an object of that class of C++: whether that is what `object` derives from, and all it
 * derives from. Else methods of another one would meet it. 1, or 0 with TypeError. */
int pgp_can_construct(PyObject *object, PyTypeObject *type);
/* tp_new of a class without constructors. */
PyObject *pgp_object_no_new(PyTypeObject *type, PyObject *args, PyObject *kwargs);

/* The object as an instance of `type`, which derives from its own; takes it over. For class methods that make one. */
PyObject *pgp_object_of(PyObject *type, PyObject *object);

static inline int pgp_is_instance(PyObject *object, PyTypeObject *type) {
  return PGP_LIKELY(Py_TYPE(object) == type) || PyType_IsSubtype(Py_TYPE(object), type);
}

/* Marks an instance closed: 1 for the first caller only, who frees the handle. */
static inline int pgp_object_closing(PyObject *self) {
  pgp_object *object = (pgp_object *)self;
#ifdef Py_GIL_DISABLED
  return !_Py_atomic_exchange_uint8(&object->closed, 1);
#else
  const int first = !object->closed;
  object->closed = 1;
  return first;
#endif
}

/* ---- classes ---- */

/* One class of C++: all that the functions which classes share must know of it. What a class does not have is NULL. */
typedef struct pgp_class {
  int32_t number;                  /* its place among the classes */
  uint16_t size;                   /* of an instance */
  uint16_t is_nested;              /* in another class: then not in the module */
  PyTypeObject **type;
  pgp_pool *pool;
  const char *name, *doc;          /* "rox.Chart" */
  const char *shown;               /* the properties in its repr, an empty name at the end */
  PyTypeObject **const *bases;     /* NULL at the end; without any it is pgp_object_type */
  PyMethodDef *methods;
  PyGetSetDef *properties;
  const PyType_Slot *slots;        /* more of them */
  void (*free)(void *handle);
  destructor dealloc;
  newfunc make;                    /* tp_new; without it Python makes none */
  void *(*construct)(PyObject *self, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames); /* a handle, or NULL with an error */
  initproc init;
  vectorcallfunc call;
  int (*constructed)(PyObject *object); /* once the instance has its handle; -1 with an error */
  int (*ready)(void);              /* what the above cannot say of the type; -1 with an error */
} pgp_class;

/* Makes the types of all classes, in this order: each after its bases. 0, or -1 with an error. */
int pgp_classes_ready(const pgp_class *const *classes, size_t count);
/* Puts them into the module, but for those in other classes. */
int pgp_add_classes(PyObject *module, const pgp_class *const *classes, size_t count);

/* A new instance of exactly that class for a handle, which is freed if there can be none. */
PGP_INLINE PyObject *pgp_object_wrap(void *handle, const pgp_class *class) {
  pgp_object *self = (pgp_object *)pgp_pool_take(class->pool, *class->type);
  if (PGP_UNLIKELY(!self)) {
    class->free(handle);
    return NULL;
  }
  self->handle = handle;
  self->closed = 0;
  self->number = class->number;
  return (PyObject *)self;
}
/* tp_vectorcall. */
PGP_INLINE PyObject *pgp_object_call(PyObject *type, PyObject *const *args, size_t nargsf, PyObject *kwnames,
                                     const pgp_class *class) {
  void *handle = class->construct(type, args, PyVectorcall_NARGS(nargsf), kwnames);
  return PGP_LIKELY(handle != NULL) ? pgp_object_wrap(handle, class) : NULL;
}
/* tp_dealloc. */
PGP_INLINE void pgp_object_dealloc(PyObject *self, const pgp_class *class) {
  if (((pgp_object *)self)->handle && !((pgp_object *)self)->closed) class->free(((pgp_object *)self)->handle);
  pgp_pool_give(class->pool, *class->type, self);
}
/* __init__(), for classes derived in Python. */
PyObject *pgp_object_construct(PyObject *object, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames, const pgp_class *class);
/* tp_init. */
int pgp_object_init(PyObject *object, PyObject *args, PyObject *kwargs, const pgp_class *class);

/* close(), which all classes have. */
PyObject *pgp_object_close(PyObject *self, PyObject *unused);

/* Takes a tuple of bases (stolen). */
PyTypeObject *pgp_make_type(PyType_Spec *spec, PyObject *bases);
/* Puts a class attribute into an immutable class; takes the value over. */
int pgp_set_attribute(PyTypeObject *type, const char *name, PyObject *value);
/* Puts an attribute into a module; takes the value over, also on failure. */
int pgp_add(PyObject *module, const char *name, PyObject *value);
/* Sets __qualname__ of a class inside another. */
int pgp_set_qualname(PyObject *type, const char *name);

#endif
