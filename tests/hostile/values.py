"""Good and bad C expressions for every type of the lowered interface."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from interface import Interface, Json, fixed_length, handle_class

SEQUENCES = ("sequence", "set")
LONG_TEXT = "long enough to need memory of its own"


@dataclass
class Bad:
    """One bad argument: what is wrong with it, the C expression, and the statuses that refuse it."""

    what: str
    c: str
    statuses: tuple[str, ...]
    unless: str = ""  # a C condition under which it is good after all

    def inside(self, where: str, c: str) -> Bad:
        return Bad(f"{where}: {self.what}", c, self.statuses, self.unless)


def array(name: str, *elements: str) -> str:
    """A pointer to values that live as long as the block."""
    return f"({name}{'' if name.endswith('*') else ' '}[{len(elements)}]){{{', '.join(elements)}}}"


class Values:
    def __init__(self, interface: Interface) -> None:
        self.interface = interface
        self.types = interface.types

    # ---- good ones ----

    def good(self, type_id: int, rich: bool = False, model_type: Json | None = None, depth: int = 0) -> str:
        """A value that is accepted; a rich one has something of everything in it."""
        t = self.types[type_id]
        shape, name = t["shape"], t["name"]
        rich = rich and depth < 6
        length = fixed_length(model_type)
        if shape == "scalar":
            return "1"
        if shape == "enumeration":
            values, _ = self.interface.enumerators(t["decl"])
            return f"({name}){values[-1 if rich else 0] if values else 0}"
        if shape == "string":
            return f'(pgl_str){{"{LONG_TEXT}", {len(LONG_TEXT)}}}' if rich else '(pgl_str){"a", 1}'
        if shape == "bytes":
            length = length or (3 if rich else 1)
            return f'(pgl_bytes){{(const uint8_t *)"{"a" * length}", {length}}}'
        if shape in ("timestamp", "duration"):
            return f"({name}){{1, {5 if rich else 0}}}"
        if shape in SEQUENCES:
            count = length if length is not None else (2 if rich else 0)
            if shape == "set":
                count = min(count, 1)
            if count == 0:
                return f"({name}){{NULL, 0}}"
            element = self.good(t["parts"][0], rich, self.interface.part_types(t, model_type)[0], depth + 1)
            return f"({name}){{{array(self.types[t['parts'][0]]['name'], *[element] * count)}, {count}}}"
        if shape == "map":
            if not rich:
                return f"({name}){{NULL, 0}}"
            return f"({name}){{{array(t['entry'], self.entry(t, depth))}, 1}}"
        if shape == "pointer":
            inner = t["parts"][0]
            return array(self.types[inner]["name"], self.good(inner, rich, None, depth + 2)) if rich and depth < 3 else "NULL"
        if shape == "nullable":
            return f"live_{handle_class(name)}" if rich else "NULL"
        if shape == "optional":
            if rich:
                return f"({name}){{.has = 1, .value = {self.good(t['parts'][0], rich, None, depth + 1)}}}"
            return f"({name}){{.has = 0}}"
        if shape == "handle":
            return f"live_{handle_class(name)}"
        if shape == "callback":
            if not rich and self.interface.may_be_empty(t):
                return f"({name}){{.call = NULL}}"
            return f"({name}){{host_{name}, host_release, give_user()}}"
        if shape == "variant":
            return self.alternative(t, len(t["parts"]) - 1 if rich else 0, rich, depth)
        return self.record(t, rich, depth)

    def entry(self, t: Json, depth: int) -> str:
        key, value = t["parts"]
        return f"{{.key = {self.good(key, True, None, depth + 1)}, .value = {self.good(value, True, None, depth + 1)}}}"

    def alternative(self, t: Json, index: int, rich: bool, depth: int) -> str:
        part = t["parts"][index]
        value = "" if self.types[part]["shape"] == "nothing" else \
            f", .as.{t['members'][index]} = {self.good(part, rich, None, depth + 1)}"
        return f"({t['name']}){{.tag = {index}{value}}}"

    def record(self, t: Json, rich: bool, depth: int, replaced: int = -1, by: str = "") -> str:
        types = self.interface.part_types(t, None)
        members = [f".{member} = {by if i == replaced else self.good(part, rich, types[i], depth + 1)}"
                   for i, (member, part) in enumerate(zip(t.get("members", []), t.get("parts", [])))]
        return f"({t['name']}){{{', '.join(members) or '0'}}}"

    # ---- bad ones ----

    def bad(self, type_id: int, model_type: Json | None = None, depth: int = 0) -> Iterator[Bad]:
        t = self.types[type_id]
        shape, name = t["shape"], t["name"]
        if depth > 3:
            return
        if shape == "scalar":
            yield from self.bad_scalar(t)
        elif shape == "enumeration":
            yield from self.bad_enum(t)
        elif shape == "string":
            yield from self.bad_text()
        elif shape == "bytes":
            yield Bad("null bytes with a length", "(pgl_bytes){NULL, 1}", ("NULL", "LENGTH"))
            for length in ("SIZE_MAX", "(size_t)PTRDIFF_MAX + 1"):
                yield Bad(f"length {length}", f'(pgl_bytes){{(const uint8_t *)"a", {length}}}', ("LENGTH",))
        elif shape in ("timestamp", "duration"):
            yield Bad("a whole second of nanoseconds", f"({name}){{0, 1000000000}}", ("RANGE",))
            yield Bad("nanoseconds at their largest", f"({name}){{0, UINT32_MAX}}", ("RANGE",))
        elif shape in (*SEQUENCES, "map"):
            yield from self.bad_sequence(t, model_type, depth)
        elif shape in ("record", "tuple"):
            types = self.interface.part_types(t, None)
            for i, part in enumerate(t.get("parts", [])):
                for bad in self.bad(part, types[i], depth + 1):
                    yield bad.inside(t["members"][i], self.record(t, False, depth, i, bad.c))
        elif shape == "optional":
            yield Bad("has is 2", f"({name}){{.has = 2}}", ("RANGE",))
            for bad in self.bad(t["parts"][0], None, depth + 1):
                yield bad.inside("value", f"({name}){{.has = 1, .value = {bad.c}}}")
        elif shape == "pointer":
            inner = t["parts"][0]
            for bad in self.bad(inner, None, depth + 2):
                yield bad.inside("pointee", array(self.types[inner]["name"], bad.c))
        elif shape == "variant":
            for tag in ("-1", str(len(t["parts"])), "INT32_MAX", "INT32_MIN"):
                yield Bad(f"tag {tag}", f"({name}){{.tag = {tag}}}", ("ENUM",))
            for i, part in enumerate(t["parts"]):
                for bad in self.bad(part, None, depth + 1):
                    yield bad.inside(t["members"][i], f"({name}){{.tag = {i}, .as.{t['members'][i]} = {bad.c}}}")
        elif shape in ("handle", "nullable"):
            yield from self.bad_handle(t)
        elif shape == "callback" and not self.interface.may_be_empty(t):
            yield Bad("no function", f"({name}){{NULL, host_release, give_user()}}", ("NULL",))

    @staticmethod
    def bad_scalar(t: Json) -> Iterator[Bad]:
        if t["name"] == "pgl_bool":
            yield Bad("bool 2", "2", ("RANGE",))
            yield Bad("bool 255", "255", ("RANGE",))
        elif t["name"] == "char":
            yield Bad("char 200", "(char)200", ("RANGE",))
        elif t["tag"] == "codepoint":
            yield Bad("a surrogate", "0xd800", ("RANGE",))
            yield Bad("a code point too large", "0x110000", ("RANGE",))

    @staticmethod
    def bad_text() -> Iterator[Bad]:
        yield Bad("null text with a length", "(pgl_str){NULL, 1}", ("NULL",))
        for length in ("SIZE_MAX", "(size_t)PTRDIFF_MAX + 1"):
            yield Bad(f"length {length}", f'(pgl_str){{"a", {length}}}', ("LENGTH", "ARGUMENT"))
        for what, text, size in (("stray byte", r"\xff", 1), ("surrogate", r"\xed\xa0\x80", 3), ("overlong", r"\xc0\x80", 2),
                                 ("truncated", r"\xe2\x82", 2), ("beyond Unicode", r"\xf4\x90\x80\x80", 4),
                                 ("late", r"twenty plain letters\x80", 21)):
            yield Bad(f"UTF-8: {what}", f'(pgl_str){{"{text}", {size}}}', ("UTF8",))

    def bad_enum(self, t: Json) -> Iterator[Bad]:
        values, flags = self.interface.enumerators(t["decl"])
        bits = 8 * t["size"]
        values = [value % (1 << bits) for value in values]
        if flags:
            known = 0
            for value in values:
                known |= value
            candidates = [1 << bit for bit in range(bits) if not known & (1 << bit)]
        else:
            small = 1 << (bits if t["scalar"].startswith("uint") else bits - 1)
            candidates = [v for v in [*range(min(small, 300)), small - 1] if v not in values]
        for value in dict.fromkeys(candidates[:1] + candidates[-1:]):
            yield Bad(f"enum value {value}", f"({t['name']}){value}u", ("ENUM",))

    def bad_sequence(self, t: Json, model_type: Json | None, depth: int) -> Iterator[Bad]:
        name, is_map = t["name"], t["shape"] == "map"
        length = fixed_length(model_type)
        element = t["entry"] if is_map else self.types[t["parts"][0]]["name"]
        types = self.interface.part_types(t, model_type)
        good = self.entry(t, depth) if is_map else self.good(t["parts"][0], False, types[0], depth + 1)
        yield Bad("null elements with a length", f"({name}){{NULL, {length or 1}}}", ("NULL",))
        if length is not None:
            yield Bad("one too few", f"({name}){{{array(element, *[good] * length)}, {length - 1}}}", ("LENGTH",))
        lengths = ["SIZE_MAX", f"PTRDIFF_MAX / sizeof({element}) + 1"]
        if is_map or self.types[t["parts"][0]]["size"] > 1:
            lengths.append(f"SIZE_MAX / sizeof({element}) + 1")
        for wrong in lengths:
            yield Bad(f"length {wrong}", f"({name}){{{array(element, good)}, {wrong}}}", ("LENGTH",))
        for i, part in enumerate(t["parts"]):
            for bad in self.bad(part, None if is_map else types[0], depth + 1):
                if is_map:
                    other = self.good(t["parts"][1 - i], False, None, depth + 1)
                    key, value = (bad.c, other) if i == 0 else (other, bad.c)
                    yield bad.inside("value" if i else "key", f"({name}){{{array(element, f'{{.key = {key}, .value = {value}}}')}, 1}}")
                else:
                    count = length or 2
                    yield bad.inside("element", f"({name}){{{array(element, *[good] * (count - 1), bad.c)}, {count}}}")

    def bad_handle(self, t: Json) -> Iterator[Bad]:
        name, tag = t["name"], handle_class(t["name"])
        if t["shape"] == "handle":
            yield Bad("null", "NULL", ("NULL",))
        yield Bad("freed", f"stale_{tag}", ("CLOSED",))
        yield Bad("next generation", f"({name})((uintptr_t)live_{tag} + 1)", ("CLOSED",))
        yield Bad("forged", f"({name})forged()", ("CLOSED",))
        yield Bad("all ones", f"({name})UINTPTR_MAX", ("CLOSED",))
        yield Bad("one", f"({name})(uintptr_t)1", ("CLOSED",))
        for other in self.interface.classes:
            if other["decl"] != t["decl"] and t["decl"] not in other["ancestors"]:
                # What is seen as another class may be of a class derived from both.
                yield Bad(f"a {other['name']}", f"({name})live_{other['name']}", ("WRONG_TYPE",),
                          f"{self.interface.prefix}_is_a(live_{other['name']}, {self.interface.class_number(t['decl'])})")
