import assert from "node:assert/strict";
import { test } from "node:test";

import { Animal, Dog, Duck, Farm, Puppy, Swimmer, adopt, breed, speak, train } from "inheritance";

test("members of the base", () => {
  const dog = new Dog("Rex");
  assert.equal(dog.name(), "Rex");
  dog.rename("Max");
  assert.equal(speak(dog), "Max says woof");
  assert.equal(dog.fetch(), 1);
  assert.ok(dog instanceof Animal);
  // @ts-expect-error
  assert.throws(() => new Animal("x"), TypeError);
});

test("two levels", () => {
  const puppy = new Puppy("Bit");
  assert.deepEqual([puppy.age(), puppy.fetch(), puppy.sound()], [1, 1, "yip"]);
  assert.ok(puppy instanceof Dog && puppy instanceof Animal && !(puppy instanceof Swimmer));
  assert.throws(() => Puppy.prototype.age.call(new Dog("x")), { name: "TypeError", code: "ERR_INVALID_ARG_TYPE" });
});

test("two bases", () => {
  const duck = new Duck("Donald");
  duck.swim(3);
  train(duck);
  assert.equal(duck.strokes(), 13);
  assert.equal(speak(duck), "Donald says quack");
  assert.ok(duck instanceof Swimmer && duck instanceof Animal);
  // @ts-expect-error
  assert.throws(() => train(new Dog("Rex")), TypeError);
  const swimmer = new Swimmer();
  train(swimmer);
  assert.equal(swimmer.strokes(), 10);
  assert.ok(!(swimmer instanceof Duck));
});

test("a result is what it is", () => {
  for (const [kind, type] of /** @type {const} */ ([["dog", Dog], ["puppy", Puppy], ["duck", Duck]])) {
    assert.equal(adopt(kind).constructor, type);
  }
  const animal = breed();
  assert.ok(animal instanceof Dog);
  assert.equal(speak(animal), "Junior says woof");
});

test("shared animals", () => {
  const farm = new Farm();
  const dog = new Dog("Rex");
  farm.add(dog);
  farm.add(adopt("duck"));
  assert.equal(farm.count(), 2);
  const first = farm.at(0);
  assert.ok(first instanceof Dog);
  first.rename("Max");
  assert.equal(dog.name(), "Max");
  assert.throws(() => farm.at(2), RangeError);
  const animals = farm.all();
  farm.dispose();
  dog.dispose();
  assert.deepEqual(animals.map(speak), ["Max says woof", "Donald says quack"]);
  assert.deepEqual(
    animals.map((animal) => animal.constructor),
    [Dog, Duck],
  );
  assert.equal(first.name(), "Max");
});

test("classes derived in JavaScript", () => {
  class Poodle extends Dog {
    trick() {
      return `${this.name()} sits`;
    }
  }
  const poodle = new Poodle("Fifi");
  assert.equal(poodle.trick(), "Fifi sits");
  assert.equal(speak(poodle), "Fifi says woof");
});
