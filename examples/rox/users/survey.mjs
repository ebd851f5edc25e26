// Looks at all charts of a folder behind a progress bar, and once more until told to stop. usage: node survey.mjs FOLDER
import process from "node:process";

import { Summary, survey } from "rox";

/** The bar. C++ has it called after each chart. */
function show(done, total) {
  const bar = "#".repeat((30 * done) / total).padEnd(30);
  process.stderr.write(`\r[${bar}] ${done} of ${total}${done === total ? "\n" : ""}`);
}

/** Aborts a survey at its first chart; how many charts it got to. */
async function stopEarly(folder) {
  const controller = new AbortController();
  let seen = 0;
  const stop = (done) => {
    seen = done;
    controller.abort();
  };
  try {
    await survey(folder, stop, { signal: controller.signal });
    return -1;
  } catch (error) {
    if (error !== controller.signal.reason) throw error;
    return seen;
  }
}

const [folder] = process.argv.slice(2);
const charts = await survey(folder, show);
const summaries = charts.map((chart) => chart.result).filter((result) => result instanceof Summary);
const peak = Math.max(0, ...summaries.map((summary) => summary.peakNps));
const stopped = await stopEarly(folder);
console.log(`${summaries.length} charts surveyed, up to ${peak.toFixed(0)} notes a second; stopped after ${stopped}`);
