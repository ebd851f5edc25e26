"""WebAssembly: builds each case's npm package as an author would and installs the tarball as a user would. Then the tests
of Node.js run in it, the same files: once as Node.js finds the package, and once with the ES modules that browsers get.
What is true of WebAssembly alone is tested here, in <case>.test.mjs."""

from __future__ import annotations

import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE.parents[1] / "js" / "tests"))

import npm  # noqa: E402
from harness import Case, Count, main  # noqa: E402

NODE = HERE.parents[1] / "node" / "tests"
# Nobody times the tests. The runtime's namespace is shared, so that ccache compiles the runtime once.
FAST = {"POLYGLUE_FLAGS": "-O1 -UPOLYGLUE_LIBRARY -DPOLYGLUE_LIBRARY=cases"}
BROWSER = "--conditions=browser"
OPTIONS = npm.wasm_options()


def test(case: Case) -> Count:
    case.env["HOST"] = "wasm"
    # Installed under the name that the package for Node.js has: the two are interchangeable.
    user = npm.install(case, FAST, case.config["library"]["name"])
    name = f"{case.name}.test.mjs"
    steps = npm.Steps(case)
    steps.add(npm.run_tests(case, user, NODE / name, *OPTIONS))
    if "require(" not in (NODE / name).read_text():  # which is no way to get ES modules
        steps.add(npm.run_tests(case, user, NODE / name, BROWSER, *OPTIONS))
    package = npm.package_of(user)
    steps.add(npm.check_types(case, user, name, package / "index.d.ts", package / "index.d.mts"))
    if (HERE / name).exists():
        steps.add(npm.run_tests(case, user, HERE / name, BROWSER, *OPTIONS))
    steps.add(npm.check_style(case, user, "index.js", "index.mjs", "node.mjs", "index.d.ts", "index.d.mts"))
    return steps.done()


if __name__ == "__main__":
    sys.exit(main("wasm", test, npm.setup))
