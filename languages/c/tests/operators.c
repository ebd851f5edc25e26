#include <operators_c.h>

#define LIBRARY operators
#include "check.h"

#include <math.h>
#include <stdint.h>

#define IS(fraction, n, d)                                     \
  do {                                                         \
    int64_t is_n = 0, is_d = 0;                                \
    OK(operators_fraction_numerator((fraction), &is_n));       \
    OK(operators_fraction_denominator((fraction), &is_d));     \
    CHECK_INT(is_n, (n));                                      \
    CHECK_INT(is_d, (d));                                      \
  } while (0)

static operators_fraction *fraction(int64_t numerator, int64_t denominator) {
  operators_fraction *made = NULL;
  OK(operators_fraction_new(numerator, denominator, &made));
  return made;
}

static void test_arithmetic(void) {
  operators_fraction *half = fraction(1, 2), *third = fraction(1, 3), *out;
  OK(operators_fraction_add_op(half, third, &out));
  IS(out, 5, 6);
  operators_fraction_free(out);
  OK(operators_fraction_subtract_op(half, third, &out));
  IS(out, 1, 6);
  operators_fraction_free(out);
  OK(operators_fraction_multiply_op(half, 3, &out));
  IS(out, 3, 2);
  operators_fraction_free(out);
  OK(operators_fraction_divide_op(half, 3, &out));
  IS(out, 1, 6);
  operators_fraction_free(out);
  OK(operators_fraction_negate_op(half, &out));
  IS(out, -1, 2);
  operators_fraction_free(out);
  out = NULL;
  FAILS(PGL_ERROR_ARGUMENT, operators_fraction_divide_op(half, 0, &out));
  CHECK_MESSAGE("a denominator of 0");
  FAILS(PGL_ERROR_ARGUMENT, operators_fraction_new(1, 0, &out));
  FAILS(PGL_ERROR_NULL, operators_fraction_add_op(half, NULL, &out));
  CHECK(out == NULL);
  operators_fraction_free(half);
  operators_fraction_free(third);
}

static void test_assignment(void) {
  operators_fraction *sum = fraction(1, 2), *third = fraction(1, 3), *same;
  OK(operators_fraction_add_assign(sum, third, &same));
  IS(sum, 5, 6);
  CHECK(operators_identity(sum) == operators_identity(same));
  operators_fraction_free(sum);
  IS(same, 5, 6);
  operators_fraction_free(same);
  operators_fraction_free(third);
}

static void test_comparison(void) {
  operators_fraction *half = fraction(1, 2), *also = fraction(2, 4), *third = fraction(1, 3);
  pgl_bool equal = 9;
  int32_t order = 9;
  OK(operators_fraction_equal(half, also, &equal));
  CHECK_UINT(equal, 1);
  OK(operators_fraction_equal(half, third, &equal));
  CHECK_UINT(equal, 0);
  OK(operators_fraction_equal(half, half, &equal));
  CHECK_UINT(equal, 1);
  OK(operators_fraction_compare(half, third, &order));
  CHECK_INT(order, 1);
  OK(operators_fraction_compare(third, half, &order));
  CHECK_INT(order, -1);
  OK(operators_fraction_compare(also, half, &order));
  CHECK_INT(order, 0);
  FAILS(PGL_ERROR_NULL, operators_fraction_equal(half, NULL, &equal));
  operators_fraction_free(half);
  operators_fraction_free(also);
  operators_fraction_free(third);
}

static void test_others(void) {
  operators_fraction *value = fraction(-3, 4), *zero = fraction(0, 1);
  pgl_bool truth = 9;
  int64_t scaled = 0;
  uint64_t hash = 1, again = 2;
  pgl_str text;
  pgl_owner *owner;
  OK(operators_fraction_to_bool(value, &truth));
  CHECK_UINT(truth, 1);
  OK(operators_fraction_to_bool(zero, &truth));
  CHECK_UINT(truth, 0);
  OK(operators_fraction_call(value, 100, &scaled));
  CHECK_INT(scaled, -75);
  OK(operators_fraction_hash(value, &hash));
  OK(operators_fraction_hash(value, &again));
  CHECK(hash == again);
  OK(operators_fraction_to_text(value, &text, &owner));
  CHECK_STR(text, "-3/4");
  pgl_release(owner);
  operators_fraction_free(value);
  operators_fraction_free(zero);
}

