// For tests: what is alive.
import { native } from "./load.mjs";

/** How many objects and results of the library are alive. */
function live() {
  return { objects: native.$liveObjects(), results: native.$liveResults() };
}

export { live };
