// polyglue check: every declaration, as what it is exported or why it is not.
#include <fmt/format.h>

#include <nlohmann/json.hpp>

#include "check/check.hpp"
#include "cli/listing.hpp"
#include "cli/session.hpp"
#include "diag/print.hpp"

namespace polyglue::cli {
namespace {

std::string percent(std::size_t part, std::size_t whole) {
  return fmt::format("{:.1f} %", 100.0 * static_cast<double>(part) / static_cast<double>(whole));
}

std::string place(const Session& session, const model::Location& at) {
  return at.file.empty() ? "" : at.line > 0 ? fmt::format("{}:{}", session.shown(at.file), at.line) : session.shown(at.file);
}

void print_text(const Session& session, const model::Library& library, const std::vector<Line>& lines,
                const std::vector<std::string>& notes, bool only_skipped) {
  const bool colour = session.options().colour;
  const auto paint = [&](const char* code, const std::string& text) { return colour ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : text; };
  if (!only_skipped && !lines.empty()) {
    fmt::print("{}\n", paint("1", "exported"));
    for (const Line& line : lines)
      fmt::print("{}{} {} {}\n", std::string(static_cast<std::size_t>(2 + 2 * line.depth), ' '),
                 paint("36", fmt::format("{:<11}", line.kind)), line.name, paint("2", "as " + line.as));
  }
  if (!library.skipped.empty()) {
    fmt::print("{}{}\n", only_skipped || lines.empty() ? "" : "\n", paint("1", "skipped"));
    for (const model::Skipped& skipped : library.skipped) {
      fmt::print("  {}\n      {} [{}]\n", paint("33", skipped.id), skipped.reason, skipped.code);
      if (const std::string at = place(session, skipped.location); !at.empty()) fmt::print("      at {}\n", paint("2", at));
      if (!skipped.hint.empty()) fmt::print("      {}: {}\n", paint("32", "help"), skipped.hint);
    }
  }
  if (!notes.empty()) fmt::print("\n{}\n", paint("1", "notes"));
  for (const std::string& note : notes) fmt::print("  {}\n", note);
  const std::size_t total = lines.size() + library.skipped.size();
  if (total == 0) fmt::print("nothing is exported\n");
  else fmt::print("\nexported {} of {} ({})\n", lines.size(), total, percent(lines.size(), total));
}

void print_json(const Session& session, const diag::Sink& sink, const model::Library* library, const std::vector<Line>& lines,
                const std::vector<std::string>& notes) {
  using Json = nlohmann::ordered_json;
  (void)session;
  Json out;
  const auto locate = [](Json& json, const model::Location& at) {
    json["file"] = at.file;
    json["line"] = at.line;
    json["column"] = at.column;
  };
  out["exported"] = Json::array();
  for (const Line& line : lines) {
    Json entry = {{"kind", line.kind}, {"name", line.name}, {"as", line.as}};
    locate(entry, line.location);
    out["exported"].push_back(std::move(entry));
  }
  out["skipped"] = Json::array();
  const std::size_t skipped_count = library ? library->skipped.size() : 0;
  if (library)
    for (const model::Skipped& skipped : library->skipped) {
      Json entry = {{"name", skipped.id}, {"code", skipped.code}, {"reason", skipped.reason}, {"hint", skipped.hint}};
      locate(entry, skipped.location);
      out["skipped"].push_back(std::move(entry));
    }
  out["notes"] = notes;
  out["summary"] = {{"exported", lines.size()}, {"skipped", skipped_count}, {"total", lines.size() + skipped_count}};
  out["diagnostics"] = Json::parse(diag::to_json(sink.all()));
  fmt::print("{}\n", out.dump(2, ' ', false, Json::error_handler_t::replace));
}

}  // namespace

int run_check(Session& session, bool only_skipped) {
  std::optional<model::Library> library;
  std::vector<Line> lines;
  std::vector<std::string> notes;
  if (const auto config = session.load_config()) {
    const auto languages = session.chosen(*config);
    library = session.read(*config);
    if (library) {
      check::run({*library, *config, languages}, session.sink());
      lines = list_exported(*library);
      notes = check::notes({*library, *config, languages});
    }
  }
  if (session.options().json) {
    print_json(session, session.sink(), library ? &*library : nullptr, lines, notes);
  } else {
    session.print_diagnostics();
    if (library) print_text(session, *library, lines, notes, only_skipped);
  }
  return session.exit_code();
}

}  // namespace polyglue::cli
