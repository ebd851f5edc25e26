// One C function around one C++ call: borrow the objects, check the arguments, call, hand the result out.
// Locals have an upper-case letter in their names, which no parameter has.
#include <fmt/format.h>

#include "languages/c/shim_call.hpp"
#include "languages/c/shim_parts.hpp"
#include "languages/c/text.hpp"

namespace polyglue::c {
namespace {

using abi::ParamRole;
using abi::Shape;
using model::Role;

void print_definition(emit::Printer& out, const abi::Library& library, const abi::Function& function,
                      const std::function<void()>& body) {
  out.print("\n\n$prototype$ {\n  $body$\n}\n",
            {{"prototype", prototype(library, function)}, {"body", body}});
}

/// A function of numbers that cannot fail.
void print_direct(emit::Printer& out, const abi::Library& library, const abi::Function& function, const Call& call) {
  print_definition(out, library, function, [&] {
    if (!function.returns) {
      out.print("$call$;\n", {{"call", call.expression}});
      return;
    }
    out.print("return static_cast<$type$>($call$);\n",
              {{"type", library.type(*function.returns).name}, {"call", call.expression}});
  });
}

/// What becomes of an exception. An interface file says all that a function fails with; of a class that it takes from the
/// headers as it is, nobody says that.
std::string failed(const abi::Library& library, const abi::Function& function) {
  const model::Decl* owner = library.model->find(function.scope);
  if (!library.model->uniffi || !function.source || (owner && !model::info(*owner).location.file.ends_with(".udl"))) return "pgl::failed()";
  std::vector<model::DeclId> declared = function.source->throws;
  if (function.source->expected_error) declared.push_back(*function.source->expected_error);
  std::vector<std::string> constants;
  for (const model::DeclId& id : declared) if (const abi::Error* error = library.find_error(id)) constants.push_back(error->constant);
  return fmt::format("pgl::failed({{{}}})", fmt::join(constants, ", "));
}

void print_fallible(emit::Printer& out, const abi::Library& library, const abi::Function& function, const Call& call) {
  print_definition(out, library, function, [&] {
    for (const std::string& line : call.before) out.print("$line$\n", {{"line", line}});
    for (const abi::Param& param : function.params) {
      if (param.role != ParamRole::result && param.role != ParamRole::owner && param.role != ParamRole::task) continue;
      out.print("if (!$name$) return pgl::refuse_null(\"$name$\");\n", {{"name", param.name}});
    }
    const auto inner = [&] {
      if (call.needs_scratch) out.print("pgl::Scratch pglScratch;\n");
      out.print("$result$\n", {{"result", call.result}});
    };
    if (!call.may_throw) {
      inner();
      return;
    }
    out.print("try {\n  $inner$\n} catch (...) {\n  return $failed$;\n}\n", {{"inner", inner}, {"failed", failed(library, function)}});
  });
}

/// What comes of a task, and the function that hands it out.
void print_later(emit::Printer& out, const abi::Library& library, const abi::Function& function) {
  const abi::Function& outcome = library.outcomes[*function.outcome];
  std::string params, results;
  for (const abi::Param& param : outcome.params) {
    if (param.role == ParamRole::task) continue;
    params += ", " + declare(library, param);
    results += ", " + param.name;
  }
  const std::string type = later_type(library, function);
  out.print(R"(

      namespace {
      struct $class$ {
        using value = $value$;
        static inline const char kind = 0;
        static pgl_status give([[maybe_unused]] pgl::ValueOf<value> &pglValue$params$) {
          $give$
        }
      };
      }
      )",
            {{"class", later_class(library, function)}, {"value", type}, {"params", params},
             {"give", model::is<model::Void>(function.source->result) && !function.source->expected_error
                          ? std::string("return PGL_OK;") : give_later(library, function)}});
  Call call;
  call.result = "return pgl::outcome<" + later_class(library, function) + ">(task" + results + ");";
  print_fallible(out, library, outcome, call);
}

}  // namespace

void print_shim_function(emit::Printer& out, const abi::Library& library, const abi::Function& function) {
  if (function.kind == abi::FunctionKind::free) {
    out.print("\n\n$prototype$ { pgl::close<$cpp$>(self); }\n",
              {{"prototype", prototype(library, function)}, {"cpp", global(function.scope)}});
    return;
  }
  if (function.outcome && function.kind != abi::FunctionKind::base) print_later(out, library, function);
  const Call call = make_call(library, function);
  if (function.fallible) print_fallible(out, library, function, call);
  else print_direct(out, library, function, call);
}

}  // namespace polyglue::c
