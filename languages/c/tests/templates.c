#include <templates.h>

#include "check.h"

int main(void) {
  templates_int_stack *numbers;
  templates_text_stack *texts;
  templates_point_pair pair = {1.5, 2};
  pgl_seq_i32 values;
  pgl_str text;
  pgl_owner *owner;
  int32_t number;
  double sum;

  OK(templates, templates_countdown(3, &numbers));
  OK(templates, templates_int_stack_push(numbers, 9));
  OK(templates, templates_int_stack_values(numbers, &values));
  CHECK(values.len == 4 && values.data[3] == 9);
  OK(templates, templates_int_stack_pop(numbers, &number));
  CHECK(number == 9);
  templates_int_stack_free(numbers);

  OK(templates, templates_text_stack_new(&texts));
  OK(templates, templates_text_stack_push(texts, pgl_text("top")));
  OK(templates, templates_text_stack_pop(texts, &text, &owner));
  CHECK(text_is(text, "top"));
  pgl_release(owner);
  FAILS(templates, PGL_ERROR_INDEX, templates_text_stack_pop(texts, &text, &owner));
  templates_text_stack_free(texts);

  OK(templates, templates_sum(pair, &sum));
  CHECK(sum == 3.5);

  NOTHING_ALIVE(templates);
  return DONE();
}
