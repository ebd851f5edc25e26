from __future__ import annotations

import asyncio
import gc
import importlib
import inspect
import os
import subprocess
import sys
import time
from collections.abc import Coroutine
from typing import Any

import pytest
import tasks
from tasks import Barrier, NotFound, Player, Song, Source


def settle() -> None:
    """C++ lets go in its own time, a moment after it has told."""
    gc.collect()
    live = importlib.import_module("tasks._tasks")._live
    for _ in range(2000):
        if live() == (0, 0):
            return
        time.sleep(0.001)
    assert live() == (0, 0)


def test_they_look_like_coroutine_functions() -> None:
    for function in (tasks.add, tasks.refuse):
        assert inspect.iscoroutinefunction(function)
        assert asyncio.iscoroutinefunction(function)
    assert str(inspect.signature(tasks.add)) == "(left, right)"
    assert tasks.add.__name__ == "add"


def test_finished_at_once() -> None:
    async def main() -> None:
        assert await tasks.add(2, 3) == 5
        with pytest.raises(TypeError):
            await tasks.add("a", 3)  # type: ignore[arg-type]
        with pytest.raises(NotFound, match="no song is called x") as caught:
            await tasks.refuse("x")
        assert caught.value.name == "x"

    asyncio.run(main())
    one = tasks.add(1, 2)  # needs no event loop
    with pytest.raises(StopIteration) as stopped:
        one.send(None)
    assert stopped.value.value == 3
    with pytest.raises(RuntimeError, match="awaited before"):
        one.send(None)


def test_values() -> None:
    async def main() -> None:
        assert await tasks.greet("Ada") == "hello Ada"
        assert await tasks.greet(name="Bob") == "hello Bob"
        assert await tasks.find("song") == Song("song", 180, ["a", "b"])
        await tasks.pause()
        assert await tasks.total([1, 2, 3]) == 6
        assert await tasks.twice(21) == 42
        assert await tasks.fetch("x") == Song("x", 60, [])
        assert await tasks.look_up("x") == Song("x", 60, [])

    asyncio.run(main())
    settle()


def test_errors() -> None:
    async def main() -> None:
        for function in (tasks.find, tasks.look_up):
            with pytest.raises(NotFound) as caught:
                await function("nothing")
            assert caught.value.name == "nothing"
        with pytest.raises(RuntimeError, match="without finishing"):
            await tasks.forget()

    asyncio.run(main())
    settle()


def test_is_a_coroutine() -> None:
    one = tasks.greet("Ada")
    assert isinstance(one, Coroutine)
    assert inspect.isawaitable(one)
    assert asyncio.run(one) == "hello Ada"
    tasks.greet("nobody waits").close()
    del one
    settle()


def test_many_in_flight() -> None:
    async def main() -> None:
        barrier = Barrier()
        waiting = [asyncio.create_task(barrier.pass_(i)) for i in range(1000)]
        await asyncio.sleep(0)
        waiting[3].cancel()
        await asyncio.sleep(0)
        assert barrier.open() == 1000
        barrier.close()
        got = await asyncio.gather(*waiting, return_exceptions=True)
        assert isinstance(got[3], asyncio.CancelledError)
        assert [x for i, x in enumerate(got) if i != 3] == [i for i in range(1000) if i != 3]

    asyncio.run(main())
    settle()


def test_cancelling_stops_the_library() -> None:
    async def main() -> None:
        before = tasks.stopped()
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(tasks.until_stopped(), 0.01)
        while tasks.stopped() == before:
            await asyncio.sleep(0.001)
        waits = asyncio.create_task(tasks.until_stopped())
        await asyncio.sleep(0)
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
        waits = asyncio.create_task(tasks.until_stopped())
        waits.cancel()  # before it has begun to wait
        with pytest.raises(asyncio.CancelledError):
            await waits
        while tasks.stopped() < before + 3:
            await asyncio.sleep(0.001)

    asyncio.run(main())
    settle()


def test_cancelled_too_late() -> None:
    async def main() -> None:
        barrier = Barrier()
        one = asyncio.create_task(barrier.pass_(7))
        await asyncio.sleep(0)
        barrier.open()
        assert await one == 7
        assert not one.cancel()

    asyncio.run(main())
    settle()


def test_objects() -> None:
    async def main() -> None:
        player = await Player.open("short")
        assert player.title() == "short"
        assert await player.play(5) == 5
        again = await player.again()
        longest = await Player.open("longest")
        comes = tasks.longer(player, longest)
        player.close()
        longest.close()  # both still used
        assert await comes == "longest"
        with pytest.raises(NotFound):
            await Player.open("nothing")
        with pytest.raises(ValueError, match="closed"):
            await player.play(1)
        again.close()

    asyncio.run(main())
    settle()


def test_progress_and_cancelling() -> None:
    async def main() -> None:
        seen: list[float] = []
        assert await tasks.analyse(["a", "b"], seen.append) == 360
        assert seen == [0.5, 1.0]
        running = asyncio.get_running_loop()
        begun = asyncio.Event()
        waits = asyncio.create_task(tasks.analyse(["x"] * 100_000, lambda _: running.call_soon_threadsafe(begun.set) and None))
        await begun.wait()
        before = tasks.stopped()
        waits.cancel()
        with pytest.raises(asyncio.CancelledError):
            await waits
        while tasks.stopped() == before:
            await asyncio.sleep(0.001)

        def tired(done: float) -> None:
            raise KeyError(done)

        with pytest.raises(KeyError):
            await tasks.analyse(["a"], tired)

    asyncio.run(main())
    settle()


