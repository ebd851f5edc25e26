#include "cxxed/src/adapt.hpp"
#include "cxxed/src/lib.rs.h"

namespace adapt {

Person make_person() {
  const benchlib::Person person = benchlib::make_person();
  return {person.name, person.id, person.age, person.height, person.active};
}

std::int32_t age_of(const Person& person) {
  return benchlib::age_of({std::string(person.name), person.id, person.age, person.height, person.active});
}

}  // namespace adapt
