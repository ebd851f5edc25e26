#include <text_c.h>

#define LIBRARY text
#include "check.h"

#include <stdint.h>
#include <stdlib.h>

static void test_text(void) {
  pgl_str out;
  pgl_owner *owner = NULL;
  OK(text_greet(pgl_text("Ada"), &out, &owner));
  CHECK_STR(out, "Hello, Ada!");
  pgl_release(owner);
  OK(text_greet(pgl_text(""), &out, &owner));
  CHECK_STR(out, "Hello, !");
  pgl_release(owner);
  OK(text_greet(pgl_text(NULL), &out, &owner)); /* null of length 0 is empty text */
  CHECK_STR(out, "Hello, !");
  pgl_release(owner);
  OK(text_join(pgl_text("caf\xc3\xa9 "), pgl_text("\xf0\x9f\x8e\xb5"), &out, &owner));
  CHECK_STR(out, "caf\xc3\xa9 \xf0\x9f\x8e\xb5");
  pgl_release(owner);
  OK(text_fixed(&out, &owner));
  CHECK_STR(out, "text that is too long to be held in the object itself");
  pgl_release(owner);
  OK(text_upper(pgl_text("caf\xc3\xa9!"), &out, &owner));
  CHECK_STR(out, "CAF\xc3\xa9!");
  pgl_release(owner);
}

/* Text of the caller that does not end in NUL. */
static void test_slices(void) {
  const char text[] = {'o', 'n', 'e', 't', 'w', 'o'};
  const pgl_str one = {text, 3}, two = {text + 3, 3};
  pgl_str out;
  pgl_owner *owner;
  size_t length;
  OK(text_join(two, one, &out, &owner));
  CHECK_STR(out, "twoone");
  pgl_release(owner);
  OK(text_c_length(two, &length));
  CHECK_UINT(length, 3);
}

/* Whatever C++ holds it in, here it is UTF-8. */
static void test_other_encodings(void) {
  static const pgl_str texts[] = {PGL_STR(""), PGL_STR("plain"), PGL_STR("caf\xc3\xa9"), PGL_STR("\xe8\xaa\x9e"),
                                  PGL_STR("\xf0\x9f\x8e\xb5"), PGL_STR("a\0b"), PGL_STR("\xf4\x8f\xbf\xbf\xef\xbf\xbf")};
  pgl_status (*const forms[])(pgl_str, pgl_str *, pgl_owner **) = {text_twice_u8,   text_twice_u16, text_twice_u32,
                                                                   text_twice_wide, text_same_u16,  text_same_u32};
  pgl_str out;
  pgl_seq_str words;
  pgl_owner *owner = NULL;
  size_t units = 0;
  for (size_t i = 0; i < sizeof texts / sizeof *texts; ++i) {
    char twice[32];
    memcpy(twice, texts[i].data, texts[i].len);
    memcpy(twice + texts[i].len, texts[i].data, texts[i].len);
    for (size_t j = 0; j < sizeof forms / sizeof *forms; ++j) {
      OK(forms[j](texts[i], &out, &owner));
      CHECK_BYTES(out, twice, (j < 4 ? 2 : 1) * texts[i].len);
      pgl_release(owner);
    }
  }
  OK(text_units_u16(texts[4], &units));
  CHECK_UINT(units, 2);
  OK(text_units_u32(texts[4], &units));
  CHECK_UINT(units, 1);
  OK(text_wide_motto(&out, &owner));
  CHECK_STR(out, "caf\xc3\xa9");
  pgl_release(owner);
  FAILS(PGL_ERROR_ARGUMENT, text_wide_length(texts[5], &units));
  FAILS(PGL_ERROR_UTF8, text_units_u16(pgl_text("\xed\xa0\x80"), &units));
  OK(text_words(pgl_text("ein \xf0\x9f\x8e\xb5"), &words, &owner));
  CHECK_UINT(words.len, 2);
  CHECK_STR(words.data[1], "\xf0\x9f\x8e\xb5");
  pgl_release(owner);
  owner = NULL;
  FAILS(PGL_ERROR_UTF8, text_half_pair(&out, &owner));
  CHECK(owner == NULL);
}

static void test_nul(void) {
  const pgl_str text = PGL_STR("a\0b");
  pgl_str out;
  pgl_owner *owner;
  size_t length = 0;
  OK(text_with_nul(&out, &owner));
  CHECK_STR(out, "a\0b");
  pgl_release(owner);
  OK(text_length(text, &length));
  CHECK_UINT(length, 3);
  OK(text_join(text, text, &out, &owner));
  CHECK_STR(out, "a\0ba\0b");
  pgl_release(owner);
  /* A `const char *` cannot hold one. */
  FAILS(PGL_ERROR_ARGUMENT, text_c_length(text, &length));
  CHECK_UINT(length, 3);
  OK(text_c_length(pgl_text(""), &length));
  CHECK_UINT(length, 0);
}

static void test_static_text(void) {
  pgl_str out;
  OK(text_motto(&out));
  CHECK_STR(out, "caf\xc3\xa9 \xf0\x9f\x8e\xb5");
  OK(text_c_motto(&out));
  CHECK_STR(out, "one text, many languages");
}

