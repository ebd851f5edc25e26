// Errors of the border: what every library can meet, whatever it declares.

const codes = {
  [-1]: ["ERR_DISPOSED", ReferenceError],
  [-2]: ["ERR_DISPOSED", ReferenceError],
  [-3]: ["ERR_INVALID_ARG_TYPE", TypeError],
  [-4]: ["ERR_READ_ONLY", TypeError],
  [-5]: ["ERR_TEXT", TypeError],
  [-6]: ["ERR_INVALID_ARG_VALUE", RangeError],
  [-7]: ["ERR_OUT_OF_RANGE", RangeError],
  [-8]: ["ERR_OUT_OF_RANGE", RangeError],
  [-9]: ["ERR_OUT_OF_MEMORY", RangeError],
  [-10]: ["ERR_THREAD"],
  [-11]: ["ERR_OUT_OF_RANGE", RangeError],
  [-12]: ["ERR_INVALID_ARG_VALUE", RangeError],
  [-13]: ["ERR_ABI"],
  [-14]: ["ERR_IO"],
  [-15]: ["ERR_TOO_MANY_OBJECTS"],
  [-16]: ["ERR_HOST"],
  [-17]: ["ERR_HOST_GONE"],
  [-19]: ["ERR_ABANDONED"],
};

const CANCELLED = -18;

/** The error of a negative status; `SystemError` is the library's own class for those that JavaScript has none for. */
function borderError(status, message, SystemError) {
  if (status === CANCELLED) return new DOMException(message, "AbortError");
  const [code, Type] = codes[status] ?? ["ERR_STATUS"];
  if (Type === undefined) return new SystemError(message, code);
  const error = new Type(message);
  error.code = code;
  return error;
}

/** Gives an error class its name, which survives minifiers. */
function named(type, name) {
  Object.defineProperty(type.prototype, "name", { value: name, configurable: true, writable: true });
}

/** What an error says, whatever was thrown. */
function messageOf(error) {
  try {
    return String(error instanceof Error ? error.message : error);
  } catch {
    return "an error without a message";
  }
}

export { borderError, messageOf, named };
