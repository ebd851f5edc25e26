#include "cli/session.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdio>

#include "check/check.hpp"
#include "cli/listing.hpp"
#include "cli/plugins.hpp"
#include "config/load.hpp"
#include "diag/print.hpp"
#include "diag/suggest.hpp"
#include "input/udl/read.hpp"
#include "input/udl/uniffi_toml.hpp"
#ifdef POLYGLUE_HAS_INPUT_CPP
#include "input/cpp/front_end.hpp"
#endif

namespace polyglue::cli {

void Session::print_diagnostics() const {
  if (sink_.all().empty()) return;
  std::error_code ignored;
  const diag::PrintOptions options{options_.colour, std::filesystem::current_path(ignored)};
  fmt::print(stderr, "{}", diag::to_text(sink_.all(), options));
}

Exit Session::exit_code() const {
  Exit code = ok;
  for (const diag::Diagnostic& diagnostic : sink_.all()) {
    if (diagnostic.severity != diag::Severity::error) continue;
    if (!diagnostic.code.starts_with("PG04")) return diagnostics;
    code = environment;
  }
  return code;
}

std::string Session::shown(const std::filesystem::path& path) const {
  std::error_code ignored;
  return diag::shown_path(path.string(), {false, std::filesystem::current_path(ignored)});
}

std::optional<config::Config> Session::load_config() {
  config::LoadOptions options;
  for (const emit::Backend* backend : backends()) options.languages.push_back(backend->name);
  const std::vector<std::string> others = plugins();
  options.languages.insert(options.languages.end(), others.begin(), others.end());
  auto config = config::load(options_.config_file, sink_, options);
  if (!config) return config;
  const auto absolute = [](const std::filesystem::path& path) { return std::filesystem::absolute(path).lexically_normal(); };
  if (!options_.output.empty()) config->output = absolute(options_.output);
  const auto add_all = [](auto& to, const auto& from) {
    for (const auto& one : from)
      if (std::find(to.begin(), to.end(), one) == to.end()) to.push_back(one);
  };
  std::vector<std::filesystem::path> includes, files;
  for (const std::string& path : options_.includes) includes.push_back(absolute(path));
  for (const std::string& path : options_.link_files) files.push_back(absolute(path));
  add_all(config->include_paths, includes);
  add_all(config->link_files, files);
  add_all(config->link_flags, options_.link_flags);
  return config;
}

const emit::Backend* Session::plugin(const std::string& name) {
  const std::vector<std::string> all = plugins();
  if (std::find(all.begin(), all.end(), name) == all.end()) return nullptr;
  const auto entry = plugins_.try_emplace(name).first;
  entry->second.name = entry->second.title = entry->first;
  return &entry->second;
}

std::vector<const emit::Backend*> Session::chosen(const config::Config& config) {
  std::vector<const emit::Backend*> out;
  const std::vector<std::string>& names = options_.languages.empty() ? config.languages : options_.languages;
  if (names.empty()) return backends();
  for (const std::string& name : names) {
    const emit::Backend* backend = find_backend(name);
    if (!backend) backend = plugin(name);
    if (!backend) {
      std::vector<std::string_view> known;
      std::string list;
      for (const emit::Backend* one : backends()) {
        known.push_back(one->name);
        list += (list.empty() ? "the languages are " : ", ") + std::string(one->name);
      }
      const auto near = diag::nearest(name, known);
      sink_.error("PG0119", "unknown language \"" + name + "\"", {}, near ? "did you mean \"" + *near + "\"?" : list);
    } else if (std::find(out.begin(), out.end(), backend) == out.end()) {
      out.push_back(backend);
    }
  }
  return out;
}

std::optional<model::Library> Session::read([[maybe_unused]] const config::Config& written) {
#ifdef POLYGLUE_HAS_INPUT_CPP
  config::Config config = written;
  std::optional<input::udl::File> file;
  if (config.udl) {
    file = input::udl::read(config.udl->value, sink_);
    if (!file) return std::nullopt;
    std::vector<std::filesystem::path> folders = {std::filesystem::path(config.udl->value).parent_path()};
    folders.insert(folders.end(), config.include_paths.begin(), config.include_paths.end());
    if (!input::udl::take_in_other_files(*file, folders, sink_)) return std::nullopt;
    if (config.namespaces.empty()) {
      config.namespaces.push_back(input::udl::namespace_of(*file));
      for (const auto& [name, other] : file->foreign)
        if (std::find(config.namespaces.begin(), config.namespaces.end(), other.name_space) == config.namespaces.end()) config.namespaces.push_back(other.name_space);
      std::sort(config.namespaces.begin() + 1, config.namespaces.end());
    }
    // Whatever they look like: an abstract one may not be for hosts to implement, and one without methods is no record.
    for (const input::udl::ClassOf& one : input::udl::classes_of(*file))
      for (const std::string& scope : config.namespaces)
        config.kind.try_emplace(scope + "::" + one.name, config::At<std::string>{one.implementable ? "interface" : "object", one.location});
    for (const auto& [name, location] : input::udl::changing_functions_of(*file))
      for (const std::string& scope : config.namespaces)
        config.ownership.try_emplace(scope + "::" + name, config::At<config::OwnershipRule>{config::OwnershipRule::inout, location});
  }
  diag::Sink found;
  auto library = input::cpp::read(config, found);
  for (diag::Diagnostic diagnostic : found.all()) {
    // A header that [input] names has its place there.
    for (std::size_t i = 0; i < config.header_locations.size(); ++i) {
      if (!diagnostic.location.file.empty() && diagnostic.location != config.header_locations[i]) continue;
      if (diagnostic.code != "PG0103" || diagnostic.message.find("'" + config.headers[i] + "'") == std::string::npos) continue;
      diagnostic.location = config.header_locations[i];
      diagnostic.length = static_cast<int>(config.headers[i].size()) + 2;
    }
    sink_.add(std::move(diagnostic));
  }
  if (!library) return library;
  library->make_index();
  return file ? input::udl::bind(*file, *library, sink_) : library;
#else
  sink_.error("PG0401", "this build of polyglue has no C++ front end", {});
  return std::nullopt;
#endif
}

/// What a library's uniffi.toml says of the names in a language; null for nothing.
static const model::LanguageForm* form_of(const model::Library& library, std::string_view language) {
  if (!library.uniffi) return nullptr;
  const auto found = library.uniffi->languages.find(std::string(language));
  const bool says = found != library.uniffi->languages.end() && !(found->second.rename.empty() && found->second.exclude.empty());
  return says ? &found->second : nullptr;
}

std::optional<Generation> generate(Session& session) {
  auto config = session.load_config();
  if (!config) return std::nullopt;
  const auto languages = session.chosen(*config);
  if (session.sink().has_errors()) return std::nullopt;
  const auto library = session.read(*config);
  if (!library) return std::nullopt;
  check::run({*library, *config, languages}, session.sink());
  if (session.sink().has_errors()) return std::nullopt;

  const abi::Library lowered = abi::lower(*library);
  Generation out;
  out.exported = count_exported(*library);
  out.skipped = library->skipped.size();
  std::vector<emit::FileSet::Target> targets;
  for (const emit::Backend* backend : languages) {
    const std::filesystem::path directory = config->output / backend->name;
    if (backend->generate) {
      const emit::BackendOptions options = {&*config, directory, POLYGLUE_VERSION};
      // A library may have names of its own in a language, and what cannot be said there.
      const model::LanguageForm* form = form_of(*library, backend->name);
      const bool partly = check::lacks_some(*library, backend->capabilities);
      if (form || partly) {
        model::Library own = form ? input::udl::in_language(*library, *form) : *library;
        if (partly) own = check::without_lacking(std::move(own), backend->capabilities);
        own.make_index();
        out.languages.push_back({backend, directory, backend->generate(abi::lower(own), options)});
      } else {
        out.languages.push_back({backend, directory, backend->generate(lowered, options)});
      }
    } else {
      auto files = run_plugin(std::string(backend->name), model_json(*library, lowered), session.sink());
      if (!files) return std::nullopt;
      out.languages.push_back({backend, directory, std::move(*files)});
    }
  }
  for (const Generated& one : out.languages) targets.push_back({one.directory, &one.files});
  const auto result = emit::FileSet::write_all(targets);
  if (const auto* failure = std::get_if<emit::FileSet::Failure>(&result)) {
    session.sink().error("PG0403", "cannot write " + session.shown(failure->path) + ": " + failure->reason.message(), {},
                         "nothing was changed");
    return std::nullopt;
  }
  out.written = std::get<emit::FileSet::Written>(result);
  out.config = std::move(*config);
  return out;
}

}  // namespace polyglue::cli
