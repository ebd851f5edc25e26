"""Interface files at random: all constructs of the language, with names that conversions of case find hard."""

from __future__ import annotations

import random
import re

# Pieces of names. Together they have runs of capitals, digits in all places, single letters and words of Python.
PIECES = ["html", "HTML", "Html", "xml2", "i8", "U16", "x", "Y", "z9", "get", "Set", "OAuth", "iOS", "IPv4", "v4", "SHA256", "toJSON", "a1B2",
          "ID", "Ids", "URL", "is", "None", "class", "lambda", "from", "import", "True", "pass", "async", "self", "type", "match", "print", "list",
          "minuscule", "MAJUSCULE", "XYZ", "Camel", "snake", "UDL", "3d", "2", "utf8", "not", "in", "Error", "Exception", "value", "args", "init"]
SCALARS = ["boolean", "u8", "u16", "u32", "u64", "i8", "i16", "i32", "i64", "float", "double", "f32", "f64"]
PLAIN = [*SCALARS, "string", "bytes", "timestamp", "duration"]
RESERVED = {"new", "none", "true", "false", "self"}  # UniFFI's own module has an argument called self twice


def folded(name: str) -> str:
    """What names of one file must differ in, so that they are different in every case convention."""
    return re.sub(r"[^0-9a-z]", "", name.lower())


class Names:
    def __init__(self, random_: random.Random) -> None:
        self.random = random_
        self.taken: set[str] = set(RESERVED)

    def new(self, head: str = "") -> str:
        while True:
            pieces = [self.random.choice(PIECES) for _ in range(self.random.choice([1, 1, 2, 2, 3]))]
            joint = self.random.choice(["", "", "_"])
            name = head + joint.join(pieces)
            if name[0].isdigit() or folded(name) in self.taken:
                head = head or self.random.choice(["", "q", "Q", "my_"])
                continue
            self.taken.add(folded(name))
            return name