def test_event_loops_come_and_go() -> None:
    async def leave() -> Any:
        barrier = Barrier()
        waits = asyncio.create_task(barrier.pass_(1))
        await asyncio.sleep(0)
        return barrier, waits

    for _ in range(3):
        barrier, waits = asyncio.run(leave())  # cancels what still waits
        assert waits.cancelled()
        barrier.open()
        barrier.close()
        del waits
    settle()


# ---- async methods that C++ awaits ----


class Own(Source):
    def __init__(self) -> None:
        super().__init__()
        self.flushed = 0
        self.said: list[str] = []

    async def fetch(self, name: str) -> Song:
        await asyncio.sleep(0)
        if name == "nothing":
            error = NotFound("none")
            error.name = name
            raise error
        return Song(name, 21, [])

    async def size(self) -> int:
        await asyncio.sleep(0)
        return 7

    async def flush(self) -> None:
        await super().flush()
        self.flushed += 1


class Waits(Own):
    async def fetch(self, name: str) -> Song:
        self.said.append("began")
        try:
            await asyncio.sleep(100)
        except asyncio.CancelledError:
            self.said.append("cancelled")
            raise
        return Song()

    async def size(self) -> int:
        return (await self.fetch("")).seconds


def test_cpp_awaits_methods_of_python() -> None:
    async def main() -> None:
        source = Own()
        assert await tasks.duration(source, ["a", "b"]) == 42 and source.flushed == 1
        assert await tasks.title_of(source, "nothing") == "no nothing"
        assert sum(await asyncio.gather(*(tasks.duration(source, ["x"] * 3) for _ in range(100)))) == 6300
        # Called by Python they are Python's.
        assert (await source.fetch("x")).seconds == 21 and await source.size() == 7
        assert await Source.size(source) == 0
        # From a thread of C++: in the event loop in which the object was made.
        assert await asyncio.gather(*(tasks.count(source) for _ in range(20))) == [7] * 20

    asyncio.run(main())
    with pytest.raises(TypeError, match="'fetch'"):
        Source()  # type: ignore[abstract]
    settle()


def test_what_methods_raise_comes_back() -> None:
    class Fails(Own):
        error = KeyError("mine")

        async def fetch(self, name: str) -> Song:
            raise self.error

    class Wrong(Own):
        async def fetch(self, name: str) -> Song:
            return 3  # type: ignore[return-value]

    class Plain(Own):
        def fetch(self, name: str) -> Song:  # type: ignore[override]
            return Song()

    async def main() -> None:
        with pytest.raises(KeyError) as caught:
            await tasks.duration(Fails(), ["a"])
        assert caught.value is Fails.error
        Fails.error.__traceback__ = None
        with pytest.raises(TypeError, match=r"^result of Source\.fetch\(\): expected Song, got int$"):
            await tasks.title_of(Wrong(), "x")
        with pytest.raises(TypeError, match=r"^result of Source\.fetch\(\): expected an awaitable, got tasks\.Song$"):
            await tasks.title_of(Plain(), "x")

    asyncio.run(main())
    own = Own()
    with pytest.raises(RuntimeError, match="no event loop"):  # none has ever run for it
        tasks.title_of(own, "x").send(None)
    del own
    settle()


def test_cancelling_reaches_methods_of_python() -> None:
    async def main() -> None:
        source = Waits()
        for call in (lambda: tasks.title_of(source, "x"), lambda: tasks.count(source)):
            source.said.clear()
            waits: asyncio.Task[Any] = asyncio.create_task(call())
            while not source.said:
                await asyncio.sleep(0.001)
            waits.cancel()
            with pytest.raises(asyncio.CancelledError):
                await waits
            while len(source.said) < 2:
                await asyncio.sleep(0.001)
            assert source.said == ["began", "cancelled"]

    asyncio.run(main())
    settle()


def test_an_event_loop_that_ends_ends_what_it_ran() -> None:
    source = None

    async def begin() -> Any:
        nonlocal source
        source = Waits()
        waits = tasks.count(source)
        while not source.said:
            await asyncio.sleep(0.001)
        return waits

    loop = asyncio.new_event_loop()
    waits = loop.run_until_complete(begin())
    loop.close()
    del loop
    gc.collect()

    async def end() -> None:
        with pytest.raises(RuntimeError, match="without finishing it"):
            await waits

    asyncio.run(end())
    del waits
    source = None
    settle()


def test_the_process_may_end_meanwhile() -> None:
    code = """
import asyncio, tasks
async def main():
    for _ in range(20):
        asyncio.ensure_future(tasks.greet("x"))
    one = tasks.until_stopped()
    asyncio.ensure_future(one)
    await asyncio.sleep(0)
    print("left", flush=True)
    asyncio.get_running_loop().stop()
loop = asyncio.new_event_loop()
loop.create_task(main())
loop.run_forever()
"""
    for _ in range(3):
        done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, timeout=60)
        assert (done.returncode, done.stdout) == (0, "left\n"), done.stderr


FORKING = """
import asyncio, os, sys, tasks

async def total():
    return await tasks.total([1, 2, 3])

assert asyncio.run(total()) == 6
for _ in range(5):
    child = os.fork()
    if not child:  # none of the library's threads exist here
        sys.exit(0 if asyncio.run(total()) == 6 else 1)
    assert os.waitpid(child, 0)[1] == 0
"""


@pytest.mark.skipif(not hasattr(os, "fork"), reason="fork")
def test_fork() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKING], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
