// A program that uses two modules of WebAssembly: each has a memory of its own, and so a class of its own, too.
import assert from "node:assert/strict";
import * as styles from "styles";
import { Card, Fine, Sheet, Tray, improved } from "tray";

const mine = new Tray();
const sheet = Sheet.withSize(3, 5);
mine.put(sheet);
assert.equal(mine.top().size(), 15);
assert.ok(mine.has(sheet));

const theirs = styles.Sheet.withSize(3, 5);
assert.throws(() => mine.put(theirs), { name: "TypeError", message: /expected a Sheet, got an object of class Sheet/ });
assert.throws(() => styles.isSame(theirs, sheet), { name: "TypeError" });

// What is taken for values is whatever has their fields; what is in them has to be of this package.
assert.ok(improved(new Card({ title: "card" })).mood instanceof Fine);
console.log("tray from WebAssembly");
