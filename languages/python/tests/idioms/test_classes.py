"""Classes: constructors, methods, properties, statics, constants, context managers."""

import inspect

import classes
import pytest


def test_constructors_and_methods():
    assert classes.Counter().value() == 0
    counter = classes.Counter(start=5)
    assert counter.increment() == 6
    counter.reset()
    assert counter.value() == 0
    assert classes.Counter.sum(classes.Counter(2), b=classes.Counter(3)).value() == 5
    other = classes.Counter(7)
    counter.take_from(other)
    assert (counter.value(), other.value()) == (7, 0)


def test_chains_give_the_same_object():
    counter = classes.Counter()
    assert counter.add(2).add(by=3) is counter
    assert counter.value() == 5


def test_constants_cannot_be_changed():
    assert classes.Counter.LIMIT == 1000
    with pytest.raises(TypeError):
        classes.Counter.LIMIT = 5


def test_properties():
    hall = classes.Thermostat()
    assert (hall.target, hall.name, hall.is_heating()) == (20.0, "hall", False)
    hall.target = 21
    hall.name = "kitchen"
    assert (hall.target, hall.name, hall.is_heating()) == (21.0, "kitchen", True)
    assert repr(hall) == "<classes.Thermostat target=21.0 name='kitchen'>"
    with pytest.raises(TypeError, match="Thermostat.target: expected float, got str"):
        hall.target = "hot"
    with pytest.raises(AttributeError):
        del hall.name


def test_fields_are_properties():
    job = classes.Job("paint")
    job.title = "paint twice"
    job.priority = -1
    assert (job.title, job.priority, job.id) == ("paint twice", -1, 7)
    with pytest.raises(AttributeError):
        job.id = 8


def test_nested_types():
    job = classes.Job("paint")
    assert job.state() is classes.Job.State.IDLE
    job.run()
    assert job.state() is classes.Job.State.DONE
    assert classes.Job.State.__qualname__ == "Job.State"


def test_close():
    with classes.Counter(1) as counter:
        assert not counter.closed
        assert classes._classes._live()[0] == 1
    assert counter.closed
    counter.close()
    assert repr(counter) == "<classes.Counter closed>"
    with pytest.raises(ValueError, match="classes.Counter is closed"):
        counter.value()
    with pytest.raises(ValueError, match="closed"):
        classes.Counter.sum(counter, counter)
    with pytest.raises(ValueError, match="closed"):
        counter.__enter__()


def test_derived_in_python():
    class Twice(classes.Counter):
        def __init__(self, start):
            super().__init__(start * 2)
            self.note = "kept"

        def increment(self):
            return super().increment() + 100

    twice = Twice(5)
    assert (twice.value(), twice.increment(), twice.note) == (10, 111, "kept")
    assert isinstance(twice, classes.Counter)

    class Forgot(classes.Counter):
        def __init__(self):
            pass

    with pytest.raises(ValueError, match="__init__"):
        Forgot().value()


def test_documentation():
    assert classes.Counter.__doc__.startswith("Counts.\n\nStarts at zero, or wherever it is told to.")
    assert "Args:\n    by: how many\n\nReturns:\n    this counter, for chains" in classes.Counter.add.__doc__
    assert str(inspect.signature(classes.Counter.add)) == "(self, /, by)"
    assert classes.Counter.__module__ == "classes"


def test_wrong_arguments():
    counter = classes.Counter()
    for call in (
        lambda: counter.add(),
        lambda: counter.add(1, 2),
        lambda: counter.add(1, by=2),
        lambda: counter.add(up=2),
        lambda: counter.increment(1),
        lambda: counter.add("1"),
        lambda: counter.add(1.5),
        lambda: counter.take_from(None),
        lambda: counter.take_from(classes.Thermostat()),
        lambda: classes.Counter("1"),
        lambda: classes.Counter(1, 2),
        lambda: classes.Counter.add(5, 1),
    ):
        with pytest.raises(TypeError):
            call()
    with pytest.raises(OverflowError, match=r"argument 'by': 2147483648 is out of range \(-2147483648 to 2147483647\)"):
        counter.add(2**31)
