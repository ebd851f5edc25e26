"""Inheritance, with several bases, and results of the class they are of."""

import inheritance as lib
import pytest


def test_hierarchy():
    assert issubclass(lib.Puppy, lib.Dog) and issubclass(lib.Dog, lib.Animal)
    assert lib.Duck.__bases__ == (lib.Animal, lib.Swimmer)
    with pytest.raises(TypeError, match="abstract class"):
        lib.Animal()


def test_methods_of_bases():
    puppy = lib.Puppy("Bit")
    assert (puppy.sound(), puppy.name(), puppy.fetch(), puppy.age()) == ("yip", "Bit", 1, 1)
    puppy.rename("Byte")
    assert puppy.name() == "Byte"
    duck = lib.Duck("Donald")
    duck.swim(3)
    lib.train(duck)
    assert (duck.strokes(), duck.sound(), duck.name()) == (13, "quack", "Donald")


def test_derived_as_argument():
    assert lib.speak(lib.Dog("Rex")) == "Rex says woof"
    assert lib.speak(lib.Duck("D")) == "D says quack"
    with pytest.raises(TypeError):
        lib.speak(lib.Swimmer())
    with pytest.raises(TypeError):
        lib.train(lib.Dog("Rex"))


def test_most_derived_class():
    assert type(lib.adopt("dog")) is lib.Dog
    assert type(lib.adopt("puppy")) is lib.Puppy
    assert type(lib.adopt("x")) is lib.Duck
    assert type(lib.breed()) is lib.Dog


def test_farm():
    farm = lib.Farm()
    dog = lib.Dog("Rex")
    farm.add(dog)
    farm.add(lib.adopt("duck"))
    assert farm.count() == 2
    assert [type(animal) for animal in farm.all()] == [lib.Dog, lib.Duck]
    first = farm.at(0)
    assert type(first) is lib.Dog
    first.rename("Max")
    assert dog.name() == "Max"
    with pytest.raises(IndexError):
        farm.at(5)
    farm.close()
    assert first.name() == "Max"


def test_base_method_on_wrong_object():
    with pytest.raises(TypeError):
        lib.Dog.fetch(lib.Duck("D"))


def test_nothing_is_left():
    assert lib._inheritance._live()[1] == 0
