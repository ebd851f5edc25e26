#pragma once
#include <cstdint>
namespace lib {
std::uint32_t count(std::uint32_t of);
}
