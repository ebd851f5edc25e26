#include <iteration.h>

#include "check.h"

int main(void) {
  static const int32_t some[] = {5, 6, 7};
  const pgl_seq_i32 values = {some, 3};
  iteration_numbers *numbers;
  iteration_dictionary *dictionary;
  iteration_shelf *shelf;
  iteration_item *item;
  iteration_seq_item items;
  pgl_seq_i32 all;
  pgl_owner *owner;
  pgl_str text;
  pgl_bool flag;
  size_t size;
  int32_t value;

  OK(iteration, iteration_numbers_new_with_values(values, &numbers));
  OK(iteration, iteration_numbers_length(numbers, &size));
  CHECK(size == 3);
  OK(iteration, iteration_numbers_get(numbers, 2, &value));
  CHECK(value == 7);
  FAILS(iteration, PGL_ERROR_INDEX, iteration_numbers_get(numbers, 3, &value));
  FAILS(iteration, PGL_ERROR_INDEX, iteration_numbers_get(numbers, SIZE_MAX, &value));
  OK(iteration, iteration_numbers_set(numbers, 0, 50));
  FAILS(iteration, PGL_ERROR_INDEX, iteration_numbers_set(numbers, 3, 50));
  OK(iteration, iteration_numbers_contains(numbers, 50, &flag));
  CHECK(flag == 1);
  OK(iteration, iteration_numbers_elements(numbers, &all, &owner));
  CHECK(all.len == 3 && all.data[0] == 50);
  OK(iteration, iteration_numbers_push_back(numbers, 8));
  CHECK(all.len == 3 && all.data[2] == 7);  /* a snapshot */
  pgl_release(owner);
  iteration_numbers_free(numbers);

  OK(iteration, iteration_dictionary_new(&dictionary));
  OK(iteration, iteration_dictionary_set(dictionary, pgl_text("a"), pgl_text("first")));
  FAILS(iteration, PGL_ERROR_INDEX, iteration_dictionary_get(dictionary, pgl_text("b"), &text));
  OK(iteration, iteration_dictionary_get(dictionary, pgl_text("a"), &text));
  CHECK(text_is(text, "first"));
  {
    iteration_seq_tuple_str_str pairs;
    OK(iteration, iteration_dictionary_elements(dictionary, &pairs, &owner));
    CHECK(pairs.len == 1 && text_is(pairs.data[0].item0, "a") && text_is(pairs.data[0].item1, "first"));
    pgl_release(owner);
  }
  iteration_dictionary_free(dictionary);

  OK(iteration, iteration_shelf_new(&shelf));
  OK(iteration, iteration_item_new(pgl_text("vase"), &item));
  OK(iteration, iteration_shelf_add(shelf, item));
  OK(iteration, iteration_shelf_add(shelf, item));
  iteration_item_free(item);
  OK(iteration, iteration_shelf_elements(shelf, &items, &owner));
  iteration_shelf_free(shelf);
  CHECK(items.len == 2);
  OK(iteration, iteration_item_name(items.data[1], &text));
  CHECK(text_is(text, "vase"));
  iteration_item_free(items.data[0]);
  iteration_item_free(items.data[1]);
  pgl_release(owner);

  NOTHING_ALIVE(iteration);
  return DONE();
}
