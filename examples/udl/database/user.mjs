// A database, from Node.js.
import assert from "node:assert/strict";
import { Blob, CannotOpen, Closed, Database, DatabaseError, Integer, Null, Real, Refused, Text, WrongParameters, sqliteVersion } from "database";

assert.match(sqliteVersion(), /^3\./);
const people = Database.inMemory();
assert.equal(people.execute("create table person (name text, age integer, weight real, photo blob)"), 0n);
const insert = "insert into person values (?, ?, ?, ?)";
const ada = [new Text({ value: "Ada" }), new Integer({ value: 36n }), new Real({ value: 55.5 }), new Blob({ value: Uint8Array.of(0, 255) })];
const bo = [new Text({ value: "Bo\0b ß" }), new Null(), new Null(), new Blob({ value: new Uint8Array() })];
assert.equal(people.execute(insert, ada), 1n);
assert.equal(people.execute(insert, bo), 1n);

const found = people.query("select * from person order by name");
assert.equal(found.length, 2);
for (const [i, expected] of [ada, bo].entries()) {
  for (const [j, value] of found[i].values.entries()) {
    assert.equal(value.constructor, expected[j].constructor);
    assert.ok(value.equals(expected[j]));
  }
}

const rows = people.rows("select name from person order by name");
assert.deepEqual(rows.columns(), ["name"]);
const names = [];
for (let row = rows.next(); row !== undefined; row = rows.next()) names.push(row.values[0].value);
assert.deepEqual(names, ["Ada", "Bo\0b ß"]);

assert.throws(() => people.query("select * from nowhere"), (error) => {
  assert.ok(error instanceof Refused && error instanceof DatabaseError);
  assert.equal(error.message, "no such table: nowhere");
  return error.code === 1 && error.sql === "select * from nowhere";
});
assert.throws(() => people.query("select ?, ?", [new Null()]), (error) => error instanceof WrongParameters && error.wanted === 2n && error.given === 1n);
assert.throws(() => new Database("/no/such/folder.db"), CannotOpen);
assert.throws(() => people.query("select ?", [1]), TypeError);

people.shut();
assert.ok(!people.isOpen());
assert.throws(() => people.query("select 1"), Closed);

console.log("database from Node.js");
