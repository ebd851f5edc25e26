#include <operators_client/operators.hpp>
#include <sstream>

#include "check.hpp"

namespace api = operators_client;
using api::Fraction;
using api::Mask;

TEST(arithmetic) {
  Fraction half(1, 2);
  EQUAL(half + Fraction(1, 3), Fraction(5, 6));
  EQUAL(half - Fraction(1, 3), Fraction(1, 6));
  EQUAL(half * 3, Fraction(3, 2));
  EQUAL(half / 2, Fraction(1, 4));
  EQUAL(-half, Fraction(-1, 2));
  (half += Fraction(1, 2)) += Fraction(1, 2);
  EQUAL(half, Fraction(3, 2));
  THROWS(std::invalid_argument, half / 0) {}
}

TEST(comparison) {
  CHECK(Fraction(1, 2) == Fraction(2, 4) && Fraction(1, 2) != Fraction(1, 3));
  CHECK(Fraction(1, 3) < Fraction(1, 2) && Fraction(1, 2) > Fraction(1, 3));
  CHECK(Fraction(1, 2) <= Fraction(1, 2) && Fraction(1, 2) >= Fraction(1, 2));
  CHECK(api::Measure(1) < api::Measure(2));
  CHECK(api::Measure(1) == api::Measure(1));
  CHECK(api::Version{1, 2} < api::Version{1, 3} && api::Version{1, 2} != api::Version{2, 2});
}

TEST(truth_call_text_hash) {
  const Fraction half(1, 2);
  CHECK(static_cast<bool>(half) && !Fraction(0, 1));
  EQUAL(half(10), 5);
  std::ostringstream out;
  out << half << ' ' << Mask(3);
  EQUAL(out.str(), "1/2 mask 3");
  EQUAL(half.to_string(), "1/2");
  EQUAL(std::hash<Fraction>()(half), std::hash<Fraction>()(Fraction(1, 2)));
}

TEST(bits) {
  EQUAL((Mask(6) & Mask(3)).bits(), 2U);
  EQUAL((Mask(6) | Mask(3)).bits(), 7U);
  EQUAL((Mask(6) ^ Mask(3)).bits(), 5U);
  EQUAL((~Mask(0)).bits(), UINT32_MAX);
  EQUAL((Mask(1) << 4).bits(), 16U);
  EQUAL((Mask(16) >> 4).bits(), 1U);
  EQUAL(Mask(17) % 5, 2U);
}

TEST(functions_called_as_operators) {
  api::Row row;
  row.add(7);
  const api::Row twice = row + row;
  EQUAL(twice[1], 7);
  EQUAL(twice.get(2, -1), -1);
  EQUAL(twice.to_text(), "a row");
  std::ostringstream out;
  out << twice;
  EQUAL(out.str(), "2 values");
}

CHECK_MAIN(operators_live)
