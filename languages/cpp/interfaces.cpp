// Classes of the library that programs implement: what they derive from.
#include <fmt/format.h>

#include "emit/naming.hpp"
#include "languages/cpp/members.hpp"

namespace polyglue::cpp {
namespace {

/// One method as a program overrides it.
struct Override {
  std::string name;         ///< "title"
  std::string result;       ///< "std::string"
  std::string returns;      ///< "pgl::returns<std::string>"; of an async method, which gets a promise, "pgl::returns<void>"
  std::vector<std::string> types, parameters, passed;
  std::string arguments;    ///< the types without that of the promise
  std::string promise;      ///< its name, or ""
  std::string qualifier;    ///< " const" or ""
  std::string base;         ///< function of the client that runs the body in the library; "" for none

  Override(const Spelling& spelling, const abi::Method& method) {
    const model::Function& source = *method.call.source;
    result = spelling.value(source.result);
    returns = "pgl::returns<" + (method.resolve ? "void" : result) + ">";
    qualifier = source.is_const ? " const" : "";
    for (std::size_t i = 0; i < source.params.size(); ++i) {
      const std::string parameter = identifier(source.params[i].name);
      types.push_back(spelling.received(source.params[i]));
      parameters.push_back(types.back() + " " + parameter);
      passed.push_back(fmt::format("std::forward<{}>({})", types.back(), parameter));
    }
    arguments = fmt::format("{}", fmt::join(types, ", "));
    if (!method.resolve) return;
    promise = identifier(method.call.params.back().name);
    types.push_back("pgl::promise<" + result + ">");
    parameters.push_back(types.back() + " " + promise);
  }
};

std::vector<Override> overrides(const Client& client, const Spelling& spelling, const abi::Interface& interface) {
  std::vector<Override> out;
  const auto all = members(client, spelling, interface.source->info.id, names_inside(*interface.source));
  for (const abi::Method& method : interface.methods) {
    Override one(spelling, method);
    one.name = identifier(method.call.source->info.name);
    if (method.call.source->role == model::Role::to_text) one.name = "to_string";
    if (method.base) {
      for (const Member& member : all) if (member.function == &*method.base) one.base = member.name;
    }
    out.push_back(std::move(one));
  }
  return out;
}

}  // namespace

void print_methods(emit::Printer& out, const Client& client, const Spelling& spelling, const abi::Interface& interface) {
  const abi::Class& entry = *client.library.find_class(interface.source->info.id);
  const std::vector<Override> all = overrides(client, spelling, interface);
  out.print(R"(

      /// What a program implements: derive from it, and give one to implement(). The library then owns it, and may call it
      /// from any thread. What it throws comes out of the call it was for, as itself.
      class methods : public pgl::implementation<$c$> {
       public:
        $methods$
        static const $struct$& pgl_table();
        static void pgl_end(void* user) { delete static_cast<methods*>(user); }
      };
      /// What the program implements this object with; null for an object of the library's own.
      [[nodiscard]] methods* pgl_methods() const {
        return static_cast<methods*>($x$_user(pgl_handle(), &methods::pgl_end));
      }
      )",
            {{"c", entry.name}, {"struct", interface.name}, {"x", client.library.prefix}, {"methods", [&] {
                for (std::size_t i = 0; i < all.size(); ++i) {
                  const Override& one = all[i];
                  const std::vector<std::string> notes = one.base.empty() ? std::vector<std::string>{} : std::vector<std::string>{"Runs the body in the library, unless it is overridden."};
                  out.print("$doc$\n$text$;\n", {{"doc", lines(out, doc(client, *interface.methods[i].call.source, notes))},
                                                 {"text", list("virtual " + one.returns + " " + one.name + "(", one.parameters, ")" + one.qualifier + (one.base.empty() ? " = 0" : ""), 104)}});
                }
              }}});
}

void print_methods_definitions(emit::Printer& out, const Client& client, const Spelling& spelling, const abi::Interface& interface) {
  const std::string name = client.name(interface.source->info.id);
  const std::vector<Override> all = overrides(client, spelling, interface);
  for (const Override& one : all) {
    if (one.base.empty()) continue;
    const std::string call = "self_->" + one.base + "(";
    out.print("\n\n$head$\n  pgl::detail::lent<$name$> self_(pgl_self());\n  $call$;\n}\n",
              {{"head", list("inline " + one.returns + " " + name + "::methods::" + one.name + "(", one.parameters, ")" + one.qualifier + " {")},
               {"name", name}, {"call", one.promise.empty() ? list("return " + call, one.passed, ")")
                                                              : list("pgl::detail::forward(" + call, one.passed, "), std::move(" + one.promise + "));\nreturn pgl::returns<void>()")}});
  }
  out.print(R"(

      inline const $struct$& $name$::methods::pgl_table() {
        static const $struct$ table = [] {
          $struct$ all{};
          all.common.size = sizeof all;
          all.common.release = &pgl_end;
          $methods$
          return all;
        }();
        return table;
      }
      )",
            {{"struct", interface.name}, {"name", name}, {"methods", [&] {
                for (std::size_t i = 0; i < all.size(); ++i) {
                  const Override& one = all[i];
                  const std::string types = fmt::format("{}", fmt::join(one.types, ", "));
                  const auto& resolve = interface.methods[i].resolve;
                  out.print(R"(
                      all.$c$ = pgl::detail::$kind$<pgl_detail::host, methods, $result$($arguments$)>::take<
                          static_cast<$returns$ (methods::*)($types$)$const$>(&methods::$method$)$resolve$>(decltype(all.$c$)());
                      )",
                            {{"c", interface.methods[i].call.name}, {"kind", resolve ? "async_method" : "method"}, {"result", one.result}, {"arguments", one.arguments},
                             {"returns", one.returns}, {"types", types}, {"const", one.qualifier}, {"method", one.name}, {"resolve", resolve ? ", &" + resolve->symbol : ""}});
                }
              }}});
}

}  // namespace polyglue::cpp
