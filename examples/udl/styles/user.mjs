// The other styles of C++, from Node.js.
import assert from "node:assert/strict";
import * as styles from "styles";
import { Card, DiskError, Flood, Full, Gone, InternalError, Jam, JamValue, Kind, NetError, Number_, Paper, Refused, Sheet, Text, TimedOut, TornThrown } from "styles";

assert.equal(styles.noteCount(), 7);
assert.deepEqual(styles.counts([1, 2, 1]), new Map([["1", 2], ["2", 1]]));
assert.deepEqual([...styles.doubled([1, 2, 200])], [2, 4, 144]);
assert.equal(styles.notInTheInterface, undefined);
assert.deepEqual(styles.elsewhere().inner.map((one) => one.a), [1, 2]);

assert.ok(styles.ask(new Number_({ value: 1 })).equals(new Number_({ value: 2 })));
assert.ok(styles.ask(new Text({ text: "a" })).equals(new Text({ text: "a" })));
assert.equal(styles.ask(undefined), undefined);

assert.equal(styles.follow("a"), "a/next");
assert.throws(() => styles.follow("slow"), (error) => error instanceof TimedOut && error instanceof NetError && error.seconds === 30);
assert.throws(() => styles.follow("closed"), Refused);
assert.throws(() => styles.load("full"), Full);
assert.throws(() => styles.load("gone"), Gone);
assert.throws(() => Sheet.parse(""), DiskError);

assert.equal(new Sheet().size(), 4);
assert.equal(Sheet.withSize(3, 5).size(), 15);
const parsed = Sheet.parse("text");
assert.equal(parsed.cell(0), "text");
assert.equal(parsed.changed(), 1n);
const copy = Sheet.copyOf(parsed);
copy.setTitle("copy");
assert.deepEqual([copy.title(), parsed.title()], ["copy", "untitled"]);
assert.equal(styles.load("a", Kind.First).size(), 1);
assert.equal(styles.load("a").size(), 2);
assert.equal(copy.internal, undefined);

assert.ok(styles.find("nothing") == null);
assert.equal(styles.find("untitled").title(), "untitled");
const shared = styles.load("a");
assert.ok(styles.isSame(shared, shared) && !styles.isSame(shared, undefined));

assert.throws(() => styles.feed(2), (error) => error instanceof Paper && error instanceof Jam && error.message === "paper in the roller");
assert.equal(styles.jamOf(3), JamValue.Ink);
assert.throws(() => styles.pour(3), (error) => error instanceof Flood && error.cups === 3 && error.where === "everywhere");
assert.throws(() => styles.careless(2), (error) => error instanceof InternalError && error.message === "paper in the roller");
assert.throws(() => styles.tear(3), (error) => error instanceof TornThrown && error.object.pieces() === 3 && error.object.text(1) === "piece 1");
assert.deepEqual([...styles.invert(new Uint8Array([0, 1, 0xfe]))], [0xff, 0xfe, 1]);
assert.equal(styles.nameOf(), "nothing");
assert.equal(styles.moodOf(new Card({ title: "a" })), "a: glum, glum");
assert.equal(styles.nameOf(new Text({ text: "a" })), "text");
assert.equal(await styles.countLater("a"), 2n);
await assert.rejects(styles.countLater("full"), Full);

console.log("styles from Node.js");
