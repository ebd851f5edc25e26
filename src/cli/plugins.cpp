#include "cli/plugins.hpp"

#include <filesystem>
#include <nlohmann/json.hpp>

#include "system/process.hpp"

namespace polyglue::cli {
namespace {

constexpr const char* prefix = "polyglue-gen-";

/// "src/a.txt", but not "/etc/passwd" or "../a.txt".
bool stays_inside(const std::filesystem::path& path) {
  if (path.empty() || path.is_absolute()) return false;
  for (const auto& part : path)
    if (part == ".." || part.empty()) return false;
  return true;
}

}  // namespace

std::vector<std::string> plugins() { return system::programs_beginning_with(prefix); }

std::optional<emit::FileSet> run_plugin(const std::string& name, const std::string& model, diag::Sink& sink) {
  const std::string program = prefix + name;
  const auto fail = [&](const std::string& what, const std::string& help) {
    sink.error("PG0407", "the plug-in " + program + " " + what, {}, help);
    return std::nullopt;
  };
  const system::Finished finished = system::run({{program}, {}, {}, model}, system::Errors::shown);
  if (finished.exit_code != 0) return fail("failed with exit code " + std::to_string(finished.exit_code), "what it printed stands above");
  const char* const shape = R"(it shall print {"files": {"path": "text", ...}})";
  const auto answer = nlohmann::json::parse(finished.output, nullptr, false);
  if (answer.is_discarded() || !answer.is_object() || !answer.contains("files") || !answer["files"].is_object())
    return fail("did not answer with files", shape);
  emit::FileSet files;
  for (const auto& [path, text] : answer["files"].items()) {
    if (!text.is_string()) return fail("gave no text for \"" + path + "\"", shape);
    if (!stays_inside(path)) return fail("wants to write \"" + path + "\"", "paths are relative, and stay below the language's folder");
    files.add(path, text.get<std::string>());
  }
  return files;
}

}  // namespace polyglue::cli
