/* A database, from C. */
#include <database_c.h>
#include <stdio.h>
#include <string.h>

#define CHECK(condition) \
  do { if (!(condition)) { fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition); return 1; } } while (0)

static pgl_str str(const char *text) { return (pgl_str){text, strlen(text)}; }

int main(void) {
  const database_seq_value none = {NULL, 0};
  database_database *db = NULL;
  uint64_t changed = 0;
  CHECK(database_database_in_memory(&db) == PGL_OK);
  CHECK(database_database_execute(db, str("create table person (name text, age integer)"), none, &changed) == PGL_OK);
  database_value ada[2] = {{.tag = DATABASE_VALUE_TEXT, .as.text = {str("Ada")}}, {.tag = DATABASE_VALUE_INTEGER, .as.integer = {36}}};
  CHECK(database_database_execute(db, str("insert into person values (?, ?)"), (database_seq_value){ada, 2}, &changed) == PGL_OK);
  CHECK(changed == 1);

  database_seq_row rows;
  pgl_owner *owner = NULL;
  CHECK(database_database_query(db, str("select name, age from person"), none, &rows, &owner) == PGL_OK);
  CHECK(rows.len == 1 && rows.data[0].values.len == 2);
  const database_value *name = &rows.data[0].values.data[0];
  CHECK(name->tag == DATABASE_VALUE_TEXT && name->as.text.value.len == 3 && memcmp(name->as.text.value.data, "Ada", 3) == 0);
  CHECK(rows.data[0].values.data[1].as.integer.value == 36);
  pgl_release(owner);

  database_rows *cursor = NULL;
  CHECK(database_database_rows(db, str("select 1 union select 2"), none, &cursor) == PGL_OK);
  int count = 0;
  for (;;) {
    database_opt_row row;
    CHECK(database_rows_next(cursor, &row, &owner) == PGL_OK);
    const bool has = row.has;
    pgl_release(owner);
    if (!has) break;
    ++count;
  }
  CHECK(count == 2);
  database_rows_free(cursor);

  CHECK(database_database_query(db, str("selct"), none, &rows, &owner) == DATABASE_ERROR_REFUSED);
  CHECK(database_last_error_refused()->code == 1 && database_last_error_refused()->sql.len == 5);
  CHECK(database_database_shut(db) == PGL_OK);
  CHECK(database_database_query(db, str("select 1"), none, &rows, &owner) == DATABASE_ERROR_CLOSED);
  database_database_free(db);
  database_database_free(db);
  puts("database from C");
  return 0;
}
