// Classes whose virtual functions are the host's.
#include <fmt/format.h>

#include "languages/c/shim_parts.hpp"
#include "model/spelling.hpp"

namespace polyglue::c {
namespace {

void print_override(emit::Printer& out, const abi::Interface& interface, const abi::Method& method) {
  const model::Function& source = *method.call.source;
  std::string parameters, types, names, forwarded, given;
  for (std::size_t i = 0; i < source.params.size(); ++i) {
    const std::string type = model::declared(source.params[i].type, source.params[i].passing);
    const std::string comma = i ? ", " : "";
    parameters += fmt::format("{}{} a{}", comma, type, i);
    types += ", " + type;
    names += fmt::format("{}\"{}\"", comma, method.call.params[i + 1].name);
    forwarded += fmt::format("{}std::forward<{}>(a{})", comma, type, i);
    given += fmt::format(", a{}", i);
  }
  out.print(R"(

      struct Names_$member$ {
        static constexpr const char* names[] = {$names$};
      };
      $result$ $method$($parameters$)$const$ override {
        const auto& pglMethods = pgl::methods_of<$struct$>(*this);
        $base$
        return pgl::call_method<Names_$member$, $result$$types$>(*this, pglMethods.$member$$given$);
      }
      )",
            {{"member", method.call.name}, {"names", names.empty() ? "\"\"" : names}, {"result", source.result.cpp}, {"method", source.cpp_name},
             {"parameters", parameters}, {"const", source.is_const ? " const" : ""}, {"struct", interface.name}, {"types", types}, {"given", given},
             {"base", [&] {
                if (method.is_pure) return;
                out.print("if (!pglMethods.$member$) return $cpp$::$method$($forwarded$);\n",
                          {{"member", method.call.name}, {"cpp", global(interface.source->info.id)}, {"method", source.cpp_name}, {"forwarded", forwarded}});
              }}});
}

}  // namespace

std::string implemented_class(const abi::Class& entry) { return "Implemented_" + entry.name; }

void print_implementations(emit::Printer& out, const abi::Library& library) {
  if (library.interfaces.empty()) return;
  out.print("\n\n// Objects whose virtual functions are the host's.\nnamespace {\n");
  for (const abi::Interface& interface : library.interfaces) {
    const abi::Class& entry = *library.find_class(interface.source->info.id);
    out.print(R"(

        class $name$ final : public $cpp$, public pgl::Implementation {
         public:
          template <class... A>
          explicit $name$(std::shared_ptr<const pgl::GivenObject> pglGiven, A&&... arguments)
              : $cpp$(std::forward<A>(arguments)...), pgl::Implementation(std::move(pglGiven)) {}
          ~$name$() override { pgl::Implementation::end(pgl::Class<$cpp$>::info); }
          $name$(const $name$&) = delete;
          $name$& operator=(const $name$&) = delete;
          $overrides$
        };
        )",
              {{"name", implemented_class(entry)}, {"cpp", global(interface.source->info.id)}, {"overrides", [&] {
                  for (const abi::Method& method : interface.methods) print_override(out, interface, method);
                }}});
  }
  out.print("\n\n}  // namespace\n");
}

void print_interface_functions(emit::Printer& out, const abi::Library& library) {
  for (const abi::Interface& interface : library.interfaces) {
    for (const abi::Function& function : interface.constructors) print_shim_function(out, library, function);
    for (const abi::Method& method : interface.methods) {
      if (method.base) print_shim_function(out, library, *method.base);
    }
  }
}

}  // namespace polyglue::c
