#pragma once
namespace lib {
int add(int a, int b);
}
