#include "pgw.hpp"

pgl_owner *pgw_owner;
bool pgw_has_failed;

// Where JavaScript writes arguments: a stack. What does not fit there is allocated.
alignas(8) static char arguments[1 << 16];

PGW_EXPORT("$arguments")
void *pgw_arguments(void) {
  return arguments;
}

PGW_EXPORT("$argumentsSize")
std::size_t pgw_arguments_size(void) {
  return sizeof arguments;
}

PGW_EXPORT("$owner")
pgl_owner **pgw_get_owner(void) {
  return &pgw_owner;
}

PGW_EXPORT("$release")
void pgw_release(pgl_owner *owner) {
  pgl_release(owner);
}

PGW_EXPORT("$failed")
bool pgw_get_failed(void) {
  const bool result = pgw_has_failed;
  pgw_has_failed = false;
  return result;
}
