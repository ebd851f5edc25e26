// Results that come later: what waits for the library's tasks, and what gives them up.
import { giveUp, onDone, onWoken } from "./host.mjs";
import { mismatch } from "./values.mjs";

/** Who waits, by the handle of the task. */
const waits = new Map();

/** What may stand last in a call whose result comes later. */
function isOptions(value) {
  return value === undefined || value === null || typeof value === "object";
}

function isSignal(value) {
  return typeof value === "object" && typeof value.aborted === "boolean" && typeof value.addEventListener === "function";
}

/** The signal among a call's options, if there is one. Throws its reason if it says to stop already. */
function signalOf(options) {
  if (options === undefined) return undefined;
  if (!isOptions(options)) throw mismatch(options, "options", "an object");
  const signal = options?.signal;
  if (signal === undefined || signal === null) return undefined;
  if (!isSignal(signal)) throw mismatch(signal, "options.signal", "an AbortSignal");
  if (signal.aborted) throw signal.reason;
  return signal;
}

/** What stops when a signal says so: a set for each signal, which has one listener. */
const stops = new WeakMap();

function addStop(signal, stop) {
  const known = stops.get(signal);
  if (known !== undefined) {
    known.all.add(stop);
    return;
  }
  const all = new Set([stop]);
  const listener = () => {
    for (const each of all) each();
  };
  signal.addEventListener("abort", listener, { once: true });
  stops.set(signal, { all, listener });
}

function removeStop(signal, stop) {
  const { all, listener } = stops.get(signal);
  all.delete(stop);
  if (all.size > 0) return;
  stops.delete(signal);
  signal.removeEventListener("abort", listener);
}

/** A promise of the moment when a task's outcome can be had. If the signal comes first, the task is given up. */
function wait(task, signal) {
  return new Promise((resolve, reject) => {
    if (onDone(task)) {
      resolve();
      return;
    }
    const stop = (reason = signal.reason) => {
      waits.delete(task);
      giveUp(task);
      reject(reason);
    };
    waits.set(task, { resolve, signal, stop });
    if (signal === undefined) return;
    try {
      addStop(signal, stop);
    } catch (error) {
      stop(error);
    }
  });
}

/** The outcomes of all these tasks are there. Of those given up nobody wants to know. */
onWoken((tasks) => {
  for (const task of tasks) {
    const one = waits.get(task);
    if (one === undefined) continue;
    waits.delete(task);
    one.resolve();
    if (one.signal === undefined) continue;
    try {
      removeStop(one.signal, one.stop);
    } catch {
      // A signal of somebody's own: it is over anyhow.
    }
  }
});

export { isOptions, signalOf, wait };
