// The Python backend: a CPython extension in C over the C ABI, in a package with stubs.
#pragma once

#include "emit/backend.hpp"

namespace polyglue::python {

/// `polyglue build python`.
const emit::Backend& python_backend();

}  // namespace polyglue::python
