#include <optionals_c.h>

#define LIBRARY optionals
#include "check.h"

static const pgl_opt_i32 nothing = {0, 0};

static pgl_opt_i32 some(int32_t value) {
  pgl_opt_i32 result;
  memset(&result, 0, sizeof result);
  result.has = 1;
  result.value = value;
  return result;
}

static void test_numbers(void) {
  pgl_opt_i32 root = {9, 9};
  int32_t number = 0;
  OK(optionals_exact_root(49, &root));
  CHECK(root.has == 1 && root.value == 7);
  OK(optionals_exact_root(0, &root));
  CHECK(root.has == 1 && root.value == 0);
  OK(optionals_exact_root(50, &root));
  CHECK(root.has == 0 && root.value == 0); /* all zero */
  OK(optionals_or_minus_one(some(5), &number));
  CHECK_INT(number, 5);
  OK(optionals_or_minus_one(nothing, &number));
  CHECK_INT(number, -1);
}

static void test_text(void) {
  pgl_opt_str out, text;
  pgl_opt_size length;
  pgl_owner *owner;
  OK(optionals_first_word(pgl_text("  one two"), &out, &owner));
  CHECK_UINT(out.has, 1);
  CHECK_STR(out.value, "one");
  pgl_release(owner);
  OK(optionals_first_word(pgl_text("   "), &out, &owner));
  CHECK(out.has == 0 && out.value.data == NULL && out.value.len == 0);
  pgl_release(owner);
  memset(&text, 0, sizeof text);
  OK(optionals_length(&text, &length));
  CHECK_UINT(length.has, 0);
  text.has = 1;
  OK(optionals_length(&text, &length)); /* present and empty */
  CHECK(length.has == 1 && length.value == 0);
  text.value = pgl_text("abc");
  OK(optionals_length(&text, &length));
  CHECK(length.has == 1 && length.value == 3);
}

static void test_in_record(void) {
  optionals_person person;
  optionals_opt_person in, out;
  pgl_str text;
  pgl_owner *owner;
  memset(&person, 0, sizeof person);
  person.name = pgl_text("Ada");
  OK(optionals_address(&person, &text, &owner));
  CHECK_STR(text, "Ada");
  pgl_release(owner);
  person.nickname.has = 1;
  person.nickname.value = pgl_text("Countess");
  OK(optionals_address(&person, &text, &owner));
  CHECK_STR(text, "Countess");
  pgl_release(owner);

  memset(&in, 0, sizeof in);
  OK(optionals_older(&in, &out, &owner));
  CHECK_UINT(out.has, 0);
  pgl_release(owner);
  in.has = 1;
  in.value = person;
  OK(optionals_older(&in, &out, &owner)); /* of unknown age */
  CHECK_UINT(out.has, 0);
  pgl_release(owner);
  in.value.age = some(36);
  OK(optionals_older(&in, &out, &owner));
  CHECK(out.has == 1 && out.value.age.has == 1);
  CHECK_INT(out.value.age.value, 37);
  CHECK_STR(out.value.nickname.value, "Countess");
  pgl_release(owner);
}

static void test_in_sequence(void) {
  pgl_opt_i32 values[4];
  optionals_seq_opt_i32 in, evens;
  pgl_seq_i32 out;
  pgl_owner *owner;
  values[0] = some(3);
  values[1] = nothing;
  values[2] = some(0);
  values[3] = nothing;
  in.data = values;
  in.len = 4;
  OK(optionals_present(in, &out, &owner));
  CHECK_SEQ(out, int32_t, 3, 0);
  pgl_release(owner);
  OK(optionals_evens(4, &evens, &owner));
  CHECK_UINT(evens.len, 4);
  CHECK(evens.data[0].has == 1 && evens.data[0].value == 0);
  CHECK(evens.data[1].has == 0 && evens.data[2].value == 2);
  pgl_release(owner);
  values[3].has = 2;
  FAILS(PGL_ERROR_RANGE, optionals_present(in, &out, &owner));
  CHECK(strstr(optionals_last_error()->message.data, "values[3]") != NULL);
}

/* An optional object is a handle that may be null. */
static void test_objects(void) {
  optionals_token *token = (optionals_token *)(void *)&token;
  int32_t id = 42;
  OK(optionals_find_token(-1, &token));
  CHECK(token == NULL);
  OK(optionals_token_id_or(NULL, 7, &id));
  CHECK_INT(id, 7);
  OK(optionals_find_token(5, &token));
  OK(optionals_token_id_or(token, 7, &id));
  CHECK_INT(id, 5);
  optionals_token_free(token);
  FAILS(PGL_ERROR_CLOSED, optionals_token_id_or(token, 7, &id)); /* closed is not null */
  CHECK_INT(id, 5);
}

static void test_text_behind_pointers(void) {
  pgl_opt_str name;
  pgl_str greeting;
  pgl_owner *owner;
  int32_t units = 0;
  memset(&name, 0, sizeof name);
  OK(optionals_greet(&name, &greeting, &owner));
  CHECK_STR(greeting, "Hello");
  pgl_release(owner);
  OK(optionals_units(&name, &units));
  CHECK_INT(units, -1);
  name.has = 1;
  name.value = pgl_text("Ada");
  OK(optionals_greet(&name, &greeting, &owner));
  CHECK_STR(greeting, "Hello, Ada");
  pgl_release(owner);
  OK(optionals_units(&name, &units));
  CHECK_INT(units, 3);
  name.value = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, optionals_greet(&name, &greeting, &owner));
  name.has = 2;
  FAILS(PGL_ERROR_RANGE, optionals_units(&name, &units));
  FAILS(PGL_ERROR_NULL, optionals_units(NULL, &units));
}

static void test_refusals(void) {
  pgl_opt_i32 bad = {2, 0};
  pgl_opt_str text;
  pgl_opt_size length = {0, 3};
  optionals_person person;
  optionals_opt_person out;
  pgl_str address;
  pgl_owner *owner;
  int32_t number = 42;
  memset(&text, 0, sizeof text);
  memset(&person, 0, sizeof person);
  FAILS(PGL_ERROR_RANGE, optionals_or_minus_one(bad, &number));
  text.has = 1;
  text.value = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, optionals_length(&text, &length));
  text.has = 0; /* what is not there is not looked at */
  OK(optionals_length(&text, &length));
  FAILS(PGL_ERROR_NULL, optionals_length(NULL, &length));
  FAILS(PGL_ERROR_NULL, optionals_address(NULL, &address, &owner));
  FAILS(PGL_ERROR_NULL, optionals_older(NULL, &out, &owner));
  person.nickname.has = 1;
  person.nickname.value = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, optionals_address(&person, &address, &owner));
  CHECK(strstr(optionals_last_error()->message.data, "person.nickname") != NULL);
  CHECK_INT(number, 42);
}

TESTS(test_numbers, test_text, test_text_behind_pointers, test_in_record, test_in_sequence, test_objects, test_refusals)
