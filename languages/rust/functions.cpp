// Options of functions with defaults, and the counters of live objects.
#include <algorithm>

#include "languages/rust/crate.hpp"

namespace polyglue::rust {

std::string options_file(const Crate& crate) {
  if (crate.options.empty()) return "";
  emit::Printer out;
  out.print("//! Arguments that have defaults.\n");
  for (const Options& one : crate.options) {
    const std::string lifetime = one.borrows ? "<'a>" : "";
    const bool trivial = std::all_of(one.fields.begin(), one.fields.end(), [](const Options::Field& field) {
      const std::string& value = field.value;
      return value == "None" || value == "0" || value == "0.0" || value == "false" || value == "\"\"" || value == "&[]" || value.ends_with("::default()") || value.ends_with("::ZERO");
    });
    out.print("\n\n/// The arguments of $of$ that have defaults.\n#[derive(Clone, Debug$derived$)]\npub struct $name$$lifetime$ {\n",
              {{"derived", trivial ? ", Default" : ""}, {"of", one.of}, {"name", one.name}, {"lifetime", lifetime}});
    std::vector<std::string> fields;
    for (const Options::Field& field : one.fields) {
      fields.push_back(field.name + ": " + field.value);
      model::DeclInfo info;
      info.doc.brief = field.doc;
      const auto indent = out.indent(4);
      out.print("$doc$\npub $name$: $type$,\n", {{"doc", lines(out, doc(info))}, {"name", field.name}, {"type", field.type}});
    }
    out.print("}\n");
    if (trivial) continue;
    out.print("\n\nimpl $Default$ for $name$$lifetime$ {\n    fn default() -> Self {\n        $value$\n    }\n}\n",
              {{"Default", crate.prelude("Default")}, {"name", one.name}, {"lifetime", one.borrows ? "<'_>" : ""},
               {"value", literal_of(one.name, fields, 8)}});
  }
  return out.take();
}

std::string live_file(const Crate& crate) {
  emit::Printer out;
  out.print(R"(
      //! For tests: what is alive.

      use crate::{ffi, pgl};

      impl pgl::Live {
          /// How many objects and results are alive now, on all threads.
          pub fn now() -> pgl::Live {
              unsafe { ffi::$x$_live() }
          }
      }
      )",
            {{"x", crate.library.prefix}});
  return out.take();
}

}  // namespace polyglue::rust
