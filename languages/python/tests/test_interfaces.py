"""Classes of C++ that Python implements, or derives from."""

from __future__ import annotations

import gc
import subprocess
import sys
import threading
import traceback
import weakref

import pytest

import interfaces
from interfaces import Bus, Counter, Event, Frame, Gauge, Listener, Prism, Refused, Shape, Square


class Hears(Listener):
    """Only what has to be there."""

    def __init__(self) -> None:
        super().__init__()
        self.heard_events: list[Event] = []

    def heard(self, event: Event) -> None:
        self.heard_events.append(event)


class Everything(Hears):
    def name(self) -> str:
        return "my " + super().name()

    def wants(self, topic: str) -> bool:
        return topic == "quiet" or super().wants(topic)

    def count(self, counter: Counter) -> None:
        counter.add(10)
        super().count(counter)

    def changed(self, event: Event) -> Event:
        return Event(event.line + 1, event.text)


class Blob(Shape):
    def __init__(self, size: float = 12.0) -> None:
        super().__init__("blob")
        self.size = size

    def area(self) -> float:
        return self.size


def test_methods_are_called() -> None:
    bus, one, other = Bus(), Everything(), Hears()
    bus.add(one)
    bus.add(other)
    assert bus.publish("news", Event(7, "text")) == 2
    assert [event.line for event in one.heard_events + other.heard_events] == [8, 7]
    assert bus.publish("quiet", Event()) == 1
    assert bus.names() == "my listener;listener;"
    assert bus.count() == 12
    # Called from Python they are Python's, and those it leaves are C++'s.
    assert one.name() == "my listener" and other.name() == "listener"
    assert Listener.name(one) == "listener"
    assert other.wants("news") and not other.wants("quiet")
    assert other.changed(Event(3, "same")).line == 3
    bus.clear()


def test_the_same_object_comes_back() -> None:
    bus, mine, theirs = Bus(), Hears(), interfaces.make_listener()
    bus.add(mine)
    assert bus.last() is mine
    bus.add(theirs)
    back = bus.last()
    assert type(back) is Listener and back.name() == "deaf"
    back.heard(Event())
    shape = Blob()
    assert interfaces.same(shape) is shape
    square = interfaces.same(Square(2))
    assert type(square) is Square and square.area() == 4
    bus.clear()


def test_abstract_classes() -> None:
    with pytest.raises(TypeError, match=r"abstract class interfaces\.Listener without an implementation for abstract method 'heard'"):
        Listener()  # type: ignore[abstract]
    with pytest.raises(TypeError, match="'area'"):
        Shape("x")  # type: ignore[abstract]

    class Nothing(Prism):
        pass

    with pytest.raises(TypeError, match=r"abstract class Nothing without an implementation for abstract method 'height'$"):
        Nothing(1)  # type: ignore[abstract]
    silent = Hears()
    with pytest.raises(NotImplementedError, match=r"Listener\.heard has no body in C\+\+"):
        Listener.heard(silent, Event())


def test_constructors_take_arguments() -> None:
    assert Blob().label() == "blob"

    class Lazy(Shape):
        def __init__(self) -> None:
            pass

        def area(self) -> float:
            return 0

    lazy = Lazy()
    with pytest.raises(ValueError, match="is null"):
        interfaces.area_of(lazy)
    with pytest.raises(ValueError, match=r"__init__\(\) was not called"):
        lazy.label()
    with pytest.raises(TypeError, match="expected str, got int"):
        Shape.__init__(lazy, 3)  # type: ignore[arg-type]

    class Wrong(Prism):
        def __init__(self) -> None:
            Shape.__init__(self, "no")

        def height(self) -> float:
            return 1

    with pytest.raises(TypeError, match=r"Shape\.__init__\(\) cannot make a Wrong, which derives from interfaces\.Prism"):
        Wrong()


