// The C++ client backend: headers that C++17 programs include to use a library through its C ABI.
#pragma once

#include "abi/abi.hpp"
#include "emit/backend.hpp"
#include "emit/file_set.hpp"

namespace polyglue::cpp {

/// `polyglue generate cpp`.
const emit::Backend& cpp_backend();

/// "rox_client/rox.hpp", the generated header, and "polyglue/client/...", what it stands on.
emit::FileSet header_files(const abi::Library& library);

/// The CMake project: the C library in "c/", the headers in "include/".
emit::FileSet generate(const abi::Library& library, const emit::BackendOptions& options);

}  // namespace polyglue::cpp
