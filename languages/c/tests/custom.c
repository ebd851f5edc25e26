#include <custom_c.h>

#define LIBRARY custom
#include "check.h"

static void test_text_for_a_class(void) {
  pgl_str out;
  pgl_owner *owner;
  OK(custom_next(pgl_text("00000000000000ff"), &out, &owner));
  CHECK_STR(out, "0000000000000100");
  pgl_release(owner);
  OK(custom_next(pgl_text("ffffffffffffffff"), &out, &owner));
  CHECK_STR(out, "0000000000000000");
  pgl_release(owner);
}

/* What the converter refuses. */
static void test_refused(void) {
  pgl_str out = PGL_STR("untouched");
  pgl_owner *owner = NULL;
  FAILS(PGL_ERROR_ARGUMENT, custom_next(pgl_text("12"), &out, &owner));
  CHECK_MESSAGE("a Uuid has 16 digits");
  FAILS(PGL_ERROR_ARGUMENT, custom_next(pgl_text("000000000000000G"), &out, &owner));
  CHECK_MESSAGE("not a hexadecimal digit");
  FAILS(PGL_ERROR_UTF8, custom_next(pgl_text("00000000000000\xff\xff"), &out, &owner));
  FAILS(PGL_ERROR_NULL, custom_next(pgl_text("0000000000000000"), NULL, &owner));
  CHECK_STR(out, "untouched");
  CHECK(owner == NULL);
}

static void test_number_for_a_struct(void) {
  int64_t out = 0;
  OK(custom_tip(1234, &out));
  CHECK_INT(out, 123);
  OK(custom_tip(INT64_MIN, &out));
  CHECK_INT(out, INT64_MIN / 10);
}

static void test_inside_containers(void) {
  pgl_seq_str ids;
  pgl_opt_str found;
  pgl_owner *owner, *found_owner;
  OK(custom_ids(3, &ids, &owner));
  CHECK_UINT(ids.len, 3);
  CHECK_STR(ids.data[0], "0000000000000000");
  CHECK_STR(ids.data[2], "0000000000000002");
  OK(custom_find(ids, ids.data[1], &found, &found_owner));
  CHECK_UINT(found.has, 1);
  CHECK_STR(found.value, "0000000000000001");
  pgl_release(found_owner);
  OK(custom_find(ids, pgl_text("aaaaaaaaaaaaaaaa"), &found, &found_owner));
  CHECK_UINT(found.has, 0);
  pgl_release(found_owner);
  pgl_release(owner);
  OK(custom_ids(0, &ids, &owner));
  CHECK_UINT(ids.len, 0);
  pgl_release(owner);
}

static void test_variant_for_a_union(void) {
  custom_i64_or_f64 length, out;
  memset(&length, 0, sizeof length);
  length.tag = CUSTOM_I64_OR_F64_I64;
  length.as.i64 = 7;
  OK(custom_half(length, &out));
  CHECK_INT(out.tag, CUSTOM_I64_OR_F64_I64);
  CHECK_INT(out.as.i64, 3);
  length.tag = CUSTOM_I64_OR_F64_F64;
  length.as.f64 = 0.5;
  OK(custom_half(length, &out));
  CHECK_INT(out.tag, CUSTOM_I64_OR_F64_F64);
  CHECK_REAL(out.as.f64, 0.25);
}

static void test_bad_element(void) {
  const pgl_str texts[] = {PGL_STR("0000000000000000"), PGL_STR("bad")};
  const pgl_seq_str ids = {texts, 2};
  pgl_opt_str found;
  pgl_owner *owner;
  FAILS(PGL_ERROR_ARGUMENT, custom_find(ids, texts[0], &found, &owner));
}

static void test_inside_a_record(void) {
  custom_bill bill, out;
  pgl_owner *owner;
  bill.id = pgl_text("00000000000000aa");
  bill.number = 1;
  OK(custom_numbered(&bill, 7, &out, &owner));
  CHECK_STR(out.id, "00000000000000aa");
  CHECK_INT(out.number, 7);
  pgl_release(owner);
  bill.id = pgl_text("bad");
  FAILS(PGL_ERROR_ARGUMENT, custom_numbered(&bill, 7, &out, &owner));
  FAILS(PGL_ERROR_NULL, custom_numbered(NULL, 7, &out, &owner));
}

TESTS(test_text_for_a_class, test_refused, test_number_for_a_struct, test_inside_containers, test_variant_for_a_union, test_bad_element, test_inside_a_record)
