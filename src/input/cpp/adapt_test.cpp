// Parameters that hosts see in another form, and enumerators without what they repeat.
#include "input/cpp/test_support.hpp"

namespace polyglue::input::cpp {
namespace {

using namespace test;
using config::OwnershipRule;

Tweak own(const std::string& key, OwnershipRule rule) {
  return [=](config::Config& config) { config.ownership[key] = {rule, {}}; };
}

TEST(Adapt, PointerAndLengthBecomeOneArgument) {
  const auto result = read_text(R"(
    #include <cstddef>
    namespace lib {
    int bytes(const void* data, std::size_t size);
    int text(const char* begin_of_text, unsigned nBytes);
    int numbers(const double* first, const double* last);
    int separate(const char* text, std::size_t position);
    int written(char* buffer, std::size_t size);
    struct Node { Node(const Node&) = delete; };
    int nodes(Node* from, Node* to);
    int node_range(const Node* begin, const Node* end);
    })");
  const auto& bytes = result.function("bytes");
  ASSERT_EQ(bytes.params.size(), 1u);
  EXPECT_TRUE(model::is<model::Bytes>(bytes.params[0].type));
  EXPECT_EQ(bytes.params[0].name, "data");
  EXPECT_TRUE(bytes.is_adapter);
  EXPECT_TRUE(model::is<model::String>(result.function("text").params.at(0).type));
  EXPECT_TRUE(model::is<model::Sequence>(result.function("numbers").params.at(0).type));
  EXPECT_EQ(result.function("separate").params.size(), 2u);
  EXPECT_FALSE(result.function("separate").is_adapter);
  EXPECT_EQ(result.skipped("lib::written(char*, std::size_t)").code, "PG0233");
  EXPECT_EQ(result.function("nodes").params.size(), 2u);
  EXPECT_EQ(result.skipped("lib::node_range(const lib::Node*, const lib::Node*)").code, "PG0233");
}

TEST(Adapt, WhatIsWrittenIsRefusedUntilTheAuthorSaysSo) {
  const std::string text = "namespace lib { bool parse(const char* text, int* value); }";
  const auto refused = read_text(text);
  const auto& skipped = refused.skipped("lib::parse(const char*, int*)");
  EXPECT_EQ(skipped.code, "PG0208");
  EXPECT_EQ(skipped.hint, "write [ownership] \"lib::parse#value\" = \"out\" if the function only writes it, \"inout\" if it reads it too");
  const auto result = read_text(text, own("lib::parse#value", OwnershipRule::out));
  const auto& parse = result.function("parse");
  ASSERT_EQ(parse.params.size(), 1u);
  EXPECT_EQ(parse.result.cpp, "std::tuple<bool, int>");
  const auto both = read_text(text, own("lib::*#value", OwnershipRule::inout));
  EXPECT_EQ(both.function("parse").params.size(), 2u);
}

TEST(Adapt, AnOwnedPointerToAPointerGivesAnObject) {
  const auto result = read_text(R"(namespace lib {
    class Db { public: virtual ~Db(); virtual int get() const = 0; };
    int open(const char* name, Db** db); })", [](config::Config& config) {
    config.ownership["lib::open#db"] = {OwnershipRule::owned, {}};
    config.kind["lib::Db"] = {"object", {}};
  });
  EXPECT_EQ(result.function("open").result.cpp, "std::tuple<int, std::unique_ptr<lib::Db>>");
}

TEST(Adapt, StreamsAreText) {
  const auto result = read_text(R"(
    #include <iosfwd>
    #include <istream>
    #include <ostream>
    namespace lib { std::ostream& save(std::ostream& out, int depth = 0); int load(std::istream& in);
    struct Reader { virtual ~Reader(); void feed(std::istream& in); void read(std::istream& in); };
    })", own("lib::Reader::read#in", OwnershipRule::borrowed));
  EXPECT_EQ(result.skipped("lib::Reader::feed(std::basic_istream<char>&)").hint,
            "write [ownership] \"lib::Reader::feed#in\" = \"borrowed\" if it only uses it during the call");
  EXPECT_TRUE(method(result.get<model::Object>("lib::Reader"), "read").is_adapter);
  EXPECT_EQ(result.function("save").result.cpp, "std::string");
  EXPECT_EQ(result.function("save").params.size(), 1u);
  EXPECT_TRUE(model::is<model::String>(result.function("load").params.at(0).type));
}

