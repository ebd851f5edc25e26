"""What every hostile caller needs in C: live and freed handles, ways to make objects, and functions that
read a result to its last byte, so that a sanitizer sees a view that leads nowhere."""

from __future__ import annotations

import re
from collections.abc import Iterable

from interface import Interface, Json, handle_class
from values import SEQUENCES, Values, array


class Common:
    def __init__(self, interface: Interface) -> None:
        self.interface = interface
        self.values = Values(interface)
        self.types = interface.types

    def head(self) -> list[str]:
        prefix = self.interface.prefix
        tags = [c["name"] for c in self.interface.classes]
        lines = ["/* Made by tests/hostile: see there. */", '#include "hostile.h"', f"#include <{prefix}_c.h>", ""]
        lines += [f"static {tag} *live_{tag}, *stale_{tag};" for tag in tags]
        lines += [f"static void keep_{tag}({tag} *handle);" for tag in tags]
        lines += ["", "static int said(pgl_status status) {",
                  f"  const pgl_error *error = {prefix}_last_error();",
                  "  return error->status == status && error->message.len > 0 && readable(error->message.data, error->message.len);", "}", ""]
        lines += ["static int blames_argument(void) {", f"  const pgl_str message = {prefix}_last_error()->message;",
                  '  return message.len > 10 && !memcmp(message.data, "argument \\"", 10);', "}", ""]
        return lines + self.readers() + self.error_reader()

    def makers(self) -> list[str]:
        return [line for c in self.interface.classes for line in self.maker(c)] + self.renew()

    # ---- results ----

    def readers(self) -> list[str]:
        """read_N() reads a value of type N and keeps the handles in it."""
        lines = [f"static void read_{i}({t['name']} const *value);" for i, t in enumerate(self.types) if self.is_value(t)]
        for i, t in enumerate(self.types):
            if self.is_value(t):
                lines += [f"static void read_{i}({t['name']} const *value) {{", *("  " + line for line in self.reader(t)), "}"]
        return [*lines, ""]

    @staticmethod
    def is_value(t: Json) -> bool:
        return t["shape"] not in ("nothing", "callback")

    def reader(self, t: Json) -> list[str]:
        shape, parts = t["shape"], t.get("parts", [])
        if shape in ("string", "bytes"):
            return ["read_memory(value->data, value->len);"]
        if shape in SEQUENCES:
            return [f"for (size_t i = 0; i < value->len; ++i) read_{parts[0]}(&value->data[i]);"]
        if shape == "map":
            return [f"for (size_t i = 0; i < value->len; ++i) read_{parts[0]}(&value->data[i].key), read_{parts[1]}(&value->data[i].value);"]
        if shape in ("record", "tuple"):
            return [f"read_{part}(&value->{member});" for member, part in zip(t.get("members", []), parts)] or ["(void)value;"]
        if shape == "optional":
            return [f"if (value->has) read_{parts[0]}(&value->value);"]
        if shape == "pointer":
            return [f"if (*value) read_{parts[0]}(*value);"]
        if shape in ("handle", "nullable"):
            return [f"if (*value) keep_{handle_class(t['name'])}(*value);"]
        if shape == "variant":
            return [f"if (value->tag == {i}) read_{part}(&value->as.{t['members'][i]});"
                    for i, part in enumerate(parts) if self.types[part]["shape"] != "nothing"] or ["(void)value;"]
        return ["read_memory(value, sizeof *value);"]

    def error_reader(self) -> list[str]:
        lines = ["static void read_error(void) {", f"  const pgl_error *error = {self.interface.prefix}_last_error();",
                 "  read_memory(error->message.data, error->message.len);"]
        for error in self.interface.errors:
            if "payload" in error:
                name = self.types[error["payload"]]["name"]
                lines.append(f"  if (error->status == {error['constant']} && error->payload) "
                             f"read_{error['payload']}(({name} const *)error->payload);")
        return [*lines, "}", ""]

    # ---- objects ----

    def maker(self, cls: Json) -> list[str]:
        """A function that tries each way to make an object of a class."""
        tag = cls["name"]
        lines = [f"static {tag} *make_{tag}(void) {{", f"  {tag} *made = NULL;", "  (void)made;"]
        for function in self.interface.functions:
            result = self.types[function["result"]] if function.get("result") is not None else {}
            if not function["fallible"] or "outcome" in function or result.get("shape") != "handle" or result["decl"] != cls["decl"] or \
                    any(p["role"] in ("self", "owner") for p in function["params"]) or self.consumes(function):
                continue
            arguments = ["&made" if p["role"] == "result" else self.argument(function, p, True) for p in function["params"]]
            lines += self.guarded(f"if ({function['symbol']}({', '.join(arguments)}) == PGL_OK) return made;", arguments)
        lines += [f"  if (live_{self.interface.class_of[derived]['name']}) return ({tag} *)make_{self.interface.class_of[derived]['name']}();"
                  for derived in cls["descendants"]]
        forward = [f"static {self.interface.class_of[d]['name']} *make_{self.interface.class_of[d]['name']}(void);" for d in cls["descendants"]]
        return [*forward, *lines, "  return NULL;", "}", ""]

    def renew(self) -> list[str]:
        """Makes what is not there: never, or no more because it was given away."""
        prefix = self.interface.prefix
        tags = [c["name"] for c in self.interface.classes]
        lines = ["static void renew(void) {", "  /* Bases first; what needs others is tried again. */",
                 "  for (int round = 0; round < 3; ++round) {"] if tags else ["static void renew(void) {"]
        lines += [f"    if (!{prefix}_class_of(live_{tag})) live_{tag} = make_{tag}();" for tag in tags]
        lines += ["  }", "}"] if tags else ["}"]
        lines += ["", "static void begin(void) {", "  renew();"]
        lines += [f"  stale_{tag} = make_{tag}(); {tag}_free(stale_{tag}); if (!stale_{tag}) stale_{tag} = ({tag} *)(uintptr_t)3;" for tag in tags]
        lines += [f'  if (!live_{tag}) printf("no way to make a {tag}: only calls without one\\n");' for tag in tags]
        lines += ["}", "", "/* Frees everything; what is left then has leaked. */", "static void end(void) {"]
        lines += [f"  {tag}_free(live_{tag}); {tag}_free(live_{tag});" for tag in tags]
        lines += self.settle()
        if self.interface.calls_hosts():
            lines += [f"  {prefix}_require(NULL, 1);  /* the last error may keep an object of ours */",
                      '  expect_true(functions_given == functions_released, "the end", "every function was released once");',
                      '  expect_true(holds == 0, "the end", "every hold was let go");',
                      '  expect_true(errors_given == errors_released, "the end", "every error object was released once");']
        return [*lines, f"  pgl_live left = {prefix}_live();",
                '  expect_true(left.handles == 0, "the end", "no handles are left");',
                '  expect_true(left.owners == 0, "the end", "no owners are left");', "}", ""]

    # ---- what comes later ----

    def settle(self) -> list[str]:
        """Ends what goes on, and waits until it has."""
        prefix, lines = self.interface.prefix, []
        if self.interface.has_promises:
            lines += ["  for (int i = 0; i < KEPT; ++i) " + f"{prefix}_promise_free(__atomic_exchange_n(&kept_promises[i], NULL, __ATOMIC_ACQ_REL));"]
        if self.interface.outcomes:
            lines += [f"  for (int i = 0; i < KEPT; ++i) {prefix}_task_free(kept_tasks[i]), kept_tasks[i] = NULL;",
                      f"  for (int i = 0; i < 5000 && ({prefix}_live().handles || {prefix}_live().owners); ++i) nanosleep(&(struct timespec){{0, 1000000}}, NULL);"]
        return lines

    def takers(self) -> list[str]:
        """take_<outcome>() ends a task in one way or another."""
        prefix = self.interface.prefix
        lines = [f"static void take_{f['symbol']}(pgl_task *task);" for f in self.interface.outcomes]
        if not lines:
            return []
        lines += ["enum { KEPT = 8 };", "static pgl_task *kept_tasks[KEPT];", ""]
        for outcome in self.interface.outcomes:
            arguments = ["task" if p["role"] == "task" else "&owner" if p["role"] == "owner" else "&out" for p in outcome["params"]]
            lines += [f"static MAYBE_UNUSED void take_{outcome['symbol']}(pgl_task *task) {{", *self.outputs(outcome), "  pgl_bool done = 0;",
                      "  pgl_task **place = &kept_tasks[draw() % KEPT], *other = *place;", "  switch (pooling ? draw() % 6 : 5) {",
                      f"    case 0: {prefix}_task_free(task); return;", f"    case 1: {prefix}_task_free(other); *place = task; return;",
                      "    case 2: {  /* woken once, if that was taken */", "      void *user = give_user();",
                      f"      if ({prefix}_task_on_done(task, host_release, user, &done) != PGL_OK || done) host_release(user);", "      break;", "    }",
                      "    case 3: *place = task; task = other; break;  /* of any function, or none */", "    case 4: break;",
                      f"    default: {prefix}_task_cancel(task);", "  }",
                      f"  if ({outcome['symbol']}({', '.join(arguments)}) == PGL_OK) {{ {self.accept(outcome)}}} else read_error();",
                      f"  {prefix}_task_free(task);", "}", ""]
        return lines

    # ---- calls ----

    def type_name(self, param: Json) -> str:
        name: str = self.types[param["type"]]["name"]
        return name

    def is_handle(self, param: Json) -> bool:
        return self.types[param["type"]]["shape"] in ("handle", "nullable")

    def consumes(self, function: Json) -> bool:
        """Takes an object away from its handle."""
        return any(p["type"].get("ownership") == "unique" for p in self.interface.source(function)["params"])

    def argument(self, function: Json, param: Json, rich: bool) -> str:
        """A good argument as C wants it."""
        if param["role"] == "user":
            return "give_user()"
        if param["role"] == "task":
            return "&task"
        if param["role"] == "methods":
            return f"&host_{self.interface.methods_of(function)}{'_collected' if rich else ''}"
        if param.get("has_default") and not rich:
            return "NULL"
        return self.passed(param, self.values.good(param["type"], rich, self.interface.model_type(function, param)))

    def passed(self, param: Json, value: str) -> str:
        return array(self.types[param["type"]]["name"], value) if param["by_pointer"] else value

    def guarded(self, statement: str, texts: Iterable[str], otherwise: str = "") -> list[str]:
        """The statement, if all handles that the texts mention are there."""
        needed = sorted({name for text in texts for name in re.findall(r"\blive_\w+", text)})
        return [f"  if ({' && '.join(needed)}) {statement}{otherwise}" if needed else f"  {statement}"]

    def outputs(self, function: Json) -> list[str]:
        """Declares what the function writes to."""
        lines = []
        for param in function["params"]:
            if param["role"] == "result":
                name = self.types[param["type"]]["name"]
                lines.append(f"  {name}{'' if name.endswith('*') else ' '}out;")
            elif param["role"] == "owner":
                lines.append("  pgl_owner *owner;")
            elif param["role"] == "task" and "outcome" in function:
                lines.append("  pgl_task *task = NULL;")
        return lines

    def accept(self, function: Json) -> str:
        """Reads and releases what a call that succeeded gave."""
        roles = {p["role"] for p in function["params"]}
        if "outcome" in function:
            now = self.accept(self.interface.outcomes[function["outcome"]])
            return f"if (task) take_{self.interface.outcomes[function['outcome']]['symbol']}(task); else {{ {now}}} "
        return (f"read_{function['result']}(&out); " if "result" in roles else "") + ("pgl_release(owner); " if "owner" in roles else "")
