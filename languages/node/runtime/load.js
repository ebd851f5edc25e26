// Finds the addon: what was built here, else what came with the package.
"use strict";

const { existsSync } = require("node:fs");
const path = require("node:path");

const root = path.join(__dirname, "..");
const places = [
  path.join(root, "build", "binding.node"),
  path.join(root, "prebuilds", `${process.platform}-${process.arch}`, "binding.node"),
];

function load() {
  const found = places.filter((place) => existsSync(place));
  const problems = [];
  for (const place of found) {
    try {
      return require(place);
    } catch (error) {
      if (error.code === "ERR_ABI") throw error;
      problems.push(`${path.relative(root, place)}: ${error.message}`);
    }
  }
  const { name } = require("../package.json");
  const why = found.length === 0 ? `nothing was built for ${process.platform}-${process.arch}` : problems.join("; ");
  throw new Error(`${name} cannot be loaded: ${why}. "npm rebuild ${name}" builds it; that takes a C++ compiler.`);
}

module.exports = load();
