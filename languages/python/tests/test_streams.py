from __future__ import annotations

import asyncio
import gc
import importlib
import threading
import time
from collections.abc import AsyncIterator, Iterator

import pytest
import streams
from streams import Album, Channel, I32Stream, NotFound, Song


def settle() -> None:
    """C++ lets go in its own time, a moment after it has told."""
    gc.collect()
    live = importlib.import_module("streams._streams")._live
    for _ in range(2000):
        if live() == (0, 0) and streams.alive() == 0:
            return
        time.sleep(0.001)
    assert live() == (0, 0) and streams.alive() == 0


def test_one_by_one() -> None:
    before = streams.made()
    numbers = streams.count(1, 1000)
    assert isinstance(numbers, I32Stream) and isinstance(numbers, Iterator)
    assert streams.made() == before
    assert next(numbers) == 1
    assert streams.made() == before + 1
    assert sum(numbers) == 500499
    assert streams.alive() == 0
    assert list(numbers) == [] and next(numbers, None) is None
    with pytest.raises(StopIteration):
        next(numbers)
    assert list(streams.squares(5)) == [1, 4, 9, 16]
    assert [word.upper() for word in streams.words("one two three")] == ["ONE", "TWO", "THREE"]


def test_closed_early() -> None:
    for number in streams.count(1, 1000):
        if number == 3:
            break
    gc.collect()
    assert streams.alive() == 0
    with streams.count(1, 3) as numbers:
        assert next(numbers) == 1
        assert streams.alive() == 1
    assert streams.alive() == 0
    with pytest.raises(ValueError):
        next(numbers)
    numbers.close()


def test_errors_in_the_middle() -> None:
    songs = streams.songs(["first", "nothing", "third"])
    assert next(songs) == Song("first", 5)
    with pytest.raises(NotFound, match="no song is called nothing") as caught:
        next(songs)
    assert caught.value.name == "nothing"
    assert list(songs) == []
    with pytest.raises(TypeError):
        streams.songs([1])  # type: ignore[list-item]


def test_objects() -> None:
    album = Album([Song("a", 1), Song("b", 0)])
    songs, singles, lengths = album.songs(), album.singles(), album.lengths()
    album.close()
    assert [song.title for song in songs] == ["a", "b"]
    assert list(lengths) == [1, None]
    assert [list(single.songs()) for single in singles] == [[Song("a", 1)], [Song("b", 0)]]
    with pytest.raises(ValueError):
        album.songs()


def test_many_threads_share_one() -> None:
    numbers = streams.count(1, 2000)
    seen: list[int] = []

    def take() -> None:
        while True:
            try:
                seen.append(next(numbers))
            except StopIteration:
                return
            except ValueError:  # it is giving one already
                pass

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(seen) == list(range(1, 2001))
    del numbers
    settle()


def test_in_time() -> None:
    async def main() -> None:
        before = streams.made()
        ticks = streams.ticks(10)
        assert isinstance(ticks, AsyncIterator)
        assert await anext_of(ticks) == 1
        assert streams.made() == before + 1
        assert [tick async for tick in ticks] == list(range(2, 11))
        assert streams.alive() == 0
        assert [tick async for tick in ticks] == []
        with pytest.raises(StopAsyncIteration):
            await anext_of(ticks)

    asyncio.run(main())
    settle()


async def anext_of(ticks: AsyncIterator[int]) -> int:
    return await ticks.__anext__()


def test_errors_in_time() -> None:
    async def main() -> None:
        found = []
        with pytest.raises(NotFound) as caught:
            async for song in streams.search(["first", "second", "nothing", "last"]):
                found.append(song.title)
        assert found == ["first", "second"]
        assert caught.value.name == "nothing"

    asyncio.run(main())
    settle()


def test_who_wants_no_more() -> None:
    async def main() -> None:
        # one element, by cancelling whoever waits for it
        stopped = streams.stopped()
        numbers = streams.until_stopped()
        assert await anext_of(numbers) == 1
        with pytest.raises(asyncio.TimeoutError):
            await asyncio.wait_for(numbers.__anext__(), 0.01)
        assert [number async for number in numbers] == []
        while streams.stopped() == stopped:
            await asyncio.sleep(0.001)
        # all of it: by leaving the loop, by closing it, and while an element is on its way
        async for number in streams.until_stopped():
            assert number == 1
            break
        numbers = streams.until_stopped()
        assert await anext_of(numbers) == 1
        await numbers.aclose()
        with pytest.raises(ValueError):
            await numbers.__anext__()
        numbers = streams.until_stopped()
        assert await anext_of(numbers) == 1
        waiting = asyncio.ensure_future(numbers.__anext__())
        await asyncio.sleep(0.001)
        with pytest.raises(ValueError):
            await numbers.__anext__()
        await numbers.aclose()
        with pytest.raises(StopAsyncIteration):
            await waiting

    asyncio.run(main())
    settle()


def test_from_elsewhere() -> None:
    async def main() -> None:
        channel = Channel()
        heard = channel.listen()
        waiting = asyncio.ensure_future(heard.__anext__())
        await asyncio.sleep(0)

        def talk() -> None:
            for i in range(100):
                channel.send(str(i))
            channel.finish()

        threading.Thread(target=talk).start()
        assert await waiting == "0"
        assert [int(text) async for text in heard] == list(range(1, 100))

    asyncio.run(main())
    settle()
