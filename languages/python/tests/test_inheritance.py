from __future__ import annotations

import gc

import inheritance
import pytest
from inheritance import Animal, Dog, Duck, Farm, Puppy, Swimmer


def test_base_methods() -> None:
    dog = Dog("Rex")
    assert dog.name() == "Rex"
    dog.rename("Max")
    assert inheritance.speak(dog) == "Max says woof"
    assert dog.fetch() == 1
    assert isinstance(dog, Animal)


def test_classes() -> None:
    assert issubclass(Puppy, Dog) and issubclass(Dog, Animal)
    assert issubclass(Duck, Animal) and issubclass(Duck, Swimmer)
    with pytest.raises(TypeError):
        Animal("x")  # type: ignore[abstract]


def test_two_levels() -> None:
    puppy = Puppy("Bit")
    assert (puppy.age(), puppy.fetch(), puppy.sound()) == (1, 1, "yip")
    assert Animal.sound(puppy) == "yip"
    with pytest.raises(TypeError):
        Puppy.age(Dog("x"))  # type: ignore[arg-type]


def test_two_bases() -> None:
    duck = Duck("Donald")
    duck.swim(3)
    inheritance.train(duck)
    assert duck.strokes() == 13
    assert inheritance.speak(duck) == "Donald says quack"
    with pytest.raises(TypeError):
        inheritance.train(Dog("Rex"))  # type: ignore[arg-type]
    swimmer = Swimmer()
    inheritance.train(swimmer)
    assert swimmer.strokes() == 10


@pytest.mark.parametrize("kind, cls", [("dog", Dog), ("puppy", Puppy), ("duck", Duck)])
def test_result_is_what_it_is(kind: str, cls: type[Animal]) -> None:
    animal = inheritance.adopt(kind)
    assert type(animal) is cls


def test_unique() -> None:
    animal = inheritance.breed()
    assert type(animal) is Dog
    assert inheritance.speak(animal) == "Junior says woof"


def test_shared() -> None:
    farm = Farm()
    dog = Dog("Rex")
    farm.add(dog)
    farm.add(inheritance.adopt("duck"))
    assert farm.count() == 2
    first = farm.at(0)
    assert type(first) is Dog
    first.rename("Max")
    assert dog.name() == "Max"
    with pytest.raises(IndexError):
        farm.at(2)
    animals = farm.all()
    farm.close()
    dog.close()
    del farm
    gc.collect()
    assert [inheritance.speak(one) for one in animals] == ["Max says woof", "Donald says quack"]
    assert [type(one) for one in animals] == [Dog, Duck]
    assert first.name() == "Max"  # keeps the farm alive


def test_derived_in_python() -> None:
    class Poodle(Dog):
        def trick(self) -> str:
            return self.name() + " sits"

    poodle = Poodle("Fifi")
    assert poodle.trick() == "Fifi sits"
    assert inheritance.speak(poodle) == "Fifi says woof"
