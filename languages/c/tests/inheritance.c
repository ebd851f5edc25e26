#include <inheritance_c.h>

#define LIBRARY inheritance
#include "check.h"

/* What an animal says when its class is not known at the call. */
#define SAYS(animal, literal)                           \
  do {                                                  \
    pgl_str says_out;                                   \
    pgl_owner *says_owner = NULL;                       \
    if (OK(inheritance_speak((animal), &says_out, &says_owner))) { \
      CHECK_STR(says_out, literal);                     \
      pgl_release(says_owner);                          \
    }                                                   \
  } while (0)

static void test_base_methods(void) {
  inheritance_dog *dog;
  inheritance_animal *animal;
  pgl_str name;
  int32_t fetched = 0;
  OK(inheritance_dog_new(pgl_text("Rex"), &dog));
  animal = inheritance_dog_as_animal(dog);
  CHECK((void *)animal == (void *)dog);
  OK(inheritance_animal_name(animal, &name));
  CHECK_STR(name, "Rex");
  OK(inheritance_animal_rename(animal, pgl_text("Max")));
  SAYS(animal, "Max says woof");
  OK(inheritance_dog_fetch(dog, &fetched));
  CHECK_INT(fetched, 1);
  CHECK_UINT(inheritance_live().handles, 1);
  inheritance_animal_free(animal); /* by its base is as good */
  FAILS(PGL_ERROR_CLOSED, inheritance_dog_fetch(dog, &fetched));
}

static void test_two_levels(void) {
  inheritance_puppy *puppy;
  int32_t number = 0;
  pgl_str sound;
  pgl_owner *owner;
  OK(inheritance_puppy_new(pgl_text("Bit"), &puppy));
  OK(inheritance_puppy_age(puppy, &number));
  CHECK_INT(number, 1);
  OK(inheritance_dog_fetch(inheritance_puppy_as_dog(puppy), &number));
  SAYS(inheritance_puppy_as_animal(puppy), "Bit says yip");
  OK(inheritance_animal_sound(inheritance_puppy_as_animal(puppy), &sound, &owner));
  CHECK_STR(sound, "yip");
  pgl_release(owner);
  inheritance_puppy_free(puppy);
}

/* The second base does not begin where the object does. */
static void test_two_bases(void) {
  inheritance_duck *duck;
  inheritance_swimmer *swimmer, *alone;
  int32_t strokes = 0;
  OK(inheritance_duck_new(pgl_text("Donald"), &duck));
  swimmer = inheritance_duck_as_swimmer(duck);
  OK(inheritance_swimmer_swim(swimmer, 3));
  OK(inheritance_train(swimmer));
  OK(inheritance_swimmer_strokes(swimmer, &strokes));
  CHECK_INT(strokes, 13);
  SAYS(inheritance_duck_as_animal(duck), "Donald says quack");
  CHECK(inheritance_duck_from_swimmer(swimmer) == duck);
  OK(inheritance_swimmer_new(&alone));
  OK(inheritance_train(alone));
  CHECK(inheritance_duck_from_swimmer(alone) == NULL);
  inheritance_swimmer_free(alone);
  inheritance_swimmer_free(swimmer);
}

/* A result declared as a base is what it is. */
static void test_downcasts(void) {
  inheritance_animal *animal;
  int32_t number = 0;
  OK(inheritance_adopt(pgl_text("puppy"), &animal));
  CHECK_INT(inheritance_class_of(animal), INHERITANCE_CLASS_PUPPY);
  CHECK(inheritance_is_a(animal, INHERITANCE_CLASS_ANIMAL));
  CHECK(inheritance_is_a(animal, INHERITANCE_CLASS_DOG));
  CHECK(!inheritance_is_a(animal, INHERITANCE_CLASS_DUCK));
  CHECK(inheritance_dog_from_animal(animal) != NULL);
  CHECK(inheritance_duck_from_animal(animal) == NULL);
  OK(inheritance_puppy_age(inheritance_puppy_from_animal(animal), &number));
  CHECK_INT(number, 1);
  inheritance_animal_free(animal);
  CHECK(inheritance_dog_from_animal(animal) == NULL);
  CHECK(inheritance_dog_from_animal(NULL) == NULL);

  OK(inheritance_adopt(pgl_text("duck"), &animal));
  OK(inheritance_swimmer_swim(inheritance_duck_as_swimmer(inheritance_duck_from_animal(animal)), 2));
  inheritance_animal_free(animal);

  OK(inheritance_breed(&animal)); /* unique */
  CHECK_INT(inheritance_class_of(animal), INHERITANCE_CLASS_DOG);
  SAYS(animal, "Junior says woof");
  inheritance_animal_free(animal);
}

static void test_wrong_casts(void) {
  inheritance_animal *animal;
  inheritance_farm *farm;
  int32_t number = 42;
  OK(inheritance_adopt(pgl_text("dog"), &animal));
  OK(inheritance_farm_new(&farm));
  FAILS(PGL_ERROR_WRONG_TYPE, inheritance_puppy_age((inheritance_puppy *)(void *)animal, &number));
  FAILS(PGL_ERROR_WRONG_TYPE, inheritance_train((inheritance_swimmer *)(void *)animal));
  FAILS(PGL_ERROR_WRONG_TYPE, inheritance_farm_add(farm, (inheritance_animal *)(void *)farm));
  FAILS(PGL_ERROR_NULL, inheritance_train(NULL));
  CHECK_INT(number, 42);
  inheritance_animal_free(animal);
  inheritance_farm_free(farm);
}

/* Shared animals outlive the handle that brought them, and the farm. */
static void test_shared(void) {
  inheritance_farm *farm;
  inheritance_dog *dog;
  inheritance_animal *duck, *first;
  inheritance_seq_animal all;
  pgl_owner *owner;
  int32_t number = 0;
  OK(inheritance_farm_new(&farm));
  OK(inheritance_dog_new(pgl_text("Rex"), &dog));
  OK(inheritance_adopt(pgl_text("duck"), &duck));
  OK(inheritance_farm_add(farm, inheritance_dog_as_animal(dog)));
  OK(inheritance_farm_add(farm, duck));
  inheritance_animal_free(duck);
  OK(inheritance_farm_count(farm, &number));
  CHECK_INT(number, 2);

  OK(inheritance_farm_at(farm, 0, &first)); /* borrowed, and the same object */
  CHECK(inheritance_identity(first) == inheritance_identity(dog));
  CHECK_INT(inheritance_class_of(first), INHERITANCE_CLASS_DOG);
  OK(inheritance_animal_rename(first, pgl_text("Max")));
  SAYS(inheritance_dog_as_animal(dog), "Max says woof");
  FAILS(PGL_ERROR_INDEX, inheritance_farm_at(farm, 2, &first));
  FAILS(PGL_ERROR_INDEX, inheritance_farm_at(farm, -1, &first));

  OK(inheritance_farm_all(farm, &all, &owner));
  CHECK_UINT(all.len, 2);
  inheritance_farm_free(farm);
  inheritance_dog_free(dog);
  SAYS(all.data[0], "Max says woof");
  SAYS(all.data[1], "Donald says quack");
  CHECK(inheritance_duck_from_animal(all.data[1]) != NULL);
  inheritance_animal_free(all.data[0]);
  inheritance_animal_free(all.data[1]);
  pgl_release(owner);
  SAYS(first, "Max says woof"); /* the borrowed one kept the farm alive */
  inheritance_animal_free(first);
}

TESTS(test_base_methods, test_two_levels, test_two_bases, test_downcasts, test_wrong_casts, test_shared)
