// Objects of the library: classes that hold a handle, and how handles become objects.
import { gone } from "./host.mjs";

/** Where an object keeps its handle: a number. */
const handle = Symbol("handle");
const free = Symbol("free");
const registry = Symbol("registry");
const derived = Symbol("derived");
/** Set in objects of classes that JavaScript derived, whose methods the library calls. */
const mine = Symbol("mine");
/** First argument of a base class's constructor: the handle exists already. */
const adopt = Symbol("adopt");

const dispose = Symbol.dispose ?? Symbol.for("nodejs.dispose");

/** New objects, which go to the registries together: what is disposed of soon never gets there. */
const fresh = new Array(32).fill(undefined);
let count = 0;
let scheduled = false;

function watch(object) {
  fresh[count++] = object;
  if (count === fresh.length) register();
  if (scheduled) return;
  scheduled = true;
  queueMicrotask(() => {
    scheduled = false;
    register();
  });
}

function register() {
  for (let i = 0; i < count; i++) {
    const object = fresh[i];
    fresh[i] = undefined;
    const value = object[handle];
    if (value !== gone) object[registry].register(object, value);
  }
  count = 0;
}

/** Base of all classes of the library. */
class NativeObject {
  constructor(value) {
    this[handle] = value;
    watch(this);
  }

  /** Frees the object now instead of when it is collected. Harmless twice. */
  dispose() {
    const value = this[handle];
    this[handle] = gone;
    this[free](value);
  }

  [dispose]() {
    const value = this[handle];
    this[handle] = gone;
    this[free](value);
  }

  /** Whether the object was disposed of or given away. */
  get disposed() {
    return this[handle] === gone;
  }
}

/** Frees a handle of the object's class. */
function freeHandle(object, value) {
  object[free](value);
}

/**
 * A constructor of instances of `type` for handles that exist: it runs none of the class's own. Freeing a
 * handle twice is harmless, so what was disposed of need not leave the registry.
 */
function adopter(type, freeOne) {
  function Adopted(value) {
    this[handle] = value;
    watch(this);
  }
  Adopted.prototype = type.prototype;
  define(type.prototype, free, freeOne);
  define(type.prototype, registry, new FinalizationRegistry(freeOne));
  return Adopted;
}

function define(object, key, value) {
  Object.defineProperty(object, key, { value, configurable: true, writable: true });
}

/** Gives `type` the members of a base that is not the one it extends. */
function mixIn(type, base) {
  for (let from = base; from.prototype instanceof NativeObject; from = Object.getPrototypeOf(from)) {
    for (const key of Reflect.ownKeys(from.prototype)) {
      if (key in type.prototype) continue;
      Object.defineProperty(type.prototype, key, Object.getOwnPropertyDescriptor(from.prototype, key));
    }
    for (const key of Reflect.ownKeys(from)) {
      if (key in type) continue;
      Object.defineProperty(type, key, Object.getOwnPropertyDescriptor(from, key));
    }
    from[derived]?.push(type);
  }
}

const ordinary = Function.prototype[Symbol.hasInstance];

/** Makes `instanceof base` true for classes that have it mixed in. */
function sharedBase(base) {
  define(base, derived, []);
  define(base, Symbol.hasInstance, function (value) {
    if (ordinary.call(this, value)) return true;
    return Object.hasOwn(this, derived) && this[derived].some((type) => ordinary.call(type, value));
  });
}

export { NativeObject, adopt, adopter, freeHandle, gone, handle, mine, mixIn, sharedBase, watch };
