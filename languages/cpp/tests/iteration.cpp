#include <iteration_client/iteration.hpp>

#include "check.hpp"

namespace api = iteration_client;

TEST(numbers) {
  api::Numbers numbers({1, 2, 3});
  std::int32_t sum = 0;
  for (const std::int32_t value : numbers) sum += value;
  EQUAL(sum, 6);
  EQUAL(numbers.size(), 3U);
  EQUAL(numbers[1], 2);
  numbers.set_at(1, 20);
  EQUAL(numbers[1], 20);
  CHECK(numbers.contains(20) && !numbers.contains(2));
  THROWS(std::out_of_range, numbers[3]) {}
  THROWS(std::out_of_range, numbers.set_at(3, 0)) {}
}

TEST(a_loop_sees_what_was_there_when_it_began) {
  api::Numbers numbers({1, 2});
  int rounds = 0;
  for (const std::int32_t value : numbers) {
    numbers.push_back(value);
    ++rounds;
  }
  EQUAL(rounds, 2);
  EQUAL(numbers.elements(), std::vector<std::int32_t>{1, 2, 1, 2});
  for (const std::int32_t value : api::Numbers()) EQUAL(value, 0);
}

TEST(indexed_by_text) {
  api::Dictionary dictionary;
  dictionary.set("a", "1");
  dictionary.set("b", "2");
  EQUAL(dictionary["a"], "1");
  THROWS(std::out_of_range, dictionary["c"]) {}
  std::string all;
  for (const auto& [name, text] : dictionary) all += name + text;
  EQUAL(all, "a1b2");
}

TEST(objects) {
  api::Shelf shelf;
  shelf.add(api::Item("cup"));
  shelf.add(api::Item("jar"));
  std::string names;
  for (const api::Item& item : shelf) names += item.name();
  EQUAL(names, "cupjar");
  EQUAL(shelf.items()[1].name(), "jar");
}

TEST(gone_through_once) {
  double sum = 0;
  for (const double value : api::halves(4)) sum += value;
  EQUAL(sum, 7.0);
}

CHECK_MAIN(iteration_live)
