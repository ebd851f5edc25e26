// A library with sources and a header of its own.
#pragma once

#include <string>

namespace greeter {

/// Greets one person.
class Greeter {
 public:
  explicit Greeter(std::string name);
  /// "Hello, Ada!"
  std::string greet() const;

 private:
  std::string name_;
};

}  // namespace greeter