/* Not every two numbers can be compared: what is unordered is neither less nor equal nor greater. */
static void test_partial_order(void) {
  operators_measure *one, *two, *nan;
  int32_t order = 9;
  pgl_bool equal = 9;
  OK(operators_measure_new(1, &one));
  OK(operators_measure_new(2, &two));
  OK(operators_measure_new(NAN, &nan));
  OK(operators_measure_compare(one, two, &order));
  CHECK_INT(order, -1);
  OK(operators_measure_equal(one, one, &equal));
  CHECK_UINT(equal, 1);
  OK(operators_measure_equal(nan, nan, &equal));
  CHECK_UINT(equal, 0);
  OK(operators_measure_compare(one, nan, &order));
  CHECK(order != -1 && order != 0 && order != 1);
  operators_measure_free(one);
  operators_measure_free(two);
  operators_measure_free(nan);
}

#define BITS(call, expected)                       \
  do {                                             \
    operators_mask *bits_out = NULL;               \
    uint32_t bits = 0;                             \
    OK(call);                                      \
    OK(operators_mask_bits(bits_out, &bits));      \
    CHECK_UINT(bits, (expected));                  \
    operators_mask_free(bits_out);                 \
  } while (0)

static void test_bits(void) {
  operators_mask *a, *b;
  uint32_t rest = 0;
  pgl_bool equal = 9;
  pgl_str text;
  pgl_owner *owner;
  OK(operators_mask_new(12, &a));
  OK(operators_mask_new(10, &b));
  BITS(operators_mask_and_op(a, b, &bits_out), 8);
  BITS(operators_mask_add_op(a, 1, &bits_out), 25);
  BITS(operators_mask_or_op(a, b, &bits_out), 14);
  BITS(operators_mask_xor_op(a, b, &bits_out), 6);
  BITS(operators_mask_not_op(a, &bits_out), ~(uint32_t)12);
  BITS(operators_mask_shift_left_op(a, 4, &bits_out), 192);
  BITS(operators_mask_shift_right_op(a, 2, &bits_out), 3);
  OK(operators_mask_modulo_op(a, 5, &rest));
  CHECK_UINT(rest, 2);
  OK(operators_mask_equal(a, b, &equal));
  CHECK_UINT(equal, 0);
  OK(operators_mask_to_text(a, &text, &owner));
  CHECK_STR(text, "mask 12");
  pgl_release(owner);
  operators_mask_free(a);
  operators_mask_free(b);
}

/* Where a function has the operator's name, the operator has another. */
static void test_functions_called_as_operators(void) {
  operators_row *row, *twice;
  int32_t value = 0;
  pgl_str text;
  pgl_owner *owner;
  OK(operators_row_new(&row));
  OK(operators_row_add(row, 7));
  OK(operators_row_add_op(row, row, &twice));
  OK(operators_row_get_op(twice, 1, &value));
  CHECK_INT(value, 7);
  OK(operators_row_get(twice, 2, -1, &value));
  CHECK_INT(value, -1);
  OK(operators_row_to_text(twice, &text, &owner));
  CHECK_STR(text, "a row");
  pgl_release(owner);
  OK(operators_row_to_text_op(twice, &text, &owner));
  CHECK_STR(text, "2 values");
  pgl_release(owner);
  operators_row_free(row);
  operators_row_free(twice);
}

/* Records are compared field by field, in C too. */
static void test_record(void) {
  operators_version version;
  memset(&version, 0, sizeof version);
  version.major = 1;
  CHECK_UINT(sizeof version, 8);
}

TESTS(test_arithmetic, test_assignment, test_comparison, test_others, test_partial_order, test_bits,
      test_functions_called_as_operators, test_record)
