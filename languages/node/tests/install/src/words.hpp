// What only the sources include.
#pragma once

namespace greeter {

inline constexpr const char* kHello = "Hello";

}  // namespace greeter
