#include <cmath>
#include <scalars_client/scalars.hpp>

#include "check.hpp"

namespace api = scalars_client;

TEST(every_width_to_its_ends) {
  EQUAL(api::echo_i8(INT8_MIN), INT8_MIN);
  EQUAL(api::echo_u8(UINT8_MAX), UINT8_MAX);
  EQUAL(api::echo_i16(INT16_MIN), INT16_MIN);
  EQUAL(api::echo_u16(UINT16_MAX), UINT16_MAX);
  EQUAL(api::echo_i32(INT32_MIN), INT32_MIN);
  EQUAL(api::echo_u32(UINT32_MAX), UINT32_MAX);
  EQUAL(api::echo_i64(INT64_MIN), INT64_MIN);
  EQUAL(api::echo_u64(UINT64_MAX), UINT64_MAX);
  EQUAL(api::echo_long(-1), -1);
  EQUAL(api::echo_ulonglong(UINT64_MAX), UINT64_MAX);
  EQUAL(api::echo_size(SIZE_MAX), SIZE_MAX);
}

TEST(reals_truths_and_characters) {
  EQUAL(api::echo_f32(0.25F), 0.25F);
  CHECK(std::isnan(api::echo_f64(NAN)));
  EQUAL(api::add(0.5, 0.25), 0.75);
  CHECK(api::negate(false));
  CHECK(!api::negate(true));
  EQUAL(api::echo_char('x'), 'x');
  EQUAL(api::echo_codepoint(U'\U0001F3B5'), U'\U0001F3B5');
  api::nothing();
}

TEST(characters_out_of_range) {
  REFUSES(PGL_ERROR_RANGE, api::echo_char('\xe4'));
  REFUSES(PGL_ERROR_RANGE, api::echo_codepoint(char32_t{0xD800}));
  REFUSES(PGL_ERROR_RANGE, api::echo_codepoint(char32_t{0x110000}));
}

TEST(standard_exceptions_stay_what_they_are) {
  EQUAL(api::divide(7, 2), 3);
  THROWS(std::invalid_argument, api::divide(1, 0)) EQUAL(std::string(error.what()), "division by zero");
}

CHECK_MAIN(scalars_live)
