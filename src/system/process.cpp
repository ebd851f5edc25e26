#include "system/process.hpp"

#include <fcntl.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <memory>
#include <string_view>

extern char** environ;

namespace polyglue::system {
namespace {

std::vector<std::string> merged_environment(const Command& command) {
  std::vector<std::string> out;
  for (char** entry = environ; *entry; ++entry) {
    const std::string_view text(*entry);
    bool replaced = false;
    for (const auto& [name, value] : command.environment) replaced |= text.substr(0, text.find('=')) == name;
    if (!replaced) out.emplace_back(text);
  }
  for (const auto& [name, value] : command.environment) out.push_back(name + "=" + value);
  return out;
}

std::vector<char*> pointers(std::vector<std::string>& strings) {
  std::vector<char*> out;
  for (std::string& text : strings) out.push_back(text.data());
  out.push_back(nullptr);
  return out;
}

}  // namespace

Finished run(const Command& command, Errors errors) {
  // Through a file: a pipe would have to be filled while the other is emptied.
  std::unique_ptr<std::FILE, int (*)(std::FILE*)> input(nullptr, &std::fclose);
  if (!command.input.empty()) {
    input.reset(std::tmpfile());
    if (!input || std::fwrite(command.input.data(), 1, command.input.size(), input.get()) != command.input.size() ||
        std::fflush(input.get()) != 0 || lseek(fileno(input.get()), 0, SEEK_SET) != 0)
      return {127, std::strerror(errno)};
  }
  int ends[2];
  if (pipe2(ends, O_CLOEXEC) != 0) return {127, std::strerror(errno)};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  if (input) posix_spawn_file_actions_adddup2(&actions, fileno(input.get()), 0);
  else posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
  posix_spawn_file_actions_adddup2(&actions, ends[1], 1);
  if (errors == Errors::merged) posix_spawn_file_actions_adddup2(&actions, ends[1], 2);
  if (errors == Errors::dropped) posix_spawn_file_actions_addopen(&actions, 2, "/dev/null", O_WRONLY, 0);
  if (!command.directory.empty()) posix_spawn_file_actions_addchdir_np(&actions, command.directory.c_str());

  std::vector<std::string> arguments = command.arguments;
  std::vector<std::string> environment = merged_environment(command);
  pid_t child = 0;
  const int error = posix_spawnp(&child, arguments.front().c_str(), &actions, nullptr, pointers(arguments).data(),
                                 pointers(environment).data());
  posix_spawn_file_actions_destroy(&actions);
  close(ends[1]);
  Finished finished;
  if (error != 0) {
    close(ends[0]);
    return {127, std::strerror(error)};
  }
  char buffer[1 << 14];
  for (;;) {
    const ssize_t size = read(ends[0], buffer, sizeof buffer);
    if (size > 0) finished.output.append(buffer, static_cast<std::size_t>(size));
    else if (size == 0 || errno != EINTR) break;
  }
  close(ends[0]);
  int status = 0;
  while (waitpid(child, &status, 0) < 0 && errno == EINTR) {}
  finished.exit_code = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return finished;
}

namespace {

bool is_program(const std::filesystem::path& path) {
  std::error_code ignored;
  return access(path.c_str(), X_OK) == 0 && std::filesystem::is_regular_file(path, ignored);
}

/// Visits the folders of PATH until one pleases.
template <class Visit>
void each_folder(const Visit& visit) {
  const char* path = std::getenv("PATH");
  std::string_view rest = path ? path : "";
  while (!rest.empty()) {
    const std::size_t colon = rest.find(':');
    if (visit(std::filesystem::path(rest.substr(0, colon)))) return;
    rest = colon == std::string_view::npos ? std::string_view() : rest.substr(colon + 1);
  }
}

}  // namespace

std::optional<std::filesystem::path> find_program(const std::string& name) {
  std::optional<std::filesystem::path> found;
  each_folder([&](const std::filesystem::path& folder) {
    if (is_program(folder / name)) found = folder / name;
    return found.has_value();
  });
  return found;
}

std::vector<std::string> programs_beginning_with(const std::string& prefix) {
  std::vector<std::string> out;
  each_folder([&](const std::filesystem::path& folder) {
    std::error_code error;
    for (auto it = std::filesystem::directory_iterator(folder, error); !error && it != std::filesystem::directory_iterator(); it.increment(error)) {
      const std::string name = it->path().filename().string();
      if (name.size() > prefix.size() && name.starts_with(prefix) && is_program(it->path())) out.push_back(name.substr(prefix.size()));
    }
    return false;
  });
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

}  // namespace polyglue::system
