// Objects: structs that own a handle. Each class has a file of its own.
#include <algorithm>

#include "languages/rust/members.hpp"

namespace polyglue::rust {

std::string class_file(Crate& crate, const abi::Class& entry) {
  const model::Object& object = *entry.source;
  const std::string name = crate.name(object.info.id);
  const abi::Class* base = nullptr;
  for (const model::DeclId& id : object.bases) if (!base && !crate.is_foreign(id)) base = crate.library.find_class(id);
  emit::Printer out;
  out.print(R"(

      $doc$
      $deprecated$
      #[repr(transparent)]
      pub struct $name$ {
          pub(crate) $field$,
      }
      )",
            {{"doc", lines(out, doc(object.info))}, {"deprecated", lines(out, deprecated(object.info))}, {"name", name},
             {"field", base ? "base: " + crate.path(base->source->info.id) : "handle: std::ptr::NonNull<ffi::" + entry.name + ">"}});
  if (!object.constants.empty()) {
    out.print("\n\nimpl $name$ {\n", {{"name", name}});
    const auto indent = out.indent(4);
    for (const model::Constant& constant : object.constants) {
      if (&constant != &object.constants.front()) out.print("\n");
      print_constant(out, crate, constant);
    }
  }
  if (!object.constants.empty()) out.print("}\n");
  print_members(out, crate, object.info.id);
  if (const abi::Interface* interface = crate.library.find_interface(object.info.id)) print_trait(out, crate, *interface);
  // Bases that dereferencing does not lead to.
  std::set<model::DeclId> reached;
  for (const abi::Class* up = base; up;) {
    reached.insert(up->source->info.id);
    const abi::Class* next = nullptr;
    for (const model::DeclId& id : up->source->bases) if (!next) next = crate.library.find_class(id);
    up = next;
  }
  emit::Printer views;
  for (const model::DeclId& id : entry.ancestors) {
    if (reached.count(id) || crate.is_foreign(id)) continue;
    const std::string path = crate.path(id);
    views.print("\n\n/// As the base class.\npub fn as_$snake$(&self) -> &$path$ {\n    self.as_ref()\n}\n",
                {{"snake", function_name(crate.name(id))}, {"path", path}});
  }
  if (!views.text().empty()) out.print("\n\nimpl $name$ {\n    $text$\n}\n", {{"name", name}, {"text", views.take()}});
  const bool text = std::any_of(object.methods.begin(), object.methods.end(), [](const model::Function& f) { return f.role == model::Role::to_text; });
  out.print(R"(

      impl std::fmt::Debug for $name$ {
          fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
              $body$
          }
      }
      )",
            {{"name", name}, {"body", text ? "write!(f, \"" + name + "({})\", self)" : "f.debug_struct(\"" + name + "\").finish_non_exhaustive()"}});
  const std::string body = out.take();
  return uses(body) + body;
}

}  // namespace polyglue::rust
