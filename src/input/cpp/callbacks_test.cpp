// Functions that hosts give, and how they raise the library's errors.
#include "input/cpp/test_support.hpp"

namespace polyglue::input::cpp {
namespace {

using namespace test;

const model::Callback& callback_of(const Result& result, const model::Type& type) {
  const auto* optional = model::as<model::Optional>(type);
  const auto* named = model::as<model::Named>(optional ? *optional->value : type);
  if (!named) {
    ADD_FAILURE() << "no callback: " << type.cpp;
    static const model::Callback none;
    return none;
  }
  return result.get<model::Callback>(named->id);
}

TEST(Callbacks, NamesAndParametersAreThoseThatWereWritten) {
  const auto result = read_text(R"(
    #include <functional>
    #include <string>
    namespace lib {
    /// Adds.
    /// @param left one
    using Combine = std::function<double(int left, const std::string& right)>;
    void fold(const Combine& combine);
    void visit(std::function<void(int number)> each);
    void again(std::function<void(const int&)> each);
    struct Bus { using Listener = std::function<void(int)>; int x; };
    })");
  const auto& combine = callback_of(result, result.function("fold").params.at(0).type);
  EXPECT_EQ(combine.info.id, "lib::Combine");
  EXPECT_EQ(combine.info.doc.params.at("left"), "one");
  ASSERT_EQ(combine.params.size(), 2U);
  EXPECT_EQ(combine.params[1].name, "right");
  EXPECT_TRUE(model::is<model::String>(combine.params[1].type));
  EXPECT_EQ(combine.result, (model::Type{model::Scalar::f64, "double"}));
  // Named where it was first: in the class.
  const auto& each = callback_of(result, result.function("visit").params.at(0).type);
  EXPECT_EQ(each.info.name, "Listener");
  EXPECT_EQ(callback_of(result, result.function("again").params.at(0).type).info.name, "FnI32");
}

TEST(Callbacks, ThoseThatCrossAlikeAreOne) {
  const auto result = read_text(R"(
    #include <functional>
    #include <memory>
    #include <string>
    namespace lib {
    class C { public: C(); void f(); private: int* x; };
    void one(std::function<std::string(const std::string&, C&)> f);
    void two(const std::function<std::string(std::string, C&)>& f);
    void three(std::function<std::string(std::string, const C&)> f);
    void four(std::function<std::string(std::string, std::shared_ptr<C>)> f);
    })");
  const auto id = [&](const char* name) { return callback_of(result, result.function(name).params.at(0).type).info.id; };
  EXPECT_EQ(id("one"), id("two"));
  EXPECT_NE(id("one"), id("three"));
  EXPECT_EQ(callback_of(result, result.function("four").params.at(0).type).info.name, "FnStringSharedCToString");
  EXPECT_EQ(result.function("two").params[0].type.cpp, "std::function<std::string(std::string, lib::C&)>");
}

TEST(Callbacks, EmptyOnesAreAllowedWhereTheyAreTheDefault) {
  const auto result = read_text(R"(
    #include <functional>
    #include <polyglue/annotations.hpp>
    namespace lib {
    void must(std::function<void()> f);
    void null(std::function<void()> f = nullptr);
    void braces(const std::function<void()>& f = {});
    void said(PG_NULLABLE std::function<void()> f);
    })");
  const auto optional = [&](const char* name) { return model::is<model::Optional>(result.function(name).params.at(0).type); };
  EXPECT_FALSE(optional("must"));
  EXPECT_TRUE(optional("null"));
  EXPECT_TRUE(optional("braces"));
  EXPECT_TRUE(optional("said"));
  EXPECT_TRUE(std::holds_alternative<model::NullLiteral>(result.function("null").params[0].default_value->value));
}

TEST(Callbacks, FunctionPointersWithUserDataNeedALifetime) {
  const std::string text = R"(namespace lib {
    void each(int count, void (*visit)(int number, void* user), void* user);
    void first(void* data, int (*compare)(void* data, const char* name));
    void alone(void (*visit)(int));
    })";
  const auto refused = read_text(text);
  EXPECT_EQ(refused.skipped("lib::each(int, void (*)(int, void *), void*)").code, "PG0238");
  EXPECT_EQ(refused.skipped("lib::each(int, void (*)(int, void *), void*)").hint,
            "write [ownership] \"lib::each#visit\" = \"borrowed\" if it only calls it during the call, \"static\" if it may keep it for ever");
  EXPECT_EQ(refused.skipped("lib::alone(void (*)(int))").code, "PG0205");
  const auto result = read_text(text, [](config::Config& config) {
    config.ownership["lib::each#visit"] = {config::OwnershipRule::borrowed, {}};
    config.ownership["lib::first#compare"] = {config::OwnershipRule::statically, {}};
  });
  const auto& each = result.function("each");
  ASSERT_EQ(each.params.size(), 2U);
  EXPECT_TRUE(each.is_adapter);
  const auto& visit = callback_of(result, each.params[1].type);
  ASSERT_EQ(visit.params.size(), 1U);
  EXPECT_EQ(visit.params[0].name, "number");
  const auto& first = result.function("first");
  ASSERT_EQ(first.params.size(), 1U);
  EXPECT_EQ(callback_of(result, first.params[0].type).info.name, "FnStringToI32");
}

