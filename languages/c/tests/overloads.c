#include <overloads_c.h>

#define LIBRARY overloads
#include "check.h"

static void test_functions(void) {
  const int32_t numbers[] = {1, 2, 3};
  pgl_seq_i32 view;
  pgl_str out;
  pgl_owner *owner;
  view.data = numbers;
  view.len = 3;
  OK(overloads_describe(5, &out, &owner));
  CHECK_STR(out, "number 5");
  pgl_release(owner);
  OK(overloads_describe_with_text(pgl_text("x"), &out, &owner));
  CHECK_STR(out, "text x");
  pgl_release(owner);
  OK(overloads_describe_with_numbers(view, &out, &owner));
  CHECK_STR(out, "3 numbers");
  pgl_release(owner);
  OK(overloads_describe_with_number_unit(5, pgl_text("m"), &out, &owner));
  CHECK_STR(out, "5 m");
  pgl_release(owner);
  FAILS(PGL_ERROR_UTF8, overloads_describe_with_number_unit(5, pgl_text("\xff"), &out, &owner));
}

static void test_constructors(void) {
  overloads_canvas *canvas;
  overloads_box box;
  int32_t number = 0;
  OK(overloads_canvas_new(&canvas));
  OK(overloads_canvas_width(canvas, &number));
  CHECK_INT(number, 80);
  overloads_canvas_free(canvas);
  OK(overloads_canvas_new_with_width_height(3, 4, &canvas));
  OK(overloads_canvas_height(canvas, &number));
  CHECK_INT(number, 4);
  overloads_canvas_free(canvas);
  box.width = 7.5;
  box.height = 2;
  OK(overloads_canvas_new_with_box(box, &canvas));
  OK(overloads_canvas_width(canvas, &number));
  CHECK_INT(number, 7);
  overloads_canvas_free(canvas);
}

static void test_methods(void) {
  overloads_canvas *canvas;
  const overloads_box box = {1, 2};
  const overloads_circle circle = {3};
  pgl_str out;
  pgl_owner *owner;
  int32_t pixels = 0;
  OK(overloads_canvas_new(&canvas));
  OK(overloads_canvas_draw(canvas, box, &out, &owner));
  CHECK_STR(out, "box");
  pgl_release(owner);
  OK(overloads_canvas_draw_circle(canvas, circle, &out, &owner));
  CHECK_STR(out, "circle");
  pgl_release(owner);
  OK(overloads_canvas_pixels(canvas, &pixels)); /* const and not: one */
  CHECK_INT(pixels, 80);
  overloads_canvas_free(canvas);
  FAILS(PGL_ERROR_CLOSED, overloads_canvas_draw(canvas, box, &out, &owner));
}

TESTS(test_functions, test_constructors, test_methods)
