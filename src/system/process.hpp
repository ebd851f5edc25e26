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
  std::string input{};                             ///< what it reads from standard input
};

/// What becomes of a program's standard error.
enum class Errors { merged, dropped, shown };

struct Finished {
  int exit_code = 0;    ///< 127: the program could not be started; 128 + n: ended by signal n
  std::string output;   ///< standard output; with Errors::merged standard error too, in order
};

/// Runs a program to its end. Uses no shell.
Finished run(const Command& command, Errors errors = Errors::merged);

/// Where PATH has a program, if it does.
std::optional<std::filesystem::path> find_program(const std::string& name);

/// The programs on PATH whose names begin with `prefix`: the rest of each name, sorted, each once.
std::vector<std::string> programs_beginning_with(const std::string& prefix);

}  // namespace polyglue::system
