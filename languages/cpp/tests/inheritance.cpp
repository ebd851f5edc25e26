#include <inheritance_client/inheritance.hpp>
#include <utility>

#include "check.hpp"

namespace api = inheritance_client;
namespace pgl = polyglue::client;

TEST(methods_of_bases) {
  api::Dog dog("Rex");
  EQUAL(dog.sound(), "woof");
  EQUAL(dog.name(), "Rex");
  dog.rename("Max");
  EQUAL(api::speak(dog), "Max says woof");
  EQUAL(dog.fetch(), 1);
  const api::Puppy puppy("Bit");
  EQUAL(puppy.sound(), "yip");
  EQUAL(puppy.age(), 1);
}

TEST(two_bases) {
  api::Duck duck("Donald");
  api::train(duck);
  duck.swim(1);
  EQUAL(duck.strokes(), 11);
  EQUAL(api::speak(duck), "Donald says quack");
  api::Duck moved = std::move(duck);
  EQUAL(moved.strokes(), 11);
  REFUSES(PGL_ERROR_NULL, duck.name());
}

TEST(virtual_functions_through_the_base) {
  for (const auto& [kind, sound] : {std::pair("dog", "woof"), std::pair("puppy", "yip"), std::pair("duck", "quack")}) {
    EQUAL(api::adopt(kind).sound(), sound);
  }
  EQUAL(api::breed().name(), "Junior");
}

TEST(back_to_the_derived_class) {
  api::Animal animal = api::adopt("puppy");
  CHECK(!pgl::cast<api::Duck>(std::move(animal)));
  EQUAL(animal.name(), "Bit");
  std::optional<api::Dog> dog = pgl::cast<api::Dog>(std::move(animal));
  if (!CHECK(dog)) return;
  EQUAL(dog->fetch(), 1);
  REFUSES(PGL_ERROR_NULL, animal.name());
}

TEST(kept_by_another_object) {
  api::Farm farm;
  farm.add(api::adopt("dog"));
  farm.add(api::adopt("duck"));
  EQUAL(farm.count(), 2);
  EQUAL(farm.at(1).sound(), "quack");
  THROWS(std::out_of_range, farm.at(2)) {}
  const std::vector<api::Animal> all = farm.all();
  EQUAL(all.size(), 2U);
  EQUAL(all[0].name(), "Rex");
}

CHECK_MAIN(inheritance_live)
