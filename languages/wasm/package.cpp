// The npm package: which files there are, and what builds the module.
#include <nlohmann/json.hpp>

#include "config/config.hpp"
#include "embedded/wasm_runtime.hpp"
#include "languages/c/c_backend.hpp"
#include "languages/js/module.hpp"
#include "languages/js/package.hpp"
#include "languages/wasm/glue.hpp"
#include "languages/wasm/wasm_backend.hpp"

namespace polyglue::wasm {
namespace {

using Json = nlohmann::ordered_json;

std::string package_json(const js::Context& context, const config::Config& config) {
  Json json = js::package_head(context, config);
  json["name"] = context.package + "-wasm";
  json["main"] = "./index.js";
  json["module"] = "./index.mjs";
  json["types"] = "./index.d.ts";
  // In Node.js import and require() share one module; browsers and their tools get ES modules throughout.
  const auto entry = [](const char* types, const char* code) { return Json{{"types", types}, {"default", code}}; };
  const auto exported = [&](const std::string& types, const std::string& wrapper, const std::string& common, const std::string& es) {
    Json all;
    all["browser"] = entry((types + ".d.mts").c_str(), es.c_str());
    all["node"]["import"] = entry((types + ".d.mts").c_str(), wrapper.c_str());
    all["node"]["require"] = entry((types + ".d.ts").c_str(), common.c_str());
    all["default"] = entry((types + ".d.mts").c_str(), es.c_str());
    return all;
  };
  json["exports"]["."] = exported("./index", "./node.mjs", "./index.js", "./index.mjs");
  json["exports"]["./live"] = exported("./runtime/live", "./runtime/live.js", "./runtime/live.js", "./runtime/live.mjs");
  json["exports"]["./library.wasm"] = "./library.wasm";
  json["exports"]["./package.json"] = "./package.json";
  // Coroutines take tail calls, which not all hosts have that have the rest.
  json["engines"]["node"] = context.library.has_tasks() || context.library.has_streams() ? ">=20" : ">=18.17";
  json["files"] = {"index.*", "node.mjs", "library.wasm", "runtime"};
  return json.dump(2) + "\n";
}

emit::FileSet generate(const abi::Library& library, const emit::BackendOptions& options) {
  static const config::Config none;
  const config::Config& config = options.config ? *options.config : none;
  const js::Context context(library, host());
  emit::FileSet files;
  const std::string glue = "native/glue/" + library.prefix + "_wasm.cpp", text = glue_text(context);
  files.add(glue, text);
  js::add_native_files(files, library);
  for (const auto& [path, content] : embedded::wasm_runtime()) {
    const std::string name(path);
    if (name.starts_with("native/")) files.add("native/glue/" + name.substr(7), std::string(content));
    else files.add(name == "build.js" ? name : "runtime/" + name, std::string(content));
    // load.js has a twin of its own: require() does not wait.
    if (name.ends_with(".mjs") && name != "load.mjs") {
      files.add("runtime/" + name.substr(0, name.size() - 4) + ".js", js::to_commonjs(std::string(content)));
    }
  }
  const emit::FileSet shared = js::runtime_files(context);
  for (const auto& [path, content] : shared.files()) {
    files.add("runtime/" + path, content);
    files.add("runtime/" + path.substr(0, path.size() - 4) + ".js", js::to_commonjs(content));
  }
  const std::string module = js::module_text(context);
  files.add("index.mjs", module);
  files.add("index.js", js::to_commonjs(module));
  files.add("node.mjs", js::wrapper_of_commonjs(context));
  files.add("index.d.ts", js::declarations(context));
  files.add("index.d.mts", "export * from \"./index.js\";\n");
  const std::string live = "/** How many objects and results of the library are alive. */\n"
                           "export function live(): { objects: number; results: number };\n";
  files.add("runtime/live.d.ts", live);
  files.add("runtime/live.d.mts", live);
  files.add("package.json", package_json(context, config));
  // What the glue includes is compiled with it.
  std::vector<std::string> leave_out;
  for (const auto& [path, content] : files.files()) {
    if (text.find("\n#include \"" + path.substr(path.rfind('/') + 1) + "\"\n") != std::string::npos) leave_out.push_back(path);
  }
  files.add("native/build.json", js::build_json(files, context, config, options, leave_out, {}));
  return files;
}

}  // namespace

const emit::Backend& wasm_backend() {
  static const emit::Backend backend = [] {
    emit::Backend b;
    b.name = "wasm";
    b.title = "WebAssembly";
    b.builder = emit::Builder::npm_package;
    b.capabilities.callbacks = true;
    b.capabilities.async = true;
    b.capabilities.interfaces = true;
    b.capabilities.async_interfaces = true;
    b.capabilities.streams = true;
    b.generate = generate;
    return b;
  }();
  return backend;
}

}  // namespace polyglue::wasm
