import assert from "node:assert/strict";
import { createRequire } from "node:module";

import { Greeter } from "greeter";

assert.equal(new Greeter("Ada").greet(), "Hello, Ada!");
// One library, whichever way it is asked for.
assert.equal(createRequire(import.meta.url)("greeter").Greeter, Greeter);
