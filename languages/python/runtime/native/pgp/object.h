/* Instances of classes. All have this layout, so that any of them can be bases of one class. */
#ifndef PGP_OBJECT_H
#define PGP_OBJECT_H

#include "pgp/bind.h"
#include "pgp/errors.h"

typedef struct pgp_object {
  PyObject_HEAD
  void *handle;    /* of the C ABI; stays (stale) after closing, so that a use is refused there */
  uint8_t closed;
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

/* `closed` property and `__enter__`, the same for all classes. */
PyObject *pgp_object_closed(PyObject *self, void *unused);
PyObject *pgp_object_enter(PyObject *self, PyObject *unused);
/* "<rox.Chart key_count=4>": the properties named, "closed" instead once it is. */
PyObject *pgp_object_repr(PyObject *self, const char *const *properties);

/* Classes. Takes a tuple of bases (stolen). */
PyTypeObject *pgp_make_type(PyType_Spec *spec, PyObject *bases);
/* Puts a class attribute into an immutable class; takes the value over. */
int pgp_set_attribute(PyTypeObject *type, const char *name, PyObject *value);
/* Puts an attribute into a module; takes the value over, also on failure. */
int pgp_add(PyObject *module, const char *name, PyObject *value);
/* Sets __qualname__ of a class inside another. */
int pgp_set_qualname(PyObject *type, const char *name);

#endif
