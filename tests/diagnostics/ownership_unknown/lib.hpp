#pragma once
namespace lib {
class Thing {
 public:
  Thing();
  int size() const;
};
Thing* find(int id);
}
