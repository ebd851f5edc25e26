/// The eleventh shape, results that come later, where there are threads: see benchlib.hpp.
#pragma once

#include <cstdint>
#include <functional>

namespace benchlib {

/// Calls `done` with `value`, before it returns.
void give_now(std::int32_t value, std::function<void(std::int32_t)> done);
/// Calls `done` with `value` in a thread of the library's own, which takes one after the other.
void give_later(std::int32_t value, std::function<void(std::int32_t)> done);

}  // namespace benchlib
