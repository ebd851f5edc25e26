// How the stages of this folder complain.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

#include "diag/diagnostic.hpp"
#include "input/udl/tree.hpp"

namespace polyglue::input::udl {

/// The diagnostics of one interface file. Past `limit` errors the rest is only counted, so that a file
/// of another language does not fill the screen.
class Report {
 public:
  static constexpr std::size_t limit = 100;

  Report(std::string file, diag::Sink& sink) : file_(std::move(file)), sink_(sink) {}

  model::Location at(const Place& place) const { return {file_, place.line, place.column}; }
  bool full() const { return errors_ >= limit; }
  bool has_errors() const { return errors_ > 0; }

  void error(std::string code, std::string message, const Place& place, std::string help = "", std::vector<diag::Note> notes = {}) {
    if (errors_++ < limit)
      sink_.add({std::move(code), diag::Severity::error, std::move(message), at(place), place.length, std::move(notes), std::move(help)});
  }
  void warning(std::string message, const Place& place, std::string help = "") {
    if (warnings_++ < limit)
      sink_.add({"PG0170", diag::Severity::warning, std::move(message), at(place), place.length, {}, std::move(help)});
  }

 private:
  std::string file_;
  diag::Sink& sink_;
  std::size_t errors_ = 0, warnings_ = 0;
};

}  // namespace polyglue::input::udl
