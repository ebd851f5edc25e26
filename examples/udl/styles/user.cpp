// The other styles of C++, from C++.
#include <cstdio>
#include <cstdlib>
#include <styles_client/styles.hpp>

#define CHECK(condition) \
  if (!(condition)) std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition), std::exit(1)

namespace lib = styles_client;

int main() {
  CHECK(lib::Sheet().size() == 4);
  CHECK(lib::Sheet::with_size(3, 5).size() == 15);
  CHECK(lib::Sheet::parse("text").cell(0) == "text");
  CHECK(lib::load("a").title() == "a");
  CHECK(!lib::find("nothing"));
  try {
    (void)lib::follow("slow");
    CHECK(false);
  } catch (const lib::TimedOut& error) {
    CHECK(error.seconds() == 30);
  }
  std::puts("styles from C++");
}
