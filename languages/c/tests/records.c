#include <records_c.h>

#define LIBRARY records
#include "check.h"

#include <stdint.h>

static records_point point(double x, double y) {
  records_point result;
  result.x = x;
  result.y = y;
  return result;
}

static void test_methods(void) {
  const records_point p = point(3, 4);
  records_point out;
  double length = 0;
  OK(records_point_length(&p, &length));
  CHECK_REAL(length, 5);
  OK(records_point_at_angle(0, &out));
  CHECK_REAL(out.x, 1);
  CHECK_REAL(out.y, 0);
  OK(records_point_add_op(&p, point(1, -1), &out));
  CHECK_REAL(out.x, 4);
  CHECK_REAL(out.y, 3);
  OK(records_mirrored(p, &out));
  CHECK_REAL(out.x, 4);
  FAILS(PGL_ERROR_NULL, records_point_length(NULL, &length));
  FAILS(PGL_ERROR_NULL, records_point_add_op(NULL, p, &out));
  FAILS(PGL_ERROR_NULL, records_mirrored(p, NULL));
}

static void test_nested(void) {
  records_line line;
  records_point middle;
  line.from = point(0, 0);
  line.to = point(2, 4);
  OK(records_middle(&line, &middle));
  CHECK_REAL(middle.x, 1);
  CHECK_REAL(middle.y, 2);
  FAILS(PGL_ERROR_NULL, records_middle(NULL, &middle));
}

static void test_padding(void) {
  records_padded padded, out;
  records_padded items[3];
  records_seq_padded view;
  int64_t sum = 0;
  memset(&padded, 0xee, sizeof padded); /* the holes may hold anything */
  padded.small = 255;
  padded.large = -1;
  padded.flag = 1;
  padded.medium = INT16_MIN;
  OK(records_next(&padded, &out));
  CHECK_UINT(out.small, 0);
  CHECK_INT(out.large, 0);
  CHECK_UINT(out.flag, 0);
  CHECK_INT(out.medium, INT16_MIN + 1);
  items[0] = items[1] = items[2] = padded;
  items[1].large = 100;
  view.data = items;
  view.len = 3;
  OK(records_sum_large(view, &sum));
  CHECK_INT(sum, 98);
  items[2].flag = 2;
  FAILS(PGL_ERROR_RANGE, records_sum_large(view, &sum));
  CHECK(strstr(records_last_error()->message.data, "items[2].flag") != NULL);
  padded.flag = 255;
  FAILS(PGL_ERROR_RANGE, records_next(&padded, &out));
  CHECK(strstr(records_last_error()->message.data, "padded.flag") != NULL);
  view.data = NULL;
  FAILS(PGL_ERROR_NULL, records_sum_large(view, &sum));
  view.data = items;
  view.len = SIZE_MAX / sizeof *items + 1;
  FAILS(PGL_ERROR_LENGTH, records_sum_large(view, &sum));
  CHECK_INT(sum, 98);
}

static void test_text_and_containers(void) {
  records_drawing drawing, out;
  records_line lines[2];
  pgl_str tags[] = {PGL_STR("a"), PGL_STR("\xc3\xa4")};
  pgl_owner *owner;
  OK(records_untitled(&drawing, &owner));
  CHECK_STR(drawing.title, "untitled");
  CHECK_INT(drawing.revision, 1);
  CHECK(drawing.lines.len == 0 && drawing.tags.len == 0 && drawing.origin.has == 0);
  pgl_release(owner);

  lines[0].from = lines[1].to = point(1, 2);
  lines[0].to = lines[1].from = point(3, 4);
  memset(&drawing, 0, sizeof drawing);
  drawing.title = pgl_text("old");
  drawing.lines.data = lines;
  drawing.lines.len = 2;
  drawing.tags.data = tags;
  drawing.tags.len = 2;
  drawing.origin.has = 1;
  drawing.origin.value = point(5, 6);
  drawing.revision = 41;
  OK(records_retitled(&drawing, pgl_text("new"), &out, &owner));
  CHECK_STR(out.title, "new");
  CHECK_INT(out.revision, 42);
  CHECK_UINT(out.lines.len, 2);
  CHECK_REAL(out.lines.data[1].to.y, 2);
  CHECK_UINT(out.tags.len, 2);
  CHECK_STR(out.tags.data[1], "\xc3\xa4");
  CHECK(out.origin.has == 1 && out.origin.value.y == 6);
  CHECK(out.lines.data != lines);
  pgl_release(owner);

  tags[1] = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, records_retitled(&drawing, pgl_text("new"), &out, &owner));
  CHECK(strstr(records_last_error()->message.data, "drawing.tags[1]") != NULL);
  tags[1] = pgl_text("ok");
  drawing.origin.has = 7;
  FAILS(PGL_ERROR_RANGE, records_retitled(&drawing, pgl_text("new"), &out, &owner));
  drawing.origin.has = 0;
  drawing.lines.data = NULL;
  FAILS(PGL_ERROR_NULL, records_retitled(&drawing, pgl_text("new"), &out, &owner));
  FAILS(PGL_ERROR_NULL, records_retitled(NULL, pgl_text("new"), &out, &owner));
}

