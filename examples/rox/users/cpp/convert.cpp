// Converts charts to every format and back. usage: convert OUTPUT_FOLDER CHART...
#include <chrono>
#include <iostream>
#include <rox_client/rox.hpp>
#include <string>

namespace rox = rox_client;

namespace {

constexpr rox::Format formats[] = {rox::Format::rox, rox::Format::osu, rox::Format::stepmania, rox::Format::quaver};

/// Writes a chart in every format, reads each file back and returns how many came back equal.
int convert(const rox::Chart& chart, const std::string& target) {
  int equal = 0;
  for (const rox::Format format : formats) {
    const std::string path = target + std::string(rox::extension(format));
    rox::encode_file(chart, path, format);
    equal += rox::decode_file(path) == chart;
  }
  return equal;
}

int run(const std::string& folder, char** begin, char** end) {
  const auto start = std::chrono::steady_clock::now();
  std::size_t notes = 0;
  int equal = 0;
  for (char** path = begin; path != end; ++path) {
    const rox::Chart chart = rox::decode_file(*path);
    notes += chart.size();
    equal += convert(chart, folder + "/chart-" + std::to_string(path - begin));
  }
  try {
    static_cast<void>(rox::decode(std::string_view("this is no chart")));
  } catch (const rox::UnknownFormat& error) {
    std::cout << "refused, as it should be: " << error.what() << '\n';
  }
  const auto taken = std::chrono::duration_cast<std::chrono::milliseconds>(std::chrono::steady_clock::now() - start);
  std::cout << end - begin << " charts, " << notes << " notes, " << equal << " conversions equal, " << taken.count() << " ms\n";
  return equal == 4 * (end - begin) ? 0 : 1;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cerr << "usage: convert OUTPUT_FOLDER CHART...\n";
    return 2;
  }
  try {
    return run(argv[1], argv + 2, argv + argc);
  } catch (const rox::Error& error) {
    std::cerr << error.what() << '\n';
    return 1;
  }
}
