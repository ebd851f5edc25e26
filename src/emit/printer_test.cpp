#include "emit/printer.hpp"

#include <gtest/gtest.h>

namespace polyglue::emit {
namespace {

TEST(Printer, PrintsTextAsItIs) {
  Printer out;
  out.print("a\n  b\n");
  out.print("\n");
  out.print("c");
  EXPECT_EQ(out.text(), "a\n  b\n\nc");
}

TEST(Printer, RawStringLosesCommonIndentation) {
  Printer out;
  out.print(R"(
      if (x) {

        y;
      }
      )");
  EXPECT_EQ(out.text(), "if (x) {\n\n  y;\n}\n");
}

TEST(Printer, ReplacesVariablesAndDollars) {
  Printer out;
  out.print("$a$ costs $$5, $b$\n", {{"a", "x"}, {"b", "$c$"}});
  EXPECT_EQ(out.text(), "x costs $5, $c$\n");
}

TEST(Printer, MultiLineValueKeepsIndentation) {
  Printer out;
  out.print("f() {\n  $body$\n}\n", {{"body", "one;\n\ntwo;"}});
  EXPECT_EQ(out.text(), "f() {\n  one;\n\n  two;\n}\n");
}

TEST(Printer, ValueMayEndInNewline) {
  Printer out;
  out.print("{\n  $body$\n}\n", {{"body", "one;\ntwo;\n"}});
  EXPECT_EQ(out.text(), "{\n  one;\n  two;\n}\n");
}

TEST(Printer, BlocksNest) {
  Printer out;
  out.print(R"(
    struct $name$ {
      $fields$
    };
  )", {{"name", "S"}, {"fields", [&] {
         for (const char* field : {"a", "b"})
           out.print(R"(
             int $field$ {
               $inner$
             }
           )", {{"field", field}, {"inner", [&] { out.print("1;\n2;\n"); }}});
       }}});
  EXPECT_EQ(out.text(),
            "struct S {\n  int a {\n    1;\n    2;\n  }\n  int b {\n    1;\n    2;\n  }\n};\n");
}

TEST(Printer, EmptyBlockLeavesNoLine) {
  Printer out;
  const Printer::Block nothing = [] {};
  out.print("a\n    $x$\nb\n", {{"x", nothing}});
  out.print("  $outer$\n", {{"outer", [&] { out.print("$x$\n", {{"x", nothing}}); }}});
  out.print("c($x$)\n", {{"x", nothing}});
  EXPECT_EQ(out.text(), "a\nb\nc()\n");
}

TEST(Printer, BlockAfterAnEmptyOneIsIndented) {
  Printer out;
  out.print("  $outer$\n", {{"outer", [&] {
                               out.print("$x$\n", {{"x", Printer::Block([] {})}});
                               out.print("y\nz\n");
                             }}});
  EXPECT_EQ(out.text(), "  y\n  z\n");
}

TEST(Printer, KeepsTabs) {
  Printer out;
  out.print("\tf {\n\t\t$body$\n\t}\n", {{"body", "a\nb"}});
  EXPECT_EQ(out.text(), "\tf {\n\t\ta\n\t\tb\n\t}\n");
}

TEST(Printer, EmptyTextLeavesAnEmptyLine) {
  Printer out;
  out.print("a\n  $x$\nb\n", {{"x", ""}});
  EXPECT_EQ(out.text(), "a\n\nb\n");
}

TEST(Printer, ScopesShadow) {
  Printer out;
  auto outer = out.with({{"x", "1"}, {"y", "2"}});
  {
    auto inner = out.with({{"x", "3"}});
    out.print("$x$$y$ ");
    out.print("$x$ ", {{"x", "4"}});
  }
  out.print("$x$");
  EXPECT_EQ(out.text(), "32 4 1");
}

TEST(Printer, IndentAppliesToWholeLines) {
  Printer out;
  out.print("a ");
  {
    auto guard = out.indent(2);
    out.print("b\nc\n\nd\n");
  }
  out.print("e\n");
  EXPECT_EQ(out.text(), "a b\n  c\n\n  d\ne\n");
}

TEST(Printer, NoLineEndsInBlanks) {
  Printer out;
  out.print("a $x$ \n  \nb\n", {{"x", ""}});
  EXPECT_EQ(out.text(), "a\n\nb\n");
}

TEST(PrinterDeathTest, UndefinedVariableAborts) {
  Printer out;
  EXPECT_DEATH(out.print("$nobody$"), "undefined variable 'nobody'");
  EXPECT_DEATH(out.print("a $ b"), "no second \\$");
}

}  // namespace
}  // namespace polyglue::emit
