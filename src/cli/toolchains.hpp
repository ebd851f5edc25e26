// The programs that builds need: which are here, and how to get the others.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "diag/diagnostic.hpp"
#include "emit/backend.hpp"

namespace polyglue::cli {

/// One thing a build needs.
struct Tool {
  std::string name;       ///< as messages call it: "CMake"
  std::string used_by;    ///< "c cpp python"
  std::string package;    ///< Debian packages
  bool required = true;   ///< false: makes builds faster or nicer
  /// Each runs in turn; the first that succeeds tells the version by its first line.
  std::vector<std::vector<std::string>> probes;
  std::string otherwise{};  ///< a command that gets it without Debian's package
};

struct ToolState {
  Tool tool;
  std::optional<std::string> version;  ///< none: not here
};

const std::vector<Tool>& tools();
/// The Python that wheels are built for: the environment's PYTHON, else "python3".
std::string python();
ToolState probe(const Tool& tool);

/// Reports each tool that the backends' builds need and that is not here.
void require_tools(const std::vector<const emit::Backend*>& backends, diag::Sink& sink);

}  // namespace polyglue::cli
