"""Converts charts to every format and back. usage: convert.py OUTPUT_FOLDER CHART..."""

import sys
import time
from pathlib import Path

import rox


def convert(chart: rox.Chart, target: Path) -> int:
    """Writes a chart in every format, reads each file back and returns how many came back equal."""
    equal = 0
    for wanted in rox.Format:
        path = target.with_suffix(rox.extension(wanted))
        rox.encode_file(chart, path, wanted)
        equal += rox.decode_file(path) == chart
    return equal


def main(folder: Path, paths: list[Path]) -> int:
    start = time.perf_counter()
    notes = equal = 0
    for path in paths:
        chart = rox.decode_file(path)
        notes += len(chart)
        equal += convert(chart, folder / (path.stem + "-python"))

    try:
        rox.decode("this is no chart")
    except rox.UnknownFormat as error:
        print(f"refused, as it should be: {error}")

    seconds = time.perf_counter() - start
    print(f"{len(paths)} charts, {notes} notes, {equal} conversions equal, {seconds * 1000:.0f} ms")
    return 0 if equal == len(paths) * len(rox.Format) else 1


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1]), [Path(argument) for argument in sys.argv[2:]]))
