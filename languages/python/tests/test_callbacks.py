from __future__ import annotations

import gc
import os
import subprocess
import sys
import threading
import traceback
import weakref
from typing import Any

import callbacks
import pytest
from callbacks import Array, Bus, Counter, Guarded, Mood, Pair, Point, Refused, Tired


def wrong(function: object) -> Any:
    """For what mypy would refuse."""
    return function


class Mine(Exception):
    pass


def thrower(error: BaseException) -> Any:
    def throw(*args: object) -> object:
        raise error

    return throw


# ---- during the call ----


def test_during_the_call() -> None:
    assert callbacks.fold([1, 2, 3], 0.5, lambda left, right: left + right) == 6.5
    seen: list[int] = []
    callbacks.count_to(3, seen.append)
    assert seen == [0, 1, 2]
    assert callbacks.fold([], 4.0, thrower(Mine())) == 4.0
    callbacks.count_to(2, visit=seen.append)
    assert seen == [0, 1, 2, 0, 1]


def test_any_callable_and_nothing_else() -> None:
    class Adder:
        def __call__(self, left: int, right: float) -> float:
            return left + right

        def add(self, left: int, right: float) -> float:
            return left + right

    assert callbacks.fold([1], 1.0, Adder()) == 2.0
    assert callbacks.fold([1], 1.0, Adder().add) == 2.0
    assert callbacks.fold([1], 1.0, pow) == 1.0
    with pytest.raises(TypeError, match=r"fold\(\) argument 'combine': expected a callable, got int"):
        callbacks.fold([1], 1.0, wrong(3))
    with pytest.raises(TypeError, match="expected a callable, got None"):
        callbacks.count_to(1, wrong(None))
    with pytest.raises(TypeError, match="expected a callable, got str"):
        callbacks.call_if_there(wrong("run"))


def test_one_that_may_be_missing() -> None:
    seen: list[int] = []
    assert callbacks.call_if_there() is False
    assert callbacks.call_if_there(None) is False
    assert callbacks.call_if_there(lambda: seen.append(1)) is True
    assert seen == [1]
    assert callbacks.is_there(None) is False
    assert callbacks.is_there(gc.collect) is True


def test_each_is_released_once() -> None:
    class Run:
        def __call__(self, *args: object) -> None:
            pass

    run = Run()
    before = sys.getrefcount(run)
    callbacks.drop(run)
    callbacks.call_if_there(run)
    callbacks.count_to(2, run)
    with pytest.raises(TypeError):
        callbacks.fold(wrong(3), 1.0, wrong(run))
    with pytest.raises(TypeError):
        callbacks.fold([1], 1.0, wrong(run))  # gives no float
    bus = Bus(run)
    bus.listen(run)
    assert sys.getrefcount(run) == before + 2
    bus.clear()
    assert sys.getrefcount(run) == before
    bus.listen(run)
    bus.close()
    assert sys.getrefcount(run) == before
    gone = weakref.ref(run)
    bus = Bus(run)
    del run
    assert gone() is not None
    del bus
    assert gone() is None


# ---- values in and out ----


def test_text() -> None:
    assert callbacks.join(["a", "ä", "c\0d"], lambda left, right: left + right) == "aäc\0d"
    with pytest.raises(UnicodeEncodeError):
        callbacks.join(["a"], lambda left, right: "\ud800")
    with pytest.raises(TypeError, match="result of a callback: expected str, got bytes"):
        callbacks.join(["a"], wrong(lambda left, right: b"a"))
    with pytest.raises(TypeError, match="result of a callback: expected str, got None"):
        callbacks.join(["a"], wrong(lambda left, right: None))


def test_records_and_numbers() -> None:
    def move(point: Point) -> Point:
        point.x += 1
        return point

    given = Point(1, 2, "p")
    assert callbacks.move_point(given, move) == Point(2, 2, "p")
    assert given == Point(1, 2, "p")  # the callback had its own
    assert callbacks.swap_pair(Pair(1, 2), lambda pair: Pair(pair.b, pair.a)) == Pair(2, 1)
    assert callbacks.change_mood(Mood.CALM, lambda mood: Mood.HAPPY) is Mood.HAPPY
    assert callbacks.ask(lambda letter: letter == "q") is True
    with pytest.raises(TypeError, match="expected bool, got int"):
        callbacks.ask(wrong(lambda letter: 1))
    with pytest.raises(TypeError, match="expected Mood, got int"):
        callbacks.change_mood(Mood.CALM, wrong(lambda mood: 77))
    with pytest.raises(TypeError, match=r"expected Point, got callbacks\.Pair"):
        callbacks.move_point(given, wrong(lambda point: Pair()))
    with pytest.raises(OverflowError, match="out of range"):
        callbacks.sum_with([1], lambda number: 2**31)


