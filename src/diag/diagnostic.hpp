// Diagnostics as values: made by any stage, printed by cli/ alone.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "model/model.hpp"

namespace polyglue::diag {

enum class Severity { error, warning, note };

/// A further place that belongs to a diagnostic: "first declared here".
struct Note {
  std::string message;
  model::Location location;
};

/// One message for the author of a library. `code` is an entry of catalogue.hpp.
struct Diagnostic {
  std::string code;          ///< "PG0123"
  Severity severity = Severity::error;
  std::string message;       ///< what is wrong, one sentence without a full stop
  model::Location location;  ///< where; line 0 where there is no place
  int length = 1;            ///< columns to underline
  std::vector<Note> notes;
  std::string help;          ///< what to do, in one sentence; may be empty
};

/// Collects diagnostics of one run; stages report all they find, then stop.
class Sink {
 public:
  void add(Diagnostic diagnostic) { diagnostics_.push_back(std::move(diagnostic)); }
  void error(std::string code, std::string message, model::Location at, std::string help = "") {
    add({std::move(code), Severity::error, std::move(message), std::move(at), 1, {}, std::move(help)});
  }
  void warning(std::string code, std::string message, model::Location at, std::string help = "") {
    add({std::move(code), Severity::warning, std::move(message), std::move(at), 1, {}, std::move(help)});
  }
  bool has_errors() const {
    for (const auto& d : diagnostics_) if (d.severity == Severity::error) return true;
    return false;
  }
  const std::vector<Diagnostic>& all() const { return diagnostics_; }

 private:
  std::vector<Diagnostic> diagnostics_;
};

}  // namespace polyglue::diag
