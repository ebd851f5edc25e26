/* Compatibility of profiles, from C. */
#include <compatibility_c.h>
#include <stdio.h>
#include <string.h>

#define CHECK(condition) \
  do { if (!(condition)) { fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); return 1; } } while (0)
#define PROFILE(array) (pgl_seq_f64){(array), sizeof(array) / sizeof *(array)}

int main(void) {
  const double a[] = {0.25, 0.5}, b[] = {0.5, 0.5}, one[] = {0.5}, wrong[] = {0.5, 2.0};
  double result = 0;
  CHECK(compatibility_calculate_compatibility(PROFILE(a), PROFILE(b), &result) == PGL_OK);
  CHECK(result == 0.875);
  CHECK(compatibility_calculate_compatibility(PROFILE(a), PROFILE(one), &result) == COMPATIBILITY_ERROR_DIFFERENT_LENGTH);
  const compatibility_different_length *different = compatibility_last_error_different_length();
  CHECK(different && different->length_a == 2 && different->length_b == 1);
  CHECK(compatibility_calculate_compatibility(PROFILE(a), PROFILE(wrong), &result) == COMPATIBILITY_ERROR_OUT_OF_RANGE);
  CHECK(compatibility_last_error_out_of_range()->index == 1);
  const pgl_seq_f64 nothing = {NULL, 0};
  CHECK(compatibility_calculate_compatibility(nothing, PROFILE(a), &result) == COMPATIBILITY_ERROR_EMPTY);
  CHECK(compatibility_last_error()->message.len == strlen("a profile has no answers"));
  puts("compatibility from C");
  return 0;
}
