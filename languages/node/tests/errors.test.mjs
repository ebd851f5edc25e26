import assert from "node:assert/strict";
import { test } from "node:test";

import {
  Account,
  BankError,
  ErrorsError,
  InsufficientFunds,
  InternalError,
  Rejected,
  UnknownAccount,
  closeBank,
  open,
  reject,
  throwForeign,
} from "errors";
import { live } from "errors/live";

import { thrown } from "./support.mjs";

test("fields", () => {
  const account = new Account(100n);
  const error = thrown(() => account.withdraw(150n));
  assert.ok(error instanceof InsufficientFunds);
  assert.equal(error.name, "InsufficientFunds");
  assert.equal(error.message, "balance 100 is less than 150");
  assert.equal(error.balance, 100n);
  assert.equal(error.needed, 150n);
  assert.equal(account.balance(), 100n);
  assert.match(error.stack ?? "", /errors\.test\.mjs/);
});

test("fields with memory", () => {
  assert.equal(open("ada").balance(), 100n);
  const error = thrown(() => open("adam"));
  assert.ok(error instanceof UnknownAccount);
  assert.equal(error.name, "UnknownAccount");
  assert.equal(error.name_, "adam"); // the field: `name` is what every error has
  assert.deepEqual(error.similar, ["ada", "eva"]);
});

test("the hierarchy is kept", () => {
  for (const call of [() => closeBank(), () => open("x"), () => new Account(0n).withdraw(1n)]) {
    const error = thrown(call);
    assert.ok(error instanceof BankError);
    assert.ok(error instanceof ErrorsError);
    assert.ok(error instanceof Error);
  }
  const error = thrown(() => reject(7));
  assert.ok(error instanceof Rejected && !(error instanceof BankError));
  assert.deepEqual([error.code, error.reason], [7, "rejected"]);
});

test("what the library does not declare", () => {
  throwForeign(0);
  assert.throws(() => throwForeign(1), { name: "RangeError", code: "ERR_OUT_OF_RANGE", message: "out of range" });
  assert.throws(() => throwForeign(2), { name: "RangeError", code: "ERR_INVALID_ARG_VALUE", message: "invalid argument" });
  assert.throws(() => throwForeign(3), { name: "RangeError", code: "ERR_OUT_OF_MEMORY" });
  const bug = thrown(() => throwForeign(4));
  assert.ok(bug instanceof InternalError && bug instanceof ErrorsError);
  assert.deepEqual([bug.name, bug.message, bug.cppType], ["InternalError", "a bug", "std::logic_error"]);
  assert.throws(() => throwForeign(5), { name: "InternalError" });
  assert.throws(() => throwForeign(6), { name: "InternalError", message: "bad \ufffd text" });
  assert.equal(live().results, 0);
});
