#include <optionals.h>

#include "check.h"

int main(void) {
  pgl_opt_i32 root;
  pgl_opt_str word;
  pgl_opt_size size;
  pgl_str text;
  pgl_owner *owner;
  int32_t number;
  optionals_token *token;

  OK(optionals, optionals_exact_root(49, &root));
  CHECK(root.has == 1 && root.value == 7);
  OK(optionals, optionals_exact_root(50, &root));
  CHECK(root.has == 0 && root.value == 0);
  {
    const pgl_opt_i32 some = {1, 5}, none = {0, 0}, bad = {2, 5};
    OK(optionals, optionals_or_minus_one(some, &number));
    CHECK(number == 5);
    OK(optionals, optionals_or_minus_one(none, &number));
    CHECK(number == -1);
    FAILS(optionals, PGL_ERROR_RANGE, optionals_or_minus_one(bad, &number));
  }
  OK(optionals, optionals_first_word(pgl_text("  two words"), &word, &owner));
  CHECK(word.has == 1 && text_is(word.value, "two"));
  pgl_release(owner);
  OK(optionals, optionals_first_word(pgl_text("   "), &word, &owner));
  CHECK(word.has == 0);
  pgl_release(owner);
  {
    const pgl_opt_str some = {1, {"four", 4}}, none = {0, {NULL, 0}};
    OK(optionals, optionals_length(&some, &size));
    CHECK(size.has == 1 && size.value == 4);
    OK(optionals, optionals_length(&none, &size));
    CHECK(size.has == 0);
  }
  {
    optionals_person person = {{"Augusta", 7}, {1, {"Ada", 3}}, {1, 36}};
    optionals_opt_person maybe, older;
    OK(optionals, optionals_address(&person, &text, &owner));
    CHECK(text_is(text, "Ada"));
    pgl_release(owner);
    maybe.has = 1;
    maybe.value = person;
    OK(optionals, optionals_older(&maybe, &older, &owner));
    CHECK(older.has == 1 && older.value.age.value == 37 && text_is(older.value.name, "Augusta"));
    pgl_release(owner);
    maybe.value.age.has = 0;
    OK(optionals, optionals_older(&maybe, &older, &owner));
    CHECK(older.has == 0);
    pgl_release(owner);
  }
  {
    static const pgl_opt_i32 mixed[] = {{1, 1}, {0, 0}, {1, 3}};
    const optionals_seq_opt_i32 values = {mixed, 3};
    optionals_seq_opt_i32 evens;
    pgl_seq_i32 present;
    OK(optionals, optionals_present(values, &present, &owner));
    CHECK(present.len == 2 && present.data[1] == 3);
    pgl_release(owner);
    OK(optionals, optionals_evens(3, &evens, &owner));
    CHECK(evens.len == 3 && evens.data[0].has == 1 && evens.data[1].has == 0 && evens.data[2].value == 2);
    pgl_release(owner);
  }

  OK(optionals, optionals_find_token(5, &token));
  CHECK(token != NULL);
  OK(optionals, optionals_token_id_or(token, -7, &number));
  CHECK(number == 5);
  optionals_token_free(token);
  OK(optionals, optionals_find_token(-1, &token));
  CHECK(token == NULL);
  OK(optionals, optionals_token_id_or(NULL, -7, &number));
  CHECK(number == -7);

  NOTHING_ALIVE(optionals);
  return DONE();
}
