// What an interface file makes of a model of headers. That headers are understood is tested in examples/udl and
// tests/diagnostics; this is what neither shows.
#include "input/udl/bind.hpp"

#include <gtest/gtest.h>

#include "input/udl/parser.hpp"
#include "input/udl/symbols.hpp"

namespace polyglue::input::udl {
namespace {

model::Type type(model::TypeKind kind, std::string cpp) { return {std::move(kind), std::move(cpp)}; }

model::Function function(const std::string& name, std::vector<model::Parameter> params, model::Type result = {}) {
  model::Function out;
  out.info.id = "lib::" + name + "(...)";
  out.info.name = out.unique_name = name;
  out.info.doc.brief = "As the header says.";
  out.cpp_name = "lib::" + name;
  out.params = std::move(params);
  out.result = std::move(result);
  return out;
}

class Bind : public ::testing::Test {
 protected:
  /// Binds a file to the declarations.
  void bind_to(std::vector<model::Decl> decls, const std::string& udl) {
    headers_.name = "lib";
    headers_.decls = std::move(decls);
    headers_.make_index();
    Report report("lib.udl", sink_);
    file_ = parse("lib.udl", udl, report);
    check(file_, report);
    const auto library = bind(file_, headers_, report);
    ASSERT_TRUE(library) << sink_.all().front().message;
    library_ = *library;
  }
  const model::Function& bound(const std::string& name) {
    for (const model::Decl& decl : library_.decls)
      if (const auto* one = std::get_if<model::Function>(&decl); one && one->info.name == name) return *one;
    ADD_FAILURE() << "no function " << name;
    static const model::Function none;
    return none;
  }

