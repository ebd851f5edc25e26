#pragma once
namespace lib {
class Tree {
 public:
  Tree& child() { return *this; }
};
}