static void test_recursive_by_vector(void) {
  records_tree tree, children[2], grandchild;
  pgl_str leaf;
  pgl_owner *leaf_owner;
  pgl_owner *owner;
  int32_t count = 0;
  OK(records_binary_tree(3, &tree, &owner));
  CHECK_STR(tree.name, "level 3");
  CHECK_UINT(tree.children.len, 2);
  CHECK_STR(tree.children.data[1].children.data[0].name, "level 1");
  CHECK_UINT(tree.children.data[0].children.data[0].children.data[1].children.len, 0);
  OK(records_count_nodes(&tree, &count));
  OK(records_tree_last_leaf(&tree, &leaf, &leaf_owner));
  CHECK_STR(leaf, "level 0");
  pgl_release(leaf_owner);
  CHECK_INT(count, 15);
  pgl_release(owner);

  memset(&tree, 0, sizeof tree);
  memset(children, 0, sizeof children);
  memset(&grandchild, 0, sizeof grandchild);
  children[1].children.data = &grandchild;
  children[1].children.len = 1;
  tree.children.data = children;
  tree.children.len = 2;
  OK(records_count_nodes(&tree, &count));
  CHECK_INT(count, 4);
  grandchild.name = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, records_count_nodes(&tree, &count));
  CHECK(strstr(records_last_error()->message.data, "tree.children[1].children[0].name") != NULL);
}

static void test_recursive_by_pointer(void) {
  records_chain chain, links[3];
  pgl_owner *owner;
  int32_t sum = 0;
  OK(records_countdown(3, &chain, &owner));
  CHECK_INT(chain.value, 3);
  if (CHECK(chain.next && chain.next->next)) {
    CHECK_INT(chain.next->next->value, 1);
    CHECK(chain.next->next->next == NULL);
  }
  OK(records_chain_sum(chain, &sum));
  CHECK_INT(sum, 6);
  pgl_release(owner);
  links[0].value = 1;
  links[0].next = &links[1];
  links[1].value = 10;
  links[1].next = &links[2];
  links[2].value = 100;
  links[2].next = NULL;
  OK(records_chain_sum(links[0], &sum));
  CHECK_INT(sum, 111);
}

static void test_names(void) {
  records_keywords keywords;
  int32_t sum = 0;
  memset(&keywords, 0, sizeof keywords);
  keywords.def = 1;
  keywords.let = 2;
  keywords.self = 3;
  keywords.type = pgl_text("x");
  OK(records_sum_keywords(&keywords, &sum));
  CHECK_INT(sum, 6);
}

/* A C array takes as many elements as it has. */
static void test_arrays(void) {
  const double first[] = {1, 2, 3}, second[] = {4, 5, 6};
  const pgl_seq_f64 rows[] = {{first, 3}, {second, 3}};
  const records_point corners[] = {{1, 2}, {3, 4}};
  records_grid grid, turned;
  pgl_owner *owner = NULL;
  memset(&grid, 0, sizeof grid);
  grid.cells.data = rows;
  grid.cells.len = 2;
  grid.key.data = (const uint8_t *)"abcd";
  grid.key.len = 4;
  grid.corners.data = corners;
  grid.corners.len = 2;
  OK(records_turned(&grid, 2, &turned, &owner));
  CHECK_UINT(turned.cells.len, 2);
  CHECK_REAL(turned.cells.data[1].data[2], 12);
  CHECK(turned.key.len == 4 && memcmp(turned.key.data, "dcba", 4) == 0);
  CHECK_REAL(turned.corners.data[0].x, 3);
  pgl_release(owner);
  owner = NULL;
  grid.key.len = 3;
  FAILS(PGL_ERROR_LENGTH, records_turned(&grid, 2, &turned, &owner));
  grid.key.len = 4;
  grid.cells.len = 1;
  FAILS(PGL_ERROR_LENGTH, records_turned(&grid, 2, &turned, &owner));
  CHECK(owner == NULL);
}

/* The fields of a base come first. */
static void test_base(void) {
  records_square square;
  double area = 0;
  square.color = pgl_text("red");
  square.side = 3;
  OK(records_area(&square, &area));
  CHECK_REAL(area, 9);
  square.color = pgl_text("\xff");
  FAILS(PGL_ERROR_UTF8, records_area(&square, &area));
}

static void test_without_fields(void) {
  records_tick tick, other;
  pgl_bool equal = 0;
  memset(&tick, 0, sizeof tick);
  OK(records_again(tick, &other));
  OK(records_tick_equal(&tick, other, &equal));
  CHECK_INT(equal, 1);
}

TESTS(test_methods, test_nested, test_padding, test_text_and_containers, test_recursive_by_vector, test_recursive_by_pointer,
      test_names, test_arrays, test_base, test_without_fields)
