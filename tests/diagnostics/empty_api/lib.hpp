#pragma once
namespace other {
int add(int a, int b);
}
