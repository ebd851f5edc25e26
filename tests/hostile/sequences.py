"""Random calls: any function, any arguments, good ones and bad ones, on objects that come and go. Every
status is right; what counts is that nothing breaks and that in the end nothing is left."""

from __future__ import annotations

from common import Common
from interface import Json, handle_class

POOL = 8
BAD_ONES = 8


def random_calls(common: Common) -> list[str]:
    interface = common.interface
    tags = [c["name"] for c in interface.classes]
    lines = ["static int pooling;"]
    for tag in tags:
        lines += [f"static {tag} *pool_{tag}[{POOL}];",
                  f"static void keep_{tag}({tag} *handle) {{",
                  f"  if (!pooling) {{ {tag}_free(handle); return; }}",
                  f"  {tag} **place = &pool_{tag}[draw() % {POOL}];",
                  f"  stale_{tag} = *place; {tag}_free(*place); *place = handle;", "}"]
    for tag in tags:
        others = [other for other in tags if other != tag]
        lines += [f"static MAYBE_UNUSED {tag} *any_{tag}(void) {{", f"  {tag} *own = pool_{tag}[draw() % {POOL}];", "  switch (draw() % 16) {",
                  "    case 0: return NULL;", f"    case 1: return stale_{tag};", f"    case 2: return ({tag} *)forged();",
                  f"    case 3: {tag}_free(own); return own;"]
        lines += [f"    case {4 + n}: return ({tag} *)pool_{other}[draw() % {POOL}];" for n, other in enumerate(others[:4])]
        lines += [f"    default: return {interface.prefix}_class_of(own) ? own : live_{tag};", "  }", "}"]
    lines.append("")
    for function in interface.functions:
        lines += step(common, function)
    lines += ["static void random_calls(long calls) {", "  begin(); pooling = 1;", "  for (long i = 0; i < calls; ++i) {", "    renew();",
              f"    switch (draw() % {max(1, len(interface.functions))}) {{"]
    lines += [f"      case {i}: random_{f['symbol']}(); break;" for i, f in enumerate(interface.functions)]
    lines += ["    }", "  }", "  pooling = 0;"]
    lines += [f"  for (int i = 0; i < {POOL}; ++i) {tag}_free(pool_{tag}[i]);" for tag in tags]
    return [*lines, "  ++passed; end();", "}", ""]


def step(common: Common, function: Json) -> list[str]:
    lines = [f"static void random_{function['symbol']}(void) {{", *common.outputs(function)]
    arguments, interface = [], common.interface
    for i, param in enumerate(function["params"]):
        if param["role"] in ("result", "owner", "task"):
            arguments.append({"result": "&out", "owner": "&owner", "task": "&task"}[param["role"]])
            continue
        if param["role"] in ("methods", "user"):
            # What is refused at once takes no `user` over.
            methods = f"host_{interface.methods_of(function)}"
            wrong = "which_methods == 0 ? NULL : which_methods == 1 ? "
            if param["role"] == "methods":
                lines.append("  const uint64_t which_methods = draw() % 8;")
                arguments.append(f"{wrong}&{methods}_small : which_methods == 2 ? &{methods}_half : which_methods == 3 ? &{methods}_pure : "
                                 f"which_methods < 6 ? &{methods}_collected : &{methods}")
            else:
                arguments.append("which_methods < 2 ? NULL : give_user()")
            continue
        name = common.type_name(param)
        if common.is_handle(param) and not param["by_pointer"]:
            # A shared object that an object keeps, and that borrows from that very object, would be a cycle.
            kept = (common.interface.model_type(function, param) or {}).get("ownership") == "shared"
            arguments.append(f"draw() % 4 ? live_{handle_class(name)} : stale_{handle_class(name)}" if kept else f"any_{handle_class(name)}()")
            continue
        model_type = common.interface.model_type(function, param)
        bad = [b.c for b in common.values.bad(param["type"], model_type)]
        bad = bad[:: max(1, len(bad) // BAD_ONES)][:BAD_ONES]
        choices = [*bad, common.values.good(param["type"], False, model_type), common.values.good(param["type"], True, model_type)]
        lines.append(f"  const uint64_t which{i} = draw() % {2 * len(choices)};")
        chosen = "".join(f"which{i} == {n} ? {c} : " for n, c in enumerate(choices[:-1])) + choices[-1]
        arguments.append(common.passed(param, chosen))
        if param["by_pointer"] and param.get("has_default"):
            arguments[-1] = f"draw() % 4 ? {arguments[-1]} : NULL"
    call = f"{function['symbol']}({', '.join(arguments)})"
    if function["fallible"]:
        lines.append(f"  if ({call} == PGL_OK) {{ {common.accept(function)}}} else read_error();")
    else:
        lines.append(f"  (void){call};")
    return [*lines, "}", ""]