def test_optionals_and_containers() -> None:
    assert callbacks.maybe(3, lambda value: None if value is None else value * 2) == 6
    assert callbacks.maybe(None, lambda value: value) is None
    kinds: list[object] = []

    def turned(numbers: Array[int]) -> list[int]:
        kinds.append(type(numbers))
        return sorted(numbers)

    assert callbacks.sort_by([3, 1, 2], turned) == [1, 2, 3]
    assert kinds == [Array]
    assert callbacks.count_words(lambda: {"one": 1, "two": 2}) == {"one": 1, "two": 2}
    assert callbacks.find_point(lambda points: points[1]) == Point(3, 4, "b")
    assert callbacks.find_point(lambda points: None) is None
    with pytest.raises(TypeError, match=r"result of a callback\[1\]: expected int, got str"):
        callbacks.sort_by([1], wrong(lambda numbers: [1, "2"]))
    with pytest.raises(OverflowError):
        callbacks.maybe(1, lambda value: 2**40)


# ---- objects ----


def test_lent_objects() -> None:
    counter = Counter(1)
    kept: list[Counter] = []

    def use(lent: Counter) -> None:
        lent.add(2)
        inner = lent.inner()
        inner.add(5)
        kept.extend([lent, inner])

    callbacks.with_counter(counter, use)
    assert counter.value() == 3
    assert kept[0].closed
    for ended in kept:
        with pytest.raises(ValueError, match="closed"):
            ended.value()
    assert counter.inner().value() == 8
    assert callbacks.with_new_counter(True, lambda lent: lent.add(2) if lent else None) == 42
    assert callbacks.with_new_counter(False, lambda lent: kept.append(wrong(lent))) == 40
    assert kept[2] is None

    def close(lent: Counter) -> None:
        lent.close()
        with pytest.raises(ValueError, match="closed"):
            lent.value()

    callbacks.with_counter(counter, close)
    assert counter.value() == 3
    assert callbacks.read_counter(lambda lent: lent.value()) == 7
    with pytest.raises(TypeError):
        callbacks.read_counter(lambda lent: lent.add(1) or 0)  # read only


def test_objects_given_and_taken() -> None:
    kept: list[Counter] = []
    callbacks.give_counter(9, kept.append)
    assert kept[0].value() == 9
    assert callbacks.share_counter(lambda given: given.add(1)) == 6
    assert callbacks.share_counter(kept.append) == 5
    assert kept[1].value() == 5
    assert callbacks.sum_of(3, lambda index: kept[1]) == 15  # shared: stays
    one = Counter(11)
    other = callbacks.pass_on(lambda: one)
    assert other.value() == 11
    assert one.closed
    with pytest.raises(ValueError, match="closed"):
        one.value()
    with pytest.raises(ValueError, match="closed"):
        callbacks.pass_on(lambda: one)
    with pytest.raises(TypeError, match="expected Counter, got None"):
        callbacks.pass_on(wrong(lambda: None))
    with pytest.raises(Mine):
        callbacks.give_counter(9, thrower(Mine()))


# ---- stored ----


def test_stored() -> None:
    heard: list[tuple[str, int, str]] = []

    def listener(topic: str, point: Point) -> None:
        heard.append((topic, point.x, threading.current_thread().name))

    bus = Bus(listener)
    bus.listen(listener)
    assert bus.size() == 2
    bus.publish("news", Point(5))
    bus.publish_on_thread("more", Point(6))
    main = threading.current_thread().name
    assert heard[:2] == [("news", 5, main)] * 2
    assert [one[:2] for one in heard[2:]] == [("more", 6)] * 2
    assert all(name != main for _, _, name in heard[2:])
    assert Bus().size() == 0
    with pytest.raises(TypeError):
        Bus(wrong(3))
    error = Mine()
    bus.listen(thrower(error))
    with pytest.raises(Mine) as caught:
        bus.publish_on_thread("fail", Point())
    assert caught.value is error
    bus.close()  # the error's traceback leads to it, and it to what raises the error


