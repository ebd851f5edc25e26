"""Several threads call the methods of objects while others close them. Methods that only read, as C++ lets
threads call those together; objects they return are used and closed by the thread that got them."""

from __future__ import annotations

from common import Common
from interface import Json, handle_class

OBJECTS = 16


def races(common: Common) -> list[str]:
    interface = common.interface
    lines, raced = [], []
    for cls in interface.classes:
        methods = [f for f in interface.functions if f.get("scope") in (cls["decl"], *cls["ancestors"]) and readable(common, f)]
        if methods:
            raced.append(cls["name"])
            lines += one_class(common, cls["name"], methods)
    if raced:
        lines[:0] = ["enum { THREADS = 4 };", "struct racer { int number; int rounds; };", "static pthread_barrier_t line;",
                     "static void race_all(void *(*racer)(void *), int rounds);", ""]
    lines += ["static void closing_races(int rounds) {", "  begin();"]
    if raced:
        lines += ["  pthread_barrier_init(&line, NULL, THREADS);"]
    lines += [f"  if (live_{tag}) race_all(&racer_{tag}, rounds);" for tag in raced]
    if not raced:
        lines += ["  (void)rounds; ++passed;  /* no objects */"]
    else:
        lines += ["  pthread_barrier_destroy(&line);"]
    lines += ["  end();", "}", ""]
    if raced:
        lines += ["static void race_all(void *(*racer)(void *), int rounds) {", "  pthread_t threads[THREADS];", "  struct racer racers[THREADS];",
                  "  for (int i = 0; i < THREADS; ++i) racers[i].number = i, racers[i].rounds = rounds, pthread_create(&threads[i], NULL, racer, &racers[i]);",
                  "  for (int i = 0; i < THREADS; ++i) pthread_join(threads[i], NULL);", "  ++passed;", "}", ""]
    return lines


def readable(common: Common, function: Json) -> bool:
    """A method that threads may call together, with arguments that need no object."""
    if "outcome" in function:
        return False
    source = common.interface.source(function)
    if not any(p["role"] == "self" for p in function["params"]) or not source["is_const"]:
        return False
    return "live_" not in " ".join(common.argument(function, p, True) for p in function["params"] if p["role"] == "argument")


def one_class(common: Common, tag: str, methods: list[Json]) -> list[str]:
    lines = [f"static {tag} *raced_{tag}[{OBJECTS}];"]
    for method in methods:
        owner_tag = handle_class(common.type_name(method["params"][0]))
        arguments = ["&out" if p["role"] == "result" else "&owner" if p["role"] == "owner" else
                     f"({owner_tag} *)self" if p["role"] == "self" else common.argument(method, p, True) for p in method["params"]]
        # What the result of a getter borrows may end at any time here, so only owned ones are read.
        accept = "" if method["borrows"] else common.accept(method)
        call = f"{method['symbol']}({', '.join(arguments)})"
        lines += [f"static void race_{tag}_{method['symbol']}({tag} *self) {{", *common.outputs(method)]
        lines += ["  (void)" + call + ";"] if not method["fallible"] else [
            f"  const pgl_status status = {call};", f"  if (status == PGL_OK) {{ {accept}}} else read_error();",
            '  if (status != PGL_OK && status != PGL_ERROR_CLOSED && status < 0 && status != PGL_ERROR_INDEX && status != PGL_ERROR_ARGUMENT && status != PGL_END)',
            f'    printf("FAIL {method["symbol"]}: status %d\\n", (int)status), abort();']
        lines += ["}", ""]
    lines += [f"static void *racer_{tag}(void *data) {{", "  const struct racer *self = data;", "  seed = 88172645463325252u + (uint64_t)self->number;",
              "  for (int round = 0; round < self->rounds; ++round) {",
              f"    if (self->number == round % THREADS) for (int i = 0; i < {OBJECTS}; ++i) raced_{tag}[i] = make_{tag}();",
              "    pthread_barrier_wait(&line);", f"    for (int i = 0; i < {OBJECTS}; ++i) {{",
              f"      {tag} *object = raced_{tag}[(i + self->number) % {OBJECTS}];",
              f"      switch (draw() % {len(methods)}) {{"]
    lines += [f"        case {n}: race_{tag}_{m['symbol']}(object); break;" for n, m in enumerate(methods)]
    lines += ["      }", f"      if ((round + i) % THREADS == self->number || draw() % 4 == 0) {tag}_free(object);", "    }",
              "    pthread_barrier_wait(&line);",
              f"    if (self->number == round % THREADS) for (int i = 0; i < {OBJECTS}; ++i) {tag}_free(raced_{tag}[i]);",
              "    pthread_barrier_wait(&line);", "  }", "  return NULL;", "}", ""]
    return lines
