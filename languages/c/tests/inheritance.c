#include <inheritance.h>

#include "check.h"

int main(void) {
  inheritance_dog *dog;
  inheritance_duck *duck;
  inheritance_animal *animal;
  inheritance_farm *farm;
  inheritance_seq_animal all;
  pgl_str text;
  pgl_owner *owner;
  int32_t number;
  size_t i;

  OK(inheritance, inheritance_dog_new(pgl_text("Rex"), &dog));
  /* A dog where an animal is wanted: the same handle. */
  OK(inheritance, inheritance_speak(inheritance_dog_as_animal(dog), &text, &owner));
  CHECK(text_is(text, "Rex says woof"));
  pgl_release(owner);
  OK(inheritance, inheritance_animal_rename(inheritance_dog_as_animal(dog), pgl_text("Max")));
  OK(inheritance, inheritance_animal_name(inheritance_dog_as_animal(dog), &text));
  CHECK(text_is(text, "Max"));
  OK(inheritance, inheritance_dog_fetch(dog, &number));
  CHECK(number == 1);
  FAILS(inheritance, PGL_ERROR_WRONG_TYPE, inheritance_train((inheritance_swimmer *)(void *)dog));
  inheritance_dog_free(dog);

  /* The second base lies elsewhere in the object. */
  OK(inheritance, inheritance_duck_new(pgl_text("Donald"), &duck));
  OK(inheritance, inheritance_train(inheritance_duck_as_swimmer(duck)));
  OK(inheritance, inheritance_swimmer_strokes(inheritance_duck_as_swimmer(duck), &number));
  CHECK(number == 10);
  OK(inheritance, inheritance_speak(inheritance_duck_as_animal(duck), &text, &owner));
  CHECK(text_is(text, "Donald says quack"));
  pgl_release(owner);
  inheritance_duck_free(duck);

  /* What C++ gives as an animal is known as what it is. */
  OK(inheritance, inheritance_adopt(pgl_text("puppy"), &animal));
  CHECK(inheritance_class_of(animal) == INHERITANCE_CLASS_PUPPY);
  CHECK(inheritance_is_a(animal, INHERITANCE_CLASS_DOG));
  CHECK(inheritance_dog_from_animal(animal) != NULL);
  CHECK(inheritance_puppy_from_animal(animal) != NULL);
  CHECK(inheritance_duck_from_animal(animal) == NULL);
  OK(inheritance, inheritance_puppy_age(inheritance_puppy_from_animal(animal), &number));
  CHECK(number == 1);

  OK(inheritance, inheritance_farm_new(&farm));
  OK(inheritance, inheritance_farm_add(farm, animal));
  inheritance_animal_free(animal);
  OK(inheritance, inheritance_breed(&animal));
  CHECK(inheritance_class_of(animal) == INHERITANCE_CLASS_DOG);
  OK(inheritance, inheritance_farm_add(farm, animal));
  inheritance_animal_free(animal);
  OK(inheritance, inheritance_farm_count(farm, &number));
  CHECK(number == 2);
  OK(inheritance, inheritance_farm_at(farm, 0, &animal));
  CHECK(inheritance_class_of(animal) == INHERITANCE_CLASS_PUPPY);
  inheritance_animal_free(animal);
  FAILS(inheritance, PGL_ERROR_INDEX, inheritance_farm_at(farm, 2, &animal));
  OK(inheritance, inheritance_farm_all(farm, &all, &owner));
  CHECK(all.len == 2);
  for (i = 0; i < all.len; ++i) {
    CHECK(inheritance_is_a(all.data[i], INHERITANCE_CLASS_DOG));
    inheritance_animal_free(all.data[i]);
  }
  pgl_release(owner);
  inheritance_farm_free(farm);

  NOTHING_ALIVE(inheritance);
  return DONE();
}
