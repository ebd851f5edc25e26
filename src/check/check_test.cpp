#include "check/check.hpp"

#include <gtest/gtest.h>

namespace polyglue::check {
namespace {

using namespace model;

DeclInfo named(const std::string& id) {
  DeclInfo info;
  info.id = id;
  info.name = id.substr(id.rfind(':') == std::string::npos ? 0 : id.rfind(':') + 1);
  return info;
}
Type type_of(const DeclId& id) { return {Named{id}, id}; }
model::Function function(const std::string& id) {
  model::Function out;
  out.info = named(id);
  out.unique_name = out.info.name;
  return out;
}

class CheckTest : public ::testing::Test {
 protected:
  std::vector<std::string> codes(std::vector<const emit::Backend*> backends = {}) {
    library_.name = library_.prefix = "lib";
    library_.make_index();
    run({library_, config_, backends}, sink_);
    std::vector<std::string> out;
    for (const auto& diagnostic : sink_.all()) out.push_back(diagnostic.code);
    return out;
  }
  using Codes = std::vector<std::string>;
  model::Library library_;
  config::Config config_;
  diag::Sink sink_;
};

TEST_F(CheckTest, EmptyApi) { EXPECT_EQ(codes(), Codes{"PG0304"}); }

TEST_F(CheckTest, GoodApi) {
  library_.decls = {function("a::add_note"), function("a::remove"), Enum{named("a::Kind"), {}, true, false, {}}};
  EXPECT_EQ(codes(), Codes{});
}

TEST_F(CheckTest, FunctionsThatMeetInC) {
  library_.decls = {function("a::addNote"), function("b::add_note")};
  EXPECT_EQ(codes(), Codes{"PG0301"});
  EXPECT_EQ(sink_.all()[0].message, "\"a::addNote\" and \"b::add_note\" are both lib_add_note in C");
  EXPECT_EQ(sink_.all()[0].notes.size(), 1u);
}

TEST_F(CheckTest, NamesWithoutLetters) {
  library_.decls = {function("a::_")};
  EXPECT_EQ(codes(), Codes{"PG0307"});
}

TEST_F(CheckTest, CyclesByValueThroughVariantsAndTuples) {
  Record a, b;
  a.info = named("A");
  a.fields = {{named("A::b"), {Tuple{{type_of("V")}}, ""}, {}}};
  Variant v{named("V"), "", {{"b", type_of("B")}}};
  b.info = named("B");
  b.fields = {{named("B::a"), type_of("A"), {}}};
  library_.decls = {a, v, b};
  EXPECT_EQ(codes(), Codes{"PG0302"});
  EXPECT_EQ(sink_.all()[0].message, "\"A\" holds \"V\" holds \"B\" holds \"A\" by value, so it has no size");
}

TEST_F(CheckTest, CyclesThroughSequencesAreFine) {
  Record a;
  a.info = named("A");
  a.fields = {{named("A::all"), {Sequence{type_of("A")}, ""}, {}}, {named("A::one"), {Optional{type_of("A")}, ""}, {}}};
  library_.decls = {a};
  EXPECT_EQ(codes(), Codes{});
}

TEST_F(CheckTest, Capabilities) {
  emit::Backend poor;
  poor.name = "poor";
  poor.title = "Poor";
  poor.capabilities.sets = false;
  poor.capabilities.operators = false;
  model::Function f = function("a::f");
  f.result = {Sequence{Type{Set{Type{String{}, ""}}, ""}}, ""};
  f.params = {{"x", f.result, Passing::value, {}}};
  Record record;
  record.info = named("a::R");
  record.methods = {function("a::R::operator+")};
  record.methods[0].role = Role::add;
  library_.decls = {f, record};
  EXPECT_EQ(codes({&poor}), (Codes{"PG0310", "PG0310"}));
  EXPECT_EQ(sink_.all()[0].message, "Poor cannot express \"a::f\": it needs a set");
  EXPECT_EQ(sink_.all()[1].message, "Poor cannot express \"a::R::operator+\": it needs an operator");
}

TEST_F(CheckTest, CapabilitiesThatLanguagesHaveToDeclare) {
  emit::Backend plain;
  plain.name = "plain";
  plain.title = "Plain";
  Callback callback;
  callback.info = named("a::Done");
  model::Function f = function("a::f");
  f.params = {{"done", {Optional{type_of("a::Done")}, ""}, Passing::value, {}}};
  library_.decls = {callback, f};
  plain.generate = [](const abi::Library&, const emit::BackendOptions&) { return emit::FileSet(); };
  EXPECT_EQ(codes({&plain}), Codes{"PG0310"});
  EXPECT_EQ(sink_.all()[0].message, "Plain cannot express \"a::f\": it needs a callback");
}

TEST_F(CheckTest, ResultsThatComeLaterAreLeftOut) {
  emit::Backend plain;
  plain.name = "plain";
  plain.title = "Plain";
  plain.generate = [](const abi::Library&, const emit::BackendOptions&) { return emit::FileSet(); };
  Function now = function("a::now"), later = function("a::later"), started = function("a::Chart::started");
  later.is_async = started.is_async = later.is_adapter = true;
  later.cpp_name = "a_adapters::later_1";
  library_.adapters = {"inline Later<int> later_1(int p0) { return {}; }", "inline int other_2() { return later_10(); }"};
  Object chart;
  chart.info = named("a::Chart");
  chart.methods = {started, function("a::Chart::size")};
  library_.decls = {now, later, chart};
  EXPECT_EQ(codes({&plain}), Codes{});
  const std::vector<std::string> expected = {"\"a::later\" is left out, since its result comes later, in: plain",
                                             "\"a::Chart::started\" is left out, since its result comes later, in: plain"};
  EXPECT_EQ(notes({library_, config_, {&plain}}), expected);
  EXPECT_TRUE(lacks_some(library_, plain.capabilities));
  const Library without = without_lacking(library_, plain.capabilities);
  EXPECT_EQ(without.decls.size(), 2u);
  EXPECT_EQ(without.adapters, std::vector<std::string>{library_.adapters[1]});
  EXPECT_EQ(without.find_as<Object>("a::Chart")->methods.size(), 1u);
  EXPECT_FALSE(lacks_some(without, plain.capabilities));
  plain.capabilities.async = true;
  EXPECT_FALSE(lacks_some(library_, plain.capabilities));
  EXPECT_TRUE(notes({library_, config_, {&plain}}).empty());
}

TEST_F(CheckTest, StreamsAreLeftOutWithWhatGivesThem) {
  emit::Backend plain;
  plain.name = "plain";
  plain.title = "Plain";
  plain.generate = [](const abi::Library&, const emit::BackendOptions&) { return emit::FileSet(); };
  const auto stream = [](const std::string& name, bool async) {
    Object object;
    object.info = named(name);
    object.methods = {function(name + "::next")};
    object.methods[0].role = Role::next;
    object.methods[0].is_async = async;
    return object;
  };
  const auto giving = [](const std::string& name, const std::string& what) {
    model::Function f = function(name);
    f.result = {ObjectRef{what}, what};
    return f;
  };
  library_.decls = {stream("stream<int>", false), stream("async_stream<int>", true), giving("a::count", "stream<int>"),
                    giving("a::ticks", "async_stream<int>"), function("a::other")};
  EXPECT_EQ(codes({&plain}), Codes{});
  EXPECT_EQ(notes({library_, config_, {&plain}}), (std::vector<std::string>{"\"a::count\" is left out, since its result is a stream, in: plain",
                                                                            "\"a::ticks\" is left out, since its result is a stream, in: plain"}));
  EXPECT_EQ(without_lacking(library_, plain.capabilities).decls.size(), 1u);
  plain.capabilities.streams = true;
  EXPECT_TRUE(lacks_some(library_, plain.capabilities));
  const Library partly = without_lacking(library_, plain.capabilities);
  EXPECT_EQ(partly.decls.size(), 3u);
  EXPECT_FALSE(lacks_some(partly, plain.capabilities));
  plain.capabilities.async = true;
  EXPECT_FALSE(lacks_some(library_, plain.capabilities));
}

TEST_F(CheckTest, ClassesThatHostsOfALanguageCannotImplement) {
  emit::Backend plain;
  plain.name = "plain";
  plain.title = "Plain";
  plain.generate = [](const abi::Library&, const emit::BackendOptions&) { return emit::FileSet(); };
  Object object;
  object.info = named("a::Shape");
  object.implementable = true;
  object.base_constructors = {function("a::Shape::Shape()")};
  library_.decls = {object};
  EXPECT_EQ(codes({&plain}), Codes{});
  const std::vector<std::string> expected = {"\"a::Shape\" can be used, but not yet implemented, in: plain"};
  EXPECT_EQ(notes({library_, config_, {&plain}}), expected);
  plain.capabilities.interfaces = true;
  EXPECT_TRUE(notes({library_, config_, {&plain}}).empty());
  const Library without = without_lacking(library_, emit::Capabilities());
  EXPECT_FALSE(without.find_as<Object>("a::Shape")->implementable);
  EXPECT_TRUE(without.find_as<Object>("a::Shape")->base_constructors.empty());
}

TEST_F(CheckTest, ObjectsThatStayInOneLibraryInALanguage) {
  emit::Backend plain;
  plain.name = "plain";
  plain.title = "Plain";
  plain.generate = [](const abi::Library&, const emit::BackendOptions&) { return emit::FileSet(); };
  Object own, theirs;
  own.info = named("a::Own");
  theirs.info = named("far::Theirs");
  theirs.methods = {function("far::Theirs::go")};
  theirs.implementable = true;
  library_.decls = {own, theirs};
  library_.make_index();
  library_.uniffi.emplace().other_libraries["far"] = "far-away";
  EXPECT_EQ(codes({&plain}), Codes{});
  const std::vector<std::string> expected = {"\"far::Theirs\" can be used, but not yet implemented, in: plain", "objects of \"far::Theirs\" can neither come from the package of their own library nor go there, in: plain"};
  EXPECT_EQ(notes({library_, config_, {&plain}}), expected);
  plain.capabilities.other_libraries = plain.capabilities.interfaces = true;
  EXPECT_TRUE(notes({library_, config_, {&plain}}).empty());
  // The package of their library has the methods.
  EXPECT_FALSE(lacks_some(library_, plain.capabilities));
  plain.capabilities.foreign_members = false;
  EXPECT_TRUE(lacks_some(library_, plain.capabilities));
  EXPECT_TRUE(without_lacking(library_, plain.capabilities).find_as<Object>("far::Theirs")->methods.empty());
}

TEST_F(CheckTest, AsyncMethodsThatHostsOfALanguageCannotImplement) {
  emit::Backend plain;
  plain.name = "plain";
  plain.title = "Plain";
  plain.generate = [](const abi::Library&, const emit::BackendOptions&) { return emit::FileSet(); };
  plain.capabilities.interfaces = plain.capabilities.async = true;
  Object source, other;
  source.info = named("a::Source");
  other.info = named("a::Other");
  Function fetch = function("a::Source::fetch"), stop = function("a::Other::stop");
  fetch.is_async = stop.is_async = true;
  source.methods = {fetch};
  other.methods = {stop, function("a::Other::go")};
  source.implementable = other.implementable = true;
  source.virtuals = {{"a::Source", fetch.info.id, true}};
  other.virtuals = {{"a::Other", stop.info.id, false}, {"a::Other", "a::Other::go", true}};
  library_.decls = {source, other};
  library_.make_index();
  const std::vector<std::string> expected = {"\"a::Source\" can be used, but not yet implemented, in: plain",
                                             "\"a::Other::stop\" can be called, but not yet overridden, in: plain"};
  EXPECT_EQ(notes({library_, config_, {&plain}}), expected);
  EXPECT_TRUE(lacks_some(library_, plain.capabilities));
  const Library without = without_lacking(library_, plain.capabilities);
  EXPECT_FALSE(without.find_as<Object>("a::Source")->implementable);
  EXPECT_EQ(without.find_as<Object>("a::Source")->methods.size(), 1u);
  EXPECT_TRUE(without.find_as<Object>("a::Other")->implementable);
  EXPECT_EQ(without.find_as<Object>("a::Other")->virtuals.size(), 1u);
  EXPECT_FALSE(lacks_some(without, plain.capabilities));
  plain.capabilities.async_interfaces = true;
  EXPECT_FALSE(lacks_some(library_, plain.capabilities));
}

}  // namespace
}  // namespace polyglue::check
