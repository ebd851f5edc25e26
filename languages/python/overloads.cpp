// Overloads: one Python function for several of C++. The number of arguments decides, then exact types, then what
// can be converted.
#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "languages/python/glue.hpp"
#include "languages/python/literals.hpp"

namespace polyglue::python {
namespace {

using abi::ParamRole;

/// Do bound arguments fit this overload?
void print_match(emit::Printer& out, const Context& context, const Wrapper& one, const abi::Function& function) {
  std::string tests;
  std::size_t i = 0;
  for (const abi::Param& param : function.params) {
    if (param.role != ParamRole::argument) continue;
    const model::Parameter& parameter = function.source->params[param.index];
    const std::string object = fmt::format("args[{}]", i);
    const std::string fits = context.fits(param.type, &parameter.type, object, "strict");
    tests += fmt::format("{}{}", i ? " &&\n       " : "",
                         parameter.default_value ? fmt::format("(!{} || {})", object, fits) : fits);
    ++i;
  }
  out.print(R"(

      static int $name$_fits(PyObject *const *args, int strict) {
        (void)args, (void)strict;
        return $tests$;
      }
      )", {{"name", one.name}, {"tests", tests.empty() ? "1" : tests}});
}

std::size_t argument_count(const abi::Function& function) {
  return static_cast<std::size_t>(std::count_if(function.params.begin(), function.params.end(),
                                                [](const abi::Param& p) { return p.role == ParamRole::argument; }));
}

/// "add(note) or add(notes)".
std::string shown_signatures(const Context& context, const Wrapper& wrapper, const Overloads& overloads) {
  std::string text;
  for (const abi::Function* function : overloads) {
    std::string params;
    for (const model::Parameter& param : function->source->params)
      params += (params.empty() ? "" : ", ") + context.spell.field(param.name);
    text += (text.empty() ? "" : " or ") + wrapper.shown + "(" + params + ")";
  }
  return text;
}

}  // namespace

void print_overloads(emit::Printer& out, const Context& context, const Wrapper& wrapper, const Overloads& overloads,
                     bool or_not_implemented) {
  struct Choice {
    std::string name;
    std::size_t count;  // of arguments
    bool has_defaults;
  };
  std::vector<Choice> choices;
  std::size_t most = 1;
  bool by_count = !or_not_implemented;  // every number of arguments has one overload only
  std::set<std::size_t> counts;
  for (const abi::Function* function : overloads) {
    Wrapper one = wrapper;
    one.callable_by_slot = true;
    one.name += "_" + std::to_string(choices.size());
    print_one(out, context, one, *function);
    const Choice choice{one.name, argument_count(*function),
                        std::ranges::any_of(function->source->params, [](const model::Parameter& p) {
                          return p.default_value.has_value();
                        })};
    if (choice.count) print_match(out, context, one, *function);
    most = std::max(most, choice.count);
    by_count = by_count && !choice.has_defaults && counts.insert(choice.count).second;
    choices.push_back(choice);
  }
  out.print(
      R"(

      $head$ {
        PyObject *bound[$most$];
        (void)bound;
        $counts$
        for (int strict = 1; strict >= 0; --strict) {
          $tries$
        }
        $none$
      }
      )",
      {{"head", wrapper.head()},
       {"most", std::to_string(most)},
       {"counts",
        [&] {
          if (!by_count) return;
          out.print("if (PGP_LIKELY(!kwnames)) {\n  switch (nargs) {\n");
          for (const Choice& choice : choices) {
            out.print("    case $count$: return $name$(self, args, nargs, NULL);\n",
                      {{"count", std::to_string(choice.count)}, {"name", choice.name}});
          }
          out.print("    default: break;\n  }\n}\n");
        }},
       {"tries",
        [&] {
          for (const Choice& choice : choices) {
            if (choice.count == 0) {
              out.print("if (!nargs && !kwnames) return $name$(self, args, nargs, kwnames);\n",
                        {{"name", choice.name}});
              continue;
            }
            out.print(
                "if ((nargs == $count$ && !kwnames ? $name$_fits(args, strict)$others$)) "
                "return $name$(self, args, nargs, kwnames);\n",
                {{"count", std::to_string(choice.count)},
                 {"name", choice.name},
                 {"others", fmt::format("\n     : {1}pgp_can_bind({0}_signature, args, nargs, kwnames, "
                                        "bound) && {0}_fits(bound, strict)",
                                        choice.name, choice.has_defaults ? "" : "kwnames && ")}});
          }
        }},
       {"none", or_not_implemented ? "Py_RETURN_NOTIMPLEMENTED;"
                                   : fmt::format("return pgp_no_overload({}, {}, args, nargs, kwnames);",
                                                 c_string(wrapper.shown),
                                                 c_string(shown_signatures(context, wrapper, overloads)))}});
}

}  // namespace polyglue::python
