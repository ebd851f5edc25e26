/* The C package, found by CMake and by pkg-config. */
#include <math.h>
#include <shapes_c.h>
#include <stdio.h>

int main(void) {
  shapes_path *path = NULL;
  if (shapes_path_new((pgl_str){"walk", 4}, &path) != PGL_OK) return 1;
  double length = 0;
  if (shapes_path_add(path, (shapes_point){0, 0}) != PGL_OK || shapes_path_add(path, (shapes_point){3, 4}) != PGL_OK) return 2;
  if (shapes_path_length(path, &length) != PGL_OK || length != 5.0) return 3;
  if (shapes_path_add(path, (shapes_point){INFINITY, 0}) != SHAPES_ERROR_NOT_FINITE) return 4;
  pgl_str text;
  pgl_owner *owner = NULL;
#ifdef SUMMARY
  if (shapes_path_summary(path, &text, &owner) != PGL_OK) return 5;
#else
  if (shapes_path_describe(path, &text, &owner) != PGL_OK) return 5;
#endif
  printf("%.*s\n", (int)text.len, text.data);
  pgl_release(owner);
  shapes_path_free(path);
  return shapes_live().handles == 0 ? 0 : 6;
}
