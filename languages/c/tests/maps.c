#include <maps.h>

#include "check.h"

int main(void) {
  maps_map_str_i32 counts;
  maps_map_i32_str names;
  maps_map_i32_seq_i32 digits;
  maps_map_i32_i64 squares;
  pgl_owner *owner;
  int64_t sum;
  double worth;

  OK(maps, maps_count_words(pgl_text("to be or not to be"), &counts, &owner));
  CHECK(counts.len == 4);
  CHECK(text_is(counts.data[0].key, "be") && counts.data[0].value == 2);
  CHECK(text_is(counts.data[3].key, "to") && counts.data[3].value == 2);
  OK(maps, maps_sum_values(counts, &sum));
  CHECK(sum == 6);
  pgl_release(owner);

  {
    const maps_entry_str_i32 entries[] = {{{"one", 3}, 1}, {{"two", 3}, 2}};
    const maps_map_str_i32 map = {entries, 2}, wild = {NULL, 1};
    const maps_entry_str_i32 bad_entry[] = {{{"\xFF", 1}, 1}};
    const maps_map_str_i32 bad = {bad_entry, 1};
    OK(maps, maps_inverted(map, &names, &owner));
    CHECK(names.len == 2);
    CHECK(text_is(names.data[0].value, names.data[0].key == 1 ? "one" : "two"));
    pgl_release(owner);
    FAILS(maps, PGL_ERROR_NULL, maps_sum_values(wild, &sum));
    FAILS(maps, PGL_ERROR_UTF8, maps_sum_values(bad, &sum));
  }
  {
    const maps_entry_str_stock entries[] = {{{"pen", 3}, {10, 1.5}}, {{"ink", 3}, {2, 4}}};
    const maps_map_str_stock stocks = {entries, 2};
    OK(maps, maps_worth(stocks, &worth));
    CHECK(worth == 23);
  }

  OK(maps, maps_by_last_digit(25, &digits, &owner));
  CHECK(digits.len == 10 && digits.data[4].value.len == 3 && digits.data[4].value.data[2] == 24);
  pgl_release(owner);
  OK(maps, maps_squares(5, &squares, &owner));
  CHECK(squares.len == 5 && squares.data[4].key == 4 && squares.data[4].value == 16);
  pgl_release(owner);

  NOTHING_ALIVE(maps);
  return DONE();
}