class Maker:
    def __init__(self, seed: int, everything: bool) -> None:
        self.random = random.Random(seed)
        self.everything = everything  # what UniFFI reads, too, and cannot generate
        self.types = Names(self.random)
        self.values: list[str] = []  # dictionaries and enums, which others may hold
        self.flat: dict[str, list[str]] = {}
        self.objects: list[str] = []
        self.errors: list[str] = []
        self.callbacks: list[str] = []

    def text(self) -> str:
        r = self.random
        parts = [self.enumeration() for _ in range(r.randint(1, 3))]
        parts += [self.dictionary() for _ in range(r.randint(1, 3))]
        parts += [self.data_enum() for _ in range(r.randint(0, 2))]
        parts += [self.error() for _ in range(r.randint(0, 2))]
        parts += [self.custom() for _ in range(r.randint(0, 2))]
        parts += [self.callback() for _ in range(r.randint(0, 2))]
        parts += [self.interface() for _ in range(r.randint(0, 2))]
        # Only custom types must stand behind what they are made from.
        order = [part for part in parts if "[Custom]" not in part]
        r.shuffle(order)
        customs = [part for part in parts if "[Custom]" in part]
        names = Names(r)
        functions = "".join("  " + self.operation(names) + "\n" for _ in range(r.randint(1, 6)))
        space = f"{self.doc('')}namespace sample {{\n{functions}}};\n"
        return "\n".join([space, *order, *customs]) + "\n"

    def doc(self, indent: str) -> str:
        if self.random.random() < 0.7:
            return ""
        return f"{indent}/// {self.random.choice(['What it is.', 'Two lines of it,', 'A *star*/ and more.'])}\n"

    def type(self, depth: int = 0, objects: bool = True) -> str:
        r = self.random
        roll = r.random()
        if roll < 0.5 or depth > 2:
            out = r.choice(PLAIN)
        elif roll < 0.65:
            out = f"sequence<{self.type(depth + 1, objects)}>"
        elif roll < 0.72:
            out = f"record<{r.choice(['string', 'i32', 'u8'])}, {self.type(depth + 1, objects)}>"
        elif roll < 0.85 and self.values:
            out = r.choice(self.values)
        elif objects and self.objects:
            out = r.choice(self.objects)
        else:
            out = "string"
        return out + ("?" if r.random() < 0.15 else "")

    def literal(self, type_: str) -> str | None:
        r = self.random
        if type_.endswith("?"):
            return "null" if r.random() < 0.6 else self.literal(type_[:-1])
        if type_ == "boolean":
            return r.choice(["true", "false"])
        if type_ in ("float", "double", "f32", "f64"):
            return r.choice(["0.0", "1.5", "-2.25", "1e3", "-0.5e-2"])
        if type_ in SCALARS:
            return r.choice(["0", "7", "0x1F", "017", "127"] + ([] if type_.startswith("u") else ["-1", "-0x10"]))
        if type_ == "string":
            return r.choice(['""', '"text"', '"two words"', '"\\"' if self.everything else '"a/b"'])
        if type_.startswith("sequence"):
            return "[]"
        if type_.startswith("record"):
            return "{}"
        if type_ in self.flat:
            return f'"{r.choice(self.flat[type_])}"'
        return None

    def argument(self, names: Names, optional: bool) -> tuple[str, bool]:
        type_ = self.type()
        attribute = "[ByRef] " if self.random.random() < 0.1 else ""
        literal = self.literal(type_) if optional or self.random.random() < 0.3 else None
        name = names.new()
        if literal is None:
            return f"{attribute}{type_} {name}", False
        return f"{attribute}optional {type_} {name} = {literal}", True

    def arguments(self) -> str:
        names, out, optional = Names(self.random), [], False
        for _ in range(self.random.choice([0, 1, 1, 2, 3])):
            text, has_default = self.argument(names, optional)
            if optional and not has_default:
                continue
            optional = has_default
            out.append(text)
        return ", ".join(out)

    def attributes(self, more: list[str]) -> str:
        r = self.random
        if self.errors and r.random() < 0.3:
            more = [*more, f"Throws={r.choice(self.errors)}"]
        elif self.objects and r.random() < 0.1:
            more = [*more, f"Throws={r.choice(self.objects)}"]
        if r.random() < 0.1 and not any(one.startswith("Async") for one in more):
            more = [*more, "Async"]
        return f"[{', '.join(more)}] " if more else ""

    def operation(self, names: Names) -> str:
        result = "void" if self.random.random() < 0.3 else self.type()
        return f"{self.doc('  ').strip(' ')}  {self.attributes([])}{result} {names.new()}({self.arguments()});"

    def enumeration(self) -> str:
        name, names = self.types.new(), Names(self.random)
        values = [names.new() for _ in range(self.random.randint(1, 6))]
        self.values.append(name)
        self.flat[name] = values
        rows = "".join(f'{self.doc("  ")}  "{value}",\n' for value in values)
        return f"{self.doc('')}enum {name} {{\n{rows}}};"

    def fields(self, defaults: bool) -> str:
        names, out = Names(self.random), ""
        for _ in range(self.random.randint(0 if self.everything else 1, 5)):
            type_ = self.type(objects=False)
            literal = self.literal(type_) if defaults and self.random.random() < 0.4 else None
            out += f"{self.doc('  ')}  {type_} {names.new()}{'' if literal is None else ' = ' + literal};\n"
        return out

    def dictionary(self) -> str:
        name = self.types.new()
        out = f"{self.doc('')}dictionary {name} {{\n{self.fields(True)}}};"
        self.values.append(name)
        return out

    def variants(self) -> str:
        names, out = Names(self.random), ""
        for _ in range(self.random.randint(1, 4)):
            fields = Names(self.random)
            inner = ", ".join(f"{self.type(objects=False)} {fields.new()}" for _ in range(self.random.choice([0, 1, 2])))
            out += f"{self.doc('  ')}  {names.new()}({inner});\n"
        return out

    def data_enum(self) -> str:
        name = self.types.new()
        out = f"{self.doc('')}[Enum] interface {name} {{\n{self.variants()}}};"
        self.values.append(name)
        return out

    def error(self) -> str:
        name = self.types.new() if self.random.random() < 0.5 else self.types.new() + "Error"
        if folded(name) in {folded(one) for one in self.errors}:
            return ""
        self.types.taken.add(folded(name))
        if self.random.random() < 0.5:
            names = Names(self.random)
            rows = "".join(f'{self.doc("  ")}  "{names.new()}",\n' for _ in range(self.random.randint(1, 4)))
            out = f"{self.doc('')}[Error] enum {name} {{\n{rows}}};"
        else:
            out = f"{self.doc('')}[Error] interface {name} {{\n{self.variants()}}};"
        self.errors.append(name)
        return out

    def custom(self) -> str:
        name = self.types.new()
        out = f"[Custom] typedef {self.random.choice(['string', 'i64', 'bytes', 'sequence<string>'])} {name};"
        self.values.append(name)
        return out

    def interface(self) -> str:
        name, names = self.types.new(), Names(self.random)
        self.objects.append(name)
        rows = ""
        if self.random.random() < 0.7:
            rows += f"{self.doc('  ')}  {self.attributes([])}constructor({self.arguments()});\n".replace("[Async] ", "").replace(", Async]", "]")
        for _ in range(self.random.choice([0, 0, 1, 2])):
            rows += f"  {self.attributes(['Name=' + names.new()])}constructor({self.arguments()});\n"
        for _ in range(self.random.randint(0, 5)):
            rows += "  " + self.operation(names) + "\n"
        return f"{self.doc('')}interface {name} {{\n{rows}}};"

    def callback(self) -> str:
        name, names = self.types.new(), Names(self.random)
        rows = "".join("  " + self.operation(names) + "\n" for _ in range(self.random.randint(1, 3)))
        return f"{self.doc('')}{self.random.choice(['callback interface', '[Trait, WithForeign] interface', '[Trait] interface'])} {name} {{\n{rows}}};"


