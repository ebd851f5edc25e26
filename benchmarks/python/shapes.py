"""The call shapes: what is called, and what each binding calls it."""
from __future__ import annotations

import functools
import importlib
import math
import types
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field

import numpy

Names = dict[str, object]


@dataclass(frozen=True)
class Shape:
    """One line of the table: a statement over names that `setup` takes from a binding."""
    key: str
    title: str
    statement: str
    setup: Callable[[types.SimpleNamespace], Names]
    goal: float = 1.10                 # against the hand-written extension; infinite where it is only told
    check: Callable[[Names], bool] = field(default=lambda names: True)


def _function(name: str, **more: object) -> Callable[[types.SimpleNamespace], Names]:
    return lambda m: {"f": getattr(m, name), **more}


def _text(text: str) -> Callable[[types.SimpleNamespace], Names]:
    # A string of its own for every binding: CPython caches the UTF-8 of a string in the string.
    return lambda m: {"f": m.length, "s": (text + " ")[:-1]}


# Numbers that all bindings are given: a list of each its own would lie in memory differently, which is
# all that a million of them are about.
@functools.cache
def _list(count: int) -> list[float]:
    return [float(i) for i in range(count)]


@functools.cache
def _array(count: int) -> object:
    return numpy.arange(float(count))


def _returns(expected: object, *arguments: str) -> Callable[[Names], bool]:
    return lambda names: names["f"](*(names[name] for name in arguments)) == expected  # type: ignore[operator]


TEXTS = {"7": "Hello, ", "33": "The quick brown fox jumps over it", "33_utf8": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
         "1k": "x" * 1024}
TEXT_TITLES = {"7": "7 ASCII", "33": "33 ASCII", "33_utf8": "33 non-ASCII", "1k": "1,024 ASCII"}
READ = "for r in f(1000):\n    r.x; r.y; r.z; r.tag"
FLY = "for each in [f(i) for i in range(1000)]:\n    await each"
CATCH = "try:\n    f(-1)\nexcept E:\n    pass"


def _fails(names: Names) -> bool:
    try:
        names["f"](-1)  # type: ignore[operator]
    except names["E"]:  # type: ignore[misc]
        return names["f"](5) == 5  # type: ignore[operator]
    return False


SHAPES: list[Shape] = [
    Shape("noop", "noop()", "f()", _function("noop")),
    Shape("add", "add(i32, i32)", "f(3, 4)", _function("add", a=3, b=4), check=_returns(7, "a", "b")),
    Shape("mixed", "six arguments of six types", "f(True, 2, 3, 4, 5.0, 6.0)", _function("mixed")),
    Shape("method", "counter.inc(i64)", "c.inc(1)", lambda m: {"c": m.Counter()}),
    Shape("method_one", "counter.inc(i64), by hand with METH_O", "c.inc(1)", lambda m: {"c": m.CounterOfOne()}, goal=math.inf),
    Shape("lifecycle", "Counter() created and dropped", "C()", lambda m: {"C": m.Counter}, goal=1.30),
    *(Shape(f"text_in_{key}", f"text in, {TEXT_TITLES[key]}", "f(s)", _text(text),
            check=_returns(len(text.encode()), "s")) for key, text in TEXTS.items()),
    *(Shape(f"text_out_{key}", f"text out, {TEXT_TITLES[key]}", "f()", _function(f"greet_{key}"),
            check=_returns(text)) for key, text in TEXTS.items()),
    Shape("vec3", "record by value, Vec3 in and out", "f(v, 2.0)",
          lambda m: {"f": m.scale, "v": m.Vec3(1.0, 2.0, 3.0)}),
    Shape("person_out", "record with text, out", "f()", _function("make_person")),
    Shape("person_in", "record with text, in", "f(p)", lambda m: {"f": m.age_of, "p": m.make_person()},
          check=_returns(36, "p")),
    Shape("array_in_1k", "1,000 doubles in, NumPy", "f(a)", lambda m: {"f": m.sum_array, "a": _array(1000)},
          check=_returns(499500.0, "a")),
    Shape("array_in_1m", "1,000,000 doubles in, NumPy", "f(a)", lambda m: {"f": m.sum_array, "a": _array(1_000_000)}),
    Shape("list_in_1k", "1,000 doubles in, list", "f(a)",
          lambda m: {"f": m.sum_list, "a": _list(1000)}, check=_returns(499500.0, "a")),
    Shape("list_in_1m", "1,000,000 doubles in, list", "f(a)",
          lambda m: {"f": m.sum_list, "a": _list(1_000_000)}),
    Shape("array_out_1k", "1,000 doubles out, NumPy", "f(1000)", _function("iota_array")),
    Shape("array_out_1m", "1,000,000 doubles out, NumPy", "f(1000000)", _function("iota_array")),
    Shape("list_out_1k", "1,000 doubles out, list", "f(1000)", _function("iota_list")),
    Shape("list_out_1m", "1,000,000 doubles out, list", "f(1000000)", _function("iota_list")),
    Shape("records_out", "1,000 records out, as the binding gives them", "f(1000)", _function("make_samples")),
    Shape("records_list", "1,000 records out, as a list", "f(1000)", _function("make_samples_list")),
    Shape("records_read", "1,000 records out, every field read", READ, _function("make_samples")),
    Shape("records_in", "1,000 records in", "f(a)",
          lambda m: {"f": m.sum_tags, "a": m.make_samples_list(1000)}, check=_returns(499500, "a")),
    Shape("map_out", "map of 100 words out", "f()", _function("make_histogram")),
    Shape("map_in", "map of 100 words in", "f(d)",
          lambda m: {"f": m.sum_histogram, "d": dict(m.make_histogram())}, check=_returns(34650, "d")),
    Shape("fold", "1,000 callbacks", "f(1000, s)", lambda m: {"f": m.fold, "s": lambda value: value},
          check=lambda names: names["f"](1000, names["s"]) == 499500),  # type: ignore[operator]
    Shape("stream", "1,000 elements of a generator", "for _ in f(1000): pass", lambda m: {"f": m.count_up},
          check=lambda names: list(names["f"](5)) == [0, 1, 2, 3, 4]),  # type: ignore[operator]
    Shape("now", "async, finished at once", "await f(3)", _function("give_now")),
    Shape("later", "async, 1,000 in flight", FLY, _function("give_later")),
    Shape("error", "an exception, thrown and caught", CATCH,
          lambda m: {"f": m.checked, "E": m.NegativeValue}, check=_fails),
    Shape("expected", "std::expected, failed and caught", CATCH,
          lambda m: {"f": m.checked_expected, "E": m.NegativeValue}, check=_fails),
]


