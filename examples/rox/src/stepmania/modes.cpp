#include "modes.hpp"

#include <array>

#include "../text.hpp"

namespace rox::stepmania {
namespace {

struct Mode {
    std::string_view name;
    int keys;
};

/// Of several modes with as many keys the first one is written.
constexpr std::array modes{
    Mode{"dance-threepanel", 3}, Mode{"dance-single", 4},    Mode{"pump-single", 5},
    Mode{"dance-solo", 6},       Mode{"kb7-single", 7},      Mode{"dance-double", 8},
    Mode{"pnm-nine", 9},         Mode{"pump-double", 10},    Mode{"bm-double5", 12},
    Mode{"bm-double7", 16},      Mode{"dance-couple", 8},    Mode{"dance-routine", 8},
    Mode{"pump-halfdouble", 6},  Mode{"pump-couple", 10},    Mode{"bm-single5", 6},
    Mode{"bm-single7", 8},       Mode{"pnm-five", 5},        Mode{"techno-single4", 4},
    Mode{"techno-single5", 5},   Mode{"techno-single8", 8},  Mode{"techno-double4", 8},
    Mode{"techno-double5", 10},  Mode{"techno-double8", 16},
};

} // namespace

std::string mode_for(int key_count) {
    for (const Mode& mode : modes) {
        if (mode.keys == key_count) return std::string(mode.name);
    }
    return "rox-" + std::to_string(key_count) + "k";
}

std::optional<int> keys_of(std::string_view name) {
    for (const Mode& mode : modes) {
        if (mode.name == name) return mode.keys;
    }
    if (!name.starts_with("rox-") || !name.ends_with('k')) return std::nullopt;
    const std::optional<std::int64_t> keys = parse_integer(name.substr(4, name.size() - 5));
    return keys && *keys >= 1 && *keys <= 18 ? std::optional(static_cast<int>(*keys))
                                             : std::nullopt;
}

} // namespace rox::stepmania
