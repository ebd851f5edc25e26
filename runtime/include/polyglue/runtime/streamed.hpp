// Text by operator<<.
#pragma once

#include <sstream>
#include <string>

#include "polyglue/runtime/config.hpp"

POLYGLUE_RUNTIME_BEGIN

template <class T>
std::string streamed(const T& value) {
  std::ostringstream out;
  out << value;
  return std::move(out).str();
}

POLYGLUE_RUNTIME_END
