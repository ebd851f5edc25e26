import assert from "node:assert/strict";
import { test } from "node:test";

import { Book, Library, Reader, burn, copyTitle, houseStyle, makeBook, makeRawBook, shareBook, uniqueBook } from "ownership";

async function collect() {
  for (let i = 0; i < 5; i++) {
    globalThis.gc?.();
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
}

test("every way to get a book", async () => {
  const before = Book.alive();
  const books = [new Book("a"), makeBook("b"), shareBook("c"), uniqueBook("d"), makeRawBook("e")];
  assert.deepEqual(
    books.map((book) => book?.title()),
    ["a", "b", "c", "d", "e"],
  );
  assert.equal(Book.alive(), before + 5);
  for (const book of books) book?.dispose();
  assert.equal(Book.alive(), before);
});

test("a book given away is gone", () => {
  const book = uniqueBook("ashes");
  assert.equal(burn(book), "ashes");
  assert.ok(book.disposed);
  assert.throws(() => book.title(), ReferenceError);
  assert.throws(() => burn(book), ReferenceError);
});

test("by value is a copy", () => {
  const book = new Book("twice");
  assert.equal(copyTitle(book), "twice");
  assert.equal(book.title(), "twice");
});

test("constants of the library are read only", () => {
  const style = houseStyle();
  assert.equal(style.title(), "House Style");
  assert.throws(() => style.setTitle("x"), { name: "TypeError", code: "ERR_READ_ONLY" });
});

test("a borrowed book keeps its library alive", async () => {
  const first = (() => {
    const library = new Library("city");
    library.add(new Book("one"));
    return library.first();
  })();
  await collect();
  assert.equal(first.title(), "one");
  first.setTitle("uno");
  assert.equal(first.title(), "uno");
});

test("libraries", () => {
  const library = new Library("city");
  const own = new Book("mine");
  library.add(own);
  assert.equal(own.disposed, false);
  library.donate(own);
  assert.equal(own.disposed, true);
  assert.equal(library.size(), 2);
  assert.equal(library.find("mine")?.title(), "mine");
  assert.equal(library.find("nothing"), undefined);
  assert.throws(() => library.last().setTitle("x"), TypeError);
  assert.throws(() => new Library("empty").first(), RangeError);
});

test("shared", () => {
  const reader = new Reader();
  assert.equal(reader.current(), undefined);
  const book = shareBook("long");
  reader.read(book);
  book.dispose();
  assert.equal(reader.current()?.title(), "long");
  reader.stop();
  assert.equal(reader.current(), undefined);
});

test("what is dropped is freed", async () => {
  await collect();
  const before = Book.alive();
  (() => {
    for (let i = 0; i < 100; i++) makeBook("x");
  })();
  for (let i = 0; i < 50 && Book.alive() > before; i++) await collect();
  assert.ok(Book.alive() <= before);
});
