#include <variants_c.h>

#define LIBRARY variants
#include "check.h"

#include <stdint.h>

static variants_setting nothing(void) {
  variants_setting result;
  memset(&result, 0, sizeof result);
  return result;
}

static variants_setting text(const char *value) {
  variants_setting result = nothing();
  result.tag = VARIANTS_SETTING_STRING;
  result.as.string = pgl_text(value);
  return result;
}

static void test_records(void) {
  variants_shape shape;
  double area = 0;
  memset(&shape, 0, sizeof shape);
  shape.tag = VARIANTS_SHAPE_CIRCLE;
  shape.as.circle.radius = 2;
  OK(variants_area(&shape, &area));
  CHECK_REAL(area, 12);
  shape.tag = VARIANTS_SHAPE_RECTANGLE;
  shape.as.rectangle.width = 2;
  shape.as.rectangle.height = 3.5;
  OK(variants_area(&shape, &area));
  CHECK_REAL(area, 7);
  OK(variants_make_shape(3, &shape));
  CHECK_INT(shape.tag, VARIANTS_SHAPE_CIRCLE);
  CHECK_REAL(shape.as.circle.radius, 3);
  OK(variants_make_shape(4, &shape));
  CHECK_INT(shape.tag, VARIANTS_SHAPE_RECTANGLE);
  CHECK_REAL(shape.as.rectangle.height, 4);
}

static void test_every_alternative(void) {
  variants_setting in = nothing(), out;
  pgl_owner *owner;
  OK(variants_echo(&in, &out, &owner));
  CHECK_INT(out.tag, VARIANTS_SETTING_EMPTY);
  pgl_release(owner);
  in.tag = VARIANTS_SETTING_BOOL;
  in.as.bool_ = 1;
  OK(variants_echo(&in, &out, &owner));
  CHECK(out.tag == VARIANTS_SETTING_BOOL && out.as.bool_ == 1);
  pgl_release(owner);
  in.tag = VARIANTS_SETTING_I64;
  in.as.i64 = INT64_MIN;
  OK(variants_echo(&in, &out, &owner));
  CHECK(out.tag == VARIANTS_SETTING_I64 && out.as.i64 == INT64_MIN);
  pgl_release(owner);
  in.tag = VARIANTS_SETTING_F64;
  in.as.f64 = 0.5;
  OK(variants_echo(&in, &out, &owner));
  CHECK(out.tag == VARIANTS_SETTING_F64);
  CHECK_REAL(out.as.f64, 0.5);
  pgl_release(owner);
  in = text("t\xc3\xaa" "te");
  OK(variants_echo(&in, &out, &owner));
  CHECK_INT(out.tag, VARIANTS_SETTING_STRING);
  CHECK_STR(out.as.string, "t\xc3\xaa" "te");
  pgl_release(owner);
}

static void test_kind(void) {
  static const char *const names[] = {"nothing", "truth", "number", "real", "text"};
  variants_setting setting = nothing();
  pgl_str out;
  pgl_owner *owner;
  for (setting.tag = 0; setting.tag < 5; ++setting.tag) {
    OK(variants_kind(&setting, &out, &owner));
    CHECK(out.len == strlen(names[setting.tag]) && memcmp(out.data, names[setting.tag], out.len) == 0);
    pgl_release(owner);
  }
}

static void test_in_containers(void) {
  variants_option options[3];
  variants_seq_option in;
  variants_map_str_setting map;
  variants_seq_shape shapes;
  pgl_owner *owner;
  OK(variants_shapes(3, &shapes, &owner));
  CHECK_UINT(shapes.len, 3);
  CHECK_INT(shapes.data[0].tag, VARIANTS_SHAPE_CIRCLE);
  CHECK_INT(shapes.data[1].tag, VARIANTS_SHAPE_RECTANGLE);
  CHECK_REAL(shapes.data[1].as.rectangle.width, 2);
  pgl_release(owner);
  memset(options, 0, sizeof options);
  options[0].name = pgl_text("size");
  options[0].value.tag = VARIANTS_SETTING_I64;
  options[0].value.as.i64 = 7;
  options[1].name = pgl_text("color");
  options[1].value = text("red");
  options[2].name = pgl_text("none");
  in.data = options;
  in.len = 3;
  OK(variants_by_name(in, &map, &owner));
  CHECK_UINT(map.len, 3);
  CHECK_STR(map.data[0].key, "color");
  CHECK_STR(map.data[0].value.as.string, "red");
  CHECK_INT(map.data[1].value.tag, VARIANTS_SETTING_EMPTY);
  CHECK_INT(map.data[2].value.as.i64, 7);
  pgl_release(owner);
  options[1].value = text("\xff");
  FAILS(PGL_ERROR_UTF8, variants_by_name(in, &map, &owner));
  CHECK(strstr(variants_last_error()->message.data, "options[1].value") != NULL);
}

static void test_refusals(void) {
  static const int32_t tags[] = {-1, 2, 5, INT32_MAX, INT32_MIN};
  size_t i;
  variants_shape shape;
  variants_setting setting = nothing(), out;
  pgl_owner *owner;
  double area = 42;
  memset(&shape, 0, sizeof shape);
  for (i = 0; i < sizeof tags / sizeof *tags; ++i) {
    shape.tag = tags[i];
    FAILS(PGL_ERROR_ENUM, variants_area(&shape, &area));
  }
  setting.tag = 5;
  FAILS(PGL_ERROR_ENUM, variants_echo(&setting, &out, &owner));
  setting.tag = VARIANTS_SETTING_BOOL;
  setting.as.bool_ = 2;
  FAILS(PGL_ERROR_RANGE, variants_echo(&setting, &out, &owner));
  setting = text("\xff");
  FAILS(PGL_ERROR_UTF8, variants_echo(&setting, &out, &owner));
  FAILS(PGL_ERROR_NULL, variants_echo(NULL, &out, &owner));
  FAILS(PGL_ERROR_NULL, variants_area(NULL, &area));
  CHECK_REAL(area, 42);
}

TESTS(test_records, test_every_alternative, test_kind, test_in_containers, test_refusals)
