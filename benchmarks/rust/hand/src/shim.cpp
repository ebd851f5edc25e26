// The C interface that a careful author writes for Rust by hand: nothing that C++ throws gets out, results that need
// memory stay where C++ made them and are freed by a function of their own.
#include <cstdint>
#include <exception>
#include <map>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include "benchlib.hpp"
#include "callbacks.hpp"

namespace {

enum Status : int { kDone, kNegative, kOther };

thread_local std::string message;

/// Inside a handler that knows no better.
int unknown() {
  try {
    throw;
  } catch (const std::exception& error) {
    message = error.what();
  } catch (...) {
    message = "unknown";
  }
  return kOther;
}

/// Runs `call`; what it throws becomes a status.
template <class Call>
int guarded(Call&& call) {
  try {
    call();
    return kDone;
  } catch (const benchlib::NegativeValue& error) {
    message = error.what();
    return kNegative;
  } catch (...) {
    return unknown();
  }
}

struct Text {
  const char* data;
  std::size_t len;
  std::string* owner;
};

int give(std::string (*make)(), Text* out) {
  return guarded([&] {
    auto* text = new std::string(make());
    *out = {text->data(), text->size(), text};
  });
}

struct Numbers {
  const double* data;
  std::size_t len;
  std::vector<double>* owner;
};
struct Samples {
  const benchlib::Sample* data;
  std::size_t len;
  std::vector<benchlib::Sample>* owner;
};
struct Person {
  const char* name;
  std::size_t name_len;
  std::int64_t id;
  std::int32_t age;
  double height;
  bool active;
  benchlib::Person* owner;
};
struct Entry {
  const char* word;
  std::size_t len;
  std::int32_t count;
};
struct Histogram {
  std::map<std::string, std::int32_t> map;
  std::vector<Entry> entries;
};
struct Entries {
  const Entry* data;
  std::size_t len;
  Histogram* owner;
};

}  // namespace

extern "C" {

void hand_last_message(const char** data, std::size_t* len) {
  *data = message.data();
  *len = message.size();
}

int hand_noop() { return guarded([] { benchlib::noop(); }); }
int hand_add(std::int32_t a, std::int32_t b, std::int32_t* out) {
  return guarded([&] { *out = benchlib::add(a, b); });
}
std::int32_t hand_add_noexcept(std::int32_t a, std::int32_t b) { return benchlib::add_noexcept(a, b); }
int hand_mixed(bool a, std::uint8_t b, std::int32_t c, std::int64_t d, float e, double f, double* out) {
  return guarded([&] { *out = benchlib::mixed(a, b, c, d, e, f); });
}

int hand_counter_new(benchlib::Counter** out) {
  return guarded([&] { *out = new benchlib::Counter; });
}
int hand_counter_inc(benchlib::Counter* self, std::int64_t by, std::int64_t* out) {
  return guarded([&] { *out = self->inc(by); });
}
void hand_counter_free(benchlib::Counter* self) { delete self; }

int hand_length(const char* data, std::size_t len, std::size_t* out) {
  return guarded([&] { *out = benchlib::length({data, len}); });
}
int hand_greet_7(Text* out) { return give(benchlib::greet_7, out); }
int hand_greet_33(Text* out) { return give(benchlib::greet_33, out); }
int hand_greet_33_utf8(Text* out) { return give(benchlib::greet_33_utf8, out); }
int hand_greet_1k(Text* out) { return give(benchlib::greet_1k, out); }
void hand_text_free(std::string* text) { delete text; }

int hand_scale(const benchlib::Vec3* vector, double factor, benchlib::Vec3* out) {
  return guarded([&] { *out = benchlib::scale(*vector, factor); });
}
int hand_make_person(Person* out) {
  return guarded([&] {
    auto* person = new benchlib::Person(benchlib::make_person());
    *out = {person->name.data(), person->name.size(), person->id, person->age, person->height, person->active, person};
  });
}
void hand_person_free(benchlib::Person* person) { delete person; }
int hand_age_of(const Person* person, std::int32_t* out) {
  return guarded([&] {
    *out = benchlib::age_of({std::string(person->name, person->name_len), person->id, person->age, person->height, person->active});
  });
}

int hand_sum(const double* data, std::size_t len, double* out) {
  return guarded([&] { *out = benchlib::sum({data, len}); });
}
int hand_iota(std::size_t count, Numbers* out) {
  return guarded([&] {
    auto* numbers = new std::vector<double>(benchlib::iota(count));
    *out = {numbers->data(), numbers->size(), numbers};
  });
}
void hand_numbers_free(std::vector<double>* numbers) { delete numbers; }

int hand_make_samples(std::size_t count, Samples* out) {
  return guarded([&] {
    auto* samples = new std::vector<benchlib::Sample>(benchlib::make_samples(count));
    *out = {samples->data(), samples->size(), samples};
  });
}
void hand_samples_free(std::vector<benchlib::Sample>* samples) { delete samples; }
int hand_sum_tags(const benchlib::Sample* data, std::size_t len, std::int64_t* out) {
  return guarded([&] { *out = benchlib::sum_tags({data, len}); });
}

int hand_make_histogram(Entries* out) {
  return guarded([&] {
    auto* histogram = new Histogram{benchlib::make_histogram(), {}};
    histogram->entries.reserve(histogram->map.size());
    for (const auto& [word, count] : histogram->map) histogram->entries.push_back({word.data(), word.size(), count});
    *out = {histogram->entries.data(), histogram->entries.size(), histogram};
  });
}
void hand_histogram_free(Histogram* histogram) { delete histogram; }
int hand_sum_histogram(const Entry* data, std::size_t len, std::int64_t* out) {
  return guarded([&] {
    std::map<std::string, std::int32_t> map;
    for (std::size_t i = 0; i < len; ++i) map.emplace_hint(map.end(), std::string(data[i].word, data[i].len), data[i].count);
    *out = benchlib::sum_histogram(map);
  });
}

int hand_fold(std::int32_t count, int (*step)(void*, std::int32_t, std::int32_t*), void* user, std::int64_t* out) {
  return guarded([&] {
    *out = benchlib::fold(count, [step, user](std::int32_t value) {
      std::int32_t result;
      if (step(user, value, &result) != kDone) throw std::runtime_error("the callback panicked");
      return result;
    });
  });
}

int hand_checked(std::int32_t value, std::int32_t* out) {
  return guarded([&] { *out = benchlib::checked(value); });
}
int hand_checked_expected(std::int32_t value, std::int32_t* out) {
  return guarded([&] {
    const auto result = benchlib::checked_expected(value);
    if (!result) throw result.error();
    *out = *result;
  });
}

}  // extern "C"
