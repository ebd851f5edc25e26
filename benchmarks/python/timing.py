"""Interleaved timing: every statement in turn, many short rounds, so that a disturbance hits all alike.

The clock is the thread's own processor time: what other programs take of the machine is not counted.
"""
from __future__ import annotations

import asyncio
import gc
import itertools
import statistics
import time
from collections.abc import Callable
from dataclasses import dataclass, field

Loop = Callable[[int], float]

_TEMPLATE = """
{kind} loop(_count{parameters}):
    _iterator = _repeat(None, _count)
    _start = _clock()
    for _ in _iterator:
{body}
    return _clock() - _start
"""


#: Where statements that await something run; never closed, as what is measured may keep it.
_EVENTS = asyncio.new_event_loop()


def compile_loop(statement: str, names: dict[str, object]) -> Loop:
    """A function that runs `statement` n times and returns the seconds; `names` become its locals."""
    waits = "await " in statement
    body = "\n".join("        " + line for line in statement.splitlines())
    parameters = "".join(f", {name}={name}" for name in names)
    scope: dict[str, object] = {"_repeat": itertools.repeat, "_clock": time.thread_time, **names}
    exec(_TEMPLATE.format(kind="async def" if waits else "def", body=body, parameters=parameters), scope)
    loop: Callable[..., object] = scope["loop"]  # type: ignore[assignment]
    return (lambda count: _EVENTS.run_until_complete(loop(count))) if waits else loop  # type: ignore[arg-type,return-value]


@dataclass
class Times:
    """Nanoseconds per call, one figure per round."""
    rounds: list[float] = field(default_factory=list)

    @property
    def best(self) -> float:
        return min(self.rounds)

    @property
    def median(self) -> float:
        return statistics.median(self.rounds)

    def json(self) -> dict[str, object]:
        return {"min": self.best, "median": self.median, "max": max(self.rounds), "rounds": len(self.rounds)}


def calibrate(loop: Loop, seconds: float) -> int:
    """How often the statement runs in about `seconds`."""
    count = 1
    while (took := loop(count)) < seconds / 8:
        count = max(count * 2, int(count * seconds / 8 / max(took, 1e-9)))
    return max(1, int(count * seconds / took))


def interleave(loops: dict[str, Loop], *, rounds: int, seconds: float) -> dict[str, Times]:
    """Times all loops, `rounds` rounds, each round starting with another one."""
    counts = {name: calibrate(loop, seconds) for name, loop in loops.items()}
    times = {name: Times() for name in loops}
    order = list(loops)
    gc.disable()
    try:
        for _ in range(rounds):
            for name in order:
                times[name].rounds.append(loops[name](counts[name]) / counts[name] * 1e9)
            order.append(order.pop(0))
    finally:
        gc.enable()
    return times
