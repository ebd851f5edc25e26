"""Allocations that fail and exceptions of every kind, at every point of every function: the n-th allocation
throws std::bad_alloc, another exception or something that is no exception at all, for every n there is."""

from __future__ import annotations

from common import Common
from interface import Json


def faults(common: Common) -> list[str]:
    # Where the result comes later, so may the failure.
    functions = [f for f in common.interface.functions if f["fallible"] and "outcome" not in f]
    lines = [line for f in functions for line in one_function(common, f)]
    lines += [
        "static void fault(pgl_status (*call)(enum fault, long, int, int *), const char *name) {",
        "  int hit = 0;",
        "  call(FAULT_NONE, 0, 0, &hit);  /* what is made once only */",
        "  pgl_status usual = call(FAULT_NONE, 0, 0, &hit);",
        "  for (int kind = FAULT_MEMORY; kind <= FAULT_NUMBER; ++kind) {",
        "    for (int on = 0; on <= (kind == FAULT_MEMORY); ++on) {",
        "      hit = 1;",
        "      for (long n = 1; hit && n < 10000; ++n) {",
        "        const pgl_status status = call((enum fault)kind, n, on, &hit);",
        "        int good = status == usual || status == PGL_ERROR_MEMORY || (kind != FAULT_MEMORY && status == PGL_ERROR_UNEXPECTED);",
        "        /* What the calls before did to the object may have changed the answer. */",
        "        if (!good) usual = call(FAULT_NONE, 0, 0, &good), good = status == usual;",
        '        if (!good) printf("kind %d, allocation %ld: status %d\\n", kind, n, (int)status);',
        '        expect_true(good, name, "an allocation that fails is a failure of the call");',
        "      }",
        '      expect_true(!hit, name, "succeeds in the end");',
        "    }",
        "  }",
        "}", "", "static void failing_calls(void) {", "  begin();"]
    for function in functions:
        texts = [common.argument(function, p, True) for p in function["params"] if p["role"] in ("self", "argument")]
        lines += common.guarded(f'fault(&fault_{function["symbol"]}, "{function["symbol"]}");', texts)
    return [*lines, "  end();", "}", ""]


def one_function(common: Common, function: Json) -> list[str]:
    symbol = function["symbol"]
    arguments = ["&owner" if p["role"] == "owner" else "&out" if p["role"] == "result" else common.argument(function, p, True)
                 for p in function["params"]]
    return [f"static pgl_status fault_{symbol}(enum fault fault, long n, int on, int *hit) {{", *common.outputs(function), "  renew();",
            "  fault_arm(fault, n, on);", f"  const pgl_status status = {symbol}({', '.join(arguments)});", "  *hit = fault_disarm();",
            f"  if (status == PGL_OK) {{ {common.accept(function)}}} else read_error();", "  return status;", "}", ""]
