/* Enums: enum.Enum, IntEnum, Flag or IntFlag classes, converted through tables in both directions. */
#ifndef PGP_ENUMS_H
#define PGP_ENUMS_H

#include "pgp/arena.h"
#include "pgp/errors.h"

typedef struct pgp_enumerator {
  const char *name;
  int64_t value;
  const char *doc; /* or NULL */
} pgp_enumerator;

typedef struct pgp_enum_slot { PyObject *member; int64_t value; } pgp_enum_slot;

/* One enum class. The first part is constant, the second is filled when the module loads. */
typedef struct pgp_enum {
  const char *name;      /* "NoteKind" */
  const char *qualname;  /* "Chart.Kind" where nested */
  const char *base;      /* of the enum module: "Enum", "IntEnum", "Flag", "IntFlag" */
  const char *doc;
  const pgp_enumerator *values;
  int count;
  int is_unsigned;       /* values are uint64_t */

  PyTypeObject *type;
  PyObject **dense;      /* by value, from `low` on; NULL where there is no such value */
  int64_t low;
  uint64_t dense_count;
  pgp_enum_slot *slots;  /* by the member's address; a power of two of them */
  size_t mask;
} pgp_enum;

/* Makes the class. A borrowed reference (kept for good), or NULL. */
PyObject *pgp_enum_ready(pgp_enum *self, const char *module);
/* The same with a class that has these members already, whatever their values in Python; takes it over. */
PyObject *pgp_enum_adopt(pgp_enum *self, PyObject *type);

int pgp_enum_value_slow(const pgp_enum *self, PyObject *object, int64_t *out);
PyObject *pgp_enum_member_slow(const pgp_enum *self, int64_t value);

static inline size_t pgp_enum_hash(PyObject *member) { return (size_t)((uintptr_t)member >> 4) * 0x9E3779B1u >> 7; }

static inline int pgp_enum_value(const pgp_enum *self, PyObject *object, int64_t *out) {
  if (PGP_LIKELY(Py_TYPE(object) == self->type)) {
    for (size_t i = pgp_enum_hash(object) & self->mask; self->slots[i].member; i = (i + 1) & self->mask) {
      if (self->slots[i].member == object) {
        *out = self->slots[i].value;
        return 1;
      }
    }
  }
  return pgp_enum_value_slow(self, object, out);
}

static inline PyObject *pgp_enum_member(const pgp_enum *self, int64_t value) {
  const uint64_t index = (uint64_t)value - (uint64_t)self->low;
  if (PGP_LIKELY(index < self->dense_count && self->dense[index])) return pgp_new_ref(self->dense[index]);
  return pgp_enum_member_slow(self, value);
}

#endif
