/* Reads struct format strings of the buffer protocol (PEP 3118), as NumPy, ctypes and array write them. */
#include "pgp/array.h"

typedef struct reader {
  const char *at;
  char order;               /* '@' native with alignment, '=' native sizes without, '<', '>', '!' */
  size_t offset;
  const pgp_element *element;
  int leaf;                 /* the next one expected */
  int failed;
} reader;

static int is_little(void) {
  const uint16_t one = 1;
  return *(const uint8_t *)&one;
}

/* Kind and size of a type code; size 0 for one that no leaf has. */
static size_t describe(char code, char order, char *kind) {
  const int native = order == '@' || order == '^';
  switch (code) {
    case 'b': *kind = 'i'; return 1;
    case 'B': *kind = 'u'; return 1;
    case 'h': *kind = 'i'; return 2;
    case 'H': *kind = 'u'; return 2;
    case 'i': *kind = 'i'; return 4;
    case 'I': *kind = 'u'; return 4;
    case 'l': *kind = 'i'; return native ? sizeof(long) : 4;
    case 'L': *kind = 'u'; return native ? sizeof(long) : 4;
    case 'q': *kind = 'i'; return 8;
    case 'Q': *kind = 'u'; return 8;
    case 'n': *kind = 'i'; return sizeof(size_t);
    case 'N': *kind = 'u'; return sizeof(size_t);
    case 'f': *kind = 'f'; return 4;
    case 'd': *kind = 'f'; return 8;
    case '?': *kind = '?'; return 1;
    case 'c': *kind = 'c'; return 1;
    case 's': *kind = 'c'; return 1;
    case 'w': *kind = 'u'; return 4;
    default: return 0;
  }
}

/* Is `name`, `len` characters long, the leaf's name? Names of inner structs end up in `path`. */
static int same_name(const char *leaf, const char *path, const char *name, size_t len) {
  const size_t before = strlen(path);
  return strncmp(leaf, path, before) == 0 && strncmp(leaf + before, name, len) == 0 && leaf[before + len] == 0;
}

static void read_fields(reader *r, const char *path, int inside);

static void read_one(reader *r, const char *path, int inside) {
  size_t count = 1;
  if (*r->at >= '0' && *r->at <= '9') {
    for (count = 0; *r->at >= '0' && *r->at <= '9' && count < 1000000; ++r->at) count = count * 10 + (size_t)(*r->at - '0');
  }
  if (*r->at == 'x') {
    ++r->at;
    r->offset += count;
    return;
  }
  if (r->at[0] == 'T' && r->at[1] == '{') {
    if (count != 1) {
      r->failed = 1;
      return;
    }
    r->at += 2;
    /* The struct's own name follows its fields: find it first. */
    const char *close = r->at;
    for (int depth = 1; *close; ++close) {
      if (*close == '{') ++depth;
      if (*close == '}' && --depth == 0) break;
    }
    char inner[200];
    PyOS_snprintf(inner, sizeof inner, "%.100s", path);
    if (close[0] == '}' && close[1] == ':') {
      const char *name = close + 2, *end = strchr(name, ':');
      if (end) PyOS_snprintf(inner, sizeof inner, "%.100s%.*s.", path, (int)(end - name > 90 ? 90 : end - name), name);
    }
    read_fields(r, inner, 1);
    if (*r->at == ':') {
      const char *end = strchr(r->at + 1, ':');
      r->at = end ? end + 1 : r->at + strlen(r->at);
    }
    return;
  }
  char kind;
  const size_t size = describe(*r->at, r->order, &kind);
  if (!size || count != 1 || r->leaf >= r->element->leaf_count) {
    r->failed = 1;
    return;
  }
  ++r->at;
  if (r->order == '@') r->offset = (r->offset + size - 1) / size * size;
  const pgp_leaf *leaf = &r->element->leaves[r->leaf++];
  const int swapped = size > 1 && (is_little() ? r->order == '>' || r->order == '!' : r->order == '<');
  const int same_kind = leaf->kind == kind || (leaf->kind == 'c' && size == 1 && kind == 'u');
  if (swapped || !same_kind || leaf->size != size || leaf->offset != r->offset) r->failed = 1;
  r->offset += size;
  if (*r->at == ':') {
    const char *name = r->at + 1, *end = strchr(name, ':');
    if (!end || !same_name(leaf->name, path, name, (size_t)(end - name))) {
      r->failed = 1;
      return;
    }
    r->at = end + 1;
  } else if (inside || leaf->name[0]) {
    r->failed = 1;
  }
}

static void read_fields(reader *r, const char *path, int inside) {
  while (*r->at && !r->failed) {
    const char c = *r->at;
    if (c == '}' && inside) {
      ++r->at;
      return;
    }
    if (c == '@' || c == '=' || c == '<' || c == '>' || c == '!' || c == '^') {
      r->order = c;
      ++r->at;
    } else if (c == ' ' || c == '\n' || c == '\t') {
      ++r->at;
    } else {
      read_one(r, path, inside);
    }
  }
  if (inside) r->failed = 1; /* no closing brace */
}

int pgp_format_matches(const char *format, Py_ssize_t itemsize, const pgp_element *element) {
  reader r = {format, '@', 0, element, 0, 0};
  if ((size_t)itemsize != element->size) return 0;
  if (strcmp(format, element->format) == 0) return 1;
  read_fields(&r, "", 0);
  return !r.failed && r.leaf == element->leaf_count && r.offset <= element->size;
}
