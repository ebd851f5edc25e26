/// Prints how long the codecs take for one chart: `rox_speed chart.osu`.

#include <algorithm>
#include <chrono>
#include <cstdio>
#include <fstream>
#include <iterator>

#include "rox/rox.hpp"

namespace {

template <typename Function> double best_milliseconds(Function&& function) {
    double best = 1e9;
    for (int i = 0; i < 15; ++i) {
        const auto start = std::chrono::steady_clock::now();
        function();
        const std::chrono::duration<double, std::milli> took =
            std::chrono::steady_clock::now() - start;
        best = std::min(best, took.count());
    }
    return best;
}

} // namespace

int main(int argc, char** argv) {
    if (argc != 2) {
        std::fputs("usage: rox_speed <chart>\n", stderr);
        return 2;
    }
    std::ifstream file(argv[1], std::ios::binary);
    const std::vector<std::uint8_t> bytes{std::istreambuf_iterator<char>(file), {}};
    const rox::Chart chart = rox::decode(bytes);
    std::printf("%zu notes, %zu timing points, %zu bytes\n", chart.size(),
                chart.timing_points().size(), bytes.size());
    std::printf("%-10s decode %8.2f ms (the file itself)\n", "",
                best_milliseconds([&] { static_cast<void>(rox::decode(bytes)); }));
    for (const rox::Format format : {rox::Format::rox, rox::Format::osu, rox::Format::stepmania,
                                     rox::Format::quaver}) {
        for (const bool exact : {true, false}) {
            const rox::EncodeOptions options{.exact = exact};
            const std::vector<std::uint8_t> out = rox::encode(chart, format, options);
            const double decode = best_milliseconds([&] { static_cast<void>(rox::decode(out)); });
            const double encode = best_milliseconds(
                [&] { static_cast<void>(rox::encode(chart, format, options)); });
            std::printf("%-10s %-7s decode %8.2f ms, encode %8.2f ms, %9zu bytes\n",
                        rox::name(format).data(), exact ? "exact" : "plain", decode, encode,
                        out.size());
        }
    }
}
