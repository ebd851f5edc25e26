// The short commands: generate, model, explain.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "abi/json.hpp"
#include "check/check.hpp"
#include "cli/session.hpp"
#include "diag/catalogue.hpp"
#include "diag/print.hpp"
#include "diag/suggest.hpp"
#include "input/udl/udl_writer.hpp"
#include "model/json.hpp"

namespace polyglue::cli {

namespace {

/// What a build system should watch: polyglue.toml and the headers it lists, where they are found.
std::vector<std::string> inputs(const config::Config& config) {
  std::vector<std::string> out = {config.file.string()};
  for (const std::string& header : config.headers)
    for (const std::filesystem::path& folder : config.include_paths) {
      std::error_code ignored;
      if (!std::filesystem::is_regular_file(folder / header, ignored)) continue;
      out.push_back((folder / header).string());
      break;
    }
  return out;
}

}  // namespace

int run_generate(Session& session) {
  const auto generation = generate(session);
  if (session.options().json) {
    nlohmann::ordered_json out;
    out["languages"] = nlohmann::ordered_json::array();
    if (generation) {
      out["name"] = generation->config.name;
      out["prefix"] = generation->config.prefix;
      for (const Generated& one : generation->languages)
        out["languages"].push_back({{"name", one.backend->name}, {"directory", one.directory.string()}, {"files", one.files.files().size()}});
      out["inputs"] = inputs(generation->config);
      const auto& written = generation->written;
      out["written"] = {{"created", written.created}, {"changed", written.changed}, {"unchanged", written.unchanged}, {"removed", written.removed}};
    }
    out["diagnostics"] = nlohmann::ordered_json::parse(diag::to_json(session.sink().all()));
    fmt::print("{}\n", out.dump(2));
    return session.exit_code();
  }
  session.print_diagnostics();
  if (!generation) return session.exit_code();
  for (const Generated& one : generation->languages)
    fmt::print("{:<8} {} files in {}\n", one.backend->name, one.files.files().size(), session.shown(one.directory));
  const auto& written = generation->written;
  fmt::print("{} created, {} changed, {} unchanged, {} removed\n", written.created, written.changed, written.unchanged, written.removed);
  if (generation->skipped > 0)
    fmt::print("{} left out; `polyglue check` says why\n", generation->skipped == 1 ? "1 declaration was" : fmt::format("{} declarations were", generation->skipped));
  return session.exit_code();
}

int run_model(Session& session, bool as_udl) {
  std::optional<model::Library> library;
  if (const auto config = session.load_config()) {
    library = session.read(*config);
    if (library) check::run({*library, *config, session.chosen(*config)}, session.sink());
  }
  if (library && as_udl && !session.sink().has_errors()) {
    const input::udl::Written written = input::udl::udl_text(*library);
    for (const model::Skipped& one : written.left_out)
      session.sink().warning(one.code, "an interface file cannot say " + one.id + ": " + one.reason, one.location);
    session.print_diagnostics();
    fmt::print("{}", written.text);
    return session.exit_code();
  }
  session.print_diagnostics();
  // What breaks a rule cannot be lowered.
  if (!library || session.sink().has_errors()) return session.exit_code();
  fmt::print("{}", model_json(*library, abi::lower(*library)));
  return session.exit_code();
}

std::string model_json(const model::Library& library, const abi::Library& lowered) {
  auto out = nlohmann::ordered_json::parse(model::to_json(library, -1));
  out["abi"] = nlohmann::ordered_json::parse(abi::to_json(lowered, -1));
  return out.dump(2) + "\n";
}

int run_explain(Session& session, const std::string& code) {
  if (code.empty()) {
    for (const diag::Entry& entry : diag::catalogue()) fmt::print("{}  {}\n", entry.code, entry.title);
    return ok;
  }
  const diag::Entry* entry = diag::find_entry(code);
  if (!entry) {
    fmt::print(stderr, "polyglue: there is no diagnostic {}; `polyglue explain` lists all\n", code);
    return usage;
  }
  if (session.options().json) {
    const nlohmann::ordered_json out = {{"code", entry->code}, {"title", entry->title}, {"explanation", entry->explanation}};
    fmt::print("{}\n", out.dump(2));
  } else {
    fmt::print("{}: {}\n\n{}\n", entry->code, entry->title, entry->explanation);
  }
  return ok;
}

}  // namespace polyglue::cli