def test_chain_of_bases() -> None:
    class Tower(Prism):
        def height(self) -> float:
            return 3

    class Leaning(Tower):
        def area(self) -> float:
            return 2 * super().area()

    assert interfaces.volume_of(Tower(5)) == 15
    tower = Leaning(5)
    assert interfaces.volume_of(tower) == 30
    assert tower.describe() == "prism of 10"
    assert interfaces.describe(tower) == "prism of 10"
    assert interfaces.same(tower) is tower


def test_a_concrete_class() -> None:
    class Twice(Gauge):
        steps = 0

        def step(self, by: int) -> int:
            self.steps += 1
            return super().step(2 * by)

    gauge = Twice(100)
    assert gauge.run(3) == 106 and gauge.steps == 3
    assert interfaces.step(gauge, 5) == 116
    assert Gauge.step(gauge, 1) == 117 and gauge.value() == 117
    plain = Gauge(1)
    assert plain.step(1) == 2 and plain.run(2) == 4


def test_errors_pass_through_as_they_are() -> None:
    class Fails(Hears):
        error: BaseException

        def heard(self, event: Event) -> None:
            raise self.error

    bus, mine = Bus(), Fails()
    bus.add(mine)
    mine.error = RuntimeError("mine")
    for publish in (bus.publish, bus.publish_on_thread):
        with pytest.raises(RuntimeError) as caught:
            publish("news", Event())
        assert caught.value is mine.error
        assert "raise self.error" in "".join(traceback.format_tb(caught.value.__traceback__))
        mine.error.__traceback__ = None
    assert interfaces.outcome(mine) == "host mine"
    refused = Refused("no")
    refused.code = 3
    mine.error = refused
    assert interfaces.outcome(mine) == "refused 3"
    mine.error = KeyboardInterrupt()
    with pytest.raises(KeyboardInterrupt):
        bus.publish("news", Event())
    with pytest.raises(Refused):
        Bus().last()
    bus.clear()
    del caught


def test_wrong_results_name_the_method() -> None:
    class Odd(Blob):
        def area(self) -> float:
            return "large"  # type: ignore[return-value]

    class Nameless(Hears):
        name = None  # type: ignore[assignment]

    with pytest.raises(TypeError, match=r"^result of Shape\.area\(\): expected float, got str$"):
        interfaces.area_of(Odd())
    bus = Bus()
    bus.add(Nameless())
    with pytest.raises(TypeError, match="not callable"):
        bus.names()
    bus.clear()


def test_given_away_and_taken_back() -> None:
    class Told(Blob):
        def describe(self) -> str:
            return super().describe() + "!"

    frame, shape = Frame(), Told()
    alive = weakref.ref(shape)
    frame.put(shape)
    assert shape.closed
    del shape
    gc.collect()
    held = alive()
    assert held is not None and frame.area() == 12 and frame.describe() == "blob of 12!"
    assert held.label() == "blob"  # C++ owns it, and it can be used as long as that is so
    back = frame.take()
    assert back is held and not back.closed and frame.empty()
    frame.put(back)
    frame.drop()
    with pytest.raises(ValueError, match="closed"):
        back.label()
    del held, back
    gc.collect()
    assert alive() is None


def test_a_shared_one_cannot_be_given_away() -> None:
    class Keeps(Hears):
        pass

    bus, mine = Bus(), Keeps()
    bus.add(mine)
    bus.add(mine)
    alive = weakref.ref(mine)
    del mine
    gc.collect()
    assert alive() is not None and bus.size() == 2
    bus.clear()
    assert alive() is None


def test_python_alone_keeps_no_cycle() -> None:
    mine = Hears()
    mine.me = mine  # type: ignore[attr-defined]
    alive = weakref.ref(mine)
    del mine
    gc.collect()
    assert alive() is None
    # std::weak_ptr sees it as long as C++ owns it, too.
    bus, mine = Bus(), Hears()
    bus.add(mine)
    bus.watch(mine)
    assert bus.is_watched()
    bus.clear()
    assert not bus.is_watched()


