// The npm package: which files there are, and what builds the addon.
#include <nlohmann/json.hpp>

#include "config/config.hpp"
#include "embedded/node_runtime.hpp"
#include "languages/js/module.hpp"
#include "languages/js/package.hpp"
#include "languages/node/glue.hpp"
#include "languages/node/node_backend.hpp"

namespace polyglue::node {
namespace {

using Json = nlohmann::ordered_json;

std::string package_json(const js::Context& context, const config::Config& config) {
  Json json = js::package_head(context, config);
  json["main"] = "./index.js";
  json["types"] = "./index.d.ts";
  json["exports"]["."]["import"] = Json{{"types", "./index.d.mts"}, {"default", "./index.mjs"}};
  json["exports"]["."]["require"] = Json{{"types", "./index.d.ts"}, {"default", "./index.js"}};
  json["exports"]["./live"] = Json{{"types", "./runtime/live.d.ts"}, {"default", "./runtime/live.js"}};
  json["exports"]["./package.json"] = "./package.json";
  json["scripts"]["install"] = "node build.js --if-needed";
  json["engines"]["node"] = ">=18.17";
  json["files"] = {"index.*", "build.js", "runtime", "native", "prebuilds"};
  return json.dump(2) + "\n";
}

emit::FileSet generate(const abi::Library& library, const emit::BackendOptions& options) {
  static const config::Config none;
  const config::Config& config = options.config ? *options.config : none;
  const js::Context context(library, js::Host{});
  emit::FileSet files;
  files.add("native/glue/" + library.prefix + "_node.c", glue_text(context));
  js::add_native_files(files, library);
  for (const auto& [path, text] : embedded::node_runtime()) {
    const std::string name(path);
    const bool native = name.starts_with("native/");
    const bool of_host = name == "native/pgn_task.c" || name == "native/pgn_object.c" || name == "native/pgn_promise.c" || name == "native/pgn_environment.h" || name.starts_with("native/pgn_host.");
    if (of_host && !needs_host(library)) continue;
    files.add(native ? "native/glue/" + name.substr(7) : name == "build.js" ? name : "runtime/" + name, std::string(text));
  }
  const emit::FileSet shared = js::runtime_files(context);
  for (const auto& [path, text] : shared.files()) {
    files.add("runtime/" + path.substr(0, path.size() - 4) + ".js", js::to_commonjs(text));
  }
  files.add("runtime/live.d.ts", "/** How many objects and results of the library are alive, of all threads. */\n"
                                 "export function live(): { objects: number; results: number };\n");
  files.add("index.js", js::to_commonjs(js::module_text(context)));
  files.add("index.mjs", js::wrapper_of_commonjs(context));
  files.add("index.d.ts", js::declarations(context));
  files.add("index.d.mts", "export * from \"./index.js\";\n");
  files.add("package.json", package_json(context, config));
  files.add("native/build.json", js::build_json(files, context, config, options, {}, {"POLYGLUE_OWNER_ROOM=128", "POLYGLUE_TRUSTED_TEXT=1", "POLYGLUE_FREE_OUT=1"}));
  return files;
}

}  // namespace

const emit::Backend& node_backend() {
  static const emit::Backend backend = [] {
    emit::Backend b;
    b.name = "node";
    b.title = "Node.js";
    b.builder = emit::Builder::npm_package;
    b.capabilities.callbacks = true;
    b.capabilities.async = true;
    b.capabilities.interfaces = true;
    b.capabilities.async_interfaces = true;
    b.capabilities.streams = true;
    b.capabilities.other_libraries = true;
    b.capabilities.foreign_members = false;
    b.generate = generate;
    return b;
  }();
  return backend;
}

}  // namespace polyglue::node
