#include <iteration_c.h>

#define LIBRARY iteration
#include "check.h"

#include <stdint.h>

static iteration_numbers *numbers_1_2_3(void) {
  static const int32_t values[] = {1, 2, 3};
  pgl_seq_i32 view;
  iteration_numbers *numbers = NULL;
  view.data = values;
  view.len = 3;
  OK(iteration_numbers_new_with_values(view, &numbers));
  return numbers;
}

static void test_elements(void) {
  iteration_numbers *numbers = numbers_1_2_3(), *none;
  pgl_seq_i32 all;
  pgl_owner *owner;
  OK(iteration_numbers_elements(numbers, &all, &owner));
  CHECK_SEQ(all, int32_t, 1, 2, 3);
  OK(iteration_numbers_push_back(numbers, 4));
  CHECK_SEQ(all, int32_t, 1, 2, 3); /* as they were */
  iteration_numbers_free(numbers);
  CHECK_SEQ(all, int32_t, 1, 2, 3);
  pgl_release(owner);
  OK(iteration_numbers_new(&none));
  OK(iteration_numbers_elements(none, &all, &owner));
  CHECK_UINT(all.len, 0);
  pgl_release(owner);
  iteration_numbers_free(none);
}

/* operator[] of the class checks nothing; the binding does. */
static void test_index(void) {
  iteration_numbers *numbers = numbers_1_2_3();
  int32_t value = 42;
  size_t length = 0;
  pgl_bool truth = 9;
  OK(iteration_numbers_length(numbers, &length));
  CHECK_UINT(length, 3);
  OK(iteration_numbers_get(numbers, 2, &value));
  CHECK_INT(value, 3);
  OK(iteration_numbers_set(numbers, 0, -1));
  OK(iteration_numbers_get(numbers, 0, &value));
  CHECK_INT(value, -1);
  FAILS(PGL_ERROR_INDEX, iteration_numbers_get(numbers, 3, &value));
  FAILS(PGL_ERROR_INDEX, iteration_numbers_get(numbers, SIZE_MAX, &value));
  FAILS(PGL_ERROR_INDEX, iteration_numbers_set(numbers, 3, 0));
  CHECK_INT(value, -1);
  OK(iteration_numbers_contains(numbers, 2, &truth));
  CHECK_UINT(truth, 1);
  OK(iteration_numbers_contains(numbers, 1, &truth));
  CHECK_UINT(truth, 0);
  OK(iteration_numbers_empty(numbers, &truth));
  CHECK_UINT(truth, 0);
  FAILS(PGL_ERROR_NULL, iteration_numbers_get(NULL, 0, &value));
  FAILS(PGL_ERROR_NULL, iteration_numbers_get(numbers, 0, NULL));
  iteration_numbers_free(numbers);
  FAILS(PGL_ERROR_CLOSED, iteration_numbers_get(numbers, 0, &value));
}

static void test_dictionary(void) {
  iteration_dictionary *words;
  pgl_str text = PGL_STR("untouched");
  iteration_seq_tuple_str_str all;
  pgl_owner *owner;
  pgl_bool truth = 9;
  size_t length = 0;
  OK(iteration_dictionary_new(&words));
  FAILS(PGL_ERROR_INDEX, iteration_dictionary_get(words, pgl_text("eins"), &text, &owner));
  CHECK_STR(text, "untouched");
  OK(iteration_dictionary_set(words, pgl_text("eins"), pgl_text("one")));
  OK(iteration_dictionary_set(words, pgl_text("drei"), pgl_text("three")));
  OK(iteration_dictionary_get(words, pgl_text("eins"), &text, &owner));
  CHECK_STR(text, "one");
  pgl_release(owner);
  OK(iteration_dictionary_contains(words, pgl_text("zwei"), &truth));
  CHECK_UINT(truth, 0);
  OK(iteration_dictionary_contains(words, pgl_text("drei"), &truth));
  CHECK_UINT(truth, 1);
  OK(iteration_dictionary_length(words, &length));
  CHECK_UINT(length, 2);
  OK(iteration_dictionary_elements(words, &all, &owner));
  CHECK_UINT(all.len, 2);
  CHECK_STR(all.data[0].item0, "drei");
  CHECK_STR(all.data[0].item1, "three");
  CHECK_STR(all.data[1].item0, "eins");
  pgl_release(owner);
  FAILS(PGL_ERROR_UTF8, iteration_dictionary_get(words, pgl_text("\xff"), &text, &owner));
  iteration_dictionary_free(words);
}

/* Objects in a collection: every one that comes out is the caller's own copy. */
static void test_objects(void) {
  iteration_shelf *shelf;
  iteration_item *item;
  iteration_seq_item elements, items;
  pgl_owner *elements_owner, *items_owner;
  pgl_str name;
  size_t i, length = 0;
  OK(iteration_shelf_new(&shelf));
  OK(iteration_item_new(pgl_text("book"), &item));
  OK(iteration_shelf_add(shelf, item));
  iteration_item_free(item);
  OK(iteration_item_new(pgl_text("vase"), &item));
  OK(iteration_shelf_add(shelf, item));
  FAILS(PGL_ERROR_WRONG_TYPE, iteration_shelf_add(shelf, (iteration_item *)(void *)shelf));
  OK(iteration_shelf_length(shelf, &length));
  CHECK_UINT(length, 2);
  OK(iteration_shelf_elements(shelf, &elements, &elements_owner));
  OK(iteration_shelf_items(shelf, &items, &items_owner));
  iteration_shelf_free(shelf);
  iteration_item_free(item);
  CHECK_UINT(elements.len, 2);
  CHECK_UINT(items.len, 2);
  for (i = 0; i < 2; ++i) {
    OK(iteration_item_name(elements.data[i], &name));
    if (i) CHECK_STR(name, "vase");
    else CHECK_STR(name, "book");
    OK(iteration_item_name(items.data[i], &name));
    CHECK_UINT(name.len, 4);
    CHECK(iteration_identity(elements.data[i]) != iteration_identity(items.data[i]));
    iteration_item_free(elements.data[i]);
    iteration_item_free(items.data[i]);
  }
  pgl_release(elements_owner);
  pgl_release(items_owner);
}

static void test_gone_through_once(void) {
  iteration_f64_stream *halves = NULL;
  double value = 0, sum = 0;
  OK(iteration_halves(4, &halves));
  while (iteration_f64_stream_next(halves, &value) == PGL_OK) sum += value;
  CHECK_REAL(sum, 4 + 2 + 1);
  CHECK_INT(iteration_f64_stream_next(halves, &value), PGL_END);
  iteration_f64_stream_free(halves);
}

TESTS(test_elements, test_index, test_dictionary, test_objects, test_gone_through_once)
