"""The C header of examples/rox, word for word. The text is the product, so a change must be meant:

    languages/c/tests/golden.py --polyglue build/bin/polyglue [--bless]
"""

from __future__ import annotations

import argparse
import difflib
import subprocess
import sys
import tempfile
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parents[2]
GOLDEN = HERE / "golden" / "rox_c.h"


def generated(polyglue: str) -> str:
    config = (ROOT / "examples" / "rox" / "polyglue.toml").read_text()
    with tempfile.TemporaryDirectory() as folder:
        # The tool writes beside polyglue.toml, so a copy of it points back at the library.
        work = Path(folder) / "rox"
        work.mkdir()
        (work / "polyglue.toml").write_text(config)
        for entry in (ROOT / "examples" / "rox").iterdir():
            if entry.name not in ("polyglue.toml", "bindings", "dist"):
                (work / entry.name).symlink_to(entry)
        subprocess.run([polyglue, "generate", "c"], cwd=work, check=True, stdout=subprocess.DEVNULL)
        return (work / "bindings" / "c" / "include" / "rox_c.h").read_text()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--polyglue", default=str(ROOT / "build" / "bin" / "polyglue"))
    parser.add_argument("--bless", action="store_true", help="accept the new text; review it with git diff")
    options = parser.parse_args()
    text = generated(options.polyglue)
    if options.bless:
        GOLDEN.parent.mkdir(exist_ok=True)
        GOLDEN.write_text(text)
        return 0
    golden = GOLDEN.read_text()
    if text == golden:
        print("rox_c.h is as it was")
        return 0
    sys.stdout.writelines(difflib.unified_diff(golden.splitlines(True), text.splitlines(True), "golden/rox_c.h", "generated"))
    print("\nrox_c.h changed. If that is meant: languages/c/tests/golden.py --bless, and say why in the commit.")
    return 1


if __name__ == "__main__":
    sys.exit(main())
