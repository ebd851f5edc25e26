// Loads the module for require(), at once.
"use strict";

const { readFileSync } = require("node:fs");
const path = require("node:path");
const { importsOf } = require("./imports.js");

const module_ = new WebAssembly.Module(readFileSync(path.join(__dirname, "..", "library.wasm")));
const instance = new WebAssembly.Instance(
  module_,
  importsOf(module_, () => native.memory),
);

/** What the module exports. */
const native = instance.exports;
native.$begin();
native._initialize();

module.exports = { native };
