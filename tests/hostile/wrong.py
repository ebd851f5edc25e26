"""Wrong calls: every function, every argument, every way to get it wrong, the other arguments good."""

from __future__ import annotations

from common import Common
from interface import Json, handle_class
from values import Bad


def mask(statuses: tuple[str, ...]) -> str:
    return " | ".join(f"ONE_OF(PGL_ERROR_{status})" for status in statuses)


def wrong_calls(common: Common) -> list[str]:
    functions = [f for f in common.interface.functions if f["fallible"]]
    lines = [line for f in functions for line in one_function(common, f)]
    lines += ["static void wrong_calls(void) {", "  begin();"]
    lines += [f"  renew(); wrong_{f['symbol']}();" for f in functions]
    return [*lines, "  end();", "}", ""]


def one_function(common: Common, function: Json) -> list[str]:
    symbol, params = function["symbol"], function["params"]
    roles = {p["role"] for p in params}
    lines = [f"static void wrong_{symbol}(void) {{", *common.outputs(function), "  pgl_status status;"]
    fill = "memset(&out, UNTOUCHED, sizeof out); " if "result" in roles else ""
    fill += "memset(&owner, UNTOUCHED, sizeof owner); " if "owner" in roles else ""
    for rich in (False, True):
        arguments = [good(common, function, p, rich) for p in params]
        # The C++ may fail on them, and its result may be no good; but the arguments are.
        lines += common.guarded(
            f"{{ renew(); status = {symbol}({', '.join(arguments)}); if (status == PGL_OK) {{ {common.accept(function)}}} else read_error(); "
            f'expect_true(status == PGL_OK || status == PGL_ERROR_INDEX || status == PGL_END || !blames_argument(), "{symbol}", "good arguments are accepted"); }}',
            arguments, f' else printf("{symbol}: no object to call it with\\n");')
    lines += ["  renew();", f"#define CALL(mask, what, ...) ({fill}status = __VA_ARGS__, expect_refused(status, mask, \"{symbol}\", what), \\"]
    kept = [f"untouched(&{name}, sizeof {name})" for role, name in (("result", "out"), ("owner", "owner")) if role in roles]
    lines[-1] = lines[-1].replace("; ", ", ")
    lines += [f"  expect_true(said(status){''.join(' && ' + k for k in kept)}, \"{symbol}\", what \": the error is told, outputs are left alone\"))"]
    simple = [good(common, function, p, False) for p in params]
    for i, bad in bad_arguments(common, function):
        arguments = [bad.c if n == i else text for n, text in enumerate(simple)]
        if params[i]["role"] == "methods" and not bad.c.endswith("_half"):
            arguments[i + 1] = "NULL"  # taken over only with methods that are some
        statement = f'CALL({mask(bad.statuses)}, "{bad.what}", {symbol}({", ".join(arguments)}));'
        if bad.unless:
            statement = f"if (!{bad.unless}) {statement}"
        lines += common.guarded(statement, arguments)
    lines.append("#undef CALL")
    for tag in sorted({handle_class(common.type_name(p)) for p in params if p["role"] in ("self", "argument") and common.is_handle(p)}):
        lines.append(f'  if (live_{tag}) expect_true({common.interface.prefix}_class_of(live_{tag}) != 0, "{symbol}", "a refused call takes nothing");')
    return [*lines, "}", ""]


def good(common: Common, function: Json, param: Json, rich: bool) -> str:
    if param["role"] == "owner":
        return "&owner"
    return "&out" if param["role"] == "result" else common.argument(function, param, rich)


def bad_arguments(common: Common, function: Json) -> list[tuple[int, Bad]]:
    cases: list[tuple[int, Bad]] = []
    for i, param in enumerate(function["params"]):
        name = param["name"]
        if param["role"] in ("result", "owner", "task"):
            cases.append((i, Bad(f"{name}: null", "NULL", ("NULL",))))
            continue
        if param["role"] == "user":
            continue
        if param["role"] == "methods":
            methods = f"&host_{common.interface.methods_of(function)}"
            cases += [(i, Bad(f"{name}: null", "NULL", ("NULL",))), (i, Bad(f"{name}: another size", f"{methods}_small", ("ARGUMENT",))),
                      (i, Bad(f"{name}: half a pair", f"{methods}_half", ("ARGUMENT",)))]
            continue
        if param["by_pointer"] and not param.get("has_default") and not common.interface.may_be_empty(common.types[param["type"]]):
            cases.append((i, Bad(f"{name}: null", "NULL", ("NULL",))))
        for bad in common.values.bad(param["type"], common.interface.model_type(function, param)):
            cases.append((i, bad.inside(name, common.passed(param, bad.c))))
    return cases
