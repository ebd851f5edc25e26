// The page: takes a chart, shows it, gives it back in another format. All that is about charts is done by rox.
import { Format, RoxError, decode, density, encode, extension, name, summarize } from "rox";

import { SHOWN, drawDensity, drawNotes, prepare } from "./drawing.mjs";

const $ = (id) => document.getElementById(id);
const DENSITY_STEP = 1000; // milliseconds

/** What is shown: the chart, which is the library's, and what was made of it for drawing. */
let shown = null;

function say(text, isError = false) {
  $("status").textContent = text;
  $("status").classList.toggle("error", isError);
}

async function show(file) {
  try {
    const start = performance.now();
    const chart = decode(new Uint8Array(await file.arrayBuffer()));
    shown?.chart.dispose();
    present(chart, file.name);
    say(`${file.name}: ${chart.size} notes in ${(performance.now() - start).toFixed(0)} ms`);
  } catch (error) {
    if (!(error instanceof RoxError)) throw error;
    say(`${file.name}: ${error.message}`, true);
  }
}

function present(chart, file) {
  const notes = prepare(chart);
  const first = notes.length > 0 ? notes[0].start : 0;
  const total = Math.max(first + chart.duration() / 1000, SHOWN);
  shown = { chart, notes, first, total, from: Math.min(first, total - SHOWN), density: density(chart, DENSITY_STEP), file };
  $("chart").hidden = false;
  describe();
  draw();
}

/** Takes long notes out of the chart: what is downloaded then is without them, too. */
function removeLongNotes() {
  const count = shown.chart.removeIf((note) => note.isLong());
  present(shown.chart, shown.file);
  say(`${count} long notes removed`);
}

function time(milliseconds) {
  const seconds = Math.round(milliseconds / 1000);
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

function describe() {
  const { chart } = shown;
  const about = chart.metadata();
  const figures = summarize(chart);
  $("title").textContent = about.titleUnicode || about.title || "Untitled";
  $("credits").textContent = [about.artistUnicode || about.artist, about.difficultyName, about.creator && `charted by ${about.creator}`]
    .filter(Boolean)
    .join(" · ");
  const rows = {
    Keys: chart.keyCount(),
    Notes: figures.noteCount,
    "Long notes": figures.longNoteCount,
    Duration: time(figures.duration),
    "Notes a second": `${figures.averageNps.toFixed(1)}, at most ${figures.peakNps.toFixed(1)}`,
  };
  if (figures.bpm) {
    const [low, high] = [figures.bpm.min, figures.bpm.max].map((bpm) => String(Math.round(bpm * 100) / 100));
    rows["Beats a minute"] = low === high ? low : `${low} to ${high}`;
  }
  $("figures").replaceChildren(
    ...Object.entries(rows).map(([term, value]) => {
      const row = document.createElement("div");
      row.append(Object.assign(document.createElement("dt"), { textContent: term }));
      row.append(Object.assign(document.createElement("dd"), { textContent: String(value) }));
      return row;
    }),
  );
}

function draw() {
  if (!shown) return;
  const slider = $("from");
  slider.max = String(shown.total - SHOWN);
  slider.value = String(shown.from);
  $("shown").textContent = `${shown.from.toFixed(1)} s to ${(shown.from + SHOWN).toFixed(1)} s`;
  drawNotes($("notes"), shown.notes, shown.chart.keyCount(), shown.from);
  drawDensity($("density"), shown.density, shown.first, DENSITY_STEP / 1000, shown.from, shown.total);
}

function goTo(from) {
  if (!shown) return;
  shown.from = Math.max(0, Math.min(from, shown.total - SHOWN));
  draw();
}

function download(format) {
  try {
    const bytes = encode(shown.chart, format);
    const link = document.createElement("a");
    link.href = URL.createObjectURL(new Blob([bytes], { type: "application/octet-stream" }));
    link.download = shown.file.replace(/\.[^.]*$/, "") + extension(format);
    link.click();
    setTimeout(() => URL.revokeObjectURL(link.href), 1000);
    say(`${link.download}: ${bytes.length} bytes`);
  } catch (error) {
    if (!(error instanceof RoxError)) throw error;
    say(error.message, true);
  }
}

for (const format of Object.values(Format)) {
  const button = document.createElement("button");
  button.textContent = `Download ${name(format)} (${extension(format)})`;
  button.dataset.extension = extension(format);
  button.addEventListener("click", () => download(format));
  $("downloads").append(button);
}

$("taps").addEventListener("click", removeLongNotes);

const drop = $("drop");
for (const type of ["dragenter", "dragover"]) {
  window.addEventListener(type, (event) => {
    event.preventDefault();
    drop.classList.add("over");
  });
}
window.addEventListener("dragleave", (event) => {
  if (!event.relatedTarget) drop.classList.remove("over");
});
window.addEventListener("drop", (event) => {
  event.preventDefault();
  drop.classList.remove("over");
  const [file] = event.dataTransfer.files;
  if (file) show(file);
});
$("file").addEventListener("change", (event) => {
  const [file] = event.target.files;
  if (file) show(file);
  event.target.value = "";
});
$("from").addEventListener("input", (event) => goTo(Number(event.target.value)));
$("density").addEventListener("click", (event) => {
  if (shown) goTo((event.offsetX / event.target.clientWidth) * shown.total - SHOWN / 2);
});
window.addEventListener("resize", draw);
document.documentElement.dataset.ready = "yes";
