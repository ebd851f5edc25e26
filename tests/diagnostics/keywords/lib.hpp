#pragma once
namespace lib {
/// Every name here is reserved in C, C++ or Python.
struct None {
  int def = 0;
  int lambda = 0;
};
enum class Class { pass, import, restrict };
class With {
 public:
  With();
  int yield(int from, int global) const;
  void raise();
};
int async(int await);
int except(int in);
}
