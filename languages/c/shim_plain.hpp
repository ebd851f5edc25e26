// Numbers, truth values and enums cross as plain code: what a person would write, and many times faster
// to compile than the templates that convert everything else.
#pragma once

#include <optional>
#include <string>

#include "abi/abi.hpp"

namespace polyglue::c {

struct PlainArgument {
  std::string refused;  ///< condition under which the argument is no value of its type: "on > 1"; or empty
  std::string status;   ///< what is returned then: "PGL_ERROR_RANGE"
  std::string value;    ///< the C++ value: "on != 0"
};

/// An argument `name` of the C form `c`, if its type is plain.
std::optional<PlainArgument> plain_argument(const abi::Library& library, const model::Type& type, const abi::Type& c,
                                            const std::string& name);

/// The C form of a C++ expression, if its type is plain; every value of the C++ type then has one.
std::optional<std::string> plain_result(const abi::Library& library, const model::Type& type, const abi::Type& c,
                                        const std::string& expression);

}  // namespace polyglue::c
