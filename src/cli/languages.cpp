// Every language there is, listed by hand.
#include "cli/session.hpp"

#ifdef POLYGLUE_HAS_LANG_C
#include "languages/c/c_backend.hpp"
#endif
#ifdef POLYGLUE_HAS_LANG_CPP
#include "languages/cpp/cpp_backend.hpp"
#endif
#ifdef POLYGLUE_HAS_LANG_PYTHON
#include "languages/python/python_backend.hpp"
#endif
#ifdef POLYGLUE_HAS_LANG_NODE
#include "languages/node/node_backend.hpp"
#endif
#ifdef POLYGLUE_HAS_LANG_WASM
#include "languages/wasm/wasm_backend.hpp"
#endif
#ifdef POLYGLUE_HAS_LANG_RUST
#include "languages/rust/rust_backend.hpp"
#endif

namespace polyglue::cli {

const std::vector<const emit::Backend*>& backends() {
  static const std::vector<const emit::Backend*> all = {
#ifdef POLYGLUE_HAS_LANG_C
      &c::c_backend(),
#endif
#ifdef POLYGLUE_HAS_LANG_CPP
      &cpp::cpp_backend(),
#endif
#ifdef POLYGLUE_HAS_LANG_PYTHON
      &python::python_backend(),
#endif
#ifdef POLYGLUE_HAS_LANG_NODE
      &node::node_backend(),
#endif
#ifdef POLYGLUE_HAS_LANG_WASM
      &wasm::wasm_backend(),
#endif
#ifdef POLYGLUE_HAS_LANG_RUST
      &rust::rust_backend(),
#endif
  };
  return all;
}

const emit::Backend* find_backend(std::string_view name) {
  for (const emit::Backend* backend : backends())
    if (backend->name == name) return backend;
  return nullptr;
}

}  // namespace polyglue::cli
