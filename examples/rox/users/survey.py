"""Looks at all charts of a folder behind a progress bar, and once more until told to stop. usage: survey.py FOLDER"""

import asyncio
import sys
import threading
from pathlib import Path

import rox


def show(done: int, total: int) -> None:
    """The bar. C++ calls it after each chart, in a thread of its own."""
    bar = "#" * (30 * done // total)
    print(f"\r[{bar:30}] {done} of {total}", end="\n" if done == total else "", file=sys.stderr, flush=True)


async def stop_early(folder: Path) -> int:
    """Cancels a survey at its first chart; how many charts it got to."""
    loop = asyncio.get_running_loop()
    begun = asyncio.Event()
    go_on = threading.Event()
    seen = 0

    def hold(done: int, total: int) -> None:
        nonlocal seen
        seen = done
        loop.call_soon_threadsafe(begun.set)
        go_on.wait()

    survey = asyncio.create_task(rox.survey(folder, hold))
    await begun.wait()
    survey.cancel()
    await asyncio.wait([survey])
    go_on.set()
    return seen if survey.cancelled() else -1


async def main(folder: Path) -> int:
    charts = await rox.survey(folder, show)
    summaries = [chart.result for chart in charts if isinstance(chart.result, rox.Summary)]
    peak = max((summary.peak_nps for summary in summaries), default=0.0)
    stopped = await stop_early(folder)
    print(f"{len(summaries)} charts surveyed, up to {peak:.0f} notes a second; stopped after {stopped}")
    return 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main(Path(sys.argv[1]))))
