#pragma once
#include <cstdint>
#include <string>
namespace lib {
class Trouble { public: Trouble(); std::string text() const; };
enum class Colour { blue };
std::uint8_t later();
void risky();
void blue();
}
