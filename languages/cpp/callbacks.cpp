// Functions of the program that the library calls.
#include <fmt/format.h>

#include "languages/cpp/client.hpp"

namespace polyglue::cpp {

void print_callback(emit::Printer& out, const Client& client, const model::Callback& callback) {
  const Spelling spelling(client);
  std::vector<std::string> parameters;
  for (const model::Parameter& parameter : callback.params) parameters.push_back(spelling.received(parameter) + " " + identifier(parameter.name));
  model::Function described;
  described.info = callback.info;
  out.print("\n\n$doc$\n$text$\n",
            {{"doc", lines(out, doc(client, described))},
             {"text", list("using " + client.name(callback.info.id) + " = pgl::function<" + spelling.value(callback.result) + "(", parameters, ")>;")}});
}

void print_host(emit::Printer& out, const Client& client) {
  const abi::Library& library = client.library;
  if (!library.calls_hosts()) return;
  const std::string tell = library.has_promises() ? "tell(promise, " : library.prefix + "_fail(";
  out.print(R"(

      /// How functions of this program tell the library why they fail.
      struct host {
        /// An error of the library itself: C++ gets that very exception.
        static pgl_status fail(const pgl::error& error$promise$) {
          const pgl_str message = {error.what(), std::char_traits<char>::length(error.what())};
          $cases$
          return $tell$error.status(), message, nullptr);
        }
        static pgl_status fail_host(pgl_str message, void* error, void (*release)(void* error)) {
          return $x$_fail_host(message, error, release);
        }
        $promises$
      };
      )",
            {{"x", library.prefix}, {"promise", library.has_promises() ? ", pgl_promise* promise = nullptr" : ""}, {"tell", tell},
             {"promises", [&] {
                if (!library.has_promises()) return;
                out.print(R"(
                    static pgl_status tell(pgl_promise* promise, pgl_status status, pgl_str message, const void* fields) {
                      return promise ? $x$_promise_fail(promise, status, message, fields) : $x$_fail(status, message, fields);
                    }
                    static constexpr pgl::promise_calls promises = {&fail, &$x$_promise_fail_host, &$x$_promise_on_end, &$x$_promise_free, &raise};
                    )");
              }},
             {"cases", [&] {
                for (const abi::Error& error : library.errors) {
                  if (!error.payload || error.source->factory.empty()) continue;
                  const abi::Type& payload = library.type(*error.payload);
                  std::string fields;
                  for (std::size_t i = 0; i < payload.members.size(); ++i) {
                    const std::string name = identifier(error.source->fields[i].info.name);
                    const bool accessor = error.source->accessors[i].ends_with(")");
                    fields += fmt::format("pgl::convert<{}>::lower({}known.{}{}, fields.{}, memory);\n", Spelling(client).value(error.source->fields[i].type),
                                          model::is<model::ObjectRef>(error.source->fields[i].type) ? "*" : "", name, accessor ? "()" : "", payload.members[i]);
                  }
                  out.print(R"(
                      if (error.status() == $name$::pgl_code) {
                        const auto& known = static_cast<const $name$&>(error);
                        pgl::scratch memory;
                        $c$ fields{};
                        $fields$
                        return $tell$$code$, message, &fields);
                      }
                      )",
                            {{"name", client.name(error.source->info.id)}, {"c", payload.name}, {"fields", fields}, {"code", error.constant}, {"tell", tell}});
                }
              }}});
}

}  // namespace polyglue::cpp
