// Results that need memory are copies made by malloc, which is what such C APIs do.
#define _Bool bool
#include "flat.h"

#include <cstdlib>
#include <cstring>

#include "benchlib.hpp"

namespace {

char* copy(const std::string& text, size_t* len) {
  auto* memory = static_cast<char*>(std::malloc(text.size() + 1));
  std::memcpy(memory, text.c_str(), text.size() + 1);
  *len = text.size();
  return memory;
}

benchlib::Counter* counter(flat_counter* self) { return reinterpret_cast<benchlib::Counter*>(self); }

}  // namespace

void flat_noop() { benchlib::noop(); }
int32_t flat_add(int32_t a, int32_t b) { return benchlib::add(a, b); }
double flat_mixed(bool a, uint8_t b, int32_t c, int64_t d, float e, double f) {
  return benchlib::mixed(a, b, c, d, e, f);
}
flat_counter* flat_counter_new() { return reinterpret_cast<flat_counter*>(new benchlib::Counter()); }
void flat_counter_delete(flat_counter* self) { delete counter(self); }
int64_t flat_counter_inc(flat_counter* self, int64_t by) { return counter(self)->inc(by); }
size_t flat_length(const char* text, size_t len) { return benchlib::length({text, len}); }
char* flat_greet_7(size_t* len) { return copy(benchlib::greet_7(), len); }
char* flat_greet_33(size_t* len) { return copy(benchlib::greet_33(), len); }
char* flat_greet_33_utf8(size_t* len) { return copy(benchlib::greet_33_utf8(), len); }
char* flat_greet_1k(size_t* len) { return copy(benchlib::greet_1k(), len); }
flat_vec3 flat_scale(flat_vec3 vector, double factor) {
  const auto result = benchlib::scale({vector.x, vector.y, vector.z}, factor);
  return {result.x, result.y, result.z};
}
void flat_make_person(flat_person* out) {
  const benchlib::Person person = benchlib::make_person();
  out->name = copy(person.name, &out->name_len);
  out->id = person.id;
  out->age = person.age;
  out->height = person.height;
  out->active = person.active;
}
int32_t flat_age_of(const flat_person* person) {
  return benchlib::age_of(
      {std::string(person->name, person->name_len), person->id, person->age, person->height, person->active});
}
double flat_sum(const double* values, size_t count) { return benchlib::sum({values, count}); }
double* flat_iota(size_t count) {
  const std::vector<double> values = benchlib::iota(count);
  auto* memory = static_cast<double*>(std::malloc(count * sizeof(double)));
  std::memcpy(memory, values.data(), count * sizeof(double));
  return memory;
}
flat_sample* flat_make_samples(size_t count) {
  const std::vector<benchlib::Sample> samples = benchlib::make_samples(count);
  auto* memory = static_cast<flat_sample*>(std::malloc(count * sizeof(flat_sample)));
  static_assert(sizeof(flat_sample) == sizeof(benchlib::Sample));
  std::memcpy(memory, samples.data(), count * sizeof(flat_sample));
  return memory;
}
int64_t flat_sum_tags(const flat_sample* samples, size_t count) {
  return benchlib::sum_tags({reinterpret_cast<const benchlib::Sample*>(samples), count});
}
int32_t flat_checked(int32_t value, int32_t* out) {
  try {
    *out = benchlib::checked(value);
    return 0;
  } catch (const benchlib::NegativeValue&) {
    return 1;
  }
}
void flat_free(void* memory) { std::free(memory); }
