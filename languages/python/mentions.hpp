// Declarations that comments mention, as Python spells them: `Chart::notes()` is `Chart.notes()`.
#pragma once

#include <map>
#include <string>

#include "languages/python/context.hpp"

namespace polyglue::python {

/// Python's spelling of all declarations and members, by C++ name, with and without the namespaces.
std::map<std::string, std::string> spellings(const Context& context);

/// The text with what stands between backticks spelled for Python, where that is a name. Names without a
/// scope are looked for in that of `info`, then among the parameters of `function`.
std::string mentioned(const Context& context, const std::string& text, const model::DeclInfo& info, const model::Function* function);

}  // namespace polyglue::python
