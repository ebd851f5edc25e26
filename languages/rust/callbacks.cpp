#include "languages/rust/callbacks.hpp"

#include <fmt/format.h>

namespace polyglue::rust {
using abi::Shape;

std::string local_name(const abi::Param& param) {
  if (param.role == abi::ParamRole::self) return "this";
  std::string name = function_name(param.name);
  for (const char* own : {"function", "into", "later", "methods", "out", "owner", "result", "ret", "room", "scratch", "this", "user"}) if (name == own) name += '_';
  return name;
}

Received receive(const Crate& crate, const abi::Param& param, const model::Type& given) {
  const model::Type& type = crate.represented(given);
  const abi::Type& c = crate.library.type(param.type);
  const std::string name = local_name(param), owned = value_type(crate, type);
  const auto view = [&](const std::string& element) {
    return Received{name, "&[" + element + "]", "", "&*pgl::view::<" + element + ">(" + (param.by_pointer ? "*" : "") + name + ")?"};
  };
  if (const auto* scalar = model::as<model::Scalar>(type); scalar && *scalar != model::Scalar::codepoint) {
    return {name, owned, "", *scalar == model::Scalar::boolean ? name + " != 0" : name};
  }
  if (model::is<model::String>(type) && !is_path(type)) return {name, "&str", "", std::string("pgl::text_of(") + (param.by_pointer ? "*" : "") + name + ")"};
  if (array_size(type).empty()) {
    if (model::is<model::Bytes>(type)) return view("u8");
    const auto* sequence = model::as<model::Sequence>(type);
    if (sequence && crate.is_plain(*sequence->element)) return view(value_type(crate, *sequence->element));
  }
  Received result{name, owned, "", name, c.has_handles};
  result.before = assignment("let " + name + ": " + owned + " =", "pgl::Lift::lift(", {(param.by_pointer ? "&*" : "&") + name}, ")?;", 12);
  // What C++ keeps is lent; the handle ends with the call.
  const auto* optional = model::as<model::Optional>(type);
  const auto* object = model::as<model::ObjectRef>(optional ? *optional->value : type);
  if (object && object->ownership == model::Ownership::borrowed) {
    result.type = optional ? crate.prelude("Option") + "<&" + crate.path(object->id) + ">" : "&" + owned;
    result.value = optional ? name + ".as_ref()" : "&" + name;
  }
  return result;
}

std::string field_name(const abi::Method& method) {
  const std::string& name = method.call.name;
  return name.ends_with("_") ? name : function_name(name);
}

void print_answer(emit::Printer& out, const abi::HostFunction& call) {
  if (!call.result) {
    out.print("Ok(0)\n");
  } else if (!call.hands_back) {
    out.print("*out = pgl::lower_flat(&result);\nOk(0)\n");
  } else {
    out.print("let mut scratch = pgl::Scratch::new();\nOk(ret(into, $by$pgl::lower(&result, &mut scratch)))\n", {{"by", call.ret_by_pointer ? "&" : ""}});
  }
}

namespace {

std::string function_of(const Crate& crate, const abi::Callback& callback) {
  return function_name(callback.name.substr(crate.library.prefix.size() + 1));
}

void print_callback(emit::Printer& out, const Crate& crate, const abi::Callback& callback) {
  const abi::HostFunction& call = callback.call;
  const Closure given = closure(crate, callback);
  std::vector<std::string> values;
  std::string first, then;
  for (const abi::Param& param : call.params) {
    const Received one = receive(crate, param, callback.source->params[param.index].type);
    if (!one.before.empty()) (one.first ? first : then) += one.before + "\n";
    values.push_back(one.value);
  }
  const std::string called = assignment(call.result ? "let result =" : "", "function(", values, ").answer()?;", 12);
  const auto names = out.with({{"c", "ffi::" + callback.name}});
  out.print(R"(

      /// As `$c$`.
      $maker$
      where
          $bound$,
          A: pgl::Answer<$gives$>,
      {
          $head$
          where
              F: Fn($takes$) -> A,
              A: pgl::Answer<$gives$>,
          {
              crate::errors::run(|| {
                  let function = &*user.cast::<F>();
                  $before$
                  $called$
                  $end$
              })
          }
          $made$
      }
      )",
            {{"maker", list("pub(crate) fn " + function_of(crate, callback) + "<F, A>(", {"function: F"}, ") -> ffi::" + callback.name, 0)}, {"bound", function_bound(given, "F", "A", 0)}, {"takes", given.takes}, {"gives", given.gives}, {"before", lines(out, first + then)}, {"called", call.result ? called : called.substr(called.find_first_not_of(" \n"))},
             {"head", list("unsafe extern \"C\" fn call<F, A>(", host_parameters(crate, call, "ffi::"), ") -> i32", 4)},
             {"end", [&] { print_answer(out, call); }},
             {"made", literal_of("ffi::" + callback.name, {"call: call::<F, A>", "release: Some(pgl::release::<F>)", "user: pgl::keep(function)"}, 4)}});
}

}  // namespace

std::vector<std::string> host_parameters(const Crate& crate, const abi::HostFunction& function, const std::string& place) {
  std::vector<std::string> params = {"user: *mut c_void"};
  for (const abi::Param& param : function.params) {
    if (param.role == abi::ParamRole::promise) params.push_back(local_name(param) + ": *mut pgl::RawPromise");
    else params.push_back(local_name(param) + ": " + (param.by_pointer ? "*const " : "") + c_type(crate, param.type, place));
  }
  if (!function.result) return params;
  const std::string result = c_type(crate, *function.result, place);
  if (function.hands_back) {
    params.push_back("ret: pgl::Ret<" + std::string(function.ret_by_pointer ? "*const " : "") + result + ">");
    params.emplace_back("into: *mut c_void");
  } else {
    params.push_back("out: *mut " + result);
  }
  return params;
}

Closure closure(const Crate& crate, const abi::Callback& callback) {
  Closure result;
  std::string names;
  for (const abi::Param& param : callback.call.params) {
    const Received one = receive(crate, param, callback.source->params[param.index].type);
    result.takes += (result.takes.empty() ? "" : ", ") + one.type;
    names += (names.empty() ? "" : ", ") + one.name;
  }
  result.gives = callback.call.result ? value_type(crate, callback.source->result) : "()";
  result.function = "crate::callbacks::" + function_of(crate, callback);
  result.shown = "(" + names + ")";
  return result;
}

std::string function_bound(const Closure& closure, const std::string& type, const std::string& answer, std::size_t indent) {
  const std::string start = type + ": Fn(" + closure.takes + ") -> " + answer, flat = start + " + Send + Sync + 'static";
  return indent + 4 + flat.size() + 1 <= 100 ? flat : start + "\n    + Send\n    + Sync\n    + 'static";
}

std::string callbacks_file(const Crate& crate) {
  if (crate.library.callbacks.empty()) return "";
  emit::Printer out;
  out.print("//! Functions of the program that C++ calls.\n\nuse std::os::raw::c_void;\n\nuse crate::{ffi, pgl};\n");
  for (const abi::Callback& callback : crate.library.callbacks) print_callback(out, crate, callback);
  return out.take();
}

}  // namespace polyglue::rust
