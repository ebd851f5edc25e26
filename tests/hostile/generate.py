"""Writes a hostile C caller for a library from what `polyglue model` prints. It knows no feature by name:
all comes from the shapes of the lowered interface.

Excluded, as in docs/safety.md: wrong pointers that are not null, and false lengths that a machine could have.
"""

from __future__ import annotations

import json
import sys

from callbacks import host_functions
from common import Common
from faults import faults
from interface import Interface, Json
from races import races
from sequences import random_calls
from wrong import wrong_calls

MAIN = """
int main(int argc, char **argv) {
  const char *what = argc > 1 ? argv[1] : "";
  const long amount = argc > 2 ? atol(argv[2]) : 0;
  if (argc > 3) seed = strtoull(argv[3], NULL, 10);
  if (!strcmp(what, "wrong")) wrong_calls();
  else if (!strcmp(what, "random")) random_calls(amount);
  else if (!strcmp(what, "faults")) failing_calls();
  else if (!strcmp(what, "races")) closing_races((int)amount);
  else return fprintf(stderr, "usage: hostile wrong | random CALLS [SEED] | faults | races ROUNDS\\n"), 2;
  printf("%ld passed, %ld failed\\n", passed, failed);
  return failed != 0;
}
"""


def program(document: Json) -> str:
    common = Common(Interface(document))
    parts = [common.head(), host_functions(common), common.takers(), common.makers(), random_calls(common), wrong_calls(common), faults(common), races(common)]
    return "\n".join(line for part in parts for line in part) + MAIN


def main() -> int:
    if len(sys.argv) != 3:
        print("usage: generate.py model.json hostile.c", file=sys.stderr)
        return 2
    with open(sys.argv[1], encoding="utf-8") as source:
        document = json.load(source)
    with open(sys.argv[2], "w", encoding="utf-8") as target:
        target.write(program(document))
    return 0


if __name__ == "__main__":
    sys.exit(main())
