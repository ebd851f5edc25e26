// The raw layer: the C interface as Rust declares it.
#include <fmt/format.h>

#include <set>

#include "languages/c/c_backend.hpp"
#include "languages/rust/callbacks.hpp"

namespace polyglue::rust {
namespace {

using abi::ParamRole;
using abi::Shape;

void print_structs(emit::Printer& out, const Crate& crate) {
  const abi::Library& library = crate.library;
  for (const abi::Class& entry : library.classes) {
    out.print("\n\n#[repr(C)]\npub struct $name$ {\n    _private: [u8; 0],\n}\n", {{"name", entry.name}});
  }
  for (const abi::Type& type : library.types) {
    if (type.shape == Shape::record) {
      const auto* record = library.model->find_as<model::Record>(type.decl);
      if (record && crate.is_mirror(*record)) {
        out.print("\n\npub use $path$ as $name$;\n", {{"path", crate.path(type.decl)}, {"name", type.name}});
        continue;
      }
      out.print("\n\n#[repr(C)]\n#[derive(Clone, Copy)]\npub struct $name$ {\n", {{"name", type.name}});
      for (std::size_t i = 0; i < type.members.size(); ++i) {
        out.print("    pub $member$: $type$,\n", {{"member", function_name(type.members[i])}, {"type", c_type(crate, type.parts[i])}});
      }
      if (type.members.empty()) out.print("    pub unused_: u8,\n");
      out.print("}\n");
    } else if (type.shape == Shape::variant) {
      out.print(R"(

          #[repr(C)]
          #[derive(Clone, Copy)]
          pub struct $name$ {
              pub tag: i32,
              pub as_: $name$_as,
          }

          #[repr(C)]
          #[derive(Clone, Copy)]
          pub union $name$_as {
          )",
                {{"name", type.name}});
      bool any = false;
      for (std::size_t i = 0; i < type.parts.size(); ++i) {
        if (library.type(type.parts[i]).shape == Shape::nothing) continue;
        any = true;
        out.print("    pub $member$: $type$,\n", {{"member", function_name(type.members[i])}, {"type", c_type(crate, type.parts[i])}});
      }
      if (!any) out.print("    pub nothing: u8,\n");
      out.print("}\n");
    }
  }
}

void print_callbacks(emit::Printer& out, const Crate& crate) {
  for (const abi::Callback& callback : crate.library.callbacks) {
    out.print("\n\n#[repr(C)]\npub struct $name$ {\n    $call$\n    pub release: Option<pgl::Release>,\n    pub user: *mut c_void,\n}\n",
              {{"name", callback.name}, {"call", list("pub call: unsafe extern \"C\" fn(", host_parameters(crate, callback.call, ""), ") -> i32,", 4)}});
  }
}

void print_interfaces(emit::Printer& out, const Crate& crate) {
  for (const abi::Interface& interface : crate.library.interfaces) {
    out.print("\n\n#[repr(C)]\npub struct $name$ {\n    pub common: pgl::Methods,\n    $methods$\n}\n",
              {{"name", interface.name}, {"methods", [&] {
                  for (const abi::Method& method : interface.methods) {
                    out.print("$method$\n", {{"method", assignment("pub " + field_name(method) + ":", "unsafe extern \"C\" fn(",
                                                                   host_parameters(crate, method.call, ""), ") -> i32,", 4)}});
                  }
                }}});
  }
}

/// Sizes as the C compiler has them, on 64-bit targets.
void print_layouts(emit::Printer& out, const Crate& crate) {
  std::string text;
  std::set<std::string> seen;
  for (const abi::Type& type : crate.library.types) {
    if ((type.shape != Shape::record && type.shape != Shape::variant) || type.size == 0 || !seen.insert(type.name).second) continue;
    text += fmt::format("    assert!(std::mem::size_of::<{0}>() == {1});\n    assert!(std::mem::align_of::<{0}>() == {2});\n", type.name, type.size, type.align);
  }
  if (text.empty()) return;
  out.print("\n\n// The layout is the C compiler's.\n#[cfg(target_pointer_width = \"64\")]\nconst _: () = {\n$text$};\n", {{"text", text}});
}

/// A function of C; `tail` ends its declaration.
std::string declared(const std::string& symbol, const std::vector<std::string>& params, const std::string& tail) {
  const std::string text = list("pub fn " + symbol + "(", params, tail, 4);
  // A line of exactly 100 columns is one too many for rustfmt here.
  return text.size() == 96 && tail.size() > 2 && text.find('\n') == std::string::npos ? text.substr(0, text.rfind(" -> ")) + "\n    " + tail.substr(2) : text;
}

std::string declaration(const Crate& crate, const abi::Function& function) {
  std::vector<std::string> params;
  for (const abi::Param& param : function.params) {
    const std::string name = param.role == ParamRole::self ? "this" : function_name(param.name);
    if (param.role == ParamRole::methods || param.role == ParamRole::user) {
      const abi::Interface* interface = crate.library.find_interface(function.scope);
      params.push_back(name + ": " + (param.role == ParamRole::user ? "*mut c_void" : "*const " + interface->name));
      continue;
    }
    if (param.role == ParamRole::owner || param.role == ParamRole::task) {
      const char* type = param.role == ParamRole::owner ? "*mut pgl::RawOwner" : "*mut pgl::RawTask";
      params.push_back(name + ": " + (param.by_pointer ? "*mut " : "") + type);
      continue;
    }
    if (param.role == ParamRole::promise) {
      params.push_back(name + ": *mut pgl::RawPromise");
      continue;
    }
    const std::string type = c_type(crate, param.type);
    const char* pointer = param.role == ParamRole::result ? "*mut " : param.by_pointer || param.has_default ? "*const " : "";
    params.push_back(name + ": " + pointer + type);
  }
  std::string tail = ");";
  if (function.kind != abi::FunctionKind::free) {
    if (function.fallible) tail = ") -> i32;";
    else if (function.returns) tail = ") -> " + c_type(crate, *function.returns) + ";";
  }
  return declared(function.symbol, params, tail);
}

}  // namespace

std::string ffi_file(const Crate& crate) {
  emit::Printer out;
  out.print(R"(
      //! The C interface: what the rest of the crate stands on. Everything here is as in `$x$_c.h`.
      #![allow(non_camel_case_types)]

      use std::os::raw::c_void;

      use crate::pgl;
      )",
            {{"x", crate.library.prefix}});
  print_structs(out, crate);
  print_callbacks(out, crate);
  print_interfaces(out, crate);
  print_layouts(out, crate);
  out.print("\n\nextern \"C\" {\n");
  {
    const auto indent = out.indent(4);
    for (const abi::Function& function : crate.library.functions) out.print("$text$\n", {{"text", declaration(crate, function)}});
    for (const abi::Function& function : crate.library.outcomes) out.print("$text$\n", {{"text", declaration(crate, function)}});
    for (const abi::Interface& interface : crate.library.interfaces) {
      for (const abi::Function& function : interface.constructors) out.print("$text$\n", {{"text", declaration(crate, function)}});
      for (const abi::Method& method : interface.methods) {
        if (method.base) out.print("$text$\n", {{"text", declaration(crate, *method.base)}});
        if (method.resolve) out.print("$text$\n", {{"text", declaration(crate, *method.resolve)}});
      }
    }
    for (const abi::Class& entry : crate.library.classes) {
      if (!c::is_exchanged(crate.library, entry)) continue;
      out.print("$to$\n$from$\n",
                {{"to", declared(entry.name + "_to_shared", {"handle: *mut " + entry.name, "out: *mut *mut pgl::Shared"}, ") -> i32;")},
                 {"from", declared(entry.name + "_from_shared", {"shared: *const pgl::Shared", "out: *mut *mut " + entry.name}, ") -> i32;")}});
    }
    if (!crate.library.interfaces.empty()) {
      out.print("$text$\n", {{"text", list("pub fn " + crate.library.prefix + "_user(", {"handle: *const c_void", "release: Option<pgl::Release>"}, ") -> *mut c_void;", 4)}});
    }
    out.print(R"(
        pub fn $x$_last_error() -> *const pgl::ErrorDetails;
        pub fn $x$_require(symbols: *const pgl::Symbol, count: usize) -> i32;
        pub fn $x$_live() -> pgl::Live;
        )",
              {{"x", crate.library.prefix}});
    if (crate.library.calls_hosts()) {
      const std::string head = "pub fn " + crate.library.prefix;
      out.print("$fail$\n$fail_host$\n$forget_error$\n$close_host$\n",
                {{"fail", list(head + "_fail(", {"status: i32", "message: pgl::Str", "fields: *const c_void"}, ") -> i32;", 4)},
                 {"fail_host", list(head + "_fail_host(", {"message: pgl::Str", "error: *mut c_void", "release: Option<pgl::Release>"}, ") -> i32;", 4)},
                 {"forget_error", head + "_forget_error();"},
                 {"close_host", head + "_close_host(milliseconds: u32) -> bool;"}});
    }
    if (crate.library.has_promises()) {
      const std::string head = "pub fn " + crate.library.prefix + "_promise_", promise = "promise: *mut pgl::RawPromise";
      out.print("$fail$\n$fail_host$\n$on_end$\n$free$\n",
                {{"fail", list(head + "fail(", {promise, "status: i32", "message: pgl::Str", "fields: *const c_void"}, ") -> i32;", 4)},
                 {"fail_host", list(head + "fail_host(", {promise, "message: pgl::Str", "error: *mut c_void", "release: Option<pgl::Release>"}, ") -> i32;", 4)},
                 {"on_end", list(head + "on_end(", {promise, "ended: pgl::Ended", "user: *mut c_void"}, ") -> i32;", 4)},
                 {"free", list(head + "free(", {promise}, ");", 4)}});
    }
    if (crate.library.has_tasks()) {
      out.print("$on_done$\npub fn $x$_task_free(task: *mut pgl::RawTask);\n",
                {{"x", crate.library.prefix},
                 {"on_done", list("pub fn " + crate.library.prefix + "_task_on_done(",
                                  {"task: *mut pgl::RawTask", "wake: pgl::Release", "user: *mut c_void", "done: *mut u8"}, ") -> i32;", 4)}});
    }
    if (!crate.library.classes.empty()) {
      out.print("pub fn $x$_is_a(handle: *const c_void, class_number: i32) -> bool;\n", {{"x", crate.library.prefix}});
    }
  }
  out.print("}\n");
  std::string text = out.take();
  if (crate.library.classes.empty() && !crate.library.calls_hosts() && !crate.library.has_tasks()) text.replace(text.find("use std::os::raw::c_void;\n\n"), 27, "");
  return text;
}

