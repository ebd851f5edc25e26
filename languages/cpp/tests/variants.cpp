#include <variants_client/variants.hpp>

#include "check.hpp"

namespace api = variants_client;

TEST(records) {
  EQUAL(api::area(api::Circle{2}), 12.0);
  EQUAL(api::area(api::Rectangle{2, 3}), 6.0);
  EQUAL(std::get<api::Circle>(api::make_shape(1)).radius, 1.0);
  EQUAL(api::make_shape(2), api::Shape(api::Rectangle{2, 2}));
  EQUAL(api::shapes(3).size(), 3U);
}

TEST(plain_values) {
  EQUAL(api::kind({}), "nothing");
  EQUAL(api::kind(true), "truth");
  EQUAL(api::kind(std::int64_t{1}), "number");
  EQUAL(api::kind(0.5), "real");
  EQUAL(api::kind(std::string("x")), "text");
  for (const api::Setting& setting : {api::Setting(), api::Setting(true), api::Setting(std::int64_t{-1}), api::Setting(2.5),
                                      api::Setting(std::string("caf\xc3\xa9"))}) {
    EQUAL(api::echo(setting), setting);
  }
  REFUSES(PGL_ERROR_UTF8, api::echo(std::string("\xff")));
}

TEST(inside_records_and_maps) {
  const auto settings = api::by_name({{"a", std::int64_t{1}}, {"b", {}}});
  EQUAL(settings.at("a"), api::Setting(std::int64_t{1}));
  CHECK(std::holds_alternative<std::monostate>(settings.at("b")));
}

CHECK_MAIN(variants_live)
