#pragma once
#include <not_there/at_all.hpp>
namespace lib {
int add(int a, int b);
}
