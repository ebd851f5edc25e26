#include <math.h>
#include <operators.h>

#include "check.h"

int main(void) {
  operators_fraction *half, *third, *result, *same;
  operators_measure *small, *large;
  operators_mask *mask, *bits, *bits_of_both;
  pgl_bool flag;
  int32_t order;
  uint32_t value;
  uint64_t hash, other_hash;
  int64_t number;
  pgl_str text;
  pgl_owner *owner;

  OK(operators, operators_fraction_new(1, 2, &half));
  OK(operators, operators_fraction_new(1, 3, &third));
  FAILS(operators, PGL_ERROR_ARGUMENT, operators_fraction_new(1, 0, &result));

  OK(operators, operators_fraction_equal(half, third, &flag));
  CHECK(flag == 0);
  OK(operators, operators_fraction_equal(half, half, &flag));
  CHECK(flag == 1);
  OK(operators, operators_fraction_compare(half, third, &order));
  CHECK(order == 1);
  OK(operators, operators_fraction_add_op(half, third, &result));
  OK(operators, operators_fraction_to_text(result, &text, &owner));
  CHECK(text_is(text, "5/6"));
  pgl_release(owner);
  operators_fraction_free(result);
  OK(operators, operators_fraction_subtract_op(half, third, &result));
  OK(operators, operators_fraction_numerator(result, &number));
  CHECK(number == 1);
  operators_fraction_free(result);
  OK(operators, operators_fraction_multiply_op(half, 4, &result));
  OK(operators, operators_fraction_call(result, 100, &number));
  CHECK(number == 200);
  operators_fraction_free(result);
  FAILS(operators, PGL_ERROR_ARGUMENT, operators_fraction_divide_op(half, 0, &result));
  OK(operators, operators_fraction_negate_op(half, &result));
  OK(operators, operators_fraction_compare(result, half, &order));
  CHECK(order == -1);
  operators_fraction_free(result);
  OK(operators, operators_fraction_add_assign(half, third, &same));
  CHECK(operators_identity(same) == operators_identity(half));
  operators_fraction_free(same);
  OK(operators, operators_fraction_numerator(half, &number));
  CHECK(number == 5);
  OK(operators, operators_fraction_to_bool(half, &flag));
  CHECK(flag == 1);
  OK(operators, operators_fraction_hash(half, &hash));
  OK(operators, operators_fraction_hash(half, &other_hash));
  CHECK(hash == other_hash);
  operators_fraction_free(half);
  operators_fraction_free(third);

  OK(operators, operators_measure_new(1, &small));
  OK(operators, operators_measure_new(2, &large));
  OK(operators, operators_measure_compare(small, large, &order));
  CHECK(order == -1);
  OK(operators, operators_measure_equal(small, large, &flag));
  CHECK(flag == 0);
  operators_measure_free(large);
  OK(operators, operators_measure_new((double)NAN, &large));  /* compares with nothing */
  OK(operators, operators_measure_compare(small, large, &order));
  CHECK(order == 2);
  operators_measure_free(small);
  operators_measure_free(large);

  OK(operators, operators_mask_new(6, &mask));
  OK(operators, operators_mask_shift_left_op(mask, 1, &bits));
  OK(operators, operators_mask_bits(bits, &value));
  CHECK(value == 12);
  OK(operators, operators_mask_and_op(mask, bits, &bits_of_both));
  operators_mask_free(bits);
  OK(operators, operators_mask_bits(bits_of_both, &value));
  CHECK(value == 4);
  operators_mask_free(bits_of_both);
  OK(operators, operators_mask_not_op(mask, &bits));
  OK(operators, operators_mask_bits(bits, &value));
  CHECK(value == ~UINT32_C(6));
  operators_mask_free(bits);
  OK(operators, operators_mask_modulo_op(mask, 4, &value));
  CHECK(value == 2);
  OK(operators, operators_mask_to_text(mask, &text, &owner));
  CHECK(text_is(text, "mask 6"));
  pgl_release(owner);
  operators_mask_free(mask);

  NOTHING_ALIVE(operators);
  return DONE();
}
