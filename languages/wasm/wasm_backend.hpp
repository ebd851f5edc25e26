// The WebAssembly backend: an npm package with a module made by Emscripten under generated JavaScript.
#pragma once

#include "emit/backend.hpp"

namespace polyglue::wasm {

/// `polyglue generate wasm`.
const emit::Backend& wasm_backend();

}  // namespace polyglue::wasm
