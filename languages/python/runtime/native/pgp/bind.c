#include "pgp/bind.h"

#include "pgp/errors.h"

static int find_param(const pgp_signature *signature, PyObject *name) {
  for (int i = 0; i < signature->count; ++i) {
    if (PyUnicode_CompareWithASCIIString(name, signature->params[i]) == 0) return i;
  }
  return -1;
}

static int place(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                 PyObject **bound, int quiet) {
  const int count = signature->count;
  if (PGP_UNLIKELY(nargs > count)) {
    if (quiet) return 0;
    const char *few = signature->required == count ? "" : "at most ";
    PyErr_Format(PyExc_TypeError, "%s() takes %s%d argument%s but %zd were given", signature->name, few, count,
                 count == 1 ? "" : "s", nargs);
    return 0;
  }
  for (Py_ssize_t i = 0; i < nargs; ++i) bound[i] = args[i];
  for (Py_ssize_t i = nargs; i < count; ++i) bound[i] = NULL;
  if (kwnames) {
    const Py_ssize_t given = PyTuple_GET_SIZE(kwnames);
    for (Py_ssize_t k = 0; k < given; ++k) {
      PyObject *name = PyTuple_GET_ITEM(kwnames, k);
      int index = find_param(signature, name);
      if (PGP_UNLIKELY(index < 0 || bound[index])) {
        if (quiet) return 0;
        if (index < 0) {
          PyErr_Format(PyExc_TypeError, "%s() got an unexpected keyword argument '%U'", signature->name, name);
        } else {
          PyErr_Format(PyExc_TypeError, "%s() got multiple values for argument '%U'", signature->name, name);
        }
        return 0;
      }
      bound[index] = args[nargs + k];
    }
  }
  for (int i = (int)nargs; i < signature->required; ++i) {
    if (PGP_LIKELY(bound[i] != NULL)) continue;
    if (!quiet) {
      PyErr_Format(PyExc_TypeError, "%s() missing required argument '%s'", signature->name, signature->params[i]);
    }
    return 0;
  }
  return 1;
}

PyObject *const *pgp_bind(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames, PyObject **bound) {
  return place(signature, args, nargs, kwnames, bound, 0) ? bound : NULL;
}

int pgp_can_bind(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                 PyObject **bound) {
  return place(signature, args, nargs, kwnames, bound, 1);
}

PyObject *pgp_argument_failed(const pgp_signature *signature, int index) {
  char where[256];
  PyOS_snprintf(where, sizeof where, "%.100s() argument '%.100s'", signature->name, signature->params[index]);
  pgp_error_at_text(where);
  return NULL;
}

PyObject *pgp_no_overload(const char *name, const char *signatures, PyObject *const *args, Py_ssize_t nargs,
                          PyObject *kwnames) {
  PyObject *types = PyUnicode_FromString("");
  const Py_ssize_t keywords = kwnames ? PyTuple_GET_SIZE(kwnames) : 0;
  for (Py_ssize_t i = 0; types && i < nargs + keywords; ++i) {
    const char *comma = i ? ", " : "";
    PyObject *more = i < nargs ? PyUnicode_FromFormat("%U%s%s", types, comma, Py_TYPE(args[i])->tp_name)
                               : PyUnicode_FromFormat("%U%s%U: %s", types, comma,
                                                      PyTuple_GET_ITEM(kwnames, i - nargs),
                                                      Py_TYPE(args[i])->tp_name);
    Py_DECREF(types);
    types = more;
  }
  if (types) PyErr_Format(PyExc_TypeError, "%s() does not take (%U); it takes %s", name, types, signatures);
  Py_XDECREF(types);
  return NULL;
}

int pgp_takes_nothing(const char *name, Py_ssize_t nargs, PyObject *kwnames) {
  const Py_ssize_t given = nargs + (kwnames ? PyTuple_GET_SIZE(kwnames) : 0);
  if (!given) return 1;
  PyErr_Format(PyExc_TypeError, "%s() takes no arguments (%zd given)", name, given);
  return 0;
}

PyObject *pgp_call_with_dict(pgp_fastcall function, PyObject *self, PyObject *args, PyObject *kwargs) {
  const Py_ssize_t nargs = PyTuple_GET_SIZE(args);
  if (!kwargs || !PyDict_GET_SIZE(kwargs)) return function(self, &PyTuple_GET_ITEM(args, 0), nargs, NULL);
  const Py_ssize_t keywords = PyDict_GET_SIZE(kwargs);
  PyObject *names = PyTuple_New(keywords);
  PyObject *values = PyTuple_New(nargs + keywords); /* references, in case the dict changes */
  PyObject *result = NULL;
  if (names && values) {
    Py_ssize_t position = 0, i = 0;
    PyObject *key, *value;
    for (; i < nargs; ++i) PyTuple_SET_ITEM(values, i, pgp_new_ref(PyTuple_GET_ITEM(args, i)));
    for (i = 0; i < keywords && PyDict_Next(kwargs, &position, &key, &value); ++i) {
      PyTuple_SET_ITEM(names, i, pgp_new_ref(key));
      PyTuple_SET_ITEM(values, nargs + i, pgp_new_ref(value));
    }
    result = function(self, &PyTuple_GET_ITEM(values, 0), nargs, names);
  }
  Py_XDECREF(names);
  Py_XDECREF(values);
  return result;
}
