import assert from "node:assert/strict";
import { test } from "node:test";

import { ExpectedError, ParseError, ParseErrorException, Refusal, RefusalError, connect, parse, quoted } from "expected";

test("a record as the error", () => {
  assert.equal(parse("1204"), 1204);
  assert.equal(quoted("a"), '"a"');
  try {
    parse("12x");
    assert.fail("nothing was thrown");
  } catch (error) {
    assert.ok(error instanceof ParseErrorException && error instanceof ExpectedError);
    assert.ok(error.value.equals(new ParseError({ position: 2, message: "not a digit" })));
  }
  assert.throws(() => quoted(""), ParseErrorException);
});

test("an enum as the error", () => {
  assert.equal(connect(8080), undefined);
  assert.throws(() => connect(0), { name: "RefusalError", value: Refusal.Busy });
  assert.throws(() => connect(80), { name: "RefusalError", value: Refusal.Forbidden });
  assert.throws(() => connect(80), RefusalError);
});
