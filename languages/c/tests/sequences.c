#include <sequences.h>

#include "check.h"

int main(void) {
  static const double numbers[] = {1.5, 2.5, 3};
  static const int32_t whole[] = {1, 2, 3};
  static const sequences_point points[] = {{0, 1}, {2, 3}};
  static const pgl_bool flags[] = {0, 1, 2};
  static const pgl_str words[] = {{"a", 1}, {"b", 1}};
  static const float three[] = {1, 2, 3};
  static const int64_t many[] = {4, 5};
  const pgl_seq_f64 f64s = {numbers, 3}, no_numbers = {NULL, 0}, wild = {NULL, 2}, huge = {numbers, SIZE_MAX / 8 + 2};
  const pgl_seq_i32 i32s = {whole, 3};
  const sequences_seq_point some_points = {points, 2};
  const pgl_seq_bool good_flags = {flags, 2}, bad_flags = {flags, 3};
  const pgl_seq_str texts = {words, 2};
  const pgl_seq_f32 vector = {three, 3}, short_vector = {three, 2};
  const pgl_seq_i64 list = {many, 2};
  pgl_seq_f64 f64_out;
  pgl_seq_i32 i32_out;
  pgl_seq_bool bool_out;
  pgl_seq_str str_out;
  pgl_seq_f32 f32_out;
  pgl_seq_i64 i64_out;
  sequences_seq_point point_out;
  sequences_seq_named named_out;
  sequences_seq_seq_i32 rows;
  pgl_owner *owner;
  double sum;
  int64_t total;
  sequences_series *series;

  OK(sequences, sequences_sum(f64s, &sum));
  CHECK(sum == 7);
  OK(sequences, sequences_sum(no_numbers, &sum));
  CHECK(sum == 0);
  FAILS(sequences, PGL_ERROR_NULL, sequences_sum(wild, &sum));
  FAILS(sequences, PGL_ERROR_LENGTH, sequences_sum(huge, &sum));
  OK(sequences, sequences_sum_span(i32s, &total));
  CHECK(total == 6);

  OK(sequences, sequences_range(1000, &i32_out, &owner));
  CHECK(i32_out.len == 1000 && i32_out.data[999] == 999);
  pgl_release(owner);
  OK(sequences, sequences_range(0, &i32_out, &owner));
  CHECK(i32_out.len == 0);
  pgl_release(owner);

  OK(sequences, sequences_flip(good_flags, &bool_out, &owner));
  CHECK(bool_out.len == 2 && bool_out.data[0] == 1 && bool_out.data[1] == 0);
  pgl_release(owner);
  FAILS(sequences, PGL_ERROR_RANGE, sequences_flip(bad_flags, &bool_out, &owner));

  OK(sequences, sequences_reversed(texts, &str_out, &owner));
  CHECK(str_out.len == 2 && text_is(str_out.data[0], "b") && text_is(str_out.data[1], "a"));
  pgl_release(owner);

  OK(sequences, sequences_moved(some_points, 10, &point_out, &owner));
  CHECK(point_out.len == 2 && point_out.data[1].x == 12 && point_out.data[1].y == 3);
  pgl_release(owner);

  {
    const sequences_named named[] = {{{"one", 3}, 1}, {{"two", 3}, 2}};
    const sequences_seq_named items = {named, 2};
    OK(sequences, sequences_doubled(items, &named_out, &owner));
    CHECK(named_out.len == 2 && named_out.data[1].value == 4 && text_is(named_out.data[1].name, "two"));
    pgl_release(owner);
  }

  OK(sequences, sequences_triangle(3, &rows, &owner));
  CHECK(rows.len == 3 && rows.data[2].len == 3 && rows.data[2].data[2] == 3);
  OK(sequences, sequences_total(rows, &total));
  CHECK(total == 10);
  pgl_release(owner);

  OK(sequences, sequences_scale(vector, 2, &f32_out, &owner));
  CHECK(f32_out.len == 3 && f32_out.data[2] == 6);
  pgl_release(owner);
  FAILS(sequences, PGL_ERROR_LENGTH, sequences_scale(short_vector, 2, &f32_out, &owner));
  OK(sequences, sequences_to_deque(list, &i64_out, &owner));
  CHECK(i64_out.len == 2 && i64_out.data[1] == 5);
  pgl_release(owner);

  OK(sequences, sequences_series_new_with_values(f64s, &series));
  OK(sequences, sequences_series_append(series, 9));
  OK(sequences, sequences_series_values(series, &f64_out));
  CHECK(f64_out.len == 4 && f64_out.data[3] == 9);
  OK(sequences, sequences_series_points(series, &point_out, &owner));
  CHECK(point_out.len == 4 && point_out.data[3].x == 3 && point_out.data[3].y == 9);
  pgl_release(owner);
  sequences_series_free(series);

  NOTHING_ALIVE(sequences);
  return DONE();
}
