#include "pgp/errors.h"

/* Takes the current error off, if it is one that this runtime raised and may reword. */
static PyObject *take_message(PyObject **type) {
  PyObject *value, *traceback;
  PyErr_Fetch(type, &value, &traceback);
  PyErr_NormalizeException(type, &value, &traceback);
  if (*type == PyExc_TypeError || *type == PyExc_ValueError || *type == PyExc_OverflowError) {
    PyObject *text = value ? PyObject_Str(value) : NULL;
    if (text) {
      Py_XDECREF(value);
      Py_XDECREF(traceback);
      return text;
    }
    PyErr_Clear();
  }
  PyErr_Restore(*type, value, traceback);
  return NULL;
}

static void prefix(PyObject *where) {
  PyObject *type;
  PyObject *text = where ? take_message(&type) : NULL;
  if (text) {
    Py_UCS4 first = PyUnicode_GET_LENGTH(text) ? PyUnicode_READ_CHAR(text, 0) : 0;
    /* "[3]" and ".column" continue a path; anything else is what was wrong at its end. */
    const char *between = first == '[' || first == '.' ? "" : ": ";
    PyObject *full = PyUnicode_FromFormat("%U%s%U", where, between, text);
    if (full) PyErr_SetObject(type, full);
    Py_XDECREF(full);
    Py_DECREF(text);
    Py_DECREF(type);
  }
  Py_XDECREF(where);
}

void pgp_error_at_index(Py_ssize_t index) { prefix(PyUnicode_FromFormat("[%zd]", index)); }
void pgp_error_at_field(const char *field) { prefix(PyUnicode_FromFormat(".%s", field)); }
void pgp_error_at_text(const char *text) { prefix(PyUnicode_FromString(text)); }

int pgp_expected(const char *what, PyObject *object) {
  if (object == Py_None) PyErr_Format(PyExc_TypeError, "expected %s, got None", what);
  else PyErr_Format(PyExc_TypeError, "expected %s, got %.200s", what, Py_TYPE(object)->tp_name);
  return 0;
}

/* asyncio.CancelledError; a borrowed reference, kept for good. */
static PyObject *cancelled_error(void) {
  static PyObject *kept;
  if (!kept) {
    PyObject *asyncio = PyImport_ImportModule("asyncio");
    kept = asyncio ? PyObject_GetAttrString(asyncio, "CancelledError") : NULL;
    Py_XDECREF(asyncio);
    if (!kept) PyErr_Clear();
  }
  return kept ? kept : PyExc_RuntimeError;
}

PyObject *pgp_boundary_exception(pgl_status status) {
  switch (status) {
    case PGL_ERROR_WRONG_TYPE:
    case PGL_ERROR_READ_ONLY: return PyExc_TypeError;
    case PGL_ERROR_RANGE: return PyExc_OverflowError;
    case PGL_ERROR_MEMORY: return PyExc_MemoryError;
    case PGL_ERROR_THREAD:
    case PGL_ERROR_HOST:
    case PGL_ERROR_HOST_GONE:
    case PGL_ERROR_ABANDONED:
    case PGL_ERROR_HANDLES: return PyExc_RuntimeError;
    case PGL_ERROR_INDEX: return PyExc_IndexError;
    case PGL_ERROR_ABI: return PyExc_ImportError;
    case PGL_ERROR_CANCELLED: return cancelled_error();
    case PGL_ERROR_IO: return PyExc_OSError;
    default: return PyExc_ValueError; /* null, closed, UTF-8, enum, length of an array, argument */
  }
}

PyObject *pgp_message(pgl_str text) {
  return PyUnicode_DecodeUTF8(text.data ? text.data : "", (Py_ssize_t)text.len, "replace");
}

void pgp_raise_boundary(pgl_status status, pgl_str message) {
  PyObject *exception = pgp_boundary_exception(status);
  if (exception == PyExc_MemoryError && !message.len) {
    PyErr_NoMemory();
    return;
  }
  PyObject *text = pgp_message(message);
  if (!text) return;
  PyErr_SetObject(exception, text);
  Py_DECREF(text);
}

PyObject *pgp_new_exception(PyObject *module, const char *package, const char *name, const char *doc, PyObject *base) {
  char full[300];
  PyOS_snprintf(full, sizeof full, "%.100s.%.190s", package, name);
  PyObject *type = PyErr_NewExceptionWithDoc(full, *doc ? doc : NULL, base, NULL);
  if (!type) return NULL;
  Py_INCREF(type); /* for the caller; the module has its own */
  if (PyModule_AddObject(module, name, type) < 0) {
    Py_DECREF(type);
    Py_DECREF(type);
    return NULL;
  }
  return type;
}

int pgp_set_field(PyObject *exception, const char *name, PyObject *value) {
  if (!value) return -1;
  const int failed = PyObject_SetAttrString(exception, name, value);
  Py_DECREF(value);
  return failed;
}

static const pgl_symbol *find(const pgl_contract *library, const char *name) {
  size_t low = 0, high = library->symbol_count;
  while (low < high) {
    size_t middle = low + (high - low) / 2;
    int order = strcmp(library->symbols[middle].name, name);
    if (order == 0) return &library->symbols[middle];
    if (order < 0) low = middle + 1;
    else high = middle;
  }
  return NULL;
}

int pgp_check_contract(const pgl_contract *library, const pgl_symbol *used, size_t count) {
  if (library->abi_version != PGL_ABI_VERSION) {
    PyErr_Format(PyExc_ImportError, "the library speaks version %u of the Polyglue ABI, this binding version %u",
                 (unsigned)library->abi_version, (unsigned)PGL_ABI_VERSION);
    return -1;
  }
  size_t wrong = 0;
  PyObject *names = NULL;
  for (size_t i = 0; i < count; ++i) {
    const pgl_symbol *found = find(library, used[i].name);
    if (found && found->hash == used[i].hash) continue;
    if (++wrong > 10) continue;
    PyObject *more = names ? PyUnicode_FromFormat("%U, %s", names, used[i].name)
                           : PyUnicode_FromFormat(" %s", used[i].name);
    Py_XDECREF(names);
    names = more;
    if (!names) return -1;
  }
  if (!wrong) return 0;
  PyObject *name = pgp_message(library->library), *version = pgp_message(library->version);
  if (name && version) {
    PyErr_Format(PyExc_ImportError,
                 "this binding does not match the library %U %U: missing or different there:%U%s", name, version,
                 names, wrong > 10 ? ", ..." : "");
  }
  Py_XDECREF(name);
  Py_XDECREF(version);
  Py_DECREF(names);
  return -1;
}

int pgp_check_interpreter(const char *module) {
  static PyInterpreterState *owner;
  PyInterpreterState *now = PyInterpreterState_Get();
  if (owner && owner != now) {
    PyErr_Format(PyExc_ImportError, "%s cannot be used in more than one interpreter of a process", module);
    return -1;
  }
  owner = now;
  return 0;
}
