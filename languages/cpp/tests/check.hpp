// Checks for the C++ tests: `TEST(name) { CHECK(...); EQUAL(a, b); THROWS(type, expression); }` and at the end of
// the file `CHECK_MAIN(prefix_live)`. After each test everything must have been freed. Works without exceptions.
#pragma once

#include <cstdio>
#include <polyglue/client/config.hpp>
#include <vector>

namespace check {

struct Test {
  const char* name;
  void (*run)();
};
inline std::vector<Test>& tests() {
  static std::vector<Test> all;
  return all;
}
inline int failures = 0;

struct Registration {
  Registration(const char* name, void (*run)()) { tests().push_back({name, run}); }
};

inline bool report(bool good, const char* file, int line, const char* what) {
  if (!good) {
    ++failures;
    std::printf("%s:%d: %s\n", file, line, what);
  }
  return good;
}

inline int run_all(pgl_live (*live)()) {
  int passed = 0, failed = 0;
  for (const Test& test : tests()) {
    const int before = failures;
#if !POLYGLUE_NO_EXCEPTIONS
    try {
      test.run();
    } catch (const std::exception& error) {
      std::printf("%s: threw: %s\n", test.name, error.what());
      ++failures;
    }
#else
    test.run();
#endif
    const pgl_live left = live();
    if (left.handles || left.owners) {
      std::printf("%s: %d objects and %d results are still alive\n", test.name, static_cast<int>(left.handles), static_cast<int>(left.owners));
      ++failures;
    }
    failures == before ? ++passed : ++failed;
  }
  std::printf("%d passed, %d failed\n", passed, failed);
  return failed != 0;
}

}  // namespace check

#define TEST(name)                                                   \
  static void name();                                                \
  static const check::Registration name##_registration(#name, name); \
  static void name()
#define CHECK(...) check::report(static_cast<bool>(__VA_ARGS__), __FILE__, __LINE__, #__VA_ARGS__)
#define EQUAL(a, ...) check::report((a) == (__VA_ARGS__), __FILE__, __LINE__, #a " == " #__VA_ARGS__)
/// The expression must throw a `type`, which `error` names in what follows: THROWS(E, f()) { EQUAL(error.x(), 1); }
#define THROWS(type, ...)                                                                            \
  if (std::optional<type> caught = [&]() -> std::optional<type> {                                    \
        try {                                                                                        \
          static_cast<void>(__VA_ARGS__);                                                            \
        } catch (const type& thrown) {                                                               \
          return thrown;                                                                             \
        }                                                                                            \
        return std::nullopt;                                                                         \
      }();                                                                                           \
      !check::report(caught.has_value(), __FILE__, __LINE__, "does not throw " #type ": " #__VA_ARGS__)) { \
  } else if (const type& error = *caught; static_cast<void>(error), true)
/// The status of a failure at the boundary.
#define REFUSES(code, ...) \
  THROWS(polyglue::client::error, __VA_ARGS__) EQUAL(error.status(), code)
#define CHECK_MAIN(live) \
  int main() { return check::run_all(live); }
