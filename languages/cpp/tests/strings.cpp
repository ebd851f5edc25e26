#include <text_client/text.hpp>

#include "check.hpp"

namespace api = text_client;

TEST(text_of_every_kind) {
  EQUAL(api::greet("Ada"), "Hello, Ada!");
  EQUAL(api::join(std::string("a"), std::string_view("b")), "ab");
  EQUAL(api::c_length("four"), 4U);
  EQUAL(api::upper("abc"), "ABC");
  EQUAL(api::motto(), "caf\xc3\xa9 \xf0\x9f\x8e\xb5");
  EQUAL(api::c_motto(), "one text, many languages");
  EQUAL(api::repeat(100000).size(), 100000U);
  EQUAL(api::repeat(0), "");
  EQUAL(api::greet({}), "Hello, !");
}

TEST(text_in_other_encodings) {
  for (const std::string text : {"", "plain", "caf\xc3\xa9", "\xf0\x9f\x8e\xb5"}) {
    EQUAL(api::twice_u8(text), text + text);
    EQUAL(api::twice_u16(text), text + text);
    EQUAL(api::twice_u32(text), text + text);
    EQUAL(api::twice_wide(text), text + text);
    EQUAL(api::same_u16(text), text);
    EQUAL(api::same_u32(text), text);
  }
  EQUAL(api::units_u16("\xf0\x9f\x8e\xb5"), 2U);
  EQUAL(api::words("ein \xf0\x9f\x8e\xb5")[1], "\xf0\x9f\x8e\xb5");
  EQUAL(api::wide_motto(), "caf\xc3\xa9");
  REFUSES(PGL_ERROR_UTF8, api::half_pair());
}

TEST(embedded_nul_survives) {
  EQUAL(api::with_nul(), std::string("a\0b", 3));
  EQUAL(api::length(std::string_view("a\0b", 3)), 3U);
}

TEST(text_that_is_not_utf8) {
  for (const char* bad : {"\x80", "a\xff", "\xc0\xaf", "\xed\xa0\x80", "\xf4\x90\x80\x80", "\xe2\x82"}) {
    REFUSES(PGL_ERROR_UTF8, api::greet(bad));
  }
  REFUSES(PGL_ERROR_UTF8, api::broken());
}

TEST(text_of_an_argument_is_a_copy) {
  EQUAL(api::longer("a text too long for its object", "b"), "a text too long for its object");
  EQUAL(api::after_colon("key: a text too long for its object"), " a text too long for its object");
}

TEST(text_of_an_object_is_a_copy) {
  api::Label label("old");
  const std::string text = label.text();
  label.set_text("new");
  EQUAL(text, "old");
  EQUAL(label.text(), "new");
}

CHECK_MAIN(text_live)