/* References to arguments end with the call, so these results are copies. */
static void test_text_of_arguments(void) {
  pgl_str out, more;
  pgl_owner *owner, *other;
  OK(text_longer(pgl_text("a text too long for its object"), pgl_text("b"), &out, &owner));
  OK(text_longer(pgl_text("c"), pgl_text("another text too long for its object"), &more, &other));
  CHECK_STR(out, "a text too long for its object");
  CHECK_STR(more, "another text too long for its object");
  pgl_release(owner);
  pgl_release(other);
  OK(text_after_colon(pgl_text("key: a text too long for its object"), &out, &owner));
  CHECK_STR(out, " a text too long for its object");
  pgl_release(owner);
}

static void test_long_text(void) {
  static const size_t lengths[] = {0, 1, 15, 16, 22, 23, 63, 64, 4096, 1000000};
  size_t i;
  for (i = 0; i < sizeof lengths / sizeof *lengths; ++i) {
    pgl_str out, upper;
    pgl_owner *owner, *upper_owner;
    size_t length = 0;
    OK(text_repeat(lengths[i], &out, &owner));
    CHECK_UINT(out.len, lengths[i]);
    CHECK(out.len == 0 || (out.data[0] == 'x' && out.data[out.len - 1] == 'x'));
    OK(text_length(out, &length));
    CHECK_UINT(length, lengths[i]);
    OK(text_upper(out, &upper, &upper_owner));
    CHECK(upper.len == 0 || upper.data[upper.len / 2] == 'X');
    pgl_release(owner);
    pgl_release(upper_owner);
  }
}

static void test_buffers(void) {
  pgl_str out;
  char buffer[6];
  OK(text_c_motto(&out));
  CHECK_UINT(pgl_copy(out, buffer, sizeof buffer), 24);
  CHECK(strcmp(buffer, "one t") == 0);
  CHECK_UINT(pgl_copy(pgl_text("abc"), buffer, sizeof buffer), 3);
  CHECK(strcmp(buffer, "abc") == 0);
  CHECK_UINT(pgl_copy(out, NULL, 0), 24);
}

static void test_bad_text(void) {
  size_t i, length = 4;
  pgl_str out = PGL_STR("untouched");
  pgl_owner *owner = (pgl_owner *)&length;
  text_label *label = NULL;
  const pgl_str missing = {NULL, 1}, huge = {"x", SIZE_MAX}, half = {"x", (size_t)PTRDIFF_MAX + 1};
  for (i = 0; i < BAD_UTF8_COUNT; ++i) {
    FAILS(PGL_ERROR_UTF8, text_greet(pgl_text(check_bad_utf8[i]), &out, &owner));
    FAILS(PGL_ERROR_UTF8, text_join(pgl_text("good"), pgl_text(check_bad_utf8[i]), &out, &owner));
    FAILS(PGL_ERROR_UTF8, text_length(pgl_text(check_bad_utf8[i]), &length));
    FAILS(PGL_ERROR_UTF8, text_c_length(pgl_text(check_bad_utf8[i]), &length));
    FAILS(PGL_ERROR_UTF8, text_label_new(pgl_text(check_bad_utf8[i]), &label));
  }
  FAILS(PGL_ERROR_NULL, text_greet(missing, &out, &owner));
  CHECK(strstr(text_last_error()->message.data, "name") != NULL);
  FAILS(PGL_ERROR_LENGTH, text_greet(huge, &out, &owner));
  FAILS(PGL_ERROR_LENGTH, text_length(half, &length));
  CHECK_STR(out, "untouched");
  CHECK(owner == (pgl_owner *)&length);
  CHECK_UINT(length, 4);
  CHECK(label == NULL);
}

static void test_null_results(void) {
  pgl_str out;
  pgl_owner *owner;
  FAILS(PGL_ERROR_NULL, text_greet(pgl_text("x"), NULL, &owner));
  FAILS(PGL_ERROR_NULL, text_greet(pgl_text("x"), &out, NULL));
  FAILS(PGL_ERROR_NULL, text_motto(NULL));
  FAILS(PGL_ERROR_NULL, text_label_new(pgl_text("x"), NULL));
}

/* The library gives text that is not UTF-8. */
static void test_broken_result(void) {
  pgl_str out = PGL_STR("untouched");
  pgl_owner *owner = NULL;
  FAILS(PGL_ERROR_UTF8, text_broken(&out, &owner));
  CHECK_STR(out, "untouched");
  CHECK(owner == NULL);
}

static void test_memory(void) {
  pgl_str out;
  pgl_owner *owner;
  const pgl_status status = text_repeat(SIZE_MAX, &out, &owner);
  CHECK(status == PGL_ERROR_ARGUMENT || status == PGL_ERROR_MEMORY); /* std::length_error here */
}

static void test_object(void) {
  text_label *label = NULL;
  pgl_str text;
  OK(text_label_new(pgl_text("first"), &label));
  OK(text_label_text(label, &text));
  CHECK_STR(text, "first");
  OK(text_label_set_text(label, pgl_text("a text that is too long for a small string")));
  OK(text_label_text(label, &text));
  CHECK_STR(text, "a text that is too long for a small string");
  OK(text_label_set_text(label, text)); /* its own text */
  FAILS(PGL_ERROR_UTF8, text_label_set_text(label, pgl_text("\xff")));
  OK(text_label_text(label, &text));
  CHECK_STR(text, "a text that is too long for a small string");
  FAILS(PGL_ERROR_NULL, text_label_text(label, NULL));
  text_label_free(label);
}

TESTS(test_text, test_slices, test_nul, test_other_encodings, test_static_text, test_text_of_arguments, test_long_text, test_buffers, test_bad_text, test_null_results,
      test_broken_result, test_memory, test_object)
