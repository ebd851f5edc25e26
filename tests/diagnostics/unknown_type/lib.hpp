#pragma once
namespace lib {
Widget make(int a);
int use(const Gadget& g);
}
