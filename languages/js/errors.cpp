// Errors: classes in the library's own hierarchy, and the step from a status to one of them.
#include <fmt/format.h>

#include "languages/js/codec.hpp"
#include "languages/js/module.hpp"
#include "languages/js/names.hpp"

namespace polyglue::js {

void print_errors(emit::Printer& out, const Context& context) {
  out.print(R"(

      /** Base of all errors of this library. */
      class $base$ extends Error {}
      $$named($base$, "$base$");

      /** An exception that the library does not declare. `cppType` is its C++ type, where known. */
      class InternalError extends $base$ {
        constructor(message, cppType = "") {
          super(message);
          this.cppType = cppType;
        }
      }
      $$named(InternalError, "InternalError");

      /** The operating system or the border refused: `code` says what ("ERR_IO", "ERR_THREAD"). */
      class SystemError extends $base$ {
        constructor(message, code) {
          super(message);
          this.code = code;
        }
      }
      $$named(SystemError, "SystemError");
      )", {{"base", context.error_base}});
  for (const abi::Error& error : context.library.errors) {
    const abi::Error* base = error.source->base ? context.library.find_error(*error.source->base) : nullptr;
    const auto& fields = context.fields(error.source->info.id);
    const std::string name = context.error_name(*error.source);
    if (context.is_foreign(error.source->info.id)) continue;
    out.print("\n\n$doc$class $name$ extends $base$ {\n  constructor(message, fields = {}) {\n    $super$\n    $fields$\n  }\n}\n$$named($name$, \"$name$\");\n",
              {{"doc", doc_comment(context, error.source->info)}, {"name", name},
               {"base", base ? context.error_name(*base->source) : context.error_base},
               {"super", base ? "super(message, fields);" : "super(message);"}, {"fields", [&] {
                  for (const model::Field& field : fields) {
                    out.print("this.$f$ = fields.$f$;\n", {{"f", error_field_name(field.info.name)}});
                  }
                }}});
  }
  out.print(R"(

      /** The error of the call that just failed on this thread. */
      function $$failure() {
        const { status, message, cppType$host$ } = $$lastError();
        $mine$
        switch (status) {
          $cases$
          case -99:
            return new InternalError(message, cppType);
          default:
            return $$borderError(status, message, SystemError);
        }
      }
      $settle$
      )",
            {{"host", context.library.calls_hosts() ? ", hostError" : ""},
             {"mine", context.library.calls_hosts() ? "if (hostError !== undefined) return hostError.error;" : ""},
             {"settle", [&] {
                if (context.host.own_memory) return out.print("$$onFailure($$failure);\n");
                out.print("function $$settle(code) {\n  if (code === 1) $$result.refresh();\n  else throw $$failure();\n}\n");
              }},
             {"base", context.error_base}, {"cases", [&] {
                for (const abi::Error& error : context.library.errors) {
                  out.print("case $status$:\n  return new $name$(message$fields$);\n",
                            {{"status", std::to_string(error.status)}, {"name", context.error_name(*error.source)},
                             {"fields", error.payload ? ", " + read(context, *error.payload, context.result_at()) : ""}});
                }
              }}});
}

}  // namespace polyglue::js
