#pragma once
#include <string>
namespace lib {
struct Node {
  std::string name;
  Node next;
};
}
