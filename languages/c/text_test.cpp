#include <gtest/gtest.h>

#include "languages/c/text.hpp"

namespace polyglue::c {
namespace {

TEST(Text, DeclarationsKeepTheStarAtTheName) {
  EXPECT_EQ(declare("int32_t", "x"), "int32_t x");
  EXPECT_EQ(declare("rox_chart *", "self"), "rox_chart *self");
  EXPECT_EQ(pointer_to("rox_chart *"), "rox_chart **");
  EXPECT_EQ(pointer_to_const("rox_chart *"), "rox_chart *const *");
  EXPECT_EQ(pointer_to_const("rox_note"), "const rox_note *");
}

TEST(Text, NothingAnAuthorWritesEndsAComment) {
  EXPECT_EQ(harmless("a */ b /* c"), "a * / b / * c");
  EXPECT_EQ(harmless("ends in \\"), "ends in \\ .");
  EXPECT_EQ(harmless("what?\?/"), "what? ?/");
  EXPECT_EQ(harmless("**/"), "** /");
}

TEST(Text, ParagraphsAreFilledAndListsAreNot) {
  EXPECT_EQ(fill("one two\nthree four", 9), (std::vector<std::string>{"one two", "three", "four"}));
  EXPECT_EQ(fill("text\n- a\n- b", 40), (std::vector<std::string>{"text", "- a", "- b"}));
  EXPECT_EQ(fill("a\n\nb\n", 40), (std::vector<std::string>{"a", "", "b"}));
  EXPECT_TRUE(fill("", 40).empty());
}

TEST(Text, CommentsOfOneLineStayOnIt) {
  EXPECT_EQ(comment({"one"}), "/* one */\n");
  EXPECT_EQ(comment({"one", "", "two"}), "/* one\n *\n * two */\n");
  EXPECT_EQ(comment({}), "");
}

TEST(Text, StringLiteralsAreAscii) {
  EXPECT_EQ(c_string("a\"b\\c\n"), "\"a\\\"b\\\\c\\n\"");
  EXPECT_EQ(c_string("\xC3\xA9" "1"), "\"\\303\\2511\"");
  EXPECT_EQ(c_string("what?\?/"), "\"what\\?\\?/\"");
}

}  // namespace
}  // namespace polyglue::c
