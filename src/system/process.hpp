// Running other programs.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace polyglue::system {

struct Command {
  std::vector<std::string> arguments;              ///< the program first, found through PATH
  std::filesystem::path directory;                 ///< empty: the current one
  std::vector<std::pair<std::string, std::string>> environment;  ///< added to ours
};

struct Finished {
  int exit_code = 0;    ///< 127: the program could not be started; 128 + n: ended by signal n
  std::string output;   ///< standard output and, unless it was left out, standard error, in order
};

/// Runs a program to its end. Uses no shell.
Finished run(const Command& command, bool with_errors = true);

/// Where PATH has a program, if it does.
std::optional<std::filesystem::path> find_program(const std::string& name);

}  // namespace polyglue::system
