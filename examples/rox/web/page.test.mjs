// The page in a headless Chromium: charts are dropped on it, looked at, and downloaded in every format.
// usage: node page.test.mjs SITE CHARTS SCREENSHOTS
import assert from "node:assert/strict";
import { createReadStream, existsSync } from "node:fs";
import { mkdir, readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import process from "node:process";
import { after, before, test } from "node:test";

import { chromium } from "playwright-core";
import { Chart, Format, decode, encode, hold, tap } from "rox";

const [site, charts, screenshots] = process.argv.slice(2);
const types = { ".html": "text/html", ".css": "text/css", ".mjs": "text/javascript", ".wasm": "application/wasm" };

let server, browser, page;
const problems = [];

before(async () => {
  server = createServer((request, response) => {
    const file = path.join(site, path.normalize(request.url === "/" ? "index.html" : request.url.split("?")[0]));
    if (!existsSync(file)) return response.writeHead(404).end();
    response.writeHead(200, { "content-type": types[path.extname(file)] ?? "application/octet-stream" });
    createReadStream(file).pipe(response);
  });
  await new Promise((done) => server.listen(0, "127.0.0.1", done));
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium", args: ["--no-sandbox"] });
  page = await browser.newPage({ viewport: { width: 1160, height: 1150 } });
  page.on("console", (message) => message.type() === "error" && problems.push(message.text()));
  page.on("pageerror", (error) => problems.push(String(error)));
  await page.goto(`http://127.0.0.1:${server.address().port}/`);
  await page.waitForSelector("html[data-ready=yes]");
  await mkdir(screenshots, { recursive: true });
});

after(async () => {
  await browser?.close();
  server?.close();
});

/** Drops a file on the page as a file manager does. */
async function drop(name, bytes) {
  const data = await page.evaluateHandle(
    ([name, base64]) => {
      const data = new DataTransfer();
      data.items.add(new File([Uint8Array.from(atob(base64), (c) => c.charCodeAt(0))], name));
      return data;
    },
    [name, bytes.toString("base64")],
  );
  await page.dispatchEvent("body", "drop", { dataTransfer: data });
  await page.waitForFunction((name) => document.getElementById("status").textContent.startsWith(name), name);
}

/** How many pixels of a canvas are painted. */
function painted(id) {
  return page.evaluate((id) => {
    const canvas = document.getElementById(id);
    const { data } = canvas.getContext("2d").getImageData(0, 0, canvas.width, canvas.height);
    let count = 0;
    for (let i = 3; i < data.length; i += 4) count += data[i] !== 0;
    return count;
  }, id);
}

for (const name of await readdir(charts)) {
  if (![".osu", ".sm", ".qua", ".rox"].includes(path.extname(name))) continue;
  const bytes = await readFile(path.join(charts, name));

  test(`${name} is shown and downloaded`, async () => {
    const chart = decode(bytes);
    await drop(name, bytes);
    assert.match(await page.textContent("#status"), new RegExp(`: ${chart.size} notes in \\d+ ms$`));
    const about = chart.metadata();
    assert.equal(await page.textContent("#title"), about.titleUnicode || about.title);
    assert.match(await page.textContent("#figures"), new RegExp(`Keys${chart.keyCount()}`));

    // What begins in the 24 seconds from the first note on is drawn, and the plot is not empty.
    const notes = chart.notes();
    const from = Number(notes[0].timeUs);
    const expected = notes.filter((note) => Number(note.timeUs) < from + 24e6).length;
    assert.equal(Number(await page.getAttribute("#notes", "data-drawn")), expected);
    assert.ok((await painted("notes")) > 10000);
    assert.ok((await painted("density")) > 1000);
    await page.screenshot({ path: path.join(screenshots, `${path.parse(name).name}.png`) });

    for (const extension of [".rox", ".osu", ".sm", ".qua"]) {
      const [download] = await Promise.all([page.waitForEvent("download"), page.click(`button[data-extension="${extension}"]`)]);
      assert.equal(download.suggestedFilename(), path.parse(name).name + extension);
      const again = decode(await readFile(await download.path()));
      assert.ok(again.equals(chart), `${extension} is another chart`);
      await page.waitForTimeout(120); // Chromium drops what a page downloads beyond ten files in a second
    }
  });
}

test("a click on the plot goes there", async () => {
  const chart = Chart.withTempo(4, 120);
  chart.add(Array.from({ length: 200 }, (_, i) => tap(BigInt(i) * 500000n, i % 4)));
  await drop("long.rox", Buffer.from(encode(chart, Format.Rox)));
  assert.equal(await page.textContent("#shown"), "0.0 s to 24.0 s");
  assert.equal(await page.getAttribute("#notes", "data-drawn"), "48");
  const box = await page.locator("#density").boundingBox();
  await page.mouse.click(box.x + box.width - 5, box.y + 60);
  assert.equal(await page.textContent("#shown"), "75.5 s to 99.5 s");
  await page.screenshot({ path: path.join(screenshots, "end.png") });
});

test("long notes are removed by a function of the page", async () => {
  const chart = Chart.withTempo(4, 120);
  chart.add(Array.from({ length: 10 }, (_, i) => (i % 3 === 0 ? hold(BigInt(i) * 500000n, i % 4, 200000n) : tap(BigInt(i) * 500000n, i % 4))));
  await drop("mixed.rox", Buffer.from(encode(chart, Format.Rox)));
  await page.click("#taps");
  assert.equal(await page.textContent("#status"), "4 long notes removed");
  assert.match(await page.textContent("#figures"), /Notes6Long notes0/);
  assert.equal(await page.getAttribute("#notes", "data-drawn"), "6");
});

test("what is no chart is refused, and the page goes on", async () => {
  await drop("notes.txt", Buffer.from("this is no chart"));
  assert.match(await page.textContent("#status"), /unknown chart format/);
  assert.ok(await page.evaluate(() => document.getElementById("status").classList.contains("error")));
  await page.screenshot({ path: path.join(screenshots, "refused.png") });
});

test("no errors on the console", () => assert.deepEqual(problems, []));
