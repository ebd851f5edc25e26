"""What `polyglue model` prints, with the questions that the hostile callers ask of it."""

from __future__ import annotations

import re
from typing import Any

Json = dict[str, Any]

# What waits for another call, which may never come: what was begun would be left.
WAITS = {"tasks_barrier_pass"}


class Interface:
    """A library's lowered interface together with the model behind it."""

    def __init__(self, document: Json) -> None:
        abi = document["abi"]
        self.prefix: str = abi["prefix"]
        self.types: list[Json] = abi["types"]
        self.classes: list[Json] = abi["classes"]
        self.errors: list[Json] = abi["errors"]
        self.callbacks: list[Json] = abi["callbacks"]
        self.class_of: dict[str, Json] = {c["decl"]: c for c in self.classes}
        self.decls: dict[str, Json] = {}
        self.sources: dict[str, Json] = {}
        for decl in document["decls"]:
            info = decl["info"]
            self.decls[info["id"]] = decl
            for function in [decl, *decl.get("methods", []), *decl.get("base_constructors", []), *decl.get("constructors", [])]:
                self.sources[function["info"]["id"]] = function
        self.interfaces: list[Json] = abi["interfaces"]
        # A callback that is kept for ever, because the author said so, is no leak but looks like one.
        kept = [text for text in document["adapters"] if "keep it for ever" in text]
        self.functions: list[Json] = [f for f in abi["functions"] if f["kind"] == "call" and f["symbol"] not in WAITS and not any(
            f" {self.source(f)['cpp_name'].rsplit('::', 1)[-1]}(" in text for text in kept)]
        for interface in self.interfaces:
            self.functions += [*interface["constructors"], *(m["base"] for m in interface["methods"] if "base" in m)]

        self.outcomes: list[Json] = abi.get("outcomes", [])
        self.has_promises = any("resolve" in m for i in self.interfaces for m in i["methods"])

    def later(self) -> list[Json]:
        """Functions that may go on after they have returned."""
        return [f for f in self.functions if "outcome" in f]

    def source(self, function: Json) -> Json:
        """The C++ function behind a C one."""
        return self.sources[function["source"]]

    def type(self, param: Json) -> Json:
        return self.types[param["type"]]

    def model_type(self, function: Json, param: Json) -> Json | None:
        """The C++ type of an argument."""
        if param["role"] != "argument":
            return None
        parameter: Json = self.source(function)["params"][param["index"]]["type"]
        return parameter

    def part_types(self, t: Json, model_type: Json | None) -> list[Json | None]:
        """The C++ types of what a type consists of, where a length can be told from them."""
        if model_type and "element" in model_type:
            return [model_type["element"]]
        if t["shape"] == "record" and t.get("decl") in self.decls:
            return [field["type"] for field in self.decls[t["decl"]]["fields"]]
        return [None] * len(t.get("parts", []))

    def calls_hosts(self) -> bool:
        return bool(self.callbacks or self.interfaces)

    def methods_of(self, function: Json) -> str:
        """The struct of methods that a function takes."""
        name: str = next(i["name"] for i in self.interfaces if i["decl"] == function["scope"])
        return name

    def may_be_empty(self, t: Json) -> bool:
        """Whether a callback may be none."""
        return t["shape"] == "callback" and [self.types[part]["shape"] for part in t.get("parts", [])] == ["callback"]

    def class_number(self, decl: str) -> str:
        """The constant for <prefix>_is_a()."""
        name: str = self.class_of[decl]["name"]
        return f"{self.prefix}_CLASS_{name[len(self.prefix) + 1:]}".upper()

    def enumerators(self, decl: str) -> tuple[list[int], bool]:
        """An enum's values, and whether they are flags."""
        found = self.decls[decl]
        return [int(v["value"]) for v in found["values"]], bool(found.get("flags"))


def handle_class(type_name: str) -> str:
    """The struct tag in "ownership_book *"."""
    return type_name[:-2]


def fixed_length(model_type: Json | None) -> int | None:
    """N where C++ wants exactly N elements."""
    found = re.fullmatch(r"std::(?:array<.*, |span<.*, )(\d+)(?:ul?)?>", model_type["cpp"]) if model_type else None
    return int(found.group(1)) if found else None
