#include "check/check.hpp"

namespace polyglue::check {

void empty_api(const Input& input, diag::Sink& sink) {
  if (!input.library.decls.empty()) return;
  std::string namespaces;
  for (const std::string& name : input.config.namespaces) namespaces += (namespaces.empty() ? "" : ", ") + name;
  const std::string help = !input.library.skipped.empty()
      ? "`polyglue check` lists what was left out, and why"
      : namespaces.empty() ? "look at [input] headers: only what they and the files beside them declare is exported" : "look at [input] namespaces; only " + namespaces + " is exported";
  sink.error("PG0304", "the headers declare nothing that can be exported", {input.config.file.string(), 0, 0}, help);
}

}  // namespace polyglue::check
