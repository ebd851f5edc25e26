// argv -> one command.
#include <fmt/format.h>
#include <unistd.h>

#include <CLI/CLI.hpp>
#include <cstdlib>
#include <exception>

#include "cli/help.hpp"
#include "cli/session.hpp"

namespace {

using namespace polyglue;

std::string with_exit_codes(const char* text) { return std::string(text) + cli::help::exit_codes; }

bool wants_colour(const std::string& choice) {
  if (choice == "always") return true;
  if (choice == "never") return false;
  const char* no_colour = std::getenv("NO_COLOR");
  return !(no_colour && *no_colour) && isatty(STDERR_FILENO) && isatty(STDOUT_FILENO);
}

std::string language_list() {
  std::string out;
  for (const emit::Backend* backend : cli::backends()) out += (out.empty() ? "" : ", ") + std::string(backend->name);
  return out;
}

int run(int argc, char** argv) {
  CLI::App app{"Polyglue: C++ headers in, a stable C ABI and idiomatic bindings out.", "polyglue"};
  app.footer(with_exit_codes(cli::help::all));
  app.set_version_flag("--version", std::string("polyglue ") + POLYGLUE_VERSION);
  app.require_subcommand(1);
  app.fallthrough();

  cli::Options options;
  std::string config, colour = "auto";
  app.add_option("-c,--config", config, "The configuration (default: polyglue.toml)");
  app.add_flag("--json", options.json, "Print results and diagnostics as JSON on standard output");
  app.add_option("--output", options.output, "Where sources are written (default: [output] directory, bindings)");
  app.add_option("--include", options.includes, "A folder to find headers in, beside [input] include_paths")->allow_extra_args(false);
  app.add_option("--color,--colour", colour, "auto, always or never")->check(CLI::IsMember({"auto", "always", "never"}));

  cli::InitOptions init_options;
  auto* init = app.add_subcommand("init", "Write a commented polyglue.toml for the headers found here");
  init->add_option("headers", init_options.headers, "Headers to bind (default: those in include, src or here)");
  init->add_option("--udl", init_options.udl, "Write a header to implement this interface file, and polyglue.toml for both");
  init->add_option("--name", init_options.name, "The library's name");
  init->add_flag("--force", init_options.force, "Overwrite an existing polyglue.toml");

  bool only_skipped = false;
  auto* check = app.add_subcommand("check", "List what is exported as what, and what is skipped and why");
  check->add_flag("--skipped", only_skipped, "List only what is skipped");

  auto* generate = app.add_subcommand("generate", "Write the sources of bindings");
  generate->add_option("languages", options.languages, "Of " + language_list() + " (default: those of polyglue.toml)");

  cli::BuildOptions build_options;
  auto* build = app.add_subcommand("build", "Generate and build: a wheel, an installable prefix, ...");
  build->add_option("languages", options.languages, "Of " + language_list() + " (default: those of polyglue.toml)");
  build->add_option("--dist", build_options.dist, "Where results go (default: dist beside polyglue.toml)");
  build->add_option("-j,--jobs", build_options.jobs, "Parallel compilations (default: one per core)");
  build->add_option("--link", options.link_files, "A library to link, beside [build] link_files")->allow_extra_args(false);
  build->add_option("--link-flag", options.link_flags, "A flag to link with, such as --link-flag=-lz")->allow_extra_args(false);
  build->add_flag("-v,--verbose", build_options.verbose, "Show commands and their output");

  bool as_udl = false;
  auto* model = app.add_subcommand("model", "Print the model of the interface as JSON");
  model->add_flag("--udl", as_udl, "Print it as an interface file, and list what that cannot say");
  auto* doctor = app.add_subcommand("doctor", "Show which toolchains are here and how to get the others");
  std::string code;
  auto* explain = app.add_subcommand("explain", "Say more about a diagnostic; without a code, list all");
  explain->add_option("code", code, "Such as PG0301");

  const std::pair<CLI::App*, const char*> footers[] = {
      {init, cli::help::init},   {check, cli::help::check},   {generate, cli::help::generate}, {build, cli::help::build},
      {model, cli::help::model}, {doctor, cli::help::doctor}, {explain, cli::help::explain}};
  for (const auto& [command, text] : footers) command->footer(with_exit_codes(text));

  try {
    app.parse(argc, argv);
  } catch (const CLI::ParseError& error) {
    return app.exit(error) == 0 ? cli::ok : cli::usage;
  }
  if (!config.empty()) options.config_file = config;
  options.colour = wants_colour(colour);
  cli::Session session(options);
  if (*init) return init_options.udl.empty() ? cli::run_init(session, init_options) : cli::run_init_udl(session, init_options);
  if (*check) return cli::run_check(session, only_skipped);
  if (*generate) return cli::run_generate(session);
  if (*build) return cli::run_build(session, build_options);
  if (*model) return cli::run_model(session, as_udl);
  if (*doctor) return cli::run_doctor(session);
  if (*explain) return cli::run_explain(session, code);
  return cli::usage;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run(argc, argv);
  } catch (const std::exception& error) {
    fmt::print(stderr, "error[PG0406]: internal error: {}\n  = help: this is a mistake in Polyglue; please report it\n", error.what());
    return cli::environment;
  }
}
