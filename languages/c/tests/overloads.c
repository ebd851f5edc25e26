#include <overloads.h>

#include "check.h"

int main(void) {
  static const int32_t numbers[] = {1, 2};
  const pgl_seq_i32 two = {numbers, 2};
  const overloads_circle circle = {1};
  const overloads_box box = {30, 40};
  overloads_canvas *canvas;
  pgl_str text;
  pgl_owner *owner;
  int32_t size;

  OK(overloads, overloads_describe(5, &text, &owner));
  CHECK(text_is(text, "number 5"));
  pgl_release(owner);
  OK(overloads, overloads_describe_with_text(pgl_text("x"), &text, &owner));
  CHECK(text_is(text, "text x"));
  pgl_release(owner);
  OK(overloads, overloads_describe_with_numbers(two, &text, &owner));
  CHECK(text_is(text, "2 numbers"));
  pgl_release(owner);
  OK(overloads, overloads_describe_with_number_unit(5, pgl_text("kg"), &text, &owner));
  CHECK(text_is(text, "5 kg"));
  pgl_release(owner);

  OK(overloads, overloads_canvas_new(&canvas));
  OK(overloads, overloads_canvas_width(canvas, &size));
  CHECK(size == 80);
  overloads_canvas_free(canvas);
  OK(overloads, overloads_canvas_new_with_width_height(3, 4, &canvas));
  OK(overloads, overloads_canvas_height(canvas, &size));
  CHECK(size == 4);
  overloads_canvas_free(canvas);
  OK(overloads, overloads_canvas_new_with_box(box, &canvas));
  OK(overloads, overloads_canvas_height(canvas, &size));
  CHECK(size == 40);
  OK(overloads, overloads_canvas_draw(canvas, box, &text, &owner));
  CHECK(text_is(text, "box"));
  pgl_release(owner);
  OK(overloads, overloads_canvas_draw_circle(canvas, circle, &text, &owner));
  CHECK(text_is(text, "circle"));
  pgl_release(owner);
  OK(overloads, overloads_canvas_pixels(canvas, &size));
  CHECK(size == 30);
  overloads_canvas_free(canvas);

  NOTHING_ALIVE(overloads);
  return DONE();
}
