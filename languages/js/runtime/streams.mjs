// Streams: objects of the library that give elements, one by one, as they are asked for. They are iterators.
import { NativeObject } from "./objects.mjs";

class Stream extends NativeObject {
  [Symbol.iterator]() {
    return this;
  }

  /** Frees what gives the elements: a loop that is left early calls it. */
  return(value) {
    this.dispose();
    return { value, done: true };
  }
}

/** There are no more elements, or nobody wants them. */
function endOf(stream) {
  stream.dispose();
  return { value: undefined, done: true };
}

export { Stream, endOf };
