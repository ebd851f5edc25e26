#pragma once
#include <stdexcept>
namespace lib {
struct BadInput : std::runtime_error { using std::runtime_error::runtime_error; };
struct bad_input : std::runtime_error { using std::runtime_error::runtime_error; };
/// \throws lib::BadInput
/// \throws lib::bad_input
void parse(int value);
}
