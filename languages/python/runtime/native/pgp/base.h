/* What every part of the Python runtime of Polyglue needs: CPython, the shared ABI, compiler hints.
 * One extension module contains one copy of this runtime; all of its symbols are hidden. */
#ifndef PGP_BASE_H
#define PGP_BASE_H

#ifndef PY_SSIZE_T_CLEAN
#define PY_SSIZE_T_CLEAN
#endif
#include <Python.h>

#include <limits.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include "polyglue/abi.h"

#if PY_VERSION_HEX < 0x03090000
#error "Polyglue needs Python 3.9 or newer"
#endif
#if PY_VERSION_HEX < 0x030C0000
#include <structmember.h>
#endif
#if PY_VERSION_HEX < 0x030B0000
#include <longintrepr.h>
#endif

/* Where a library asks for it, its callers find what UniFFI's modules taught them to expect. */
#ifdef PGP_UNIFFI_CALLERS
#define PGP_RANGE_ERROR PyExc_ValueError       /* an integer that is too large */
#define PGP_NAIVE_ERROR PyExc_TypeError        /* a datetime without a time zone */
#else
#define PGP_RANGE_ERROR PyExc_OverflowError
#define PGP_NAIVE_ERROR PyExc_ValueError
#endif

#if defined(__GNUC__)
#define PGP_LIKELY(x) __builtin_expect(!!(x), 1)
#define PGP_UNLIKELY(x) __builtin_expect(!!(x), 0)
#define PGP_COLD __attribute__((cold, noinline))
#define PGP_UNUSED __attribute__((unused))
#else
#define PGP_LIKELY(x) (x)
#define PGP_UNLIKELY(x) (x)
#define PGP_COLD
#define PGP_UNUSED
#endif

/* Of functions that are called once for each class, and are quicker as part of it; in code that is compiled for size they
 * are what classes share. */
#if defined(__GNUC__) && !defined(__OPTIMIZE_SIZE__)
#define PGP_INLINE static inline __attribute__((always_inline))
#else
#define PGP_INLINE static inline
#endif

/* PyGetSetDef, PyMemberDef: the names of 3.12 on older versions. */
#if PY_VERSION_HEX < 0x030C0000
#define Py_T_OBJECT_EX T_OBJECT_EX
#endif

#ifdef Py_TPFLAGS_IMMUTABLETYPE
#define PGP_IMMUTABLE Py_TPFLAGS_IMMUTABLETYPE
#else
#define PGP_IMMUTABLE 0 /* 3.9 has no such flag: classes can be changed there */
#endif

/* PyMethodDef wants PyCFunction; by way of void (*)(void), which silences -Wcast-function-type. */
#define PGP_CFUNCTION(f) ((PyCFunction)(void (*)(void))(f))

/* A function in a PyType_Slot; by way of an integer, because ISO C has no cast to void * for it. */
#define PGP_SLOT(f) ((void *)(uintptr_t)(f))

/* Free-threaded builds serialise what must not overlap on one object; others have the GIL. */
#ifdef Py_GIL_DISABLED
#define PGP_BEGIN_EXCLUSIVE(object) Py_BEGIN_CRITICAL_SECTION(object);
#define PGP_END_EXCLUSIVE() Py_END_CRITICAL_SECTION();
#else
#define PGP_BEGIN_EXCLUSIVE(object) {
#define PGP_END_EXCLUSIVE() }
#endif

/* Room for the owner of a result that is converted and released at once. Where the shim was compiled
 * without POLYGLUE_OWNER_ROOM it does not look at `owner` before it sets it. */
#ifndef POLYGLUE_OWNER_ROOM
#define POLYGLUE_OWNER_ROOM 1
#endif
typedef union pgp_room {
  pgl_owner owner;
  char bytes[POLYGLUE_OWNER_ROOM];
  max_align_t align;
} pgp_room;

static inline PyObject *pgp_new_ref(PyObject *object) {
  Py_INCREF(object);
  return object;
}

/* A new instance of a type made here, its fields not set, that the garbage collector need not know: what PyObject_New()
 * makes, without three calls. From 3.13 on, creation has observers that only the interpreter can tell; the
 * debugging builds count references in all. */
#if PY_VERSION_HEX < 0x030D0000 && !defined(Py_REF_DEBUG) && !defined(Py_TRACE_REFS)
#define PGP_MAKES_OBJECTS 1
static inline PyObject *pgp_new_object(PyTypeObject *type) {
  PyObject *object = (PyObject *)PyObject_Malloc((size_t)type->tp_basicsize);
  if (PGP_UNLIKELY(!object)) return PyErr_NoMemory();
  object->ob_refcnt = 1;
  object->ob_type = type;
  Py_INCREF(type);
  return object;
}
#else
#define PGP_MAKES_OBJECTS 0
static inline PyObject *pgp_new_object(PyTypeObject *type) { return PyObject_New(PyObject, type); }
#endif

/* Collection off while memory that the library may change is being copied: before 3.12, creating a
 * container may run a finaliser, and that may call the library. Returns what resume() wants. */
static inline int pgp_pause_collection(void) {
#if PY_VERSION_HEX >= 0x030A0000 && PY_VERSION_HEX < 0x030C0000
  return PyGC_Disable();
#else
  return 0;
#endif
}
static inline void pgp_resume_collection(int was_enabled) {
#if PY_VERSION_HEX >= 0x030A0000 && PY_VERSION_HEX < 0x030C0000
  if (was_enabled) PyGC_Enable();
#else
  (void)was_enabled;
#endif
}

#endif
