#include "pgp/data.h"

#include "pgp/callback.h"

PyObject *pgp_in_package(PyObject *package, const char *path) {
  PyObject *found = pgp_new_ref(package);
  while (found && *path) {
    const char *dot = strchr(path, '.');
    const size_t len = dot ? (size_t)(dot - path) : strlen(path);
    PyObject *name = PyUnicode_FromStringAndSize(path, (Py_ssize_t)len);
    PyObject *inner = name ? PyObject_GetAttr(found, name) : NULL;
    Py_XDECREF(name);
    Py_DECREF(found);
    found = inner;
    path += len + (dot != NULL);
  }
  return found;
}

int pgp_add_to_package(PyObject *package, const char *name, PyObject *value) {
  const int failed = value ? PyObject_SetAttrString(package, name, value) : -1;
  Py_XDECREF(value);
  return failed;
}

int pgp_data_ready(pgp_data *self, PyObject *package) {
  PyObject *type = pgp_in_package(package, self->name); /* kept for good */
  if (!type) return -1;
  for (int i = 0; i < self->count; ++i) {
    PyObject *slot = PyObject_GetAttrString(type, self->fields[i]);
    if (!slot) return -1;
    const int is_slot = Py_TYPE(slot) == &PyMemberDescr_Type;
    if (is_slot) self->offsets[i] = ((PyMemberDescrObject *)slot)->d_member->offset;
    else PyErr_Format(PyExc_ImportError, "%s.%s is no slot", self->name, self->fields[i]);
    Py_DECREF(slot);
    if (!is_slot) return -1;
  }
  self->type = (PyTypeObject *)type;
  return 0;
}

int pgp_data_add_methods(const pgp_data *self, PyMethodDef *methods) {
  for (; methods->ml_name; ++methods) {
    PyObject *method = PyDescr_NewMethod(self->type, methods);
    const int failed = method ? PyObject_SetAttrString((PyObject *)self->type, methods->ml_name, method) : -1;
    Py_XDECREF(method);
    if (failed < 0) return -1;
  }
  return 0;
}

int pgp_data_give_class(PyObject *package, const char *path, PyTypeObject *type) {
  PyObject *found = pgp_in_package(package, path);
  const int result = found ? PyObject_SetAttrString(found, "_Object", (PyObject *)type) : -1;
  Py_XDECREF(found);
  return result;
}

static const char *const shared_name = "polyglue.shared";

static void release_shared(PyObject *capsule) {
  pgl_shared *shared = (pgl_shared *)PyCapsule_GetPointer(capsule, shared_name);
  if (shared) shared->release(shared);
}

PyObject *pgp_shared_new(pgl_shared *shared) {
  PyObject *capsule = PyCapsule_New(shared, shared_name, release_shared);
  if (!capsule) shared->release(shared);
  return capsule;
}

const pgl_shared *pgp_shared_get(PyObject *object) {
  if (PyCapsule_IsValid(object, shared_name)) return (const pgl_shared *)PyCapsule_GetPointer(object, shared_name);
  pgp_expected("an object on its way", object);
  return NULL;
}

int pgp_writable(PyObject *object) {
  Py_buffer buffer;
  if (!PyObject_CheckBuffer(object) || PyObject_GetBuffer(object, &buffer, PyBUF_WRITABLE) < 0) {
    PyErr_Clear();
    return pgp_expected("a bytearray or another buffer that can be written to", object);
  }
  PyBuffer_Release(&buffer);
  return 1;
}

int pgp_write_back(PyObject *object, const pgl_bytes *bytes) {
  Py_buffer buffer;
  if (PyObject_GetBuffer(object, &buffer, PyBUF_WRITABLE) < 0) return 0;
  const int same = buffer.len == (Py_ssize_t)bytes->len;
  if (same && bytes->len) memcpy(buffer.buf, bytes->data, bytes->len);
  PyBuffer_Release(&buffer);
  if (!same) PyErr_SetString(PyExc_BufferError, "the buffer has another size than before the call");
  return same;
}

void pgp_raise_unexpected(PyObject *type, PyObject *raised) {
  if (!PyObject_TypeCheck(raised, (PyTypeObject *)PyExc_Exception)) {
    pgp_raise_again(raised);
    return;
  }
  PyObject *text = PyObject_Repr(raised), *made = text ? PyObject_CallFunctionObjArgs(type, text, NULL) : NULL;
  Py_XDECREF(text);
  if (made) {
    PyException_SetCause(made, raised);
    PyErr_SetObject(type, made);
    Py_DECREF(made);
  } else {
    Py_DECREF(raised);
  }
}
