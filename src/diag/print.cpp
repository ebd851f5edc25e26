#include "diag/print.hpp"

#include <algorithm>
#include <fstream>
#include <nlohmann/json.hpp>
#include <optional>

namespace polyglue::diag {
namespace {

enum class Style { error, warning, note, bold, blue, green };

std::string paint(const std::string& text, Style style, bool colour) {
  if (!colour) return text;
  const char* code = "";
  switch (style) {
    case Style::error: code = "\x1b[1;31m"; break;
    case Style::warning: code = "\x1b[1;33m"; break;
    case Style::note: code = "\x1b[1;36m"; break;
    case Style::bold: code = "\x1b[1m"; break;
    case Style::blue: code = "\x1b[1;34m"; break;
    case Style::green: code = "\x1b[1;32m"; break;
  }
  return code + text + "\x1b[0m";
}

const char* name(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::note: return "note";
  }
  return "";
}

Style style_of(Severity severity) {
  switch (severity) {
    case Severity::error: return Style::error;
    case Severity::warning: return Style::warning;
    case Severity::note: return Style::note;
  }
  return Style::note;
}

std::optional<std::string> source_line(const model::Location& at) {
  if (at.line <= 0) return std::nullopt;
  std::ifstream file(at.file);
  std::string line;
  for (int i = 0; i < at.line; ++i)
    if (!std::getline(file, line)) return std::nullopt;
  if (!line.empty() && line.back() == '\r') line.pop_back();
  return line;
}

/// Columns count bytes; what stands above a caret counts characters.
std::size_t shown_width(std::string_view text) {
  return static_cast<std::size_t>(std::count_if(text.begin(), text.end(), [](char c) { return (c & 0xC0) != 0x80; }));
}

/// The place and its source line; `margin` is the width of line numbers.
void put_place(std::string& out, const model::Location& at, int length, std::size_t margin, Style style,
               const PrintOptions& options) {
  const std::string pad(margin, ' ');
  out += pad + paint("-->", Style::blue, options.colour) + " " + shown_path(at.file, options);
  if (at.line > 0) {
    out += ":" + std::to_string(at.line);
    if (at.column > 0) out += ":" + std::to_string(at.column);
  }
  out += "\n";
  std::optional<std::string> line = source_line(at);
  if (!line) return;
  for (char& c : *line) if (c == '\t') c = ' ';
  const std::string bar = pad + " " + paint("|", Style::blue, options.colour);
  const std::string number = std::to_string(at.line);
  out += bar + "\n";
  out += paint(std::string(margin - std::min(margin, number.size()), ' ') + number + " |", Style::blue, options.colour);
  out += line->empty() ? "\n" : " " + *line + "\n";
  if (at.column <= 0 || static_cast<std::size_t>(at.column) > line->size() + 1) return;
  const std::size_t column = static_cast<std::size_t>(at.column) - 1;
  const std::size_t end = std::min(line->size(), column + static_cast<std::size_t>(std::max(length, 1)));
  const std::size_t carets = std::max<std::size_t>(1, shown_width(std::string_view(*line).substr(column, end - column)));
  out += bar + " " + std::string(shown_width(std::string_view(*line).substr(0, column)), ' ') +
         paint(std::string(carets, '^'), style, options.colour) + "\n";
}

std::size_t margin_of(const Diagnostic& diagnostic) {
  int line = diagnostic.location.line;
  for (const Note& note : diagnostic.notes) line = std::max(line, note.location.line);
  return std::to_string(std::max(line, 0)).size();
}

}  // namespace

std::string shown_path(const std::string& file, const PrintOptions& options) {
  if (options.relative_to.empty()) return file;
  const std::filesystem::path path(file);
  if (!path.is_absolute()) return file;
  const std::filesystem::path relative = path.lexically_normal().lexically_relative(options.relative_to);
  if (relative.empty() || *relative.begin() == "..") return file;
  return relative.string();
}

std::string to_text(const Diagnostic& diagnostic, const PrintOptions& options) {
  const Style style = style_of(diagnostic.severity);
  const std::size_t margin = margin_of(diagnostic);
  std::string heading = name(diagnostic.severity);
  if (!diagnostic.code.empty()) heading += "[" + diagnostic.code + "]";
  std::string out = paint(heading, style, options.colour) + paint(": " + diagnostic.message, Style::bold, options.colour) + "\n";
  if (!diagnostic.location.file.empty()) put_place(out, diagnostic.location, diagnostic.length, margin, style, options);
  const std::string equals = std::string(margin, ' ') + " " + paint("=", Style::blue, options.colour) + " ";
  for (const Note& note : diagnostic.notes) {
    out += equals + paint("note", Style::note, options.colour) + ": " + note.message + "\n";
    if (!note.location.file.empty()) put_place(out, note.location, 1, margin, Style::note, options);
  }
  if (!diagnostic.help.empty()) out += equals + paint("help", Style::green, options.colour) + ": " + diagnostic.help + "\n";
  return out;
}

std::string to_text(const std::vector<Diagnostic>& diagnostics, const PrintOptions& options) {
  std::string out;
  std::size_t errors = 0, warnings = 0;
  for (const Diagnostic& diagnostic : diagnostics) {
    if (diagnostic.severity == Severity::error) ++errors;
    if (diagnostic.severity == Severity::warning) ++warnings;
    out += to_text(diagnostic, options) + "\n";
  }
  const auto count = [](std::size_t n, const char* what) { return std::to_string(n) + " " + what + (n == 1 ? "" : "s"); };
  if (errors && warnings) out += count(errors, "error") + ", " + count(warnings, "warning") + "\n";
  else if (errors) out += count(errors, "error") + "\n";
  else if (warnings) out += count(warnings, "warning") + "\n";
  return out;
}

std::string to_json(const std::vector<Diagnostic>& diagnostics) {
  using nlohmann::ordered_json;
  ordered_json out = ordered_json::array();
  const auto put_location = [](ordered_json& json, const model::Location& at) {
    json["file"] = at.file;
    json["line"] = at.line;
    json["column"] = at.column;
  };
  for (const Diagnostic& diagnostic : diagnostics) {
    ordered_json entry;
    entry["code"] = diagnostic.code;
    entry["severity"] = name(diagnostic.severity);
    entry["message"] = diagnostic.message;
    put_location(entry, diagnostic.location);
    entry["length"] = diagnostic.length;
    entry["notes"] = ordered_json::array();
    for (const Note& note : diagnostic.notes) {
      ordered_json json;
      json["message"] = note.message;
      put_location(json, note.location);
      entry["notes"].push_back(std::move(json));
    }
    entry["help"] = diagnostic.help;
    out.push_back(std::move(entry));
  }
  // Source text may hold anything; a message about invalid UTF-8 must not fail itself.
  return out.dump(2, ' ', false, ordered_json::error_handler_t::replace) + "\n";
}

}  // namespace polyglue::diag
