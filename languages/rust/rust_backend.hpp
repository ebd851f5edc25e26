// The Rust backend: a crate without dependencies that carries the library's C++ and compiles it.
#pragma once

#include "emit/backend.hpp"

namespace polyglue::rust {

/// `polyglue generate rust`.
const emit::Backend& rust_backend();

}  // namespace polyglue::rust
