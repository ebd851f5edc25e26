// A program that uses two libraries, one of which takes and gives what the other exports.
#include <cstdio>
#include <memory>
#include <optional>
#include <string_view>
#include <styles_client/styles.hpp>
#include <tray_client/tray.hpp>
#include <type_traits>
#include <utility>
#include <variant>
#include <vector>

#define CHECK(condition) \
  do { \
    if (!(condition)) return std::printf("line %d: %s\n", __LINE__, #condition), 1; \
  } while (0)

namespace st = styles_client;
namespace tr = tray_client;

static_assert(std::is_same_v<st::Sheet, tr::Sheet> && std::is_same_v<st::Card, tr::Card> && std::is_same_v<st::DiskError, tr::DiskError>);

class Counting : public st::Visitor::methods {
 public:
  bool cell(std::uint64_t number, std::optional<std::string_view> text) override { return text == "cell" && number < 2; }
};

int main() {
  const st::Sheet sheet = st::Sheet::with_size(3, 5);
  std::optional<st::Sheet> top;
  {
    tr::Tray tray;
    CHECK(!tray.top() && !tray.has(sheet));
    tray.put(sheet);
    top = tray.top();
    CHECK(tray.has(sheet) && tray.has(*top) && !tray.has(st::Sheet()));
  }
  CHECK(top && top->size() == 15 && st::is_same(&*top, &sheet));  // after its tray

  std::vector<std::optional<st::Sheet>> sheets(2);
  sheets[0] = st::Sheet::parse("one");
  sheets = tr::reversed(sheets);
  CHECK(sheets.size() == 2 && !sheets[0] && sheets[1] && sheets[1]->size() > 0);

  const st::Card card = tr::improved({"card", st::Glum{}, std::nullopt});
  CHECK(card.title == "card" && std::get<st::Fine>(card.mood).by == 1);
  CHECK(std::get<st::Number>(tr::ask(st::Number{7})).value == 7);
  CHECK(std::get<st::Text>(tr::ask(st::Number{7}, st::Kind::Second)).text == "second");
  st::Visitor counting = st::Visitor::implement(std::make_unique<Counting>());
  CHECK(tr::visit(sheet, counting) == 2);
  tr::fill(10);
  try {
    tr::fill(11);
    return 1;
  } catch (const st::Full&) {
  }

  st::Sheet moved = st::Sheet();
  const st::Sheet there = std::move(moved);
  try {
    tr::Tray().put(moved);
    return 1;
  } catch (const polyglue::client::error& error) {
    CHECK(error.status() == PGL_ERROR_NULL);
  }
  std::puts("tray from C++");
  return 0;
}
