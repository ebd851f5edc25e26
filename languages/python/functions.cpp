// Free functions, and the wrapper of one function of any kind: a straight-line C function. The common call runs through it
// without a branch taken; binding keywords, errors and slow conversions are out of line.
#include <fmt/format.h>

#include "languages/c/text.hpp"
#include "languages/python/call.hpp"
#include "languages/python/docs.hpp"
#include "languages/python/literals.hpp"

namespace polyglue::python {

using Kind = Wrapper::Kind;
using Self = Wrapper::Self;

void print_one(emit::Printer& out, const Context& context, const Wrapper& wrapper, const abi::Function& function) {
  Call call(out, context, wrapper, function);
  call.print_outcome();
  if (wrapper.kind == Kind::getter) {
    out.print("\n\n$head$ {\n  (void)closure;\n  $body$\n}\n",
              {{"head", wrapper.head("PyObject *self, void *closure")}, {"body", [&] { call.print_body(); }}});
    return;
  }
  if (wrapper.kind == Kind::setter) {
    out.print(R"(

        $head$ {
          (void)closure;
          if (PGP_UNLIKELY(!object)) {
            PyErr_SetString(PyExc_AttributeError, $message$);
            return -1;
          }
          $body$
        }
        )", {{"head", wrapper.head("PyObject *self, PyObject *object, void *closure")},
             {"message", c_string(wrapper.shown + " cannot be deleted")}, {"body", [&] { call.print_body(); }}});
    return;
  }
  if (wrapper.kind == Kind::method && !wrapper.callable_by_slot && call.count() == 0 && wrapper.self == Self::none) {
    // The interpreter is quicker with METH_FASTCALL than with METH_NOARGS, but for methods.
    out.print(R"(

        $head$ {
          (void)args;
          if (PGP_UNLIKELY(nargs)) return pgp_takes_nothing($shown$, nargs, NULL);
          $body$
        }
        )", {{"head", wrapper.head("PyObject *self, PyObject *const *args, Py_ssize_t nargs")},
             {"shown", c_string(wrapper.shown)}, {"body", [&] { call.print_body(); }}});
    return;
  }
  if (wrapper.kind == Kind::method && !wrapper.callable_by_slot && call.count() == 0) {
    out.print("\n\n$head$ {\n  (void)unused;\n  $body$\n}\n",
              {{"head", wrapper.head("PyObject *self, PyObject *unused")}, {"body", [&] { call.print_body(); }}});
    return;
  }
  call.print_signature();
  out.print("\n\n$head$ {\n  $bind$\n  $body$\n}\n",
            {{"head", wrapper.head()}, {"bind", [&] {
                if (call.count()) return call.print_reading();
                out.print("(void)args;\nif (PGP_UNLIKELY(nargs || kwnames)) return pgp_takes_nothing($shown$, nargs, kwnames);\n",
                          {{"shown", c_string(wrapper.shown)}});
              }},
             {"body", [&] { call.print_body(); }}});
}

void print_wrapper(emit::Printer& out, const Context& context, const Wrapper& wrapper, const Overloads& overloads,
                   bool or_not_implemented) {
  if (overloads.size() == 1 && !or_not_implemented) print_one(out, context, wrapper, *overloads[0]);
  else print_overloads(out, context, wrapper, overloads, or_not_implemented);
}

std::string wrapper_flags(const Wrapper& wrapper, const Overloads& overloads) {
  const bool nothing = overloads.size() == 1 && overloads[0]->source->params.empty();
  if (!nothing) return "METH_FASTCALL | METH_KEYWORDS";
  return wrapper.self == Self::none ? "METH_FASTCALL" : "METH_NOARGS";
}

std::string method_row(const std::string& name, const std::string& function, const std::string& flags, const std::string& doc) {
  return fmt::format("{{{}, PGP_CFUNCTION({}), {}, {}}},", c_string(name), function, flags, doc);
}

void print_functions(emit::Printer& out, const Context& context, std::size_t number, std::size_t begin, std::size_t end) {
  const Members members = context.members("");
  std::vector<std::string> rows;
  for (std::size_t i = begin; i < end; ++i) {
    const Members::Method& method = members.methods[i];
    Wrapper wrapper;
    wrapper.name = "py_function_" + method.name;
    wrapper.shown = method.name;
    print_wrapper(out, context, wrapper, method.overloads);
    rows.push_back(method_row(method.name, wrapper.name, wrapper_flags(wrapper, method.overloads),
                              function_doc(context, method.name, "$module", method.overloads)));
  }
  out.print("\n\nPyMethodDef py_functions_$number$[] = {\n  $rows$\n  {NULL, NULL, 0, NULL},\n};\n",
            {{"number", std::to_string(number)}, {"rows", fmt::format("{}", fmt::join(rows, "\n"))}});
}

}  // namespace polyglue::python
