/* The other styles of C++, from C. */
#include <stdio.h>
#include <string.h>
#include <styles_c.h>

#define CHECK(condition) \
  do { if (!(condition)) { fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); return 1; } } while (0)

static pgl_str str(const char *text) { return (pgl_str){text, strlen(text)}; }

int main(void) {
  styles_sheet *sheet = NULL, *none = NULL;
  CHECK(styles_sheet_with_size(3, 5, &sheet) == PGL_OK);
  uint64_t size = 0;
  CHECK(styles_note_count() == 7);
  size = styles_sheet_size(sheet, &size) == PGL_OK ? size : 0;
  CHECK(size == 15);
  CHECK(styles_find(str("nothing"), &none) == PGL_OK && none == NULL);
  CHECK(styles_load(str("gone"), STYLES_KIND_FIRST, &none) == STYLES_ERROR_GONE);
  styles_sheet_free(sheet);
  puts("styles from C");
  return 0;
}
