from __future__ import annotations

import asyncio
import gc
import importlib
import inspect
import subprocess
import sys
import time
from collections.abc import Coroutine
from typing import Any

import pytest
import tasks
from tasks import Barrier, NotFound, Player, Song


def settle() -> None:
    """C++ lets go in its own time, a moment after it has told."""
    gc.collect()
    live = importlib.import_module("tasks._tasks")._live
    for _ in range(2000):
        if live() == (0, 0):
            return
        time.sleep(0.001)
    assert live() == (0, 0)


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
