"""What the values of the package have in common, whatever the library."""

from __future__ import annotations

from enum import Enum
from inspect import isfunction
from typing import Any, Callable, ClassVar, Final, TypeVar

_Class = TypeVar("_Class", bound=type)
_Thrown = TypeVar("_Thrown", bound="ThrownObject")

DEFAULT: Final[Any] = object()
"""Stands for an argument that was left out and whose default has to be made anew each time."""


def inside(outer: type, name: str) -> Callable[[_Class], _Class]:
    """Puts a class into the one that it derives from."""

    def put(inner: _Class) -> _Class:
        inner.__name__ = name
        inner.__qualname__ = f"{outer.__qualname__}.{name}"
        setattr(outer, name, inner)
        return inner

    return put


class Value:
    """Fields in slots, compared and shown one by one."""

    __slots__ = ()  # type: tuple[str, ...]

    def __str__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)}" for name in self.__slots__)
        return f"{type(self).__qualname__}({fields})"

    def __repr__(self) -> str:
        fields = ", ".join(f"{name}={getattr(self, name)!r}" for name in self.__slots__)
        return f"{type(self).__qualname__}({fields})"

    def __eq__(self, other: object) -> bool:
        if type(other) is not type(self):
            return NotImplemented
        return all(
            getattr(self, name) == getattr(other, name) for name in self.__slots__
        )

    __hash__ = None  # type: ignore[assignment]


def _place(value: Any) -> Any:
    """What values of a field are ordered by, as C++ has it: nothing comes first."""
    if isinstance(value, Enum):
        return True, value.value
    if isinstance(value, list):
        return True, [_place(item) for item in value]
    return value is not None, value


class Ordered(Value):
    """A value that is ordered by its fields, one after the other."""

    __slots__: tuple[str, ...] = ()
    _order: ClassVar[tuple[str, ...]] = ()

    def _places(self) -> list[Any]:
        return [_place(getattr(self, name)) for name in self._order]

    def __lt__(self, other: object) -> bool:
        if not isinstance(other, Ordered) or type(other) is not type(self):
            return NotImplemented
        return self._places() < other._places()

    def __le__(self, other: object) -> bool:
        return NotImplemented if type(other) is not type(self) else not other < self

    def __gt__(self, other: object) -> bool:
        if not isinstance(other, Ordered):
            return NotImplemented
        return other < self

    def __ge__(self, other: object) -> bool:
        return NotImplemented if type(other) is not type(self) else not self < other


class FlatError:
    """An error that has a message and nothing else."""

    def __repr__(self) -> str:
        return f"{type(self).__qualname__}({str(self)!r})"


class RichError:
    """An error with fields, which its text shows."""

    def __repr__(self) -> str:
        return f"{type(self).__qualname__}({self})"


def _same(one: str, other: str) -> bool:
    """Whether a variant's name in an error is this one in an enum: TimedOut, TIMED_OUT."""
    return one.replace("_", "").lower() == other.replace("_", "").lower()


def error_of(value: Any, error: Any, plain: Any) -> Any:
    """The exception that a value is."""
    name = value.name if isinstance(value, Enum) else type(value).__name__
    cls = next(one for one in error.__subclasses__() if _same(one.__name__, name))
    if issubclass(cls, FlatError):
        return cls(cls.__name__)
    return cls(*(getattr(value, field) for field in value.__slots__))


def value_of(error: Any, cls: Any, plain: Any) -> Any:
    """The value that an exception is."""
    if not isinstance(error, cls):
        raise TypeError(f"expected {cls.__name__}, not {type(error).__name__}")
    name = next(one.__name__ for one in type(error).__mro__ if cls in one.__bases__)
    if issubclass(plain, Enum):
        return next(one for one in plain if _same(one.name, name))
    made = next(one for one in plain.__subclasses__() if _same(one.__name__, name))
    return made(*(getattr(error, field) for field in made.__slots__))


class ThrownObject(Exception):
    """An exception that is an object of the library."""

    _Object: ClassVar[Any]
    """Its class in the extension."""
    _object: Any

    def __init__(self, *args: object, **kwargs: object) -> None:
        raise ValueError("This class has no default constructor")

    @classmethod
    def _of(cls: type[_Thrown], native: Any, *message: str) -> _Thrown:
        self = cls.__new__(cls, *message)
        self._object = adopted(native, type(native), cls._Object)
        return self

    def _share(self) -> Any:
        return self._object._share()

    @classmethod
    def _adopt(cls: type[_Thrown], shared: Any) -> _Thrown:
        return cls._of(cls._Object._adopt(shared))


def adopted(value: Any, theirs: Any, ours: Any, protocol: type | None = None) -> Any:
    """The object behind one of another package's, as the extension has it."""
    if isinstance(value, ours):
        return value
    if protocol is not None:
        value = implemented(value, theirs, protocol)
    if not isinstance(value, theirs):
        raise TypeError(f"expected {theirs.__name__}, not {type(value).__name__}")
    return ours._adopt(value._share())


def native(value: Any, cls: type[ThrownObject]) -> Any:
    """What the extension knows of an object that is an exception."""
    if isinstance(value, cls):
        return value._object
    if isinstance(value, cls._Object):
        return value
    raise TypeError(f"expected {cls.__name__}, not {type(value).__name__}")


_stand_ins: Final[dict[type, type]] = {}
"""By a class that Python implements: one for objects that do so without deriving from it."""


def _methods(protocol: type) -> list[str]:
    functions = [name for name, one in vars(protocol).items() if isfunction(one)]
    return [name for name in functions if not name.startswith("__")]


def _stand_in(cls: type, protocol: type) -> type:
    def forwarded(name: str) -> Callable[..., Any]:
        def method(self: Any, *args: Any) -> Any:
            return getattr(self._original, name)(*args)

        return method

    methods = {name: forwarded(name) for name in _methods(protocol)}
    return type(cls.__name__, (cls,), methods)


def implemented(value: Any, cls: type, protocol: type) -> Any:
    """An object for C++ to call: one of the class, or one that stands for any other with its methods."""
    if isinstance(value, cls):
        return value
    for name in _methods(protocol):
        if not callable(getattr(value, name, None)):
            raise TypeError(f"expected {cls.__name__}, not {type(value).__name__}")
    made = _stand_ins.get(cls)
    if made is None:
        made = _stand_ins.setdefault(cls, _stand_in(cls, protocol))
    self = made()
    self._original = value
    return self


def given(value: Any, theirs: Any) -> Any:
    """The object that the extension has of another package's, as that has it."""
    return original(theirs._adopt(value._share()))


def original(value: Any) -> Any:
    """What such an object stands for."""
    return getattr(value, "_original", value)