  model::Library headers_, library_;
  File file_;
  diag::Sink sink_;
};

TEST_F(Bind, NamesDocumentationAndDefaultsAreTheFiles) {
  model::Enum colour;
  colour.info = {"lib::Colour", "Colour", "", {}, {}, {}};
  colour.values = {{{"lib::Colour::red", "red", "", {}, {}, {}}, 4}, {{"lib::Colour::deepBlue", "deepBlue", "", {}, {}, {}}, 9}};
  const model::Type number = type(model::Scalar::u8, "std::uint8_t"), of_colour = type(model::Named{"lib::Colour"}, "lib::Colour");
  bind_to({colour, function("paintIt", {{"c", of_colour, {}, {}}, {"n", number, {}, {}}, {"extra", number, {}, model::Literal{std::int64_t{1}}}}),
           function("other", {{"a", number, {}, {}}, {"b", number, {}, {}}, {"c", number, {}, {}}}), function("hidden", {})},
          R"(namespace lib {
  /// Paints.
  ///
  /// Slowly.
  void paint_it(optional Colour colour-of = "DEEP_BLUE", optional u8 times = 0x10);
  void other(optional u8 a = 1, u8 b, optional u8 c = 300);
};
enum Colour { "deep-blue", "Red" };)");
  ASSERT_EQ(library_.decls.size(), 3u);
  const auto& bound_colour = std::get<model::Enum>(library_.decls[0]);
  EXPECT_EQ(bound_colour.values[0].info.name, "deep_blue");
  EXPECT_EQ(bound_colour.values[0].info.id, "lib::Colour::deepBlue");
  EXPECT_EQ(bound_colour.values[0].value, 9);
  const model::Function& paint = bound("paint_it");
  EXPECT_EQ(paint.cpp_name, "lib::paintIt");
  EXPECT_EQ(paint.info.doc.brief, "Paints.");
  EXPECT_EQ(paint.info.doc.details, "Slowly.");
  EXPECT_EQ(paint.info.location.line, 5);
  ASSERT_EQ(paint.params.size(), 2u);  // the third keeps its default in C++
  EXPECT_EQ(paint.params[0].name, "colour_of");
  EXPECT_EQ(std::get<model::EnumLiteral>(paint.params[0].default_value->value), (model::EnumLiteral{"lib::Colour", "deep_blue"}));
  EXPECT_EQ(std::get<std::int64_t>(paint.params[1].default_value->value), 16);
  const model::Function& other = bound("other");
  EXPECT_EQ(other.info.doc.brief, "As the header says.");
  for (const model::Parameter& param : other.params) EXPECT_FALSE(param.default_value) << param.name;
}

TEST_F(Bind, TheFileDecidesBetweenMeaningsOfOneSpelling) {
  model::Object node;
  node.info = {"lib::Node", "Node", "", {}, {}, {}};
  const model::Type bytes = type(model::Bytes{}, "std::vector<std::uint8_t>");
  const model::Type pointer = type(model::ObjectRef{"lib::Node", model::Ownership::shared, false}, "std::shared_ptr<lib::Node>");
  bind_to({node, function("a", {{"x", bytes, {}, {}}}, bytes), function("b", {{"x", pointer, {}, {}}}, pointer), function("c", {{"x", pointer, {}, {}}}, pointer)},
          "namespace lib { bytes a(sequence<u8> x); Node? b(Node x); Node c(Node? x); }; interface Node {};");
  EXPECT_TRUE(model::is<model::Bytes>(bound("a").result));
  const auto* sequence = model::as<model::Sequence>(bound("a").params[0].type);
  ASSERT_TRUE(sequence);
  EXPECT_EQ(std::get<model::Scalar>(sequence->element->kind), model::Scalar::u8);
  EXPECT_EQ(bound("a").params[0].type.cpp, "std::vector<std::uint8_t>");
  EXPECT_TRUE(model::is<model::Optional>(bound("b").result));
  EXPECT_EQ(bound("b").result.cpp, "std::shared_ptr<lib::Node>");
  EXPECT_FALSE(model::is<model::Optional>(bound("b").params[0].type));
  EXPECT_TRUE(model::is<model::Optional>(bound("c").params[0].type));
}

TEST_F(Bind, VariantsOfTheSameNameAreToldApart) {
  const auto record = [](const std::string& id) {
    model::Record out;
    out.info = {"lib::" + id, "None", "", {}, {}, {}};
    out.fields.emplace_back();
    out.fields[0].info.name = "x";
    out.fields[0].type = type(model::Scalar::i32, "int");
    return out;
  };
  const auto variant = [](const std::string& name, const std::string& of) {
    model::Variant out;
    out.info = {"lib::" + name, name, "", {}, {}, {}};
    out.alternatives = {{"None", {model::Named{"lib::" + of}, "lib::" + of}}};
    return out;
  };
  bind_to({record("a::None"), variant("A", "a::None"), record("b::None"), variant("B", "b::None")},
          "namespace lib {}; [Enum] interface A { None(i32 x); }; [Enum] interface B { None(i32 x); };");
  EXPECT_EQ(std::get<model::Record>(*library_.find("lib::a::None")).info.name, "None");
  EXPECT_EQ(std::get<model::Record>(*library_.find("lib::b::None")).info.name, "BNone");
}

TEST_F(Bind, ErrorsKeepTheirLine) {
  const auto error = [](const std::string& name, const std::string& base) {
    model::Error out;
    out.info = {"lib::" + name, name, "", {}, {}, {}};
    if (!base.empty()) out.base = "lib::" + base;
    return out;
  };
  bind_to({error("Root", ""), error("E", "Root"), error("Middle", "E"), error("Deep", "Middle"), error("Deeper", "Deep")},
          "namespace lib { }; [Error] enum E { \"Deeper\", \"Deep\" };");
  EXPECT_FALSE(std::get<model::Error>(*library_.find("lib::E")).base);
  EXPECT_EQ(std::get<model::Error>(*library_.find("lib::Deep")).base, "lib::E");
  EXPECT_EQ(std::get<model::Error>(*library_.find("lib::Deeper")).base, "lib::Deep");
  EXPECT_EQ(library_.find("lib::Middle"), nullptr);
}

TEST_F(Bind, ErrorsThatAreValues) {
  model::Enum disk;
  disk.info = {"lib::Disk", "Disk", "", {}, {}, {}};
  disk.values = {{{"lib::Disk::Ok", "Ok", "", {}, {}, {}}, 0}, {{"lib::Disk::Full", "Full", "", {}, {}, {}}, 1}};
  model::Function save = function("save", {}, type(model::Scalar::u8, "std::uint8_t"));
  save.expected_error = "lib::Disk#error";
  const std::string error = "[Error] enum Disk { \"Full\" };";
  bind_to({disk, save}, "namespace lib { [Throws=Disk] u8 save(); };" + error);
  EXPECT_EQ(bound("save").throws, std::vector<model::DeclId>{"lib::Disk#error"});
  EXPECT_EQ(bound("save").expected_error, "lib::Disk#error");
  EXPECT_EQ(std::get<model::Error>(*library_.find("lib::Disk#error")).wraps->cpp, "lib::Disk");
  EXPECT_EQ(library_.find("lib::Disk"), nullptr);  // nothing takes it as a value
  Report report("lib.udl", sink_);
  file_ = parse("lib.udl", "namespace lib { u8 save(); };" + error, report);
  EXPECT_FALSE(bind(file_, headers_, report));
  EXPECT_EQ(sink_.all().back().message, "`save` gives a std::expected of lib::Disk in C++, and throws nothing here");
}

TEST_F(Bind, DefaultsThatAreVariantsOfTheHeadersAlone) {
  model::Variant mood;
  mood.info = {"lib::Mood", "Mood", "", {}, {}, {}};
  mood.cpp = "std::variant<std::monostate>";
  mood.alternatives = {{"Glum", {model::Void{}, "std::monostate"}}};
  const model::Type of_mood = type(model::Named{"lib::Mood"}, mood.cpp);
  model::Record card;
  card.info = {"lib::Card", "Card", "", {}, {}, {}};
  card.fields.emplace_back();
  card.fields[0].info.name = "mood";
  card.fields[0].type = of_mood;
  bind_to({mood, card, function("f", {{"mood", of_mood, {}, {}}})},
          "namespace lib { void f(optional Mood mood = \"glum\"); }; typedef enum Mood; dictionary Card { Mood mood = \"GLUM\"; };");
  EXPECT_EQ(std::get<model::OpaqueLiteral>(bound("f").params[0].default_value->value).cpp, "::std::variant<std::monostate>(::std::in_place_index<0>)");
  EXPECT_EQ(std::get<model::EnumLiteral>(std::get<model::Record>(*library_.find("lib::Card")).fields[0].default_value->value), (model::EnumLiteral{"lib::Mood", "Glum"}));
}

}  // namespace
}  // namespace polyglue::input::udl
