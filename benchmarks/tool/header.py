"""Makes a header of any size: free functions, classes and records, mixed as real ones are."""
from __future__ import annotations

#: What one group declares: 4 free functions and a class of 6; so ten functions, one record, one enum.
GROUP = """
/// How sample {i} was taken.
enum class Mode{i} : std::uint8_t {{ off, on, automatic }};

/// A reading of kind {i}.
struct Reading{i} {{
  double value = 0;
  std::int32_t weight = 1;
  std::string label;
  Mode{i} mode = Mode{i}::off;
}};

/// Adds two numbers, and {i}.
std::int32_t add_{i}(std::int32_t a, std::int32_t b);
/// Joins two texts.
std::string join_{i}(std::string_view left, const std::string& right = "");
/// Summarises readings.
/// @throws std::invalid_argument when there are none
Reading{i} summarise_{i}(const std::vector<Reading{i}>& readings, double threshold = 0.5);
/// Finds a label, if there is one.
std::optional<std::string> find_{i}(const std::map<std::string, std::int32_t>& index, std::string_view key);

/// Collects readings of kind {i}.
class Collector{i} {{
 public:
  /// An empty collector.
  explicit Collector{i}(std::size_t capacity = 16);
  /// Adds one.
  void add(const Reading{i}& reading);
  /// How many there are.
  std::size_t size() const noexcept;
  /// All values.
  std::vector<double> values() const;
  /// Renames it.
  void rename(std::string_view name);
  /// Its name.
  const std::string& name() const;

 private:
  std::string name_;
  std::vector<Reading{i}> readings_;
}};
"""

INCLUDES = ("cstddef", "cstdint", "map", "optional", "string", "string_view", "vector")

TOML = """[library]
name = "wide"
version = "1.0.0"

[input]
headers = ["wide.hpp"]
namespaces = ["wide"]
include_paths = ["."]
flags = ["-std=c++20"]

[output]
languages = ["c", "cpp", "python"]
"""


def header(functions: int) -> str:
    """A header of `functions` functions, a multiple of ten."""
    includes = "".join(f"#include <{name}>\n" for name in INCLUDES)
    groups = "".join(GROUP.format(i=i) for i in range(functions // 10))
    return f"#pragma once\n{includes}\nnamespace wide {{\n{groups}\n}}  // namespace wide\n"
