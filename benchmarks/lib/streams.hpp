/// The twelfth shape, elements that are made as they are asked for: see benchlib.hpp.
#pragma once

#include <cstdint>

#include <polyglue/generator.hpp>

namespace benchlib {

/// 0, 1, ..., `end` - 1.
polyglue::generator<std::int32_t> count_up(std::int32_t end);

}  // namespace benchlib
