#include <records.h>

#include "check.h"

int main(void) {
  const records_point point = {3, 4};
  const records_line line = {{0, 0}, {2, 4}};
  records_point out;
  records_padded padded = {1, 2, 1, 3}, next;
  records_drawing drawing, retitled;
  records_tree tree;
  records_chain chain;
  pgl_owner *owner, *second;
  double number;
  int64_t sum;
  int32_t count;

  OK(records, records_point_length(&point, &number));
  CHECK(number == 5);
  OK(records, records_point_at_angle(0, &out));
  CHECK(out.x == 1 && out.y == 0);
  OK(records, records_point_add_op(&point, &point, &out));
  CHECK(out.x == 6 && out.y == 8);
  OK(records, records_middle(&line, &out));
  CHECK(out.x == 1 && out.y == 2);
  OK(records, records_mirrored(point, &out));
  CHECK(out.x == 4 && out.y == 3);
  FAILS(records, PGL_ERROR_NULL, records_middle(NULL, &out));

  OK(records, records_next(&padded, &next));
  CHECK(next.small == 2 && next.large == 3 && next.flag == 0 && next.medium == 4);
  padded.flag = 9;
  FAILS(records, PGL_ERROR_RANGE, records_next(&padded, &next));
  {
    records_padded items[3];
    records_seq_padded seq;
    memset(items, 0, sizeof items);
    items[0].large = 40;
    items[2].large = 2;
    seq.data = items;
    seq.len = 3;
    OK(records, records_sum_large(seq, &sum));
    CHECK(sum == 42);
    items[1].flag = 2;
    FAILS(records, PGL_ERROR_RANGE, records_sum_large(seq, &sum));
  }

  OK(records, records_untitled(&drawing, &owner));
  CHECK(text_is(drawing.title, "untitled") && drawing.lines.len == 0 && drawing.origin.has == 0 && drawing.revision == 1);
  drawing.lines.data = &line;
  drawing.lines.len = 1;
  drawing.origin.has = 1;
  drawing.origin.value = point;
  OK(records, records_retitled(&drawing, pgl_text("new"), &retitled, &second));
  CHECK(text_is(retitled.title, "new") && retitled.revision == 2 && retitled.lines.len == 1);
  CHECK(retitled.lines.data[0].to.y == 4 && retitled.origin.value.x == 3);
  pgl_release(owner);
  pgl_release(second);

  OK(records, records_binary_tree(3, &tree, &owner));
  CHECK(tree.children.len == 2 && text_is(tree.children.data[1].children.data[0].name, "level 1"));
  OK(records, records_count_nodes(&tree, &count));
  CHECK(count == 15);
  pgl_release(owner);

  OK(records, records_countdown(3, &chain, &owner));
  CHECK(chain.value == 3 && chain.next->next->value == 1 && chain.next->next->next == NULL);
  OK(records, records_chain_sum(&chain, &count));
  CHECK(count == 6);
  pgl_release(owner);

  {
    const records_keywords keywords = {1, 2, 3, {"x", 1}};
    OK(records, records_sum_keywords(&keywords, &count));
    CHECK(count == 6);
  }
  {
    const records_square square = {{"red", 3}, 3};
    OK(records, records_area(&square, &number));
    CHECK(number == 9);
  }

  NOTHING_ALIVE(records);
  return DONE();
}
