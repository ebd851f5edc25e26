// The Node.js backend: an npm package with a Node-API addon in C under generated JavaScript.
#pragma once

#include "emit/backend.hpp"

namespace polyglue::node {

/// `polyglue generate node`.
const emit::Backend& node_backend();

}  // namespace polyglue::node
