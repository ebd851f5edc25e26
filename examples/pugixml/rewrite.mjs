// Reads the countries of iso_3166-1.xml, gives each the length of its name, drops the withdrawn ones, and
// writes the document again. usage: node rewrite.mjs INPUT OUTPUT
import assert from "node:assert/strict";
import { readFileSync, writeFileSync } from "node:fs";
import process from "node:process";

import { XmlDocument, XpathException } from "pugixml";

function main(source, target) {
  const original = new XmlDocument();
  const result = original.loadBuffer(readFileSync(source)); // in WebAssembly, there are no files
  if (!result.toBoolean()) throw new Error(`${source}: ${result.description()} at byte ${result.offset}`);

  const root = original.documentElement();
  const countries = root.children("iso_3166_entry");
  for (const country of countries) {
    const name = country.attribute("name").value();
    country.appendAttribute("length").setValue(String(Buffer.byteLength(name)));
  }

  const withdrawn = root.children("iso_3166_3_entry");
  for (const entry of withdrawn) root.removeChild(entry);
  console.log(`${countries.length} countries kept, ${withdrawn.length} removed`);

  // XPath, with a typed error for a query that is none.
  for (const found of root.selectNodes("iso_3166_entry[@length > 40]")) {
    assert.ok(found.node().attribute("name").value().length > 30);
  }
  assert.throws(
    () => root.selectNodes("]["),
    (error) => error instanceof XpathException && error.message !== "",
  );

  // A node keeps its document alive.
  original.dispose();
  assert.equal(root.name(), "iso_3166_entries");
  assert.ok(root.root().firstChild().toBoolean());

  const copy = new XmlDocument();
  assert.ok(!copy.loadString("<a><b></a>").toBoolean());
  copy.reset();
  copy.appendCopy(root);
  writeFileSync(target, copy.save("  "));
}

if (process.argv.length !== 4) {
  console.error("usage: node rewrite.mjs INPUT OUTPUT");
  process.exitCode = 1;
} else {
  main(process.argv[2], process.argv[3]);
}
