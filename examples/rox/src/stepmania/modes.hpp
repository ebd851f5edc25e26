#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace rox::stepmania {

/// The game mode in which StepMania plays a chart with this many keys, e.g. `dance-single` for 4.
/// Where it has none, `rox-<keys>k`: StepMania skips such a chart, other readers need not.
[[nodiscard]] std::string mode_for(int key_count);

/// The number of keys of a mode; empty when the mode is not known.
[[nodiscard]] std::optional<int> keys_of(std::string_view mode);

} // namespace rox::stepmania
