#include <pointers_c.h>

#define LIBRARY pointers
#include "check.h"

static void test_a_pointer_and_its_length_are_one_argument(void) {
  const uint8_t bytes[] = {1, 2, 255};
  const double numbers[] = {1.5, 2.5};
  const int32_t integers[] = {4, 5, 6};
  uint64_t sum = 0;
  double total = 0;
  int32_t last = 0;
  size_t nuls = 0;
  char letter = 0;
  OK(pointers_checksum((pgl_bytes){bytes, 3}, &sum));
  CHECK_UINT(sum, 258);
  OK(pointers_checksum((pgl_bytes){NULL, 0}, &sum));
  CHECK_UINT(sum, 0);
  OK(pointers_total((pgl_seq_f64){numbers, 2}, 1.0, &total));
  CHECK_REAL(total, 5.0);
  OK(pointers_last_of((pgl_seq_i32){integers, 3}, &last));
  CHECK_INT(last, 6);
  OK(pointers_last_of((pgl_seq_i32){NULL, 0}, &last));
  CHECK_INT(last, -1);
  OK(pointers_count_nul((pgl_str){"a\0b\0", 4}, &nuls));
  CHECK_UINT(nuls, 2);
  OK(pointers_letter_at(pgl_text("abc"), 2, &letter));
  CHECK_INT(letter, 'c');
}

static void test_classes_that_stand_for_text(void) {
  pgl_str word;
  pgl_bytes rest;
  pgl_owner *owner = NULL;
  OK(pointers_first_word(pgl_text("two words"), &word, &owner));
  CHECK_STR(word, "two");
  pgl_release(owner);
  const uint8_t bytes[] = {0xFF, 0, 7};
  OK(pointers_without_first((pgl_bytes){bytes, 3}, &rest, &owner));
  CHECK_UINT(rest.len, 2);
  CHECK_INT(rest.data[1], 7);
  pgl_release(owner);
  FAILS(PGL_ERROR_UTF8, pointers_first_word((pgl_str){"\xFF", 1}, &word, &owner));
}

static void test_what_is_written_is_a_result(void) {
  pointers_tuple_bool_i32 parsed;
  OK(pointers_to_int(pgl_text("42"), &parsed));
  CHECK(parsed.item0 && parsed.item1 == 42);
  OK(pointers_to_int(pgl_text("4x"), &parsed));
  CHECK(!parsed.item0);
  pointers_tuple_i32_i32 parts;
  OK(pointers_divide(17, 5, &parts));
  CHECK(parts.item0 == 3 && parts.item1 == 2);
  FAILS(PGL_ERROR_ARGUMENT, pointers_divide(1, 0, &parts));
}

static void test_objects_and_streams(void) {
  pointers_store *store = NULL, *self = NULL;
  pgl_str text;
  pgl_owner *owner = NULL;
  int32_t count = 0;
  size_t length = 0;
  OK(pointers_store_new_with_data((pgl_bytes){(const uint8_t *)"raw", 3}, &store));
  OK(pointers_store_name(store, &text));
  CHECK_STR(text, "raw");
  OK(pointers_store_assign(store, pgl_text("set")));
  OK(pointers_store_measure(store, &length));
  CHECK_UINT(length, 3);
  OK(pointers_store_write(store, 2, &text, &owner));
  CHECK_STR(text, "set;set;");
  pgl_release(owner);
  OK(pointers_store_read(store, pgl_text("a bc"), &count));
  CHECK_INT(count, 2);
  OK(pointers_store_self(store, &self));
  OK(pointers_store_name(self, &text));
  CHECK_STR(text, "setabc");
  pointers_store_free(self);
  pointers_store_free(store);
  CHECK_INT(POINTERS_MODE_READ_WRITE, 2);
  CHECK_INT(POINTERS_CODEC_SNAPPY, 1);
}

static void test_a_pointer_to_a_record_is_a_copy(void) {
  pointers_store *store = NULL;
  pointers_opt_mark mark = {0};
  pgl_owner *owner = NULL, *none = NULL;
  OK(pointers_store_new(pgl_text("a"), &store));
  OK(pointers_store_mark(store, &mark, &none));
  CHECK(!mark.has && !none);
  OK(pointers_store_set_mark(store, pgl_text("a text that is too long for a small string")));
  OK(pointers_store_mark(store, &mark, &owner));
  OK(pointers_store_set_mark(store, pgl_text("another text, of the same length, in place")));
  pointers_store_free(store);
  if (CHECK(mark.has)) CHECK_STR(mark.value.text, "a text that is too long for a small string");
  pgl_release(owner);
}

TESTS(test_a_pointer_and_its_length_are_one_argument, test_classes_that_stand_for_text, test_what_is_written_is_a_result, test_objects_and_streams,
      test_a_pointer_to_a_record_is_a_copy)
