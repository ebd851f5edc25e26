// Options of functions with defaults, and the counters of live objects.
#include <algorithm>

#include "languages/rust/crate.hpp"

namespace polyglue::rust {

namespace {

/// As rustfmt breaks it: "Option<", a line for what is inside, ">".
std::string field_type(const Options::Field& field) {
  const std::string& type = field.type;
  const std::size_t open = type.find('<');
  if (4 + 4 + field.name.size() + 2 + type.size() + 1 <= 100 || type.find("dyn Fn") == std::string::npos) return type;
  return type.substr(0, open + 1) + "\n    " + type.substr(open + 1, type.size() - open - 2) + ",\n>";
}

}  // namespace

std::string options_file(const Crate& crate) {
  if (crate.options.empty()) return "";
  emit::Printer out;
  out.print("//! Arguments that have defaults.\n");
  for (const Options& one : crate.options) {
    const std::string lifetime = one.borrows ? "<'a>" : "";
    const bool functions = std::any_of(one.fields.begin(), one.fields.end(), [](const Options::Field& field) { return field.type.find("dyn Fn") != std::string::npos; });
    const bool trivial = std::all_of(one.fields.begin(), one.fields.end(), [](const Options::Field& field) {
      const std::string& value = field.value;
      return value == "None" || value == "0" || value == "0.0" || value == "false" || value == "\"\"" || value == "&[]" || value.ends_with("::default()") || value.ends_with("::ZERO");
    });
    // Functions can neither be cloned nor be printed.
    const std::string derived = functions ? (trivial ? "Default" : "") : trivial ? "Clone, Debug, Default" : "Clone, Debug";
    out.print("\n\n/// The arguments of $of$ that have defaults.\n$derived$\npub struct $name$$lifetime$ {\n",
              {{"derived", lines(out, derived.empty() ? "" : "#[derive(" + derived + ")]")}, {"of", one.of}, {"name", one.name}, {"lifetime", lifetime}});
    std::vector<std::string> fields;
    for (const Options::Field& field : one.fields) {
      fields.push_back(field.name + ": " + field.value);
      model::DeclInfo info;
      info.doc.brief = field.doc;
      const auto indent = out.indent(4);
      out.print("$doc$\npub $name$: $type$,\n", {{"doc", lines(out, doc(info))}, {"name", field.name}, {"type", field_type(field)}});
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
  if (!crate.library.calls_hosts()) return out.take();
  out.print(R"(

      impl pgl::Host {
          /// From now on C++ calls no function of this program, nor drops one: calls of them fail with
          /// [`FailureKind::HostGone`](pgl::FailureKind::HostGone). Waits at most so long for other threads that are
          /// inside of one; false if they still are.
          pub fn close(timeout: std::time::Duration) -> bool {
              let milliseconds = u32::try_from(timeout.as_millis()).unwrap_or(u32::MAX);
              unsafe { ffi::$x$_close_host(milliseconds) }
          }
      }
      )",
            {{"x", crate.library.prefix}});
  return out.take();
}

}  // namespace polyglue::rust
