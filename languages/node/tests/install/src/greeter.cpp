#include "greeter.hpp"

#include <utility>

#include "words.hpp"

namespace greeter {

Greeter::Greeter(std::string name) : name_(std::move(name)) {}

std::string Greeter::greet() const { return kHello + (", " + name_) + "!"; }

}  // namespace greeter
