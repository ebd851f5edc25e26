"use strict";

const assert = require("node:assert/strict");
const { Greeter } = require("greeter");

assert.equal(new Greeter("Ada").greet(), "Hello, Ada!");
