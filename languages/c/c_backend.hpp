// The C backend: the header a C programmer includes, the C++ that implements it (the shim), and a
// CMake project that builds and installs both. Other languages reuse the header, the shim and the
// runtime's sources.
#pragma once

#include <string>

#include "abi/abi.hpp"
#include "emit/backend.hpp"
#include "emit/file_set.hpp"

namespace polyglue::c {

/// `polyglue generate c`.
const emit::Backend& c_backend();

/// "rox_c.h".
std::string header_name(const abi::Library& library);
/// The text of that header.
std::string header(const abi::Library& library);

/// "polyglue/abi.h" and "rox_c.h": what a C compiler needs to use the library.
emit::FileSet header_files(const abi::Library& library);
/// "rox_shim.cpp", or "rox_shim.hpp" and "rox_shim_0.cpp", ... for a large API: C++ that includes the
/// author's headers, the C header and the runtime. Compile it with definitions().
emit::FileSet shim_files(const abi::Library& library);
/// "include/polyglue/..." and "src/*.cpp" of the runtime, in C++20, for the same definitions.
emit::FileSet runtime_files();

/// Whether the header has <class>_to_shared() and <class>_from_shared().
bool is_exchanged(const abi::Library& library, const abi::Class& entry);
/// Names of classes that <prefix>_class_of() gives: "ROX_CLASS_CHART".
std::string class_constant(const abi::Library& library, const abi::Class& entry);
/// The header's cast from a class to a base ("as") or back ("from").
std::string cast_name(const abi::Library& library, const abi::Class& entry, const abi::Class& base, std::string_view word);
/// The number behind it: positive, and the same as long as the class keeps its name.
std::int32_t class_number(const abi::Library& library, const abi::Class& entry);

/// The CMake project around all of them.
emit::FileSet generate(const abi::Library& library, const emit::BackendOptions& options);

}  // namespace polyglue::c
