#pragma once
#include <cstdint>
#include <exception>
#include <string>
namespace other {
struct Foreign { int x; };
class Thing { public: int value() const; };
}
namespace lib {
class Trouble : public std::exception { public: std::string text() const; };
class Listener { public: virtual ~Listener() = default; virtual void heard(const std::string& what) = 0; void last(); };
class Plugin { public: void run(); };
enum class Odd { a_b, value_, fine };
struct Pair { std::uint8_t a; };
void risky();
void nothing();
void twice(std::uint8_t a, std::uint8_t b);
std::uint8_t overloaded(std::uint8_t a);
}
