#pragma once
#include <cstdint>
#include <string>
namespace lib {
class Trouble { public: Trouble(); std::string text() const; };
enum class Colour { blue };
void risky();
void blue();
}
