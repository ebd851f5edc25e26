// polyglue init --udl: a header that implements an interface file, and polyglue.toml for both.
#include <fmt/format.h>

#include <cerrno>
#include <cstring>
#include <fstream>

#include "cli/session.hpp"
#include "emit/naming.hpp"
#include "emit/printer.hpp"
#include "input/udl/header_writer.hpp"
#include "input/udl/read.hpp"

namespace polyglue::cli {
namespace {

namespace fs = std::filesystem;

std::string configuration(const std::string& name, const fs::path& udl) {
  emit::Printer out;
  out.print(R"toml(
    # How Polyglue sees this library. `polyglue check` compares the header with the interface file.

    [library]
    name = "$name$"
    version = "0.1.0"
    # description = "One sentence"  # for package registries
    # license = "MIT"

    [input]
    udl = "$udl$"  # what is exported; implemented by the header of the same name beside it
    # headers = ["$name$/$name$.hpp"]  # other headers, found through include_paths
    # namespaces = ["$name$"]
    # pkg_config = ["zlib"]

    [build]
    # sources = ["*.cpp"]           # compiled into the bindings
    # link_flags = ["-lz"]

    [output]
    directory = "bindings"
  )toml", {{"name", name}, {"udl", udl.generic_string()}});
  return out.take();
}

}  // namespace

int run_init_udl(Session& session, const InitOptions& options) {
  const auto finish = [&] {
    session.print_diagnostics();
    return static_cast<int>(session.exit_code());
  };
  const auto file = input::udl::read(options.udl, session.sink());
  if (!file) return finish();
  std::error_code ignored;
  const fs::path config = fs::absolute(session.options().config_file, ignored);
  const fs::path header = fs::absolute(fs::path(options.udl).replace_extension(".hpp"), ignored);
  const std::string name = emit::snake(options.name.empty() ? input::udl::namespace_of(*file) : options.name);
  const std::pair<fs::path, std::string> texts[] = {
      {header, input::udl::header_text(*file)},
      {config, configuration(name, fs::absolute(options.udl, ignored).lexically_relative(config.parent_path()))}};
  for (const auto& [path, text] : texts)
    if (fs::exists(path, ignored) && !options.force)
      session.sink().error("PG0404", session.shown(path) + " exists already", {}, "polyglue init --force overwrites it");
  if (session.sink().has_errors()) return finish();
  for (const auto& [path, text] : texts) {
    errno = 0;
    std::ofstream stream(path, std::ios::trunc);
    stream << text << std::flush;
    if (!stream) {
      session.sink().error("PG0403", "cannot write " + session.shown(path) + ": " + std::strerror(errno), {});
      return finish();
    }
  }
  session.print_diagnostics();
  fmt::print("wrote {} and {}: library {}\nnext: implement the header, then polyglue check\n", session.shown(header), session.shown(config), name);
  return ok;
}

}  // namespace polyglue::cli
