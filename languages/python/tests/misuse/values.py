"""Right and wrong values for the types of a stub."""

from __future__ import annotations

import ast
import datetime
import math
from typing import Any

from stub import Call, Parameter, Stub

Errors = tuple[type[BaseException], ...]
TYPE: Errors = (TypeError,)
RANGE: Errors = (OverflowError,)
UNICODE: Errors = (UnicodeEncodeError,)
VALUE: Errors = (ValueError,)


class Liar:
    """Says that it has so many elements, and has one."""

    def __init__(self, length: int) -> None:
        self.length = length

    def __len__(self) -> int:
        return self.length

    def __length_hint__(self) -> int:
        return self.length

    def __iter__(self) -> Any:
        return iter([object()])


class Only:
    """An iterable that is no list."""

    def __init__(self, element: object) -> None:
        self.element = element

    def __iter__(self) -> Any:
        yield self.element


class Refuses:
    """Raises from whatever a conversion may call."""

    def refuse(self, *_: object) -> Any:
        raise ZeroDivisionError("refused")

    __index__ = __float__ = __iter__ = __len__ = __fspath__ = __getitem__ = __buffer__ = __bool__ = __str__ = __hash__ = refuse  # type: ignore[assignment]


class Values:
    def __init__(self, stub: Stub) -> None:
        self.stub = stub
        self._making: list[str] = []
        self._derived: dict[str, type] = {}

    def name(self, t: ast.expr) -> str:
        """Of a type: "int" for `builtins.int`, "Buffer" for `_Buffer`, where the library has names of its own."""
        name = ast.unparse(t)
        return name if name in self.stub.classes else name.removeprefix("builtins.").removeprefix("_")

    # ---- right ----
    def right(self, t: ast.expr) -> Any:
        if isinstance(t, ast.BinOp):
            return self.right(t.left) if ast.unparse(t.left) != "None" else self.right(t.right)
        if isinstance(t, ast.Subscript):
            inner = t.slice.elts if isinstance(t.slice, ast.Tuple) else [t.slice]
            match self.name(t.value):
                case "Iterable" | "list" | "set": return [self.right(inner[0])]
                case "Mapping" | "dict": return {self.right(inner[0]): self.right(inner[1])}
                case "tuple": return tuple(self.right(one) for one in inner if ast.unparse(one) != "()")
                case "PathLike": return "a"
                case "Callable": return lambda *_: self.right(inner[1])
        if (name := ast.unparse(t)) in self.stub.classes:
            return self.instance(name)
        match self.name(t):
            case "None" | "object": return None
            case "int": return 1
            case "float": return 1.5
            case "bool": return True
            case "str": return "a"
            case "bytes" | "Buffer": return b"ab"
            case "datetime": return datetime.datetime(2020, 1, 2, tzinfo=datetime.timezone.utc)
            case "timedelta": return datetime.timedelta(seconds=3)
        raise AssertionError(f"a stub with a type this test does not know: {name}")

    def concrete(self, name: str) -> type:
        """The class; of an abstract one, a class that implements it."""
        abstract = self.stub.abstract_methods(name)
        if abstract and name not in self._derived:
            results = {call.name: call.result for call in abstract}
            methods = {method: lambda *_, t=t: None if t is None else self.right(t) for method, t in results.items()}
            self._derived[name] = type(f"Own{name}", (self.stub.runtime(name),), methods)
        return self._derived.get(name) or self.stub.runtime(name)

    def instance(self, name: str) -> Any:
        cls = self.concrete(name)
        if self.stub.is_enum(name):
            return next(iter(cls))  # type: ignore[call-overload]
        if name in self._making:
            raise AssertionError(f"no way to make a {name}")
        self._making.append(name)
        try:
            constructor = self.stub.constructor(name)
            if constructor:
                return cls(**{p.name: self.right(p.type) for p in constructor.overloads[0] if not p.has_default})
            for call in self.stub.every_call():
                if call.kind in ("function", "static") and call.result and ast.unparse(call.result) in (name, f"{name} | None"):
                    made = self.call(call, self.arguments(call.overloads[0]))
                    if made is not None:
                        return made
            raise AssertionError(f"no way to make a {name}")
        finally:
            self._making.pop()

    def can_make(self, name: str) -> bool:
        try:
            self.instance(name)
        except AssertionError:
            return False
        return True

    def arguments(self, params: list[Parameter]) -> list[Any]:
        return [self.right(param.type) for param in params]

    def call(self, call: Call, arguments: list[Any], target: Any = None) -> Any:
        """Calls it; methods on `target` or, without one, on a new object."""
        if call.kind == "function":
            return getattr(self.stub.module, call.name)(*arguments)
        if call.name == "__init__":
            return self.concrete(call.owner)(*arguments)
        if call.kind == "static":
            return getattr(self.stub.runtime(call.owner), call.name)(*arguments)
        target = self.instance(call.owner) if target is None else target
        if call.kind == "getter":
            return getattr(target, call.name)
        if call.kind == "setter":
            return setattr(target, call.name, *arguments)
        return getattr(target, call.name)(*arguments)

    # ---- wrong ----
    def wrong(self, t: ast.expr) -> list[tuple[Any, Errors]]:
        """Values that this type refuses, each with what must be raised."""
        if isinstance(t, ast.BinOp):  # what no alternative takes
            callable_too: list[tuple[Any, Errors]] = [] if "Callable" in ast.unparse(t) else [(len, TYPE)]
            return [(object(), TYPE), (1j, TYPE), (NotImplemented, TYPE), *callable_too]
        always: list[tuple[Any, Errors]] = [(object(), TYPE), (None, TYPE), (1j, TYPE), (int, TYPE), (Refuses(), (TypeError, ZeroDivisionError))]
        if isinstance(t, ast.Subscript) and self.name(t.value) == "Callable":
            return self._wrong_callables(t)
        if isinstance(t, ast.Subscript):
            return always + self._wrong_container(t)
        name = self.name(t)
        if ast.unparse(t) in self.stub.classes:
            return always + [(value, TYPE) for value in (0, -1, 2**70, 1.5, "x", b"x", [], {}, ())] + self._wrong_instances(name)
        big = 10**4000
        match name:
            case "int": return always + [(value, TYPE) for value in (1.5, math.nan, "1", b"1", [1])] + [
                (value, (OverflowError, IndexError)) for value in (2**64, -(2**63) - 1, big, -big)]
            case "float": return always + [(value, TYPE) for value in ("1", b"1", [1.0])] + [(big, RANGE), (-big, RANGE)]
            case "bool": return always + [(value, TYPE) for value in (0, 1, 2, "", "true", [])]
            case "str": return always + [(value, TYPE) for value in (1, b"a", ["a"], bytearray(b"a"))] + [
                (value, (UnicodeEncodeError, ValueError)) for value in ("\ud800", "a\udfff", "\udc80abc")]
            case "bytes" | "Buffer": return always + [(value, TYPE) for value in (1, "a", [1])]
            case "datetime": return always + [(value, TYPE) for value in (1, "2020", datetime.date(2020, 1, 1))] + [
                (datetime.datetime(2020, 1, 1), VALUE)]
            case "timedelta": return always + [(value, TYPE) for value in (1, 1.5, "1")]
        raise AssertionError(f"a stub with a type this test does not know: {name}")

    def _wrong_callables(self, t: ast.Subscript) -> list[tuple[Any, Errors]]:
        """What cannot be called, and functions that return what they should not."""
        result = t.slice.elts[1] if isinstance(t.slice, ast.Tuple) else t.slice
        wrong: list[tuple[Any, Errors]] = [(value, TYPE) for value in (object(), None, 1j, 0, "len", b"", [])]
        if self.name(result) == "object":
            return wrong
        return wrong + [(lambda *_, value=value: value, errors) for value, errors in self.wrong(result)]

    def _wrong_container(self, t: ast.Subscript) -> list[tuple[Any, Errors]]:
        inner = t.slice.elts if isinstance(t.slice, ast.Tuple) else [t.slice]
        kind = self.name(t.value)
        result: list[tuple[Any, Errors]] = [(1, TYPE), (1.5, TYPE)]
        if kind in ("Iterable", "list", "set"):
            result += [(Liar(length), (TypeError, ValueError, MemoryError, OverflowError)) for length in (0, 1, 1000, 2**62, 2**63 - 1)]
            result += [(Liar(-1), (TypeError, ValueError)), (Liar(2**63), (TypeError, OverflowError))]
            for value, errors in self.wrong(inner[0]):
                result += [([value], errors), (Only(value), errors)]
        elif kind in ("Mapping", "dict"):
            right = [self.right(one) for one in inner]
            result += [([1], TYPE), ([(1,)], (TypeError, ValueError)), ("ab", (TypeError, ValueError))]
            for value, errors in self.wrong(inner[0]):
                if type(value).__hash__ and not isinstance(value, (Refuses, tuple)):
                    result.append(({value: right[1]}, errors))
            result += [({right[0]: value}, errors) for value, errors in self.wrong(inner[1])]
        elif kind == "tuple":
            right = [self.right(one) for one in inner]
            result += [(tuple(right + right), (TypeError, ValueError)), ((), (TypeError, ValueError))]
            for i, one in enumerate(inner):
                result += [((*right[:i], value, *right[i + 1 :]), errors) for value, errors in self.wrong(one)]
        return result

    def _wrong_instances(self, name: str) -> list[tuple[Any, Errors]]:
        result: list[tuple[Any, Errors]] = []
        own = self.stub.runtime(name)
        for other in self.stub.classes:
            if not self.stub.is_error(other) and other not in self._making and self.can_make(other):
                one = self.instance(other)
                if not isinstance(one, own):
                    result.append((one, TYPE))
        if self.stub.is_object(name):
            if self.can_make(name):
                closed = self.instance(name)
                closed.__exit__(None, None, None)
                result.append((closed, VALUE))
            if self.stub.constructor(name):
                made = self.concrete(name)
                result.append((made.__new__(made), VALUE))
        return result
