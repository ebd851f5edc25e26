// Looks at all charts of a folder behind a progress bar, and once more until told to stop. usage: survey FOLDER
#include <algorithm>
#include <future>
#include <iostream>
#include <memory>
#include <rox_client/rox.hpp>
#include <string>

namespace rox = rox_client;

namespace {

/// The bar. Called after each chart, in a thread of the library's.
void show(std::size_t done, std::size_t total) {
  std::string bar(30 * done / total, '#');
  bar.resize(30, ' ');
  std::cerr << "\r[" << bar << "] " << done << " of " << total << (done == total ? "\n" : "") << std::flush;
}

/// Cancels a survey at its first chart; how many charts it got to.
int stop_early(const std::string& folder) {
  struct Meeting {
    std::promise<std::size_t> begun;
    std::promise<void> go_on;
  };
  const auto meeting = std::make_shared<Meeting>();  // the survey keeps it as long as it wants
  auto survey = rox::survey(folder, [meeting](std::size_t done, std::size_t) {
    meeting->begun.set_value(done);
    meeting->go_on.get_future().wait();
  });
  const std::size_t seen = meeting->begun.get_future().get();
  survey.cancel();
  meeting->go_on.set_value();
  try {
    survey.get();
  } catch (const rox::pgl::error& error) {
    if (error.status() == PGL_ERROR_CANCELLED) return static_cast<int>(seen);
    throw;
  }
  return -1;
}

int run(const std::string& folder) {
  double peak = 0;
  int readable = 0;
  for (const rox::Surveyed& chart : rox::survey(folder, show).get()) {
    if (const auto* summary = std::get_if<rox::Summary>(&chart.result)) {
      peak = std::max(peak, summary->peak_nps);
      ++readable;
    }
  }
  const int stopped = stop_early(folder);
  std::cout << readable << " charts surveyed, up to " << static_cast<int>(peak + 0.5) << " notes a second; stopped after " << stopped << '\n';
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return argc == 2 ? run(argv[1]) : 2;
  } catch (const std::exception& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
