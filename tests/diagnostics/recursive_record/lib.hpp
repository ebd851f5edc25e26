#pragma once
#include <memory>
#include <string>
#include <vector>
namespace lib {
struct Node {
  std::string name;
  std::vector<Node> children;
};
Node parse(const std::string& text);
}
