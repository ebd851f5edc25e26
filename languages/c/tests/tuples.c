#include <tuples.h>

#include "check.h"

int main(void) {
  tuples_tuple_i32_i32 quotient;
  tuples_tuple_str_i32 swapped;
  tuples_tuple_str_i32_bool person;
  tuples_seq_tuple_str_i32 lengths;
  pgl_str text;
  pgl_owner *owner;

  OK(tuples, tuples_divmod(17, 5, &quotient));
  CHECK(quotient.item0 == 3 && quotient.item1 == 2);
  {
    const tuples_tuple_i32_str pair = {7, {"seven", 5}};
    OK(tuples, tuples_swapped(&pair, &swapped, &owner));
    CHECK(text_is(swapped.item0, "seven") && swapped.item1 == 7);
    pgl_release(owner);
    FAILS(tuples, PGL_ERROR_NULL, tuples_swapped(NULL, &swapped, &owner));
  }
  OK(tuples, tuples_person(&person, &owner));
  CHECK(text_is(person.item0, "Ada") && person.item1 == 36 && person.item2 == 1);
  {
    pgl_owner *second;
    OK(tuples, tuples_describe(&person, &text, &second));
    CHECK(text_is(text, "Ada (36) *"));
    pgl_release(second);
  }
  pgl_release(owner);
  {
    static const pgl_str words[] = {{"one", 3}, {"three", 5}};
    const pgl_seq_str texts = {words, 2};
    OK(tuples, tuples_lengths(texts, &lengths, &owner));
    CHECK(lengths.len == 2 && text_is(lengths.data[1].item0, "three") && lengths.data[1].item1 == 5);
    pgl_release(owner);
  }

  NOTHING_ALIVE(tuples);
  return DONE();
}
