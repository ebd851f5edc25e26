/* What the C header generator writes for example_api.hpp. */
#ifndef DEMO_H
#define DEMO_H

#include "polyglue/abi.h"

#ifdef __cplusplus
extern "C" {
#endif

typedef uint8_t demo_kind;
enum { DEMO_KIND_TAP = 0, DEMO_KIND_HOLD = 1, DEMO_KIND_MINE = 2 };

typedef struct demo_note { int64_t time; uint32_t column; demo_kind kind; pgl_bool loud; } demo_note;
typedef struct demo_seq_note { const demo_note *data; size_t len; } demo_seq_note;
typedef struct demo_metadata { pgl_str title; pgl_opt_str source; pgl_seq_str tags; pgl_opt_duration preview; } demo_metadata;
typedef struct demo_entry_str_i32 { pgl_str key; int32_t value; } demo_entry_str_i32;
typedef struct demo_map_str_i32 { const demo_entry_str_i32 *data; size_t len; } demo_map_str_i32;
typedef struct demo_value { int32_t tag; union { int32_t i32; pgl_str string; demo_note note; } as; } demo_value;
typedef struct demo_i32_or_string { int32_t tag; union { int32_t i32; pgl_str string; } as; } demo_i32_or_string;

enum { DEMO_ERROR_TOO_LARGE = 12345, DEMO_ERROR_OOPS = 23456 };
typedef struct demo_too_large { int64_t limit; } demo_too_large;
typedef struct demo_oops { int32_t code; } demo_oops;

typedef struct demo_counter demo_counter;
typedef struct demo_base demo_base;
typedef struct demo_chart demo_chart;
typedef struct demo_seq_counter { demo_counter *const *data; size_t len; } demo_seq_counter;

pgl_status demo_counter_new(int64_t start, demo_counter **out);
pgl_status demo_counter_value(demo_counter *self, int64_t *out);
pgl_status demo_counter_add(demo_counter *self, int64_t by, int64_t *out);
void demo_counter_close(demo_counter *self);

pgl_status demo_base_describe(demo_base *self, pgl_str *out, pgl_owner **owner);
void demo_base_close(demo_base *self);

pgl_status demo_chart_new(demo_chart **out);
pgl_status demo_chart_title(demo_chart *self, pgl_str *out);
pgl_status demo_chart_set_title(demo_chart *self, pgl_str title);
pgl_status demo_chart_metadata(demo_chart *self, demo_metadata *out, pgl_owner **owner);
pgl_status demo_chart_set_metadata(demo_chart *self, const demo_metadata *metadata);
pgl_status demo_chart_notes(demo_chart *self, demo_seq_note *out);
pgl_status demo_chart_loud_notes(demo_chart *self, demo_seq_note *out, pgl_owner **owner);
pgl_status demo_chart_add(demo_chart *self, const demo_note *note);
pgl_status demo_chart_set_notes(demo_chart *self, demo_seq_note notes);
pgl_status demo_chart_tag_lengths(demo_chart *self, demo_map_str_i32 *out, pgl_owner **owner);
pgl_status demo_chart_find(demo_chart *self, const demo_i32_or_string *key, demo_value *out, pgl_owner **owner);
pgl_status demo_chart_counter(demo_chart *self, demo_counter **out);
pgl_status demo_chart_as_base(demo_chart *self, demo_base **out);
void demo_chart_close(demo_chart *self);

pgl_status demo_make_shared_base(pgl_bool chart, demo_base **out);
pgl_status demo_pass(demo_base *base, demo_base **out);
pgl_status demo_total(demo_seq_counter counters, int64_t *out);
int32_t demo_add_numbers(int32_t a, int32_t b);

const pgl_error *demo_last_error(void);
size_t demo_last_error_message(char *buffer, size_t size);
const pgl_contract *demo_contract(void);
pgl_live demo_live(void);

#ifdef __cplusplus
}
#endif

#endif
