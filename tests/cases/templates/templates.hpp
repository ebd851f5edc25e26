// Class templates; polyglue.toml names the instantiations that hosts get.
#pragma once

#include <cstddef>
#include <string>
#include <utility>
#include <vector>

namespace templates {

/// A stack of values.
template <class T>
class Stack {
 public:
  void push(T value) { values_.push_back(std::move(value)); }
  /// Takes the last value off.
  /// @throws std::out_of_range when there is none
  T pop() {
    T value = values_.at(values_.size() - 1);
    values_.pop_back();
    return value;
  }
  std::size_t size() const noexcept { return values_.size(); }
  const std::vector<T>& values() const noexcept { return values_; }

 private:
  std::vector<T> values_;
};

/// Two values.
template <class A, class B>
struct Pair {
  A first{};
  B second{};
};

inline Stack<int> countdown(int from) {
  Stack<int> stack;
  for (int i = 1; i <= from; ++i) stack.push(i);
  return stack;
}
/// A function template, also with a definition for one type: neither is a function by itself.
template <class T>
int kind_of() { return 0; }
template <>
inline int kind_of<int>() { return 1; }

inline double sum(const Pair<double, int>& pair) { return pair.first + pair.second; }

}  // namespace templates
