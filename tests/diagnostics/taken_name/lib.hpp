#pragma once
namespace lib {
class Chart {
 public:
  Chart();
  void free();
};
}
