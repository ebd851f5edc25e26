#include "pgp/callback.h"

PyObject *pgp_call(void *function, PyObject **args, size_t count) {
  for (size_t i = 1; i <= count; ++i) {
    if (!args[i]) return NULL;
  }
  PyObject *callable = function;
  const size_t given = count | PY_VECTORCALL_ARGUMENTS_OFFSET;
#ifndef PYPY_VERSION
  if (PGP_LIKELY(PyFunction_Check(callable))) return ((PyFunctionObject *)callable)->vectorcall(callable, args + 1, given, NULL);
#endif
  /* Functions in C that call each other through C++ would never meet the limit; those in Python count themselves. */
  if (Py_EnterRecursiveCall(" in a function that C++ calls")) return NULL;
  PyObject *result = PyObject_Vectorcall(callable, args + 1, given, NULL);
  Py_LeaveRecursiveCall();
  return result;
}

void pgp_end_loan(PyObject *object, const void *handle) {
  if (!object) return;
  if (object != Py_None && ((pgp_object *)object)->handle == handle) pgp_object_closing(object);
  Py_DECREF(object);
}

void pgp_release_callback(void *user) {
  pgp_entry entry;
  pgp_enter(&entry);
  Py_DECREF((PyObject *)user);
  pgp_leave(&entry);
}

PyObject *pgp_take_exception(void) {
  PyObject *type, *value, *traceback;
  PyErr_Fetch(&type, &value, &traceback);
  PyErr_NormalizeException(&type, &value, &traceback);
  if (traceback && PyException_SetTraceback(value, traceback) < 0) PyErr_Clear();
  Py_XDECREF(type);
  Py_XDECREF(traceback);
  return value;
}

static pgl_str text_by(PyObject *(*make)(PyObject *), PyObject *exception, PyObject **holder) {
  pgl_str text = {Py_TYPE(exception)->tp_name, strlen(Py_TYPE(exception)->tp_name)};
  Py_ssize_t len = 0;
  const char *data = NULL;
  *holder = make(exception);
  if (*holder) data = PyUnicode_AsUTF8AndSize(*holder, &len);
  if (!data) PyErr_Clear(); /* a strange __str__, or lone surrogates */
  else if (len) text.data = data, text.len = (size_t)len;
  return text;
}

pgl_str pgp_exception_text(PyObject *exception, PyObject **holder) { return text_by(PyObject_Str, exception, holder); }
pgl_str pgp_exception_shown(PyObject *exception, PyObject **holder) { return text_by(PyObject_Repr, exception, holder); }

void pgp_release_exception(void *exception) { pgp_release_callback(exception); }

void pgp_raise_again(PyObject *exception) {
  PyErr_Restore(pgp_new_ref((PyObject *)Py_TYPE(exception)), exception, PyException_GetTraceback(exception));
}

PyObject *pgp_exception_field(PyObject *exception, const char *name) {
  PyObject *value = PyObject_GetAttrString(exception, name);
  if (!value && PyErr_ExceptionMatches(PyExc_AttributeError)) PyErr_Clear();
  return value;
}

int pgp_call_at_exit(PyObject *module, const char *name) {
  PyObject *function = PyObject_GetAttrString(module, name);
  PyObject *atexit = function ? PyImport_ImportModule("atexit") : NULL;
  PyObject *done = atexit ? PyObject_CallMethod(atexit, "register", "O", function) : NULL;
  Py_XDECREF(function);
  Py_XDECREF(atexit);
  Py_XDECREF(done);
  return done ? 0 : -1;
}
