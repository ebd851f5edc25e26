#include <array>
#include <cstdint>
#include <pointers_client/pointers.hpp>

#include "check.hpp"

namespace api = pointers_client;
using api::Store;

TEST(a_pointer_and_its_length_are_one_argument) {
  const std::array<std::uint8_t, 3> bytes = {1, 2, 255};
  EQUAL(api::checksum(bytes), 258U);
  EQUAL(api::total(std::array{1.5, 2.5}), 4.0);
  EQUAL(api::total(std::array{1.5, 2.5}, 1.0), 5.0);
  EQUAL(api::last_of(std::array<std::int32_t, 3>{4, 5, 6}), 6);
  EQUAL(api::last_of(std::array<std::int32_t, 0>{}), -1);
  EQUAL(api::count_nul(std::string_view("a\0b\0", 4)), 2U);
  EQUAL(api::letter_at("abc", 2), 'c');
}

TEST(classes_that_stand_for_text) {
  EQUAL(api::first_word("two words"), "two");
  const std::array<std::uint8_t, 3> bytes = {0xFF, 0, 7};
  const auto rest = api::without_first(bytes);
  CHECK(rest.size() == 2 && rest[0] == 0 && rest[1] == 7);
  REFUSES(PGL_ERROR_UTF8, api::first_word("\xFF"));
}

TEST(what_is_written_is_a_result) {
  CHECK(api::to_int("42") == std::make_tuple(true, 42));
  CHECK(!std::get<0>(api::to_int("4x")));
  CHECK(api::divide(17, 5) == std::make_tuple(3, 2));
  CHECK(api::replace("a-b-c", "-", "+") == std::make_tuple(1, std::string("a+b-c")));
  CHECK(api::name_of(2) == std::make_tuple(true, std::optional<std::string>("two")));
  CHECK(api::name_of(3) == std::make_tuple(false, std::optional<std::string>()));
}

TEST(objects_and_streams) {
  const std::int32_t before = Store::live();
  {
    auto [good, store] = Store::open("file", api::Mode::WRITE);
    CHECK(good && store && store->name() == "file:w");
    auto [bad, nothing] = Store::open("", api::Mode::READ);
    CHECK(!bad && !nothing);
    store->assign("set");
    EQUAL(store->measure(), 3U);
    EQUAL(store->write(2), "set;set;");
    EQUAL(store->read("a bc"), 2);
    EQUAL(store->self().name(), "setabc");
    EQUAL(Store::live(), before + 1);
  }
  EQUAL(Store::live(), before);
}

CHECK_MAIN(pointers_live)
