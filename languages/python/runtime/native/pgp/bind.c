#include "pgp/bind.h"

#include "pgp/errors.h"
#include "pgp/scalar.h"
#include "pgp/text.h"

/* A word of a signature. */
typedef struct word {
  const char *text;
  int len;
} word;

static word word_at(const char *text) {
  const char *end = strchr(text, '|');
  const word result = {text, (int)(end ? end - text : (ptrdiff_t)strlen(text))};
  return result;
}
static word function_name(const pgp_signature *signature) { return word_at(strchr(signature, '|') + 1); }
static word after(word before) { return word_at(before.text + before.len + 1); }

static word parameter_name(const pgp_signature *signature, int index) {
  word name = after(function_name(signature));
  while (index-- > 0) name = after(name);
  return name;
}

static int parameter_count(const pgp_signature *signature) {
  int count = 0;
  for (; *signature != '|'; ++signature) count += *signature != '=';
  return count;
}

static int required_count(const pgp_signature *signature) {
  int count = 0, required = 0;
  for (; *signature != '|'; ++signature) {
    if (*signature == '=') required = required == count ? count - 1 : required;
    else if (++count) required = count;
  }
  return required;
}

static int is_called(PyObject *text, word name) {
  Py_ssize_t len;
  const char *utf8 = PyUnicode_AsUTF8AndSize(text, &len);
  if (!utf8) PyErr_Clear(); /* a lone surrogate: no parameter is called that */
  return utf8 && len == name.len && memcmp(utf8, name.text, (size_t)len) == 0;
}

static PyObject *name_text(word name) { return PyUnicode_DecodeUTF8(name.text, name.len, "replace"); }

/* TypeError about a parameter or an argument. */
PGP_COLD static void raise_about(const pgp_signature *signature, const char *what, PyObject *name) {
  PyObject *function = name_text(function_name(signature));
  if (function && name) PyErr_Format(PyExc_TypeError, "%U() %s '%U'", function, what, name);
  Py_XDECREF(function);
}
PGP_COLD static int missing_argument(const pgp_signature *signature, int index) {
  PyObject *name = name_text(parameter_name(signature, index));
  raise_about(signature, "missing required argument", name);
  Py_XDECREF(name);
  return 0;
}

/* Whether the arguments are not too many and the keywords are names of parameters not given yet. */
static int check_names(const pgp_signature *signature, Py_ssize_t nargs, PyObject *kwnames, int quiet) {
  const int count = parameter_count(signature);
  if (PGP_UNLIKELY(nargs > count)) {
    if (quiet) return 0;
    PyObject *name = name_text(function_name(signature));
    if (name) PyErr_Format(PyExc_TypeError, "%U() takes %s%d argument%s but %zd were given", name,
                           required_count(signature) == count ? "" : "at most ", count, count == 1 ? "" : "s", nargs);
    Py_XDECREF(name);
    return 0;
  }
  for (Py_ssize_t k = 0; kwnames && k < PyTuple_GET_SIZE(kwnames); ++k) {
    PyObject *key = PyTuple_GET_ITEM(kwnames, k);
    word name = after(function_name(signature));
    int index = 0;
    while (index < count && !is_called(key, name)) {
      if (++index < count) name = after(name);
    }
    if (PGP_LIKELY(index >= nargs && index < count)) continue;
    if (!quiet) raise_about(signature, index < count ? "got multiple values for argument" : "got an unexpected keyword argument", key);
    return 0;
  }
  return 1;
}

/* The value given by keyword for a parameter; borrowed, or NULL. */
static PyObject *by_keyword(word name, PyObject *const *values, PyObject *kwnames) {
  for (Py_ssize_t k = 0; k < PyTuple_GET_SIZE(kwnames); ++k) {
    if (is_called(PyTuple_GET_ITEM(kwnames, k), name)) return values[k];
  }
  return NULL;
}

static size_t size_of(char letter) {
  switch (letter) {
    case '?': case 'b': case 'B': case 'c': return 1;
    case 'h': case 'H': return 2;
    case 'i': case 'I': case 'f': case 'w': return 4;
    case 'N': return sizeof(size_t);
    case 's': return sizeof(pgl_str);
    case 'O': return sizeof(PyObject *);
    default: return 8;
  }
}

/* Of a member of that type in a struct. */
static size_t alignment_of(char letter) {
  typedef struct { char first; int64_t second; } integer;
  typedef struct { char first; double second; } real;
  switch (letter) {
    case 's': case 'O': return sizeof(void *);
    case 'd': return offsetof(real, second);
    case 'q': case 'Q': return offsetof(integer, second);
    default: return size_of(letter);
  }
}

