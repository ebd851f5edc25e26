#include "streams.hpp"

namespace benchlib {

polyglue::generator<std::int32_t> count_up(std::int32_t end) {
  for (std::int32_t i = 0; i < end; ++i) co_yield i;
}

}  // namespace benchlib
