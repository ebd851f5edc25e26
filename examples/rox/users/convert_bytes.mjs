// Converts charts to every format and back where the library has no files: WebAssembly.
// usage: node convert_bytes.mjs OUTPUT_FOLDER CHART...
import { readFileSync, writeFileSync } from "node:fs";
import path from "node:path";
import process from "node:process";

import { Format, UnknownFormat, decode, encode, extension } from "rox";

/** Writes a chart in every format, reads each file back and returns how many came back equal. */
function convert(chart, target) {
  let equal = 0;
  for (const format of Object.values(Format)) {
    const file = target + extension(format);
    writeFileSync(file, encode(chart, format));
    const again = decode(readFileSync(file));
    equal += again.equals(chart);
    again.dispose();
  }
  return equal;
}

function main([folder, ...paths]) {
  const start = performance.now();
  let notes = 0;
  let equal = 0;
  for (const file of paths) {
    const chart = decode(readFileSync(file));
    notes += chart.size;
    equal += convert(chart, path.join(folder, `${path.parse(file).name}-wasm`));
    chart.dispose();
  }

  try {
    decode("this is no chart");
  } catch (error) {
    if (!(error instanceof UnknownFormat)) throw error;
    console.log(`refused, as it should be: ${error.message}`);
  }

  const time = Math.round(performance.now() - start);
  console.log(`${paths.length} charts, ${notes} notes, ${equal} conversions equal, ${time} ms`);
  return equal === paths.length * Object.keys(Format).length ? 0 : 1;
}

process.exitCode = main(process.argv.slice(2));