std::string contract_file(const Crate& crate) {
  emit::Printer out;
  out.print(R"(
      //! What this crate uses of its library, with a hash for each: only for a library that was installed
      //! by itself; the one in the crate cannot differ.

      use std::os::raw::c_char;

      use crate::{ffi, pgl};

      const BUNDLED: bool = option_env!("POLYGLUE_INSTALLED").is_none();

      static CONTRACT: pgl::Contract = pgl::Contract::new(&SYMBOLS, ffi::$x$_require);

      /// Fails where the library that runs is not the one this crate was generated for.
      #[inline]
      pub fn ready() -> Result<(), $Error$> {
          if BUNDLED {
              return Ok(());
          }
          crate::errors::check(CONTRACT.status())
      }

      /// For functions that cannot fail otherwise; not every library has some.
      #[allow(dead_code)]
      #[inline]
      #[track_caller]
      pub fn expect() {
          if let Err(error) = ready() {
              panic!("{}", error);
          }
      }

      const fn symbol(name: &'static [u8], hash: u64) -> pgl::Symbol {
          pgl::Symbol { name: name.as_ptr().cast::<c_char>(), hash }
      }

      static SYMBOLS: [pgl::Symbol; $count$] = [
      )",
            {{"x", crate.library.prefix}, {"Error", "crate::" + crate.error}, {"count", std::to_string(crate.library.contract.size())}});
  for (const abi::Symbol& entry : crate.library.contract) {
    out.print("    symbol(b\"$name$\\0\", 0x$hash$),\n", {{"name", entry.name}, {"hash", fmt::format("{:016x}", entry.hash)}});
  }
  out.print("];\n");
  return out.take();
}

}  // namespace polyglue::rust
