// Objects that go to other packages, whose libraries have the same class, and that come from there.
import { handle } from "./objects.mjs";

// What the packages have in common: what an object's own package gives of it, and makes an object of.
const share = Symbol.for("polyglue.share");
const take = Symbol.for("polyglue.take");

/** Handles of this library for objects of other packages, with what frees each: they last as long as a call. */
const guests = [];
let scheduled = false;

/** Frees all but the first `count`. */
function dismiss(count) {
  while (guests.length > count) {
    const free = guests.pop();
    free(guests.pop());
  }
}

/** Those that no function frees when it ends: of calls whose results come later, and what callbacks give. */
function dismissLater() {
  scheduled = false;
  dismiss(0);
}

function define(object, key, value) {
  Object.defineProperty(object, key, { value, configurable: true });
}

/** Objects of `type`, a class of this package, may go to others. */
function exchange(type, give, receive, wrap, failure) {
  define(type.prototype, share, function () {
    const shared = give(this[handle]);
    if (shared === undefined) throw failure();
    return shared;
  });
  define(type, take, (shared) => {
    const value = receive(shared);
    if (value === undefined) throw failure();
    return wrap(value);
  });
}

/**
 * `type` is a class of another package. Its objects get a handle of this library whenever they are asked for one; the
 * result makes an object of such a handle.
 */
function foreign(type, give, receive, free, failure) {
  const shareOne = type?.prototype?.[share];
  const takeOne = type?.[take];
  if (shareOne === undefined || takeOne === undefined) {
    const error = new Error(`${type?.name}: its package gives objects to no other; generate it again`);
    error.code = "ERR_ABI";
    throw error;
  }
  Object.defineProperty(type.prototype, handle, {
    configurable: true,
    get() {
      const value = receive(shareOne.call(this));
      if (value === undefined) throw failure();
      guests.push(value, free);
      if (!scheduled) {
        scheduled = true;
        queueMicrotask(dismissLater);
      }
      return value;
    },
    /** It was given away. */
    set() {
      this.dispose();
    },
  });
  return (value) => {
    try {
      const shared = give(value);
      if (shared === undefined) throw failure();
      return takeOne(shared);
    } finally {
      free(value);
    }
  };
}

export { dismiss, exchange, foreign, guests };
