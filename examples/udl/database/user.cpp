// A database, from C++.
#include <cstdio>
#include <cstdlib>
#include <database_client/database.hpp>

#define CHECK(condition) \
  if (!(condition)) std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition), std::exit(1)

namespace lib = database_client;

int main() {
  try {
    const lib::Database none("/nowhere/none.db", false);
    CHECK(false);
  } catch (const lib::CannotOpen& error) {
    CHECK(error.path == "/nowhere/none.db");
  }
  lib::Database db = lib::Database::in_memory();
  db.execute("create table person (name text, age integer)");
  const std::vector<lib::Value> ada = {lib::Text{"Ada"}, lib::Integer{36}};
  CHECK(db.execute("insert into person values (?, ?)", ada) == 1);
  const std::vector<lib::Row> rows = db.query("select name, age from person");
  CHECK(rows.size() == 1 && rows[0].values == ada);
  lib::Rows cursor = db.rows("select 1 union select 2");
  CHECK(cursor.columns() == std::vector<std::string>{"1"});
  int count = 0;
  while (cursor.next()) ++count;
  CHECK(count == 2);
  try {
    db.query("select ?", {});
    CHECK(false);
  } catch (const lib::WrongParameters& error) {
    CHECK(error.wanted == 1 && error.given == 0);
  }
  db.shut();
  try {
    db.query("select 1");
    CHECK(false);
  } catch (const lib::DatabaseError& error) {
    CHECK(std::string(error.what()) == "the database is closed");
  }
  std::puts("database from C++");
}
