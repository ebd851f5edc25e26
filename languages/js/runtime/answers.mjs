// Methods of JavaScript's whose results come later: C++ has a promise of its own for each call of one.
import { answered, onStopped, watch } from "./host.mjs";

/** Calls whose signal somebody asked for, by their promises. */
const watched = new Map();

/** A call that C++ waits for: `fail` tells it why there is no result. */
class Call {
  promise;
  controller = undefined;

  constructor(promise, fail) {
    this.promise = promise;
    this.fail = fail;
  }

  /** What the method gets behind its arguments. Most do not ask for the signal, so it is made for those that do. */
  get options() {
    const call = this;
    return {
      get signal() {
        return call.signal;
      },
    };
  }

  get signal() {
    if (this.controller === undefined) {
      this.controller = new AbortController();
      if (this.promise !== 0) {
        watched.set(this.promise, this);
        watch(this.promise);
      }
    }
    return this.controller.signal;
  }

  /** Gives C++ what the method's promise comes to, by `give`. */
  async answer(result, give) {
    // This is kept by what waits for the promise, and by nothing else.
    const waiting = {};
    forgotten.register(waiting, this, waiting);
    try {
      give(this.promise, await result);
    } catch (error) {
      this.fail(error, this.promise);
    } finally {
      forgotten.unregister(waiting);
      this.end();
    }
  }

  /** It failed at once. */
  refuse(error) {
    this.fail(error, this.promise);
    this.end();
  }

  /** If C++ has no outcome yet, there will be none. */
  end() {
    const { promise } = this;
    if (promise === 0) return;
    this.promise = 0;
    watched.delete(promise);
    answered(promise);
  }
}

/** Promises that were collected before they were settled: now nobody can settle them any more. */
const forgotten = new FinalizationRegistry((call) => call.end());

/** C++ wants the results of these calls no more. */
onStopped((promises) => {
  for (const promise of promises) watched.get(promise)?.controller.abort();
});

export { Call };
