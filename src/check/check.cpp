#include "check/check.hpp"

namespace polyglue::check {

void run(const Input& input, diag::Sink& sink) {
  empty_api(input, sink);
  name_clashes(input, sink);
  cyclic_values(input, sink);
  capabilities(input, sink);
}

}  // namespace polyglue::check
