// One run of Clang over the library's headers.
#pragma once

#include <functional>
#include <string>
#include <vector>

#include "config/config.hpp"
#include "diag/diagnostic.hpp"
#include "input/cpp/clang.hpp"
#include "input/cpp/front_end.hpp"

namespace polyglue::input::cpp {

/// The parsed translation unit, alive for the length of the callback.
struct Parsed {
  clang::ASTContext& ast;
  clang::Sema& sema;
};

/// Parses all headers of `config` as one translation unit and hands the tree to `use`, unless there
/// were errors, which go to `sink`. `config.instantiate` appears as aliases `pg_instantiate::NAME`.
bool parse(const config::Config& config, diag::Sink& sink, const std::vector<VirtualFile>& files,
           const std::function<void(Parsed)>& use);

/// Namespace of the aliases that stand for `[instantiate]`.
inline constexpr const char* instantiate_namespace = "pg_instantiate";

}  // namespace polyglue::input::cpp
