from __future__ import annotations

import gc
import weakref

import classes
import pytest
from classes import Counter, Job, Thermostat


def test_constructors() -> None:
    assert Counter().value() == 0
    assert Counter(5).value() == 5
    assert Counter(start=5).value() == 5
    with pytest.raises(TypeError):
        Counter("5")  # type: ignore[call-overload]
    with pytest.raises(TypeError):
        Counter(1, 2)  # type: ignore[call-overload]
    with pytest.raises(OverflowError):
        Counter(2**31)


def test_methods() -> None:
    counter, other = Counter(), Counter(10)
    assert counter.increment() == 1
    assert counter.increment() == 2
    total = Counter.sum(counter, other)
    assert isinstance(total, Counter)
    assert total.value() == 12
    counter.take_from(other)
    assert (counter.value(), other.value()) == (12, 0)
    counter.take_from(other=counter)
    counter.reset()
    assert counter.value() == 0


def test_chains() -> None:
    counter = Counter()
    assert counter.add(3).add(by=4).value() == 7
    assert counter.value() == 7
    chained = counter.add(1)
    del counter
    gc.collect()
    assert chained.value() == 8  # the reference keeps the counter alive


def test_constants() -> None:
    assert Counter.LIMIT == 1000


def test_properties() -> None:
    thermostat = Thermostat()
    assert thermostat.target == 20
    thermostat.target = 22.5
    assert thermostat.target == 22.5
    assert thermostat.is_heating() is True  # has no partner: a method
    assert thermostat.name == "hall"
    thermostat.name = "küche"
    assert thermostat.name == "küche"
    with pytest.raises(TypeError):
        thermostat.target = "warm"  # type: ignore[assignment]
    with pytest.raises((AttributeError, TypeError)):
        delattr(thermostat, "target")
    with pytest.raises(AttributeError):
        thermostat.colour = "red"  # type: ignore[attr-defined]


def test_fields() -> None:
    job = Job("sweep")
    assert (job.title, job.priority, job.id) == ("sweep", 5, 7)
    job.title = "mop"
    job.priority = -1
    assert (job.title, job.priority) == ("mop", -1)
    with pytest.raises(AttributeError):
        job.id = 8  # type: ignore[misc]
    with pytest.raises(OverflowError):
        job.priority = 2**31
    job.run()
    assert job.runs() == 1


def test_nested_enum() -> None:
    assert [one.name for one in Job.State] == ["IDLE", "DONE"]
    assert Job.State.__qualname__ == "Job.State"


def test_context_manager() -> None:
    with Counter(1) as counter:
        assert counter.value() == 1
        assert not counter.closed
    assert counter.closed
    with pytest.raises(ValueError):
        counter.value()
    with pytest.raises(ValueError):
        with counter:
            pass
    counter.close()  # again is harmless


def test_closed_when_an_exception_leaves() -> None:
    counter = Counter()
    with pytest.raises(KeyError):
        with counter:
            raise KeyError("x")
    assert counter.closed


def test_closed_arguments() -> None:
    counter, closed = Counter(), Counter()
    closed.close()
    with pytest.raises(ValueError):
        counter.take_from(closed)
    with pytest.raises(ValueError):
        Counter.sum(closed, counter)


def test_wrong_class() -> None:
    counter = Counter()
    for bad in (Thermostat(), None, 1, "x"):
        with pytest.raises(TypeError):
            counter.take_from(bad)  # type: ignore[arg-type]


def test_unbound() -> None:
    assert Counter.value(Counter(3)) == 3
    with pytest.raises(TypeError):
        Counter.value(Thermostat())  # type: ignore[arg-type]


def test_garbage() -> None:
    extension = classes._classes  # type: ignore[attr-defined]
    counters = [Counter(i) for i in range(100)]
    assert extension._live()[0] == 100
    del counters
    gc.collect()
    assert extension._live()[0] == 0


def test_inherit() -> None:
    class Loud(Counter):
        def __init__(self, start: int, noise: str) -> None:
            super().__init__(start)
            self.noise = noise

        def value(self) -> int:
            return 2 * super().value()

    loud = Loud(4, "!")
    assert loud.value() == 8
    assert loud.noise == "!"
    assert Counter.sum(loud, loud).value() == 8
    assert isinstance(weakref.ref(loud)(), Loud)


def test_without_init() -> None:
    class Lazy(Counter):
        def __init__(self) -> None:
            pass

    with pytest.raises(ValueError):
        Lazy().value()
    with pytest.raises(ValueError):
        Counter.__new__(Counter).value()


def test_init_twice() -> None:
    counter = Counter(1)
    counter.__init__(2)  # type: ignore[misc]
    assert counter.value() in (1, 2)


def test_repr_and_docs() -> None:
    assert "Counter" in repr(Counter())
    closed = Counter()
    closed.close()
    assert "closed" in repr(closed)
    assert "hall" in repr(Thermostat())
    assert "Counts." in (Counter.__doc__ or "")
    assert "how many" in (Counter.add.__doc__ or "")
    assert Counter.__module__ == "classes"


def test_identity_is_equality() -> None:
    a, b = Counter(), Counter()
    assert a == a and a != b
    assert len({a, b}) == 2
