/* The C functions that users of cffi and ctypes write first, by hand, around a C++ library. */
#include <stddef.h>
#include <stdint.h>

#ifdef __cplusplus
extern "C" {
#endif
/* cffi reads from here ... */
typedef struct flat_counter flat_counter;
typedef struct { double x, y, z; } flat_vec3;
typedef struct { double x, y, z; int32_t tag; } flat_sample;
typedef struct { char *name; size_t name_len; int64_t id; int32_t age; double height; _Bool active; } flat_person;

void flat_noop(void);
int32_t flat_add(int32_t a, int32_t b);
double flat_mixed(_Bool a, uint8_t b, int32_t c, int64_t d, float e, double f);
flat_counter *flat_counter_new(void);
void flat_counter_delete(flat_counter *self);
int64_t flat_counter_inc(flat_counter *self, int64_t by);
size_t flat_length(const char *text, size_t len);
char *flat_greet_7(size_t *len);
char *flat_greet_33(size_t *len);
char *flat_greet_33_utf8(size_t *len);
char *flat_greet_1k(size_t *len);
flat_vec3 flat_scale(flat_vec3 vector, double factor);
void flat_make_person(flat_person *out);
int32_t flat_age_of(const flat_person *person);
double flat_sum(const double *values, size_t count);
double *flat_iota(size_t count);
flat_sample *flat_make_samples(size_t count);
int64_t flat_sum_tags(const flat_sample *samples, size_t count);
int32_t flat_checked(int32_t value, int32_t *out);
void flat_free(void *memory);
/* ... to here. */
#ifdef __cplusplus
}
#endif
