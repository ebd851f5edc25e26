// Objects whose methods C++ calls: of classes that JavaScript derives from those of the library.
import { attachUser, gone, makeMethods, regained, userOf } from "./host.mjs";
import { freeHandle, handle, mine, watch } from "./objects.mjs";

/** Handles that objects have for a call only: they are C++'s own. */
const borrowed = new WeakMap();

/** Whether a class derived from `base` has a member of its own by this name. */
function overrides(type, base, name) {
  for (let at = type.prototype; at !== base.prototype && at !== null; at = Object.getPrototypeOf(at)) {
    if (Object.hasOwn(at, name)) return true;
  }
  return false;
}

function isAbstract(what) {
  const error = new TypeError(`${what} is abstract`);
  error.code = "ERR_METHOD_NOT_IMPLEMENTED";
  return error;
}

/**
 * A function that gives what the library calls for objects of a class derived from `base`: for those of its methods that
 * are overridden. `methods` are their names; "abstract area" has no body in C++.
 */
function implementer(base, make, methods) {
  const names = methods.map((method) => method.replace("abstract ", ""));
  const known = new WeakMap();
  return (type) => {
    const made = known.get(type);
    if (made !== undefined) return made;
    const flags = names.map((name) => type !== base && overrides(type, base, name));
    const missing = names.filter((name, i) => methods[i] !== name && !flags[i]);
    if (missing.length > 0) throw isAbstract(`${type.name || base.name}: ${missing.join(", ")}`);
    const fresh = makeMethods(make, flags);
    known.set(type, fresh);
    return fresh;
  };
}

/** The object is there: the library's last one calls it from now on. */
function attach(object) {
  object[mine] = true;
  attachUser(object);
}

/**
 * The object of JavaScript's that is behind a handle which came from the library; undefined for all others. It may be lent
 * for a call.
 */
function ownObject(value, lent) {
  const object = userOf(value);
  if (object === undefined) return undefined;
  if (lent) {
    borrow(object, value);
    return object;
  }
  if (object[handle] !== gone && !borrowed.has(object)) {
    freeHandle(object, value);
    return object;
  }
  // It was given away, or disposed of while C++ had it. If C++ only shows it, this is another object of the base class:
  // with this handle it would keep what it belongs to.
  if (!regained(value)) return undefined;
  borrowed.delete(object);
  object[handle] = value;
  watch(object);
  return object;
}

/** For the time of a call, an object that C++ alone owns has a handle. Whether it is one. */
function borrow(object, value) {
  if (object === undefined) {
    const error = new ReferenceError("the object that the library calls was collected");
    error.code = "ERR_DISPOSED";
    throw error;
  }
  if (object[handle] !== gone) return false;
  object[handle] = value;
  borrowed.set(object, value);
  return true;
}

/** The end of such a time, unless the object has come back meanwhile. */
function giveBack(object, value) {
  if (object[handle] !== value) return;
  borrowed.delete(object);
  object[handle] = gone;
}

export { attach, borrow, giveBack, implementer, isAbstract, ownObject };
