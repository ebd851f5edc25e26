"""Objects, records and containers that several threads use at once: an answer or a typed error, never more."""

from __future__ import annotations

import copy
import gc
import importlib
import os
import pickle
import sys
import threading
import time
from collections.abc import Callable, Iterator
from typing import Any

import pytest

needed = {"classes", "maps", "ownership", "records", "sequences", "strings"}
if not needed <= set(os.environ.get("POLYGLUE_CASES", "").split()):
    pytest.skip(f"needs {', '.join(sorted(needed))}", allow_module_level=True)
classes, maps, ownership, records, sequences, strings = (importlib.import_module(name) for name in sorted(needed))

SECONDS = 0.3
# What another thread's change may lead to.
EXPECTED = (ValueError, IndexError, RuntimeError)


@pytest.fixture(autouse=True)
def switch_often() -> Iterator[None]:
    interval = sys.getswitchinterval()
    sys.setswitchinterval(1e-6)
    extensions = [importlib.import_module(f"{name}._{name}") for name in sorted(needed)]
    before = [extension._live() for extension in extensions]
    yield
    sys.setswitchinterval(interval)
    gc.collect()
    assert [extension._live() for extension in extensions] == before


def together(*actions: Callable[[], Any], expected: tuple[type[BaseException], ...] = EXPECTED) -> None:
    """Each action again and again in two threads, all at once."""
    unexpected: list[BaseException] = []
    ready = threading.Barrier(2 * len(actions))

    def repeat(action: Callable[[], Any]) -> None:
        ready.wait(10)
        end = time.monotonic() + SECONDS
        while time.monotonic() < end and not unexpected:
            for _ in range(20):
                try:
                    action()
                except expected:
                    pass
                except BaseException as error:
                    unexpected.append(error)

    threads = [threading.Thread(target=repeat, args=(action,)) for action in actions for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(30)
        assert not thread.is_alive()
    assert not unexpected, unexpected[:3]


def test_one_record() -> None:
    drawing = records.Drawing("a", [records.Line()], ["x"])

    def change() -> None:
        drawing.title = f"title {time.monotonic()}"
        drawing.lines = [records.Line(to=records.Point(1, 2)) for _ in range(3)]
        drawing.tags = [f"tag {i}" for i in range(3)]
        drawing.origin = records.Point(3, 4)

    together(change, lambda: records.retitled(drawing, "b"), lambda: repr(drawing), lambda: drawing == records.Drawing(),
             lambda: copy.copy(drawing), lambda: pickle.loads(pickle.dumps(drawing)))


def test_one_plain_record() -> None:
    point = records.Point(1, 2)

    def change() -> None:
        point.x, point.y = 3.0, 4.0

    together(change, lambda: records.mirrored(point), lambda: point == records.Point(3, 4), lambda: repr(point))


def test_one_list() -> None:
    numbers, texts, points = [1.0] * 50, ["text"] * 50, [sequences.Point(1, 2)] * 50

    def change() -> None:
        numbers[:] = [float(i) for i in range(len(numbers) % 50 + 1)]
        texts[:] = [f"text {i}" for i in range(len(texts) % 50 + 1)]
        points[:] = [sequences.Point(i, i) for i in range(len(points) % 50 + 1)]

    together(change, lambda: sequences.sum(numbers), lambda: sequences.reversed(texts), lambda: sequences.moved(points, 1))


def test_one_dict() -> None:
    words: dict[str, int] = {}

    def change() -> None:
        words.clear()
        words.update({f"word {i}": i for i in range(20)})

    together(change, lambda: maps.sum_values(words))


def test_one_array() -> None:
    array = sequences.range(1000)
    shared = [iter(array)]

    def consume() -> None:
        for _ in range(30):
            if next(shared[0], None) is None:
                shared[0] = iter(array)

    together(consume, lambda: array[10:20].tolist(), lambda: sequences.sum(array), lambda: memoryview(array).tolist()[:3],
             lambda: array == list(array))


def test_one_object() -> None:
    series, label, counter = sequences.Series([1, 2]), strings.Label("a"), classes.Counter(0)
    together(lambda: series.append(1) if len(series.values()) < 5000 else None, lambda: series.values(), lambda: series.points(),
             lambda: label.set_text("text" * 20), lambda: label.text(), lambda: counter.add(1), lambda: counter.value())
    assert set(series.values().tolist()) == {1.0, 2.0} and label.text() in ("a", "text" * 20)


def test_parents_and_children() -> None:
    library = ownership.Library("L")
    library.add(ownership.Book("one"))

    def read() -> None:
        library.first().title()

    together(read, lambda: library.first().set_title("a" * 30), lambda: library.find("x"), lambda: library.size())
    library.close()


def test_open_and_close() -> None:
    box = [classes.Counter(0)]

    def replace() -> None:
        old, box[0] = box[0], classes.Counter(1)
        old.close()

    together(replace, lambda: box[0].increment(), lambda: box[0].add(2), lambda: box[0].close(), lambda: repr(box[0]))
    box[0].close()
