// The other styles of C++, from C++.
#include <cstdio>
#include <cstdlib>
#include <styles_client/styles.hpp>

#define CHECK(condition) \
  if (!(condition)) std::fprintf(stderr, "%s:%d: %s\n", __FILE__, __LINE__, #condition), std::exit(1)

namespace lib = styles_client;

struct Counting : lib::Visitor::methods {
  int cells = 0;
  bool cell(std::uint64_t number, std::optional<std::string_view>) override {
    ++cells;
    return number < 4;
  }
};

struct Tearing : lib::Visitor::methods {
  bool cell(std::uint64_t, std::optional<std::string_view>) override {
    lib::tear(3);
    return true;
  }
};

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
  lib::Visitor visitor = lib::Visitor::implement(std::make_unique<Counting>());
  CHECK(lib::visit(lib::Sheet::with_size(3, 5), visitor) == 5);
  CHECK(static_cast<Counting*>(visitor.pgl_methods())->cells == 5);
  lib::Visitor tearing = lib::Visitor::implement(std::make_unique<Tearing>());
  CHECK(lib::visit(lib::Sheet::with_size(3, 5), tearing) == 3);
  try {
    lib::tear(3);
    CHECK(false);
  } catch (const lib::TornThrown& error) {
    CHECK(error.object->pieces() == 3 && error.object->text(1) == "piece 1");
  }
  CHECK(lib::jam_of(3) == lib::JamValue::Ink);
  try {
    lib::pour(3);
    CHECK(false);
  } catch (const lib::Flood& error) {
    CHECK(error.cups == 3 && error.where == "everywhere");
  }
  try {
    lib::careless(2);
    CHECK(false);
  } catch (const polyglue::client::unexpected_error& error) {
    CHECK(std::string_view(error.what()) == "paper in the roller" && error.type() == "styles::Jam");
  }
  const std::uint8_t bytes[] = {0, 1, 0xFE};
  const auto inverted = lib::invert(bytes);
  CHECK(inverted.size() == 3 && inverted[0] == 0xFF && inverted[2] == 1);
  CHECK(lib::name_of() == "nothing");
  lib::Card card;
  card.title = "a";
  CHECK(lib::mood_of(card) == "a: glum, glum");
  std::puts("styles from C++");
}
