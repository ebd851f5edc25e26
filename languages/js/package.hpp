// What the npm packages of all hosts have in common.
#pragma once

#include <string>
#include <vector>

#include <nlohmann/json.hpp>

#include "config/config.hpp"
#include "emit/backend.hpp"
#include "emit/file_set.hpp"
#include "languages/js/context.hpp"

namespace polyglue::js {

/// Name, version, description and licence: how a package.json begins.
nlohmann::ordered_json package_head(const Context& context, const config::Config& config);

/// The C and C++ below native/ that a host does not add itself: headers, shim, the runtime, and compile.js.
void add_native_files(emit::FileSet& files, const abi::Library& library);

/// native/build.json: what native/compile.js compiles. `left_out` are sources that others include, `macros` what
/// the library is told of its caller.
std::string build_json(const emit::FileSet& files, const Context& context, const config::Config& config, const emit::BackendOptions& options,
                       const std::vector<std::string>& left_out, const std::vector<std::string>& macros);

/// An ES module that exports what ./index.js, a CommonJS module, does.
std::string wrapper_of_commonjs(const Context& context);

}  // namespace polyglue::js
