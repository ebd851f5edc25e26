// What every command shares: options, output, and the way from a configuration to a lowered library.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "abi/abi.hpp"
#include "config/config.hpp"
#include "diag/diagnostic.hpp"
#include "emit/backend.hpp"
#include "model/model.hpp"

namespace polyglue::cli {

/// Exit codes, as --help documents them.
enum Exit : int { ok = 0, diagnostics = 1, usage = 2, environment = 3 };

struct Options {
  std::filesystem::path config_file = "polyglue.toml";
  bool json = false;
  bool colour = false;
  std::vector<std::string> languages;  ///< from the command line; empty: those of [output]
  // Beside what polyglue.toml says; build systems know these.
  std::filesystem::path output;        ///< instead of [output] directory
  std::vector<std::string> includes, link_files, link_flags;
};

/// The model and the lowered interface, as `polyglue model` prints them and plug-ins read them.
std::string model_json(const model::Library& library, const abi::Library& lowered);

/// The languages this build has, in the order users see them.
const std::vector<const emit::Backend*>& backends();
const emit::Backend* find_backend(std::string_view name);

/// Collects diagnostics, and prints them to standard error (as JSON to standard output).
class Session {
 public:
  explicit Session(Options options) : options_(std::move(options)) {}

  const Options& options() const { return options_; }
  diag::Sink& sink() { return sink_; }
  void print_diagnostics() const;
  /// The exit code that the diagnostics call for: `environment` where all errors are of tools and files.
  Exit exit_code() const;
  /// How messages show a path: relative to the current folder where it is below.
  std::string shown(const std::filesystem::path& path) const;

  std::optional<config::Config> load_config();
  /// The chosen languages, plug-ins (without `generate`) among them; unknown names are errors.
  std::vector<const emit::Backend*> chosen(const config::Config& config);
  /// Reads the headers. Rules are not applied yet.
  std::optional<model::Library> read(const config::Config& config);

 private:
  const emit::Backend* plugin(const std::string& name);

  Options options_;
  diag::Sink sink_;
  std::map<std::string, emit::Backend> plugins_;
};

/// All generated files of one language, and where they go.
struct Generated {
  const emit::Backend* backend = nullptr;
  std::filesystem::path directory;
  emit::FileSet files;
};

/// Configuration to files in memory. Nothing is returned where there were errors.
struct Generation {
  config::Config config;
  std::size_t exported = 0, skipped = 0;
  std::vector<Generated> languages;
  emit::FileSet::Written written;
};
/// Generates the chosen languages and writes them; a failure leaves all old output as it was.
std::optional<Generation> generate(Session& session);

// Commands; each returns an exit code.
int run_check(Session& session, bool only_skipped);
int run_generate(Session& session);
struct BuildOptions { std::filesystem::path dist; int jobs = 0; bool verbose = false; };
int run_build(Session& session, const BuildOptions& options);
int run_model(Session& session, bool as_udl);
int run_doctor(Session& session);
int run_explain(Session& session, const std::string& code);
struct InitOptions { std::vector<std::string> headers; std::string name; std::string udl; bool force = false; };
int run_init(Session& session, const InitOptions& options);
int run_init_udl(Session& session, const InitOptions& options);

}  // namespace polyglue::cli
