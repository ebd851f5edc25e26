#include <templates_c.h>

#define LIBRARY templates
#include "check.h"

static void test_numbers(void) {
  templates_int_stack *stack;
  pgl_seq_i32 values;
  int32_t value = 42;
  size_t size = 9;
  OK(templates_int_stack_new(&stack));
  FAILS(PGL_ERROR_INDEX, templates_int_stack_pop(stack, &value));
  CHECK_INT(value, 42);
  OK(templates_int_stack_push(stack, 1));
  OK(templates_int_stack_push(stack, -2));
  OK(templates_int_stack_values(stack, &values));
  CHECK_SEQ(values, int32_t, 1, -2);
  OK(templates_int_stack_pop(stack, &value));
  CHECK_INT(value, -2);
  OK(templates_int_stack_size(stack, &size));
  CHECK_UINT(size, 1);
  templates_int_stack_free(stack);
}

static void test_text(void) {
  templates_text_stack *stack;
  pgl_seq_str values;
  pgl_str value;
  pgl_owner *owner;
  size_t size = 9;
  OK(templates_text_stack_new(&stack));
  OK(templates_text_stack_push(stack, pgl_text("one")));
  OK(templates_text_stack_push(stack, pgl_text("tw\xc3\xb6")));
  FAILS(PGL_ERROR_UTF8, templates_text_stack_push(stack, pgl_text("\xff")));
  OK(templates_text_stack_values(stack, &values, &owner));
  CHECK_UINT(values.len, 2);
  CHECK_STR(values.data[0], "one");
  pgl_release(owner);
  OK(templates_text_stack_pop(stack, &value, &owner));
  CHECK_STR(value, "tw\xc3\xb6");
  OK(templates_text_stack_size(stack, &size));
  CHECK_UINT(size, 1);
  templates_text_stack_free(stack);
  CHECK_STR(value, "tw\xc3\xb6");
  pgl_release(owner);
}

static void test_different_classes(void) {
  templates_int_stack *numbers;
  templates_text_stack *texts;
  OK(templates_int_stack_new(&numbers));
  OK(templates_text_stack_new(&texts));
  CHECK(templates_class_of(numbers) != templates_class_of(texts));
  FAILS(PGL_ERROR_WRONG_TYPE, templates_int_stack_push((templates_int_stack *)(void *)texts, 1));
  templates_int_stack_free(numbers);
  templates_text_stack_free(texts);
}

static void test_in_signatures(void) {
  templates_int_stack *stack;
  templates_point_pair pair;
  int32_t value = 0;
  double sum = 0;
  OK(templates_countdown(3, &stack));
  OK(templates_int_stack_pop(stack, &value));
  CHECK_INT(value, 3);
  templates_int_stack_free(stack);
  memset(&pair, 0, sizeof pair);
  pair.first = 1.5;
  pair.second = 2;
  OK(templates_sum(pair, &sum));
  CHECK_REAL(sum, 3.5);
}

TESTS(test_numbers, test_text, test_different_classes, test_in_signatures)
