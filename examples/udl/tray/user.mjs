// A program that uses two packages, one of which takes and gives what the other exports.
import assert from "node:assert/strict";
import * as styles from "styles";
import { Card, Fine, Full, Gone, Kind, Number_, Sheet, Text, Visitor } from "styles";
import * as tray from "tray";
import { live } from "tray/live";

for (const name of ["Sheet", "Card", "Kind", "Full", "Visitor"]) assert.equal(tray[name], styles[name]);

const sheet = Sheet.withSize(3, 5);
const mine = new tray.Tray();
assert.equal(mine.top(), undefined);
mine.put(sheet);
const top = mine.top();
assert.ok(top instanceof Sheet && mine.has(top) && mine.has(sheet) && !mine.has(new Sheet()));
mine.dispose();
assert.deepEqual(live(), { objects: 0, results: 0 }); // no handle of its own outlives a call
assert.equal(top.size(), 15);
assert.ok(styles.isSame(top, sheet));
const [first, second] = tray.reversed([Sheet.parse("one"), undefined]);
assert.equal(first, undefined);
assert.ok(second instanceof Sheet);

const wrong = new tray.Tray();
assert.throws(() => wrong.put(wrong), { name: "TypeError", message: /expected a Sheet/ });
const gone = new Sheet();
gone.dispose();
assert.throws(() => wrong.put(gone), { code: "ERR_DISPOSED" });

assert.equal(tray.improved(new Card({ title: "card" })).mood.by, 1);
assert.ok(tray.improved(new Card({ title: "card" })).mood instanceof Fine);
assert.ok(tray.ask(new Number_({ value: 7 })).equals(new Number_({ value: 7 })));
assert.ok(tray.ask(new Number_({ value: 7 }), Kind.Second).equals(new Text({ text: "second" })));
assert.throws(() => tray.fill(11), Full);
assert.throws(() => tray.fill(101), Gone);

class Counting extends Visitor {
  cell(number, text) {
    return text === "cell" && number < 2n;
  }
}
assert.equal(tray.visit(sheet, new Counting()), 2);
console.log("tray from JavaScript");
