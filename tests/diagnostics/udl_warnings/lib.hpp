#pragma once
#include <cstdint>
namespace lib {
enum class Colour { red };
void f(std::uint8_t a, Colour c);
}
