#include <cmath>
#include <records_client/records.hpp>

#include "check.hpp"

namespace api = records_client;
using api::Point;

TEST(plain_numbers) {
  EQUAL(api::mirrored({1, 2}), Point{2, 1});
  EQUAL(api::middle({{0, 0}, {4, 2}}), Point{2, 1});
  EQUAL(api::Padded().large, 2);
  const api::Padded next = api::next({});
  CHECK(next == api::Padded{2, 3, false, 4});
  CHECK(api::Padded() < next);
  EQUAL(api::sum_large({{}, {1, 40, true, 1}}), 42);
}

TEST(methods) {
  EQUAL((Point{3, 4}.length()), 5.0);
  CHECK(std::abs(Point::at_angle(0).x - 1) < 1e-12);
  EQUAL((Point{1, 2} + Point{3, 4}), Point{4, 6});
}

TEST(text_and_containers) {
  api::Drawing drawing = api::untitled();
  EQUAL(drawing, api::Drawing());
  EQUAL(drawing.title, "untitled");
  drawing.lines = {{{0, 0}, {1, 1}}};
  drawing.tags = {"a", "b"};
  drawing.origin = Point{5, 5};
  const api::Drawing retitled = api::retitled(drawing, "new");
  EQUAL(retitled.title, "new");
  EQUAL(retitled.revision, 2);
  EQUAL(retitled.lines, drawing.lines);
  EQUAL(retitled.tags, drawing.tags);
  EQUAL(retitled.origin, drawing.origin);
}

TEST(recursive) {
  const api::Tree tree = api::binary_tree(3);
  EQUAL(tree.last_leaf(), "level 0");
  EQUAL(tree.name, "level 3");
  EQUAL(api::count_nodes(tree), 15);
  const api::Chain chain = api::countdown(3);
  EQUAL(chain.next->next->value, 1);
  CHECK(!chain.next->next->next);
  EQUAL(api::chain_sum(chain), 6);
}

TEST(bases_and_keywords) {
  EQUAL(api::Square().color, "black");
  EQUAL(api::area({"red", 3}), 9.0);
  EQUAL(api::sum_keywords({1, 2, 3, "x"}), 6);
}

TEST(c_arrays) {
  api::Grid grid;
  grid.cells = {{{1, 2, 3}, {4, 5, 6}}};
  grid.key = {1, 2, 3, 4};
  grid.corners = {{{1, 2}, {3, 4}}};
  const api::Grid turned = api::turned(grid, 2);
  EQUAL(turned.cells[1][2], 12.0);
  EQUAL(turned.key[0], 4);
  EQUAL(turned.corners[0].x, 3.0);
  EQUAL(turned.revision, 1);
}

TEST(without_fields) { CHECK(api::again(api::Tick()) == api::Tick()); }

CHECK_MAIN(records_live)