TOKEN = re.compile(r'"[^"]*"|//[^\n]*\n|[A-Za-z_0-9]+|.', re.S)
VOCABULARY = [*PLAIN, *"{ } ( ) [ ] < > ; , = ? : -".split(), "interface", "dictionary", "enum", "callback", "namespace", "typedef", "optional", "required",
              "[Async]", "[Throws=E]", "[Enum]", "[Error]", "[Trait]", "[Name=x]", "[ByRef]", "[Self=ByArc]", "[Custom]", "[]", "void", "undefined", "record",
              "sequence", "null", "true", "0x", "-", "1.", ".5", '"a"', "_", "_x", "a-b", "/* c */", "/// d\n", "// e\n", "static", "readonly", "attribute",
              "const", "any", "object", "Error", "long", "DOMString", "inherit", "partial", "mixin", "stringifier", "Infinity", "NaN", "unrestricted", "trait"]


TYPES = [*PLAIN, "string?", "sequence<u8>", "sequence<string?>?", "record<DOMString, u8>", "record<f32, u8>", "record<boolean, sequence<i8>>"]
BETWEEN = [" /* c */ ", " // c\n", "\n", "\t", " [ByRef] ", " required ", " optional ", " [] ", "\n/// d\n", "[Throws=E] ", "[Self=ByArc] ", "[Async] ", ";", ","]
DEFINITIONS = ["namespace sample {};", 'typedef dictionary Elsewhere;', "typedef enum Other;", "[Custom] typedef sequence<string> Names;",
               '[External="crate"] typedef interface Far;', "dictionary Nothing {};", "[Remote] dictionary Away { u8 a; };", '[NonExhaustive] enum Open { "a" };',
               "[Traits=(Debug, Eq)] interface Shown {};", '[Error] enum Err { "A", "A" };', "[Trait] interface Tr { void f(); };", "interface object {};",
               "[Traits=(Eq)] dictionary Same { u8 a; };", "callback interface Cb { [Throws=Err2] void f(); };", '[Error] enum Err2 { "X" };']


def varied(text: str, random_: random.Random) -> str:
    """`text` with a change that may well be accepted."""
    tokens = TOKEN.findall(text)
    at = random_.randrange(len(tokens))
    what = random_.randrange(3)
    types = [i for i, token in enumerate(tokens) if token in PLAIN]
    if what == 0 and types:
        tokens[random_.choice(types)] = random_.choice(TYPES)
    elif what == 1:
        tokens.insert(at, random_.choice(BETWEEN))
    else:
        tokens.append(random_.choice(DEFINITIONS))
    return "".join(tokens)


def mutated(text: str, random_: random.Random) -> str:
    """`text` with one or two of its tokens removed, repeated, exchanged or replaced."""
    if random_.random() < 0.6:
        return varied(text, random_)
    tokens = TOKEN.findall(text)
    for _ in range(random_.choice([1, 1, 2])):
        at = random_.randrange(len(tokens))
        while tokens[at].isspace():
            at = random_.randrange(len(tokens))
        what = random_.randrange(4)
        if what == 0:
            del tokens[at]
        elif what == 1:
            tokens.insert(at, tokens[at])
        elif what == 2:
            tokens[at] = random_.choice(VOCABULARY)
        else:
            tokens.insert(at, " " + random_.choice(VOCABULARY) + " ")
        if not tokens:
            break
    return "".join(tokens)
