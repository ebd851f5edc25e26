/* The other styles of C++, from C. */
#include <stdatomic.h>
#include <stdio.h>
#include <string.h>
#include <styles_c.h>

#define CHECK(condition) \
  do { if (!(condition)) { fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); return 1; } } while (0)

static pgl_str str(const char *text) { return (pgl_str){text, strlen(text)}; }

static pgl_status count_cell(void *user, styles_visitor *self, uint64_t number, const pgl_opt_str *text, pgl_bool *out) {
  (void)self, (void)text;
  ++*(int *)user;
  *out = number < 4;
  return PGL_OK;
}
/* Fails with the object that is an error. */
static pgl_status tear_cell(void *user, styles_visitor *self, uint64_t number, const pgl_opt_str *text, pgl_bool *out) {
  const styles_torn_thrown torn = {user};
  (void)self, (void)number, (void)text, (void)out;
  return styles_fail(STYLES_ERROR_TORN_THROWN, str("torn"), &torn);
}
static void keep(void *user) { (void)user; }
static const styles_visitor_methods counting = {{sizeof(styles_visitor_methods), keep, NULL, NULL}, count_cell};
static const styles_visitor_methods tearing = {{sizeof(styles_visitor_methods), keep, NULL, NULL}, tear_cell};

static void wake(void *user) { atomic_store((atomic_int *)user, 1); }

int main(void) {
  styles_sheet *sheet = NULL, *none = NULL;
  CHECK(styles_sheet_with_size(3, 5, &sheet) == PGL_OK);
  uint64_t size = 0;
  CHECK(styles_note_count() == 7);
  size = styles_sheet_size(sheet, &size) == PGL_OK ? size : 0;
  CHECK(size == 15);
  CHECK(styles_find(str("nothing"), &none) == PGL_OK && none == NULL);
  CHECK(styles_load(str("gone"), STYLES_KIND_FIRST, &none) == STYLES_ERROR_GONE);

  styles_visitor *visitor = NULL;
  int cells = 0;
  uint32_t shown = 0;
  CHECK(styles_visitor_implement(&counting, &cells, &visitor) == PGL_OK);
  CHECK(styles_visit(sheet, visitor, &shown) == PGL_OK && shown == 5 && cells == 5);
  styles_visitor_free(visitor);

  CHECK(styles_feed(1) == PGL_OK && styles_feed(2) == STYLES_ERROR_PAPER && styles_feed(3) == STYLES_ERROR_INK);
  CHECK(styles_last_error()->message.len == strlen("no ink"));
  styles_jam_value jam = STYLES_JAM_VALUE_PAPER;
  CHECK(styles_jam_of(3, &jam) == PGL_OK && jam == STYLES_JAM_VALUE_INK);
  CHECK(styles_pour(3) == STYLES_ERROR_FLOOD && styles_last_error_flood()->cups == 3 && styles_last_error_flood()->where.len == 10);
  CHECK(styles_careless(2) == PGL_ERROR_UNEXPECTED && styles_last_error()->message.len == strlen("paper in the roller"));
  CHECK(styles_tear(1) == PGL_OK && styles_tear(3) == STYLES_ERROR_TORN_THROWN);
  styles_torn *torn = styles_last_error_torn_thrown()->object;
  uint32_t pieces = 0;
  CHECK(styles_torn_pieces(torn, &pieces) == PGL_OK && pieces == 3);
  CHECK(styles_visitor_implement(&tearing, torn, &visitor) == PGL_OK);
  CHECK(styles_visit(sheet, visitor, &shown) == PGL_OK && shown == 3);
  styles_visitor_free(visitor);
  styles_torn_free(torn);

  const uint8_t bytes[] = {0, 1, 0xFE};
  pgl_bytes inverted;
  pgl_str name;
  pgl_owner *owner = NULL;
  CHECK(styles_invert((pgl_bytes){bytes, sizeof bytes}, &inverted, &owner) == PGL_OK);
  CHECK(inverted.len == 3 && inverted.data[0] == 0xFF && inverted.data[2] == 1);
  pgl_release(owner);
  CHECK(styles_name_of(NULL, &name, &owner) == PGL_OK && name.len == 7);
  pgl_release(owner);

  pgl_task *task = NULL;
  atomic_int woken = 0;
  pgl_bool done = 0;
  CHECK(styles_count_later(str("a"), &size, &task) == PGL_OK);
  if (task) {
    CHECK(styles_task_on_done(task, wake, &woken, &done) == PGL_OK);
    while (!done && !atomic_load(&woken)) {
    }
    CHECK(styles_count_later_outcome(task, &size) == PGL_OK);
  }
  CHECK(size == 2);

  /* An object on its way to a library that has the same class: here, the same library. */
  styles_sheet *again = NULL;
  pgl_shared *shared = NULL;
  CHECK(styles_sheet_to_shared(sheet, &shared) == PGL_OK);
  CHECK(styles_torn_from_shared(shared, &torn) == PGL_ERROR_WRONG_TYPE);
  CHECK(styles_sheet_from_shared(shared, &again) == PGL_OK);
  shared->release(shared);
  styles_sheet_free(sheet);
  CHECK(styles_sheet_size(again, &size) == PGL_OK && size == 15);
  styles_sheet_free(again);
  CHECK(styles_sheet_to_shared(again, &shared) == PGL_ERROR_CLOSED);
  puts("styles from C");
  return 0;
}
