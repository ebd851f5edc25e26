// For tests: what is alive.
"use strict";

const native = require("./load.js");

/** How many objects and results of the library are alive, of all threads. */
function live() {
  const [objects, results] = native.$live();
  return { objects, results };
}

module.exports = { live };
