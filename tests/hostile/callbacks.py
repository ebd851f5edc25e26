"""Functions given to the library: they read what they get to the last byte and answer well or, among random calls, in
every bad way there is. Each is counted, and so is each error object: all are released once, none is left."""

from __future__ import annotations

from common import Common
from interface import Json
from values import Bad

BAD_ONES = 6

HEAD = """static int pooling;
static long functions_given, functions_released, errors_given, errors_released;
static MAYBE_UNUSED void count_one(long *counter) { __atomic_add_fetch(counter, 1, __ATOMIC_RELAXED); }
static MAYBE_UNUSED void *give_user(void) { count_one(&functions_given); return calloc(1, 1); }
static MAYBE_UNUSED void host_release(void *user) { count_one(&functions_released); free(user); }
static long holds;
static MAYBE_UNUSED void host_hold(void *user) { (void)user; count_one(&holds); }
static MAYBE_UNUSED void host_let_go(void *user) { (void)user; __atomic_sub_fetch(&holds, 1, __ATOMIC_RELAXED); }
static MAYBE_UNUSED void *give_error(void) { count_one(&errors_given); return calloc(1, 1); }
static MAYBE_UNUSED void host_release_error(void *error) { count_one(&errors_released); free(error); }
"""


def host_functions(common: Common) -> list[str]:
    interface = common.interface
    if not interface.calls_hosts():
        return HEAD.splitlines() if interface.outcomes else []
    lines = [*HEAD.splitlines(), "", *failing(common)]
    if interface.has_promises:
        lines += ["static pgl_promise *kept_promises[8];", "static void host_ended(void *user, pgl_bool cancelled) { (void)cancelled; host_release(user); }", ""]
    for callback in interface.callbacks:
        lines += one_function(common, callback["name"], callback["call"])
    for each in interface.interfaces:
        lines += methods(common, each)
    return lines


def methods(common: Common, interface: Json) -> list[str]:
    """All methods, those alone that must be there, and the same for a `user` that is collected; and bad ones."""
    name, lines = interface["name"], []
    for method in interface["methods"]:
        lines += one_function(common, f"{name}_{method['call']['name']}", method["call"], method.get("resolve"))
    every = [f"host_{name}_{m['call']['name']}" for m in interface["methods"]]
    pure = [text if m["is_pure"] else "NULL" for m, text in zip(interface["methods"], every)]
    forms = {"": ("host_release, NULL, NULL", every), "_pure": ("host_release, NULL, NULL", pure), "_collected": ("host_release, host_hold, host_let_go", every),
             "_half": ("host_release, host_hold, NULL", every)}
    lines += [f"static MAYBE_UNUSED const {name} host_{name}{form} = {{{{sizeof({name}), {common_part}}}{''.join(', ' + f for f in functions)}}};"
              for form, (common_part, functions) in forms.items()]
    return [*lines, f"static MAYBE_UNUSED const {name} host_{name}_small = {{.common = {{sizeof(pgl_methods), NULL, NULL, NULL}}}};", ""]


def failing(common: Common) -> list[str]:
    """host_fail() says one thing or another, true or not, and returns a status that may fit."""
    prefix, message = common.interface.prefix, "draw() % 2 ? (pgl_str){\"why\", 3} : (pgl_str){\"\\xff\", 1}"
    ways = ["return (pgl_status)draw();", "return -(pgl_status)(draw() % 20);", f"return {prefix}_require(NULL, 1);",
            f"return {prefix}_fail((pgl_status)draw(), {message}, NULL);", f"return {prefix}_fail(PGL_OK, (pgl_str){{NULL, 7}}, NULL);",
            f"return {prefix}_fail_host({message}, give_error(), host_release_error);",
            f"{prefix}_fail_host({message}, give_error(), host_release_error); return (pgl_status)(draw() % 3) - 1;",
            f"{prefix}_fail_host({message}, give_error(), host_release_error); return {prefix}_fail(PGL_ERROR_IO, {message}, NULL);"]
    for error in common.interface.errors:
        if "payload" not in error:
            ways.append(f"return {prefix}_fail({error['constant']}, {message}, NULL);")
            continue
        name = common.types[error["payload"]]["name"]
        values = [common.values.good(error["payload"], True), *(bad.c for bad in some(list(common.values.bad(error["payload"]))))]
        ways += [f"{{ const {name} fields = {value}; return {prefix}_fail({error['constant']}, {message}, &fields); }}" for value in values]
    lines = ["static pgl_status host_fail(void) {", f"  switch (draw() % {len(ways)}) {{"]
    lines += [f"    case {n}: {way}" for n, way in enumerate(ways[:-1])]
    return [*lines, f"    default: {ways[-1]}", "  }", "}", ""]