def test_from_many_threads() -> None:
    """Each call to publish_on_thread() is from a thread that Python has never seen; 64 are inside at the same time."""
    together = threading.Barrier(64, timeout=60)
    calls: list[int] = []

    def count(topic: str, point: Point) -> None:
        if topic == "together":
            together.wait()
        calls.append(point.x)

    bus = Bus(count)

    def work() -> None:
        bus.publish_on_thread("together", Point(1))
        for _ in range(20):
            bus.publish_on_thread("news", Point(1))
            bus.publish("news", Point(1))

    threads = [threading.Thread(target=work) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
        assert not thread.is_alive()
    assert sum(calls) == 64 * 41


def test_a_lock_of_an_object_is_no_deadlock() -> None:
    """One thread holds the object's lock and wants the GIL, the other one the opposite."""
    guarded = Guarded()
    inside = threading.Event()
    go_on = threading.Event()

    def work() -> None:
        inside.set()
        go_on.wait(10)

    first = threading.Thread(target=guarded.run, args=(work,))
    first.start()
    assert inside.wait(10)
    second = threading.Thread(target=guarded.run, args=(lambda: None,))
    second.start()
    second.join(0.05)
    assert second.is_alive()  # waits for the first, without the GIL
    go_on.set()
    first.join(10)
    second.join(10)
    assert guarded.runs() == 2


# ---- errors ----


def refused(code: int, reason: str) -> Refused:
    error = Refused("as it is called in Python")
    error.code = code
    error.reason = reason
    return error


def test_errors_that_cpp_catches() -> None:
    assert callbacks.outcome(lambda: None) == "done"
    assert callbacks.outcome(thrower(refused(3, "full"))) == "refused 3 full"
    assert callbacks.outcome(lambda: callbacks.refuse(4)) == "refused 4 asked to"
    assert callbacks.outcome(thrower(Tired("of it"))) == "tired"
    assert callbacks.outcome(thrower(ValueError("why"))) == "host why"
    assert callbacks.outcome(thrower(Mine())) == "host Mine"
    assert callbacks.outcome(thrower(Mine("\ud800"))) == "host Mine"
    assert callbacks.outcome(thrower(SystemExit(3))) == "host 3"
    assert callbacks.outcome(thrower(Refused("no fields"))) == "host no fields"
    assert callbacks.outcome(thrower(refused(2**40, ""))).startswith("host Refused.code: 1099511627776 is out of range")

    class Strange(Exception):
        def __str__(self) -> str:
            raise KeyError

    assert callbacks.outcome(thrower(Strange())) == "host Strange"


def test_what_is_raised_comes_back() -> None:
    for error in (Mine("seven", 7), ValueError("why"), KeyboardInterrupt(), SystemExit(3), Refused("no fields")):
        seen: list[int] = []

        def visit(number: int, error: BaseException = error, seen: list[int] = seen) -> None:
            seen.append(number)
            if number == 2:
                raise error

        with pytest.raises(type(error)) as caught:
            callbacks.count_to(10, visit)
        assert caught.value is error
        assert seen == [0, 1, 2]
        names = [frame.name for frame in traceback.extract_tb(caught.value.__traceback__)]
        assert names == ["test_what_is_raised_comes_back", "visit"]


def test_errors_of_the_library_come_back() -> None:
    with pytest.raises(Refused, match="refused: full") as caught:
        callbacks.call_if_there(thrower(refused(8, "full")))
    assert (caught.value.code, caught.value.reason) == (8, "full")
    with pytest.raises(Refused) as caught:
        callbacks.call_if_there(lambda: callbacks.refuse(4))
    assert caught.value.code == 4
    with pytest.raises(Tired, match="of it"):
        callbacks.call_if_there(thrower(Tired("of it")))
    with pytest.raises(TypeError, match=r"Refused\.code: expected int, got str") as wrong_field:
        callbacks.call_if_there(thrower(refused(wrong("3"), "full")))
    assert isinstance(wrong_field.value.__context__, Refused)


def test_errors_are_let_go_of() -> None:
    error = Mine()
    gone = weakref.ref(error)
    assert callbacks.outcome(thrower(error)) == "host Mine"
    with pytest.raises(Mine):
        callbacks.call_if_there(thrower(error))
    del error
    gc.collect()  # its traceback leads to what raised it, and back
    assert gone() is None


# ---- calls inside calls ----


def test_nesting() -> None:
    depth = deepest = 0

    def deeper(left: int) -> None:
        nonlocal depth, deepest
        depth += 1
        deepest = max(deepest, depth)
        callbacks.nest(left, deeper)
        depth -= 1

    callbacks.nest(100, deeper)
    assert deepest == 100
    error = Mine()

    def to_the_bottom(left: int) -> None:
        if left == 0:
            raise error
        callbacks.nest(left, to_the_bottom)

    with pytest.raises(Mine) as caught:
        callbacks.nest(100, to_the_bottom)
    assert caught.value is error
    guarded = Guarded()
    guarded.run(lambda: guarded.run(lambda: None))
    assert guarded.runs() == 2


def test_too_deep_is_an_error() -> None:
    def for_ever(left: int) -> None:
        callbacks.nest(1, for_ever)

    with pytest.raises(RecursionError):
        callbacks.nest(1, for_ever)
    bus = Bus()
    bus.listen(bus.publish)  # no Python between the two
    with pytest.raises(RecursionError):
        bus.publish("news", Point())
    bus.clear()


def test_closing_the_object_that_calls() -> None:
    heard: list[str] = []
    bus = Bus()

    def close(topic: str, point: Point) -> None:
        bus.close()
        with pytest.raises(ValueError, match="closed"):
            bus.size()

    bus.listen(close)
    bus.listen(lambda topic, point: heard.append(topic))
    bus.publish("news", Point())
    assert heard == ["news"]  # it went on to the second one
    with pytest.raises(ValueError, match="closed"):
        bus.publish("news", Point())


def test_a_destructor_may_let_go_of_a_function_while_an_error_is_on_its_way() -> None:
    class Noisy:
        def __call__(self, topic: str, point: Point) -> None:
            pass

        def __del__(self) -> None:
            callbacks.count_to(1, lambda number: None)

    def fail() -> None:
        bus = Bus(Noisy())
        assert bus.size() == 1
        raise Mine

    with pytest.raises(Mine):
        fail()


# ---- function pointers ----


def test_function_pointers() -> None:
    assert callbacks.sum_with([1, 2, 3], lambda number: number * 10) == 60
    error = Mine()
    with pytest.raises(Mine) as caught:
        callbacks.sum_with([1, 2], thrower(error))
    assert caught.value is error
    lines: list[str] = []
    callbacks.log("nobody listens")
    callbacks.set_logger(lines.append)
    callbacks.log("hello")
    assert lines == ["hello"]


# ---- the end ----

ENDING = """
import threading, callbacks

def publish() -> None:
    bus = callbacks.Bus(lambda topic, point: None)
    while True:
        try:
            bus.publish_on_thread("news", callbacks.Point())
        except RuntimeError as error:
            assert "has ended" in str(error), error
            return

for _ in range(8):
    threading.Thread(target=publish, daemon=True).start()
callbacks._callbacks._close_host() if {early} else None
if {early}:
    try:
        callbacks.count_to(1, print)
    except RuntimeError as error:
        print(error)
"""


def test_the_interpreter_ends_while_threads_call() -> None:
    for _ in range(int(os.environ.get("POLYGLUE_EXITS", "5"))):
        done = subprocess.run([sys.executable, "-c", ENDING.format(early=False)], capture_output=True, text=True, timeout=30)
        assert (done.returncode, done.stderr) == (0, "")


FORKING = """
import os, threading, callbacks, sys

def publish(bus) -> None:
    while not done:
        bus.publish("news", callbacks.Point())

done = []
busy = callbacks.Bus(lambda topic, point: None)
threads = [threading.Thread(target=publish, args=(busy,)) for _ in range(4)]
for thread in threads:
    thread.start()
for _ in range(20):
    child = os.fork()
    if not child:  # the other threads, which were inside, do not exist here
        heard = []
        busy.listen(lambda topic, point: heard.append(topic))
        busy.publish_on_thread("news", callbacks.Point())
        busy.close()
        callbacks.nest(3, lambda left: heard.append(left))
        sys.exit(0 if heard == ["news", 2] else 1)
    assert os.waitpid(child, 0)[1] == 0
done.append(True)
for thread in threads:
    thread.join()
"""


# Threads of Python's own call: CPython's child can wait for ever for a thread that was not Python's and just became known to it.
# A sanitizer's allocator has locks that no fork() waits for.
@pytest.mark.skipif(not hasattr(os, "fork") or "asan" in os.environ.get("LD_PRELOAD", ""), reason="fork")
def test_fork_while_threads_call() -> None:
    done = subprocess.run([sys.executable, "-W", "ignore::DeprecationWarning", "-c", FORKING], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")


def test_after_the_end_nothing_is_called() -> None:
    done = subprocess.run([sys.executable, "-c", ENDING.format(early=True)], capture_output=True, text=True, timeout=30)
    assert done.stdout == "the host has ended, so its functions can no longer be called\n"
    assert (done.returncode, done.stderr) == (0, "")