def _asarray(function: Callable[[int], object]) -> Callable[[int], object]:
    asarray = numpy.asarray
    return lambda count: asarray(function(count))


def _frombuffer(function: Callable[[int], object]) -> Callable[[int], object]:
    frombuffer = numpy.frombuffer
    return lambda count: frombuffer(function(count))  # type: ignore[call-overload]


def _to_list(function: Callable[..., object]) -> Callable[..., object]:
    return lambda *arguments: list(function(*arguments))  # type: ignore[call-overload]


def _module(name: str, aliases: Mapping[str, str]) -> types.SimpleNamespace:
    module = importlib.import_module(name)
    names = types.SimpleNamespace(**{key: getattr(module, key) for key in dir(module) if not key.startswith("__")})
    for alias, target in aliases.items():
        if hasattr(names, target) and not hasattr(names, alias):
            setattr(names, alias, getattr(names, target))
    return names


def _common(name: str) -> types.SimpleNamespace:
    return _module(name, {"sum_array": "sum", "sum_list": "sum", "iota_list": "iota",
                          "make_samples_list": "make_samples"})


def _hand() -> types.SimpleNamespace:
    m = _common("bench_hand")
    m.iota_array = _asarray(m.iota_array)
    return m


def _cython() -> types.SimpleNamespace:
    m = _common("bench_cython")
    m.iota_array = _asarray(m.iota_array)
    return m


def _cffi() -> types.SimpleNamespace:
    m = _common("bench_cffi")
    m.iota_array = _frombuffer(m.iota_array)
    return m


def _ctypes() -> types.SimpleNamespace:
    m = _common("bench_ctypes")
    m.iota_array = _frombuffer(m.iota_array)
    return m


def _swig() -> types.SimpleNamespace:
    m = _common("bench_swig")
    vec3 = m.Vec3

    def make_vec3(x: float, y: float, z: float) -> object:
        vector = vec3()
        vector.x, vector.y, vector.z = x, y, z
        return vector

    m.Vec3 = make_vec3
    m.iota_list = _to_list(m.iota)          # SWIG gives tuples
    m.make_samples_list = _to_list(m.make_samples)
    m.make_histogram = _call_dict(m.make_histogram)
    return m


def _call_dict(function: Callable[[], object]) -> Callable[[], object]:
    return lambda: dict(function())  # type: ignore[call-overload]


def _polyglue() -> types.SimpleNamespace:
    m = _common("benchlib")
    m.CounterOfOne = m.Counter
    vars(m).update(vars(_common("benchcalls")))
    m.iota_array = _asarray(m.iota)
    iota, make_samples = m.iota, m.make_samples
    m.iota_list = lambda count: iota(count).tolist()
    m.make_samples_list = lambda count: make_samples(count).tolist()
    return m


BINDINGS: dict[str, Callable[[], types.SimpleNamespace]] = {
    "polyglue": _polyglue,
    "hand": _hand,
    "nanobind": lambda: _common("bench_nanobind"),
    "pybind11": lambda: _common("bench_pybind11"),
    "cython": _cython,
    "cffi": _cffi,
    "ctypes": _ctypes,
    "swig": _swig,
}