def some(bad: list[Bad]) -> list[Bad]:
    return bad[:: max(1, len(bad) // BAD_ONES)][:BAD_ONES]


def declared(name: str, what: str, by_pointer: bool) -> str:
    if by_pointer:
        return f"const {name} *{what}"
    return f"{name}{'' if name.endswith('*') else ' '}{what}"


def resolving(common: Common, resolve: Json) -> list[str]:
    """A method whose result comes later: now, later, wrong, never, or another one's."""
    prefix, message = common.interface.prefix, "(pgl_str){\"why\", 3}"
    values = [p for p in resolve["params"] if p["role"] == "argument"]
    good = [common.passed(p, common.values.good(p["type"], True)) for p in values]
    bad = [common.passed(p, b.c) for p in values for b in some(list(common.values.bad(p["type"])))]
    give = [f"{resolve['symbol']}({', '.join(['promise', *one])})" for one in ([good] + [[b] for b in bad])]
    lines = ["if (pooling) {", "  pgl_promise **place = &kept_promises[draw() % 8];", f"  switch (draw() % {len(bad) + 9}) {{",
             f"    case 0: {prefix}_promise_free(promise); return PGL_OK;", f"    case 1: {prefix}_promise_fail(promise, (pgl_status)draw(), {message}, NULL); return PGL_OK;",
             f"    case 2: {prefix}_promise_fail_host(promise, {message}, give_error(), host_release_error); return host_fail();",
             "    case 3: {", "      void *listener = give_user();", f"      if ({prefix}_promise_on_end(promise, host_ended, listener) != PGL_OK) host_release(listener);",
             "    }  /* fall through */", f"    case 4: {prefix}_promise_free(__atomic_exchange_n(place, promise, __ATOMIC_ACQ_REL)); return PGL_OK;",
             "    case 5: promise = __atomic_exchange_n(place, promise, __ATOMIC_ACQ_REL); break;",
             f"    case 6: {give[0]}; {give[0]}; return host_fail();"]
    lines += [f"    case {n + 7}: {one}; break;" for n, one in enumerate(give[1:])]
    return [*lines, "    default: break;", "  }", "}", f"{give[0]};", f"{prefix}_promise_free(promise);", "return PGL_OK;"]


def one_function(common: Common, named: str, call: Json, resolve: Json | None = None) -> list[str]:
    params = ["void *user"]
    body = ["read_memory(user, 1);"]
    for n, param in enumerate(call["params"]):
        if param["role"] == "promise":
            params.append("pgl_promise *promise")
            continue
        params.append(declared(common.type_name(param), f"a{n}", param["by_pointer"]))
        body.append(f"read_{param['type']}({'' if param['by_pointer'] else '&'}a{n});")
    if resolve:  # what is no failure leaves the promise to us
        body += ["if (pooling && draw() % 4 == 0) {", "  const pgl_status status = host_fail();",
                 f"  if (status == PGL_OK) {common.interface.prefix}_promise_free(promise);", "  return status;", "}"]
    else:
        body.append("if (pooling && draw() % 4 == 0) return host_fail();")
    result = call.get("result")
    if resolve:
        body += resolving(common, resolve)
    elif result is None:
        body.append("return PGL_OK;")
    else:
        name = common.types[result]["name"]
        good = common.values.good(result, True)
        bad = [b.c for b in some(list(common.values.bad(result)))]
        if not call["hands_back"]:
            params.append(f"{name} *out")
            body += [f"if (pooling) switch (draw() % {2 * len(bad) + 2}) {{", "  case 0: return PGL_OK;"]
            body += [f"  case {n + 1}: *out = {c}; return PGL_OK;" for n, c in enumerate(bad)]
            body += ["  default: break;", "}", f"*out = {good};", "return PGL_OK;"]
        else:
            by_pointer = call["ret_by_pointer"]
            params += [f"pgl_status (*ret)(void *into, {declared(name, 'value', by_pointer)})", "void *into"]
            give = [f"ret(into, {common.passed({'type': result, 'by_pointer': by_pointer}, c)})" for c in [good, *bad]]
            body += [f"if (pooling) switch (draw() % {2 * len(bad) + 6}) {{", "  case 0: return PGL_OK;",
                     f"  case 1: return {give[0].replace('into', 'NULL', 1)};", f"  case 2: {give[0]}; return {give[0]};",
                     f"  case 3: {give[0]}; return host_fail();"]
            body += [f"  case {n + 4}: {c}; return (pgl_status)(draw() % 2) - 1;" for n, c in enumerate(give[1:])]
            body += ["  default: break;", "}", f"return {give[0]};"]
    return [f"static MAYBE_UNUSED pgl_status host_{named}({', '.join(params)}) {{", *("  " + line for line in body), "}", ""]
