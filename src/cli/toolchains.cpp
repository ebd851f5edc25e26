#include "cli/toolchains.hpp"

#include <fmt/format.h>

#include <cstdlib>
#include <nlohmann/json.hpp>

#include "cli/session.hpp"
#include "system/process.hpp"

namespace polyglue::cli {

std::string python() {
  const char* chosen = std::getenv("PYTHON");
  return chosen && *chosen ? chosen : "python3";
}

const std::vector<Tool>& tools() {
  static const std::vector<Tool> all = [] {
    const char* cxx = std::getenv("CXX");
    std::vector<std::vector<std::string>> compilers = {{"c++", "--version"}, {"g++", "--version"}, {"clang++", "--version"}};
    if (cxx && *cxx) compilers.insert(compilers.begin(), {cxx, "--version"});
    const char* emcc = std::getenv("EMCC");
    const std::vector<std::vector<std::string>> emscripten = {{emcc && *emcc ? emcc : "em++", "--version"}};
    return std::vector<Tool>{
        {"a C++ compiler", "c cpp python node", "g++", true, compilers},
        {"CMake", "c cpp", "cmake", true, {{"cmake", "--version"}}},
        {"a build tool", "c cpp", "ninja-build", true, {{"ninja", "--version"}, {"make", "--version"}}},
        {"Python", "python", "python3", true, {{python(), "--version"}}},
        {"Python's headers", "python", "python3-dev", true,
         {{python(), "-c", "import sysconfig,os,sys; h=os.path.join(sysconfig.get_paths()['include'],'Python.h'); print(h); sys.exit(not os.path.exists(h))"}}},
        {"pip", "python", "python3-pip", true, {{python(), "-m", "pip", "--version"}}, python() + " -m ensurepip"},
        {"setuptools", "python", "python3-setuptools python3-wheel", true,
         {{python(), "-c", "import setuptools\ntry: import setuptools.command.bdist_wheel\nexcept ImportError: import wheel\nprint('setuptools', setuptools.__version__)"}},
         python() + " -m pip install setuptools wheel"},
        {"Node.js", "node wasm", "nodejs", true, {{"node", "--version"}}},
        {"npm", "node wasm", "npm", true, {{"npm", "--version"}}},
        {"Emscripten", "wasm", "emscripten", true, emscripten},
        {"Cargo", "rust", "cargo", true, {{"cargo", "--version"}}},
        {"pkg-config", "", "pkg-config", false, {{"pkg-config", "--version"}}},
        {"ccache", "", "ccache", false, {{"ccache", "--version"}}},
    };
  }();
  return all;
}

ToolState probe(const Tool& tool) {
  for (const auto& command : tool.probes) {
    const system::Finished finished = system::run({command, {}, {}}, system::Errors::dropped);
    if (finished.exit_code == 0) return {tool, finished.output.substr(0, finished.output.find('\n'))};
  }
  return {tool, std::nullopt};
}

void require_tools(const std::vector<const emit::Backend*>& backends, diag::Sink& sink) {
  std::string missing, packages, languages, otherwise;
  for (const Tool& tool : tools()) {
    if (!tool.required) continue;
    std::string users;
    for (const emit::Backend* backend : backends)
      if ((" " + tool.used_by + " ").find(" " + std::string(backend->name) + " ") != std::string::npos)
        users += (users.empty() ? "" : ", ") + std::string(backend->title);
    if (users.empty() || probe(tool).version) continue;
    missing += (missing.empty() ? "" : ", ") + tool.name;
    packages += " " + tool.package;
    if (!tool.otherwise.empty()) otherwise += ", or " + tool.otherwise;
    if (languages.size() < users.size()) languages = users;
  }
  if (missing.empty()) return;
  sink.error("PG0401", "building for " + languages + " needs what is not here: " + missing, {},
             "on Debian: apt install" + packages + otherwise + "; `polyglue doctor` shows all");
}

int run_doctor(Session& session) {
  std::vector<ToolState> states;
  for (const Tool& tool : tools()) states.push_back(probe(tool));
  bool complete = true;
  for (const ToolState& state : states) complete &= state.version.has_value() || !state.tool.required;
  if (session.options().json) {
    nlohmann::ordered_json out = nlohmann::ordered_json::array();
    for (const ToolState& state : states)
      out.push_back({{"tool", state.tool.name}, {"needed_for", state.tool.used_by}, {"required", state.tool.required},
                     {"present", state.version.has_value()}, {"version", state.version.value_or("")}, {"debian", state.tool.package}, {"otherwise", state.tool.otherwise}});
    fmt::print("{}\n", out.dump(2));
    return complete ? ok : environment;
  }
  const auto paint = [&](const char* code, const std::string& text) {
    return session.options().colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text;
  };
  std::string packages;
  for (const ToolState& state : states) {
    const std::string use = state.tool.used_by.empty() ? "optional" : state.tool.used_by;
    if (state.version) {
      fmt::print("{}  {:<17} {:<13} {}\n", paint("32", "yes"), state.tool.name, use, *state.version);
    } else {
      fmt::print("{}   {:<17} {:<13} apt install {}{}\n", paint(state.tool.required ? "31" : "33", "no"), state.tool.name, use,
                 state.tool.package, state.tool.otherwise.empty() ? "" : ", or " + state.tool.otherwise);
      if (state.tool.required) packages += " " + state.tool.package;
    }
  }
  for (const emit::Backend* backend : backends()) {
    std::string lacks;
    for (const ToolState& state : states)
      if (!state.version && state.tool.required && (" " + state.tool.used_by + " ").find(" " + std::string(backend->name) + " ") != std::string::npos)
        lacks += (lacks.empty() ? "" : ", ") + state.tool.name;
    fmt::print("{}{}: {}\n", backend == backends().front() ? "\n" : "", backend->title, lacks.empty() ? "ready" : "lacks " + lacks);
  }
  if (!packages.empty()) fmt::print("\nto get what is missing on Debian: apt install{}\n", packages);
  return complete ? ok : environment;
}

}  // namespace polyglue::cli
