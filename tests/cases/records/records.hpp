// Structs with public fields: plain, nested, recursive, with defaults and methods.
#pragma once

#include <cmath>
#include <compare>
#include <cstdint>
#include <memory>
#include <numeric>
#include <optional>
#include <span>
#include <string>
#include <vector>

namespace records {

/// A place in the plane. Plain numbers: crosses as memory.
struct Point {
  double x = 0;  ///< to the right
  double y = 0;  ///< upwards

  /// The distance from the origin.
  double length() const noexcept { return std::sqrt(x * x + y * y); }
  /// The point at this angle, in radians, at distance 1.
  static Point at_angle(double angle) { return {std::cos(angle), std::sin(angle)}; }

  friend bool operator==(const Point&, const Point&) = default;
  friend Point operator+(const Point& a, const Point& b) { return {a.x + b.x, a.y + b.y}; }
};

/// Plain, with holes between its fields and a truth value inside.
struct Padded {
  std::uint8_t small = 1;
  std::int64_t large = 2;
  bool flag = true;
  std::int16_t medium = 3;

  friend auto operator<=>(const Padded&, const Padded&) = default;
};

/// Nested.
struct Line {
  Point from;
  Point to;
  friend bool operator==(const Line&, const Line&) = default;
};

/// With text and containers.
struct Drawing {
  std::string title = "untitled";
  std::vector<Line> lines;
  std::vector<std::string> tags;
  std::optional<Point> origin;
  std::int32_t revision = 1;
  friend bool operator==(const Drawing&, const Drawing&) = default;
};

/// Recursive through a vector.
struct Tree {
  std::string name;
  std::vector<Tree> children;

  /// The name of the last leaf: a reference into the record.
  const std::string& last_leaf() const { return children.empty() ? name : children.back().last_leaf(); }
  friend bool operator==(const Tree&, const Tree&) = default;
};

/// Recursive through a pointer.
struct Chain {
  std::int32_t value = 0;
  std::unique_ptr<Chain> next;
};

/// Fields named like keywords of other languages.
struct Keywords {
  std::int32_t def = 0;
  std::int32_t let = 0;
  std::int32_t self = 0;
  std::string type;
};

/// With C arrays, as structs have them that are older than std::array.
struct Grid {
  double cells[2][3];
  std::uint8_t key[4];
  Point corners[2];
  std::int32_t revision = 1;
};

/// Something with a handle, and a record called as its class and more.
class Pen {
 public:
  std::int32_t width() const noexcept { return 1; }
};
struct PenType {
  std::int32_t kind = 7;
};

/// A shape with a base: the base's field comes first.
struct Shape {
  std::string color = "black";
};
struct Square : Shape {
  double side = 1;
};

inline Point middle(const Line& line) { return {(line.from.x + line.to.x) / 2, (line.from.y + line.to.y) / 2}; }
inline Point mirrored(Point point) { return {point.y, point.x}; }
inline Padded next(Padded padded) { return {++padded.small, ++padded.large, !padded.flag, ++padded.medium}; }
inline std::int64_t sum_large(std::span<const Padded> items) {
  std::int64_t sum = 0;
  for (const Padded& item : items) sum += item.large;
  return sum;
}
inline Drawing untitled() { return {}; }
inline Drawing retitled(Drawing drawing, const std::string& title) {
  drawing.title = title;
  ++drawing.revision;
  return drawing;
}
/// A tree of this depth in which every node has two children.
inline Tree binary_tree(std::int32_t depth) {
  Tree tree{"level " + std::to_string(depth), {}};
  if (depth > 0) tree.children = {binary_tree(depth - 1), binary_tree(depth - 1)};
  return tree;
}
inline std::int32_t count_nodes(const Tree& tree) {
  std::int32_t count = 1;
  for (const Tree& child : tree.children) count += count_nodes(child);
  return count;
}
/// A chain of the numbers from `first` down to 1.
inline Chain countdown(std::int32_t first) {
  Chain chain{first, nullptr};
  if (first > 1) chain.next = std::make_unique<Chain>(countdown(first - 1));
  return chain;
}
inline std::int32_t chain_sum(const Chain& chain) { return chain.value + (chain.next ? chain_sum(*chain.next) : 0); }
inline std::int32_t sum_keywords(const Keywords& keywords) { return keywords.def + keywords.let + keywords.self; }
/// Every cell times `factor`, and the rest the other way round.
inline Grid turned(const Grid& grid, double factor) {
  Grid result = grid;
  for (auto& row : result.cells)
    for (double& cell : row) cell *= factor;
  for (int i = 0; i < 4; ++i) result.key[i] = grid.key[3 - i];
  for (int i = 0; i < 2; ++i) result.corners[i] = grid.corners[1 - i];
  return result;
}
inline double area(const Square& square) { return square.side * square.side; }

/// Nothing but its type, as an event may be.
struct Tick {
  friend bool operator==(const Tick&, const Tick&) { return true; }
};
inline Tick again(const Tick& tick) { return tick; }

}  // namespace records
