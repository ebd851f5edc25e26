// Classes whose virtual functions are the host's.
#include <fmt/format.h>

#include "languages/c/c_backend.hpp"
#include "languages/c/shim_parts.hpp"
#include "languages/c/text.hpp"
#include "model/spelling.hpp"

namespace polyglue::c {
namespace {

/// The std::stop_token that no host sees.
void add_stop(std::string& parameters, std::string& forwarded) {
  parameters += parameters.empty() ? "std::stop_token pglStop" : ", std::stop_token pglStop";
  forwarded += forwarded.empty() ? "pglStop" : ", pglStop";
}

std::string promise_class(const abi::Method& method) { return method.resolve->symbol + "_promise"; }

/// A smart pointer that the interface calls optional: null is a value then.
bool may_be_null(const model::Type& type) {
  const auto* optional = model::as<model::Optional>(type);
  return optional && model::is<model::ObjectRef>(*optional->value) && !type.cpp.starts_with("std::optional") && !type.cpp.ends_with('*');
}

/// UniFFI's rule: what a method of the host fails with and does not declare becomes an error that it does, where the
/// author says how.
const abi::Error* declared_error(const abi::Library& library, const model::Function& source) {
  return library.model->uniffi && !source.throws.empty() ? library.find_error(source.throws.front()) : nullptr;
}

void print_call(emit::Printer& out, const abi::Library& library, const model::Function& source, const std::string& call) {
  const abi::Error* error = source.is_async ? nullptr : declared_error(library, source);
  if (!error) return out.print("return $call$;\n", {{"call", call}});
  out.print(R"(
      try {
        return $call$;
      } catch (const std::exception&) {
        std::rethrow_exception(pgl::expected_error<$error$>(std::current_exception()));
      }
      )", {{"call", call}, {"error", error_class(*error)}});
}

void print_override(emit::Printer& out, const abi::Library& library, const abi::Interface& interface, const abi::Method& method) {
  const model::Function& source = *method.call.source;
  std::string parameters, types, names, forwarded, given, nullable;
  for (std::size_t i = 0; i < source.params.size(); ++i) {
    const std::string type = model::declared(source.params[i].type, source.params[i].passing);
    const std::string comma = i ? ", " : "";
    if (source.stop_token && *source.stop_token == static_cast<int>(i)) add_stop(parameters, forwarded);
    parameters += fmt::format("{}{} a{}", parameters.empty() ? "" : ", ", type, i);
    const bool null = may_be_null(source.params[i].type);
    types += ", " + (null ? "pgl::MayBeNull<" + source.params[i].type.cpp + ">" : type);
    if (null) nullable += fmt::format("pgl::MayBeNull<{}> pglNullable{}(a{});\n", source.params[i].type.cpp, i, i);
    names += fmt::format("{}\"{}\"", comma, method.call.params[i + 1].name);
    forwarded += fmt::format("{}std::forward<{}>(a{})", forwarded.empty() ? "" : ", ", type, i);
    given += fmt::format(", {}{}", null ? "pglNullable" : "a", i);
  }
  if (source.stop_token && *source.stop_token == static_cast<int>(source.params.size())) add_stop(parameters, forwarded);
  const std::string call = source.is_async ? fmt::format("call_method_later<{}, {}, Names_{}{}>(*this, {}, ", promise_class(method), *source.returns_cpp, method.call.name, types,
                                                         source.stop_token ? "pglStop" : "nullptr")
                                           : fmt::format("call_method<Names_{}, {}{}>(*this, ", method.call.name,
                                                         may_be_null(source.result) ? "pgl::MayBeNull<" + source.result.cpp + ">" : source.result.cpp, types);
  out.print(R"(

      struct Names_$member$ {
        static constexpr const char* names[] = {$names$};
      };
      $result$ $method$($parameters$)$const$ override {
        const auto& pglMethods = pgl::methods_of<$struct$>(*this);
        $base$
        $nullable$
        $call$
      }
      )",
            {{"member", method.call.name}, {"names", names.empty() ? "\"\"" : names}, {"result", source.is_async ? *source.returns_cpp : source.result.cpp}, {"method", source.cpp_name},
             {"parameters", parameters}, {"const", source.is_const ? " const" : ""}, {"struct", interface.name}, {"call", [&] {
                print_call(out, library, source, fmt::format("pgl::{}pglMethods.{}{})", call, method.call.name, given));
              }},
             {"nullable", optional_line(out, nullable)}, {"base", [&] {
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
    for (const abi::Method& method : interface.methods) {
      if (!method.resolve) continue;
      out.print(R"(

          struct $name$ {
            using value = $value$;
            using error = $error$;
            static constexpr bool may_be_null = $null$;
            static inline const char kind = 0;
          };
          )", {{"name", promise_class(method)}, {"value", method.call.source->result.cpp}, {"null", may_be_null(method.call.source->result) ? "true" : "false"},
               {"error", declared_error(library, *method.call.source) ? error_class(*declared_error(library, *method.call.source)) : "void"}});
    }
  }
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
                  for (const abi::Method& method : interface.methods) print_override(out, library, interface, method);
                }}});
  }
  out.print("\n\n}  // namespace\n");
}

/// The host gives the result that was to come later.
static void print_resolve(emit::Printer& out, const abi::Library& library, const abi::Method& method) {
  const abi::Function& function = *method.resolve;
  const abi::Param* value = function.param(abi::ParamRole::argument);
  out.print(R"(

      $prototype$ {
        $null$
        try {
          return pgl::resolve<$promise$>(promise, $value$);
        } catch (...) {
          return pgl::failed();
        }
      }
      )",
            {{"prototype", prototype(library, function)}, {"promise", promise_class(method)},
             {"null", optional_line(out, value && value->by_pointer ? "if (!value) return pgl::refuse_null(\"value\");" : "")},
             {"value", !value ? "nullptr" : value->by_pointer ? "*value" : "value"}});
}

void print_shared_functions(emit::Printer& out, const abi::Library& library) {
  for (const abi::Class& entry : library.classes) {
    if (!is_exchanged(library, entry)) continue;
    out.print(R"(

        pgl_status $c$_to_shared($c$ *self, pgl_shared **out) {
          try {
            return pgl::to_shared<$cpp$>(self, out);
          } catch (...) {
            return pgl::failed();
          }
        }
        pgl_status $c$_from_shared(const pgl_shared *shared, $c$ **out) {
          try {
            return pgl::from_shared<$cpp$>(shared, out);
          } catch (...) {
            return pgl::failed();
          }
        }
        )", {{"c", entry.name}, {"cpp", global(entry.source->info.id)}});
  }
}

void print_interface_functions(emit::Printer& out, const abi::Library& library) {
  for (const abi::Interface& interface : library.interfaces) {
    for (const abi::Function& function : interface.constructors) print_shim_function(out, library, function);
    for (const abi::Method& method : interface.methods) {
      if (method.base) print_shim_function(out, library, *method.base);
      if (method.resolve) print_resolve(out, library, method);
    }
  }
}

}  // namespace polyglue::c
