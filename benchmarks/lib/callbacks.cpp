#include "callbacks.hpp"

namespace benchlib {

std::int64_t fold(std::int32_t count, const std::function<std::int32_t(std::int32_t)>& step) {
  std::int64_t total = 0;
  for (std::int32_t i = 0; i < count; ++i) total += step(i);
  return total;
}

}  // namespace benchlib
