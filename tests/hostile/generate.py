"""Writes a hostile C caller for a library: every function, every argument, every way to get it wrong.

Reads what `polyglue model` prints (the model and the lowered ABI) and writes one C99 program. For each call
one argument is bad and the others are good; the status must be negative and nothing may crash, which the
program is built with sanitizers to find out. Excluded, as in docs/safety.md: wrong pointers that are not
null, and false lengths that a machine could have.
"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass
from typing import Any, Iterator

Json = dict[str, Any]


@dataclass
class Bad:
    """One bad argument: what is wrong with it, and the C expression."""

    what: str
    c: str


class Values:
    """Good and bad C expressions for every type of the lowered interface."""

    def __init__(self, model: Json, abi: Json) -> None:
        self.types: list[Json] = abi["types"]
        self.classes: dict[str, Json] = {c["decl"]: c for c in abi["classes"]}
        self.enums: dict[str, Json] = {}
        for decl in model["decls"]:
            if decl.get("kind") == "enum":
                self.enums[decl["info"]["id"]] = decl

    def good(self, type_id: int, depth: int = 0) -> str:
        t = self.types[type_id]
        shape, name = t["shape"], t["name"]
        if shape == "scalar":
            return "1"
        if shape == "enumeration":
            values = self.enums[t["decl"]]["values"]
            return f"({name}){values[0]['value']}" if values else f"({name})0"
        if shape == "string":
            return '(pgl_str){"a", 1}'
        if shape == "bytes":
            return '(pgl_bytes){(const uint8_t *)"a", 1}'
        if shape in ("timestamp", "duration"):
            return f"({name}){{1, 0}}"
        if shape in ("sequence", "set", "map"):
            return f"({name}){{NULL, 0}}"
        if shape in ("pointer", "nullable"):
            return "NULL"
        if shape == "optional":
            return f"({name}){{.has = 0}}"
        if shape == "handle":
            return f"live_{name[:-2]}"
        if shape == "variant":
            return f"({name}){{.tag = 0{self.alternative(t, 0)}}}"
        members = self.members(t, depth)
        return f"({name}){{{members or '0'}}}"

    def alternative(self, t: Json, index: int) -> str:
        part = t["parts"][index]
        if self.types[part]["shape"] == "nothing":
            return ""
        return f", .as.{t['members'][index]} = {self.good(part)}"

    def members(self, t: Json, depth: int, replace: int = -1, by: str = "") -> str:
        texts = []
        for i, (member, part) in enumerate(zip(t.get("members", []), t.get("parts", []))):
            texts.append(f".{member} = {by if i == replace else self.good(part, depth + 1)}")
        return ", ".join(texts)

    def bad(self, type_id: int, depth: int = 0) -> Iterator[Bad]:
        if depth > 3:
            return
        t = self.types[type_id]
        shape, name = t["shape"], t["name"]
        if shape == "scalar":
            yield from {"pgl_bool": [Bad("bool 2", "2"), Bad("bool 255", "255")],
                        "char": [Bad("char 200", "(char)200")]}.get(name, [])
            if t["tag"] == "codepoint":
                yield from (Bad("surrogate", "0xd800"), Bad("code point too large", "0x110000"))
        elif shape == "enumeration":
            yield from self.bad_enum(t)
        elif shape == "string":
            yield Bad("null text with a length", "(pgl_str){NULL, 1}")
            yield Bad("impossible length", '(pgl_str){"a", SIZE_MAX}')
            yield Bad("length one past the largest", '(pgl_str){"a", (size_t)PTRDIFF_MAX + 1}')
            for what, text, size in (("stray byte", r"\xff", 1), ("surrogate", r"\xed\xa0\x80", 3), ("overlong", r"\xc0\x80", 2),
                                     ("truncated", r"\xe2\x82", 2), ("beyond Unicode", r"\xf4\x90\x80\x80", 4)):
                yield Bad(f"UTF-8: {what}", f'(pgl_str){{"{text}", {size}}}')
        elif shape == "bytes":
            yield Bad("null bytes with a length", "(pgl_bytes){NULL, 1}")
            yield Bad("impossible length", '(pgl_bytes){(const uint8_t *)"a", SIZE_MAX}')
        elif shape in ("timestamp", "duration"):
            yield Bad("a whole second of nanoseconds", f"({name}){{0, 1000000000}}")
            yield Bad("nanoseconds at their largest", f"({name}){{0, UINT32_MAX}}")
        elif shape in ("sequence", "set"):
            element = self.types[t["parts"][0]]
            yield Bad("null elements with a length", f"({name}){{NULL, 1}}")
            good = self.array(element["name"], self.good(t["parts"][0], depth + 1))
            yield Bad("impossible length", f"({name}){{{good}, SIZE_MAX}}")
            if element["size"] > 1:
                yield Bad("length that overflows in bytes", f"({name}){{{good}, SIZE_MAX / {element['size']} + 1}}")
            for bad in self.bad(t["parts"][0], depth + 1):
                yield Bad("element: " + bad.what, f"({name}){{{self.array(element['name'], bad.c)}, 1}}")
        elif shape == "map":
            entry, (k, v) = t["entry"], t["parts"]
            yield Bad("null entries with a length", f"({name}){{NULL, 1}}")
            for bad in self.bad(k, depth + 1):
                yield Bad("key: " + bad.what, f"({name}){{{self.array(entry, f'{{.key = {bad.c}, .value = {self.good(v)}}}')}, 1}}")
            for bad in self.bad(v, depth + 1):
                yield Bad("value: " + bad.what, f"({name}){{{self.array(entry, f'{{.key = {self.good(k)}, .value = {bad.c}}}')}, 1}}")
        elif shape in ("record", "tuple"):
            for i, part in enumerate(t.get("parts", [])):
                for bad in self.bad(part, depth + 1):
                    yield Bad(f"{t['members'][i]}: {bad.what}", f"({name}){{{self.members(t, depth, i, bad.c)}}}")
        elif shape == "optional":
            yield Bad("has is 2", f"({name}){{.has = 2}}")
            for bad in self.bad(t["parts"][0], depth + 1):
                yield Bad("value: " + bad.what, f"({name}){{.has = 1, .value = {bad.c}}}")
        elif shape == "pointer":
            inner = self.types[t["parts"][0]]
            for bad in self.bad(t["parts"][0], depth + 2):
                yield Bad(bad.what, self.array(inner["name"], bad.c))
        elif shape == "variant":
            yield Bad("tag -1", f"({name}){{.tag = -1}}")
            yield Bad("tag past the last", f"({name}){{.tag = {len(t['parts'])}}}")
            for i, part in enumerate(t["parts"]):
                for bad in self.bad(part, depth + 1):
                    yield Bad(f"{t['members'][i]}: {bad.what}", f"({name}){{.tag = {i}, .as.{t['members'][i]} = {bad.c}}}")
        elif shape in ("handle", "nullable"):
            yield from self.bad_handle(t)

    def bad_enum(self, t: Json) -> Iterator[Bad]:
        decl = self.enums[t["decl"]]
        values = {int(v["value"]) for v in decl["values"]}
        bits = 8 * t["size"] - (0 if t["scalar"].startswith("uint") else 1)
        if decl.get("flags"):
            known = 0
            for value in values:
                known |= value
            candidates = [1 << b for b in range(bits) if not known & (1 << b)]
        else:
            candidates = [v for v in range(0, min(1 << bits, 300)) if v not in values] + [(1 << bits) - 1]
            candidates = [v for v in candidates if v not in values]
        for value in candidates[:1] + candidates[-1:]:
            yield Bad(f"enum value {value}", f"({t['name']}){value}u")

    def bad_handle(self, t: Json) -> Iterator[Bad]:
        name = t["name"]
        own = self.classes[t["decl"]]
        if t["shape"] == "handle":
            yield Bad("null", "NULL")
        yield Bad("freed", f"stale_{name[:-2]}")
        yield Bad("forged", f"({name})forged()")
        yield Bad("all ones", f"({name})UINTPTR_MAX")
        yield Bad("one", f"({name})(uintptr_t)1")
        for other in self.classes.values():
            if other["decl"] != t["decl"] and t["decl"] not in other["ancestors"]:
                yield Bad(f"a {other['name']}", f"live_{other['name']} ? ({name})live_{other['name']} : NULL"
                          if t["shape"] == "handle" else f"live_{other['name']} ? ({name})live_{other['name']} : ({name})(uintptr_t)1")
        _ = own

    @staticmethod
    def array(name: str, c: str) -> str:
        space = "" if name.endswith("*") else " "
        return f"({name}{space}[1]){{{c}}}"


class Program:
    def __init__(self, model: Json, abi: Json) -> None:
        self.abi = abi
        self.values = Values(model, abi)
        self.lines: list[str] = []
        self.calls = 0

    def text(self) -> str:
        prefix = self.abi["prefix"]
        tests = [self.test(f) for f in self.abi["functions"] if f["kind"] == "call" and f["fallible"]]
        names = [c["name"] for c in self.abi["classes"]]
        head = [
            "/* Made by tests/hostile/generate.py: wrong calls, each of which must be refused. */",
            "#include <inttypes.h>", "#include <stdio.h>", "#include <stdlib.h>", "#include <string.h>", f'#include "{prefix}.h"', "",
            "static long refused, accepted, skipped;",
            "static uint64_t seed = 88172645463325252u;", "",
            "/* xorshift64 (Marsaglia, 2003): any value that is no live handle will do. */",
            "static uintptr_t forged(void) {",
            "  seed ^= seed << 13; seed ^= seed >> 7; seed ^= seed << 17;",
            "  return (uintptr_t)seed;", "}", "",
            "static void expect(pgl_status status, const char *call, const char *what) {",
            "  if (status < 0) { ++refused; return; }",
            "  ++accepted;",
            '  printf("FAIL %s accepted: %s (status %d)\\n", call, what, (int)status);', "}", ""]
        for name in names:
            head += [f"static {name} *live_{name}, *stale_{name};"]
        head += [""] + [line for c in self.abi["classes"] for line in self.make(c)]
        body = [line for test in tests for line in test]
        # Bases first; an object that cannot be made yet is tried again when others exist.
        main = ["int main(void) {", "  for (int round = 0; round < 3; ++round) {"]
        main += [f"    if (!live_{n}) live_{n} = make_{n}();" for n in names]
        main += ["  }"]
        main += [f"  stale_{n} = make_{n}(); if (stale_{n}) {n}_free(stale_{n}); else stale_{n} = ({n} *)(uintptr_t)3;" for n in names]
        main += [f'  if (!live_{n}) printf("note: no way to make a {n}; its methods are called with bad handles only\\n");' for n in names]
        main += [f"  test_{f['symbol']}();" for f in self.abi["functions"] if f["kind"] == "call" and f["fallible"]]
        main += [f"  {n}_free(live_{n}); {n}_free(live_{n});" for n in names]
        main += [f"  pgl_live live = {prefix}_live();",
                 '  if (live.handles || live.owners) { ++accepted; printf("FAIL %" PRIu64 " handles and %" PRIu64 " owners are left\\n", live.handles, live.owners); }',
                 '  printf("%ld refused, %ld skipped\\n", refused, skipped);',
                 '  printf("%ld passed, %ld failed\\n", refused, accepted);',
                 "  return accepted ? 1 : 0;", "}"]
        return "\n".join(head + body + main) + "\n"

    def make(self, cls: Json) -> list[str]:
        """A function that tries each way to make an object of a class."""
        name = cls["name"]
        lines = [f"static {name} *make_{name}(void) {{", f"  {name} *object = NULL;", "  (void)object;"]
        for f in self.abi["functions"]:
            result = f.get("result")
            params = f["params"]
            if f["kind"] != "call" or result is None or not f["fallible"]:
                continue
            t = self.abi["types"][result]
            if t["shape"] != "handle" or t["decl"] != cls["decl"] or any(p["role"] in ("self", "owner") for p in params):
                continue
            handles = [self.abi["types"][p["type"]] for p in params if p["role"] == "argument"]
            guard = " && ".join(f"live_{h['name'][:-2]}" for h in handles if h["shape"] == "handle")
            call = f"{f['symbol']}({', '.join(self.argument(p, 'object') for p in params)})"
            lines.append(f"  if ({guard + ' && ' if guard else ''}{call} == PGL_OK) return object;")
        return lines + ["  return NULL;", "}", ""]

    def argument(self, param: Json, out: str = "out") -> str:
        if param["role"] == "owner":
            return "&owner"
        if param["role"] == "result":
            return f"&{out}"
        if param.get("has_default"):
            return "NULL"
        c = self.values.good(param["type"])
        return self.values.array(self.abi["types"][param["type"]]["name"], c) if param["by_pointer"] else c

    def test(self, f: Json) -> list[str]:
        """All wrong calls of one function."""
        lines = [f"static void test_{f['symbol']}(void) {{"]
        params = f["params"]
        if f.get("result") is not None and any(p["role"] == "result" for p in params):
            t = self.abi["types"][f["result"]]["name"]
            lines.append(f"  {t}{'' if t.endswith('*') else ' '}out; memset(&out, 0, sizeof out);")
        if any(p["role"] == "owner" for p in params):
            lines.append("  pgl_owner *owner = NULL;")
        good = [self.argument(p) for p in params]
        needs = [self.abi["types"][p["type"]]["name"][:-2] for p in params
                 if p["role"] in ("self", "argument") and self.abi["types"][p["type"]]["shape"] == "handle"]
        cases: list[tuple[int, Bad]] = []
        for i, p in enumerate(params):
            if p["role"] in ("result", "owner"):
                cases.append((i, Bad(f"{p['name']} is null", "NULL")))
                continue
            t = self.abi["types"][p["type"]]
            if p["by_pointer"] and not p.get("has_default"):
                cases.append((i, Bad(f"{p['name']} is null", "NULL")))
            for bad in self.values.bad(p["type"]):
                if p["by_pointer"] and p.get("has_default") and bad.c == "NULL":
                    continue
                c = self.values.array(t["name"], bad.c) if p["by_pointer"] else bad.c
                cases.append((i, Bad(f"{p['name']}: {bad.what}", c)))
        for i, bad in cases:
            arguments = [bad.c if n == i else a for n, a in enumerate(good)]
            own = self.abi["types"][params[i]["type"]]["name"][:-2] if params[i]["role"] in ("self", "argument") and \
                self.abi["types"][params[i]["type"]]["shape"] == "handle" else None
            guards = [f"live_{n}" for j, n in enumerate(needs)] if own is None else \
                [f"live_{self.abi['types'][p['type']]['name'][:-2]}" for j, p in enumerate(params) if j != i and
                 p["role"] in ("self", "argument") and self.abi["types"][p["type"]]["shape"] == "handle"]
            call = f'expect({f["symbol"]}({", ".join(arguments)}), "{f["symbol"]}", "{bad.what}");'
            if guards:
                lines.append(f"  if ({' && '.join(sorted(set(guards)))}) {call} else ++skipped;")
            else:
                lines.append(f"  {call}")
        return lines + ["}", ""]


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: generate.py model.json hostile.c", file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as source:
        document = json.load(source)
    program = Program(document["model"], document["abi"]).text()
    with open(sys.argv[2], "w", encoding="utf-8") as target:
        target.write(program)
    return 0


if __name__ == "__main__":
    sys.exit(main())
