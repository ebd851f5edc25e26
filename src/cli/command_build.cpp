// polyglue build: generate, then turn the generated projects into something to install.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <fstream>
#include <mutex>
#include <thread>

#include "cli/session.hpp"
#include "cli/toolchains.hpp"
#include "diag/print.hpp"
#include "system/process.hpp"

namespace polyglue::cli {
namespace {

namespace fs = std::filesystem;
using Clock = std::chrono::steady_clock;

/// Prints `[1/3] python   compiling` lines, from several threads.
class Progress {
 public:
  Progress(std::size_t total, bool quiet) : total_(total), quiet_(quiet) {}
  void say(std::size_t index, std::string_view language, const std::string& what) {
    if (quiet_) return;
    const std::lock_guard lock(mutex_);
    fmt::print("[{}/{}] {:<8} {}\n", index + 1, total_, language, what);
    std::fflush(stdout);
  }

 private:
  std::mutex mutex_;
  std::size_t total_;
  bool quiet_;
};

struct Step {
  std::string what;      ///< "compiling"
  std::vector<std::string> command;
};

/// Everything one language needs to be built.
struct Job {
  const Generated* generated = nullptr;
  fs::path build;        ///< for intermediate files
  fs::path log;
  fs::path product;      ///< what the user gets
  std::vector<Step> steps;
  std::string failed;    ///< the step that failed
  std::string output;    ///< of that step
};

Job plan(const Generated& generated, const config::Config& config, const BuildOptions& options, std::size_t parallel) {
  Job job;
  job.generated = &generated;
  const std::string name(generated.backend->name);
  job.build = config.output / ".build" / name;
  job.log = config.output / ".build" / (name + ".log");
  const std::string jobs = std::to_string(parallel);
  switch (generated.backend->builder) {
    case emit::Builder::cmake: {
      job.product = options.dist / name;
      Step configure{"configuring", {"cmake", "-S", generated.directory.string(), "-B", job.build.string(), "-DCMAKE_BUILD_TYPE=Release",
                                     "-DCMAKE_INSTALL_PREFIX=" + job.product.string()}};
      std::error_code ignored;
      if (!fs::exists(job.build / "CMakeCache.txt", ignored) && system::find_program("ninja"))
        configure.command.insert(configure.command.end(), {"-G", "Ninja"});
      if (system::find_program("ccache"))
        configure.command.insert(configure.command.end(), {"-DCMAKE_C_COMPILER_LAUNCHER=ccache", "-DCMAKE_CXX_COMPILER_LAUNCHER=ccache"});
      job.steps = {configure,
                   {"compiling", {"cmake", "--build", job.build.string(), "-j", jobs}},
                   {"installing", {"cmake", "--install", job.build.string()}}};
      break;
    }
    case emit::Builder::python_wheel:
      job.product = options.dist;
      job.steps = {{"compiling", {python(), "-m", "pip", "wheel", "--disable-pip-version-check", "--no-deps", "--no-build-isolation",
                                  "--wheel-dir", job.product.string(), generated.directory.string()}}};
      break;
    case emit::Builder::npm_package:
      job.product = options.dist;
      job.steps = {{"compiling", {"node", (generated.directory / "build.js").string(), "--pack", job.product.string()}}};
      break;
    case emit::Builder::cargo_package:
      // Its user's Cargo compiles it: here it is packed only.
      job.product = options.dist;
      job.steps = {{"packing", {"cargo", "package", "--quiet", "--offline", "--no-verify", "--allow-dirty", "--manifest-path",
                                (generated.directory / "Cargo.toml").string(), "--target-dir", job.build.string()}},
                   {"copying", {"sh", "-c", "mv \"$1\"/package/*.crate \"$2\"", "sh", job.build.string(), job.product.string()}}};
      break;
  }
  return job;
}

void run_job(Job& job, std::size_t index, std::size_t parallel, const BuildOptions& options, Progress& progress) {
  const auto start = Clock::now();
  const std::string_view language = job.generated->backend->name;
  std::ofstream log(job.log, std::ios::trunc);
  for (const Step& step : job.steps) {
    progress.say(index, language, step.what);
    std::string shown;
    for (const std::string& word : step.command) shown += (shown.empty() ? "" : " ") + word;
    log << "$ " << shown << "\n" << std::flush;
    const system::Finished finished = system::run({step.command, {}, {{"CMAKE_BUILD_PARALLEL_LEVEL", std::to_string(parallel)}}});
    log << finished.output << std::flush;
    if (options.verbose) progress.say(index, language, shown + "\n" + finished.output);
    if (finished.exit_code != 0) {
      job.failed = step.what;
      job.output = finished.output;
      progress.say(index, language, "failed");
      return;
    }
  }
  const double seconds = std::chrono::duration<double>(Clock::now() - start).count();
  progress.say(index, language, fmt::format("done in {:.1f} s", seconds));
}

/// The last lines of a step's output, those that mention an error first in mind.
std::string tail(const std::string& text, std::size_t lines) {
  std::size_t at = text.size();
  while (at > 0 && text[at - 1] == '\n') --at;
  const std::size_t end = at;
  for (std::size_t i = 0; i < lines && at != std::string::npos && at > 0; ++i) at = text.rfind('\n', at - 1);
  return text.substr(at == std::string::npos || at == 0 ? 0 : at + 1, end - (at == std::string::npos || at == 0 ? 0 : at + 1));
}

}  // namespace

int run_build(Session& session, const BuildOptions& given) {
  const bool quiet = session.options().json;
  const auto finish = [&] {
    if (quiet) fmt::print("{}", diag::to_json(session.sink().all()));
    else session.print_diagnostics();
    return static_cast<int>(session.exit_code());
  };
  const auto config = session.load_config();
  if (!config) return finish();
  // Before the work, so that nothing is written where nothing can be built.
  const auto chosen = session.chosen(*config);
  if (session.sink().has_errors()) return finish();
  require_tools(chosen, session.sink());
  if (session.sink().has_errors()) return finish();

  Progress progress(chosen.size(), quiet);
  for (std::size_t i = 0; i < chosen.size(); ++i) progress.say(i, chosen[i]->name, "generating");
  const auto generation = generate(session);
  if (!generation) return finish();

  BuildOptions options = given;
  options.dist = fs::absolute(options.dist.empty() ? config->directory / "dist" : options.dist).lexically_normal();
  std::error_code error;
  for (const fs::path& dir : {options.dist, config->output / ".build"}) {
    fs::create_directories(dir, error);
    if (!error) continue;
    session.sink().error("PG0403", "cannot make the folder " + session.shown(dir) + ": " + error.message(), {});
    return finish();
  }

  const std::size_t cores = options.jobs > 0 ? static_cast<std::size_t>(options.jobs) : std::max(1u, std::thread::hardware_concurrency());
  std::vector<const Generated*> buildable;
  for (const Generated& generated : generation->languages)
    if (generated.backend->generate) buildable.push_back(&generated);
  const std::size_t workers = std::min(cores, buildable.size());
  const std::size_t parallel = std::max<std::size_t>(1, cores / std::max<std::size_t>(1, workers));
  std::vector<Job> jobs;
  for (const Generated* generated : buildable) jobs.push_back(plan(*generated, generation->config, options, parallel));
  std::atomic<std::size_t> next = 0;
  {
    std::vector<std::jthread> threads;
    for (std::size_t i = 0; i < workers; ++i)
      threads.emplace_back([&] {
        for (std::size_t job = next++; job < jobs.size(); job = next++) run_job(jobs[job], job, parallel, options, progress);
      });
  }
  for (const Job& job : jobs) {
    if (job.failed.empty()) continue;
    diag::Diagnostic diagnostic{"PG0402", diag::Severity::error,
                                std::string(job.generated->backend->title) + ": " + job.failed + " failed", {}, 1, {},
                                "the whole output is in " + session.shown(job.log)};
    diagnostic.notes.push_back({"it ended with\n" + tail(job.output, 25), {}});
    session.sink().add(std::move(diagnostic));
  }
  if (!quiet)
    for (const Generated& generated : generation->languages)  // what a plug-in made is not built here
      if (!generated.backend->generate) fmt::print("{:<8} {}\n", generated.backend->name, session.shown(generated.directory));
  if (!quiet)
    for (const Job& job : jobs)
      if (job.failed.empty()) fmt::print("{:<8} {}\n", job.generated->backend->name, session.shown(job.product));
  return finish();
}

}  // namespace polyglue::cli
