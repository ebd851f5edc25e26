/* A program that uses two libraries: an object goes from one to the other through pgl_shared. */
#include <stdio.h>
#include <styles_c.h>
#include <tray_c.h>

#define CHECK(condition) \
  do { \
    if (!(condition)) { printf("line %d: %s\n", __LINE__, #condition); return 1; } \
  } while (0)

int main(void) {
  styles_sheet *sheet = NULL, *same = NULL;
  tray_sheet *own = NULL, *top = NULL;
  tray_tray *tray = NULL;
  pgl_shared *shared = NULL;
  uint64_t size = 0;
  pgl_bool is = 0;

  CHECK(styles_sheet_with_size(3, 5, &sheet) == PGL_OK);
  CHECK(styles_sheet_to_shared(sheet, &shared) == PGL_OK);
  CHECK(tray_sheet_from_shared(shared, &own) == PGL_OK);
  shared->release(shared);
  CHECK(tray_tray_new(&tray) == PGL_OK && tray_tray_put(tray, own) == PGL_OK);
  CHECK(tray_tray_put(tray, (tray_sheet *)sheet) != PGL_OK); /* a handle is its own library's */
  tray_sheet_free(own);

  CHECK(tray_tray_top(tray, &top) == PGL_OK && top);
  tray_tray_free(tray);
  CHECK(tray_sheet_to_shared(top, &shared) == PGL_OK);
  tray_sheet_free(top);
  CHECK(styles_sheet_from_shared(shared, &same) == PGL_OK);
  shared->release(shared);
  CHECK(styles_is_same(same, sheet, &is) == PGL_OK && is);
  styles_sheet_free(sheet);
  CHECK(styles_sheet_size(same, &size) == PGL_OK && size == 15);
  styles_sheet_free(same);
  puts("tray from C");
  return 0;
}
