/// The ninth shape, callbacks: see benchlib.hpp.
#pragma once

#include <cstdint>
#include <functional>

namespace benchlib {

/// Calls `step` with 0, 1, ..., `count` - 1; the sum of what it returns.
std::int64_t fold(std::int32_t count, const std::function<std::int32_t(std::int32_t)>& step);

}  // namespace benchlib
