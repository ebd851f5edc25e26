#include "config/packages.hpp"

#include <cctype>

#include "system/process.hpp"

namespace polyglue::config {

std::vector<std::string> split_flags(const std::string& line) {
  std::vector<std::string> out;
  std::string word;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\' && i + 1 < line.size()) word += line[++i];
    else if (!std::isspace(static_cast<unsigned char>(line[i]))) word += line[i];
    else if (!word.empty()) out.push_back(std::exchange(word, {}));
  }
  if (!word.empty()) out.push_back(word);
  return out;
}

void resolve_packages(Config& config, const std::vector<At<std::string>>& packages, diag::Sink& sink) {
  if (packages.empty()) return;
  if (!system::find_program("pkg-config")) {
    sink.error("PG0118", "pkg-config is not installed, and [input] pkg_config names packages", packages.front().location,
               "install it (Debian: apt install pkg-config)");
    return;
  }
  std::vector<std::string> names;
  for (const At<std::string>& package : packages) {
    if (system::run({{"pkg-config", "--exists", package.value}, {}, {}}).exit_code == 0) {
      names.push_back(package.value);
      continue;
    }
    std::string guess = package.value.starts_with("lib") ? package.value : "lib" + package.value;
    sink.add({"PG0117", diag::Severity::error, "pkg-config knows no package \"" + package.value + "\"", package.location,
              static_cast<int>(package.value.size()) + 2, {},
              "install its development files (Debian: apt install " + guess +
                  "-dev), or add the folder of " + package.value + ".pc to PKG_CONFIG_PATH"});
  }
  if (names.size() != packages.size()) return;
  const auto ask = [&](const char* what, std::vector<std::string>& out) {
    std::vector<std::string> arguments = {"pkg-config", what};
    arguments.insert(arguments.end(), names.begin(), names.end());
    const system::Finished finished = system::run({arguments, {}, {}}, system::Errors::dropped);
    if (finished.exit_code != 0)
      sink.error("PG0117", std::string("pkg-config ") + what + " failed", packages.front().location);
    out = split_flags(finished.output);
  };
  ask("--cflags", config.pkg_cflags);
  ask("--libs", config.pkg_libs);
}

}  // namespace polyglue::config
