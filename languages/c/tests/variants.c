#include <variants.h>

#include "check.h"

int main(void) {
  variants_shape shape;
  variants_setting setting, echo;
  variants_seq_shape shapes;
  variants_map_str_setting by_name;
  pgl_str text;
  pgl_owner *owner;
  double area;

  memset(&shape, 0, sizeof shape);
  shape.tag = VARIANTS_SHAPE_RECTANGLE;
  shape.as.rectangle.width = 2;
  shape.as.rectangle.height = 3;
  OK(variants, variants_area(&shape, &area));
  CHECK(area == 6);
  shape.tag = 2;
  FAILS(variants, PGL_ERROR_ENUM, variants_area(&shape, &area));
  shape.tag = -1;
  FAILS(variants, PGL_ERROR_ENUM, variants_area(&shape, &area));
  OK(variants, variants_make_shape(3, &shape));
  CHECK(shape.tag == VARIANTS_SHAPE_CIRCLE && shape.as.circle.radius == 3);

  memset(&setting, 0, sizeof setting);
  setting.tag = VARIANTS_SETTING_STRING;
  setting.as.string = pgl_text("text");
  OK(variants, variants_echo(&setting, &echo, &owner));
  CHECK(echo.tag == VARIANTS_SETTING_STRING && text_is(echo.as.string, "text"));
  pgl_release(owner);
  setting.as.string.len = SIZE_MAX;
  FAILS(variants, PGL_ERROR_LENGTH, variants_echo(&setting, &echo, &owner));
  setting.tag = VARIANTS_SETTING_EMPTY;
  OK(variants, variants_kind(&setting, &text, &owner));
  CHECK(text_is(text, "nothing"));
  pgl_release(owner);

  OK(variants, variants_shapes(2, &shapes, &owner));
  CHECK(shapes.len == 2 && shapes.data[1].tag == VARIANTS_SHAPE_RECTANGLE && shapes.data[1].as.rectangle.width == 2);
  pgl_release(owner);
  {
    variants_option options[2];
    variants_seq_option seq;
    memset(options, 0, sizeof options);
    options[0].name = pgl_text("depth");
    options[0].value.tag = VARIANTS_SETTING_I64;
    options[0].value.as.i64 = 7;
    options[1].name = pgl_text("on");
    options[1].value.tag = VARIANTS_SETTING_BOOL;
    options[1].value.as.bool_ = 1;
    seq.data = options;
    seq.len = 2;
    OK(variants, variants_by_name(seq, &by_name, &owner));
    CHECK(by_name.len == 2 && text_is(by_name.data[0].key, "depth") && by_name.data[0].value.as.i64 == 7);
    CHECK(by_name.data[1].value.tag == VARIANTS_SETTING_BOOL && by_name.data[1].value.as.bool_ == 1);
    pgl_release(owner);
  }

  NOTHING_ALIVE(variants);
  return DONE();
}
