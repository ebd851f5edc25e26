// Rules on the model. Whatever passes them can be lowered and generated in every chosen language.
#pragma once

#include <string>
#include <vector>

#include "config/config.hpp"
#include "diag/diagnostic.hpp"
#include "emit/backend.hpp"
#include "model/model.hpp"

namespace polyglue::check {

struct Input {
  const model::Library& library;
  const config::Config& config;
  std::vector<const emit::Backend*> backends;  ///< the languages that will be generated
};

/// Whether a language lacks something that can be left out of this library: functions whose results come later or are streams,
/// and that hosts implement classes, which they use then as they do others. Or what it takes from another library's package.
bool lacks_some(const model::Library& library, const emit::Capabilities& can);
/// The library without that.
model::Library without_lacking(model::Library library, const emit::Capabilities& can);
/// What is missing in some of the languages, and does not keep the rest from working: a sentence each.
std::vector<std::string> notes(const Input& input);

/// Applies every rule and reports all that is wrong.
void run(const Input& input, diag::Sink& sink);

// The rules, one per file.
void empty_api(const Input& input, diag::Sink& sink);        ///< PG0304
void name_clashes(const Input& input, diag::Sink& sink);     ///< PG0301, PG0303, PG0305, PG0307
void cyclic_values(const Input& input, diag::Sink& sink);    ///< PG0302
void capabilities(const Input& input, diag::Sink& sink);     ///< PG0310

}  // namespace polyglue::check
