#pragma once

#include <string>
#include <vector>

namespace styles {

struct Inner { int a = 0; };
/// Defined here alone, and all that it needs comes with it.
struct Elsewhere { std::vector<Inner> inner; std::string text; };
Elsewhere elsewhere();

}  // namespace styles
