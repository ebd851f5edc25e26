#include "emit/naming.hpp"

#include <gtest/gtest.h>

namespace polyglue::emit {
namespace {

TEST(Naming, SamplesOfHeck) {
  struct Sample { std::string (*convert)(std::string_view); const char* from; const char* to; };
  const Sample samples[] = {
      {pascal, "HTMLError", "HtmlError"},
      {snake, "HTMLError", "html_error"},
      {pascal, "InvalidHTML", "InvalidHtml"},
      {shouty, "XYZNone", "XYZ_NONE"},
      {camel, "XYZNone", "xyzNone"},
      {pascal, "minusculeMAJUSCULEDict", "MinusculeMajusculeDict"},
      {camel, "get_dict2", "getDict2"},
      {camel, "i8_var", "i8Var"},
      {camel, "identique_i8", "identiqueI8"},
      {pascal, "UniffiOneUDLTrait", "UniffiOneUdlTrait"},
      {snake, "toJSON", "to_json"},
      {snake, "beginOAuthFlow", "begin_o_auth_flow"},
      {snake, "SHA256Hash", "sha256_hash"},
      {snake, "IPv4Address", "i_pv4_address"},
      {camel, "IPv4Address", "iPv4Address"},
      {snake, "iOSVersion", "i_os_version"},
      {pascal, "iOSVersion", "IOsVersion"},
      {camel, "x_y_z", "xYZ"},
      {pascal, "x_y_z", "XYZ"},
      {pascal, "A1B2", "A1b2"},
      {pascal, "V4", "V4"},
      {kebab, "NoteCount", "note-count"},
      {snake, "__init_", "init"},
      {snake, "", ""},
      {snake, "_", ""},
      {snake, "größeWert", "größe_wert"},
  };
  for (const Sample& sample : samples) EXPECT_EQ(sample.convert(sample.from), sample.to) << sample.from;
}

TEST(Naming, EscapesKeywords) {
  const Keywords keywords = {"class", "def"};
  EXPECT_EQ(escape("class", keywords), "class_");
  EXPECT_EQ(escape("klass", keywords), "klass");
}

}  // namespace
}  // namespace polyglue::emit
