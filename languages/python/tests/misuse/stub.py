"""What there is to call in a package, and with which types: read from its stub, so that the stub is tested too."""

from __future__ import annotations

import ast
import importlib
from dataclasses import dataclass, field
from pathlib import Path
from types import ModuleType


@dataclass
class Parameter:
    name: str
    type: ast.expr
    has_default: bool = False


@dataclass
class Call:
    """A function, a method or one half of a property, with the parameters of each overload."""

    name: str
    owner: str = ""  # the class, dotted where it is nested
    kind: str = "function"  # method, static, getter, setter
    overloads: list[list[Parameter]] = field(default_factory=list)
    result: ast.expr | None = None
    is_abstract: bool = False  # Python has to implement it

    def __str__(self) -> str:
        return f"{self.owner}.{self.name}" if self.owner else self.name


@dataclass
class Class:
    name: str
    bases: list[str]
    calls: list[Call] = field(default_factory=list)
    is_record: bool = False


class Stub:
    """The classes and functions of one package."""

    def __init__(self, package: str) -> None:
        self.module: ModuleType = importlib.import_module(package)
        self.extension: ModuleType = importlib.import_module(f"{package}._{package}")
        self.classes: dict[str, Class] = {}
        self.functions: list[Call] = []
        tree = ast.parse((Path(str(self.module.__file__)).parent / "__init__.pyi").read_text(encoding="utf-8"))
        for node in tree.body:
            if isinstance(node, ast.ClassDef) and node.name not in ("Array", "_Object"):
                self._add_class(node, "")
            elif isinstance(node, ast.FunctionDef):
                self._add(self.functions, node, "")

    def runtime(self, dotted: str) -> type:
        value = self.module
        for name in dotted.split("."):
            value = getattr(value, name)
        return value  # type: ignore[return-value]

    def is_object(self, name: str) -> bool:
        """Has it a handle?"""
        bases = self.classes[name].bases
        return "_Object" in bases or any(base in self.classes and self.is_object(base) for base in bases)

    def is_error(self, name: str) -> bool:
        return issubclass(self.runtime(name), BaseException)

    def is_enum(self, name: str) -> bool:
        return any(base.removeprefix("_") in ("Enum", "IntEnum", "Flag", "IntFlag") for base in self.classes[name].bases)

    def methods(self, name: str) -> list[Call]:
        """Its own and its bases', without __init__."""
        found = {call.name + call.kind: call for base in self.classes[name].bases if base in self.classes for call in self.methods(base)}
        found |= {call.name + call.kind: call for call in self.classes[name].calls if call.name != "__init__"}
        return list(found.values())

    def constructor(self, name: str) -> Call | None:
        return next((call for call in self.classes[name].calls if call.name == "__init__"), None)

    def abstract_methods(self, name: str) -> list[Call]:
        return [call for call in self.methods(name) if call.is_abstract]

    def every_call(self) -> list[Call]:
        """What the library implements."""
        return self.functions + [call for entry in self.classes.values() for call in entry.calls if not call.is_abstract]

    def live(self) -> tuple[int, int]:
        """(objects, results) that are alive in the library."""
        return self.extension._live()  # type: ignore[no-any-return]

    def _add_class(self, node: ast.ClassDef, scope: str) -> None:
        entry = Class(scope + node.name, [ast.unparse(base) for base in node.bases])
        self.classes[entry.name] = entry
        for inner in node.body:
            if isinstance(inner, ast.ClassDef):
                self._add_class(inner, entry.name + ".")
            elif isinstance(inner, ast.FunctionDef) or (isinstance(inner, ast.AsyncFunctionDef) and "abstractmethod" in ast.unparse(inner)):
                self._add(entry.calls, inner, entry.name)
            elif isinstance(inner, ast.Assign):
                entry.is_record |= any(isinstance(target, ast.Name) and target.id == "__match_args__" for target in inner.targets)

    @staticmethod
    def _add(calls: list[Call], node: ast.FunctionDef | ast.AsyncFunctionDef, owner: str) -> None:
        decorators = [ast.unparse(decorator).split("(")[0].removeprefix("builtins.") for decorator in node.decorator_list]
        kind = "method" if owner else "function"
        if "staticmethod" in decorators:
            kind = "static"
        elif "property" in decorators:
            kind = "getter"
        elif any(decorator.endswith(".setter") for decorator in decorators):
            kind = "setter"
        positional = node.args.posonlyargs + node.args.args
        required = len(positional) - len(node.args.defaults)
        params = [Parameter(arg.arg, arg.annotation, i >= required) for i, arg in enumerate(positional) if arg.annotation]
        params += [Parameter(arg.arg, arg.annotation, default is not None)
                   for arg, default in zip(node.args.kwonlyargs, node.args.kw_defaults) if arg.annotation]
        call = next((one for one in calls if one.name == node.name and one.kind == kind), None)
        if not call:
            call = Call(node.name, owner, kind, result=node.returns, is_abstract=any("abstractmethod" in decorator for decorator in decorators))
            calls.append(call)
        call.overloads.append(params)