class Window:
    """Owns the bus that tells it what happens: that is a cycle across the border, so one reference has to be weak."""

    class Hears(Listener):
        def __init__(self, window: Window) -> None:
            super().__init__()
            self.window = weakref.ref(window)

        def heard(self, event: Event) -> None:
            if window := self.window():
                window.lines.append(event.line)

    def __init__(self) -> None:
        self.lines: list[int] = []
        self.bus = Bus()
        self.bus.add(Window.Hears(self))


def test_a_cycle_across_the_border_is_weak_somewhere() -> None:
    window = Window()
    window.bus.publish("news", Event(3, ""))
    assert window.lines == [3]
    alive = weakref.ref(window)
    del window
    assert alive() is None


def test_what_is_lent_to_a_method_ends_with_it() -> None:
    class Keeps(Hears):
        kept: Counter

        def count(self, counter: Counter) -> None:
            self.kept = counter

    bus, mine = Bus(), Keeps()
    bus.add(mine)
    assert bus.count() == 0
    with pytest.raises(ValueError, match="closed"):
        mine.kept.value()
    bus.clear()


def test_it_may_close_itself_in_a_call() -> None:
    class Closes(Hears):
        bus: Bus | None = None

        def heard(self, event: Event) -> None:
            super().heard(event)
            self.close()
            if self.bus:
                self.bus.clear()

    one = Closes()
    Listener.name(one)
    one.heard(Event())
    assert one.closed and len(one.heard_events) == 1
    with pytest.raises(ValueError, match="closed"):
        Listener.name(one)
    bus, two = Bus(), Closes()
    two.bus = bus
    bus.add(two)
    assert bus.publish("news", Event()) == 1
    assert two.closed
    # What is closed while C++ has it ends with the last owner there; until then it is called.
    three = Hears()
    bus.add(three)
    three.close()
    assert bus.publish("news", Event()) == 1 and len(three.heard_events) == 1
    assert bus.last() is three and not three.closed
    two.bus = None
    bus.clear()


def test_an_owner_may_drop_it_in_a_call() -> None:
    class Drops(Blob):
        def area(self) -> float:
            frame.drop()
            return 1

    frame, shape = Frame(), Drops()
    frame.put(shape)
    assert frame.area() == 1 and frame.empty()


def test_deep_calls() -> None:
    class Deep(Gauge):
        depth = 0

        def step(self, by: int) -> int:
            self.depth += 1
            self.nest(by - 1)
            return by

    gauge = Deep()
    gauge.nest(100)
    assert gauge.depth == 100
    with pytest.raises(RecursionError):
        gauge.nest(100000)


def test_foreign_threads() -> None:
    class Adds(Listener):
        def __init__(self) -> None:
            super().__init__()
            self.lines: list[int] = []

        def heard(self, event: Event) -> None:
            self.lines.append(event.line)

    bus, mine = Bus(), Adds()
    bus.add(mine)

    def publish() -> None:
        for line in range(5):
            bus.publish_on_thread("news", Event(line, ""))

    threads = [threading.Thread(target=publish) for _ in range(64)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(mine.lines) == sorted(list(range(5)) * 64)
    bus.clear()


def test_a_class_of_slots_and_one_with_other_bases() -> None:
    class Slim(Shape):
        __slots__ = ()

        def area(self) -> float:
            return 2

    class Named:
        def describe(self) -> str:
            return "named"

    class Mixed(Named, Blob):
        pass

    slim = Slim("slim")
    frame = Frame()
    frame.put(slim)
    del slim
    assert frame.describe() == "slim of 2"
    mixed = Mixed()
    assert interfaces.describe(mixed) == "named"
    frame.drop()


def test_the_end_of_the_interpreter() -> None:
    program = """
import interfaces, threading, time

class Hears(interfaces.Listener):
    def heard(self, event):
        time.sleep(0.001)

bus = interfaces.Bus()
bus.add(Hears())
frame = interfaces.Frame()

def run():
    try:
        while True:
            bus.publish_on_thread("news", interfaces.Event())
    except RuntimeError:  # the interpreter ends
        pass

for _ in range(4):
    threading.Thread(target=run, daemon=True).start()
time.sleep(0.05)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
