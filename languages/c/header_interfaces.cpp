// Structs of methods in the C header, and the functions that make objects of them.
#include <fmt/format.h>

#include <utility>

#include "languages/c/c_backend.hpp"
#include "languages/c/header_parts.hpp"
#include "languages/c/text.hpp"

namespace polyglue::c {

void print_interface(emit::Printer& out, const abi::Library& library, const abi::Interface& interface) {
  const abi::Class& entry = *library.find_class(interface.source->info.id);
  out.print(R"(

      /* The virtual functions of $class$ as the caller implements them. Each gets `user`, and `self`: a
       * handle that ends with the object. Otherwise they are functions given to the library like all. */
      typedef struct $name$ {
        pgl_methods common;
        $methods$
      } $name$;
      )",
            {{"class", entry.name}, {"name", interface.name}, {"methods", [&] {
                for (const abi::Method& method : interface.methods) {
                  const model::Function& source = *method.call.source;
                  std::vector<std::string> doc = host_function_doc(library, source.info, method.call, source.params, source.result);
                  if (method.resolve) doc.push_back("Its result comes later, by " + method.resolve->symbol + "().");
                  if (!method.is_pure) doc.emplace_back("Null for the body in C++.");
                  out.print("$comment$\n$prototype$;\n",
                            {{"comment", optional_line(out, comment(doc))}, {"prototype", host_prototype(library, method.call)}});
                }
              }}});
  for (const abi::Function& function : interface.constructors) print_function(out, library, function);
  for (const abi::Method& method : interface.methods) {
    if (method.base) print_function(out, library, *method.base);
    if (method.resolve) print_function(out, library, *method.resolve);
  }
}

bool is_exchanged(const abi::Library& library, const abi::Class& entry) {
  using model::Threads;
  return library.model->uniffi && (entry.source->threads == Threads::author || entry.source->threads == Threads::shared);
}

void print_exchange(emit::Printer& out, const abi::Library& library) {
  bool first = true;
  for (const abi::Class& entry : library.classes) {
    if (!is_exchanged(library, entry)) continue;
    if (std::exchange(first, false)) {
      out.print(R"(

          $section$

          /* A library that has the same class in its interface gets an object by its own ..._from_shared(), as a handle of its
           * own that keeps the object alive as well. Then pgl_shared.release(). */
          )", {{"section", section("Objects of several libraries")}});
    }
    out.print(R"(
        $X$_C_API pgl_status $c$_to_shared($c$ *self, pgl_shared **out);
        $X$_C_API pgl_status $c$_from_shared(const pgl_shared *shared, $c$ **out);
        )", {{"c", entry.name}});
  }
}

}  // namespace polyglue::c