TEST(Adapt, AViewIsNotMadeFromWhatIsLent) {
  const std::string text = R"(
    #include <cstddef>
    #include <string>
    namespace lib {
    class View { public: View(const char* d, std::size_t n); View(const std::string& s); const char* data() const; std::size_t size() const;
      private: const char* data_; std::size_t size_; };
    class Copy { public: Copy(const char* text); ~Copy(); private: const char* text_; };
    int use(const View& view); })";
  const auto result = read_text(text);
  EXPECT_EQ(result.skipped("lib::View::View(const std::string&)").code, "PG0236");
  EXPECT_EQ(result.skipped("lib::View::View(const char*, std::size_t)").code, "PG0236");
  EXPECT_EQ(result.get<model::Object>("lib::Copy").constructors.size(), 1u);
  const auto as_text = read_text(text, [](config::Config& config) { config.kind["lib::View"] = {"text", {}}; });
  EXPECT_TRUE(model::is<model::String>(as_text.get<model::Custom>("lib::View").repr));
  EXPECT_EQ(as_text.function("use").params.at(0).type.cpp, "lib::View");
}

TEST(Adapt, FactsSayWhetherAResultMayBeNull) {
  const auto result = read_text(R"(
    #include <memory>
    namespace lib { class Node { public: Node(); ~Node(); Node* parent(); }; std::shared_ptr<Node> find(); })", [](config::Config& config) {
    config.ownership["lib::Node::*"] = {OwnershipRule::borrowed, {}};
    config.facts["lib::Node::parent"] = {{"nonnull"}, {}};
    config.facts["lib::find"] = {{"nullable"}, {}};
  });
  EXPECT_TRUE(model::is<model::ObjectRef>(method(result.get<model::Object>("lib::Node"), "parent").result));
  EXPECT_TRUE(model::is<model::Optional>(result.function("find").result));
}


TEST(Adapt, AssignmentFromAnotherTypeIsAMethod) {
  const auto result = read_text("namespace lib { class Value { public: Value(); ~Value(); Value& operator=(int number); }; }");
  const auto& assign = method(result.get<model::Object>("lib::Value"), "assign");
  EXPECT_EQ(assign.cpp_name, "operator=");
  EXPECT_TRUE(model::is<model::Void>(assign.result));
}

TEST(Enumerators, DoNotRepeatTheirEnum) {
  const auto result = read_text(R"(namespace lib {
    enum XMLError { XML_SUCCESS, XML_ERROR_COUNT };
    enum node_type { node_null, node_document };
    enum class Codec { kNone, kSnappy };
    enum Size { SIZE_1, SIZE_2 };
    enum Plain { one, two };
    Codec pick(Codec codec = Codec::kSnappy); })");
  const auto names = [&](const char* id) {
    std::string out;
    for (const auto& each : result.get<model::Enum>(id).values) out += each.info.name + " ";
    return out;
  };
  EXPECT_EQ(names("lib::XMLError"), "SUCCESS ERROR_COUNT ");
  EXPECT_EQ(names("lib::node_type"), "null document ");
  EXPECT_EQ(names("lib::Codec"), "None Snappy ");
  EXPECT_EQ(names("lib::Size"), "SIZE_1 SIZE_2 ");
  EXPECT_EQ(names("lib::Plain"), "one two ");
  EXPECT_EQ(std::get<model::EnumLiteral>(result.function("pick").params.at(0).default_value->value).enumerator, "Snappy");
}

TEST(Namespaces, WithoutAListAllOfTheHeadersAre) {
  const auto result = read_text("#include <string>\nnamespace a { int f(); namespace detail { int g(); } } namespace b { int h(); } int i();",
                                [](config::Config& config) { config.namespaces.clear(); });
  std::string ids;
  for (const auto& decl : result.ok().decls) ids += model::info(decl).id + " ";
  EXPECT_EQ(ids, "a::f() b::h() i() ");
}

}  // namespace
}  // namespace polyglue::input::cpp
