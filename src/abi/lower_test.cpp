#include <gtest/gtest.h>

#include "abi/abi.hpp"

namespace polyglue::abi {
namespace {

using model::DeclInfo;

DeclInfo named(const std::string& id, const std::string& name, const std::string& scope = "") {
  DeclInfo info;
  info.id = id;
  info.name = name;
  info.scope = scope;
  return info;
}

model::Type scalar(model::Scalar kind, std::string cpp) { return {kind, std::move(cpp)}; }
const model::Type i32 = scalar(model::Scalar::i32, "int");
const model::Type text{model::String{}, "std::string"};
model::Type ref(const std::string& id) { return {model::Named{id}, id}; }
model::Type sequence(const model::Type& element) { return {model::Sequence{element}, "std::vector<" + element.cpp + ">"}; }

model::Parameter param(const std::string& name, const model::Type& type) { return {name, type, model::Passing::value, {}}; }
model::Field field(const std::string& name, const model::Type& type) { return {named(name, name), type, {}}; }

model::Function function(const std::string& name, std::vector<model::Parameter> params, model::Type result) {
  model::Function f;
  f.info = named("lib::" + name, name);
  f.cpp_name = "lib::" + name;
  f.unique_name = name;
  f.params = std::move(params);
  f.result = std::move(result);
  return f;
}

model::Library library(std::vector<model::Decl> decls) {
  model::Library lib;
  lib.name = lib.prefix = "lib";
  lib.decls = std::move(decls);
  return lib;
}

TEST(Lower, RecordOfNumbersIsFlatAndLaidOutAsCDoes) {
  model::Record note;
  note.info = named("lib::Note", "Note");
  note.fields = {field("column", scalar(model::Scalar::u8, "std::uint8_t")),
                 field("time", scalar(model::Scalar::i64, "std::int64_t")), field("kind", i32)};
  const model::Library lib = library({note});
  const Library lowered = lower(lib);
  const Type& type = lowered.type(lowered.type_of(ref("lib::Note")));
  EXPECT_EQ(type.name, "lib_note");
  EXPECT_TRUE(type.flat);
  EXPECT_FALSE(type.checked);
  EXPECT_EQ(type.size, 24u);
  EXPECT_EQ(type.offsets, (std::vector<std::size_t>{0, 8, 16}));
  EXPECT_FALSE(type.by_value);
}

TEST(Lower, WhatIsMadeFromCustomTypesIsTheSameAsWithoutThem) {
  model::Custom url;
  url.info = named("lib::Url", "Url");
  url.repr = text;
  const auto optional = [](const model::Type& value) { return model::Type{model::Optional{value}, "std::optional<" + value.cpp + ">"}; };
  const model::Type custom = ref("lib::Url"), urls = sequence(custom), texts = sequence(text), some = optional(urls), others = optional(texts);
  const Library lowered = lower(library({url, function("f", {param("a", urls), param("b", texts), param("c", some), param("d", others)}, {})}));
  EXPECT_EQ(lowered.type_of(urls), lowered.type_of(texts));
  EXPECT_EQ(lowered.type_of(some), lowered.type_of(others));
  EXPECT_EQ(lowered.type(lowered.type_of(texts)).name, "pgl_seq_str");
}

TEST(Lower, AnAsyncFunctionHasAnOutcome) {
  model::Function load = function("load", {param("path", text)}, text);
  load.is_async = true;
  const model::Library lib = library({load, function("name", {}, text)});
  const Library lowered = lower(lib);
  ASSERT_EQ(lowered.functions.size(), 2u);
  const Function& start = lowered.functions[0];
  ASSERT_TRUE(lowered.has_tasks() && start.outcome);
  const auto roles = [](const Function& f) {
    std::vector<ParamRole> out;
    for (const Param& p : f.params) out.push_back(p.role);
    return out;
  };
  EXPECT_EQ(roles(start), (std::vector{ParamRole::argument, ParamRole::result, ParamRole::owner, ParamRole::task}));
  const Function& outcome = lowered.outcomes[*start.outcome];
  EXPECT_EQ(outcome.symbol, "lib_load_outcome");
  EXPECT_EQ(roles(outcome), (std::vector{ParamRole::task, ParamRole::result, ParamRole::owner}));
  EXPECT_EQ(outcome.result, start.result);
  EXPECT_EQ(lowered.contract.size(), 3u);
  EXPECT_FALSE(lowered.functions[1].outcome);
}

TEST(Lower, AsyncMethodsOfHostsGetPromises) {
  model::Object source;
  source.info = named("lib::Source", "Source");
  model::Function fetch = function("fetch", {param("promise", text)}, text);
  fetch.info.id = "lib::Source::fetch";
  fetch.is_async = fetch.is_virtual = true;
  source.methods = {fetch};
  source.implementable = true;
  source.virtuals = {{"lib::Source", fetch.info.id, false}};
  const model::Library lib = library({source});
  const Library lowered = lower(lib);
  ASSERT_EQ(lowered.interfaces.size(), 1u);
  EXPECT_TRUE(lowered.has_promises());
  const Method& method = lowered.interfaces[0].methods[0];
  EXPECT_TRUE(method.call.is_async && !method.call.result);
  EXPECT_EQ(method.call.params.back().role, ParamRole::promise);
  EXPECT_EQ(method.call.params.back().name, "promise_");
  EXPECT_EQ(method.resolve->symbol, "lib_source_resolve_fetch");
  ASSERT_EQ(method.resolve->params.size(), 2u);
  EXPECT_EQ(lowered.type(method.resolve->params[1].type).name, "pgl_str");
  // What comes of the body in C++ is taken as what comes of the method.
  ASSERT_TRUE(method.base && method.base->outcome);
  EXPECT_EQ(lowered.outcomes.size(), 1u);
  EXPECT_EQ(lowered.outcomes[*method.base->outcome].symbol, "lib_source_fetch_outcome");
}

TEST(Lower, CallbacksAreStructsOfFunctions) {
  model::Callback callback;
  callback.info = named("lib::Combine", "Combine");
  callback.params = {param("out", i32), param("name", text)};
  callback.result = i32;
  model::Callback spell = callback;
  spell.info = named("lib::Spell", "Spell");
  spell.result = text;
  model::Function must = function("must", {param("combine", ref("lib::Combine"))}, {});
  model::Function may = function("may", {param("combine", {model::Optional{ref("lib::Combine")}, "f"})}, {});
  model::Function quick = function("quick", {param("x", i32)}, i32);
  quick.facts.nothrow = quick.facts.leaf = true;
  model::Function plain = function("plain", {}, {});
  model::Function each = function("each", {param("combine", ref("lib::Combine"))}, {});
  each.facts.leaf = true;
  const model::Library lib = library({callback, spell, must, may, quick, plain, each});
  const Library lowered = lower(lib);
  ASSERT_EQ(lowered.callbacks.size(), 2u);
  const Callback& combine = lowered.callbacks[0];
  EXPECT_EQ(combine.name, "lib_combine");
  EXPECT_EQ(lowered.type(combine.type).shape, Shape::callback);
  EXPECT_EQ(lowered.type(combine.type).size, 24u);
  EXPECT_EQ(combine.call.params[0].name, "out_");  // the result has that name
  EXPECT_FALSE(combine.call.params[1].by_pointer);
  EXPECT_FALSE(combine.call.hands_back);
  EXPECT_TRUE(lowered.callbacks[1].call.hands_back);
  EXPECT_TRUE(lowered.functions[0].params[0].by_pointer);
  EXPECT_EQ(lowered.type(lowered.functions[1].params[0].type).shape, Shape::callback);
  EXPECT_EQ(lowered.type(lowered.functions[1].params[0].type).name, "lib_combine");
  EXPECT_NE(lowered.functions[0].hash, lowered.functions[1].hash);
  EXPECT_TRUE(lowered.functions[0].calls_back);
  EXPECT_FALSE(lowered.functions[2].calls_back);
  EXPECT_TRUE(lowered.functions[3].calls_back);  // one may have been kept
  EXPECT_TRUE(lowered.functions[4].calls_back);  // what it is given
  EXPECT_FALSE(lower(library({plain})).functions[0].calls_back);
}

TEST(Lower, RecursiveRecordRefersToItselfThroughPointers) {
  model::Record node;
  node.info = named("lib::Node", "Node");
  node.fields = {field("name", text), field("children", sequence(ref("lib::Node"))),
                 field("next", {model::Optional{ref("lib::Node")}, "std::unique_ptr<lib::Node>"})};
  const model::Library lib = library({node});
  const Library lowered = lower(lib);
  const TypeId id = lowered.type_of(ref("lib::Node"));
  const Type& type = lowered.type(id);
  EXPECT_FALSE(type.flat);
  ASSERT_EQ(type.parts.size(), 3u);
  EXPECT_EQ(lowered.type(type.parts[1]).name, "lib_seq_node");
  EXPECT_EQ(lowered.type(type.parts[1]).parts[0], id);
  EXPECT_EQ(lowered.type(type.parts[2]).shape, Shape::pointer);
  EXPECT_EQ(lowered.type(type.parts[2]).name, "const lib_node *");
  EXPECT_EQ(type.size, 40u);
}

TEST(Lower, RecursiveRecordInsideATupleHasItsWholeSize) {
  model::Record node;
  node.info = named("lib::Node", "Node");
  const model::Type pair{model::Tuple{{i32, ref("lib::Node")}}, "std::pair<int, lib::Node>"};
  node.fields = {field("name", text), field("children", sequence(pair)), field("owner", {model::ObjectRef{"lib::Owner"}, "lib::Owner"})};
  model::Object owner;
  owner.info = named("lib::Owner", "Owner");
  const model::Library lib = library({node, owner, function("use", {param("pair", pair)}, model::Type{})});
  const Library lowered = lower(lib);
  const TypeId record = lowered.type_of(ref("lib::Node"));
  const TypeId tuple = lowered.type_of(pair);
  EXPECT_LT(record, tuple);
  EXPECT_EQ(lowered.type(record).size, 40u);
  EXPECT_EQ(lowered.type(tuple).size, 48u);
  EXPECT_EQ(lowered.type(tuple).offsets, (std::vector<std::size_t>{0, 8}));
  EXPECT_FALSE(lowered.type(tuple).by_value);
  EXPECT_FALSE(lowered.type(tuple).flat);
  EXPECT_TRUE(lowered.type(tuple).has_handles);
  EXPECT_TRUE(lowered.type(lowered.type_of(sequence(pair))).has_handles);
  EXPECT_TRUE(lowered.functions.back().params[0].by_pointer);
}

TEST(Lower, NothrowFunctionOfNumbersReturnsDirectly) {
  model::Function add = function("add", {param("a", i32), param("b", i32)}, i32);
  add.facts.nothrow = true;
  const model::Library lib = library({add, function("mul", {param("a", i32), param("b", i32)}, i32)});
  const Library lowered = lower(lib);
  EXPECT_FALSE(lowered.functions[0].fallible);
  EXPECT_TRUE(lowered.functions[0].returns.has_value());
  EXPECT_TRUE(lowered.functions[1].fallible);
  EXPECT_NE(lowered.functions[1].param(ParamRole::result), nullptr);
}

TEST(Lower, ResultsThatNeedMemoryHaveAnOwnerAndBorrowedOnesDoNot) {
  model::Function greet = function("greet", {}, text);
  model::Function name = function("name", {}, text);
  name.result_passing = model::Passing::const_ref;
  const model::Library lib = library({greet, name});
  const Library lowered = lower(lib);
  EXPECT_TRUE(lowered.functions[0].has_owner);
  EXPECT_FALSE(lowered.functions[0].borrows);
  EXPECT_FALSE(lowered.functions[1].has_owner);
  EXPECT_TRUE(lowered.functions[1].borrows);
}

TEST(Lower, ParameterNamesAreUniqueAndNeverKeywords) {
  const model::Library lib = library({function("f", {param("default", i32), param("out", i32), param("Default", i32)}, i32)});
  const Library lowered = lower(lib);
  EXPECT_EQ(lowered.functions[0].params[0].name, "default_");
  EXPECT_EQ(lowered.functions[0].params[1].name, "out_");
  EXPECT_EQ(lowered.functions[0].params[2].name, "default__");
}

TEST(Lower, ClassesKnowTheirFamilyAndEndWithFree) {
  model::Object base, derived;
  base.info = named("lib::Base", "Base");
  derived.info = named("lib::Derived", "Derived");
  derived.bases = {"lib::Base"};
  const model::Library lib = library({base, derived});
  const Library lowered = lower(lib);
  EXPECT_EQ(lowered.find_class("lib::Base")->descendants, std::vector<model::DeclId>{"lib::Derived"});
  EXPECT_EQ(lowered.find_class("lib::Derived")->ancestors, std::vector<model::DeclId>{"lib::Base"});
  EXPECT_EQ(lowered.functions.back().symbol, "lib_derived_free");
}

TEST(Lower, FunctionCalledAsATypeGetsAVerb) {
  model::Record range;
  range.info = named("lib::BpmRange", "BpmRange");
  const model::Library lib = library({range, function("bpm_range", {}, i32)});
  EXPECT_EQ(lower(lib).functions[0].symbol, "lib_get_bpm_range");
}

TEST(Lower, NoFunctionIsCalledAsOneThatEveryLibraryHas) {
  const model::Library lib = library({function("fail", {}, i32), function("failed", {}, i32)});
  const Library lowered = lower(lib);
  EXPECT_EQ(lowered.functions[0].symbol, "lib_fail_");
  EXPECT_EQ(lowered.functions[1].symbol, "lib_failed");
}

TEST(Hash, ChangesWithAFieldOfARecordAndWithNothingElse) {
  model::Record note;
  note.info = named("lib::Note", "Note");
  note.fields = {field("time", i32)};
  const model::Function use = function("use", {param("note", ref("lib::Note"))}, model::Type{});
  const model::Library before = library({note, use});
  model::Library after = before;
  after.decls.push_back(function("added", {}, i32));
  EXPECT_EQ(lower(before).functions[0].hash, lower(after).functions[0].hash);
  std::get<model::Record>(after.decls[0]).fields.push_back(field("column", i32));
  EXPECT_NE(lower(before).functions[0].hash, lower(after).functions[0].hash);
}

TEST(Errors, StatusDependsOnTheNameAlone) {
  model::Error first, second;
  first.info = named("lib::First", "First");
  second.info = named("lib::Second", "Second");
  const model::Library one = library({second});
  const model::Library two = library({first, second});
  EXPECT_EQ(lower(one).errors[0].status, lower(two).errors[1].status);
  EXPECT_GT(lower(one).errors[0].status, 0);
  EXPECT_EQ(lower(two).errors[0].constant, "LIB_ERROR_FIRST");
}

}  // namespace
}  // namespace polyglue::abi
