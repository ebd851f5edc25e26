// What every header of the C++ client begins with: is there a way to throw?
#ifndef POLYGLUE_CLIENT_CONFIG_HPP
#define POLYGLUE_CLIENT_CONFIG_HPP

#include "polyglue/abi.h"

// Without exceptions functions return result<T>. Define it as 1 to have results in a build that could throw.
#ifndef POLYGLUE_NO_EXCEPTIONS
#if defined(__cpp_exceptions) || defined(_CPPUNWIND)
#define POLYGLUE_NO_EXCEPTIONS 0
#else
#define POLYGLUE_NO_EXCEPTIONS 1
#endif
#endif

// The same function returns T in one mode and result<T> in the other. An inline namespace for each gives them
// different symbols, so that one program may contain translation units of both modes.
#if POLYGLUE_NO_EXCEPTIONS
#define POLYGLUE_CLIENT_MODE returning
#else
#define POLYGLUE_CLIENT_MODE throwing
#endif

#endif
