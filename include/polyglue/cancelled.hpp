// What C++ throws when it stops because it was asked to. Hosts see a cancelled call, however it came about.
#pragma once

#include <exception>

namespace polyglue {

class Cancelled : public std::exception {
 public:
  const char* what() const noexcept override { return "cancelled"; }
};

}  // namespace polyglue
