"""Node.js: builds each case's npm package as an author would, installs the tarball as a user would and runs the case's
test in it; then checks the declarations and the test's own use of them with tsc --strict."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "js" / "tests"))

import npm  # noqa: E402
from harness import Case, Count, main  # noqa: E402

# Nobody times the tests: what optimisation costs is better spent on more of them. The runtime's namespace, which every
# library has its own of, is shared, so that ccache compiles the runtime once.
FAST = {"POLYGLUE_LTO": "0", "POLYGLUE_FLAGS": "-O1 -UPOLYGLUE_LIBRARY -DPOLYGLUE_LIBRARY=cases"}


def test(case: Case) -> Count:
    user = npm.install(case, FAST)
    names = [name for name in (f"{case.name}.test.mjs", f"{case.name}.threads.test.mjs") if (HERE / name).exists()]
    steps = npm.Steps(case)
    for name in names:
        steps.add(npm.run_tests(case, user, HERE / name))
    package = npm.package_of(user)
    steps.add(npm.check_types(case, user, *names, package / "index.d.ts", package / "index.d.mts"))
    steps.add(npm.check_style(case, user, "index.js", "index.mjs", "index.d.ts", "index.d.mts"))
    return steps.done()


if __name__ == "__main__":
    sys.exit(main("node", test, npm.setup))
