// Streams whose elements come later. They are asynchronous iterators.
import { wait } from "./later.mjs";
import { NativeObject } from "./objects.mjs";

const asyncDispose = Symbol.asyncDispose ?? Symbol.for("nodejs.asyncDispose");
/** What says that nobody wants more elements. */
const stop = Symbol("stop");

class AsyncStream extends NativeObject {
  [Symbol.asyncIterator]() {
    return this;
  }

  /** Frees what gives the elements, which is asked to stop: a loop that is left early calls it. */
  async return(value) {
    this.dispose();
    return { value, done: true };
  }

  async [asyncDispose]() {
    this.dispose();
  }
}

/** The stream, which ends when the signal says so. */
function stopBy(stream, signal) {
  stream[stop] = signal;
  return stream;
}

/** Throws the reason of a stream's signal if it says to stop; the stream has ended then. */
function checkStop(stream) {
  const signal = stream[stop];
  if (signal === undefined || !signal.aborted) return;
  stream.dispose();
  throw signal.reason;
}

/** A promise of the moment when an element's outcome can be had. If the signal comes first, the stream has ended. */
async function waitFor(stream, task) {
  try {
    await wait(task, stream[stop]);
  } catch (reason) {
    stream.dispose();
    throw reason;
  }
}

export { AsyncStream, checkStop, stopBy, waitFor };