TEST(Callbacks, WhatHostsCannotGiveIsRefused) {
  const auto result = read_text(R"(
    #include <functional>
    #include <string_view>
    #include <vector>
    namespace lib {
    using F = std::function<void()>;
    void nested(std::function<void(F)> f);
    void writes(std::function<void(int&)> f);
    void view(std::function<std::string_view()> f);
    void reference(std::function<const int&()> f);
    void replaced(F& f);
    void many(std::vector<F> f);
    F given();
    void ends(F f) noexcept;
    })");
  const auto code = [&](const std::string& id) { return result.skipped("lib::" + id).code; };
  const std::string f = "std::function<void()>";
  EXPECT_EQ(code("nested(std::function<void(" + f + ")>)"), "PG0205");
  EXPECT_EQ(code("writes(std::function<void(int&)>)"), "PG0205");
  EXPECT_EQ(code("view(std::function<std::string_view()>)"), "PG0205");
  EXPECT_EQ(code("reference(std::function<const int&()>)"), "PG0205");
  EXPECT_EQ(code("replaced(" + f + "&)"), "PG0205");
  EXPECT_EQ(code("many(std::vector<" + f + ">)"), "PG0205");
  EXPECT_EQ(code("given()"), "PG0205");
  EXPECT_EQ(code("ends(" + f + ")"), "PG0239");
}

TEST(Callbacks, HostsRaiseErrorsThatCanBeMade) {
  const std::string text = R"(
    #include <functional>
    #include <stdexcept>
    #include <string>
    namespace lib {
    class Full : public std::runtime_error {
     public:
      Full(int size, const std::string& message) : std::runtime_error(message), size_(size) {}
      int size() const { return size_; }
     private:
      int size_;
    };
    struct Plain : std::runtime_error { using std::runtime_error::runtime_error; };
    class Secret : public std::runtime_error { Secret(double); friend void f(); };
    )";
  const auto result = read_text(text + "void call(std::function<void()> run); }");
  EXPECT_EQ(result.get<model::Error>("lib::Full").factory.rfind("lib_adapters::raise_", 0), 0U);
  EXPECT_NE(result.get<model::Error>("lib::Plain").factory, "");
  EXPECT_EQ(result.get<model::Error>("lib::Secret").factory, "");
  // Nobody could call them.
  EXPECT_EQ(read_text(text + "}").get<model::Error>("lib::Full").factory, "");
}

}  // namespace
}  // namespace polyglue::input::cpp
