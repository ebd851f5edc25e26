// Draws a chart: its notes in strips of time, side by side, and how dense they are.
import { NoteKind } from "rox";

const STRIPS = 6;
const GAP = 32; // left of each strip, for the seconds

/** How many seconds the strips show together, with this much in each. */
export const SHOWN = 24;
const EACH = SHOWN / STRIPS;

const microseconds = 1e6;

function colour(name) {
  return getComputedStyle(document.documentElement).getPropertyValue(name);
}

/** A context that draws in CSS pixels on a canvas of the screen's own. */
function open(canvas) {
  const width = canvas.clientWidth;
  const height = Number(canvas.getAttribute("height"));
  canvas.style.height = `${height}px`;
  const scale = window.devicePixelRatio || 1;
  const context = canvas.getContext("2d");
  if (canvas.width !== Math.round(width * scale) || canvas.dataset.scale !== String(scale)) {
    canvas.width = Math.round(width * scale);
    canvas.dataset.scale = String(scale);
  }
  canvas.dataset.height = String(height);
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.clearRect(0, 0, canvas.width, canvas.height);
  context.scale(scale, 1);
  return { context, width, height };
}

/** Outer columns are cool, inner ones warm, as players expect of hands. */
function columnColour(column, keys) {
  const fromMiddle = Math.abs(column - (keys - 1) / 2) / (keys / 2);
  return `hsl(${30 + 190 * fromMiddle} 75% 58%)`;
}

/** Notes as numbers, once for each chart: drawing is not the time for bigints. */
export function prepare(chart) {
  return chart.notes().map((note) => ({
    start: Number(note.timeUs) / microseconds,
    length: Number(note.durationUs) / microseconds,
    column: note.column,
    kind: note.kind,
  }));
}

export function drawNotes(canvas, notes, keys, from) {
  const { context, width, height } = open(canvas);
  const stripWidth = width / STRIPS - GAP;
  const lane = stripWidth / keys;
  const perSecond = height / EACH;
  const thick = Math.max(3, Math.min(10, lane * 0.35));
  let drawn = 0;
  for (let strip = 0; strip < STRIPS; strip++) {
    const left = strip * (stripWidth + GAP) + GAP;
    const begin = from + strip * EACH;
    context.strokeStyle = colour("--line");
    for (let column = 0; column <= keys; column++) line(context, left + column * lane, 0, left + column * lane, height);
    context.fillStyle = colour("--quiet");
    context.font = "11px system-ui, sans-serif";
    context.textAlign = "right";
    for (let second = Math.ceil(begin); second < begin + EACH; second++) {
      const y = height - (second - begin) * perSecond;
      line(context, left, y, left + stripWidth, y);
      context.fillText(`${second} s`, left - 4, y);
    }
    context.save();
    context.beginPath();
    context.rect(left, 0, stripWidth, height);
    context.clip();
    for (const note of notes) {
      const end = note.start + note.length;
      if (end < begin || note.start >= begin + EACH) continue;
      if (note.start >= begin) drawn++;
      const x = left + note.column * lane;
      const y = height - (note.start - begin) * perSecond;
      if (note.kind === NoteKind.Mine) {
        context.strokeStyle = colour("--error");
        cross(context, x + lane / 2, y - thick / 2, thick / 2);
        continue;
      }
      context.fillStyle = columnColour(note.column, keys);
      if (note.length > 0) {
        context.globalAlpha = 0.45;
        const top = height - (end - begin) * perSecond;
        context.fillRect(x + lane * 0.25, top, lane * 0.5, y - top);
        context.globalAlpha = 1;
      }
      context.fillRect(x + 1.5, y - thick, lane - 3, thick);
    }
    context.restore();
  }
  canvas.dataset.drawn = String(drawn);
}

function line(context, x1, y1, x2, y2) {
  context.beginPath();
  context.moveTo(x1, y1);
  context.lineTo(x2, y2);
  context.stroke();
}

function cross(context, x, y, size) {
  line(context, x - size, y - size, x + size, y + size);
  line(context, x - size, y + size, x + size, y - size);
}

/** `values`: notes a second, one for each `step` seconds from `start` on. */
export function drawDensity(canvas, values, start, step, from, total) {
  const { context, width, height } = open(canvas);
  const most = Math.max(1, ...values);
  const x = (time) => (time / total) * width;
  context.fillStyle = colour("--accent");
  context.globalAlpha = 0.18;
  context.fillRect(x(from), 0, x(SHOWN), height);
  context.globalAlpha = 1;
  context.beginPath();
  context.moveTo(x(start), height);
  values.forEach((value, i) => {
    const y = height - (value / most) * (height - 16);
    context.lineTo(x(start + i * step), y);
    context.lineTo(x(start + (i + 1) * step), y);
  });
  context.lineTo(x(start + values.length * step), height);
  context.closePath();
  context.fill();
  context.fillStyle = colour("--quiet");
  context.font = "11px system-ui, sans-serif";
  context.fillText(`${most.toFixed(1)} a second`, 4, 11);
}
