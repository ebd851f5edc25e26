// <coroutine>, with compilers that have it.
#pragma once

#if defined(__has_include) && __cplusplus >= 202002L
#if __has_include(<coroutine>)
#include <coroutine>
#endif
#endif
