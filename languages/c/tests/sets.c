#include <sets.h>

#include "check.h"

int main(void) {
  static const int32_t numbers[] = {3, 1, 3, 2};
  static const pgl_str left[] = {{"a", 1}, {"b", 1}}, right[] = {{"b", 1}, {"c", 1}};
  const pgl_seq_i32 values = {numbers, 4};
  const sets_set_i32 twice = {numbers, 4};
  const sets_set_str a = {left, 2}, b = {right, 2};
  sets_set_i32 unique;
  sets_set_str common;
  pgl_owner *owner;
  int64_t sum;

  OK(sets, sets_unique(values, &unique, &owner));
  CHECK(unique.len == 3 && unique.data[0] == 1 && unique.data[2] == 3);
  pgl_release(owner);
  OK(sets, sets_common(a, b, &common, &owner));
  CHECK(common.len == 1 && text_is(common.data[0], "b"));
  pgl_release(owner);
  OK(sets, sets_sum(twice, &sum));
  CHECK(sum == 6);
  OK(sets, sets_single(pgl_text("only"), &common, &owner));
  CHECK(common.len == 1 && text_is(common.data[0], "only"));
  pgl_release(owner);

  NOTHING_ALIVE(sets);
  return DONE();
}