static int read_argument(char letter, PyObject *object, void *to) {
  switch (letter) {
    case '?': return pgp_lower_bool(object, to, NULL);
    case 'b': return pgp_lower_i8(object, to, NULL);
    case 'B': return pgp_lower_u8(object, to, NULL);
    case 'h': return pgp_lower_i16(object, to, NULL);
    case 'H': return pgp_lower_u16(object, to, NULL);
    case 'i': return pgp_lower_i32(object, to, NULL);
    case 'I': return pgp_lower_u32(object, to, NULL);
    case 'q': return pgp_lower_i64(object, to, NULL);
    case 'Q': return pgp_lower_u64(object, to, NULL);
    case 'N': return pgp_lower_size(object, to, NULL);
    case 'f': return pgp_lower_f32(object, to, NULL);
    case 'd': return pgp_lower_f64(object, to, NULL);
    case 'c': return pgp_lower_char(object, to, NULL);
    case 'w': return pgp_lower_codepoint(object, to, NULL);
    case 's': return pgp_text(object, to);
    default: return pgp_quick_object(object, to);
  }
}

int pgp_read(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames, void *values) {
  if (!check_names(signature, nargs, kwnames, 0)) return 0;
  size_t offset = 0;
  word name = {NULL, 0};
  if (kwnames) name = function_name(signature);
  int index = 0;
  for (const char *at = signature; *at != '|'; ++index) {
    const char letter = *at++;
    const int optional = *at == '=';
    const size_t alignment = alignment_of(letter);
    void *to = (char *)values + (offset = (offset + alignment - 1) & ~(alignment - 1));
    at += optional;
    offset += size_of(letter);
    if (kwnames) name = after(name);
    PyObject *object = index < nargs ? args[index] : kwnames ? by_keyword(name, args + nargs, kwnames) : NULL;
    if (PGP_LIKELY(object != NULL)) {
      if (PGP_UNLIKELY(!read_argument(letter, object, to))) return pgp_argument_failed(signature, index), 0;
    } else if (!optional) {
      return missing_argument(signature, index);
    } else if (letter == 'O') {
      pgp_quick_object(NULL, to);
    }
  }
  return 1;
}

static int place(const pgp_signature *signature, PyObject *const *args, Py_ssize_t nargs, PyObject *kwnames,
                 PyObject **bound, int quiet) {
  if (!check_names(signature, nargs, kwnames, quiet)) return 0;
  word name = function_name(signature);
  int index = 0;
  for (const char *at = signature; *at != '|'; ++index) {
    const int optional = *++at == '=';
    at += optional;
    name = after(name);
    bound[index] = index < nargs ? args[index] : kwnames ? by_keyword(name, args + nargs, kwnames) : NULL;
    if (!bound[index] && !optional) return quiet ? 0 : missing_argument(signature, index);
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

PyObject *pgp_parameter_names(const pgp_signature *signature) {
  const int count = parameter_count(signature);
  PyObject *names = PyTuple_New(count);
  word name = function_name(signature);
  for (int i = 0; names && i < count; ++i) {
    name = after(name);
    PyObject *text = name_text(name);
    if (text) PyUnicode_InternInPlace(&text);
    if (!text) Py_CLEAR(names);
    else PyTuple_SET_ITEM(names, i, text);
  }
  return names;
}

PyObject *pgp_argument_failed(const pgp_signature *signature, int index) {
  char where[256];
  const word function = function_name(signature), name = parameter_name(signature, index);
  PyOS_snprintf(where, sizeof where, "%.*s() argument '%.*s'", function.len < 100 ? function.len : 100, function.text,
                name.len < 100 ? name.len : 100, name.text);
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

PyObject *pgp_takes_nothing(const char *name, Py_ssize_t nargs, PyObject *kwnames) {
  const Py_ssize_t given = nargs + (kwnames ? PyTuple_GET_SIZE(kwnames) : 0);
  PyErr_Format(PyExc_TypeError, "%s() takes no arguments (%zd given)", name, given);
  return NULL;
}

int pgp_spread(PyObject **args, PyObject **names, PyObject *kwargs) {
  const Py_ssize_t nargs = PyTuple_GET_SIZE(*args), keywords = kwargs ? PyDict_GET_SIZE(kwargs) : 0;
  *names = NULL;
  if (!keywords) {
    Py_INCREF(*args);
    return 1;
  }
  PyObject *values = PyTuple_New(nargs + keywords); /* references, in case the dict changes */
  *names = PyTuple_New(keywords);
  if (!values || !*names) {
    Py_XDECREF(values);
    Py_CLEAR(*names);
    return 0;
  }
  Py_ssize_t position = 0, i;
  PyObject *key, *value;
  for (i = 0; i < nargs; ++i) PyTuple_SET_ITEM(values, i, pgp_new_ref(PyTuple_GET_ITEM(*args, i)));
  for (i = 0; i < keywords && PyDict_Next(kwargs, &position, &key, &value); ++i) {
    PyTuple_SET_ITEM(*names, i, pgp_new_ref(key));
    PyTuple_SET_ITEM(values, nargs + i, pgp_new_ref(value));
  }
  *args = values;
  return 1;
}

PyObject *pgp_call_with_dict(pgp_fastcall function, PyObject *self, PyObject *args, PyObject *kwargs) {
  PyObject *values = args, *names, *result;
  if (!pgp_spread(&values, &names, kwargs)) return NULL;
  result = function(self, &PyTuple_GET_ITEM(values, 0), PyTuple_GET_SIZE(args), names);
  Py_DECREF(values);
  Py_XDECREF(names);
  return result;
}
